"""advisor/faq/bindings.py: an entry answers only for what it was approved for."""

from datetime import date, datetime, timedelta

import pytest
from faq_cases import ELIGIBLE, GUIDELINES, OPEN_7, WHEN_CLOSED, WHEN_OPEN, published

from advisor.answering.models import Intent, Source
from advisor.faq.bindings import binding_of, holds, in_force, lost_quotes
from advisor.faq.records import Binding, ReviewReason
from advisor.knowledge import Knowledge
from advisor.programs.model import Program
from advisor.programs.schedule import JST, Phase

TEXTS = {GUIDELINES: f"第7回公募要領\n{ELIGIBLE.quote}ます。"}
INFOS = {
    GUIDELINES: Source(
        id=GUIDELINES, title="要領", issuer="経済産業省", issued_on="2025-07-18", kind="guidelines", round=7
    )
}


def changed(program: Program, number: int, **columns: object) -> Program:
    rounds = [r.model_copy(update=columns) if r.number == number else r for r in program.rounds]
    return program.model_copy(update={"rounds": tuple(rounds)})


def test_a_binding_is_of_the_round_and_phase_and_begins_with_the_minute(knowledge: Knowledge) -> None:
    moment = datetime(2025, 8, 20, 10, 30, 45, 123, tzinfo=JST)
    expected = Binding(round=7, phase=Phase.OPEN, valid_from=datetime(2025, 8, 20, 10, 30, tzinfo=JST))
    assert binding_of(knowledge.program, moment) == expected
    assert binding_of(knowledge.program, WHEN_CLOSED).phase is Phase.CLOSED
    assert binding_of(knowledge.program, moment, Intent.BACKGROUND).round is None
    assert binding_of(knowledge.program, datetime(2019, 1, 1, tzinfo=JST)).round is None


def test_it_holds_as_long_as_its_passages_round_and_phase_do(knowledge: Knowledge) -> None:
    entry, program = published(), knowledge.program
    last = datetime(2025, 8, 27, 11, 59, tzinfo=JST)
    assert [holds(entry, at, TEXTS, INFOS, program) for at in (WHEN_OPEN, last)] == [None, None]
    assert holds(entry, last + timedelta(minutes=1), TEXTS, INFOS, program) is ReviewReason.ROUND_ENDED
    broken = {GUIDELINES: TEXTS[GUIDELINES].replace("及び", "および")}
    assert holds(entry, WHEN_OPEN, broken, INFOS, program) is ReviewReason.PASSAGE_CHANGED
    assert holds(entry, WHEN_OPEN, {}, {}, program) is ReviewReason.SOURCE_GONE
    assert (lost_quotes(entry, TEXTS), lost_quotes(entry, broken)) == ((), (ELIGIBLE,))


def test_a_source_that_ran_out_after_the_approval_is_gone(knowledge: Knowledge) -> None:
    def with_end(day: date) -> dict[str, Source]:
        return {GUIDELINES: INFOS[GUIDELINES].model_copy(update={"valid_until": day})}

    entry, later = published(), WHEN_OPEN + timedelta(days=3)
    assert holds(entry, later, TEXTS, with_end(date(2025, 8, 22)), knowledge.program) is ReviewReason.SOURCE_GONE
    assert holds(entry, later, TEXTS, with_end(date(2025, 8, 23)), knowledge.program) is None
    assert holds(entry, later, TEXTS, with_end(date(2025, 8, 1)), knowledge.program) is None  # known at the approval


def test_another_round_or_an_opening_returns_it(knowledge: Knowledge) -> None:
    entry = published(binding=Binding(round=7, phase=Phase.CLOSED, valid_from=WHEN_CLOSED))
    assert holds(entry, datetime(2026, 11, 24, tzinfo=JST), TEXTS, INFOS, knowledge.program) is None
    new = knowledge.program.rounds[-1].model_copy(update={"number": 8, "begins_on": date(2026, 7, 1)})
    eight = knowledge.program.model_copy(update={"rounds": (*knowledge.program.rounds, new)})
    assert holds(entry, datetime(2026, 11, 24, tzinfo=JST), TEXTS, INFOS, eight) is ReviewReason.NEW_ROUND
    before = published(binding=Binding(round=7, phase=Phase.UPCOMING, valid_from=datetime(2025, 7, 10, tzinfo=JST)))
    assert holds(before, WHEN_OPEN, TEXTS, INFOS, knowledge.program) is ReviewReason.PHASE_CHANGED
    unknown = changed(knowledge.program, 7, call=knowledge.program.rounds[2].call)
    assert holds(published(), WHEN_OPEN, TEXTS, INFOS, unknown) is ReviewReason.PHASE_CHANGED


def test_background_holds_in_every_round(knowledge: Knowledge) -> None:
    entry = published(binding=Binding(round=None, phase=None, valid_from=WHEN_OPEN))
    assert holds(entry, datetime(2026, 11, 24, tzinfo=JST), TEXTS, INFOS, knowledge.program) is None
    assert in_force(entry, datetime(2026, 11, 24, tzinfo=JST), knowledge.program)


@pytest.mark.parametrize(
    ("at", "answers"),
    [
        (WHEN_OPEN - timedelta(minutes=1), False),
        (WHEN_OPEN, True),
        (datetime(2025, 8, 27, 11, 59, 59, tzinfo=JST), True),
        (datetime(2025, 8, 27, 12, 0, tzinfo=JST), False),
        (datetime(2020, 11, 1, tzinfo=JST), False),
        (datetime(2026, 11, 24, tzinfo=JST), False),
    ],
)
def test_it_answers_only_for_moments_from_its_approval_on_in_its_phase(
    at: datetime, answers: bool, knowledge: Knowledge
) -> None:
    assert OPEN_7.valid_from == WHEN_OPEN
    assert in_force(published(), at, knowledge.program) is answers
