"""Where a request is answered: at the desk, by whom, on which day, in which language."""

from dataclasses import dataclass, replace
from datetime import datetime

from advisor.inquiries.desk import InquiryDesk
from advisor.inquiries.records import Inquiry
from advisor.inquiries.store import InquiryStore
from advisor.knowledge import Knowledge
from advisor.messages import Language
from advisor.settings import Settings
from advisor.storage.actors import Actor
from app.ui.inquiries.exchange import Sent
from app.ui.inquiries.wording import Wording
from app.ui.workbench.uploads import Uploads


@dataclass(frozen=True)
class Place:
    """What an act needs. `actor` bears the name that was sent, if one was."""

    desk: InquiryDesk
    actor: Actor
    moment: datetime
    wording: Wording
    settings: Settings
    knowledge: Knowledge
    uploads: Uploads
    sent: Sent

    @property
    def store(self) -> InquiryStore:
        """Where inquiries are kept."""
        return self.desk.store

    @property
    def language(self) -> Language:
        """Of the page, and so of messages."""
        return self.wording.language

    @property
    def decider(self) -> Actor:
        """Who decides: under the name that was sent alone, so that without one a decision is refused."""
        return self.actor.model_copy(update={"name": self.sent.name.strip()})

    def inquiry(self) -> Inquiry:
        """The one that is open. Raises RecordMissing."""
        return self.store.inquiry(self.actor, self.sent.inquiry)

    def at(self, inquiry_id: str) -> "Place":
        """The same place with another inquiry open."""
        return replace(self, sent=self.sent.model_copy(update={"inquiry": inquiry_id}))
