"""Plans and rules in the applicant's files whose period is over, and how old the newest figures are. Pure."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from advisor.drafting.measures import EvidenceFile, measures_in
from advisor.drafting.model import FileCitation
from advisor.drafting.stated.context import folded, title_of
from advisor.drafting.stated.folded import fold
from advisor.drafting.stated.pieces import blocks_of, lines_of, page_at, sentences_of, tables_of
from advisor.drafting.stated.plan_reading import (
    PLAN,
    RULE,
    NamedPlan,
    base_name,
    is_past,
    is_plan,
    plan_of_one_year,
    plans_in,
)
from advisor.ingest.document import Document
from advisor.values import Value

OLD_AFTER_YEARS = 3  # fiscal years; review wants recent results
_KEY_LINE = re.compile(r"\s*(?:計画|対象|目標)期間\s*:?\s*")
_REPORT_TITLE = re.compile(r"実績|報告|年報|評価|点検|決算|議事")


class ExpiredPlan(Value):
    """A plan or rule that ended on `ended_on`, the last day that its stated period holds."""

    name: str
    ended_on: date
    place: FileCitation


class NewestFigures(Value):
    """The fiscal year of the newest figures of all files, and where one of them stands.

    `is_old`: it lies more than OLD_AFTER_YEARS before that of the day asked for.
    """

    fiscal_year: int
    is_old: bool
    place: FileCitation


class _Piece(Value):
    text: str
    headings: tuple[str, ...]
    start: int
    end: int
    page: int | None
    is_title: bool = False


class _Told(Value):
    plan: str
    ends_on: date
    past: bool
    place: FileCitation


def expired_plans(files: Sequence[EvidenceFile], as_of: date) -> tuple[ExpiredPlan, ...]:
    """The plans, visions, strategies, roadmaps and rules whose stated period ended before `as_of`, in the files' order.

    A year is a fiscal one unless it says 年 and ends on 31 March of the next. Left out: reports on what a plan gave,
    and a plan of which the files also hold one that still runs (its successor, or its own longer period).
    """
    told = [one for file in files for one in _of_file(file)]
    running = {base_name(one.plan) for one in told if one.ends_on >= as_of}
    found: dict[tuple[str, date], ExpiredPlan] = {}
    for one in told:
        if one.ends_on >= as_of or one.past or _has_successor(base_name(one.plan), running):
            continue
        key = (base_name(one.plan), one.ends_on)
        found.setdefault(key, ExpiredPlan(name=one.plan, ended_on=one.ends_on, place=one.place))
    return tuple(found.values())


def newest_figures(files: Sequence[EvidenceFile], as_of: date) -> NewestFigures | None:
    """The newest fiscal year that a figure of results (no goal, no forecast) is told of; None: no figure tells one."""
    dated = [
        (measure.period.last.fiscal_year or measure.period.last.year, measure.place)
        for measure in measures_in(files)
        if measure.period is not None and not measure.qualifiers & {"目標", "見込"}
    ]
    this_year = as_of.year if as_of.month >= 4 else as_of.year - 1
    past = [one for one in dated if one[0] <= this_year]
    if not past:
        return None
    year, place = max(past, key=lambda one: one[0])
    return NewestFigures(fiscal_year=year, is_old=year < this_year - OLD_AFTER_YEARS, place=place)


def _has_successor(base: str, running: set[str]) -> bool:
    return any(
        base == other or (base and other and (base.endswith(other) or other.endswith(base))) for other in running
    )


def _of_file(file: EvidenceFile) -> Iterator[_Told]:
    """Every plan with an end that a file tells, whether it is over or not."""
    document = file.document
    title = title_of(document.text, blocks_of(document))
    stem = folded(file.name).rsplit(".", maxsplit=1)[0]
    reports = any(_REPORT_TITLE.search(text) for text in (*title, stem))
    seen: set[tuple[int, date]] = set()
    for piece in _pieces(document, title):
        above = _plan_title((*title, *piece.headings), stem)
        for plan in [*plans_in(piece.text, above), *(plan_of_one_year(piece.text) if piece.is_title else ())]:
            if (piece.start, plan.ends_on) in seen:
                continue
            seen.add((piece.start, plan.ends_on))
            yield _Told(
                plan=_name(plan, above) or stem,
                ends_on=plan.ends_on,
                past=is_past(piece.text) and (reports or (not piece.is_title and bool(plan.name))),
                place=FileCitation(
                    file=file.name,
                    file_id=file.id,
                    page=piece.page,
                    quote=document.text[piece.start : piece.end],
                    start=piece.start,
                    end=piece.end,
                ),
            )


def _pieces(document: Document, title: tuple[str, ...]) -> Iterator[_Piece]:
    """Sentences, rows, and a line with the one after it: a PDF gives the cells of a row a line each."""
    blocks = blocks_of(document)
    for sentence in sentences_of(document):
        text = fold(document.text, sentence.start, sentence.end).text
        yield _Piece(
            text=text,
            headings=sentence.headings,
            start=sentence.start,
            end=sentence.end,
            page=sentence.page,
            is_title=sentence.is_heading or (text in title and sentence.block < len(title)),
        )
    for table in tables_of(document):
        heads: tuple[str, ...] = ()
        for row in table.rows:
            heads = row.head or (row.cells if row.is_head else heads)
            text = _row_text(row.cells, heads)
            yield _Piece(text=text, headings=table.headings, start=row.start, end=row.end, page=table.page)
    for line, after in pairwise(lines_of(document)):
        if _KEY_LINE.fullmatch(line.text):
            block = blocks[line.block]
            yield _Piece(
                text=f"{line.text}: {after.text}",
                headings=block.headings,
                start=line.start,
                end=after.end,
                page=page_at(document, block, line.start),
            )


def _row_text(cells: tuple[str, ...], heads: tuple[str, ...]) -> str:
    """A row as a sentence would say it: the name of the plan, 計画期間, the period."""
    if len(heads) != len(cells) or heads == cells:
        return " ".join(cell for cell in cells if cell)
    return " ".join(
        f"{head} {cell}" if re.search(r"期間|期限", head) else cell for head, cell in zip(heads, cells, strict=True)
    )


def _plan_title(titles: Sequence[str], stem: str) -> str:
    """The innermost title that is that of a plan or a rule; else the file's name, where it is one."""
    shown = [folded(title) for title in titles]
    plans = [title for title in shown if is_plan(title)]
    rules = [title for title in shown if re.search(RULE, title)]
    if plans or rules:
        return (plans or rules)[-1]
    return stem if re.search(f"{PLAN}|{RULE}", stem) else ""


def _name(plan: NamedPlan, title: str) -> str:
    """As the piece names it; by its title where it says no more than 計画."""
    generic = re.fullmatch(rf"(?:本|この|当該)?(?:{PLAN}|{RULE})?", plan.name) is not None
    return title if generic and title else plan.name or title


def outdated_files(files: Sequence[EvidenceFile], as_of: date) -> frozenset[str]:
    """The ids of files that are a plan themselves, and whose every stated period ended before `as_of`: what they say of
    the future and of posts held no longer."""
    return frozenset(file.id for file in files if _is_plan_of_the_past(file, as_of))


def _is_plan_of_the_past(file: EvidenceFile, as_of: date) -> bool:
    stem = folded(file.name).rsplit(".", maxsplit=1)[0]
    titles = [folded(title) for title in title_of(file.document.text, blocks_of(file.document))]
    if not any(re.search(PLAN, name) and not _REPORT_TITLE.search(name) for name in (stem, *titles)):
        return False
    ends = [one.ends_on for one in _of_file(file)]
    return bool(ends) and max(ends) < as_of
