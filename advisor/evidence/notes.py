"""What the person who added a file should know about how it was read. Pure."""

from collections.abc import Sequence

from advisor.ingest.document import IngestReport
from advisor.messages import Language, say

SHOWN_PAGES = 10


def reading_notes(report: IngestReport, language: Language = Language.JA) -> tuple[str, ...]:
    """A sentence each for pages without text, unreadable pages, formulas without a value and hidden parts."""
    notes = [
        say(f"evidence.{key}", language, pages=_list(pages, language))
        for key, pages in (("garbled_pages", report.garbled_pages), ("empty_pages", report.empty_pages))
        if pages
    ]
    counts = (("uncomputed", report.uncomputed), ("hidden", report.hidden))
    return tuple(notes + [say(f"evidence.{key}", language, count=count) for key, count in counts if count])


def _list(pages: Sequence[int], language: Language) -> str:
    shown = ", ".join(map(str, pages[:SHOWN_PAGES]))
    left = len(pages) - SHOWN_PAGES
    return shown if left <= 0 else say("evidence.and_more", language, pages=shown, count=left)
