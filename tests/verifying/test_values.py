"""advisor/answering/verifying.py: what a statement says stands in its quotes, or it is caught."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.answering.drafts import Quote
from advisor.knowledge import Knowledge
from advisor.verifying.faults import Fault
from advisor.verifying.values import faults, quote_holds

CALL = "第7回公募期間: 令和7年7月18日(金)～令和7年8月27日(水)12時必着"
MAIL = "「産学融合拠点創出事業」事務局 E-mail: innovation2021@landbrains.co.jp TEL: 03-1234-5678 https://example.jp/hub"
WHO = (
    "申請者は国立大学法人、公立大学法人、学校法人(私立大学)、"
    "高等専門学校及びこれらに準じる機関とし、経済産業省が選抜する"
)
TERM = "選抜の有効期限は3年度間とし、**产学**連携の\n拠点を対象とする。上限は1,000万円。"
TEXT = "\n".join((CALL, MAIL, WHO, TERM))


def quote(text: str) -> Quote:
    start = TEXT.index(text)
    return Quote(source_id="guide", start=start, end=start + len(text), text=text)


def found(statement: str, *quotes: str, computed: tuple[str, ...] = ()) -> list[Fault]:
    return faults(statement, [quote(q) for q in quotes], computed, {"guide": TEXT})


@pytest.mark.parametrize(
    ("statement", "evidence"),
    [
        ("締切は2025年8月27日12時(必着)です。", CALL),
        ("締切は令和7年8月27日(水)正午です。", CALL),
        ("締切は8月27日です。", CALL),
        ("第7回公募は、令和七年七月十八日に始まります。", CALL),
        ("It closes on 27 August 2025 at noon.", CALL),
        ("It closes on August 27, 2025 at 12:00.", CALL),
        ("Applications must arrive by noon on Aug 27.", CALL),
        ("The seventh call opens on 2025-07-18.", CALL),
        ("連絡先は innovation2021@landbrains.co.jp です。", MAIL),
        ("電話は 03-1234-5678、https://example.jp/hub を見てください。", MAIL),
        ("資料には「高等専門学校及びこれらに準じる機関」とあります。", WHO),
        ("資料には「産学連携の拠点を対象とする」とあります。", TERM),
        ("有効期限は三年度間です。", TERM),
        ("上限は1000万円です。", TERM),
        ("はい、申請できます。", WHO),
        ("1. 国立大学法人\n2. 公立大学法人", WHO),
    ],
)
def test_what_the_quote_says_passes(statement: str, evidence: str) -> None:
    assert found(statement, evidence) == []


@pytest.mark.parametrize(
    ("statement", "evidence", "fault"),
    [
        ("締切は2025年8月28日です。", CALL, Fault.DATE),
        ("締切は2025年9月27日です。", CALL, Fault.DATE),
        ("締切は2026年8月27日です。", CALL, Fault.DATE),
        ("締切は令和6年8月27日です。", CALL, Fault.DATE),
        ("It closes on 27 July 2025.", CALL, Fault.DATE),
        ("The deadline is July 27, 2025.", CALL, Fault.DATE),
        ("締切は8月18日です。", CALL, Fault.DATE),
        ("締切は8月27日17時です。", CALL, Fault.TIME),
        ("締切は8月27日12時30分です。", CALL, Fault.TIME),
        ("It closes on 27 August at 5 pm.", CALL, Fault.TIME),
        ("締切は午後12時30分です。", CALL, Fault.TIME),
        ("第9回公募の締切です。", CALL, Fault.NUMBER),
        ("The fourth call.", CALL, Fault.NUMBER),
        ("有効期限は5年度間です。", TERM, Fault.NUMBER),
        ("有効期限は五年度間です。", TERM, Fault.NUMBER),
        ("The selection holds for four years.", TERM, Fault.NUMBER),
        ("上限は1,000億と10万円です。", TERM, Fault.NUMBER),
        ("連絡先は innovation2012@landbrains.co.jp です。", MAIL, Fault.ADDRESS),
        ("連絡先は innovation2021@landbrians.co.jp です。", MAIL, Fault.ADDRESS),
        ("電話は 03-1234-5687 です。", MAIL, Fault.ADDRESS),
        ("https://example.jp/hubs を見てください。", MAIL, Fault.ADDRESS),
        ("東京大学が申請できます。", WHO, Fault.NAME),
        ("文部科学省が選抜します。", WHO, Fault.NAME),
        ("NEDO selects the hubs.", WHO, Fault.NAME),
        ("Go-Tech is for them.", WHO, Fault.NAME),
        ("資料には「株式会社も申請できる」とあります。", WHO, Fault.QUOTED_WORDS),
        ("資料には「高等専門学校は除く」とあります。", WHO, Fault.QUOTED_WORDS),
    ],
)
def test_what_the_quote_does_not_say_is_caught(statement: str, evidence: str, fault: Fault) -> None:
    assert fault in found(statement, evidence)


@pytest.mark.parametrize("statement", ["第8回公募の締切です。", "The eighth call."])
def test_another_round_is_caught_even_where_its_number_is_a_month(statement: str) -> None:
    assert Fault.ROUND in found(statement, CALL)


def test_a_statement_without_a_quote_never_holds() -> None:
    assert faults("はい。", []) == [Fault.NO_QUOTE]


@pytest.mark.parametrize(("shift_start", "shift_end"), [(1, 1), (-1, -1), (0, 1), (1, 0), (0, -1), (-99_999, 0)])
def test_a_quote_off_by_one_character_is_caught(shift_start: int, shift_end: int) -> None:
    right = quote(WHO)
    moved = right.model_copy(update={"start": right.start + shift_start, "end": right.end + shift_end})
    assert quote_holds(right, TEXT) and not quote_holds(moved, TEXT)
    assert Fault.QUOTE_NOT_IN_SOURCE in faults("はい。", [moved], texts={"guide": TEXT})


def test_an_empty_quote_or_an_unknown_source_is_caught() -> None:
    empty = Quote(source_id="guide", start=3, end=3, text="")
    elsewhere = quote(WHO).model_copy(update={"source_id": "other"})
    for wrong in (empty, elsewhere):
        assert Fault.QUOTE_NOT_IN_SOURCE in faults("はい。", [wrong], texts={"guide": TEXT})


def test_computed_phrases_pass_and_only_they() -> None:
    assert found("締切まであと9日と5時間です。", CALL, computed=("9日と5時間",)) == []
    assert Fault.NUMBER in found("締切まであと9日と5時間、残り3件です。", CALL, computed=("9日と5時間",))


def test_several_quotes_hold_together() -> None:
    assert found("締切は8月27日、有効期限は3年度間です。", CALL, TERM) == []
    assert Fault.NUMBER in found("締切は8月27日、有効期限は3年度間です。", CALL)


def test_a_name_holds_under_another_of_its_names(knowledge: Knowledge) -> None:
    aliases = knowledge.glossary.aliases
    assert faults("METI selects.", [quote(WHO)], aliases=aliases) == []
    assert faults("MEXT selects.", [quote(WHO)], aliases=aliases) == [Fault.NAME]


@given(st.integers(0, len(CALL) - 1), st.sampled_from("0123456789"))
def test_any_changed_digit_of_the_call_period_is_caught(place: int, digit: str) -> None:
    if CALL[place].isdigit() and CALL[place] != digit:
        assert found(CALL[:place] + digit + CALL[place + 1 :], CALL)


@given(st.text(max_size=80))
def test_any_statement_can_be_judged(statement: str) -> None:
    assert all(isinstance(fault, Fault) for fault in found(statement, CALL, MAIL))
