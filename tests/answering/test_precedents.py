"""advisor/answering/precedents.py: which hubs a question means, and what is said of them."""

import pytest

from advisor.answering.precedents import HubQuery, hub_statements, incomplete_notice, read_query, select
from advisor.answering.verifying import faults
from advisor.corpus.hubs import HubType
from advisor.dates import parse_as_of
from advisor.knowledge import Knowledge
from advisor.messages import Language

TODAY = parse_as_of("2025-08-01")


def query(knowledge: Knowledge, text: str, number: int | None = None) -> HubQuery | None:
    return read_query(text, knowledge.hubs, number, knowledge.glossary.named(text), knowledge.index.lexical.weight)


def universities(knowledge: Knowledge, wanted: HubQuery, as_of: str = "2025-08-01") -> list[str]:
    return [hub.university for hub in select(knowledge.hubs, wanted, parse_as_of(as_of))]


@pytest.mark.parametrize(
    ("text", "university"),
    [
        ("徳島大学の拠点は選ばれていますか", "徳島大学"),
        ("徳島大はどの類型で選抜されましたか", "徳島大学"),
        ("金沢工業大学の拠点について", "金沢工業大学"),
        ("Which hub of 神戸大学 was selected?", "神戸大学"),
    ],
)
def test_a_university_by_its_name(knowledge: Knowledge, text: str, university: str) -> None:
    found = query(knowledge, text)
    assert found is not None and found.universities == (university,)


def test_the_short_name_of_one_university_is_not_another(knowledge: Knowledge) -> None:
    found = query(knowledge, "山形大阪支社の拠点は選抜された?")
    assert found is None or "山形大学" not in found.universities


def test_a_prefecture_and_a_region(knowledge: Knowledge) -> None:
    one = query(knowledge, "石川県で選ばれた拠点は?")
    assert one is not None and one.prefectures == ("石川県",)
    region = query(knowledge, "四国で選抜された拠点は?")
    assert region is not None
    hubs = select(knowledge.hubs, region, TODAY)
    assert hubs and {hub.prefecture for hub in hubs} <= {"徳島県", "香川県", "愛媛県", "高知県"}


def test_a_type_and_a_round(knowledge: Knowledge) -> None:
    found = query(knowledge, "第1回で国際展開型に選ばれた大学を挙げて", 1)
    assert found is not None and found.types == (HubType.INTERNATIONAL,) and found.lists
    hubs = select(knowledge.hubs, found, TODAY)
    assert len(hubs) == 6 and {(hub.round, hub.type) for hub in hubs} == {(1, HubType.INTERNATIONAL)}


def test_a_field(knowledge: Knowledge) -> None:
    found = query(knowledge, "膜工学の拠点で選抜されたものは?")
    assert found is not None and "神戸大学" in universities(knowledge, found)


@pytest.mark.parametrize(
    "text", ["締切はいつですか", "拠点の要件は何ですか", "申請者は誰ですか", "大学は申請できますか"]
)
def test_a_question_on_rules_is_not_on_hubs(knowledge: Knowledge, text: str) -> None:
    assert query(knowledge, text) is None


def test_a_university_of_which_no_hub_is_known_has_none(knowledge: Knowledge) -> None:
    found = query(knowledge, "東京大学の拠点は選抜されましたか")
    assert found is not None and found.elsewhere
    assert universities(knowledge, found) == []


def test_a_hub_is_told_from_the_day_of_its_announcement(knowledge: Knowledge) -> None:
    wanted = HubQuery(universities=("東北大学",))
    assert universities(knowledge, wanted, "2020-04-09") == []
    assert universities(knowledge, wanted, "2020-04-10") == ["東北大学"]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("counts", [True, False])
def test_every_sentence_on_every_hub_holds(knowledge: Knowledge, language: Language, counts: bool) -> None:
    text = knowledge.texts["hubs"]
    for hubs in (*[[hub] for hub in knowledge.hubs], list(knowledge.hubs)):
        for said in hub_statements(hubs, HubQuery(counts=counts), "hubs", text, language):
            assert faults(said.text, said.quotes, said.computed, knowledge.texts, knowledge.glossary.aliases) == []


def test_many_hubs_are_counted_and_a_dozen_listed(knowledge: Knowledge) -> None:
    said = hub_statements(knowledge.hubs, HubQuery(), "hubs", knowledge.texts["hubs"], Language.JA)
    assert f"{len(knowledge.hubs)}件" in said[0].text
    assert len(said) == 13


def test_a_quote_of_a_hub_leaves_out_its_addresses(knowledge: Knowledge) -> None:
    for hub in knowledge.hubs:
        said = hub_statements([hub], HubQuery(), "hubs", knowledge.texts["hubs"], Language.JA)
        assert all("http" not in quote.text for statement in said for quote in statement.quotes)


def test_the_list_says_that_it_is_incomplete() -> None:
    assert "第2回・第6回・第7回" in incomplete_notice([2, 6, 7], Language.JA).text
    assert "rounds 2, 6, 7" in incomplete_notice([2, 6, 7], Language.EN).text
