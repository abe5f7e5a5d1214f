"""An item that takes prose → its draft: what was found of each viewpoint, within the limit, with the gaps named."""

from collections.abc import Iterator, Sequence

from advisor.drafting.asked import Asked
from advisor.drafting.case import Case
from advisor.drafting.composing import Subject, blank, compose
from advisor.drafting.cues import has_figure
from advisor.drafting.finding import Found
from advisor.drafting.model import Coverage, DraftClaim, FileCitation, Gap, ItemDraft
from advisor.drafting.requirement import requirement_of
from advisor.drafting.statements import Statement
from advisor.drafting.writing import Writers, write
from advisor.forms.outlines import Viewpoint
from advisor.messages import say

BESIDE = "beside"  # what may belong to an item without answering a viewpoint
PLAN = "plan"  # the viewpoint that wants a plan in force


def draft_prose(asked: Asked, case: Case, writers: Writers | None) -> ItemDraft:
    subjects = _subjects(asked, case)
    marks = _marks(subjects, case)
    composed = compose(subjects, asked.item.limit_chars, case.language, marks)
    composer, dropped, requirement = "extractive", 0, requirement_of(asked.leaf, case)
    if writers is not None:
        told = requirement.text or asked.query
        written = write(asked, told, subjects, case, marks, writers.knowledge, writers.chat)
        dropped = written.dropped
        if written.composed is not None:
            composed, composer = written.composed, f"llm:{writers.chat.name}"
    gaps = [*_expired(asked, case), *_missing(subjects, asked, case), *_without_figure(subjects, asked, case)]
    used = {claim.text for claim in composed.claims}
    if asked.item.limit_chars and any(
        s.found and not any(_used(f, used) for f in s.found[:3]) for s in subjects if s.core
    ):
        gaps.append(
            Gap(kind="length", question=say("drafting.gap_length", case.language, limit=asked.item.limit_chars))
        )
    return ItemDraft(
        item_id=asked.item.id,
        text=composed.text,
        claims=composed.claims,
        coverage=_coverage(subjects, composed.claims),
        gaps=tuple(gaps),
        requirement=requirement.text,
        requirement_citations=requirement.citations,
        composer=composer,
        dropped=dropped,
    )


def _used(found: Found, used: set[str]) -> bool:
    return any(found.statement.text in text for text in used)


def _subjects(asked: Asked, case: Case) -> list[Subject]:
    """What the item is to speak of, with what was found of each."""
    matcher, language = case.reader.matcher(asked.item), case.language
    subjects = []
    for viewpoint in asked.viewpoints:
        found = tuple(case.finder.for_viewpoint(viewpoint, matcher, case.leaf_of(viewpoint)))
        if viewpoint.id == PLAN:
            found = tuple(each for each in found if not _is_expired(each.statement, case))
        name = viewpoint.name.said(language)
        missing = blank(name, language) if viewpoint.core else ""
        subjects.append(Subject(id=viewpoint.id, name=name, found=found, blank=missing, core=viewpoint.core))
    for figure in asked.figures:
        found = tuple(case.finder.for_figure(figure))
        subjects.append(
            Subject(id=f"figure:{figure.name}", name=figure.name, found=found, blank=blank(figure.name, language))
        )
    if not asked.viewpoints:
        found = tuple(f for f in case.finder.for_words(asked.query) if not _is_expired(f.statement, case))
        missing = "" if asked.figures else blank(asked.item.label, language)
        subjects.insert(
            0, Subject(id="words", name=asked.item.label, found=found, blank=missing, core=not asked.figures)
        )
    if asked.leaf is not None and asked.exact:
        subjects.append(
            Subject(id=BESIDE, name=asked.item.label, found=tuple(case.finder.for_item(asked.leaf)), core=False)
        )
    return subjects


def _coverage(subjects: Sequence[Subject], claims: Sequence[DraftClaim]) -> Coverage:
    core = [subject for subject in subjects if subject.core] or list(subjects)
    held = [subject for subject in core if subject.found]
    if not claims:
        return Coverage.NONE
    return Coverage.SUPPORTED if len(held) == len(core) else Coverage.PARTIAL


def _missing(subjects: Sequence[Subject], asked: Asked, case: Case) -> Iterator[Gap]:
    """A question for each core subject that nothing was found of."""
    asks = {viewpoint.id: viewpoint.asks.said(case.language) for viewpoint in asked.viewpoints}
    for subject in subjects:
        if subject.found or not subject.core:
            continue
        key = "gap_figure_missing" if subject.id.startswith("figure:") else "gap_words"
        question = asks.get(subject.id) or say(f"drafting.{key}", case.language, name=subject.name)
        yield Gap(kind="missing", question=question, viewpoint=subject.id)


def _without_figure(subjects: Sequence[Subject], asked: Asked, case: Case) -> Iterator[Gap]:
    """A question for each subject that is told without the figure that belongs to it."""
    wanted = {viewpoint.id: viewpoint for viewpoint in asked.viewpoints if viewpoint.figure and viewpoint.core}
    for subject in subjects:
        viewpoint = wanted.get(subject.id)
        if viewpoint is None or not subject.found:
            continue
        if not any(_gives_figure(each.statement, viewpoint) for each in subject.found):
            question = say("drafting.gap_figure", case.language, name=subject.name)
            yield Gap(kind="figure", question=question, viewpoint=subject.id)


def _gives_figure(statement: Statement, viewpoint: Viewpoint) -> bool:
    return has_figure(statement.folded, viewpoint.figure, statement.around)


def _expired(asked: Asked, case: Case) -> Iterator[Gap]:
    """The plans that are over, told where an item asks for a plan or speaks of one."""
    wants = any(viewpoint.id == PLAN for viewpoint in asked.viewpoints) or "計画" in asked.query
    if not wants:
        return
    for plan in case.expired:
        question = say(
            "drafting.gap_expired",
            case.language,
            name=plan.name,
            end=plan.ended_on.isoformat(),
            as_of=case.day.isoformat(),
        )
        yield Gap(kind="expired", question=question, viewpoint=PLAN, citations=(plan.place,))


def _is_expired(statement: Statement, case: Case) -> bool:
    return any(_overlap(statement.main, plan.place) for plan in case.expired)


def _overlap(one: FileCitation, other: FileCitation) -> bool:
    return one.file_id == other.file_id and one.start < other.end and other.start < one.end


def _marks(subjects: Sequence[Subject], case: Case) -> dict[str, str]:
    """The blanks that follow statements with a figure that the files dispute."""
    marks: dict[str, str] = {}
    for each in (found for subject in subjects for found in subject.found):
        for contradiction in case.contradictions:
            cited = each.statement.main
            if any(
                value.file_id == cited.file_id and value.start < cited.end and cited.start < value.end
                for value in contradiction.values
            ):
                what = say("drafting.disputed", case.language, subject=contradiction.subject)
                marks[each.statement.text] = blank(what, case.language)
    return marks
