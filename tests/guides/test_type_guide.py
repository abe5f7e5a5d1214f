"""advisor/guides/type_selection.py: both types side by side, in the describer's words, precedents only beside it."""

import pytest

from advisor.answering.models import Intent, Status
from advisor.corpus.hubs import HubType
from advisor.dates import parse_as_of
from advisor.errors import QuestionRejected
from advisor.guides.type_selection import TypeComparison, weigh_types
from advisor.knowledge import Knowledge
from advisor.messages import Language

REGIONAL = "県内の酒蔵や農家と発酵の研究をし、過疎の町の産業を盛り上げようとしています。"


def weighed(
    knowledge: Knowledge, text: str, as_of: str = "2025-08-20", language: Language = Language.JA
) -> TypeComparison:
    return weigh_types(text, parse_as_of(as_of), language, knowledge)


def test_one_sided_evidence_is_recommended_with_both_definitions(knowledge: Knowledge) -> None:
    found = weighed(knowledge, REGIONAL)
    assert found.leaning is HubType.REGIONAL and found.answer.status is Status.ANSWERED
    assert found.answer.intent is Intent.TYPE_SELECTION
    assert [side.type for side in found.types] == [HubType.INTERNATIONAL, HubType.REGIONAL]
    assert all(side.definition and side.citations for side in found.types)
    regional = found.types[1]
    assert all(element.speaks_for and not element.missing for element in regional.elements)
    assert all(words in REGIONAL for element in regional.elements for words in element.speaks_for)


def test_evidence_on_both_sides_recommends_neither_and_says_why(knowledge: Knowledge) -> None:
    found = weighed(knowledge, "ドイツの企業とも、地元の中小企業とも共同研究をしています。")
    assert found.leaning is None and found.answer.status is Status.PARTIAL
    assert all(side.elements[0].speaks_for for side in found.types)
    assert "どちらとも言えません" in found.why
    assert len(found.would_change) == 2  # the aims, of which nothing is said


def test_what_is_missing_is_asked_for(knowledge: Knowledge) -> None:
    found = weighed(knowledge, "町工場と金属加工の研究をしています。")
    assert found.leaning is HubType.REGIONAL and found.answer.status is Status.PARTIAL
    assert [element.missing for element in found.types[1].elements] == [False, True]
    assert found.answer.clarification is not None


def test_precedents_stand_beside_it_with_their_rows_quoted(knowledge: Knowledge) -> None:
    found = weighed(knowledge, "窒化ガリウムのパワー半導体を海外の企業と開発しています。")
    rows = [row for side in found.types for row in side.precedents]
    assert rows and all(row.citations and row.confidence for row in rows)
    assert all(row.hub.type is side.type for side in found.types for row in side.precedents)
    without = weighed(knowledge, "海外の企業と開発しています。")
    assert without.leaning == found.leaning  # likeness to a precedent changes nothing


def test_precedents_that_were_not_announced_yet_are_not_shown(knowledge: Knowledge) -> None:
    found = weighed(knowledge, REGIONAL, "2020-11-01")
    assert found.round == 2
    assert {row.hub.round for side in found.types for row in side.precedents} <= {1}


def test_no_evidence_is_said(knowledge: Knowledge) -> None:
    found = weighed(knowledge, "数学の定理を証明しています。")
    assert found.leaning is None and "見つかりません" in found.why


def test_english(knowledge: Knowledge) -> None:
    found = weighed(knowledge, "We work with companies in Germany and plan to expand to Asia.", language=Language.EN)
    assert found.leaning is HubType.INTERNATIONAL
    assert "speaks for" in found.why


@pytest.mark.parametrize(("text", "code"), [("  。", "description_empty"), ("あ" * 3000, "question_too_long")])
def test_what_cannot_be_weighed(text: str, code: str, knowledge: Knowledge) -> None:
    with pytest.raises(QuestionRejected) as refused:
        weighed(knowledge, text)
    assert refused.value.code == code
