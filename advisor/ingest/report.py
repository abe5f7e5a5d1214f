"""What reading a document gave, for the person who added it. Pure."""

from collections.abc import Sequence

from advisor.ingest.document import BlockKind, Document, IngestReport, Page, PageState, Passage


def report(document: Document, passages: Sequence[Passage]) -> IngestReport:
    """Counts of pages, passages, tables and characters, and what could not be used."""
    return IngestReport(
        name=document.name,
        pages=len(document.pages),
        passages=len(passages),
        tables=sum(block.kind is BlockKind.TABLE_ROW and block.row == 1 for block in document.blocks),
        characters=len(document.text),
        garbled_pages=_numbers(document.pages, PageState.GARBLED),
        empty_pages=_numbers(document.pages, PageState.EMPTY),
        uncomputed=document.uncomputed,
        hidden=document.hidden,
    )


def _numbers(pages: Sequence[Page], state: PageState) -> tuple[int, ...]:
    return tuple(page.number for page in pages if page.state is state)
