"""Uploads: a name made harmless, limits, types by content, and the reasons why a file is not taken."""

import hashlib
import io
import unicodedata
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from office_files import PICTURE, book_of, deck, form_docx, results_book, saved
from reportlab.pdfgen.canvas import Canvas

from advisor.errors import AdvisorError, DocumentUnreadable, UploadRejected
from advisor.evidence.file_names import MAX_NAME_CHARS, clean_file_name, distinct_name, divided
from advisor.evidence.limits import Limits
from advisor.evidence.notes import reading_notes
from advisor.evidence.receiving import receive
from advisor.ingest.document import IngestReport
from advisor.ingest.report import report
from advisor.messages import Language

LIMITS = Limits()


def pdf(*pages: str) -> bytes:
    """A page for each text; one without text gets a filled box."""
    out = io.BytesIO()
    canvas = Canvas(out)
    for text in pages:
        if text:
            canvas.drawString(50, 700, text)
        else:
            canvas.rect(100, 100, 200, 200, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("資料.txt", "中身")
    return out.getvalue()


def refusal(data: bytes, name: str, limits: Limits = LIMITS) -> AdvisorError:
    with pytest.raises((UploadRejected, DocumentUnreadable)) as caught:
        receive(data, name, limits)
    assert clean_file_name(name) in caught.value.user_message(Language.JA)
    assert clean_file_name(name) in caught.value.user_message(Language.EN)
    return caught.value


def test_a_file_is_received_with_its_text_size_and_hash() -> None:
    data = results_book()
    received = receive(data, "C:\\共有\\実績.XLSX", LIMITS)
    assert (received.clean_name, received.document.name, received.pages) == ("実績.XLSX", "実績.XLSX", 2)
    assert (received.size_bytes, received.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    assert "共同研究" in received.document.text


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\計画.docx", "計画.docx"),
        ("...計画.docx", "計画.docx"),
        (".pdf", "無題.pdf"),
        ("", "無題"),
        ("..", "無題"),
        ("folder/", "folder"),
        ("計画\r\nSet-Cookie: a=b.txt", "計画 Set-Cookie: a=b.txt"),
        ("計画\u202efdp.exe\x00.pdf", "計画fdp.exe.pdf"),
        ("か\u3099んばる.pdf", "がんばる.pdf"),
        ("第 1 期\u3000計画 .pdf ", "第 1 期 計画.pdf"),
        ("あ" * 300 + ".xlsx", "あ" * 195 + ".xlsx"),
        ("令和6.4月分の報告", "令和6.4月分の報告"),
        ("\ud800計画.pdf", "計画.pdf"),
    ],
)
def test_a_name_is_made_harmless(name: str, clean: str) -> None:
    assert clean_file_name(name) == clean


UNKIND = st.text(
    st.sampled_from("a.あ/\\ \n\t\r\x00\u202e\u200b\u2028\u3000\u0301か\u3099PDFpdf\ud800\ufeff-") | st.characters()
)


@given(UNKIND)
def test_a_clean_name_is_short_visible_and_stays_as_it_is(name: str) -> None:
    clean = clean_file_name(name)
    assert 1 <= len(clean) <= MAX_NAME_CHARS
    assert clean == clean_file_name(clean) == unicodedata.normalize("NFC", clean)
    assert not set(clean) & set("/\\") and not clean.startswith(".") and clean == clean.strip(". ")
    assert all(unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp") for char in clean)
    clean.encode("utf-8")


@given(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=300), st.sampled_from([".pdf", ".XLSX"]))
def test_a_clean_name_keeps_its_extension(stem: str, extension: str) -> None:
    assert divided(clean_file_name(stem + extension))[1] == extension


