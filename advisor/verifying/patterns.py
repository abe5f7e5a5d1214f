"""The closed classes of wordings.toml, compiled once."""

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def _tables() -> dict[str, Any]:
    text = resources.files("advisor.verifying").joinpath("wordings.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def pattern(table: str, name: str) -> re.Pattern[str]:
    """The forms of `[table] name` as one alternation, whatever their case."""
    return re.compile("|".join(_tables()[table][name]), re.IGNORECASE)


def forces() -> list[tuple[str, re.Pattern[str]]]:
    """The forces in the order in which they are tried, each with its forms."""
    return [(row["force"], re.compile("|".join(row["forms"]), re.IGNORECASE)) for row in _tables()["forces"]]


def word_list(name: str) -> frozenset[str]:
    """The words of `[words] name`."""
    return frozenset(_tables()["words"][name])


def opposites() -> list[tuple[str, str]]:
    """Pairs of terms that exclude one another."""
    return [(one, other) for one, other in _tables()["terms"]["opposites"]]


@cache
def quoted_only() -> tuple[re.Pattern[str], ...]:
    """Things that have to be quoted to be said; each with all its names, in both languages."""
    return tuple(re.compile("|".join(forms), re.IGNORECASE) for forms in _tables()["terms"]["quoted_only"])


@cache
def time_shades() -> tuple[re.Pattern[str], ...]:
    """Words that give a time another shade; each with all its names."""
    return tuple(re.compile("|".join(forms), re.IGNORECASE) for forms in _tables()["terms"]["time_shades"])


@cache
def row_applicants() -> tuple[re.Pattern[str], ...]:
    """Kinds of applicants in the rows of support menus; each with all its names."""
    return tuple(re.compile("|".join(forms), re.IGNORECASE) for forms in _tables()["rows"]["applicants"])
