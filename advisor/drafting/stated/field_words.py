"""The words of field_words.toml, compiled once."""

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def _tables() -> dict[str, Any]:
    text = resources.files("advisor.drafting.stated").joinpath("field_words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def qualifiers() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What narrows a subject: a name and its forms, in the order in which they are tried."""
    return tuple((row["name"], re.compile("|".join(row["forms"]))) for row in _tables()["qualifiers"])


@cache
def same_words() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """A word of the field and what else it is called."""
    return tuple((row["word"], re.compile("|".join(row["forms"]))) for row in _tables()["same"])


@cache
def dropped(name: str) -> frozenset[str]:
    """Words of `[drop] name`."""
    return frozenset(_tables()["drop"][name])


@cache
def phrase(name: str) -> re.Pattern[str]:
    """The forms of `[phrases] name` as one alternation."""
    return re.compile("|".join(_tables()["phrases"][name]))
