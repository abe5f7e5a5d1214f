"""A table (CSV) of past inquiries → inquiries with the answers they got. Pure."""

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Sequence
from datetime import datetime

from advisor.dates import now as this_moment
from advisor.errors import DocumentUnreadable
from advisor.ingest.decoding import decode
from advisor.inquiries.records import Channel, Incoming
from advisor.mail.cleaning import MAX_SUBJECT_CHARS, clean_text, one_line, valid_email
from advisor.mail.cutting import cut
from advisor.mail.dates import written_moment
from advisor.mail.past_columns import columns
from advisor.messages import Language, say
from advisor.values import Value

MAX_ROWS, MAX_BYTES, MAX_CELL_CHARS = 100_000, 50_000_000, 50_000
HEADER_WITHIN = 10  # rows: a title may stand above the header
_DELIMITERS = ",\t;"


class SkippedRow(Value):
    """A row that is no inquiry. `row`: as a spreadsheet counts, the header included; `code`: mail.toml, `skipped_…`."""

    row: int
    code: str

    def reason(self, language: Language = Language.JA) -> str:
        """Why, in words."""
        return say(f"mail.skipped_{self.code}", language, limit=MAX_CELL_CHARS)


class PastTable(Value):
    """What a table of past inquiries holds, in its order."""

    rows: tuple[Incoming, ...]
    skipped: tuple[SkippedRow, ...]


def past_inquiries(data: bytes, name: str = "CSV", now: datetime | None = None) -> PastTable:
    """The inquiries of a CSV file in UTF-8, UTF-16, Shift_JIS or EUC-JP. A row without a question is skipped.

    Where a row has no readable date, it was received when it was answered, or else `now`, with a fault. Cells are text
    whatever they look like: a formula is never computed.

    Raises DocumentUnreadable: "document_binary", "document_empty", "past_too_large", "past_too_many_rows",
    "past_no_question".
    """
    if len(data) > MAX_BYTES:
        raise DocumentUnreadable("past_too_large", limit_mb=MAX_BYTES // 1_000_000)
    text = decode(data, name).removeprefix("\ufeff")
    if not text.strip():
        raise DocumentUnreadable("document_empty", name=name)
    delimiter, at, fields = _header(text)
    moment = now or this_moment()
    rows: list[Incoming] = []
    skipped: list[SkippedRow] = []
    for number, cells in enumerate(_rows(text, delimiter), start=1):
        if number <= at or not any(cell.strip() for cell in cells):
            continue
        if number - at > MAX_ROWS:
            raise DocumentUnreadable("past_too_many_rows", limit=MAX_ROWS)
        if any(len(cell) > MAX_CELL_CHARS for cell in cells):
            skipped.append(SkippedRow(row=number, code="cell_too_long"))
        elif not _cell(cells, fields, "question").strip():
            skipped.append(SkippedRow(row=number, code="no_question"))
        else:
            rows.append(_incoming(cells, fields, moment))
    return PastTable(rows=tuple(rows), skipped=tuple(skipped))


def _header(text: str) -> tuple[str, int, dict[str, int]]:
    """The separator, the number of the header's row and the columns it names: where most are known."""
    found: list[tuple[str, int, dict[str, int]]] = []
    for delimiter in _DELIMITERS:
        for number, cells in enumerate(_rows(text[:100_000], delimiter), start=1):
            if number > HEADER_WITHIN:
                break
            fields = columns(cells[:200])
            if "question" in fields:
                found.append((delimiter, number, fields))
                break
    if not found:
        raise DocumentUnreadable("past_no_question")
    return max(found, key=lambda each: len(each[2]))


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    """Rows of cells. A cell longer than the library takes is a quotation mark that is never closed: its row is given
    as one cell that is too long, and the table ends."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        yield from reader
    except csv.Error:
        yield ["x" * (MAX_CELL_CHARS + 1)]


def _cell(cells: Sequence[str], fields: dict[str, int], field: str) -> str:
    at = fields.get(field)
    return cells[at] if at is not None and at < len(cells) else ""


def _incoming(cells: Sequence[str], fields: dict[str, int], now: datetime) -> Incoming:
    written = _cell(cells, fields, "received")
    received, replied = written_moment(written), written_moment(_cell(cells, fields, "replied"))
    parts = cut(clean_text(_cell(cells, fields, "question")))
    told = json.dumps([cell.strip() for cell in cells], ensure_ascii=False)
    fault = () if received else ("date_unreadable" if written.strip() else "date_missing",)
    return Incoming(
        channel=Channel.CSV,
        key=f"csv:{hashlib.sha256(told.encode('utf-8', 'replace')).hexdigest()}",
        sender_name=one_line(_cell(cells, fields, "name")),
        sender_email=valid_email(_cell(cells, fields, "email")),
        organisation=one_line(_cell(cells, fields, "organisation")),
        subject=one_line(_cell(cells, fields, "subject"), MAX_SUBJECT_CHARS),
        body=parts.body,
        quoted=parts.quoted,
        signature=parts.signature,
        received_at=received or replied or now,
        faults=fault,
        past_reply=clean_text(_cell(cells, fields, "answer")).strip(),
        past_replied_at=replied,
    )
