"""advisor/precedents: hubs are found in any spelling, each with reasons that stand in the source; no judgement."""

from dataclasses import replace

import pytest
from precedent_cases import ME, NOW, names, quotes

from advisor.corpus.hubs import HubType
from advisor.dates import parse_as_of
from advisor.errors import QuestionRejected
from advisor.folding import search_form
from advisor.knowledge import Knowledge
from advisor.messages import Language
from advisor.precedents.descriptions import Descriptions
from advisor.precedents.judging import asks_for_judgement
from advisor.precedents.records import Asked, FoundPrecedents, GapKind, QueryKind, QuoteFrom, ReasonKind, ThemeKind
from advisor.precedents.room import PrecedentRoom
from advisor.precedents.searching import search
from advisor.settings import Settings

CHIPS = {
    "国際集積エレクトロニクス研究開発センター",
    "フレキシブル3D実装協働研究所",
    "ナノデバイス・バイオ融合科学研究所",
}
TEXTS = (
    "半導体の3次元実装を企業と共同開発する拠点",
    "We develop membranes for water treatment with overseas institutes",
    "農業のデータを集めて栽培を最適化する",
    "宮城の半導体",
    "阪大",
    "連携",
    "大学",
)


def find(descriptions: Descriptions, language: Language = Language.JA, **asked: object) -> FoundPrecedents:
    return search(Asked.model_validate(asked), NOW, language, descriptions)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("language", list(Language))
def test_every_match_says_why_in_words_of_the_source(
    descriptions: Descriptions, knowledge: Knowledge, text: str, language: Language
) -> None:
    found = find(descriptions, language, text=text)
    assert found.matches
    for quote in quotes(found):
        assert quote.kind is QuoteFrom.RECORD
        assert knowledge.texts[quote.source_id][quote.start : quote.end] == quote.text != ""
        assert quote.urls and all(url.startswith("http") for url in quote.urls)
        assert quote.confidence and quote.title
    for match in found.matches:
        row = knowledge.texts[quotes(found)[0].source_id][match.hub.start : match.hub.end]
        for reason in match.reasons:
            assert reason.said and reason.quotes
            assert (reason.kind is ReasonKind.THEMES) == bool(reason.themes)
            said = search_form(" ".join(quote.text for quote in reason.quotes))
            for theme in reason.themes:
                assert theme.word in row and search_form(theme.asked) in search_form(text)
                assert len(reason.themes) > 3 or search_form(theme.word) in said


@pytest.mark.parametrize(
    "field", ["半導体", "はんどうたい", "ハンドウタイ", "semiconductor", "Semiconductors", "半導體", "集積回路"]
)
def test_a_field_is_found_in_any_script_and_by_another_name(descriptions: Descriptions, field: str) -> None:
    assert set(names(find(descriptions, field=field))) >= CHIPS


@pytest.mark.parametrize(
    ("field", "hub"),
    [
        ("集積エレクトロニクス", "フレキシブル3D実装協働研究所"),  # by meaning: the row says 半導体実装
        ("electronics", "有機エレクトロニクスイノベーションセンター"),
        ("れーざー", "レーザー科学研究所"),
        ("laser", "レーザー科学研究所"),
        ("のうぎょう", "高知大学IoP共創センター"),
        ("agriculture", "高知大学IoP共創センター"),
        ("スマート農業", "高知大学IoP共創センター"),
        ("人工知能", "データサイエンス・AIイノベーション研究推進センター"),
        ("ＡＩ", "データサイエンス・AIイノベーション研究推進センター"),
        ("溶接", "接合科学研究所"),
        ("medical devices", "未来医工学研究開発センター"),
    ],
)
def test_variants_of_a_field(descriptions: Descriptions, field: str, hub: str) -> None:
    assert hub in names(find(descriptions, field=field))[:4]


def test_what_sounds_alike_in_kanji_is_no_theme(descriptions: Descriptions) -> None:
    found = find(descriptions, text="企業との連携を強める")  # 企業 sounds like 起業
    words = {theme.word for match in found.matches for reason in match.reasons for theme in reason.themes}
    assert "起業" not in words
    found = find(descriptions, field="人工知能")  # 人工 sounds like 人口
    assert "産学官連携機構（日立地域デザインプロジェクト推進室）" not in names(found)


