"""advisor/programs/cues.py: clauses, denials, cues; and the cues of the bundled program."""

import pytest

from advisor.knowledge import Knowledge
from advisor.programs.cues import CueReader, clauses_of, unknown_classes

READER = CueReader({"foreign": ["海外", "ドイツ", "germany"], "partner": ["企業", "会社", "companies"]})


@pytest.mark.parametrize(
    ("text", "denials"),
    [
        ("海外との取引はありませんが、地元企業とは多いです。", [True, False]),
        ("企業との連携だけでなく海外展開も目指します", [False]),
        ("地元企業としかやっていません", [False]),
        ("出せませんか", [False]),
        ("共同研究は少ないです", [False]),
        ("会社ではなく大学が運営しています", [True, False]),
        ("国内企業ばかりで海外拠点はありません", [False, True]),
        ("We do not export, but we sell at home.", [True, False, False]),
    ],
)
def test_a_denial_reaches_its_own_clause_only(text: str, denials: list[bool]) -> None:
    assert [clause.denies for clause in clauses_of(text)] == denials


@pytest.mark.parametrize(
    ("cue", "text", "says"),
    [
        ("@foreign @partner", "ドイツの企業と研究する", True),
        ("@foreign @partner", "企業とドイツに行く", False),  # in this order only
        ("@foreign @partner", "海外の学会で発表した帰りにたまたま地元の駅前にある会社を見た", False),  # too far apart
        ("@foreign @partner", "海外企業との連携はない", False),
        ("!@foreign @partner", "海外企業との連携はない", True),
        ("~@partner", "会社はない", True),
        ("@partner -@foreign", "海外の会社", False),
        ("@foreign", "国際展開型ですか", False),  # the name of a type describes no hub
        ("@partner in @foreign", "We work with companies in Germany", True),
    ],
)
def test_what_a_cue_wants(cue: str, text: str, says: bool) -> None:
    assert any(READER.says(clause, [cue]) for clause in clauses_of(text)) is says


def test_a_denied_cue_is_told_apart_from_one_that_is_absent() -> None:
    (denied,) = clauses_of("海外企業との連携はありません")
    (absent,) = clauses_of("天気はよくありません")
    assert READER.denies(denied, ["@foreign @partner"])
    assert not READER.denies(absent, ["@foreign @partner"])


def test_the_classes_of_the_bundled_cues_are_defined(knowledge: Knowledge) -> None:
    program = knowledge.program
    cues = [cue for rule in program.eligibility for value in rule.values for cue in value.cues]
    cues += [cue for definition in program.types for element in definition.elements for cue in element.cues]
    assert cues
    assert [name for cue in cues for name in unknown_classes(cue, program.word_classes)] == []
