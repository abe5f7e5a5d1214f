"""The word lists of word_lists.toml."""

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of a list. Raises KeyError for one that is not there."""
    return frozenset(_lists()[name])


@cache
def word_classes(table: str) -> dict[str, re.Pattern[str]]:
    """The patterns of the word classes of `table` (guard, asks), by name; for search forms."""
    return {name: re.compile(pattern) for name, pattern in _lists()[table].items()}


@cache
def _lists() -> dict[str, Any]:
    return tomllib.loads((resources.files(__package__) / "word_lists.toml").read_text(encoding="utf-8"))
