"""What the tab FAQ asks for: what is published answers everybody, the rest where the desk is open."""

from advisor.dates import parse_as_of
from advisor.errors import DraftingOff
from advisor.messages import Language
from app.service import Service
from app.ui.faq.acts import ACTS
from app.ui.faq.exchange import Sent
from app.ui.faq.place import Place
from app.ui.faq.wording import Wording
from app.ui.workbench.answering import Workbench


class FaqHandlers(Workbench[Sent, Place]):
    """The handlers of one page (one language)."""

    sent_kind = Sent
    shut_part = "desk"

    def __init__(self, service: Service, language: Language) -> None:
        self._wording = Wording(language)
        super().__init__(service, self._wording, ACTS, {})

    def place(self, sent: Sent, is_open: bool) -> Place:
        """What everybody sees; the desk tells itself that it is shut."""
        shut = None if is_open else DraftingOff("inquiries_of_this_machine")
        return Place(self._service, parse_as_of(sent.as_of or None), self._wording, sent, shut)
