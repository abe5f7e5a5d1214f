"""A circuit breaker: after several faults in a row the server is left alone for a while, then tried once.

Our own, since the known ones do not fit replies that stream (see DECISIONS.md).
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from advisor.llm.faults import Fault


class Breaker:
    """Counts faults in a row. Thread-safe. Closed: all pass; open: none; half-open: one trial at a time."""

    def __init__(self, faults: int, rest_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._faults = faults
        self._rest_s = rest_s
        self._clock = clock
        self._lock = threading.Lock()
        self._in_a_row = 0
        self._opened_at: float | None = None
        self._trying = False

    @property
    def open(self) -> bool:
        """Whether the server is being left alone, or tried again by one reply."""
        return self._opened_at is not None

    @contextmanager
    def watch(self) -> Iterator[None]:
        """Around one attempt, to its last piece. Raises Fault("llm_resting") when it may not be made."""
        trial = self._let_in()
        try:
            yield
        except Fault as fault:
            self._failed(trial) if fault.sick else self._ended(trial, well=False)
            raise
        except BaseException:  # the reader went away: says nothing about the server
            self._ended(trial, well=False)
            raise
        self._ended(trial, well=True)

    def _let_in(self) -> bool:
        with self._lock:
            if self._opened_at is None:
                return False
            if self._trying or self._clock() - self._opened_at < self._rest_s:
                raise Fault("llm_resting")
            self._trying = True
            return True

    def _failed(self, trial: bool) -> None:
        with self._lock:
            self._in_a_row += 1
            if trial:
                self._trying = False
            if trial or self._in_a_row >= self._faults:
                self._opened_at = self._clock()

    def _ended(self, trial: bool, well: bool) -> None:
        with self._lock:
            if trial:
                self._trying = False
            if well:
                self._in_a_row = 0
                self._opened_at = None
