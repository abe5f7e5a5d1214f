"""Answers as HTML and Markdown: nothing that somebody wrote becomes markup, every mark is a citation's."""

import re
from datetime import datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.answering.models import Answer, Citation, Clarification, Contact, Locator, Notice
from advisor.messages import Language
from advisor.programs.schedule import JST
from app.present import answer_html, answer_markdown, is_web_address, source_line, text_html

NASTY = '<script>alert(1)</script><img src=x onerror=alert(1)>" onmouseover="alert(1)'


def citation(n: int = 1, **values: Any) -> Citation:
    known = {"title": "公募要領", "issuer": "経済産業省", "issued_on": "2025-07-18", "round": 7, "quote": "12時必着"}
    place = {"source_id": "call-7", "locator": Locator(section="公募期間"), "start": 0, "end": 5}
    return Citation(n=n, **{**known, **place, **values})


def make_answer(**values: Any) -> Answer:
    known = {
        "question": "締切は?",
        "language": "ja",
        "program": "j",
        "round": 7,
        "intent": "schedule",
        "status": "answered",
    }
    as_of = datetime(2025, 8, 20, tzinfo=JST)
    return Answer(**{**known, "as_of": as_of, "text": "8月27日です [1]。", "citations": (citation(),), **values})


class Tags(HTMLParser):
    """The names of all tags and attributes of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


def test_marks_are_buttons_of_known_citations_only() -> None:
    html = text_html(make_answer(text="A [1]。B [2]。C [x]。"), 3, Language.JA)
    assert html.count("<button") == 1
    assert 'data-turn="3" data-n="1"' in html
    assert "[2]" in html and "[x]" in html


def test_lines_become_paragraphs_and_lists() -> None:
    html = text_html(make_answer(text="はい。\n\n- 一つ\n・二つ\nおわり"), 0, Language.JA)
    assert html == "<p>はい。</p><ul><li>一つ</li><li>二つ</li></ul><p>おわり</p>"


def test_everything_written_by_others_is_escaped() -> None:
    answer = make_answer(
        question=NASTY,
        text=NASTY,
        citations=(
            citation(title=NASTY, issuer=NASTY, quote=NASTY, locator=Locator(section=NASTY), url=f"javascript:{NASTY}"),
        ),
        notices=(Notice(kind="closed", text=NASTY, citations=(1,)),),
        clarification=Clarification(question=NASTY, options=(NASTY,)),
        contact=Contact(name=NASTY, email=NASTY, address=NASTY, phone=NASTY),
    )
    for language in Language:
        page = Tags()
        page.feed(answer_html(answer, 0, language))
        assert page.tags <= {"article", "p", "div", "span", "h3", "h4", "button", "strong", "ol", "li", "a"}
        assert not any(name.startswith("on") for name in page.attributes)
        assert "javascript:" not in answer_markdown(answer, language)
        assert not re.search(r"(?<!\\)<script", answer_markdown(answer, language))


@given(st.text(max_size=300))
def test_no_text_breaks_out(text: str) -> None:
    html = text_html(make_answer(text=text), 0, Language.JA)
    tags = {tag.lower() for tag in re.findall(r"</?([a-zA-Z]+)", html)}
    assert tags <= {"p", "ul", "li", "button"}


def test_state_and_notices_are_told_in_words() -> None:
    html = answer_html(make_answer(status="abstained", notices=(Notice(kind="closed", text="x"),)), 0, Language.JA)
    assert "資料では確認できません" in html and "締切済み" in html


def test_options_ask_on() -> None:
    asked = make_answer(status="clarify", clarification=Clarification(question="どれ?", options=("国際", "地域")))
    assert answer_html(asked, 0, Language.JA).count("data-ask=") == 2


def test_the_file_holds_answer_quotes_sources_and_contact() -> None:
    answer = make_answer(
        contact=Contact(name="事務局", email="a@example.jp"), citations=(citation(url="https://example.jp/"),)
    )
    markdown = answer_markdown(answer, Language.JA)
    for part in (
        "# 締切は?",
        "8月27日です [1]。",
        "> 12時必着",
        "第7回",
        "<https://example.jp/>",
        "a@example.jp",
        "非公式",
    ):
        assert part in markdown


def test_a_source_on_one_line() -> None:
    assert source_line(citation(), Language.JA) == "公募要領、第7回、経済産業省、2025-07-18、「公募期間」"
    assert "Call 7" in source_line(citation(), Language.EN)


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("https://www.meti.go.jp/a?b=1", True),
        ("javascript:alert(1)", False),
        ("//x", False),
        ("https://a b", False),
        ('https://a"onclick=', False),
        ("data:text/html,x", False),
    ],
)
def test_links_lead_to_web_addresses_only(url: str, allowed: bool) -> None:
    assert is_web_address(url) is allowed
