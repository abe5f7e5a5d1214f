"""advisor/answering/hubs/asking.py: which hubs a question means, and what is said of them."""

import pytest

from advisor.answering.flow import answer, setting_at
from advisor.answering.hubs.asking import HubQuery, read_query, select
from advisor.answering.hubs.records import hub_text, lacking, lacking_notice
from advisor.answering.hubs.sentences import (
    HubText,
    alike_statements,
    compared_statements,
    confidence_statements,
    hub_statements,
)
from advisor.answering.models import Answer, Intent, Question, Status
from advisor.corpus.hubs import HubType
from advisor.dates import parse_as_of
from advisor.knowledge import Knowledge
from advisor.messages import Language
from advisor.programs.precedents import announced
from advisor.verifying.values import faults

TODAY = parse_as_of("2025-08-01")


def query(knowledge: Knowledge, text: str, number: int | None = None) -> HubQuery | None:
    return read_query(text, knowledge.hubs, number, knowledge.glossary.named(text), knowledge.index.lexical.weight)


def universities(knowledge: Knowledge, wanted: HubQuery, as_of: str = "2025-08-01") -> list[str]:
    known = announced(knowledge.hubs, knowledge.program, parse_as_of(as_of))
    return [hub.university for hub in select(known, wanted)]


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
    hubs = select(knowledge.hubs, region)
    assert hubs and {hub.prefecture for hub in hubs} <= {"徳島県", "香川県", "愛媛県", "高知県"}


def test_a_type_and_a_round(knowledge: Knowledge) -> None:
    found = query(knowledge, "第1回で国際展開型に選ばれた大学を挙げて", 1)
    assert found is not None and found.types == (HubType.INTERNATIONAL,) and found.lists
    hubs = select(knowledge.hubs, found)
    assert len(hubs) == 6 and {(hub.round, hub.type) for hub in hubs} == {(1, HubType.INTERNATIONAL)}


def test_all_of_a_type(knowledge: Knowledge) -> None:
    found = query(knowledge, "地域貢献型の拠点を全部")
    assert found is not None and found.lists and found.types == (HubType.REGIONAL,)


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


@pytest.mark.parametrize("name", ["慶應", "早稲田", "理科大"])
def test_a_shortened_name_of_which_no_hub_is_known_has_none(knowledge: Knowledge, name: str) -> None:
    found = answer(Question(text=f"{name}は選ばれましたか", as_of=parse_as_of("2025-08-20")), knowledge)
    assert found.intent is Intent.PRECEDENT and found.status is Status.ABSTAINED


def test_a_shortened_name_of_a_university_on_record_finds_its_hubs(knowledge: Knowledge) -> None:
    found = query(knowledge, "阪大は選ばれましたか")
    assert found is not None and found.universities == ("大阪大学",) and not found.elsewhere


def test_a_hub_is_told_from_the_day_of_its_announcement(knowledge: Knowledge) -> None:
    wanted = HubQuery(universities=("東北大学",))
    assert universities(knowledge, wanted, "2020-04-09") == []
    assert universities(knowledge, wanted, "2020-04-10") == ["東北大学"]


def source(knowledge: Knowledge) -> HubText:
    found = hub_text(knowledge)
    assert found is not None
    return found


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("counts", [True, False])
def test_every_sentence_on_every_hub_holds(knowledge: Knowledge, language: Language, counts: bool) -> None:
    text = source(knowledge)
    for hubs in (*[[hub] for hub in knowledge.hubs], list(knowledge.hubs)):
        told = [
            *hub_statements(hubs, text, language, counts, selected=len(hubs) + 3),
            *alike_statements(hubs, text, language),
            *confidence_statements(hubs, text, language),
            *compared_statements(hubs, text, language),
        ]
        for said in told:
            assert faults(said.text, said.quotes, said.computed, knowledge.texts, knowledge.glossary.aliases) == []


def test_many_hubs_are_counted_a_dozen_listed_and_the_rest_told(knowledge: Knowledge) -> None:
    said = hub_statements(knowledge.hubs, source(knowledge), Language.JA)
    assert f"{len(knowledge.hubs)}件" in said[0].text
    assert len(said) == 14 and f"{len(knowledge.hubs) - 12}件" in said[-1].text


def test_a_quote_of_a_hub_leaves_out_its_addresses(knowledge: Knowledge) -> None:
    for hub in knowledge.hubs:
        said = hub_statements([hub], source(knowledge), Language.JA)
        assert all("http" not in quote.text for statement in said for quote in statement.quotes)


