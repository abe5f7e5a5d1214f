"""What is done without an open inquiry: listed, taken in, drafted in one go, counted."""

import time
from collections.abc import Callable, Iterator
from datetime import date

from advisor.errors import AdvisorError, EditRejected, RecordMissing
from advisor.evidence.file_names import clean_file_name
from advisor.exporting.exported import exported
from advisor.guides.export import csv_bytes
from advisor.guides.tables import Table
from advisor.inquiries.figures import Figures, figure_tables
from advisor.inquiries.taking_in import Imported
from app.ui.address import read_address
from app.ui.inquiries.exchange import ListFilter
from app.ui.inquiries.figures import tables_html
from app.ui.inquiries.intake import receipt_html
from app.ui.inquiries.place import Place
from app.ui.inquiries.showing import INQUIRY, PUBLIC, TAB, batch_part, query, rows_part, shown_inquiry, shown_list
from app.ui.panels import message_html
from app.ui.workbench.downloads import handed_out
from app.ui.workbench.exchange import Reply
from app.ui.workbench.sending import ended_html, going_html, note_html

Act = Callable[[Place], Reply]
_TOLD_EVERY_S = 0.4  # of thousands of steps not each is worth a message


def opened(place: Place) -> Reply:
    """The tab as its address says. An inquiry that is gone is told, and the list is shown."""
    address = read_address(place.sent.address)
    if address.tab != TAB:
        return shown_list(place)
    given = {name: address.fields[name][0][:40] for name in PUBLIC if name in address.fields}
    place = _filtered(place, ListFilter(**given))
    wanted = next(iter(address.fields.get(INQUIRY, ())), "")
    if not wanted:
        return shown_list(place)
    try:
        inquiry = place.store.inquiry(place.actor, wanted)
    except RecordMissing as gone:
        told = message_html(gone.user_message(place.language), "info")
        return shown_list(place).model_copy(update={"message": told})
    return shown_inquiry(place, inquiry).model_copy(update={"focus": ""})


def _filtered(place: Place, wanted: ListFilter) -> Place:
    changed = place.sent.model_copy(update={"filter": wanted})
    return Place(**{**place.__dict__, "sent": changed})


def home(place: Place) -> Reply:
    """Back to the list."""
    return shown_list(place).model_copy(update={"focus": "inq-list-title"})


def narrow(place: Place) -> Reply:
    """The list for what the filter says."""
    total = place.wording.text("filtered")
    return Reply(parts=rows_part(place), query=query(place), said=total)


def open_inquiry(place: Place) -> Reply:
    """One inquiry."""
    return shown_inquiry(place, place.inquiry())


def renew(place: Place) -> Reply:
    """What is shown, as it is now: after work that was stopped, on another day."""
    if place.sent.inquiry:
        return shown_inquiry(place, place.inquiry()).model_copy(update={"focus": ""})
    return Reply(parts=rows_part(place) | batch_part(place))


def take(place: Place) -> Reply:
    """Keep a pasted text; where it belongs to an inquiry that is there, that is told."""
    sent = place.sent
    taken = place.desk.take_text(
        place.actor,
        sent.body,
        subject=sent.subject,
        sender_name=sent.sender_name,
        sender_email=sent.sender_email,
        organisation=sent.organisation,
    )
    key = "taken_duplicate" if taken.duplicate else "taken_joined" if taken.joined else "taken_new"
    reply = shown_inquiry(place, place.store.inquiry(place.actor, taken.inquiry_id))
    said = place.wording.text(key, n=taken.number)
    return reply.model_copy(update={"said": said, "message": note_html(said, done=True)})