@given(st.lists(st.sampled_from(["資料.pdf", "資料.PDF", "資料 (2).pdf", "あ" * 196 + ".pdf", "無題"]), max_size=8))
def test_files_of_one_name_are_told_apart(names: list[str]) -> None:
    taken: list[str] = []
    for name in names:
        found = distinct_name(name, taken)
        assert found.casefold() not in {other.casefold() for other in taken}
        assert len(found) <= MAX_NAME_CHARS and divided(found)[1] == divided(name)[1]
        taken.append(found)
    assert distinct_name("別.pdf", taken) == "別.pdf"
    assert distinct_name("資料.pdf", ["資料.pdf", "資料 (2).pdf"]) == "資料 (3).pdf"


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (archive(), "計画.pdf", "evidence_type_mismatch"),
        (results_book(), "計画.docx", "evidence_type_mismatch"),
        (deck(), "計画.xlsx", "evidence_type_mismatch"),
        (form_docx(), "計画.txt", "evidence_type_mismatch"),
        (pdf("plan"), "計画.docx", "evidence_type_mismatch"),
        (pdf("plan"), "計画.md", "evidence_type_mismatch"),
        (PICTURE, "写真.png", "evidence_is_image"),
        (PICTURE, "写真.pdf", "evidence_is_image"),
        (b"\xff\xd8\xff\xe0" + bytes(20), "写真.jpg", "evidence_is_image"),
        (archive(), "資料一式.zip", "evidence_is_archive"),
        (b"\x1f\x8b\x08" + bytes(20), "資料一式.gz", "evidence_is_archive"),
        (b"\xd0\xcf\x11\xe0" + bytes(20), "計画.doc", "evidence_old_format"),
        (b"\xd0\xcf\x11\xe0" + bytes(20), "計画.jtd", "evidence_old_format"),
        (b"\xd0\xcf\x11\xe0" + bytes(20), "計画.docx", "document_encrypted"),
        (b"\xd0\xcf\x11\xe0" + bytes(20), "計画.pdf", "evidence_type_mismatch"),
        (b"MZ\x90\x00", "計画.exe", "document_format_unknown"),
        (b"plan", "計画", "document_format_unknown"),
        (pdf("", ""), "走査.pdf", "pdf_image_only"),
        (pdf("plan")[:-300], "計画.pdf", "pdf_truncated"),
        (results_book()[:-200], "計画.xlsx", "document_damaged"),
        (b"", "計画.txt", "document_empty"),
        (bytes(range(256)) * 8, "計画.csv", "document_binary"),
    ],
)
def test_a_file_that_is_not_taken_says_why(data: bytes, name: str, code: str) -> None:
    assert refusal(data, name).code == code


def test_pictures_only_are_told_with_what_to_do() -> None:
    message = refusal(pdf("", "", ""), "走査.pdf").user_message()
    assert "3ページ" in message and "画像だけ" in message and "OCR" in message


def test_a_text_that_speaks_of_pdf_is_a_text() -> None:
    assert receive("先頭は %PDF-1.7 です。".encode(), "覚書.txt", LIMITS).document.text.startswith("先頭は")


@pytest.mark.parametrize(
    ("limits", "code", "limit"),
    [
        (Limits(max_file_bytes=100), "evidence_too_large", "0.1MB"),
        (Limits(max_pages=1), "evidence_too_many_pages", "1ページ"),
        (Limits(max_characters=20), "evidence_too_long", "20字"),
    ],
)
def test_a_file_over_a_limit_is_told_the_limit(limits: Limits, code: str, limit: str) -> None:
    fault = refusal(pdf("a plan of the fictional hub", "b"), "計画.pdf", limits)
    assert fault.code == code and limit in fault.user_message()


def test_a_dossier_takes_so_many_files_and_bytes() -> None:
    limits = Limits(max_files=2, max_total_bytes=3_000_000)
    limits.check_room(files=1, total_bytes=2_000_000, size_bytes=1_000_000)
    for files, size, code, told in ((2, 1, "too_many_files", "2"), (1, 1_500_000, "total_too_large", "3MB")):
        with pytest.raises(UploadRejected) as caught:
            limits.check_room(files=files, total_bytes=2_000_000, size_bytes=size)
        assert caught.value.code == f"evidence_{code}" and told in caught.value.user_message()


def test_what_was_not_read_is_said() -> None:
    book = book_of({"計": [["項目", "値", "年"], ["甲", "=1+1", 2023]], "図": [[]], "密": [["秘密"]]})
    book["密"].sheet_state = "hidden"
    document = receive(saved(book), "計.xlsx", LIMITS).document
    notes = reading_notes(report(document, []))
    assert [note[:2] for note in notes] == ["2ペ", "計算", "非表"] and "秘密" not in "".join(notes)
    many = IngestReport(name="a", pages=20, passages=0, tables=0, characters=0, garbled_pages=tuple(range(1, 15)))
    assert reading_notes(many, Language.EN)[0].endswith("9, 10 and 4 more.")
