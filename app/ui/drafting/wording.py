"""The words of the drafting tab in one language."""

from datetime import datetime
from html import escape

from advisor.dossiers.records import EventKind, Sentence, Status, VersionKind
from advisor.drafting.model import Coverage
from advisor.messages import Language, say
from advisor.programs.schedule import JST
from advisor.storage.actors import Actor


class Wording:
    """Texts by their key in messages/drafting_ui.toml; those of other domains by what they name."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def text(self, key: str, **values: object) -> str:
        """A text as it is."""
        return say(f"drafting_ui.{key}", self.language, **values)

    def html(self, key: str, **values: object) -> str:
        """The same, ready to stand in HTML."""
        return escape(self.text(key, **values))

    def status(self, status: Status) -> str:
        """Where an item stands."""
        return say(f"dossiers.status_{status.value}", self.language)

    def event(self, kind: EventKind) -> str:
        """What happened."""
        return say(f"dossiers.event_{kind.value}", self.language)

    def version(self, kind: VersionKind) -> str:
        """What made a version."""
        return say(f"dossiers.version_{kind.value}", self.language)

    def coverage(self, coverage: Coverage) -> str:
        """How far the files bear an item out."""
        return say(f"drafting.coverage_{coverage.value}", self.language)

    def origin(self, sentence: Sentence) -> str:
        """Where a sentence comes from."""
        return say(f"exporting.origin_{sentence.origin.value}", self.language, by=self.person(sentence.by))

    def person(self, name: str) -> str:
        """A name as it was given; the nameless user of this machine in the reader's language."""
        return self.text("local_user") if name == Actor().name else name

    def hub_type(self, hub_type: str | None) -> str:
        """The type of a hub; None: not decided."""
        return self.text(f"type_{hub_type}") if hub_type in {"international", "regional"} else self.text("type_none")

    def page(self, page: int | None) -> str:
        """A page, slide or sheet; empty without one."""
        return self.text("page", n=page) if page is not None else ""


def moment_words(at: datetime) -> str:
    """A moment in Tokyo, to the minute.

    >>> from datetime import UTC
    >>> moment_words(datetime(2026, 9, 3, 5, 3, tzinfo=UTC))
    '2026-09-03 14:03'
    """
    return f"{at.astimezone(JST):%Y-%m-%d %H:%M}"


def size_words(size_bytes: int) -> str:
    """A file's size in the unit that people see on their screens.

    >>> size_words(999), size_words(20_480), size_words(1_250_000)
    ('999 B', '20 KB', '1.3 MB')
    """
    if size_bytes < 1000:
        return f"{size_bytes} B"
    return f"{size_bytes / 1000:.0f} KB" if size_bytes < 999_500 else f"{size_bytes / 1_000_000:.1f} MB"
