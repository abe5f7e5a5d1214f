"""Tokens and money of each day (Asia/Tokyo), in a small SQLite file that several processes share."""

import logging
import math
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from advisor.dates import now

FILE = "usage.sqlite"
LOCKED_S = 5.0  # wait for another process that writes
log = logging.getLogger(__name__)

_TABLE = "CREATE TABLE IF NOT EXISTS usage (day TEXT PRIMARY KEY, tokens INTEGER NOT NULL, cost REAL NOT NULL)"
# Checked and entered in one statement, so that processes cannot pass the limit together.
_ENTER = """
INSERT INTO usage (day, tokens, cost)
SELECT :day, :tokens, :cost WHERE :tokens <= :most_tokens AND :cost <= :most_cost
ON CONFLICT (day) DO UPDATE SET tokens = max(0, tokens + excluded.tokens), cost = max(0, cost + excluded.cost)
WHERE tokens + excluded.tokens <= :most_tokens AND cost + excluded.cost <= :most_cost
"""
_READ = "SELECT tokens, cost FROM usage WHERE day = ?"


class Used(NamedTuple):
    """What a day has taken: tokens, and money in the currency of the prices."""

    tokens: int
    cost: float


class UsageBook:
    """The days' totals. A file that cannot be used is told once in the log; this process then counts for itself."""

    def __init__(self, data_dir: Path, clock: Callable[[], datetime] = now) -> None:
        self._path = data_dir / FILE
        self._clock = clock
        self._lock = threading.Lock()
        self._own: dict[str, Used] = {}
        self._told = False

    def enter(self, tokens: int, cost: float, most_tokens: float = math.inf, most_cost: float = math.inf) -> bool:
        """Add to today's total unless that would exceed a limit; whether it was added. Negative takes back."""
        day = self._day()
        values = {"day": day, "tokens": tokens, "cost": cost, "most_tokens": most_tokens, "most_cost": most_cost}
        with self._lock:
            own = self._own.get(day, Used(0, 0.0))
            grown = Used(max(0, own.tokens + tokens), max(0.0, own.cost + cost))
            try:
                entered = self._write(values)
            except (sqlite3.Error, OSError) as broken:
                self._tell(broken)
                entered = grown.tokens <= most_tokens and grown.cost <= most_cost
            if entered:
                self._own = {day: grown}
            return entered

    def today(self) -> Used:
        """What today has taken so far, by all processes; by this one alone when the file cannot be read."""
        day = self._day()
        try:
            if not self._path.exists():
                return self._own.get(day, Used(0, 0.0))
            with closing(self._open()) as connection:
                row = connection.execute(_READ, (day,)).fetchone()
            return Used(int(row[0]), float(row[1])) if row else Used(0, 0.0)
        except (sqlite3.Error, OSError) as broken:
            self._tell(broken)
            return self._own.get(day, Used(0, 0.0))

    def _day(self) -> str:
        return self._clock().date().isoformat()

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=LOCKED_S)

    def _write(self, values: dict[str, object]) -> bool:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with closing(self._open()) as connection, connection:
            connection.execute(_TABLE)
            return connection.execute(_ENTER, values).rowcount > 0

    def _tell(self, broken: Exception) -> None:
        if not self._told:
            self._told = True
            log.warning("usage file %s cannot be used (%s); counting in memory", self._path, type(broken).__name__)
