"""Descriptions into real files, made by the libraries that people's tools use."""

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from evals.drafting.making_docx import docx_bytes
from evals.drafting.making_pdf import pdf_bytes
from evals.drafting.making_pptx import pptx_bytes
from evals.drafting.making_xlsx import xlsx_bytes
from evals.drafting.sets import Book, Content, Deck, Pages, Plain, Rows


def make_files(files: Mapping[str, Content], folder: Path) -> list[Path]:
    """Write every described file below `folder`, which must exist. The ending of a name says the kind."""
    made = [folder / name for name in files]
    for path, content in zip(made, files.values(), strict=True):
        path.write_bytes(file_bytes(path.suffix, content))
    return made


def file_bytes(suffix: str, content: Content) -> bytes:
    """The file of a kind; ValueError when the description is for another kind."""
    match suffix, content:
        case ".pdf", Pages():
            return pdf_bytes(content)
        case ".docx", Pages():
            return docx_bytes(content)
        case ".xlsx", Book():
            return xlsx_bytes(content)
        case ".pptx", Deck():
            return pptx_bytes(content)
        case ".csv", Rows():
            return csv_bytes(content)
        case ".txt", Plain():
            return content.text.encode(content.encoding)
    raise ValueError(f"{type(content).__name__} cannot become a {suffix} file")


def csv_bytes(rows: Rows) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows.rows)
    return text.getvalue().encode(rows.encoding)
