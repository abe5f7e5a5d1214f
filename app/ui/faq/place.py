"""Where a request is answered: what everybody sees, and the desk where it is open."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from advisor.errors import DraftingOff
from advisor.faq.desk import FaqDesk
from advisor.faq.records import PublishedEntry
from advisor.faq.store import FaqStore
from advisor.knowledge import Knowledge
from advisor.messages import Language
from advisor.storage.actors import Actor
from app.service import Service
from app.ui.faq.exchange import Sent
from app.ui.faq.wording import Wording


@dataclass(frozen=True)
class Place:
    """What an act needs. `shut`: why the desk is not open to whoever asks."""

    service: Service
    moment: datetime
    wording: Wording
    sent: Sent
    shut: DraftingOff | None = None

    @property
    def language(self) -> Language:
        """Of the page."""
        return self.wording.language

    @property
    def knowledge(self) -> Knowledge:
        """What quotes are looked up in."""
        return self.service.knowledge()

    def published(self) -> list[PublishedEntry]:
        """What everybody sees on the day, what is in the reader's language first."""
        found = self.service.public_faq(self.moment, None)
        return sorted(found, key=lambda entry: entry.language is not self.language)

    @cached_property
    def _at(self) -> tuple[FaqDesk, Actor]:
        if self.shut is not None:
            raise self.shut
        return self.service.faq_desk()

    @property
    def desk(self) -> FaqDesk:
        """The desk. Raises DraftingOff."""
        return self._at[0]

    @property
    def store(self) -> FaqStore:
        """Where entries are kept. Raises DraftingOff."""
        return self.desk.store

    @property
    def actor(self) -> Actor:
        """Who works here, under the name that was sent, if one was."""
        name = self.sent.name.strip()
        return self._at[1].model_copy(update={"name": name}) if name else self._at[1]

    @property
    def decider(self) -> Actor:
        """Who decides: under the name that was sent alone, so that without one a decision is refused."""
        return self._at[1].model_copy(update={"name": self.sent.name.strip()})

    def is_open(self) -> bool:
        """Whether the desk is open to whoever asks."""
        try:
            return self._at is not None
        except DraftingOff:
            return False

    def at(self, entry_id: str) -> "Place":
        """The same place with another entry open."""
        return replace(self, sent=self.sent.model_copy(update={"entry": entry_id}))
