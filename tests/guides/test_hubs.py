"""advisor/guides/hubs/finding.py: hubs by filter, side by side, and like a described one."""

import pytest

from advisor.answering.hubs.records import hub_text
from advisor.answering.models import Status
from advisor.corpus.hubs import HubType
from advisor.dates import parse_as_of
from advisor.errors import QuestionRejected
from advisor.guides.hubs.finding import FoundHubs, HubFilter, compare_hubs, find_hubs, similar_hubs
from advisor.knowledge import Knowledge
from advisor.messages import Language
from advisor.programs.precedents import REGIONS

TODAY = parse_as_of("2025-08-20")


def found(knowledge: Knowledge, as_of: str = "2025-08-20", language: Language = Language.JA, **of: object) -> FoundHubs:
    return find_hubs(HubFilter.model_validate(of), parse_as_of(as_of), language, knowledge)


@pytest.mark.parametrize("language", list(Language))
def test_every_hub_is_found_cited_and_counted(knowledge: Knowledge, language: Language) -> None:
    result = found(knowledge, language=language)
    assert len(result.rows) == len(knowledge.hubs) == 35
    assert sum(each.count for each in result.by_round_and_type) == 35
    assert sum(each.count for each in result.by_prefecture) == 35
    cited = {citation.n: citation.quote for citation in result.answer.citations}
    for row in result.rows:
        told = " ".join(cited[n] for n in row.citations)
        assert row.hub.university in told and (row.hub.summary_ja or "") in told
        assert row.confidence
    assert [(each.round, each.on_record, each.selected) for each in result.incomplete] == [
        (2, 3, 5),
        (6, 0, 1),
        (7, 0, None),
    ]
    assert all(any(each.text in notice.text for notice in result.answer.notices) for each in result.incomplete)
    assert [bool(each.citations) for each in result.incomplete] == [True, True, False]
    assert len(result.table.rows) == 35


def test_filters_narrow_together(knowledge: Knowledge) -> None:
    result = found(knowledge, region="近畿", type="国際展開型", text="膜")
    assert [row.hub.hub_name for row in result.rows] == ["先端膜工学研究センター"]
    assert {row.hub.prefecture for row in found(knowledge, region="四国").rows} <= set(REGIONS["四国"])
    assert [row.hub.university for row in found(knowledge, round=3).rows] == [
        "茨城大学",
        "高知大学",
        "北陸先端科学技術大学院大学",
    ]
    assert {row.hub.prefecture for row in found(knowledge, prefecture="兵庫県").rows} == {"兵庫県"}


def test_a_complete_round_is_not_called_incomplete(knowledge: Knowledge) -> None:
    assert found(knowledge, round=4).incomplete == ()
    assert [each.round for each in found(knowledge, type="国際展開型").incomplete] == [2, 7]


def test_nothing_on_record_abstains(knowledge: Knowledge) -> None:
    result = found(knowledge, round=6)
    assert result.rows == () and result.answer.status is Status.ABSTAINED
    assert [(each.round, each.selected) for each in result.incomplete] == [(6, 1)]


def test_hubs_are_told_from_their_announcement(knowledge: Knowledge) -> None:
    assert found(knowledge, "2020-04-09").rows == ()
    early = found(knowledge, "2020-12-23")
    assert {row.hub.round for row in early.rows} == {1}
    assert [(each.round, each.selected) for each in early.incomplete] == [(2, None)]
    assert early.facets.rounds == (1,)
    # round 4 has no announcement on record: its hubs are told from the round's first public day
    assert {row.hub.round for row in found(knowledge, "2022-10-03").rows} == {1, 2, 3}
    assert {row.hub.round for row in found(knowledge, "2022-10-04").rows} == {1, 2, 3, 4}


def test_likeness_sorts_and_is_said_to_be_no_rule(knowledge: Knowledge) -> None:
    result = found(knowledge, like="膜を使った水処理を海外の研究機関と進める拠点")
    assert result.rows[0].hub.hub_name == "先端膜工学研究センター"
    near = [row.likeness for row in result.rows]
    assert near == sorted(near, key=lambda value: -(value or 0)) and None not in near
    assert any("近さだけ" in notice.text for notice in result.answer.notices)


def test_two_hubs_side_by_side(knowledge: Knowledge) -> None:
    result = compare_hubs(["hub-1-05", "hub-2-02"], TODAY, Language.JA, knowledge)
    assert "type" in result.shared and {"round", "prefecture", "field"} <= set(result.differing)
    by_id = {aspect.id: aspect for aspect in result.aspects}
    assert by_id["type"].values == ("国際展開型", "国際展開型")
    assert result.answer.status is Status.ANSWERED and all(row.citations for row in result.rows)
    assert result.table.columns[1:] == ("大阪大学 フレキシブル3D実装協働研究所", "神戸大学 先端膜工学研究センター")


def test_what_is_not_on_record_is_neither_shared_nor_different(knowledge: Knowledge) -> None:
    unnamed = next(hub for hub in knowledge.hubs if hub.field is None)
    named = next(hub for hub in knowledge.hubs if hub.field is not None)
    result = compare_hubs([unnamed.id, named.id], TODAY, Language.JA, knowledge)
    assert "field" not in result.shared + result.differing
    assert any("未確認" in row for row in result.table.rows)


def test_similar_hubs_of_each_type(knowledge: Knowledge) -> None:
    result = similar_hubs("半導体の実装を海外の企業と研究している", TODAY, Language.JA, knowledge)
    assert result[HubType.INTERNATIONAL][0].hub.hub_name == "フレキシブル3D実装協働研究所"
    assert all(row.hub.type is kind and row.likeness for kind, rows in result.items() for row in rows)
    assert all(len(rows) <= 3 for rows in result.values())
    source = hub_text(knowledge)
    assert source is not None and source.quotes(result[HubType.INTERNATIONAL][0].hub)


def test_a_ready_vector_gives_the_same(knowledge: Knowledge) -> None:
    import numpy as np

    text = "農業のデータ活用"
    vector = np.asarray(knowledge.embedder.embed_query(text), dtype=np.float32)
    ready = similar_hubs(text, TODAY, Language.JA, knowledge, vector=vector)
    assert ready == similar_hubs(text, TODAY, Language.JA, knowledge)


def test_hubs_like_none_on_record_are_not_offered(knowledge: Knowledge) -> None:
    result = similar_hubs("アニメの制作", TODAY, Language.JA, knowledge)
    assert all(rows == () for rows in result.values())


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"round": 99}, "round_unknown"),
        ({"region": "関が原"}, "region_unknown"),
        ({"like": "あ" * 5000}, "question_too_long"),
    ],
)
def test_a_filter_that_means_nothing_is_rejected(knowledge: Knowledge, wrong: dict[str, object], code: str) -> None:
    with pytest.raises(QuestionRejected) as rejected:
        found(knowledge, **wrong)
    assert rejected.value.code == code


@pytest.mark.parametrize(
    ("ids", "code"),
    [
        (["hub-1-01"], "hubs_compared_wrong"),
        (["hub-1-01", "hub-1-01"], "hubs_compared_wrong"),
        (["hub-1-01", "hub-9-01"], "hub_unknown"),
    ],
)
def test_a_comparison_that_cannot_be_made_is_rejected(knowledge: Knowledge, ids: list[str], code: str) -> None:
    with pytest.raises(QuestionRejected) as rejected:
        compare_hubs(ids, TODAY, Language.JA, knowledge)
    assert rejected.value.code == code
