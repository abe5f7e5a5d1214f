"""The pieces of the page: the source panel, the clock, the kept conversation, the texts."""

import re
from pathlib import Path

import pytest

from advisor.answering.flow import answer
from advisor.answering.models import Question, Status
from advisor.dates import parse_as_of
from advisor.knowledge import Knowledge
from advisor.messages import Language, catalogue, say
from app.clock import contact_at, describe, state_at
from app.service import Service
from app.ui.conversation import TURNS_KEPT, Conversation
from app.ui.handlers import Handlers
from app.ui.head import tidy_head
from app.ui.panels import DOORS, clock_html, contact_html, doors_html
from app.ui.source_panel import source_html
from app.ui.theme import TOKENS, style_sheet

UNSETTLED = {"採択率はどのくらいですか", "What is the acceptance rate?"}
MARK = re.compile(r"<mark>(.*?)</mark>", re.DOTALL)


@pytest.fixture(scope="module")
def kosen(knowledge: Knowledge):  # type: ignore[no-untyped-def]
    return answer(Question(text="高専は申請できますか", as_of=parse_as_of("2025-08-20")), knowledge)


def test_the_panel_marks_the_exact_quote(knowledge: Knowledge, kosen) -> None:  # type: ignore[no-untyped-def]
    for citation in kosen.citations:
        html = source_html(citation, knowledge.sources[citation.source_id], Language.JA)
        assert MARK.findall(html) == [citation.quote]
        assert citation.title in html and citation.issued_on in html


def test_a_quote_that_moved_is_not_shown_in_surroundings(knowledge: Knowledge, kosen) -> None:  # type: ignore[no-untyped-def]
    citation = kosen.citations[0]
    moved = citation.model_copy(update={"start": citation.start + 1, "end": citation.end + 1})
    html = source_html(moved, knowledge.sources[citation.source_id], Language.JA)
    assert "差し替えられた" in html
    assert MARK.findall(html) == [citation.quote]
    assert "差し替えられた" in source_html(citation, None, Language.JA)


@pytest.mark.parametrize(
    ("as_of", "words"),
    [("2025-08-20", ("受付中", "あと7日12時間")), ("2025-09-01", ("締切済み", "4日前")), ("2010-01-01", ("未確認",))],
)
def test_the_clock_says_its_state_in_words(knowledge: Knowledge, as_of: str, words: tuple[str, ...]) -> None:
    moment = parse_as_of(as_of)
    html = clock_html(describe(state_at(knowledge.program, moment), Language.JA), moment, False, Language.JA)
    assert all(word in html for word in words)


def test_the_contact_is_that_of_the_call_of_the_day(knowledge: Knowledge) -> None:
    html = contact_html(contact_at(knowledge.program, parse_as_of("2025-08-20")), Language.JA)
    assert "第7回" in html and "mailto:" in html
    assert "確認できません" in contact_html(contact_at(knowledge.program, parse_as_of("2010-01-01")), Language.JA)


def test_the_conversation_survives_the_browser(kosen) -> None:  # type: ignore[no-untyped-def]
    conversation = Conversation(as_of="2025-08-20").with_turn("高専は申請できますか", kosen)
    assert Conversation.read(conversation.stored()) == conversation
    assert conversation.citation(0, 1) == kosen.citations[0]
    assert conversation.citation(0, 99) is None and conversation.citation(-1, 1) is None


@pytest.mark.parametrize(
    "stored", [None, "", 5, [], {"turns": 5}, {"turns": [{"question": "x"}]}, {"as_of": "x" * 999}]
)
def test_what_is_no_conversation_is_dropped(stored: object) -> None:
    assert Conversation.read(stored) == Conversation()


def test_old_turns_make_room(kosen) -> None:  # type: ignore[no-untyped-def]
    conversation = Conversation()
    for i in range(TURNS_KEPT + 3):
        conversation = conversation.with_turn(str(i), kosen)
    assert conversation.earlier()[0] == "3" and len(conversation.turns) == TURNS_KEPT


def test_a_question_that_fails_stays_in_the_box(knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    handlers = Handlers(Service(knowledge.settings, knowledge), Language.JA)
    assert "質問が空です" in list(handlers.ask("", "", None))[-1]["ask_error"]
    assert "読めません" in list(handlers.ask("締切は?", "きのう", None))[-1]["as_of_error"]

    def broken(*_: object) -> None:
        raise RuntimeError("insides")

    monkeypatch.setattr("app.service.Service.events", broken)
    pieces = list(handlers.ask("締切は?", "", None))[-1]
    assert "内部で問題" in pieces["ask_error"] and "insides" not in pieces["ask_error"]
    assert "question" not in pieces and "latest" not in pieces


def test_both_languages_have_the_same_placeholders() -> None:
    for key, texts in catalogue().items():
        if key.startswith("ui."):
            fields = [set(re.findall(r"{(\w+)}", texts[language])) for language in Language]
            assert fields[0] == fields[1], key


def test_every_door_has_examples_in_both_languages() -> None:
    for language in Language:
        assert doors_html(language).count("data-ask=") >= 12


@pytest.mark.parametrize("language", list(Language))
def test_every_example_gets_an_answer(knowledge: Knowledge, language: Language) -> None:
    as_of = parse_as_of("2025-08-20")
    for door in DOORS:
        for text in say(f"ui.door_{door}_examples", language).splitlines():
            found = answer(Question(text=text, as_of=as_of), knowledge)
            assert found.language is language
            expected = {Status.ABSTAINED} if text in UNSETTLED else {Status.ANSWERED, Status.PARTIAL}
            assert found.status in expected, text


def test_the_style_uses_known_tokens_and_nothing_from_outside() -> None:
    css = style_sheet()
    assert set(re.findall(r"var\(--((?:color|font|line|border)-[\w-]+)\)", css)) <= set(TOKENS)
    assert not re.search(r":(?:is|not|has|where)\([^)]*,", css)  # Gradio would tear these selectors apart
    assert "url(" not in css and "@import" not in css


def test_the_head_is_ours() -> None:
    meta = '<meta property="og:title" content="Gradio" />'
    html = f'<html lang="en"><head>{meta}</head><body class="x"><p></p></body></html>'
    tidy = tidy_head(html, Language.JA)
    assert tidy.startswith('<html lang="ja"') and "Gradio" not in tidy and "<noscript>" in tidy


def test_no_scripts_load_anything() -> None:
    for path in (Path("app") / "ui" / "assets").glob("*.js"):
        assert not re.search(r"fetch\(|import |https?://", path.read_text(encoding="utf-8")), path
