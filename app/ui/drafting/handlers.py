"""What the page asks for, answered at the desk: values in, HTML out. Nothing is kept here but the outlines."""

import logging
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from advisor.dates import parse_as_of
from advisor.dossiers.records import Status
from advisor.errors import AdvisorError, DraftingOff, EditRejected
from advisor.forms.outlines import Outline, load_outlines
from advisor.knowledge import Knowledge
from advisor.messages import Language
from app.service import Service
from app.ui.drafting.dossier_acts import DOSSIER_ACTS
from app.ui.drafting.exchange import Reply, Sent
from app.ui.drafting.form_acts import FORM_ACTS
from app.ui.drafting.item_acts import ITEM_ACTS
from app.ui.drafting.place import Place
from app.ui.drafting.progress import ended_html, going_html
from app.ui.drafting.requirements import item_name, marks_of
from app.ui.drafting.showing import Parts, changed_parts
from app.ui.drafting.uploads import Uploads
from app.ui.drafting.wording import Wording
from app.ui.handlers import STARTING_S
from app.ui.panels import message_html

log = logging.getLogger(__name__)
ACTS = {**DOSSIER_ACTS, **ITEM_ACTS, **FORM_ACTS}
Answer = dict[str, Any]


class DraftingHandlers:
    """The handlers of one page (one language)."""

    def __init__(self, service: Service, language: Language, uploads: Uploads) -> None:
        self._service = service
        self._wording = Wording(language)
        self._uploads = uploads
        self._outlines: tuple[Knowledge, dict[str, Outline]] | None = None

    def answer(self, data: Any, is_open: bool = True) -> Answer:
        """The reply to one request, as JSON. `is_open`: whether dossiers are open to whoever asks.

        Whatever goes wrong is told in the reply; what was typed stays in the browser.
        """
        return self._guarded(data, is_open, lambda place: ACTS[place.sent.do](place))

    def drafted(self, data: Any, is_open: bool = True) -> Iterator[Answer]:
        """The empty items drafted one by one. What is drafted is kept, whatever happens to the page meanwhile."""
        told = self._guarded(data, is_open, lambda _: Reply())
        if not told["ok"]:
            yield told
            return
        try:
            place = self._place(Sent.model_validate(data), is_open)
            yield from (_json(reply) for reply in _drafting(place))
        except AdvisorError as fault:
            yield self._failed(fault.user_message(self._wording.language))
        except Exception:  # the outermost edge, as below
            log.exception("drafting failed")
            yield self._failed(self._wording.text("failed"))

    def _guarded(self, data: Any, is_open: bool, act: Any) -> Answer:
        try:
            sent = Sent.model_validate(data)
            if sent.do == "opened":
                self._service.wait(STARTING_S)
            if sent.do not in ACTS and sent.do != "draft":
                raise EditRejected("request_unknown")
            return _json(act(self._place(sent, is_open)))
        except ValidationError:
            return self._failed(self._wording.text("unreadable"))
        except DraftingOff as shut:
            text = message_html(shut.user_message(self._wording.language), "info")
            return _json(Reply(ok=False, parts={"home": text}))
        except AdvisorError as fault:
            return self._failed(fault.user_message(self._wording.language))
        except Exception:  # the outermost edge: whatever it was, it is logged and the reader is told in words
            log.exception("a request to the desk failed")
            return self._failed(self._wording.text("failed"))

    def _place(self, sent: Sent, is_open: bool) -> Place:
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

    def _failed(self, text: str) -> Answer:
        return _json(Reply(ok=False, message=message_html(text)))


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
        yield Reply(ok=False, parts=parts, message=message)
        return
    text = place.wording.text("drafted", n=done)
    parts = changed_parts(place, dossier) | {"going": ended_html(text)}
    yield Reply(parts=parts, said=text, focus="draft-table-title")


def _json(reply: Reply) -> Answer:
    return reply.model_dump(mode="json")
