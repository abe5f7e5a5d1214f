"""Files of every format, good and bad."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ingest_files import bomb_docx, locked_pdf, pdf_bytes, save_docx

from advisor.errors import DocumentUnreadable
from advisor.ingest.document import Block, Document, PageState
from advisor.ingest.formats import pdf
from advisor.ingest.formats.plain import read_plain
from advisor.ingest.garble import is_garbled
from advisor.ingest.passages import make_passages
from advisor.ingest.reading import READERS, read_document
from advisor.ingest.report import report
from advisor.messages import Language

CALL = [["(公募期間)", "令和7年8月27日(水)12時必着です。"], [], ["(対象)", "高等専門学校が申請できます。"]]
HTML = """<html><head><title>題</title><style>p{color:red}</style></head><body><h1>公募</h1><script>alert(1)</script>
<h2>対象</h2><p>大学が<b>対象</b>です。</p><ul><li>高専<ul><li>専攻科</li></ul></li></ul>
<table><tr><th>事業名</th><th>連絡先</th></tr><tr><td>支援</td><td>03-1</td></tr></table></body></html>"""
MARKDOWN = """# 公募

## 対象

大学が**対象**です。

- 高専
  - 専攻科

| 事業名 | 連絡先 |
|---|---|
| 支援 | 03-1 |
"""


def refusal(path: Path, data: bytes) -> DocumentUnreadable:
    path.write_bytes(data)
    with pytest.raises(DocumentUnreadable) as caught:
        read_document(path)
    assert path.name in caught.value.user_message(Language.JA)
    assert path.name in caught.value.user_message(Language.EN)
    return caught.value


def reads(document: Document) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(block.kind.value, document.text[block.start : block.end], block.headings) for block in document.blocks]


def find(document: Document, words: str) -> Block:
    return next(block for block in document.blocks if words in document.text[block.start : block.end])


def test_pdf_pages_come_from_the_reader(tmp_path: Path) -> None:
    (tmp_path / "call.pdf").write_bytes(pdf_bytes(CALL))
    document = read_document(tmp_path / "call.pdf")
    assert [page.state for page in document.pages] == [PageState.OK, PageState.EMPTY, PageState.OK]
    assert find(document, "12時必着").page == 1
    assert find(document, "高等専門学校").page == 3
    assert find(document, "高等専門学校").headings == ("対象",)
    last = document.pages[2]
    assert "高等専門学校" in document.text[last.start : last.end]


def test_a_garbled_page_is_reported_and_not_indexed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "call.pdf").write_bytes(pdf_bytes(CALL))
    whole = pdf._page_text
    monkeypatch.setattr(pdf, "_page_text", lambda reader, at: "縺ゅ→縺ァ繧ゅ≧荳蠎ｦ" if at == 0 else whole(reader, at))
    document = read_document(tmp_path / "call.pdf")
    passages = make_passages(document, len, 100)
    made = report(document, passages)
    assert (made.pages, made.garbled_pages, made.empty_pages) == (3, (1,), (2,))
    assert {passage.page for passage in passages} == {3}


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.pdf", locked_pdf(pdf_bytes(CALL), "secret"), "document_encrypted"),
        ("a.pdf", pdf_bytes([[], []]), "pdf_image_only"),
        ("a.pdf", pdf_bytes(CALL)[:-400], "pdf_truncated"),
        ("a.pdf", b"not a pdf at all %%EOF", "document_damaged"),
        ("a.docx", bomb_docx(), "document_unpacks_too_large"),
        ("a.docx", b"PK\x03\x04 cut off", "document_damaged"),
        ("a.docx", b"\xd0\xcf\x11\xe0 old word", "document_encrypted"),
        ("a.txt", bytes(range(256)) * 8, "document_binary"),
        ("a.md", b"\x89PNG\r\n\x1a\n\x00\x00", "document_binary"),
        ("a.html", b"<html><script>1</script></html>", "document_empty"),
        ("a.txt", b" \n ", "document_empty"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    assert refusal(tmp_path / name, data).code == code


def test_a_pdf_locked_for_editing_only_is_read(tmp_path: Path) -> None:
    (tmp_path / "call.pdf").write_bytes(locked_pdf(pdf_bytes(CALL), ""))
    assert "12時必着" in read_document(tmp_path / "call.pdf").text


def test_too_many_pages_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_PAGES", 2)
    assert refusal(tmp_path / "call.pdf", pdf_bytes(CALL)).code == "document_too_many_pages"


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(60_000_000)
    with pytest.raises(DocumentUnreadable) as caught:
        read_document(path)
    assert caught.value.code == "document_too_large"


def test_an_unknown_extension_names_the_accepted_ones(tmp_path: Path) -> None:
    message = refusal(tmp_path / "call.xyz", b"text").user_message()
    assert all(extension in message for extension in READERS)


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(DocumentUnreadable) as caught:
        read_document(tmp_path / "gone.pdf")
    assert caught.value.code == "document_missing"


@pytest.mark.parametrize("styles", [True, False])
def test_docx_headings_lists_and_tables(tmp_path: Path, styles: bool) -> None:
    save_docx(tmp_path / "call.docx", styles=styles)
    document = read_document(tmp_path / "call.docx")
    assert find(document, "高等専門学校").kind == "list_item"
    assert find(document, "高等専門学校").headings == ("対象",)
    row = find(document, "03-1234-5678")
    assert (row.row, row.header, row.headings) == (1, ("事業名", "連絡先"), ("公募期間",))


def test_html_structure_without_scripts(tmp_path: Path) -> None:
    (tmp_path / "call.html").write_text(HTML, encoding="utf-8")
    document = read_document(tmp_path / "call.html")
    assert reads(document) == [
        ("heading", "公募", ()),
        ("heading", "対象", ("公募",)),
        ("paragraph", "大学が対象です。", ("公募", "対象")),
        ("list_item", "高専", ("公募", "対象")),
        ("list_item", "専攻科", ("公募", "対象")),
        ("table_header", "事業名\t連絡先", ("公募", "対象")),
        ("table_row", "支援\t03-1", ("公募", "対象")),
    ]
    assert find(document, "専攻科").level == 2


def test_deeply_nested_html_is_read(tmp_path: Path) -> None:
    (tmp_path / "deep.html").write_text("<div>" * 5000 + "底です。", encoding="utf-8")
    assert read_document(tmp_path / "deep.html").text == "底です。"


def test_markdown_is_quoted_as_written(tmp_path: Path) -> None:
    (tmp_path / "call.md").write_text(MARKDOWN, encoding="utf-8")
    document = read_document(tmp_path / "call.md")
    assert document.text == MARKDOWN
    assert reads(document) == [
        ("heading", "# 公募", ()),
        ("heading", "## 対象", ("公募",)),
        ("paragraph", "大学が**対象**です。", ("公募", "対象")),
        ("list_item", "- 高専", ("公募", "対象")),
        ("list_item", "- 専攻科", ("公募", "対象")),
        ("table_header", "| 事業名 | 連絡先 |\n|---|---|", ("公募", "対象")),
        ("table_row", "| 支援 | 03-1 |", ("公募", "対象")),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "iso2022_jp", "utf-16"])
def test_text_in_every_japanese_encoding(tmp_path: Path, encoding: str) -> None:
    text = "公募期間は令和7年8月27日までです。\n高専も申請できます。"
    (tmp_path / "call.txt").write_bytes(text.encode(encoding))
    assert read_document(tmp_path / "call.txt").text == text


def test_euc_without_hiragana_is_not_taken_for_cp932(tmp_path: Path) -> None:
    (tmp_path / "call.txt").write_bytes("経済産業省大学連携推進室".encode("euc_jp"))
    assert read_document(tmp_path / "call.txt").text == "経済産業省大学連携推進室"


@pytest.mark.parametrize("text", ["���募要���", "(cid:12)(cid:33)(cid:4)", "\ue000\ue001公募", "ãƒ»å…¬å‹Ÿ", "ضصثق غعف"])
def test_garbled_text_is_recognised(text: str) -> None:
    assert is_garbled(text)


@pytest.mark.parametrize("text", ["⼤学の⻑", "E-mail: a@example.jp", "ＴＬＯ ①②③ ✓ ⇒ №", "東北大學 产学官", ""])
def test_odd_but_right_text_is_not_garbled(text: str) -> None:
    assert not is_garbled(text)


@given(st.binary())
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        document = read_plain(data, "a.txt")
    except DocumentUnreadable as error:
        assert error.code == "document_binary"
    else:
        assert all(document.text[block.start : block.end].strip() for block in document.blocks)


@given(st.text())
def test_markdown_blocks_cover_the_source(text: str) -> None:
    try:
        document = READERS[".md"](text.encode(), "a.md")
    except DocumentUnreadable as error:
        assert error.code == "document_binary"
        return
    spans = [(block.start, block.end) for block in document.blocks]
    assert "".join("".join(document.text[start:end].split()) for start, end in spans) == "".join(document.text.split())
