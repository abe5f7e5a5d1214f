"""The words of the drafting tab in one language."""

from advisor.dossiers.records import EventKind, Sentence, Status, VersionKind
from advisor.drafting.model import Coverage
from advisor.messages import say
from app.ui.workbench.wording import Words


class Wording(Words):
    """Texts by their key in messages/drafting_ui.toml; those of other domains by what they name."""

    domain = "drafting_ui"

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

    def hub_type(self, hub_type: str | None) -> str:
        """The type of a hub; None: not decided."""
        return self.text(f"type_{hub_type}") if hub_type in {"international", "regional"} else self.text("type_none")

    def page(self, page: int | None) -> str:
        """A page, slide or sheet; empty without one."""
        return self.text("page", n=page) if page is not None else ""
