"""Forms that were drafted from real files open in an office program, with every answer on the page."""

import io
import re
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest
import sample_docx_forms
import sample_xlsx_forms
from evidence_set import write_evidence_set
from pypdf import PdfReader

from advisor.dates import parse_as_of
from advisor.drafting.one_go import draft_in_one_go
from advisor.forms.outlines import APPLICATION
from advisor.knowledge import Knowledge

pytestmark = pytest.mark.slow
FORMS = {
    "申請用紙.docx": sample_docx_forms.application_form,
    "チェックシート.docx": sample_docx_forms.check_sheet,
    "申請書.xlsx": sample_xlsx_forms.application_form,
    "チェックシート.xlsx": sample_xlsx_forms.check_sheet,
}
BEGINNING = 4  # characters of an answer: a narrow cell cuts the rest


@pytest.fixture(scope="module")
def office() -> str:
    found = shutil.which("soffice")
    if found is None:
        pytest.skip("no soffice (LibreOffice) on PATH")
    return found


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("evidence")
    write_evidence_set(folder)
    return folder


def printed(office: str, contents: bytes, name: str, folder: Path) -> str:
    """All text of the pages that an office program makes of a file, without white space."""
    (folder / name).write_bytes(contents)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / name)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    pages = PdfReader(io.BytesIO((folder / name).with_suffix(".pdf").read_bytes())).pages
    return plain("".join(page.extract_text() for page in pages))


def plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


@pytest.mark.parametrize("name", FORMS)
def test_every_answer_is_on_the_page(
    name: str, office: str, evidence: Path, knowledge: Knowledge, tmp_path: Path
) -> None:
    form = tmp_path / name
    form.write_bytes(FORMS[name]())
    done = draft_in_one_go(str(form), evidence, form.suffix, knowledge, parse_as_of("2025-08-20"), "regional")
    text = printed(office, done.contents, f"filled{form.suffix}", tmp_path)
    answers = [plain(line)[:BEGINNING] for draft in done.drafts for line in draft.text.splitlines()[:1]]
    assert answers
    assert [answer for answer in answers if answer not in text] == []
    assert "未承認" in text


@pytest.mark.parametrize("ending", [".docx", ".xlsx"])
def test_the_outline_opens_with_its_notice(
    ending: str, office: str, evidence: Path, knowledge: Knowledge, tmp_path: Path
) -> None:
    done = draft_in_one_go(APPLICATION, evidence, ending, knowledge, parse_as_of("2025-08-20"))
    text = printed(office, done.contents, f"outline{ending}", tmp_path)
    assert "公式の申請用紙ではありません" in text
    assert all(plain(draft.text)[:BEGINNING] in text for draft in done.drafts)