def test_a_theme_in_another_spelling_names_both(descriptions: Descriptions) -> None:
    found = find(descriptions, field="はんどうたい")
    theme = found.matches[0].reasons[0].themes[0]
    assert (theme.word, theme.asked, theme.kind) == ("半導体", "はんどうたい", ThemeKind.SOUND)
    assert "はんどうたい" in found.matches[0].reasons[0].said


def test_filters_narrow_and_take_short_names(descriptions: Descriptions) -> None:
    assert {m.hub.university for m in find(descriptions, university="阪大").matches} == {"大阪大学"}
    assert {m.hub.prefecture for m in find(descriptions, prefecture="大阪").matches} == {"大阪府"}
    assert {m.hub.prefecture for m in find(descriptions, region="九州").matches} == {"沖縄県", "鹿児島県"}
    found = find(descriptions, field="材料", type=HubType.INTERNATIONAL, round=1)
    assert found.matches
    assert {(m.hub.round, m.hub.type) for m in found.matches} == {(1, HubType.INTERNATIONAL)}
    assert find(descriptions, university="架空大学").matches == ()


def test_without_a_text_the_filters_are_the_reason(descriptions: Descriptions) -> None:
    found = find(descriptions, round=2)
    assert len(found.matches) == 3
    assert all(match.reasons[0].kind is ReasonKind.FILTER for match in found.matches)
    assert "地域貢献" not in found.matches[0].reasons[0].quotes[0].text


def test_nothing_like_it_is_an_answer(descriptions: Descriptions) -> None:
    found = find(descriptions, text="ブロックチェーンによる国際送金")
    assert found.matches == ()
    assert found.left_out == 35
    assert any(gap.kind is GapKind.FIELD for gap in found.gaps)


def test_a_named_prefecture_is_no_part_of_another(descriptions: Descriptions) -> None:
    places = {m.hub.prefecture for m in find(descriptions, text="東京都").matches}
    assert "東京都" in places and "京都府" not in places


def test_gaps_name_what_is_not_on_record(descriptions: Descriptions) -> None:
    found = find(descriptions, region="近畿")
    by_kind = {gap.kind: gap for gap in found.gaps}
    assert "立命館大学" in by_kind[GapKind.PLACE].text
    assert "京都先端科学大学" in by_kind[GapKind.FIELD].text
    assert {each.round for each in find(descriptions, text="半導体").incomplete} == {2, 6, 7}
    kobe = next(m for m in find(descriptions, text="神戸").matches if m.hub.field is None)
    assert set(kobe.unknown) >= {"分野", "概要"}


def test_nothing_is_told_before_it_was_announced(descriptions: Descriptions) -> None:
    early = search(Asked(text="レーザー"), parse_as_of("2021-01-01"), Language.JA, descriptions)
    assert "レーザー科学研究所" not in names(early)
    assert "レーザー科学研究所" in names(find(descriptions, text="レーザー"))


def test_no_score_is_handed_out(descriptions: Descriptions) -> None:
    told = find(descriptions, text="半導体").model_dump_json()
    assert not any(word in told for word in ("score", "rank", "cosine", "likeness", "apart"))


JUDGING = """この申請を採点して
どちらを採択すべき
どちらの申請を選ぶべきでしょうか
score this application
Please evaluate the attached proposal.
Which application should be funded?
この計画書を評価してください
本申請の順位を付けて
申請書を要約してください
この提案は採択されますか
応募書類を審査してほしい
うちの計画は通りますか
採点してください
この案に点数をつけて
Should we select this proposal?
summarize this application
提案書のレビューをお願いします
この申請は何点ですか
rank these proposals
どっちの計画がよいか教えて
以下の申請を10点満点で採点
さいてんして
この概要の合否を判定してください
この申請書はどのくらい採択の可能性がありますか
次の二つの申請の優劣を教えて
ｓｃｏｒｅ　ｔｈｉｓ　ａｐｐｌｉｃａｔｉｏｎ
Could you grade our proposal?""".splitlines()
SEARCHING = """半導体の研究開発を行う拠点
地域連携の進み具合が評価された拠点
製品の安全性評価を行う拠点
接合部の信頼性評価
医薬品の審査に関わる研究拠点
選抜された地域貢献型の拠点
大阪大学の拠点はどれか
hubs that work on evaluation of materials
a hub that assesses the safety of joints
どの大学が採択されたか
農業の提案を行う拠点
申請書作成を支援する拠点
評価
review of laser applications
laser applications
地域課題の評価手法を研究する
選抜拠点の例を教えて
技術移転の評価を行っている拠点を探したい
mark detection and ranking of plants
性能を評価する装置""".splitlines()


