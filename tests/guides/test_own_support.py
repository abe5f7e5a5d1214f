"""advisor/guides/support/own.py: what a selected hub gets, by round, with conditions, silence and differences."""

import pytest

from advisor.answering.models import NoticeKind, Status
from advisor.dates import parse_as_of
from advisor.errors import QuestionRejected
from advisor.guides.menus.finding import OwnItem, OwnSupport, own_support
from advisor.guides.support.results import Listed
from advisor.knowledge import Knowledge
from advisor.messages import Language

AS_OF = parse_as_of("2025-08-20")
JA, EN = Language.JA, Language.EN


def item(support: OwnSupport, item_id: str) -> OwnItem:
    return next(found for found in support.items if found.id == item_id)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("number", [1, 2, 4, 7])
def test_every_item_that_is_listed_has_its_quotes(knowledge: Knowledge, number: int, language: Language) -> None:
    support = own_support(number, AS_OF, language, knowledge)
    assert support.known and support.round == number and support.answer.status is Status.ANSWERED
    for found in support.items:
        assert bool(found.statement) == bool(found.citations)
        assert found.state is not Listed.LISTED or found.statement
        assert not found.statement.startswith(("はい", "Yes"))
    for citation in support.answer.citations:
        assert knowledge.texts[citation.source_id][citation.start : citation.end] == citation.quote


def test_the_items_are_a_tree_in_the_order_of_the_document(knowledge: Knowledge) -> None:
    support = own_support(None, AS_OF, JA, knowledge)
    assert support.round == 7
    assert [i.id for i in support.items if len(i.path) == 2] == ["hands-on", "programmes", "publicity", "other-support"]
    assert item(support, "logo").path == ("support", "publicity", "logo")


def test_sapoin_and_go_tech_are_the_same_line_in_different_rounds(knowledge: Knowledge) -> None:
    seventh, second = own_support(7, AS_OF, JA, knowledge), own_support(2, AS_OF, JA, knowledge)
    now, then = item(seventh, "r-and-d"), item(second, "r-and-d")
    assert "Go-Tech" in now.statement and "サポイン" in now.otherwise and "第2回では異なります" in now.otherwise
    assert "サポイン" in then.statement and "Go-Tech" in then.otherwise and "第7回では異なります" in then.otherwise
    quotes = {c.n: c.quote for c in seventh.answer.citations}
    cited = " ".join(quotes[n] for n in now.citations)
    assert (
        "成長型中小企業等研究開発支援事業(Go-Tech 事業)" in cited
        and "戦略的基盤技術高度化支援事業 (サポイン事業)" in cited
    )
    assert "改称" not in seventh.answer.text + second.answer.text  # the documents do not say that it was renamed


def test_what_was_still_to_come_is_not_told(knowledge: Knowledge) -> None:
    then = own_support(None, parse_as_of("2020-11-01"), JA, knowledge)
    assert then.round == 2 and "Go-Tech" not in then.answer.text and "第7回" not in then.answer.text


def test_the_condition_on_the_budget_comes_with_the_programmes(knowledge: Knowledge) -> None:
    support = own_support(7, AS_OF, JA, knowledge)
    with_condition = {found.id for found in support.items if found.condition}
    assert with_condition == {"programmes", "r-and-d", "j-nexus"}
    assert (
        "予算成立が前提" in item(support, "j-nexus").condition and "予算成立" in item(support, "bonus-points").statement
    )


def test_what_an_official_list_leaves_out_is_not_listed(knowledge: Knowledge) -> None:
    second = own_support(2, AS_OF, JA, knowledge)
    assert item(second, "ip").state is Listed.NOT_LISTED and item(second, "visits").state is Listed.NOT_LISTED
    assert "第2回の支援メニューに記載がない項目" in second.answer.text
    assert item(second, "regional-companies").state is Listed.UNKNOWN  # the sources contradict each other
    assert item(own_support(7, AS_OF, JA, knowledge), "regional-companies").state is Listed.NOT_LISTED


def test_a_compilation_that_does_not_mention_an_item_settles_nothing(knowledge: Knowledge) -> None:
    fourth = own_support(4, AS_OF, JA, knowledge)
    assert item(fourth, "visits").state is Listed.LISTED and item(fourth, "proposals").state is Listed.UNKNOWN
    assert NoticeKind.UNOFFICIAL in {notice.kind for notice in fourth.answer.notices}
    assert all(found.otherwise == "" for found in fourth.items)


@pytest.mark.parametrize("number", [3, 5, 6])
def test_rounds_of_which_nothing_is_known(knowledge: Knowledge, number: int) -> None:
    support = own_support(number, AS_OF, JA, knowledge)
    assert not support.known and support.items == () and support.answer.status is Status.ABSTAINED
    assert f"第{number}回の支援メニューを確認できる資料は、収録されていません" in support.answer.text


def test_a_round_that_was_not_out_yet_and_a_time_before_all(knowledge: Knowledge) -> None:
    assert not own_support(7, parse_as_of("2024-08-01"), JA, knowledge).known
    before = own_support(None, parse_as_of("2019-01-01"), JA, knowledge)
    assert before.round is None and before.answer.status is Status.ABSTAINED and before.answer.citations == ()


@pytest.mark.parametrize("number", [0, 8, -1, 99])
def test_a_round_that_there_is_not(knowledge: Knowledge, number: int) -> None:
    with pytest.raises(QuestionRejected) as refused:
        own_support(number, AS_OF, JA, knowledge)
    assert refused.value.code == "round_unknown" and "1, 2, 3, 4, 5, 6, 7" in refused.value.user_message()


def test_the_table_has_a_row_an_item(knowledge: Knowledge) -> None:
    support = own_support(2, AS_OF, JA, knowledge)
    assert [row[0] for row in support.table.rows] == [found.name for found in support.items]
    assert {row[1] for row in support.table.rows} == {"あり", "記載なし", "未確認"}
    assert support.table.columns[-2:] == ("引用", "出典")
