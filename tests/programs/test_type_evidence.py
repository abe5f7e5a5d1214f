"""advisor/programs/type_evidence.py: evidence for and against each type; a leaning only where it is one-sided."""

import pytest

from advisor.answering.cases.weighing import weighed
from advisor.corpus.hubs import HubType
from advisor.knowledge import Knowledge
from advisor.programs.type_evidence import TypeEvidence, leaning

INTERNATIONAL, REGIONAL = HubType.INTERNATIONAL, HubType.REGIONAL


def evidence_of(text: str, knowledge: Knowledge) -> dict[str, TypeEvidence]:
    return {each.definition.type: each for each in weighed(text, knowledge)}


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("英国とカナダの会社と材料を開発し、来年は現地に事務所を開きます。", INTERNATIONAL),
        ("村の農家や製材所と、空き家と担い手不足の問題に取り組んでいます。", REGIONAL),
        ("海外企業とは組んでいません。県内の会社と人口減少の課題に取り組んでいます。", REGIONAL),
        ("We develop sensors with companies in Germany and want to expand into Asia.", INTERNATIONAL),
        ("We help farmers and small businesses of our region with depopulation.", REGIONAL),
        ("海外のメーカーとも、地元の町工場とも同じくらい組んでいます。", None),
        ("宇宙の始まりの理論を計算しています。", None),
    ],
)
def test_the_leaning(text: str, type_: HubType | None, knowledge: Knowledge) -> None:
    lean = leaning(weighed(text, knowledge))
    assert (lean.definition.type if lean else None) == type_


def test_evidence_is_in_the_describers_own_words(knowledge: Knowledge) -> None:
    text = "台湾の会社と共同研究をしています。国内の販売だけで輸出はしていません。"
    found = evidence_of(text, knowledge)
    words = [w for each in found.values() for e in each.elements for w in (*e.speaks_for, *e.against)]
    assert words and all(word in text for word in words)
    international = found[INTERNATIONAL]
    assert international.elements[0].speaks_for and international.elements[1].against
    assert [element.id for element in international.missing] == ["aim"]


def test_a_type_against_which_all_evidence_speaks_is_not_leaned_to(knowledge: Knowledge) -> None:
    found = evidence_of("海外企業との連携はまったくありません。", knowledge)
    assert found[INTERNATIONAL].has_against and not found[INTERNATIONAL].has_some
    assert leaning(tuple(found.values())) is None


def test_the_names_of_the_types_are_no_evidence(knowledge: Knowledge) -> None:
    found = weighed("国際展開型と地域貢献型のどちらですか", knowledge)
    assert not any(each.has_some or each.has_against for each in found)
