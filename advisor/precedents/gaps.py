"""What is missing from the record, so that nobody takes silence for a no. Pure."""

from collections.abc import Callable, Sequence
from datetime import datetime

from advisor.corpus.hubs import Hub
from advisor.knowledge import Knowledge
from advisor.messages import Language, say
from advisor.precedents.records import Asked, Gap, GapKind
from advisor.programs.precedents import announced, narrowed

_ASPECTS = (("hub", "hub_name"), ("prefecture", "prefecture"), ("field", "field"), ("summary", "summary_ja"))


def unknown_aspects(hub: Hub, language: Language) -> tuple[str, ...]:
    """The names of what a hub's record lacks."""
    found = [aspect for aspect, attribute in _ASPECTS if getattr(hub, attribute) is None]
    found += ["announced"] if hub.announced_on is None else []
    return tuple(say(f"hubs.aspect_{aspect}", language) for aspect in found)


def gaps_of(
    hubs: Sequence[Hub], asked: Asked, knowledge: Knowledge, as_of: datetime, language: Language
) -> tuple[Gap, ...]:
    """What cannot be searched among `hubs`: those without a field, without a summary; and, where a place is asked for,
    the hubs that it leaves out because their place is not on record."""
    found = [
        _gap(GapKind.FIELD, hubs, lambda hub: hub.field is None, language),
        _gap(GapKind.SUMMARY, hubs, lambda hub: hub.summary_ja is None, language),
    ]
    if asked.prefecture or asked.region:
        rounds = (asked.round,) if asked.round is not None else ()
        types = (asked.type,) if asked.type is not None else ()
        others = narrowed(announced(knowledge.hubs, knowledge.program, as_of), rounds=rounds, types=types)
        found.append(_gap(GapKind.PLACE, others, lambda hub: hub.prefecture is None, language))
    return tuple(gap for gap in found if gap is not None)


def gaps_of_compared(hubs: Sequence[Hub], documented: Sequence[bool], language: Language) -> tuple[Gap, ...]:
    """What the record of the compared hubs lacks, and which of them have no added document."""
    with_document = {hub.id for hub, is_so in zip(hubs, documented, strict=True) if is_so}
    found = [
        _gap(GapKind.FIELD, hubs, lambda hub: hub.field is None, language),
        _gap(GapKind.SUMMARY, hubs, lambda hub: hub.summary_ja is None, language),
        _gap(GapKind.PLACE, hubs, lambda hub: hub.prefecture is None, language),
        _gap(GapKind.DOCUMENTS, hubs, lambda hub: hub.id not in with_document, language),
    ]
    return tuple(gap for gap in found if gap is not None)


def said_name(hub: Hub, language: Language) -> str:
    """University and hub; a name that is not known is said to be so."""
    name = hub.hub_name or say("hubs.unnamed", language)
    return name if name.startswith(hub.university) else f"{hub.university} {name}"


def _gap(kind: GapKind, hubs: Sequence[Hub], lacks: Callable[[Hub], bool], language: Language) -> Gap | None:
    found = [hub for hub in hubs if lacks(hub)]
    if not found:
        return None
    names = ("、" if language is Language.JA else "; ").join(said_name(hub, language) for hub in found)
    text = say(f"precedents.gap_{kind}", language, hubs=names, n=len(found))
    return Gap(kind=kind, hubs=tuple(hub.id for hub in found), text=text)
