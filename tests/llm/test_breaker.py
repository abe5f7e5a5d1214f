"""advisor/llm/breaker.py: closed, open, half-open, with a clock of our own."""

import pytest

from advisor.llm.breaker import Breaker
from advisor.llm.faults import Fault


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def attempt(breaker: Breaker, fault: Exception | None = None) -> str:
    """What an attempt with this outcome comes to: `well`, or the code of its fault."""
    try:
        with breaker.watch():
            if fault is not None:
                raise fault
    except Fault as raised:
        return raised.code
    return "well"


SICK, REFUSED = Fault("llm_failed", sick=True), Fault("llm_refused_key")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    return Breaker(faults=3, rest_s=10, clock=clock)


def test_faults_in_a_row_open_it(breaker: Breaker) -> None:
    assert [attempt(breaker, SICK) for _ in range(3)] == ["llm_failed"] * 3
    assert breaker.open and attempt(breaker) == "llm_resting"


def test_a_good_reply_starts_the_count_again(breaker: Breaker) -> None:
    for _ in range(3):
        attempt(breaker, SICK), attempt(breaker, SICK), attempt(breaker)
    assert not breaker.open


def test_faults_that_are_not_the_servers_neither_count_nor_clear(breaker: Breaker) -> None:
    for fault in (SICK, SICK, REFUSED, REFUSED):
        attempt(breaker, fault)
    assert not breaker.open
    attempt(breaker, SICK)
    assert breaker.open


def test_after_its_rest_one_trial_is_let_in(breaker: Breaker, clock: Clock) -> None:
    for _ in range(3):
        attempt(breaker, SICK)
    clock.now = 9.9
    assert attempt(breaker) == "llm_resting"
    clock.now = 10
    with breaker.watch():
        assert attempt(breaker) == "llm_resting"  # another one meanwhile
    assert not breaker.open and attempt(breaker) == "well"


def test_a_trial_that_fails_begins_another_rest(breaker: Breaker, clock: Clock) -> None:
    for _ in range(3):
        attempt(breaker, SICK)
    clock.now = 10
    assert attempt(breaker, SICK) == "llm_failed"
    clock.now = 19.9
    assert attempt(breaker) == "llm_resting"
    clock.now = 20
    assert attempt(breaker) == "well"


def test_a_trial_whose_reader_went_away_leaves_room_for_another(breaker: Breaker, clock: Clock) -> None:
    for _ in range(3):
        attempt(breaker, SICK)
    clock.now = 10
    with pytest.raises(GeneratorExit), breaker.watch():
        raise GeneratorExit
    assert breaker.open and attempt(breaker) == "well"
