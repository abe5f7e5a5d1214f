"""advisor/drafting/asked, types and likeness: what an item of any form asks for."""

import numpy as np
import pytest
from drafting.statements_made import choice_item, text_item

from advisor.drafting.asked import Reader, figures_asked
from advisor.drafting.likeness import ItemLikeness
from advisor.drafting.types import hub_type_of
from advisor.errors import QuestionRejected
from advisor.forms.model import FormItem
from advisor.forms.outlines import APPLICATION, CHECK_SHEET, Outline, load_outlines
from advisor.knowledge import Knowledge
from advisor.settings import bundled


@pytest.fixture(scope="module")
def outlines() -> dict[str, Outline]:
    return load_outlines(bundled("corpus"))


@pytest.fixture(scope="module")
def reader(outlines: dict[str, Outline]) -> Reader:
    return Reader(outlines, None)


def leaf_of(reader: Reader, item: FormItem) -> str | None:
    leaf = reader.asked(item).leaf
    return leaf.id if leaf is not None else None


def viewpoints_of(reader: Reader, item: FormItem) -> set[str]:
    return {viewpoint.id for viewpoint in reader.asked(item).viewpoints}


# --- the built-in outlines ---


@pytest.mark.parametrize("name", [APPLICATION, CHECK_SHEET])
def test_every_item_of_an_outline_asks_for_its_own_viewpoints(
    name: str, outlines: dict[str, Outline], reader: Reader
) -> None:
    for item in outlines[name].form().items:
        asked = reader.asked(item)
        assert asked.leaf is not None and asked.leaf.id == item.viewpoint
        assert [viewpoint.id for viewpoint in asked.viewpoints] == [v.id for v in asked.leaf.viewpoints]
        assert asked.explains == "" and asked.query


@pytest.mark.parametrize(("chosen", "other"), [("international", "regional"), ("regional", "international")])
def test_a_type_asks_for_its_own_and_not_for_the_others(chosen: str, other: str, outlines: dict[str, Outline]) -> None:
    reader = Reader(outlines, chosen)
    asked = [v for item in outlines[APPLICATION].form().items for v in reader.asked(item).viewpoints if v.type]
    assert asked and all(viewpoint.type == chosen and viewpoint.core for viewpoint in asked)
    assert other not in {viewpoint.type for viewpoint in asked}


def test_without_a_type_what_belongs_to_one_helps_but_is_not_missed(
    outlines: dict[str, Outline], reader: Reader
) -> None:
    typed = [v for item in outlines[APPLICATION].form().items for v in reader.asked(item).viewpoints if v.type]
    assert {viewpoint.type for viewpoint in typed} == {"international", "regional"}
    assert not any(viewpoint.core for viewpoint in typed)


# --- forms that somebody loaded ---


@pytest.mark.parametrize(
    ("label", "leaf"),
    [
        ("拠点のビジョン", "vision-purpose"),
        ("申請の背景", "vision-purpose"),
        ("戦略・計画", "strategy-plan"),
        ("成果目標", "strategy-plan"),
        ("研究開発体制", "staff"),
        ("拠点の実施体制", "staff"),
        ("財務状況", "finance"),
        ("資金計画", "finance"),
        ("施設・設備の概要", "facilities"),
        ("保有する主な研究設備", "facilities"),
        ("知的財産の管理", "contracts-security"),
        ("情報セキュリティ", "contracts-security"),
        ("秘密情報の管理体制", "contracts-security"),
        ("情報セキュリティ体制", "contracts-security"),
        ("人材育成の取組", "training"),
        ("産学連携の進め方", "process"),
        ("共同研究の実績", "outputs"),
        ("地域への波及効果", "outputs"),
    ],
)
def test_the_label_of_an_item_names_its_review_item(label: str, leaf: str, reader: Reader) -> None:
    assert leaf_of(reader, text_item(label)) == leaf


@pytest.mark.parametrize("item", ["研究テーマの名称", "その他特記事項", "天気"])
def test_an_item_that_names_no_review_item_is_left_to_its_words(item: str, reader: Reader) -> None:
    asked = reader.asked(text_item(item))
    assert asked.leaf is None and asked.viewpoints == () and item in asked.query


@pytest.mark.parametrize(
    ("label", "viewpoint"),
    [
        ("利益相反マネジメント", "conflict-of-interest"),
        ("安全保障貿易管理", "export-control"),
        ("秘密情報の管理体制", "confidentiality"),
        ("知的財産の管理", "ip"),
        ("海外展開の計画", "overseas-plan"),
        ("地域の課題と拠点の役割", "local-issue"),
    ],
)
def test_what_the_label_asks_for_by_name_is_core_and_nothing_else_is_asked(
    label: str, viewpoint: str, reader: Reader
) -> None:
    asked = reader.asked(text_item(label))
    assert [v.id for v in asked.viewpoints] == [viewpoint]
    assert asked.viewpoints[0].core or asked.viewpoints[0].type


@pytest.mark.parametrize("label", ["概要", "現状"])
@pytest.mark.parametrize(
    ("heading", "leaf"), [("施設・設備", "facilities"), ("人材育成", "training"), ("財政基盤", "finance")]
)
def test_a_bare_label_belongs_to_the_heading_above_it(label: str, heading: str, leaf: str, reader: Reader) -> None:
    assert leaf_of(reader, text_item(label, path=("様式1", heading))) == leaf


