"""What the room in the tab 先例 asks for: search answers everybody, the rest where the room is open."""

from advisor.dates import parse_as_of
from advisor.errors import DraftingOff
from advisor.messages import Language
from app.service import Service
from app.ui.precedents.exchange import Sent
from app.ui.precedents.list_acts import LIST_ACTS
from app.ui.precedents.place import Place
from app.ui.precedents.search_acts import ACTS
from app.ui.precedents.wording import Wording
from app.ui.workbench.answering import Workbench
from app.ui.workbench.uploads import Uploads


class PrecedentHandlers(Workbench[Sent, Place]):
    """The handlers of one page (one language)."""

    sent_kind = Sent
    shut_part = "lists"

    def __init__(self, service: Service, language: Language, uploads: Uploads) -> None:
        self.wording = Wording(language)
        self._uploads = uploads
        super().__init__(service, self.wording, {**ACTS, **LIST_ACTS}, {})

    def place(self, sent: Sent, is_open: bool) -> Place:
        """What everybody may do; what needs the room tells itself that it is shut."""
        shut = None if is_open else DraftingOff("dossiers_of_this_machine")
        return Place(self._service, parse_as_of(sent.as_of or None), self.wording, sent, self._uploads, shut)
