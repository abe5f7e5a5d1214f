"""What is done to a dossier: found, begun, changed, deleted, given files, reviewed, taken out."""

from collections.abc import Callable
from dataclasses import replace

from advisor.dossiers.records import Dossier
from advisor.errors import AdvisorError, EditRejected, RecordMissing
from advisor.evidence.file_names import clean_file_name
from advisor.forms.model import FormFormat
from app.ui.address import read_address
from app.ui.drafting.home import LOADED
from app.ui.drafting.overview import events_html
from app.ui.drafting.place import Place
from app.ui.drafting.requirements import item_name
from app.ui.drafting.showing import (
    DOSSIER,
    ITEM,
    TAB,
    changed_parts,
    editor_part,
    query,
    receipts_part,
    reviewed_now,
    shown_dossier,
    shown_home,
)
from app.ui.panels import message_html
from app.ui.workbench.downloads import handed_out
from app.ui.workbench.exchange import Reply
from app.ui.workbench.sending import note_html

Act = Callable[[Place], Reply]


def opened(place: Place) -> Reply:
    """The tab as its address says. A dossier or an item that is gone is told, and what is left is shown."""
    address = read_address(place.sent.address)
    wanted = {name: next(iter(address.fields.get(name, ())), "") for name in (DOSSIER, ITEM)}
    if address.tab != TAB or not wanted[DOSSIER]:
        return shown_home(place)
    try:
        dossier = place.store.dossier(place.actor, wanted[DOSSIER])
    except RecordMissing as gone:
        return _with_message(shown_home(place), gone, place)
    reply = shown_dossier(place, dossier).model_copy(update={"focus": ""})
    if not wanted[ITEM]:
        return reply
    at = _at(place, dossier)
    try:
        parts = reply.parts | editor_part(at, dossier, wanted[ITEM])
    except RecordMissing as gone:
        return _with_message(reply, gone, place)
    return reply.model_copy(update={"parts": parts, "query": query(place, dossier.id, wanted[ITEM])})


def _at(place: Place, dossier: Dossier) -> Place:
    """The same place, with the dossier open."""
    return replace(place, sent=place.sent.model_copy(update={"dossier": dossier.id}))


def _with_message(reply: Reply, fault: AdvisorError, place: Place) -> Reply:
    return reply.model_copy(update={"message": message_html(fault.user_message(place.language), "info")})


def home(place: Place) -> Reply:
    """Back to the list."""
    return shown_home(place).model_copy(update={"focus": "draft-list-title"})


def open_dossier(place: Place) -> Reply:
    """One dossier."""
    return shown_dossier(place, place.store.dossier(place.actor, place.dossier_id))


def start(place: Place) -> Reply:
    """A new dossier, open. A form that was sent along is read first; its items are shown to be corrected."""
    sent = place.sent
    form_file = None
    if sent.form == LOADED:
        if not sent.path:
            raise EditRejected("form_file_missing")
        form_file = clean_file_name(sent.file_name), place.uploads.take(sent.path)
    dossier = place.desk.start(
        place.actor,
        sent.title,
        outline=None if form_file else sent.form,
        form_file=form_file,
        hub_type=hub_type_of(sent.hub_type),
        language=place.language,
    )
    focus = "draft-head-title" if dossier.form.format is FormFormat.OUTLINE else "draft-form-title"
    said = place.wording.text("started", title=dossier.title)
    return shown_dossier(place, dossier).model_copy(update={"said": said, "focus": focus})


def hub_type_of(given: str) -> str | None:
    """The type as it is kept; anything that is none is: not decided."""
    return given if given in {"international", "regional"} else None


def change(place: Place) -> Reply:
    """Another title or type."""
    dossier = place.store.dossier(place.actor, place.dossier_id)
    if place.sent.title != dossier.title:
        dossier = place.store.rename(place.actor, dossier.id, place.sent.title)
    wanted = hub_type_of(place.sent.hub_type)
    if wanted != dossier.hub_type:
        dossier = place.store.set_type(place.actor, dossier.id, wanted)
    return shown_dossier(place, dossier).model_copy(update={"said": place.wording.text("changed_dossier")})


def delete_dossier(place: Place) -> Reply:
    """Gone with all that belongs to it."""
    place.store.delete_dossier(place.actor, place.dossier_id)
    said = place.wording.text("deleted_dossier")
    return shown_home(place).model_copy(update={"said": said, "focus": "draft-list-title"})


def add(place: Place) -> Reply:
    """Take a file that was sent. One that cannot be taken is told by name, and the others go on."""
    name = clean_file_name(place.sent.file_name)
    try:
        data = place.uploads.take(place.sent.path)
        receipt = place.desk.upload(place.actor, place.dossier_id, name, data)
    except AdvisorError as fault:
        return Reply(ok=False, message=note_html(_named(fault, name, place), done=False))
    told = place.wording.text("file_taken", name=receipt.name)
    return Reply(parts=receipts_part(place), message=note_html(told, done=True))


def _named(fault: AdvisorError, name: str, place: Place) -> str:
    """What went wrong with the file; its name comes first where the message does not hold it."""
    text = fault.user_message(place.language)
    return text if name in text else place.wording.text("file_fault", name=name, reason=text)


def renew(place: Place) -> Reply:
    """What the files bear out now: after some have come, on another day."""
    dossier = place.store.dossier(place.actor, place.dossier_id)
    return Reply(parts=changed_parts(place, dossier))


def remove(place: Place) -> Reply:
    """Delete a file."""
    place.desk.remove(place.actor, place.dossier_id, place.sent.file)
    dossier = place.store.dossier(place.actor, place.dossier_id)
    parts = receipts_part(place) | changed_parts(place, dossier)
    return Reply(parts=parts, said=place.wording.text("file_removed"), focus="draft-files-title")


def review(place: Place) -> Reply:
    """Look again at what does not agree."""
    dossier = place.store.dossier(place.actor, place.dossier_id)
    found = len(reviewed_now(place, dossier.id).issues)
    said = place.wording.text("reviewed", n=found)
    return Reply(parts=changed_parts(place, dossier), said=said, focus="draft-review-title")


def history(place: Place) -> Reply:
    """What happened to the dossier."""
    names = {item.id: item_name(item) for item in place.store.items(place.actor, place.dossier_id)}
    events = place.store.events(place.actor, place.dossier_id)
    return Reply(parts={"history": events_html(events, names, place.wording)})


def export(place: Place) -> Reply:
    """The form filled in, as a file."""
    sent = place.sent
    made = place.desk.export(place.actor, place.dossier_id, sent.ending, sent.only_approved, place.language)
    return handed_out(made, place.wording)


def annex(place: Place) -> Reply:
    """The annex of evidence, as a file."""
    sent = place.sent
    made = place.desk.annex(place.actor, place.dossier_id, sent.ending, sent.only_approved, place.language)
    return handed_out(made, place.wording)


DOSSIER_ACTS: dict[str, Act] = {
    "opened": opened,
    "home": home,
    "open": open_dossier,
    "start": start,
    "change": change,
    "delete_dossier": delete_dossier,
    "add": add,
    "renew": renew,
    "remove": remove,
    "review": review,
    "history": history,
    "export": export,
    "annex": annex,
}
