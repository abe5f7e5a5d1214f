"""The words of the room in one language."""

from collections.abc import Sequence

from advisor.corpus.hubs import Hub, HubType
from advisor.messages import Language
from advisor.precedents.gaps import said_name
from app.ui.workbench.wording import Words


class Wording(Words):
    """Texts by their key in messages/precedents_ui.toml."""

    domain = "precedents_ui"

    def hub(self, hub: Hub) -> str:
        """University and hub."""
        return said_name(hub, self.language)

    def type(self, kind: HubType) -> str:
        """A type as the guided pages name it."""
        return self.text(f"type_{kind.name.lower()}")

    def listed(self, parts: Sequence[str]) -> str:
        """Words one after the other."""
        return ("、" if self.language is Language.JA else ", ").join(parts)
