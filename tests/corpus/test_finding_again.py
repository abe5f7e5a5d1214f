"""The words of an old document found again in a new one, and statements carried over: made-up texts."""

from datetime import datetime

import pytest

from advisor.corpus.rounds.aligning import Alignment, fold
from advisor.corpus.rounds.carrying import carried, changes_between
from advisor.corpus.rounds.found_again import NewDocument
from advisor.corpus.rounds.proposals import ProposalState
from advisor.corpus.rounds.proposing import propose_fact
from advisor.corpus.rounds.proposing_parts import propose_parts
from advisor.corpus.rounds.stated_values import ValueKind, values_in
from advisor.ingest.document import Document, Page
from advisor.ingest.formats.plain import read_plain
from advisor.messages import Language
from advisor.programs.model import Fact, Round
from advisor.programs.texts import Text


def document(text: str) -> Document:
    return read_plain(text.encode("utf-8"), "x.txt")


def place(old: str, new: str, quote: str) -> str | None:
    """The new words for `quote`."""
    found = Alignment(document(old), document(new)).place(quote)
    return None if found is None else new[found.start : found.end]


RENTAL = "(会場)\n\n方法: オンライン\n\n(審査)\n\n方法: 書面\n\n(締切)\n\n受付は令和7年8月27日までとします。\n"


def test_a_short_quote_is_found_in_its_own_section_though_the_sections_changed_places() -> None:
    new = "(審査)\n\n方法: 面接\n\n(締切)\n\n受付は令和8年9月1日までとします。\n\n(会場)\n\n方法: 現地\n"
    assert place(RENTAL, new, "方法: 書面") == "方法: 面接"
    assert place(RENTAL, new, "受付は令和7年8月27日まで") == "受付は令和8年9月1日まで"


def test_a_quote_that_is_gone_has_no_place() -> None:
    assert place(RENTAL, RENTAL.replace("(審査)\n\n方法: 書面\n\n", ""), "(審査)\n\n方法: 書面") is None
    assert place(RENTAL, RENTAL, "そのような文はない") is None


def test_a_place_is_exact_whatever_the_line_breaks_and_widths() -> None:
    new = "(会場)\n方法：\nオンラ\nイン\n(締切)\n受付は令和８\n年９月１日まで\nとします。"
    assert place(RENTAL, new, "方法: オンライン") == "方法：\nオンラ\nイン"
    assert place(RENTAL, new, "受付は令和7年8月27日まで") == "受付は令和８\n年９月１日まで"


def test_an_address_is_never_cut() -> None:
    old, new = "連絡先\nE-mail: a2021@old.example.jp", "連絡先\nE-mail: zzz@new-desk.example.com\n(注)以上です。"
    assert place(old, new, "E-mail: a2021@old.example.jp") == "E-mail: zzz@new-desk.example.com"


def test_page_numbers_are_not_read_as_words() -> None:
    first, second = "受付は8月27日\n- 1 -", "までとします。\n2"
    text = f"{first}\n\n{second}"
    start = len(first) + 2
    pages = (Page(number=1, start=0, end=len(first)), Page(number=2, start=start, end=len(text)))
    made = Document(name="x", media_type="application/pdf", text=text, pages=pages)
    new = NewDocument("new", made, {"old": document("受付は8月27日までとします。")})
    again = propose_fact(fact("受付は8月27日までです。", "受付は8月27日までとします。"), 8, new)[0]
    assert (again.state, again.changes) == (ProposalState.UNCHANGED, ())


def fact(ja: str, quote: str, en: str = "Yes.") -> Fact:
    return Fact(
        key="k",
        round=7,
        intent="schedule",
        statement=Text(ja=ja, en=en),
        source="old",
        quote=quote,
        asked_as=("いつ?",),
    )


def proposed(ja: str, en: str, old: str, new: str):
    return propose_fact(fact(ja, old, en), 8, NewDocument("new", document(new), {"old": document(old)}))[0]


def test_values_alone_are_carried_over_and_the_fact_is_of_the_new_round() -> None:
    found = proposed(
        "締切は令和7年8月27日(水)正午、2025年8月27日です。",
        "The deadline is 27 August 2025 at noon.",
        "受付は令和7年8月27日(水)正午までとします。",
        "受付は令和8年9月1日(火)17時までとします。",
    )
    assert found.state is ProposalState.CHANGED and found.fact is not None
    assert found.fact.statement.ja == "締切は令和8年9月1日(火)17時、2026年9月1日です。"
    assert found.fact.statement.en == "The deadline is 1 September 2026 at 17:00."
    assert (found.fact.round, found.fact.source, found.fact.asked_as) == (8, "new", ())


