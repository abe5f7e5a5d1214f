"""advisor/faq/personal.py: measured on marked sentences; what is public stays."""

from collections import Counter

import pytest
from personal_cases import CASES, CASES_LAST, CASES_LATER, marked_cases

from advisor.faq.personal import Public, evened, find_personal, without_personal
from advisor.faq.records import PersonalKind
from advisor.knowledge import Knowledge


@pytest.fixture(scope="module")
def public(knowledge: Knowledge) -> Public:
    names = (name for term in knowledge.glossary.terms for name in term.names)
    return Public([*knowledge.texts.values(), *names])


@pytest.mark.parametrize(
    ("cases", "recall", "precision"), [(CASES, 0.97, 0.97), (CASES_LATER, 0.95, 0.95), (CASES_LAST, 0.9, 0.95)]
)
def test_marked_personal_data_is_found_and_little_else(
    cases: str, recall: float, precision: float, public: Public
) -> None:
    found, missed, wrong = Counter[PersonalKind](), [], []
    for text, spans in marked_cases(cases):
        seen = [(each.kind, each.start, each.end) for each in find_personal(text, public)]
        for kind, start, end in spans:
            if any(k is kind and s <= start and end <= e for k, s, e in seen):
                found[kind] += 1
            else:
                missed.append((kind, text[start:end]))
        wrong += [(k, text[s:e]) for k, s, e in seen if not any(s < end and start < e for _, start, end in spans)]
    hits = found.total()
    assert hits / (hits + len(missed)) >= recall, missed
    assert hits / (hits + len(wrong)) >= precision, wrong
    assert len(found) > 5


def test_contacts_of_the_ministry_are_public_and_those_of_an_asker_are_not(
    knowledge: Knowledge, public: Public
) -> None:
    contact = knowledge.program.rounds[-1].contact
    assert contact is not None and contact.email is not None
    text = f"{contact.email} と taro@kakuu.example.jp"
    assert [text[each.start : each.end] for each in find_personal(text, public)] == ["taro@kakuu.example.jp"]
    assert len(find_personal(text)) == 2


def test_a_selected_university_is_public_unless_it_is_the_askers_own(public: Public) -> None:
    assert find_personal("大阪大学からはいくつ選ばれていますか。", public) == []
    assert without_personal("大阪大学の岡田と申します。", public)[0] == "(機関名)の(氏名)と申します。"
    assert without_personal("本学は大阪大学です。", public)[0] == "本学は(機関名)です。"


@pytest.mark.parametrize(
    "text",
    [
        "経済産業省の事務局に聞きました。",
        "METIの担当部署はどこですか。",
        "大学でも申請できますか。",
        "",
        " \n ",
        "。" * 50,
    ],
)
def test_what_is_no_personal_data_stays(text: str) -> None:
    assert without_personal(text) == (text, {})


def test_what_is_replaced_is_counted_in_the_language_of_the_text() -> None:
    text = "Dear Dr. Tanaka, call +81-3-1234-5678 or write to a@example.com, b@example.com."
    bare, counts = without_personal(text)
    assert bare == "Dear Dr. (name), call (phone number) or write to (e-mail address), (e-mail address)."
    assert counts == {PersonalKind.NAME: 1, PersonalKind.PHONE: 1, PersonalKind.EMAIL: 2}


def test_places_are_those_of_the_text_as_it_was_written() -> None:
    text = "①㈱架空技研です。\U0001f600ＴＥＬ０３－１２３４－５６７８"
    assert len(evened(text)) == len(text)
    assert [text[each.start : each.end] for each in find_personal(text)] == ["㈱架空技研", "０３－１２３４－５６７８"]


def test_a_text_of_any_length_and_kind_is_read_in_time() -> None:
    for text in ("a" * 50_000, "1-" * 20_000, "山田" * 10_000, "@" * 20_000, "大学" * 10_000, "(0" * 10_000):
        find_personal(text[:20_000])
