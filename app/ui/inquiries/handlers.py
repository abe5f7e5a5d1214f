"""What the tab 問合せ asks for, answered at the desk: values in, HTML out. Nothing is kept here."""

import logging
from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from advisor.dates import parse_as_of
from advisor.errors import AdvisorError, DraftingOff
from advisor.messages import Language
from app.service import Service
from app.ui.charts import Spec
from app.ui.figure_charts import figure_charts
from app.ui.inquiries.exchange import Sent
from app.ui.inquiries.inquiry_acts import INQUIRY_ACTS
from app.ui.inquiries.list_acts import GOING, LIST_ACTS, figures_of
from app.ui.inquiries.place import Place
from app.ui.inquiries.reply_acts import REPLY_ACTS
from app.ui.inquiries.wording import Wording
from app.ui.workbench.answering import Workbench
from app.ui.workbench.uploads import Uploads

log = logging.getLogger(__name__)
PLOTS = 4
ACTS = {**LIST_ACTS, **INQUIRY_ACTS, **REPLY_ACTS}


class InquiryHandlers(Workbench[Sent, Place]):
    """The handlers of one page (one language)."""

    sent_kind = Sent
    shut_part = "list"

    def __init__(self, service: Service, language: Language, uploads: Uploads) -> None:
        self._wording = Wording(language)
        super().__init__(service, self._wording, ACTS, GOING)
        self._uploads = uploads

    def place(self, sent: Sent, is_open: bool) -> Place:
        """The desk with the inquiry that is open."""
        desk, actor = self._service.inquiry_desk()
        if not is_open:
            raise DraftingOff("inquiries_of_this_machine")
        name = sent.name.strip()
        return Place(
            desk=desk,
            actor=actor.model_copy(update={"name": name}) if name else actor,
            moment=parse_as_of(sent.as_of or None),
            wording=self._wording,
            settings=self._service.settings,
            knowledge=self._service.knowledge(),
            uploads=self._uploads,
            sent=sent,
        )

    def charts(self, data: Any, is_open: bool = True) -> Sequence[Spec | None]:
        """The plots of a period; none where there is nothing, or something is wrong, which its tables have told."""
        try:
            place = self.place(Sent.model_validate(data), is_open)
            return figure_charts(figures_of(place), place.language)
        except (AdvisorError, ValidationError) as fault:
            log.info("no plots: %s", fault)
            return (None,) * PLOTS
