"""What a round says of each subject, and which fact counts at a moment. Pure."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from advisor.programs.model import Fact, Gap, Program, Round, Subject
from advisor.programs.schedule import JST

RESULTS = ("announced", "counts")  # subjects of which nothing is known before the announcement


def all_subjects(subjects: Sequence[Subject]) -> Iterator[Subject]:
    """The subjects and all their parts, in reading order."""
    for subject in subjects:
        yield subject
        yield from all_subjects(subject.items)


def facts_of(program: Program, subject: Subject, number: int) -> tuple[Fact, ...]:
    """The facts by which round `number` speaks of the subject itself, in the order of its keys."""
    return tuple(fact for key in subject.keys for fact in program.facts if fact.key == key and fact.round == number)


def is_settled(program: Program, subject: Subject, round_: Round) -> bool:
    """Whether a source settles the subject for the round. A fact that only says it is unknown settles nothing."""
    return any(not fact.says_unknown for fact in facts_of(program, subject, round_.number))


def keys_of(program: Program, *ids: str) -> frozenset[str]:
    """The keys of the subjects with those ids, their parts included."""
    named = [subject for subject in all_subjects(program.subjects) if subject.id in ids]
    return frozenset(key for subject in all_subjects(named) for key in subject.keys)


def results_to_come(program: Program, as_of: datetime) -> frozenset[tuple[str, int]]:
    """The facts (key, round) on results that were not announced yet at `as_of`, whatever their source tells of them."""
    today = as_of.astimezone(JST).date()
    later = [r.number for r in program.rounds if r.call.announced_on is not None and r.call.announced_on > today]
    return frozenset((key, number) for key in keys_of(program, *RESULTS) for number in later)


def in_force(
    facts: Sequence[Fact], named: int | None, current: Round | None, to_come: Collection[str] = ()
) -> Fact | None:
    """Of facts on one key, the one of the named round, or else of the round in force, or else of the newest before it.

    Never one of a later round, nor from a source in `to_come`: it was not known then. A fact bound to no round stands
    in where no round has its own.
    """
    if named is not None and (current is None or named > current.number):
        return None
    out = [fact for fact in facts if fact.source not in to_come]
    timeless = next((fact for fact in out if fact.round is None), None)
    if named is not None:
        return next((fact for fact in out if fact.round == named), timeless)
    number = current.number if current else 0
    known = [fact for fact in out if fact.round is not None and fact.round <= number]
    return max(known, key=lambda fact: fact.round or 0, default=timeless)


def gap_holds(gap: Gap, named: int | None, current: Round | None, program: Program) -> bool:
    """Whether the gap is one for a question on the named round, or on the one in force.

    A gap on the next call holds for no round that is known by then; one on a round's subjects only while the round
    leaves one of them unknown.
    """
    newest = current.number if current else 0
    if gap.next_call:
        return named is None or named > newest
    if not gap.subjects:
        return True
    meant = next((r for r in program.rounds if r.number == (named or newest)), None)
    return meant is None or meant.number > newest or any(subject in meant.unknown for subject in gap.subjects)
