"""What the page asks for, answered at the desk: values in, HTML out. Nothing is kept here but the outlines."""

from collections.abc import Iterator
from typing import Any

from advisor.dates import parse_as_of
from advisor.dossiers.records import Status
from advisor.errors import AdvisorError, DraftingOff
from advisor.forms.outlines import Outline, load_outlines
from advisor.knowledge import Knowledge
from advisor.messages import Language
from app.service import Service
from app.ui.drafting.dossier_acts import DOSSIER_ACTS
from app.ui.drafting.exchange import Sent
from app.ui.drafting.form_acts import FORM_ACTS
from app.ui.drafting.item_acts import ITEM_ACTS
from app.ui.drafting.place import Place
from app.ui.drafting.progress import going_html
from app.ui.drafting.requirements import item_name, marks_of
from app.ui.drafting.showing import changed_parts
from app.ui.drafting.wording import Wording
from app.ui.panels import message_html
from app.ui.workbench.answering import Answer, Workbench
from app.ui.workbench.exchange import Parts, Reply
from app.ui.workbench.sending import ended_html
from app.ui.workbench.uploads import Uploads

ACTS = {**DOSSIER_ACTS, **ITEM_ACTS, **FORM_ACTS}


class DraftingHandlers(Workbench[Sent, Place]):
    """The handlers of one page (one language)."""

    sent_kind = Sent
    shut_part = "home"

    def __init__(self, service: Service, language: Language, uploads: Uploads) -> None:
        self._wording = Wording(language)
        super().__init__(service, self._wording, ACTS, {"draft": _drafting})
        self._uploads = uploads
        self._outlines: tuple[Knowledge, dict[str, Outline]] | None = None

    def drafted(self, data: Any, is_open: bool = True) -> Iterator[Answer]:
        """The empty items drafted one by one. What is drafted is kept, whatever happens to the page meanwhile."""
        yield from self.streamed(data, is_open)

    def place(self, sent: Sent, is_open: bool) -> Place:
        """The desk with the dossier that is open."""
        desk, actor = self._service.desk()
        if not is_open:
            raise DraftingOff("dossiers_of_this_machine")
        knowledge = self._service.knowledge()
        if self._outlines is None or self._outlines[0] is not knowledge:
            self._outlines = knowledge, load_outlines(knowledge.settings.corpus_dir)
        name = sent.name.strip()
        return Place(
            desk=desk,
            actor=actor.model_copy(update={"name": name}) if name else actor,
            moment=parse_as_of(sent.as_of or None),
            wording=self._wording,
            settings=self._service.settings,
            knowledge=knowledge,
            outlines=self._outlines[1],
            uploads=self._uploads,
            sent=sent,
        )


def _drafting(place: Place) -> Iterator[Reply]:
    dossier = place.store.dossier(place.actor, place.dossier_id)
    items = place.store.items(place.actor, dossier.id)
    empty = sum(item.status is Status.EMPTY for item in items)
    yield Reply(parts={"going": going_html(0, empty, "", place.wording)})
    done = 0
    try:
        for item in place.desk.draft(place.actor, dossier.id, place.moment, language=place.language):
            done += 1
            going = going_html(done, empty, item_name(item), place.wording)
            yield Reply(parts={"going": going}, marks=marks_of(item, place.wording))
    except AdvisorError as fault:
        message = message_html(fault.user_message(place.language))
        parts: Parts = changed_parts(place, dossier) if done else {"going": ""}
        yield Reply(ok=False, parts=parts, message=message, ended=True)
        return
    text = place.wording.text("drafted", n=done)
    parts = changed_parts(place, dossier) | {"going": ended_html(text)}
    yield Reply(parts=parts, said=text, focus="draft-table-title", ended=True)
