"""A point of a check sheet, and the remarks beside it → their drafts. Pure but for search."""

from advisor.drafting.asked import Asked
from advisor.drafting.case import Case
from advisor.drafting.checking import Finding, check
from advisor.drafting.composing import blank
from advisor.drafting.finding import Found
from advisor.drafting.model import Coverage, DraftClaim, Gap, ItemDraft, Proposal
from advisor.drafting.options import options_for, type_options
from advisor.drafting.requirement import requirement_of
from advisor.forms.model import FormItem
from advisor.messages import Language, say


def draft_choice(asked: Asked, case: Case) -> ItemDraft:
    """A choice: what the files say of a point. The type is the applicant's own choice, never drawn from the files."""
    item, language, requirement = asked.item, case.language, requirement_of(asked.leaf, case)
    types = type_options(item)
    if types and case.hub_type is not None:
        told = say("drafting.reason_type", language)
        coverage = Coverage.SUPPORTED
        return ItemDraft(item_id=item.id, text="", coverage=coverage, chosen=(types[case.hub_type],), reason=told)
    finding = _checked(asked, case)
    chosen = options_for(item, finding.proposal) if not types else None
    if chosen is None:  # no question of yes or no: a person ticks
        gap = Gap(kind="missing", question=say("drafting.gap_field", language, name=item.label))
        return ItemDraft(item_id=item.id, text="", coverage=Coverage.NONE, gaps=(gap,))
    gaps: tuple[Gap, ...] = ()
    if finding.proposal is Proposal.UNKNOWN:
        key = "gap_check_both" if finding.found else "gap_check"
        asks = asked.viewpoints[0].asks.said(language) if asked.viewpoints and not finding.found else ""
        question = asks or say(f"drafting.{key}", language, name=item.label)
        gaps = (Gap(kind="missing", question=question, viewpoint=asked.leaf.id if asked.leaf else None),)
    return ItemDraft(
        item_id=item.id,
        text="",
        claims=tuple(_claim(each, asked) for each in finding.found),
        coverage=Coverage.NONE if finding.proposal is Proposal.UNKNOWN else Coverage.SUPPORTED,
        gaps=gaps,
        proposal=finding.proposal,
        reason=say(f"drafting.{_reason(finding)}", language),
        chosen=chosen,
        requirement=requirement.text,
        requirement_citations=requirement.citations,
    )


def draft_remark(asked: Asked, case: Case) -> ItemDraft:
    """The remarks column of a check sheet: the words that the proposal rests on, with their place."""
    finding = _checked(asked, case)
    language, item = case.language, asked.item
    if finding.proposal is Proposal.UNKNOWN:
        text = _blank_that_fits(item, language)
        gap = Gap(kind="missing", question=say("drafting.gap_check", language, name=asked.explains))
        return ItemDraft(item_id=item.id, text=text, coverage=Coverage.NONE, gaps=(gap,))
    lines = []
    for each in finding.found[:1]:
        cited = each.statement.main
        page = say("drafting.page", language, page=cited.page) if cited.page else ""
        lines.append(say("drafting.remark", language, text=each.statement.text, file=cited.file, page=page))
    text = "\n".join(lines)
    if item.limit_chars is not None and len(text) > item.limit_chars:
        text = ""
    return ItemDraft(
        item_id=item.id,
        text=text or _blank_that_fits(item, language),
        claims=tuple(_claim(each, asked) for each in finding.found[:1]) if text else (),
        coverage=Coverage.SUPPORTED if text else Coverage.NONE,
        reason=say(f"drafting.{_reason(finding)}", language),
    )


def _blank_that_fits(item: FormItem, language: Language) -> str:
    mark = blank(item.label, language)
    return mark if item.limit_chars is None or len(mark) <= item.limit_chars else ""


def _checked(asked: Asked, case: Case) -> Finding:
    matcher = case.reader.matcher(asked.item)
    found = [each for viewpoint in asked.viewpoints for each in case.finder.for_point(viewpoint, matcher)]
    if asked.item.viewpoint is None:
        found += case.finder.for_words(asked.explains or asked.item.label)
    unique = {(each.statement.main.file_id, each.statement.order): each for each in reversed(found)}
    return check(asked, sorted(unique.values(), key=lambda each: -each.score), matcher)


def _claim(found: Found, asked: Asked) -> DraftClaim:
    about = (asked.leaf.id,) if asked.leaf is not None else ()
    return DraftClaim(text=found.statement.text, citations=found.statement.citations, viewpoints=about)


def _reason(finding: Finding) -> str:
    if finding.proposal is Proposal.UNKNOWN:
        return "reason_both" if finding.found else "reason_silent"
    return "reason_yes" if finding.proposal is Proposal.YES else "reason_no"
