"""The guided pages without a browser: addresses, forms, tables, escaping, and that every handler survives anything."""

import json
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.answering.models import Answer
from advisor.dates import parse_as_of
from advisor.guides.menus.finding import MenuQuery, find_menus
from advisor.knowledge import Knowledge
from advisor.messages import Language
from app.service import Service
from app.ui.address import collected, query_of, read_address
from app.ui.cited import Cited
from app.ui.forms import Choice, form_html, long_text_html, select_html, text_html
from app.ui.guides import GUIDES
from app.ui.guides.guide import Guide, Moment
from app.ui.guides.handlers import GuideHandlers
from app.ui.handlers import Handlers
from app.ui.marked_text import marked_html
from app.ui.tables import Cell, folded_tables_html, table_html, text_cell

NASTY = '<script>alert(1)</script><img src=x onerror=alert(1)>" onmouseover="alert(1)" \'x'
AS_OF = "2025-08-20"
KINDS = {kind.name: kind for kind in GUIDES}
TEXTS = {"eligibility": "description", "type": "description", "menus": "text", "hubs": "like"}


class Tags(HTMLParser):
    """The names of all tags, attributes and ids of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.ids += [value or "" for name, value in attrs if name == "id"]


def read(html: str) -> Tags:
    found = Tags()
    found.feed(html)
    return found


def harmless(html: str) -> bool:
    found = read(html)
    return not ({"script", "img"} & found.tags) and not any(name.startswith("on") for name in found.attributes)


def handlers(knowledge: Knowledge, name: str, language: Language = Language.JA) -> GuideHandlers:
    service = Service(knowledge.settings, knowledge)
    guide = KINDS[name](language)
    return GuideHandlers(guide, service, Handlers(service, language, KINDS), language)


def sent(knowledge: Knowledge, name: str, fields: dict[str, str], as_of: str = AS_OF) -> dict[str, Any]:
    return handlers(knowledge, name).sent(json.dumps(list(fields.items())), as_of)


# --- addresses


@given(
    st.dictionaries(
        st.from_regex(r"[a-z_]{1,8}", fullmatch=True), st.lists(st.text(min_size=1), max_size=3), max_size=4
    )
)
def test_an_address_gives_back_what_it_was_made_of(fields: dict[str, list[str]]) -> None:
    given_fields = collected([(name, value) for name, values in fields.items() for value in values])
    fine = {name: values for name, values in given_fields.items() if name not in {"tab", "as_of"}}
    address = read_address("?" + query_of("hubs", fine, AS_OF))
    assert (address.tab, address.as_of, address.fields) == ("hubs", AS_OF, fine)


@given(st.text(max_size=200))
def test_no_address_breaks_the_reading(text: str) -> None:
    read_address(text)


def test_what_stands_behind_the_hash_is_read_with_the_query() -> None:
    address = read_address("?tab=type#description=%E7%94%BA%E5%B7%A5%E5%A0%B4+A")
    assert address.tab == "type" and address.fields == {"description": ("町工場 A",)}


def test_too_many_fields_are_none() -> None:
    assert read_address("?" + "&".join(f"a{n}=1" for n in range(5000))).fields == {}


# --- pieces


def test_forms_and_tables_escape_everything() -> None:
    choices = [Choice(value=NASTY, label=NASTY)]
    fields = [
        select_html("g", "n", NASTY, choices, NASTY, NASTY),
        text_html("g", "t", NASTY, NASTY, NASTY),
        long_text_html("g", "l", NASTY, NASTY, NASTY, NASTY),
    ]
    table = folded_tables_html(NASTY, NASTY, [NASTY], [[text_cell(NASTY)], [text_cell(NASTY, header=True)]], 1)
    for html in (form_html("g", fields, NASTY, NASTY), table, marked_html(NASTY, {NASTY[:8]: "for", "alert": "for"})):
        assert harmless(html)


def test_a_table_is_one_for_screen_readers() -> None:
    html = table_html("題", ["列", "値"], [[text_cell("行", header=True), Cell(html="<q>1</q>")]])
    for part in (
        "<caption>題</caption>",
        'scope="col"',
        'scope="row"',
        'role="cell"',
        'tabindex="0"',
        'data-label="値"',
    ):
        assert part in html


def test_a_form_keeps_line_breaks_at_the_start_of_a_text() -> None:
    assert "rows" in long_text_html("g", "l", "a", "\nx", "b", "") and ">\n\nx</textarea>" in long_text_html(
        "g", "l", "a", "\nx", "b", ""
    )


def test_citations_of_a_guide_escape_what_the_source_says(knowledge: Knowledge) -> None:
    answer = find_menus(MenuQuery(), parse_as_of(AS_OF), Language.JA, knowledge).answer
    nasty = answer.citations[0].model_copy(update={"quote": NASTY, "title": NASTY, "source_id": NASTY})
    notice = answer.notices[0].model_copy(update={"text": NASTY})
    cited = Cited(
        Answer.model_validate(answer.model_copy(update={"citations": (nasty,), "notices": (notice,)})), Language.JA
    )
    parts = [cited.quotes([nasty.n]), cited.sources(), cited.notices(), cited.said(NASTY, [nasty.n, 999])]
    assert all(harmless(part) for part in parts)
    assert cited.marks([999]) == ""


def test_overlapping_words_are_marked_once() -> None:
    assert marked_html("県内の会社と組む", {"県内の会社と組む": "for", "会社": "against"}).count("<mark") == 1


# --- guides


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", KINDS)
def test_every_guide_opens_empty_and_before_the_first_call(knowledge: Knowledge, name: str, language: Language) -> None:
    for as_of in (AS_OF, "2010-01-01", ""):
        pieces = handlers(knowledge, name, language).opened({"address": f"?tab={name}"}, as_of)
        assert "<form" in pieces["form"] and "data-query" in pieces["result"]
        ids = read(pieces["form"] + pieces["lead"] + pieces["result"]).ids
        assert len(ids) == len(set(ids)) and all(each.startswith(name) for each in ids)


@pytest.mark.parametrize("name", TEXTS)
def test_what_people_write_is_never_markup_and_private_text_in_no_address(knowledge: Knowledge, name: str) -> None:
    pieces = sent(knowledge, name, {TEXTS[name]: f"県内の町工場と組む {NASTY}"})
    assert harmless(pieces["lead"] + pieces["result"])
    if KINDS[name].private:
        assert "%E7%94%BA%E5%B7%A5%E5%A0%B4" not in pieces["result"]


@pytest.mark.parametrize("name", KINDS)
def test_the_address_of_a_result_brings_it_back(knowledge: Knowledge, name: str) -> None:
    first = {"eligibility": {"applicant": "kosen"}, "type": {}, "menus": {"ministry": "環境省", "round": "2"}}
    fields = first.get(name, {"round": "5"})
    shown = sent(knowledge, name, fields)
    guide: Guide = KINDS[name](Language.JA)
    query = guide.query(collected(list(fields.items())), Moment(at=parse_as_of(AS_OF), typed=AS_OF))
    again = handlers(knowledge, name).opened({"address": f"?{query}"}, AS_OF)
    assert (again["lead"], again["result"]) == (shown["lead"], shown["result"])


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize(
    "data",
    [
        "",
        "{",
        "[1, [2], null]",
        '[["text", "\\ud800"], ["description", "\\ud800x"], ["like", "\\ud800x"]]',
        '[["round", 5]]',
        '[["round","99"],["x","y"]]',
        "null",
    ],
)
def test_no_form_breaks_a_guide(knowledge: Knowledge, name: str, data: str) -> None:
    pieces = handlers(knowledge, name).sent(data, AS_OF)
    assert "message-error" not in pieces["lead"] and pieces["result"]
    assert "form" not in pieces  # a form in use is never drawn anew


@pytest.mark.parametrize("data", [None, {}, {"address": 5}, {"address": "?tab=hubs&round=x&type=y"}])
def test_what_an_address_says_wrong_is_named(knowledge: Knowledge, data: Any) -> None:
    pieces = handlers(knowledge, "hubs").opened(data, AS_OF)
    assert ("round, type" in pieces["lead"]) is (data == {"address": "?tab=hubs&round=x&type=y"})


def test_a_date_that_cannot_be_read_changes_nothing_else(knowledge: Knowledge) -> None:
    assert set(sent(knowledge, "hubs", {}, as_of="きのう")) == {"as_of_error"}


@pytest.mark.parametrize(
    "place",
    [
        None,
        {},
        {"source": "nothing", "start": 0, "end": 5, "n": 1},
        {"source": "program-facts", "start": -1, "end": 5, "n": 1},
        {"source": "program-facts", "start": 5, "end": 5, "n": 1},
        {"source": "program-facts", "start": 0, "end": 10**9, "n": 1},
        {"source": "program-facts", "start": 0, "end": 5, "n": 0},
        {"source": "program-facts", "start": "x", "end": 5, "n": 1},
    ],
)
def test_a_place_that_is_none_opens_nothing(knowledge: Knowledge, place: Any) -> None:
    assert handlers(knowledge, "hubs").open_source(place) == {}


def test_a_fault_inside_is_told_without_its_insides(knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("insides")

    monkeypatch.setattr("app.ui.guides.hubs.find_hubs", broken)
    pieces = sent(knowledge, "hubs", {})
    assert "内部で問題" in pieces["lead"] and "insides" not in pieces["lead"] and pieces["result"] == ""


def test_a_contradiction_is_asked_back_with_both_sides(knowledge: Knowledge) -> None:
    pieces = sent(knowledge, "eligibility", {"applicant": "kosen", "description": "株式会社です。"})
    assert "食い違い" in pieces["lead"] and "書き直して" in pieces["lead"]
    assert 'data-confirm="eligibility-applicant-confirmed" data-value="company"' in pieces["lead"]
    assert "要確認" in pieces["lead"]
    settled = {"applicant": "company", "confirmed": "applicant", "description": "うちは国立大学です。"}
    assert "食い違い" not in sent(knowledge, "eligibility", settled)["lead"]
