"""advisor/programs/case_reading.py: who applies, who only takes part, and what else a text says of a case."""

import pytest

from advisor.knowledge import Knowledge
from advisor.programs.case_reading import contradictions, read_case, slots_of


def slots(text: str, knowledge: Knowledge) -> dict[str, str]:
    return slots_of(read_case(text, knowledge.program.eligibility, knowledge.cues))


@pytest.mark.parametrize(
    ("text", "applicant"),
    [
        ("国立高専の教員です。会社3社と組んでいます。", "kosen"),
        ("私立大学ですが、県の財団と一緒に進めています", "private-university"),
        ("当社は株式会社ですが、大学と共同で出したい", "company"),
        ("県立大学として申し込みたい", "public-university"),
        ("理研のような研究開発法人は出せるか", "research-institute"),
        ("企業ではなく国立大学です", "national-university"),
        ("市立大学が会社に設備を提供しています", "public-university"),
        ("国立大学と民間企業の共同研究です", "national-university"),
        ("短大で応募したい", "other-school"),
        ("We are a public university working with companies in Germany.", "public-university"),
        ("I work for a startup.", "company"),
    ],
)
def test_who_applies_is_told_from_who_takes_part(text: str, applicant: str, knowledge: Knowledge) -> None:
    assert slots(text, knowledge).get("applicant") == applicant


@pytest.mark.parametrize(
    ("text", "rule", "value"),
    [
        ("センターの運営は外部の会社に委託しています", "operator", "other"),
        ("拠点は本学が運営しています", "operator", "applicant"),
        ("大学と市が共同で運営する施設です", "operator", "shared"),
        ("地元の会社20社と共同研究をしています", "collaboration", "active"),
        ("企業との連携はまだありません", "collaboration", "none"),
        ("まだ構想段階です", "substance", "planned"),
        ("去年できたばかりで実績は少ないです", "substance", "limited"),
        ("専任の職員が8名いて長年続いています", "substance", "established"),
        ("研究室は四つのキャンパスに分かれています", "sites", "several"),
        ("The centre is spread over several campuses.", "sites", "several"),
        ("The hub is run by a foundation.", "operator", "other"),
    ],
)
def test_the_other_slots(text: str, rule: str, value: str, knowledge: Knowledge) -> None:
    assert slots(text, knowledge).get(rule) == value


def test_every_value_is_read_from_its_own_name(knowledge: Knowledge) -> None:
    for rule in knowledge.program.eligibility:
        for value in rule.values:
            for name in (value.name.ja, value.name.en):
                assert slots(name, knowledge) == {rule.id: value.id}, name


def test_two_things_said_of_oneself_contradict(knowledge: Knowledge) -> None:
    rules = knowledge.program.eligibility
    assert contradictions(read_case("うちは国立大学法人で、株式会社です。", rules, knowledge.cues))
    assert not contradictions(read_case("国立大学や高専は申請できますか", rules, knowledge.cues))
    assert not contradictions(read_case("うちは国立大学法人で、株式会社とも組んでいます。", rules, knowledge.cues))


def test_what_is_not_said_fills_nothing(knowledge: Knowledge) -> None:
    assert slots("締切はいつですか", knowledge) == {}
    assert slots("", knowledge) == {}
