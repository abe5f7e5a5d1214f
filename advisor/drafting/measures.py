"""Every value that the applicant's files state by figure, with its subject, unit, period and place. Pure."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from advisor.drafting.model import FileCitation
from advisor.drafting.orders import gives_orders
from advisor.drafting.stated.context import Context, context_of, day_of_meeting, title_of
from advisor.drafting.stated.folded import Folded, fold
from advisor.drafting.stated.laid_out import laid_out_tables
from advisor.drafting.stated.measure import EvidenceFile, Measure, Told
from advisor.drafting.stated.pieces import Table, blocks_of, lines_of, page_at, sentences_of, tables_of
from advisor.drafting.stated.prose import told_in
from advisor.drafting.stated.tables import told_in_table

# A line that heads what follows, in files whose reader knows no headings: ■ 材料分野.
_MARKED = re.compile(r"[■◆◇□▼▽]\s*[^。、:\d]{2,20}|【[^【】。、:\d]{2,20}】")

__all__ = ["EvidenceFile", "Measure", "measures_in"]


def measures_in(files: Sequence[EvidenceFile]) -> tuple[Measure, ...]:
    """The stated values of all files, in the files' order and in reading order within tables and within sentences."""
    return tuple(measure for file in files for measure in _Reader(file).read())


class _Reader:
    """Reads one file."""

    def __init__(self, file: EvidenceFile) -> None:
        self._file = file
        self._document = file.document
        self._blocks = blocks_of(file.document)
        self._title = title_of(file.document.text, self._blocks)
        self._meeting = day_of_meeting(file.name, self._title, file.document.text)

    def read(self) -> Iterator[Measure]:
        for table in tables_of(self._document):
            yield from self._table(table, table.headings)
        taken: list[tuple[int, int]] = []
        for table, _, _ in laid_out_tables(lines_of(self._document)):
            block = self._blocks[table.block]
            taken.append((table.rows[0].start, table.rows[-1].end))
            page = page_at(self._document, block, table.rows[0].start)
            yield from self._table(table.model_copy(update={"page": page}), block.headings)
        yield from self._sentences(taken)

    def _table(self, table: Table, headings: tuple[str, ...]) -> Iterator[Measure]:
        context = self._context(headings, table.caption)
        for row, told in told_in_table(table, context):
            text = fold(self._document.text, row.start, row.end)
            yield self._measure(told, context, "row", table.block, (row.start, row.end), table.page, text)

    def _sentences(self, taken: list[tuple[int, int]]) -> Iterator[Measure]:
        before: Told | None = None
        above: tuple[tuple[str, ...], str] = ((), "")
        for sentence in sentences_of(self._document):
            if any(start <= sentence.start < end for start, end in taken):
                continue
            if gives_orders(self._document.text[sentence.start : sentence.end]):
                continue  # a figure that somebody wants written is no figure that a file states
            text = fold(self._document.text, sentence.start, sentence.end)
            if _MARKED.fullmatch(text.text):
                above = (sentence.headings, text.text)
            marked = above[1:] if above[1] and above[0] == sentence.headings else ()
            context = self._context((*sentence.headings, *marked))
            found = told_in(text.text, context, before=before)
            before = found[0] if found else None
            for told in found:
                span = (sentence.start, sentence.end)
                yield self._measure(told, context, "sentence", sentence.block, span, sentence.page, text)

    def _context(self, headings: tuple[str, ...], caption: str = "") -> Context:
        return context_of(self._file.name, self._title, headings, caption, self._meeting)

    def _measure(
        self,
        told: Told,
        context: Context,
        origin: Literal["sentence", "row"],
        block: int,
        span: tuple[int, int],
        page: int | None,
        text: Folded,
    ) -> Measure:
        label = told.label
        kind = told.figure.unit.kind if told.figure.unit else ""
        place = FileCitation(
            file=self._file.name,
            file_id=self._file.id,
            page=page,
            quote=self._document.text[span[0] : span[1]],
            start=span[0],
            end=span[1],
        )
        return Measure(
            subject=label.shown,
            words=label.words,
            unit=kind,
            figure=told.figure,
            written=_as_written(self._document.text, text, told.written),
            period=label.period or context.period,
            inherited=label.period is None and context.period is not None,
            qualifiers=label.qualifiers,
            organisation=label.organisation,
            part=context.part,
            section=context.section - label.words,
            origin=origin,
            block=block,
            place=place,
        )


def _as_written(document: str, text: Folded, written: str) -> str:
    at = text.text.find(written)
    if at < 0 or not written:
        return written
    start, end = text.span(at, at + len(written))
    return document[start:end]