@pytest.mark.parametrize(
    ("rounds", "types", "incomplete"),
    [((), (), [2, 6, 7]), ((), (HubType.INTERNATIONAL,), [2, 7]), ((4, 5), (), []), ((2,), (), [2])],
)
def test_the_list_says_where_it_is_incomplete(
    knowledge: Knowledge, rounds: tuple[int, ...], types: tuple[HubType, ...], incomplete: list[int]
) -> None:
    setting = setting_at(TODAY, Language.JA, knowledge)
    records = lacking(setting, knowledge, rounds, types)
    assert [record.round for record in records] == incomplete
    for language, named in ((Language.JA, "第{}回"), (Language.EN, "round {}")):
        notice = lacking_notice(records, language, knowledge)
        assert (notice is not None) is bool(incomplete)
        if notice is not None:
            assert all(named.format(number) in notice.text for number in incomplete)
            assert faults(notice.text, notice.quotes, notice.computed, knowledge.texts) == []


def asked(knowledge: Knowledge, text: str) -> Answer:
    return answer(Question(text=text, as_of=TODAY), knowledge)


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("国際展開型は全部で何拠点?", ["15件", "国際展開型"], ["地域貢献型)"]),
        ("第4回は何校選ばれた?", ["10拠点", "接合科学研究所"], ["第5回"]),
        ("第2回で選ばれた拠点の一覧", ["5拠点", "先端膜工学研究センター"], ["サポイン"]),
        (
            "大阪大学と神戸大学の拠点を比べて",
            ["大阪大学の選抜拠点は、収録分で4件", "神戸大学の選抜拠点は、収録分で4件"],
            [],
        ),
        ("徳島大学と香川大学の違い", ["共通点: 類型(地域貢献型)", "異なる点", "徳島県 / 香川県"], ["共創の場"]),
        ("九州の地域貢献型は?", ["鹿児島大学"], ["福岡大学"]),
        ("京都の拠点を教えて", ["京都大学", "京都先端科学大学"], []),
        ("神戸大学の拠点の情報の確度は?", ["報道・第三者の記事で確認", "経済産業省または大学の発表で確認"], []),
        ("第5回の地域貢献型で医療に関わる拠点は?", ["未来医工学研究開発センター", "順天堂大学"], ["愛媛大学"]),
    ],
)
def test_a_question_on_hubs_is_answered_from_the_record(
    knowledge: Knowledge, text: str, wanted: list[str], unwanted: list[str]
) -> None:
    told = asked(knowledge, text)
    assert told.intent is Intent.PRECEDENT and told.status is Status.ANSWERED
    assert all(word in told.text for word in wanted)
    assert not any(word in told.text for word in unwanted)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("半導体の実装をやる拠点に近い先例", "フレキシブル3D実装協働研究所"),
        ("うちは水処理の膜を研究しています。似た拠点はありますか", "先端膜工学研究センター"),
        ("Which selected hub works on lasers?", "レーザー科学研究所"),
        ("Which hubs are similar to a food and agriculture hub in a rural area?", "バイオイノベーション研究所"),
    ],
)
def test_hubs_like_a_described_one(knowledge: Knowledge, text: str, first: str) -> None:
    told = asked(knowledge, text)
    assert told.status is Status.ANSWERED
    assert first in told.statements[1].text
    assert any("近さだけ" in notice.text or "description only" in notice.text for notice in told.notices)


def test_hubs_like_nothing_on_record_are_not_made_up(knowledge: Knowledge) -> None:
    told = asked(knowledge, "うちはアニメの制作をやっているが似た拠点は?")
    assert told.status is Status.ABSTAINED and told.statements == ()


@pytest.mark.parametrize(
    "text", ["国際展開型と地域貢献型の違いは?", "選抜された拠点はどんな支援を受けられますか", "大学の拠点の要件は?"]
)
def test_a_question_on_rules_that_names_hubs_is_no_list(knowledge: Knowledge, text: str) -> None:
    assert asked(knowledge, text).intent is not Intent.PRECEDENT


@pytest.mark.parametrize(
    ("text", "status", "said"),
    [
        ("第7回で選ばれた拠点は?", Status.ABSTAINED, "第7回の選抜結果は、資料では未確認です"),
        ("第6回で選ばれた拠点は?", Status.PARTIAL, "1拠点が選抜されました。拠点名は未確認です"),
    ],
)
def test_a_round_whose_hubs_are_not_on_record_says_so(
    knowledge: Knowledge, text: str, status: Status, said: str
) -> None:
    told = asked(knowledge, text)
    assert told.status is status and said in told.text
