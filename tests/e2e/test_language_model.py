"""An answer that a language model words, as a person sees it come: the sources first, then sentence by sentence."""

import json
import os
import re
import threading
from collections.abc import Callable, Iterator
from itertools import count, pairwise
from pathlib import Path
from typing import Any

import pytest
from browsing import KOSEN, NewPage, ask, running, set_as_of
from llm.scripted_server import Reply, failing, scripted_llm, text
from playwright.sync_api import Page, expect
from pydantic import SecretStr
from test_access import SMALL_TEXT, serious

from advisor.knowledge import Knowledge

pytestmark = pytest.mark.browser

PATIENCE_S = 20.0  # of a model that the test holds back
SHOTS = os.environ.get("ADVISOR_TEST_SHOTS")  # a folder, to look at what the tests have seen
DEADLINE = "締切はいつですか"
BOTH = f"{DEADLINE}。{KOSEN}。"  # two replies of the model, one for each

WHO = "申請者は国立大学法人、公立大学法人、学校法人(私立大学)、高等専門学校及びこれらに準じる機関とし"
RUNS = "当該申請者が運営主体となっている産学連携に関する「拠点」が選抜の対象です"
BY = "令和7年8月27日(水)12時必着"
FIRST = ("はい、高等専門学校は申請できます。", 1, WHO)
SECOND = ("対象となるのは、申請者が運営主体となっている産学連携の拠点です。", 2, RUNS)
COMPANY = ("企業も申請できます。", 1, WHO)
DATE = ("申請の締切は、令和7年8月27日(水)の12時必着です。", 1, BY)
LATE = ("締切は令和7年8月28日(木)の12時必着です。", 1, BY)

# Notes what is shown whenever it changes: an answer's text, its status, its sources, and all the HTML around them.
WATCH = """() => {
    window.seen = [];
    const text = (root, selector) => root.querySelector(selector)?.textContent ?? "";
    const look = () => {
        const latest = document.querySelector("#latest");
        const now = {
            answer: text(latest, ".answer-text"), status: text(latest, ".status"), said: text(document, "#status"),
            sources: latest.querySelectorAll(".sources .cite").length, note: text(latest, ".turn > .hint"),
            html: latest.innerHTML,
        };
        const last = window.seen.at(-1);
        if (!last || Object.keys(now).some(key => now[key] !== last[key])) window.seen.push(now);
    };
    look();
    new MutationObserver(look).observe(document.body, {subtree: true, childList: true, characterData: true});
}"""


def writes(*told: tuple[str, int, str], **options: Any) -> Reply:
    """What the model writes: each sentence with the number of its evidence and its quote."""
    rows = [{"text": sentence, "passages": [n], "quote": quote} for sentence, n, quote in told]
    return text(json.dumps({"statements": rows}, ensure_ascii=False), **options)


class Model:
    """The chat model of the server. `reply`: from a question to what it writes, None where that does not matter."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Begin anew, for another test."""
        self.reply: Callable[[str], Reply] = lambda _: writes(FIRST, SECOND)
        self.asked = 0
        self.held = threading.Event()  # set by a test, to let it write

    def __call__(self, body: dict[str, Any]) -> Reply:
        self.asked += 1
        return self.reply(body["messages"][-1]["content"].strip().splitlines()[-1])

    def hold(self, question: str) -> None:
        """Write nothing for `question` before `held` is set; at once for others."""

        def reply(asked: str) -> Reply:
            if asked.startswith(question):
                self.held.wait(PATIENCE_S)
            return writes(FIRST, COMPANY, SECOND) if asked.startswith(KOSEN) else writes(DATE)

        self.reply = reply


@pytest.fixture(scope="module")
def script() -> Model:
    return Model()