def import_files(place: Place) -> Iterator[Reply]:
    """Keep what the files hold, one file after the other, telling how far it is; then a receipt for each."""
    receipts: list[str] = []
    for file in place.sent.files:
        name = clean_file_name(file.file_name)
        try:
            data = place.uploads.take(file.place)
            for told in _imported(place, name, data, receipts):
                yield Reply(parts={"importing": "".join(receipts) + told})
        except AdvisorError as fault:
            text = fault.user_message(place.language)
            told = text if name in text else place.wording.text("file_fault", name=name, reason=text)
            receipts.append(note_html(told, done=False))
    parts = rows_part(place) | batch_part(place) | {"importing": "".join(receipts)}
    yield Reply(parts=parts, said=place.wording.text("imported"), ended=True)


def _imported(place: Place, name: str, data: bytes, receipts: list[str]) -> Iterator[str]:
    done, told_at = Imported(), 0.0
    try:
        for step in place.desk.take_file(place.actor, name, data, place.language):
            done = done.plus(step)
            if time.monotonic() - told_at > _TOLD_EVERY_S:
                told_at = time.monotonic()
                text = place.wording.text("importing", name=name, done=step.done, of=step.total)
                yield going_html(step.done, step.total, text)
    except AdvisorError as fault:  # what was kept before stays kept, and is told with the reason
        done = done.model_copy(update={"faults": (*done.faults, fault.user_message(place.language))})
    receipts.append(receipt_html(name, done, place.wording))


def draft_all(place: Place) -> Iterator[Reply]:
    """Draft the reply of each that waits for one; each is kept as soon as it is there."""
    wording = place.wording
    waiting = place.desk.waiting(place.actor)
    yield Reply(parts={"drafting": going_html(0, len(waiting), wording.text("batch_going", done=0, of=len(waiting)))})
    done = 0
    try:
        for inquiry, _ in place.desk.draft_all(place.actor, place.moment, [each.id for each in waiting]):
            done += 1
            text = wording.text("batch_going", done=done, of=len(waiting))
            last = wording.text("batch_last", n=inquiry.number, subject=inquiry.subject or wording.text("no_subject"))
            yield Reply(parts={"drafting": going_html(done, len(waiting), text, last)})
    except AdvisorError as fault:
        parts = rows_part(place) | batch_part(place)
        yield Reply(ok=False, parts=parts, message=message_html(fault.user_message(place.language)), ended=True)
        return
    text = wording.text("batch_done", n=done)
    parts = rows_part(place) | batch_part(place) | {"drafting": ended_html(text)}
    yield Reply(parts=parts, said=text, focus="inq-list-title", ended=True)


def figures(place: Place) -> Reply:
    """The tables of a period."""
    sent = place.sent
    shown = tables_html(_tables(place), sent.since, sent.until, place.wording)
    return Reply(parts={"tables": shown}, said=place.wording.text("figures_shown"), focus="inq-tables-title")


def figures_csv(place: Place) -> Reply:
    """One of the tables as a file."""
    tables = _tables(place)
    if place.sent.table >= len(tables):
        raise EditRejected("request_unknown")
    table = tables[place.sent.table]
    return handed_out(exported(table.title, ".csv", csv_bytes(table)), place.wording)


def _tables(place: Place) -> tuple[Table, ...]:
    return figure_tables(figures_of(place), place.language)


def figures_of(place: Place) -> Figures:
    """The figures of the period that was sent. Raises EditRejected("day_unreadable")."""
    since, until = (_day(text) for text in (place.sent.since, place.sent.until))
    return place.desk.figures(place.actor, since, until)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as fault:
        raise EditRejected("day_unreadable", value=text) from fault


def audit(place: Place) -> Reply:
    """The whole log as a file."""
    return handed_out(place.desk.audit(place.actor, place.sent.ending, place.language), place.wording)


LIST_ACTS: dict[str, Act] = {
    "opened": opened,
    "home": home,
    "filter": narrow,
    "open": open_inquiry,
    "renew": renew,
    "take": take,
    "figures": figures,
    "figures_csv": figures_csv,
    "audit": audit,
}
GOING: dict[str, Callable[[Place], Iterator[Reply]]] = {"import": import_files, "draft_all": draft_all}
