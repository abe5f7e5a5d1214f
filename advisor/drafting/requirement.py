"""What the call says of an item, with its words. Pure."""

from typing import NamedTuple

from advisor.drafting.case import Case
from advisor.drafting.model import CallCitation
from advisor.forms.outlines import OutlineItem
from advisor.messages import say


class Requirement(NamedTuple):
    """What the call says of an item, with its words."""

    text: str = ""
    citations: tuple[CallCitation, ...] = ()


def requirement_of(leaf: OutlineItem | None, case: Case) -> Requirement:
    """What the call says of the review item, with its words."""
    if leaf is None:
        return Requirement()
    source = case.sources.get(leaf.source)
    name, round_number = leaf.label.said(case.language), source.round if source else None
    text = (
        say("drafting.requirement", case.language, name=name, round=round_number)
        if round_number is not None
        else say("drafting.requirement_point", case.language)
    )
    cited = CallCitation(source_id=leaf.source, title=source.title if source else leaf.source, quote=leaf.quote)
    return Requirement(text, (cited,))
