"""Every sentence a user can see, Japanese first and English, kept in the TOML files beside this module.

One file a domain (`errors.toml`, `answers.toml`, `ui.toml`, …); a key is `<file>.<entry>`. Placeholders are
`{name}` fields of `str.format`. A test holds both languages to the same placeholders.
"""

import tomllib
from enum import StrEnum
from functools import cache
from importlib import resources


class Language(StrEnum):
    """A language that answers are written in."""

    JA = "ja"
    EN = "en"


@cache
def catalogue() -> dict[str, dict[Language, str]]:
    """All messages by key, each in both languages."""
    found: dict[str, dict[Language, str]] = {}
    for entry in resources.files(__package__).iterdir():
        if entry.name.endswith(".toml"):
            domain = entry.name.removesuffix(".toml")
            for name, texts in tomllib.loads(entry.read_text(encoding="utf-8")).items():
                found[f"{domain}.{name}"] = {language: texts[language] for language in Language}
    return found


def say(key: str, language: Language = Language.JA, **values: object) -> str:
    """The message `key` in `language` with its placeholders filled. Raises KeyError for an unknown key or value."""
    return catalogue()[key][language].format(**values)
