"""A person asks, reads, checks the source, changes the date, comes back: in a real browser."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import KOSEN, NewPage, ask, set_as_of
from playwright.sync_api import expect

from advisor.answering.events import Event
from advisor.answering.flow import answer, at_once
from advisor.answering.models import Clarification, Question, Status
from advisor.knowledge import Knowledge

pytestmark = pytest.mark.browser


def test_the_first_screen_says_what_this_is_and_where_the_call_stands(new_page: NewPage) -> None:
    page = new_page()
    expect(page.locator("h1")).to_contain_text("非公式")
    expect(page.locator(".unofficial")).to_contain_text("経済産業省")
    expect(page.locator(".clock")).to_contain_text("第7回公募")
    expect(page.locator(".contact-bar")).to_be_in_viewport()
    expect(page.locator(".door")).to_have_count(4)
    assert page.evaluate("document.documentElement.lang") == "ja"


def test_ask_open_a_citation_and_see_the_exact_quote(new_page: NewPage, knowledge: Knowledge) -> None:
    page = new_page()
    ask(page, KOSEN)
    page.locator("#latest .answer-text .cite").first.click()
    mark = page.locator("#panel mark")
    expect(mark).to_be_visible()
    expect(page.locator("#source-title")).to_be_focused()
    quote = mark.evaluate("node => node.textContent")
    source = next(s for s in knowledge.sources.values() if s.info.title in page.locator(".source-name").inner_text())
    assert quote in source.text
    assert page.locator(".passage").evaluate("node => node.textContent").strip("…") in source.text
    box, visible = mark.bounding_box(), page.locator(".passage").bounding_box()
    assert box and visible and visible["y"] <= box["y"] < visible["y"] + visible["height"]
    page.keyboard.press("Escape")
    expect(page.locator("#panel .source")).to_have_count(0)
    expect(page.locator("#latest .answer-text .cite").first).to_be_focused()
    page.locator("#latest .answer-text .cite").first.click()
    expect(page.locator("#panel mark")).to_be_visible()


def test_the_date_changes_the_clock_and_the_answer(new_page: NewPage) -> None:
    page = new_page()
    set_as_of(page, "2025-08-20")
    expect(page.locator(".clock")).to_contain_text("受付中")
    expect(page.locator(".clock")).to_contain_text("あと7日12時間")
    ask(page, KOSEN)
    open_notices = page.locator("#latest .notice").all_inner_texts()
    assert not any("締切済み" in notice for notice in open_notices)
    set_as_of(page, "２０２５－０９－０１")
    expect(page.locator(".clock")).to_contain_text("締切済み")
    page.click("#latest [data-again]")
    expect(page.locator("#latest .notice-closed")).to_be_visible()
    assert page.locator("#latest .notice").all_inner_texts() != open_notices
    set_as_of(page, "きのう")
    expect(page.locator("#as-of-error")).to_contain_text("読めません")
    expect(page.locator(".clock")).to_contain_text("締切済み")
    page.click("#as-of-now")
    expect(page.locator(".clock-as-of")).to_contain_text("現在")
    expect(page.locator("#as-of-error .message")).to_have_count(0)


def test_the_whole_page_in_english(new_page: NewPage) -> None:
    page = new_page()
    ask(page, KOSEN)
    page.click(".languages a")
    expect(page.locator("h1")).to_contain_text("unofficial")
    expect(page.locator(".clock")).to_contain_text("Call 7")
    expect(page.locator("#latest .turn-question")).to_contain_text(KOSEN)  # the conversation comes along
    expect(page.locator("#latest .status")).to_have_text("Answer")
    assert page.evaluate("document.documentElement.lang") == "en"
    ask(page, "Can a college of technology (kosen) apply?")
    expect(page.locator("#latest .answer-text")).to_have_attribute("lang", "en")
    page.locator("#latest .cite").first.click()
    expect(page.locator("#panel")).to_contain_text("Issued by")
    assert re.search(r"[ぁ-ん一-龯]", page.locator("#panel mark").inner_text())


def test_what_the_documents_do_not_settle(new_page: NewPage) -> None:
    page = new_page()
    ask(page, "採択率は?")
    expect(page.locator("#latest .status")).to_contain_text("確認できません")
    expect(page.locator("#latest .contact-box")).to_contain_text("@")
    assert all("問い合わせ先" in place for place in page.locator("#latest .places > span").all_inner_texts())


def test_an_example_asks_itself_and_follow_ups_keep_the_earlier_turn(new_page: NewPage) -> None:
    page = new_page()
    page.locator(".example").first.click()
    expect(page.locator("#latest .turn-question")).to_contain_text(KOSEN)
    expect(page.locator("#latest .answer-text")).to_be_in_viewport()
    ask(page, "それはいつまで?")
    expect(page.locator("#older details")).to_have_count(1)
    page.click("#older summary")
    page.locator("#older .cite").first.click()
    expect(page.locator("#panel mark")).to_be_visible()


def test_a_question_back_is_answered_by_choosing(new_page: NewPage, monkeypatch: pytest.MonkeyPatch) -> None:
    def asking_back(question: Question, knowledge: Knowledge, chat: object) -> Iterator[Event]:
        found = answer(question, knowledge)
        if question.text == KOSEN:
            yield from at_once(found)
            return
        options = Clarification(question="何を知りたいですか。", options=(KOSEN, "締切はいつですか"))
        text = f"何を知りたいですか。\n\n- {KOSEN}\n- 締切はいつですか"
        empty = {"statements": (), "citations": (), "notices": (), "contact": None}
        asked = {**empty, "status": Status.CLARIFY, "text": text, "clarification": options}
        yield from at_once(found.model_copy(update=asked))

    monkeypatch.setattr("app.service.answer_events", asking_back)
    page = new_page()
    ask(page, "公募について")
    expect(page.locator("#latest .option")).to_have_count(2)
    expect(page.locator("#latest li")).to_have_count(0)
    page.locator("#latest .option").first.click()
    expect(page.locator("#latest .turn-question")).to_contain_text(KOSEN)
    expect(page.locator("#latest .cite").first).to_be_visible()


def test_an_ime_confirms_with_enter_and_nothing_is_sent(new_page: NewPage) -> None:
    page = new_page()
    box = page.locator("#question textarea")
    box.focus()
    devtools = page.context.new_cdp_session(page)
    devtools.send("Input.imeSetComposition", {"text": "こうせん", "selectionStart": 4, "selectionEnd": 4})
    enter = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229}
    devtools.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **enter})
    devtools.send("Input.insertText", {"text": "高専は"})
    devtools.send("Input.dispatchKeyEvent", {"type": "keyUp", **enter})
    fire = """(node, init) => node.dispatchEvent(
        new KeyboardEvent("keydown", {key: "Enter", bubbles: true, cancelable: true, ...init}))"""
    box.evaluate(fire, {"isComposing": True})
    box.evaluate(fire, {"keyCode": 229})  # Safari: the composition has ended, only the code tells
    page.wait_for_timeout(600)
    expect(page.locator("#latest .turn")).to_have_count(0)
    expect(box).to_have_value("高専は")
    box.press("Shift+Enter")
    box.press_sequentially("申請できますか")
    expect(box).to_have_value("高専は\n申請できますか")
    expect(page.locator("#latest .turn")).to_have_count(0)
    box.press("Enter")
    expect(page.locator("#latest .turn-question")).to_contain_text("高専は")
    expect(box).to_have_value("")


def test_a_reload_keeps_the_conversation_and_the_date(new_page: NewPage) -> None:
    page = new_page()
    set_as_of(page, "2025-08-20")
    expect(page.locator(".clock")).to_contain_text("受付中")
    ask(page, KOSEN)
    text = page.locator("#latest .answer-text").inner_text()
    page.reload()
    expect(page.locator("#latest .turn-question")).to_contain_text(KOSEN)
    assert page.locator("#latest .answer-text").inner_text() == text
    expect(page.locator("#as-of :is(input, textarea)")).to_have_value("2025-08-20")
    expect(page.locator(".clock")).to_contain_text("受付中")
    page.click("#clear")
    expect(page.locator("#latest .turn")).to_have_count(0)
    page.reload()
    expect(page.locator(".clock")).to_contain_text("受付中")
    expect(page.locator("#latest .turn")).to_have_count(0)


def test_what_cannot_be_asked_stays_in_the_box_with_the_reason(new_page: NewPage) -> None:
    page = new_page()
    page.click("#send")
    expect(page.locator("#ask-error")).to_contain_text("質問が空です")
    page.fill("#question textarea", "あ" * 20_000)
    page.click("#send")
    expect(page.locator("#ask-error")).to_contain_text("長すぎます")
    assert len(page.input_value("#question textarea")) == 20_000


def test_markup_and_templates_are_shown_as_text(new_page: NewPage) -> None:
    page = new_page()
    text = "<script>window.broken = 1</script><img src=x onerror='window.broken = 1'> 高専は申請できますか"
    text += " ${window.broken=1} {{constructor.constructor('window.broken=1')()}}"
    ask(page, text)
    assert page.evaluate("window.broken") is None
    assert page.locator("#latest .turn-question img, #latest .turn-question script").count() == 0


def test_copy_and_save(new_page: NewPage, tmp_path: Path) -> None:
    page = new_page()
    ask(page, KOSEN)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click("#latest [data-copy]")
    expect(page.locator("#latest .tools [role=status]")).to_contain_text("コピーしました")
    copied = page.evaluate("navigator.clipboard.readText()")
    with page.expect_download() as download:
        page.click("#latest [data-download]")
    assert download.value.suggested_filename.endswith(".md")
    saved = tmp_path / "answer.md"
    download.value.save_as(saved)
    assert saved.read_text(encoding="utf-8") == copied
    quote = json.loads(page.evaluate("JSON.stringify(document.querySelector('#latest .cite').dataset)"))["n"]
    assert f"[{quote}]" in copied and KOSEN in copied and "> " in copied
