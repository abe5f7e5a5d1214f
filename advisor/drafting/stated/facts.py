"""Dates of founding and names of posts, as the files state them. Pure."""

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from advisor.drafting.model import FileCitation
from advisor.drafting.stated.comparing import same_organisation
from advisor.drafting.stated.fact_reading import StatedFact, founding_in, founding_in_row, posts_in
from advisor.drafting.stated.folded import fold
from advisor.drafting.stated.labels import HUB, UNIVERSITY, WHOLE
from advisor.drafting.stated.measure import EvidenceFile
from advisor.drafting.stated.periods import Point
from advisor.drafting.stated.pieces import blocks_of, lines_of, page_at, sentences_of, tables_of


class PlacedFact(StatedFact):
    """A fact with its place."""

    place: FileCitation


def facts_in(files: Sequence[EvidenceFile]) -> tuple[PlacedFact, ...]:
    """The dates of founding and the holders of posts that the files state, in the files' order."""
    return tuple(
        PlacedFact(**fact.model_dump(), place=_place(file, start, end, page))
        for file in files
        for fact, start, end, page in _of_file(file)
    )


def differing_facts(facts: Sequence[PlacedFact]) -> list[list[PlacedFact]]:
    """The sets of facts about the same thing that cannot all hold, each with all its places."""
    found: list[list[PlacedFact]] = []
    for key in dict.fromkeys((fact.kind, fact.post) for fact in facts):
        group = [fact for fact in facts if (fact.kind, fact.post) == key]
        named = frozenset(fact.organisation for fact in group) - {"", HUB, UNIVERSITY, WHOLE}
        pairs = [
            (one, other)
            for one, other in combinations(group, 2)
            if same_organisation(one.organisation, other.organisation, named)
        ]
        differing = {id(fact) for pair in pairs if _differ(*pair) for fact in pair}
        beside = {id(one) for pair in pairs for one in pair if any(id(other) in differing for other in pair)}
        if differing:
            found.append([fact for fact in group if id(fact) in differing | beside])
    return found


def _differ(one: PlacedFact, other: PlacedFact) -> bool:
    if (one.place.file_id, one.place.file, one.place.start) == (
        other.place.file_id,
        other.place.file,
        other.place.start,
    ):
        return False
    if one.kind == "post":
        if one.year is not None and other.year is not None and one.year != other.year:
            return False
        return not (one.name.startswith(other.name) or other.name.startswith(one.name))
    return one.point is not None and other.point is not None and not _dates_agree(one.point, other.point)


def _dates_agree(one: Point, other: Point) -> bool:
    """A year agrees with a day in it; a fiscal year with a day in its twelve months."""
    bases = {one.basis, other.basis}
    if "fiscal" in bases and bases != {"fiscal"}:
        fiscal, exact = (one, other) if one.basis == "fiscal" else (other, one)
        return exact.fiscal_year == fiscal.year if exact.month else exact.year in (fiscal.year, fiscal.year + 1)
    if one.year != other.year or (one.month and other.month and one.month != other.month):
        return False
    return not (one.day and other.day and one.day != other.day)


def _of_file(file: EvidenceFile) -> Iterator[tuple[StatedFact, int, int, int | None]]:
    document = file.document
    for table in tables_of(document):
        for row in table.rows:
            for fact in [*founding_in_row(row.cells), *posts_in("\t".join(row.cells))]:
                yield fact, row.start, row.end, table.page
    for sentence in sentences_of(document):
        text = fold(document.text, sentence.start, sentence.end).text
        for fact in [*founding_in(text), *posts_in(text)]:
            yield fact, sentence.start, sentence.end, sentence.page
    blocks = blocks_of(document)
    for line, after in pairwise(lines_of(document)):  # a PDF gives the cells of a row a line each
        cells = (line.text, after.text)
        for fact in [*founding_in_row(cells), *posts_in("\t".join(cells), whole=True)]:
            yield fact, line.start, after.end, page_at(document, blocks[line.block], line.start)


def _place(file: EvidenceFile, start: int, end: int, page: int | None) -> FileCitation:
    quote = file.document.text[start:end]
    return FileCitation(file=file.name, file_id=file.id, page=page, quote=quote, start=start, end=end)
