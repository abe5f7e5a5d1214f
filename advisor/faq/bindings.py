"""What an approved entry holds for: the passages that it quotes, and the round and phase of its call. Pure."""

from collections.abc import Mapping
from datetime import datetime

from advisor.answering.models import Intent, Source
from advisor.faq.records import Binding, FaqEntry, PublishedEntry, ReviewReason
from advisor.inquiries.records import QuotedPassage
from advisor.programs.model import Program
from advisor.programs.schedule import JST, Phase, call_state, current_round

OF_THE_CALL = frozenset({ReviewReason.ROUND_ENDED, ReviewReason.NEW_ROUND, ReviewReason.PHASE_CHANGED})


def binding_of(program: Program, as_of: datetime, topic: Intent | None = None) -> Binding:
    """What an entry that is approved as of `as_of` holds for: the current round and where its call stands, from that
    minute on (a question's moment is cut to the minute). One on the background holds for every round."""
    minute = as_of.astimezone(JST).replace(second=0, microsecond=0)
    current = None if topic is Intent.BACKGROUND else current_round(program, as_of)
    if current is None:
        return Binding(round=None, phase=None, valid_from=minute)
    return Binding(round=current.number, phase=call_state(current, as_of).phase, valid_from=minute)


def holds(
    entry: FaqEntry | PublishedEntry,
    as_of: datetime,
    texts: Mapping[str, str],
    infos: Mapping[str, Source],
    program: Program,
) -> ReviewReason | None:
    """None as long as the entry holds at `as_of`, else the first reason why it has to be looked at again.

    The passages count at any moment; round and phase from the approval's moment on.
    """
    binding = entry.binding
    day = as_of.astimezone(JST).date()
    for passage in entry.quotes:
        until = infos[passage.source_id].valid_until if passage.source_id in infos else None
        ended = until is not None and binding is not None and binding.valid_from.astimezone(JST).date() <= until < day
        if passage.source_id not in texts or ended:
            return ReviewReason.SOURCE_GONE
        if passage.quote not in texts[passage.source_id]:
            return ReviewReason.PASSAGE_CHANGED
    if binding is None or binding.round is None or as_of < binding.valid_from:
        return None
    return _of_the_call(binding, as_of, program)


def lost_quotes(entry: FaqEntry | PublishedEntry, texts: Mapping[str, str]) -> tuple[QuotedPassage, ...]:
    """The passages of the entry that no longer stand in their sources."""
    return tuple(passage for passage in entry.quotes if passage.quote not in texts.get(passage.source_id, ""))


def in_force(entry: FaqEntry | PublishedEntry, as_of: datetime, program: Program) -> bool:
    """Whether the entry may answer a question as of that moment: not before it held, and only for its own round and
    phase. False for one that was never approved."""
    if entry.binding is None or as_of < entry.binding.valid_from:
        return False
    return entry.binding.round is None or _of_the_call(entry.binding, as_of, program) is None


def has_moved(entry: FaqEntry | PublishedEntry, at: datetime, program: Program) -> bool:
    """Whether the call has moved on between the approval and `at`. An entry may be approved for a day of the past: it
    answers what is asked as of that time, and the years since are no news to whoever approved it."""
    return entry.approved_at is None or _stage(entry.approved_at, program) != _stage(at, program)


def _stage(at: datetime, program: Program) -> tuple[int, Phase] | None:
    current = current_round(program, at)
    return None if current is None else (current.number, call_state(current, at).phase)


def _of_the_call(binding: Binding, as_of: datetime, program: Program) -> ReviewReason | None:
    current = current_round(program, as_of)
    if current is None or current.number != binding.round:
        return ReviewReason.NEW_ROUND
    phase = call_state(current, as_of).phase
    if phase is binding.phase:
        return None
    return ReviewReason.ROUND_ENDED if phase is Phase.CLOSED else ReviewReason.PHASE_CHANGED