@pytest.fixture(scope="module")
def server(knowledge: Knowledge, script: Model, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an application whose answers the model words; `new_page` opens this one."""
    with scripted_llm(script) as llm:
        told = {"chat_model": "openai:scripted", "chat_base_url": llm.url, "chat_api_key": SecretStr("none is needed")}
        limits = {"chat_retries": 0, "chat_breaker_faults": 50, "data_dir": tmp_path_factory.mktemp("usage")}
        with running(knowledge.settings.model_copy(update={**told, **limits}), knowledge) as address:
            yield address


@pytest.fixture
def model(script: Model) -> Iterator[Model]:
    """The model, as if it had never been asked."""
    script.forget()
    yield script
    script.held.set()


_minutes = count()


@pytest.fixture
def opened(new_page: NewPage, model: Model) -> Callable[..., Page]:
    """Opens the page, at a 基準日 that no other test has asked for: no answer comes from memory."""

    def open_page(path: str = "/", **size: int) -> Page:
        page = new_page(path, **size)
        if size:
            page.locator(".change-as-of").click()
        as_of = f"2025-08-20T10:{next(_minutes):02}"
        set_as_of(page, as_of)
        expect(page.locator(".clock-as-of")).to_contain_text(as_of[-5:])
        page.evaluate(WATCH)
        return page

    return open_page


def seen(page: Page) -> list[dict[str, Any]]:
    """What has been shown so far, from when the question was taken."""
    return [state for state in page.evaluate("window.seen") if state["status"]]


def assert_only_grows(states: list[dict[str, Any]]) -> None:
    """No text that was shown has gone or changed."""
    texts = [re.sub(r"\s+", "", state["answer"]) for state in states]
    taken = [(earlier, later) for earlier, later in pairwise(texts) if not later.startswith(earlier)]
    assert taken == []


def is_never_shown(states: list[dict[str, Any]], words: str) -> bool:
    return not any(words in state["html"] for state in states)


def shoot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"llm-{name}.png", full_page=True)


def finished(page: Page) -> None:
    expect(page.locator("#latest .tools")).to_be_visible()
    expect(page.locator("#latest .status")).to_have_text("回答")


def test_sources_then_sentence_by_sentence_then_the_whole(opened: Callable[..., Page], model: Model) -> None:
    def reply(_: str) -> Reply:
        model.held.wait(PATIENCE_S)
        return writes(FIRST, COMPANY, SECOND, piece_chars=40, delay_s=0.3)

    model.reply = reply
    page = opened()
    ask(page, KOSEN)
    expect(page.locator("#latest .sources .cite").first).to_be_visible()
    expect(page.locator("#latest .status")).to_have_text("回答の作成中")
    expect(page.locator("#status")).to_contain_text("回答を書いています")
    expect(page.locator("#latest .answer-text")).to_be_empty()
    assert page.locator("#latest .tools").count() == 0
    shoot(page, "desktop-evidence")
    model.held.set()
    answer = page.locator("#latest .answer-text")
    expect(answer).to_contain_text(FIRST[0])
    finished(page)
    expect(answer).to_contain_text(SECOND[0])
    expect(page.locator("#latest .hint")).to_contain_text("言語モデルが作成")
    expect(page.locator("#latest .hint")).to_contain_text("確認できなかった1文は除きました")
    expect(page.locator("#status")).not_to_contain_text("書いています")

    states = seen(page)
    assert_only_grows(states)
    assert is_never_shown(states, COMPANY[0].rstrip("。"))
    steps = [(FIRST[0] in s["answer"], SECOND[0] in s["answer"], s["status"]) for s in states]
    writing = "回答の作成中"
    assert list(dict.fromkeys(steps)) == [
        (False, False, writing),
        (True, False, writing),
        (True, True, writing),
        (True, True, "回答"),
    ]
    assert all(state["sources"] for state in states)
    notes = {state["note"] for state in states if state["status"] == writing}
    assert notes == {"回答を書いています。確認できた文から順に表示します。"}
    marks = page.locator("#latest .answer-text .cite")
    marks.first.click()
    expect(page.locator("#panel mark")).to_have_text(WHO)

    text_shown, note = answer.inner_text(), page.locator("#latest .hint").inner_text()
    page.reload()
    expect(page.locator("#latest .turn-question")).to_contain_text(KOSEN)
    assert answer.inner_text() == text_shown and page.locator("#latest .hint").inner_text() == note
    assert model.asked == 1


def test_a_wrong_date_is_at_no_moment_on_the_page(opened: Callable[..., Page], model: Model) -> None:
    replies = [writes(DATE, LATE, piece_chars=40, delay_s=0.2), writes()]
    model.reply = lambda _: replies[model.asked - 1]
    page = opened()
    ask(page, DEADLINE)
    finished(page)
    states = seen(page)
    assert_only_grows(states)
    assert is_never_shown(states, "28日") and any(DATE[0] in state["answer"] for state in states)
    assert next(state["status"] for state in states if DATE[0] in state["answer"]) == "回答の作成中"
    expect(page.locator("#latest .hint")).to_contain_text("確認できなかった1文は除きました")
    assert model.asked == 2


def test_the_note_counts_a_sentence_once(opened: Callable[..., Page], model: Model) -> None:
    model.reply = lambda _: writes(DATE, LATE)  # and the same again when it is asked to mend
    page = opened()
    ask(page, DEADLINE)
    finished(page)
    assert model.asked == 2
    expect(page.locator("#latest .hint")).to_contain_text("確認できなかった1文は除きました", timeout=1_000)


@pytest.mark.parametrize("size", [{}, {"width": 390, "height": 844}], ids=["desktop", "phone"])
def test_for_everybody_while_it_is_written_and_after(
    opened: Callable[..., Page], model: Model, size: dict[str, int]
) -> None:
    """The first of two questions is answered while the model is held back from the second."""
    model.hold(KOSEN)
    page = opened(**size)
    ask(page, BOTH)
    expect(page.locator("#latest .answer-text")).to_contain_text(DATE[0])
    expect(page.locator("#latest .status")).to_have_text("回答の作成中")
    name = "phone" if size else "desktop"
    shoot(page, f"{name}-writing")
    found = [*serious(page), *too_wide(page), *page.evaluate(SMALL_TEXT)]
    assert FIRST[0] not in page.locator("#latest .answer-text").inner_text()
    model.held.set()
    finished(page)
    expect(page.locator("#latest .answer-text")).to_contain_text(SECOND[0])
    shoot(page, f"{name}-finished")
    assert [*found, *serious(page), *too_wide(page), *page.evaluate(SMALL_TEXT)] == []
    assert_only_grows(seen(page))
    expect(page.locator("#latest .turn-question")).to_be_in_viewport()


def too_wide(page: Page) -> list[str]:
    """What reaches over the side of the window."""
    return page.evaluate(
        """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll("#latest *")]
        .filter(node => node.getBoundingClientRect().right > innerWidth).map(node => node.outerHTML.slice(0, 120))"""
    )


def test_a_model_that_is_gone(opened: Callable[..., Page], model: Model) -> None:
    model.reply = lambda _: failing(503)
    page = opened()
    ask(page, KOSEN)
    finished(page)
    expect(page.locator("#latest .notice-degraded")).to_contain_text("言語モデルから回答を得られなかったため")
    expect(page.locator("#latest .answer-text")).to_contain_text("はい、申請できます。")
    assert page.locator("#latest .turn > .hint").count() == 0
    shoot(page, "desktop-gone")
    model.reply = lambda _: writes(FIRST)
    page.click("#latest [data-again]")
    expect(page.locator("#latest .answer-text")).to_contain_text(FIRST[0])
    assert page.locator("#latest .notice-degraded").count() == 0


def test_a_source_opens_while_the_answer_is_written(opened: Callable[..., Page], model: Model) -> None:
    model.hold(KOSEN)
    page = opened()
    ask(page, KOSEN)
    page.locator("#latest .sources .cite").first.click()
    expect(page.locator("#panel mark")).to_have_text(WHO, timeout=2_000)


def test_what_is_typed_meanwhile_stays(opened: Callable[..., Page], model: Model) -> None:
    model.hold(KOSEN)
    page = opened()
    ask(page, KOSEN)
    page.fill("#question textarea", DEADLINE)
    model.held.set()
    finished(page)
    expect(page.locator("#clear")).to_be_visible()
    assert page.input_value("#question textarea") == DEADLINE


def test_the_answer_before_stays_on_the_page(opened: Callable[..., Page], model: Model) -> None:
    page = opened()
    ask(page, DEADLINE)
    finished(page)
    model.hold("")
    ask(page, KOSEN)
    expect(page.locator("#latest .status")).to_have_text("回答の作成中")
    expect(page.locator("#older .turn-question")).to_contain_text(DEADLINE, timeout=2_000)


def test_in_english(opened: Callable[..., Page], model: Model) -> None:
    model.reply = lambda _: writes(("Applications must arrive by 12:00 on 27 August 2025.", 1, BY))
    page = opened("/en/")
    ask(page, "When is the deadline?")
    expect(page.locator("#latest .hint")).to_have_text(
        "Worded by a language model; each sentence was checked against its quotes."
    )
    states = seen(page)
    assert states[0]["status"] == "Being written" and states[-1]["status"] == "Answer"
    assert_only_grows(states)