def test_other_words_that_changed_need_a_person() -> None:
    found = proposed(
        "必要に応じてヒアリングを行います。",
        "Hearings are held where necessary.",
        "書面審査及び必要に応じてヒアリングを実施し、決定します。",
        "書面審査及び全ての申請者にヒアリングを実施し、決定します。",
    )
    assert found.state is ProposalState.NEEDS_PERSON and found.fact is not None
    assert [(c.old, c.new) for c in found.changes] == [("必要に応じて", "全ての申請者に")]
    assert found.fact.statement.ja == "全ての申請者にヒアリングを行います。"


def test_a_value_that_the_new_quote_lacks_is_a_fault() -> None:
    found = proposed(
        "三回、8月27日までです。", "By 27 August.", "受付は8月27日までとします。", "受付は秋までとします。"
    )
    assert found.state is ProposalState.NEEDS_PERSON and "date_not_in_quote" in found.faults


def test_one_old_value_that_became_two_is_left_to_a_person() -> None:
    changes = changes_between([("A 8月27日 B 8月27日", "A 8月20日 B 8月25日")])
    assert changes.value(ValueKind.DATE, (0, 8, 27)) is None
    assert carried(Text(ja="8月27日", en="27 August"), changes).ja == "8月27日"


@pytest.mark.parametrize(
    ("old", "new", "text", "expected"),
    [
        ("令和7年7月18日(金)", "2026年7月17日(金)", "7月18日(金)開始", "7月17日(金)開始"),
        ("7月18日", "令和8年7月17日", "7月18日まで", "7月17日まで"),
        ("17時", "正午", "17時まで", "正午まで"),
        ("公表年度を含む3年度間", "公表年度を含む5年度間", "3年度間です", "5年度間です"),
        ("第7回公募", "第8回公募", "第7回", "第8回"),
        ("体制、財政、設備)", "体制、財政、設備、人材)", "体制、財政、設備が対象", "体制、財政、設備、人材が対象"),
    ],
)
def test_values_keep_the_form_of_the_source_and_the_detail_of_the_statement(
    old: str, new: str, text: str, expected: str
) -> None:
    assert carried(Text(ja=text, en="x"), changes_between([(old, new)])).ja == expected


@pytest.mark.parametrize(
    ("text", "language", "keys"),
    [
        ("令和元年5月1日、12月3日、2月3日", Language.JA, [(2019, 5, 1), (2019, 12, 3), (2020, 2, 3)]),
        ("午後1時半から15:30まで、2時間", Language.JA, [(13, 30), (15, 30), ("2",)]),
        (
            "〒100-8912 電話03-1234-5678 a@b.example.jp",
            Language.JA,
            [("〒100-8912",), ("03-1234-5678",), ("a@b.example.jp",)],
        ),
        ("mid to late October of 2025, round 7, noon", Language.EN, [("mid to late",), (2025, 10), (7,), (12, 0)]),
    ],
)
def test_values_mean_the_same_in_both_languages(
    text: str, language: Language, keys: list[tuple[int | str, ...]]
) -> None:
    assert [value.key for value in values_in(text, language)] == keys


def test_folding_keeps_every_characters_place() -> None:
    text = "- ㈱ア\n **第７回** "
    folded = fold(text)
    assert folded.text == "(株)ア第7回"
    assert [text[p] for p in folded.places] == ["㈱", "㈱", "㈱", "ア", "第", "７", "回"]


def old_round() -> Round:
    quote = {"source": "old", "quote": "公募: 令和7年7月18日～8月27日"}
    return Round(
        number=7,
        authority="official",
        call={
            "opens_on": "2025-07-18",
            "closes_at": "2025-08-28T00:00:00+09:00",  # the end of the 27th
            "evidence": [quote],
        },
    )


def test_a_period_that_ends_with_a_day_ends_with_one_again_and_a_reversed_one_is_not_proposed() -> None:
    old = document("公募: 令和7年7月18日～8月27日\n")

    def period(text: str):
        made = propose_parts(old_round(), datetime(2026, 7, 1).date(), NewDocument("new", document(text), {"old": old}))
        return {proposal.id: proposal for proposal, _ in made}

    sound = period("令和8年7月1日\n公募: 令和8年7月17日～8月26日\n")
    assert sound["round.call"].part.call.closes_at.isoformat() == "2026-08-27T00:00:00+09:00"
    assert sound["round.begins_on"].part.begins_on.isoformat() == "2026-07-01"
    reversed_one = period("公募: 令和8年9月17日～令和8年8月26日\n")
    assert reversed_one["round.call"].state is ProposalState.NOT_FOUND
