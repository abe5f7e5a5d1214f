"""The applicant's files: sending them, a receipt for each, deleting them. Pure."""

from collections.abc import Sequence
from html import escape

from advisor.dossiers.records import DeletedFile, Receipt
from advisor.evidence.notes import reading_notes
from advisor.ingest.reading import EXTENSIONS
from advisor.settings import Settings
from app.ui.drafting.wording import Wording
from app.ui.tables import Cell, table_html, text_cell
from app.ui.workbench.marks import attributes, button_html, confirmed_html, folded_html, section_html
from app.ui.workbench.sending import sending_data
from app.ui.workbench.wording import moment_words, size_words

_HASH_SHOWN = 12


def files_html(
    receipts: Sequence[Receipt],
    deleted: Sequence[DeletedFile],
    settings: Settings,
    wording: Wording,
    opened: bool = True,
) -> str:
    """The whole part. What is told while files are sent stands between the field and the receipts.

    `opened`: whether the receipts are unfolded.
    """
    limits = wording.text(
        "files_hint",
        kinds=", ".join(EXTENSIONS),
        file_mb=settings.evidence_file_mb,
        pages=settings.evidence_pages,
        files=settings.evidence_files,
        total_mb=settings.evidence_total_mb,
    )
    field = (
        f'<div class="field field-wide"><label for="draft-files">{wording.html("files_add")}</label>'
        f'<p class="hint" id="draft-files-hint">{escape(limits)}</p>'
        f'<input type="file" id="draft-files" multiple accept="{",".join(EXTENSIONS)}" '
        f'aria-describedby="draft-files-hint" {attributes(sending_data(settings.evidence_file_mb, wording))}></div>'
    )
    notes = '<div class="sending" data-sending></div>'
    shown = f'<div data-part="receipts">{receipts_html(receipts, deleted, wording, opened)}</div>'
    return section_html("draft-files", wording.text("files_title"), field + notes + shown)


def receipts_html(
    receipts: Sequence[Receipt], deleted: Sequence[DeletedFile], wording: Wording, opened: bool = True
) -> str:
    """A row for each file, and the names of those that were deleted."""
    if receipts:
        columns = [wording.text(f"column_{name}") for name in ("file", "size", "pages", "hash", "reading", "delete")]
        rows = [_row(receipt, wording) for receipt in receipts]
        table = table_html(wording.text("receipts", n=len(rows)), columns, rows, "stacked")
        shown = folded_html(wording.text("receipts_folded", n=len(rows)), table, "more", opened)
    else:
        shown = f'<p class="hint">{wording.html("files_none")}</p>'
    return shown + "".join(
        f'<p class="hint">{wording.html("file_deleted", name=file.name, at=moment_words(file.at))}</p>'
        for file in deleted
    )


def _row(receipt: Receipt, wording: Wording) -> list[Cell]:
    delete = button_html(wording.text("delete_sure"), "remove", "danger", file=receipt.id)
    confirm = confirmed_html(
        wording.text("delete"),
        wording.text("delete_question", name=receipt.name),
        delete,
        wording.text("delete_named", name=receipt.name),
    )
    return [
        text_cell(receipt.name, header=True),
        Cell(html=escape(size_words(receipt.size_bytes)), classes="short-cell"),
        text_cell(str(receipt.pages) if receipt.pages else wording.text("no_pages")),
        Cell(html=_hash_html(receipt.sha256, wording)),
        Cell(html=_reading_html(receipt, wording)),
        Cell(html=confirm),
    ]


def _hash_html(sha256: str, wording: Wording) -> str:
    short = escape(sha256[:_HASH_SHOWN])
    label = wording.html("hash_whole", short=sha256[:_HASH_SHOWN])
    return (
        f'<details class="hash" title="{escape(sha256)}"><summary aria-label="{label}">{short}…</summary>'
        f"<code>{escape(sha256)}</code></details>"
    )


def _reading_html(receipt: Receipt, wording: Wording) -> str:
    """How much was read, and what could not be used."""
    read = f"<p>{wording.html('read', characters=f'{receipt.report.characters:,}')}</p>"
    notes = "".join(f"<li>{escape(note)}</li>" for note in reading_notes(receipt.report, wording.language))
    return read + (f'<ul class="reading-notes">{notes}</ul>' if notes else "")
