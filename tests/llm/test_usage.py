"""advisor/llm/usage.py: the totals of a day, kept between processes and never above their limits."""

import sqlite3
import threading
from datetime import datetime
from pathlib import Path

import pytest

from advisor.llm.usage import FILE, UsageBook
from advisor.programs.schedule import JST


def at(day: int, hour: int = 12) -> datetime:
    return datetime(2025, 8, day, hour, tzinfo=JST)


def test_what_is_entered_is_there_for_others(tmp_path: Path) -> None:
    assert UsageBook(tmp_path).enter(100, 0.5)
    assert UsageBook(tmp_path).enter(20, 0.25)
    assert UsageBook(tmp_path).today() == (120, 0.75)


def test_nothing_is_written_to_look(tmp_path: Path) -> None:
    assert UsageBook(tmp_path).today() == (0, 0)
    assert list(tmp_path.iterdir()) == []


def test_a_limit_is_not_passed(tmp_path: Path) -> None:
    book = UsageBook(tmp_path)
    assert [book.enter(40, 0, most_tokens=100) for _ in range(3)] == [True, True, False]
    assert not book.enter(0, 2.0, most_cost=1.0)
    assert book.enter(20, 0, most_tokens=100)
    assert book.today() == (100, 0)


def test_what_was_set_aside_is_taken_back(tmp_path: Path) -> None:
    book = UsageBook(tmp_path)
    book.enter(800, 1.0, most_tokens=1000)
    book.enter(-700, -0.5)
    assert book.enter(800, 0, most_tokens=1000)
    assert book.today() == (900, 0.5)


def test_a_day_is_one_of_tokyo(tmp_path: Path) -> None:
    times = [at(20, 23), at(21, 0)]
    book = UsageBook(tmp_path, clock=lambda: times[0])
    book.enter(100, 0)
    times.pop(0)
    assert book.today() == (0, 0)
    assert book.enter(100, 0, most_tokens=100)


def test_many_writers_pass_no_limit_together(tmp_path: Path) -> None:
    entered: list[bool] = []

    def write() -> None:
        book = UsageBook(tmp_path)
        entered.extend(book.enter(10, 0, most_tokens=250) for _ in range(10))

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sum(entered), UsageBook(tmp_path).today().tokens) == (25, 250)


@pytest.mark.parametrize("content", [b"this is no database, but long enough to be taken for one" * 20, b"\0" * 4096])
def test_a_broken_file_is_told_once_and_counted_around(
    tmp_path: Path, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / FILE).write_bytes(content)
    book = UsageBook(tmp_path)
    assert [book.enter(40, 0.1, most_tokens=100) for _ in range(3)] == [True, True, False]
    assert book.today() == (80, 0.2)
    assert len(caplog.records) == 1


def test_a_file_of_another_make_stops_nothing(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("CREATE TABLE usage (other TEXT)")
    connection.close()
    assert UsageBook(tmp_path).enter(10, 0)
    assert UsageBook(tmp_path).today() == (0, 0)
