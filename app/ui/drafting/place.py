"""Where a request is answered: at the desk, by whom, on which day, in which language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from advisor.dossiers.desk import Desk
from advisor.dossiers.store import DossierStore
from advisor.forms.outlines import Outline
from advisor.knowledge import Knowledge
from advisor.messages import Language
from advisor.settings import Settings
from advisor.storage.actors import Actor
from app.ui.drafting.exchange import Sent
from app.ui.drafting.wording import Wording
from app.ui.workbench.uploads import Uploads


@dataclass(frozen=True)
class Place:
    """What an act needs. `actor` bears the name that was sent, if one was."""

    desk: Desk
    actor: Actor
    moment: datetime
    wording: Wording
    settings: Settings
    knowledge: Knowledge
    outlines: Mapping[str, Outline]
    uploads: Uploads
    sent: Sent

    @property
    def store(self) -> DossierStore:
        """Where dossiers are kept."""
        return self.desk.store

    @property
    def language(self) -> Language:
        """Of the page, and so of drafts and messages."""
        return self.wording.language

    @property
    def dossier_id(self) -> str:
        """Of the dossier that is open."""
        return self.sent.dossier
