"""The cues in the TOML files beside this module, ready to be looked for. A key is `<file>.<table>.<entry>`."""

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def cue(key: str) -> re.Pattern[str]:
    """Any of the regular expressions under `key`, for the search form of a sentence. Raises KeyError for none."""
    found = _under(key)
    forms = [found] if isinstance(found, str) else found
    return re.compile("|".join(f"(?:{form})" for form in forms), re.I)


@cache
def starting(key: str) -> re.Pattern[str]:
    """The same at the start of a text alone, as often as it stands there."""
    return re.compile(rf"^\s*(?:{cue(key).pattern})+", re.I)


@cache
def cue_words(key: str) -> frozenset[str]:
    """The words under `key`."""
    return frozenset(_under(key).split())


@cache
def names(key: str) -> tuple[str, ...]:
    """The entries under `key`, in the order of the file."""
    return tuple(_under(key))


def _under(key: str) -> Any:
    file, *path = key.split(".")
    found: Any = _file(file)
    for name in path:
        found = found[name]
    return found


@cache
def _file(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
