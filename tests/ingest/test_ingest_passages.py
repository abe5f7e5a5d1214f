"""Passages: one topic each, nothing left out, every quote exact."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.ingest.blocks import find_blocks
from advisor.ingest.document import BlockKind, Document, Page, PageState, Passage
from advisor.ingest.passages import make_passages
from advisor.ingest.reading import read_document
from advisor.ingest.report import report

DOCUMENTS = Path(__file__).parents[2] / "corpus" / "documents"
LINES = st.sampled_from(
    "(目的)|① 支援|1. 背景|■ 概要|- 項目その一| - 小項目|選抜の対象|事業名\t連絡先|甲\t03-1234|21|※ 注記|||・"
    f"|締切: 8月27日|{'本文です。' * 9}|{'句、' * 90}|{'あ' * 300}".split("|")
)


def document_of(text: str) -> Document:
    return Document(name="a.txt", media_type="text/plain", text=text, blocks=tuple(find_blocks(text)))


def passages_of(text: str, limit: int = 60) -> list[Passage]:
    return make_passages(document_of(text), len, limit)


def uncovered(document: Document, passages: list[Passage]) -> str:
    left = list(document.text)
    for passage in passages:
        left[passage.start : passage.end] = " " * (passage.end - passage.start)
    return "".join("".join(left).split())


def test_a_heading_stays_with_its_list() -> None:
    (passage,) = passages_of("(対象)\n\n- 国立大学法人\n- 高等専門学校")
    assert passage.text.startswith("(対象)") and passage.text.endswith("高等専門学校")
    assert (passage.context, passage.section) == ("対象", "対象")


def test_a_long_list_is_cut_between_items_and_keeps_its_path() -> None:
    items = [f"- 項目その{number}についての説明" for number in range(9)]
    passages = passages_of("\n".join(["(対象)", "", *items]))
    assert len(passages) > 1
    assert {passage.context for passage in passages} == {"対象"}
    assert [line for passage in passages for line in passage.text.split("\n") if line.startswith("-")] == items


def test_a_row_stands_alone_with_its_header() -> None:
    rows = passages_of("連絡先一覧\n\n事業名\t連絡先\n支援事業\t03-1111\n整備事業\t03-2222")[1:]
    assert [(row.row, row.text) for row in rows] == [(1, "支援事業\t03-1111"), (2, "整備事業\t03-2222")]
    assert {row.context for row in rows} == {"連絡先一覧 > 事業名 | 連絡先"}


def test_the_pieces_of_a_long_row_keep_its_name() -> None:
    members = " ".join(f"第{number}大学" for number in range(60))
    pieces = passages_of(f"ネットワーク\n\n名称\t構成員\n広島県\t{members}\n徳島県\t四国大学")[1:-1]
    assert len(pieces) > 1
    assert {piece.row for piece in pieces} == {1}
    assert all("広島県" in piece.context for piece in pieces[1:])


def test_no_passage_holds_two_topics() -> None:
    passages = passages_of("(対象)\n\n大学です。\n\n(期限)\n\n3年度間です。", limit=500)
    assert [passage.section for passage in passages] == ["対象", "期限"]


def test_a_deadline_is_found_by_itself() -> None:
    line = "公募期間: 7月18日～8月27日12時必着"
    passages = passages_of(f"(公募期間)\n\n{line}\n\n選抜拠点の公表は10月の予定です。", limit=200)
    assert [passage.text == line for passage in passages] == [False, True]


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    sentence = "大学等の拠点を評価し、選抜することにより支援します。"
    passages = passages_of(sentence * 6)
    assert len(passages) > 1
    assert all(passage.text.endswith("。") and len(passage.text) <= 60 for passage in passages)


def test_one_sentence_over_the_limit_stays_whole_and_over_twice_is_cut() -> None:
    assert len(passages_of("大" * 80 + "。")) == 1
    assert max(len(passage.text) for passage in passages_of("、".join(["大学" * 5] * 30) + "。")) <= 60


def test_a_page_number_does_not_stand_alone() -> None:
    assert [passage.text for passage in passages_of("大学が連携して取り組みます。\n\n21")] == [
        "大学が連携して取り組みます。\n\n21"
    ]


def test_a_deep_item_keeps_the_item_above_in_its_context() -> None:
    items = "\n".join(f" - 小さな項目その{number}の長い説明" for number in range(8))
    assert "予算事業との連携" in passages_of(f"- 予算事業との連携\n{items}")[-1].context


def test_a_long_context_is_cut_from_the_outside() -> None:
    document = document_of("大学です。")
    path = ("外側の章の長い題名です" * 2, "内側の節")
    block = document.blocks[0].model_copy(update={"headings": path})
    (passage,) = make_passages(document.model_copy(update={"blocks": (block,)}), len, 60)
    assert passage.context == "内側の節"
    assert passage.section == " > ".join(path)


def test_pages_are_not_mixed_and_bad_ones_left_out() -> None:
    texts = ["一頁です。", "二頁です。", "三頁です。"]
    text = "\n\n".join(texts)
    spans = [(text.index(part), text.index(part) + len(part)) for part in texts]
    states = [PageState.OK, PageState.GARBLED, PageState.OK]
    pages = tuple(
        Page(number=n, start=s, end=e, state=state) for n, (s, e), state in zip((1, 2, 3), spans, states, strict=True)
    )
    blocks = [block for page in pages for block in find_blocks(text, page.start, page.end, page=page.number)]
    document = Document(name="a.pdf", media_type="application/pdf", text=text, pages=pages, blocks=tuple(blocks))
    assert [(passage.page, passage.text) for passage in make_passages(document, len, 60)] == [
        (1, "一頁です。"),
        (3, "三頁です。"),
    ]


def test_a_limit_too_small_is_refused() -> None:
    with pytest.raises(ValueError, match="max_tokens"):
        passages_of("大学です。", limit=3)


def test_the_report_counts_tables_and_passages() -> None:
    document = document_of("表一\n\n名称\t区分\n甲\t乙\n丙\t丁\n\n本文です。\n\n甲\t乙")
    made = report(document, make_passages(document, len, 60))
    assert (made.tables, made.characters, made.pages) == (2, len(document.text), 0)
    assert made.passages == len(make_passages(document, len, 60))


@pytest.mark.parametrize("path", sorted(DOCUMENTS.glob("*.txt")), ids=lambda path: path.stem)
def test_the_bundled_documents_are_covered(path: Path) -> None:
    document = read_document(path)
    passages = make_passages(document, len, 240)
    assert uncovered(document, passages) == ""
    assert all(passage.text == document.text[passage.start : passage.end] for passage in passages)
    rows = sum(block.kind is BlockKind.TABLE_ROW for block in document.blocks)
    assert sum(passage.row is not None for passage in passages) >= rows


@given(st.one_of(st.text(), st.lists(LINES).map("\n".join)), st.integers(16, 200))
def test_passages_are_exact_and_cover_everything(text: str, limit: int) -> None:
    document = document_of(text)
    passages = make_passages(document, len, limit)
    assert all(passage.text == text[passage.start : passage.end] and passage.text.strip() for passage in passages)
    assert uncovered(document, passages) == ""


@given(st.lists(LINES).map("\n".join))
def test_a_passage_stays_below_one_heading(text: str) -> None:
    document = document_of(text)
    for passage in make_passages(document, len, 60):
        inside = [block for block in document.blocks if passage.start <= block.start < passage.end]
        heads = [block for block in inside if block.kind is BlockKind.HEADING]
        assert [head.level for head in heads] == sorted({head.level for head in heads})
        assert inside[: len(heads)] == heads