@pytest.mark.parametrize("text", JUDGING)
def test_who_asks_for_a_judgement_is_refused(text: str) -> None:
    assert asks_for_judgement(text)


@pytest.mark.parametrize("text", SEARCHING)
def test_who_looks_for_hubs_is_not(text: str) -> None:
    assert not asks_for_judgement(text)


def test_the_refusal_explains_and_is_noted_without_a_hit(room: PrecedentRoom) -> None:
    for asked in (Asked(text="この申請を採点して"), Asked(field="score this application")):
        with pytest.raises(QuestionRejected) as refused:
            room.search(ME, asked, NOW)
        assert refused.value.code == "precedents_no_judging"
        assert "公表" in refused.value.user_message(Language.JA)
    assert [(line.kind, line.hits) for line in room.store.queries(ME)] == [(QueryKind.REFUSED, 0)] * 2


def test_too_much_and_unknown_is_refused(descriptions: Descriptions) -> None:
    for asked, code in (
        ({"text": "あ" * 2001}, "question_too_long"),
        ({"field": "あ" * 2001}, "question_too_long"),
        ({"round": 99}, "round_unknown"),
        ({"region": "銀河系"}, "region_unknown"),
    ):
        with pytest.raises(QuestionRejected) as refused:
            find(descriptions, **asked)
        assert refused.value.code == code


@pytest.mark.parametrize("text", ["\0", "\ud800", "<script>alert(1)</script>", "' OR 1=1 --", "。。。", "🐟" * 50, " "])
def test_strange_texts_do_no_harm(descriptions: Descriptions, text: str) -> None:
    assert find(descriptions, text=text).model_dump_json()


def test_two_to_four_hubs_side_by_side(room: PrecedentRoom) -> None:
    found = room.compare(ME, ["hub-1-01", "hub-1-05", "hub-1-08"], NOW)
    shared = {theme.word: theme.hubs for theme in found.themes}
    assert shared["半導体"] == ("hub-1-01", "hub-1-05")
    assert {gap.kind for gap in found.gaps} == {GapKind.FIELD, GapKind.SUMMARY, GapKind.DOCUMENTS}
    assert all(len(row) == len(found.table.columns) for row in found.table.rows)
    for ids in (["hub-1-01"], ["hub-1-01"] * 2, ["hub-1-01", "hub-9-99"]):
        with pytest.raises(QuestionRejected):
            room.compare(ME, ids, NOW)
    assert [line.kind for line in room.store.queries(ME)] == [QueryKind.COMPARE]


def test_the_log_keeps_the_hash_and_no_text(room: PrecedentRoom, knowledge: Knowledge) -> None:
    room.search(ME, Asked(text="秘密の窒化ガリウム", round=2), NOW)
    line = room.store.queries(ME)[0]
    assert (line.text, line.filters, line.hits, line.by) == (None, '{"round": 2}', 1, ME.name)
    assert len(line.text_sha256) == 64


def test_the_log_keeps_the_text_where_it_is_set(room: PrecedentRoom, knowledge: Knowledge) -> None:
    keeping: Settings = knowledge.settings.model_copy(update={"precedent_query_texts": True})
    keeper = PrecedentRoom(room.store, replace(knowledge, settings=keeping), room.outlines)
    keeper.search(ME, Asked(text="窒化ガリウム"), NOW)
    assert room.store.queries(ME)[0].text == "窒化ガリウム"
    assert Settings(_env_file=None).precedent_query_texts is False