@pytest.mark.parametrize("label", ["取組の内容", "現状と課題", "具体的な計画", "内容", "詳細"])
def test_prose_under_a_heading_is_no_remarks_column(label: str, reader: Reader) -> None:
    asked = reader.asked(text_item(label, path=("3. 人材育成",)))
    assert asked.explains == ""
    assert {viewpoint.id for viewpoint in asked.viewpoints} >= {"students"}


def test_an_instruction_names_the_viewpoints_that_it_asks_for(reader: Reader) -> None:
    item = text_item("3. その他", instruction="情報セキュリティの規程について記載してください。")
    assert viewpoints_of(reader, item) == {"information-security"}


@pytest.mark.parametrize(
    ("label", "leaf"),
    [
        ("利益相反ポリシーを定めているか。", "conflict-of-interest"),
        ("安全保障貿易管理の責任者を置いているか。", "export-control"),
        ("留学生の受入れ時に該非判定を行っているか。", "export-occasions"),
        ("秘密保持契約を締結する手続を定めている。", "trade-secrets"),
        ("間接経費の算定根拠を示しているか。", "cost"),
        ("産学連携本部を設置しているか。", "head-office"),
        ("URAを配置しているか。", "specialists"),
        ("学生と雇用契約を結んでいるか。", None),
        ("駐車場があるか。", None),
    ],
)
def test_a_point_to_check_is_known_by_its_words(label: str, leaf: str | None, reader: Reader) -> None:
    assert leaf_of(reader, choice_item(label)) == leaf


@pytest.mark.parametrize("label", ["備考", "根拠資料", "具体的な取組内容"])
def test_the_remarks_beside_a_point_explain_it(label: str, reader: Reader) -> None:
    point = "利益相反ポリシーを定めているか。"
    asked = reader.asked(text_item(label, path=("チェックシート", point)))
    assert asked.explains == point
    assert asked.leaf is not None and asked.leaf.id == "conflict-of-interest"


# --- figures ---


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("直近3年間の共同研究件数、特許出願件数及び売上高を記載", ["共同研究件数", "特許出願件数", "売上高"]),
        ("専任スタッフの人数を含めて記載してください。", ["専任スタッフの人数"]),
        ("過去5年間の大学発ベンチャーの設立数", ["大学発ベンチャーの設立数"]),
        ("共同研究の件数と金額を年度別に記載", ["共同研究の件数"]),
        ("間接経費の割合", ["間接経費の割合"]),
        ("延床面積", ["延床面積"]),
        ("字数は800字以内。複数回答可。", []),
        ("ページ数は2枚以内、行数は40行とする。", []),
        ("少数でも可。多数の企業の参画を期待する。", []),
        ("金額、件数", []),
        ("", []),
    ],
)
def test_the_figures_that_a_form_asks_for_by_name(text: str, names: list[str]) -> None:
    assert [figure.name for figure in figures_asked(text)] == names


def test_a_figure_knows_its_subject_and_its_units() -> None:
    [figure] = figures_asked("直近3年間の共同研究件数")
    assert set(figure.subject) == {"共同", "研究"} and "件" in figure.units


def test_a_figure_is_asked_for_once(reader: Reader) -> None:
    asked = reader.asked(text_item("共同研究件数", instruction="直近3年間の共同研究件数を記載"))
    assert [figure.name for figure in asked.figures] == ["共同研究件数"]


# --- types ---


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("international", "international"),
        ("国際展開型", "international"),
        (" Regional ", "regional"),
        ("地域貢献", "regional"),
        ("", None),
        ("　", None),
        (None, None),
    ],
)
def test_a_type_has_the_names_that_people_give_it(name: str | None, kind: str | None) -> None:
    assert hub_type_of(name) == kind


@pytest.mark.parametrize("name", ["宇宙型", "both", "国際展開型と地域貢献型", "型", "x" * 5000])
def test_another_name_of_a_type_is_refused_and_shown_short(name: str) -> None:
    with pytest.raises(QuestionRejected, match=name[:10]) as refused:
        hub_type_of(name)
    assert refused.value.code == "draft_type_unknown"
    assert len(refused.value.user_message()) < 200


# --- likeness ---


def test_a_passage_is_closest_to_the_review_item_that_it_is_about(
    knowledge: Knowledge, outlines: dict[str, Outline]
) -> None:
    likeness = ItemLikeness(outlines[APPLICATION], knowledge.questions, knowledge.embedder)
    said = {
        "facilities": "研究棟に走査電子顕微鏡と射出成形機を備え、実験室は企業にも開放している。",
        "training": "学生が企業の課題に取り組む実習と、社会人の講座を開いて人材を育てている。",
        "finance": "収入は共同研究費と会費からなり、財源を多様にして自立した運営を図る。",
    }
    rows = np.asarray(knowledge.embedder.embed_documents(list(said.values())), dtype=np.float32)
    ahead = likeness.of(rows)
    assert set(ahead) == {leaf.id for _, leaf in outlines[APPLICATION].leaves()}
    for at, leaf in enumerate(said):
        assert max(ahead, key=lambda name: ahead[name][at]) == leaf
        assert ahead[leaf][at] > 0 and sum(scores[at] > 0 for scores in ahead.values()) == 1
    assert all(len(scores) == 0 for scores in likeness.of(rows[:0]).values())
