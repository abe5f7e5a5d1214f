"""The words of a tab in one language."""

from collections.abc import Sequence
from datetime import datetime
from html import escape
from typing import ClassVar

from advisor.messages import Language, catalogue, say
from advisor.programs.schedule import JST
from advisor.storage.actors import Actor

_SHARED = "workbench"  # the domain of what every tab says


class Words:
    """Texts by their key: those of the tab's own domain, and what all tabs say (messages/workbench.toml)."""

    domain: ClassVar[str]

    def __init__(self, language: Language) -> None:
        self.language = language

    def text(self, key: str, **values: object) -> str:
        """A text as it is."""
        own = f"{self.domain}.{key}"
        return say(own if own in catalogue() else f"{_SHARED}.{key}", self.language, **values)

    def html(self, key: str, **values: object) -> str:
        """The same, ready to stand in HTML."""
        return escape(self.text(key, **values))

    def listed(self, parts: Sequence[str]) -> str:
        """Parts on one line, the empty ones left out."""
        return self.text("separator").join(part for part in parts if part)

    def person(self, name: str) -> str:
        """A name as it was given; the nameless user of this machine in the reader's language."""
        return self.text("local_user") if name == Actor().name else name


def moment_words(at: datetime) -> str:
    """A moment in Tokyo, to the minute.

    >>> from datetime import UTC
    >>> moment_words(datetime(2026, 9, 3, 5, 3, tzinfo=UTC))
    '2026-09-03 14:03'
    """
    return f"{at.astimezone(JST):%Y-%m-%d %H:%M}"


def size_words(size_bytes: int) -> str:
    """A file's size in the unit that people see on their screens.

    >>> size_words(999), size_words(20_480), size_words(1_260_000)
    ('999 B', '20 KB', '1.3 MB')
    """
    if size_bytes < 1000:
        return f"{size_bytes} B"
    return f"{size_bytes / 1000:.0f} KB" if size_bytes < 999_500 else f"{size_bytes / 1_000_000:.1f} MB"
