"""Where a request is answered: what everybody may search, and the room where it is open."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from advisor.errors import DraftingOff
from advisor.knowledge import Knowledge
from advisor.messages import Language
from advisor.precedents.descriptions import Descriptions
from advisor.precedents.room import PrecedentRoom
from advisor.precedents.store import PrecedentStore
from advisor.settings import Settings
from advisor.storage.actors import Actor
from app.service import Service
from app.ui.precedents.exchange import Sent
from app.ui.precedents.wording import Wording
from app.ui.workbench.uploads import Uploads


@dataclass(frozen=True)
class Place:
    """What an act needs. `shut`: why the room is not open to whoever asks."""

    service: Service
    moment: datetime
    wording: Wording
    sent: Sent
    uploads: Uploads
    shut: DraftingOff | None = None

    @property
    def language(self) -> Language:
        """Of the page."""
        return self.wording.language

    @property
    def settings(self) -> Settings:
        """Of the service."""
        return self.service.settings

    @property
    def knowledge(self) -> Knowledge:
        """What hubs are on record."""
        return self.service.knowledge()

    @property
    def descriptions(self) -> Descriptions:
        """What the public search holds texts against."""
        return self.service.descriptions()

    @cached_property
    def _at(self) -> tuple[PrecedentRoom, Actor]:
        if self.shut is not None:
            raise self.shut
        return self.service.precedent_room()

    @property
    def room(self) -> PrecedentRoom:
        """The room. Raises DraftingOff."""
        return self._at[0]

    @property
    def store(self) -> PrecedentStore:
        """Where lists are kept. Raises DraftingOff."""
        return self.room.store

    @property
    def actor(self) -> Actor:
        """Who works here, under the name that was sent, if one was."""
        name = self.sent.name.strip()
        return self._at[1].model_copy(update={"name": name}) if name else self._at[1]

    def is_open(self) -> bool:
        """Whether the room is open to whoever asks."""
        try:
            return self._at is not None
        except DraftingOff:
            return False
