"""What the look of a line in official text says about it."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.ingest.blocks import find_blocks
from advisor.ingest.document import Block, BlockKind
from advisor.ingest.reading import read_document
from advisor.ingest.tables import header_cells, header_rows

DOCUMENTS = Path(__file__).parents[2] / "corpus" / "documents"
CALL_7 = "j-innovation-hub-call-7-guidelines.txt"
CSTI = "csti-university-promotion-package-2021.txt"
LOOKS = st.sampled_from(
    """(目的)
① 支援
② 支援
1. 背景
2. 対象
■ 概要
●課題
○例
- 項目
 - ✓ 小項目
【参考】
<審査項目>
選抜の対象
事業名	連絡先
甲	03-1234
本文です。
途中で切れる、

12/23時点
1. 背景 -----	3""".splitlines()
)


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind.value, text[block.start : block.end]) for block in find_blocks(text)]


def block_with(text: str, blocks: tuple[Block, ...], words: str) -> Block:
    return next(block for block in blocks if words in text[block.start : block.end] and block.kind != "heading")


@pytest.mark.parametrize(
    "title", ["(目的)", "① 支援措置", "■ 支援措置", "【支援措置】", "<審査項目>", "1. 支援措置", "選抜の対象"]
)
def test_a_marked_or_lone_line_over_a_sentence_is_a_heading(title: str) -> None:
    assert kinds(f"{title}\n\n大学が対象です。") == [("heading", title), ("paragraph", "大学が対象です。")]


def test_circled_sentences_are_list_items() -> None:
    assert [kind for kind, _ in kinds("①書面審査を行う。\n\n②ヒアリングを行う。")] == ["list_item", "list_item"]


def test_circled_lines_that_follow_each_other_are_a_list() -> None:
    assert [kind for kind, _ in kinds("審査項目\n\n① 拠点の背景\n② 拠点の基盤")] == [
        "heading",
        "list_item",
        "list_item",
    ]


def test_a_sentence_broken_over_lines_is_one_paragraph() -> None:
    text = "本文に「所属組\n\n織」を明記の上、\n電子メールをお送りください。"
    assert kinds(text) == [("paragraph", text)]


def test_a_remark_in_brackets_belongs_to_its_item() -> None:
    text = "・拠点の背景\n\n(ビジョンと目的、戦略・計画)"
    assert kinds(text) == [("list_item", text)]


def test_values_and_addresses_are_no_headings() -> None:
    text = "E-mail: a@example.jp\n\n日時: 7月24日\n\n大学が対象です。"
    assert {kind for kind, _ in kinds(text)} == {"paragraph"}


def test_nested_items_are_deeper() -> None:
    assert [block.level for block in find_blocks("- 予算事業\n - サポイン事業\n - J-NEXUS\n- その他")] == [1, 2, 2, 1]


def test_a_later_number_stands_beside_the_earlier_one() -> None:
    text = "特区制度について\n\n1. 制度とは\n\n- 規制の特例\n\n特例の例\n\n- 通訳\n\n2. 制度の構成\n\n- 提案"
    assert find_blocks(text)[-1].headings == ("特区制度について", "2. 制度の構成")


def test_contents_name_the_chapters() -> None:
    text = "目 次\n\n1. 背景 -----\t3\n2. 今後 -----\t7\n\n1. 背景\n\n大学の現状\n\n本文です。\n\n2. 今後\n\n本文です。"
    assert [block.headings for block in find_blocks(text) if block.kind is BlockKind.PARAGRAPH] == [
        ("1. 背景", "大学の現状"),
        ("2. 今後",),
    ]


def test_two_header_rows_are_read_as_one() -> None:
    rows = [("", "内閣府", "", "文科省"), ("", "名称", "概要", "名称"), ("広島", "a", "b", "c")]
    assert header_rows(rows) == 2
    assert header_cells(rows[:2]) == ("", "内閣府 名称", "内閣府 概要", "文科省 名称")


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("Go-Tech", ("支援制度", "① 経済産業省各種支援等との連携強化")),
        ("視察候補", ("支援制度", "③ その他の支援")),
        ("地域の課題解決", ("選抜類型", "② 地域貢献型")),
        ("12時必着", ("公募期間",)),
        ("追って、説明会", ("説明会",)),
        ("ランドブレイン", ("申請書提出先・問い合わせ先",)),
    ],
)
def test_the_call_is_read_under_its_headings(words: str, path: tuple[str, ...]) -> None:
    document = read_document(DOCUMENTS / CALL_7)
    assert block_with(document.text, document.blocks, words).headings == path


def test_support_menu_rows_carry_header_and_theme() -> None:
    document = read_document(DOCUMENTS / CSTI)
    rows = [block for block in document.blocks if block.header[:1] == ("事業名",) and block.row]
    assert len({row.headings for row in rows}) >= 4
    assert all(row.headings[-1].startswith("R4年度") for row in rows)
    assert all(row.header == ("事業名", "申請主体", "新規課題採択", "担当部署", "連絡先") for row in rows)


@given(st.one_of(st.text(), st.lists(LOOKS).map("\n".join), st.lists(LOOKS).map("\r\n".join)))
def test_blocks_cover_the_text_in_order(text: str) -> None:
    blocks = find_blocks(text)
    assert all(left.end <= right.start for left, right in pairwise(blocks))
    covered = "".join(text[block.start : block.end] for block in blocks)
    assert "".join(covered.split()) == "".join(text.split())
