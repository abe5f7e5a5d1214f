"""What is done to an inquiry: mended, moved, deleted, its files read, its history looked at."""

from datetime import datetime
from typing import TypeVar

from advisor.answering.models import Intent
from advisor.errors import EditRejected, RecordMissing
from advisor.inquiries.records import ApplicantKind
from advisor.programs.schedule import JST
from app.ui.inquiries.history import log_html, versions_html
from app.ui.inquiries.inquiry_head import details_html, head_html, questions_html
from app.ui.inquiries.list_acts import Act
from app.ui.inquiries.messages import file_part, file_text_html
from app.ui.inquiries.place import Place
from app.ui.inquiries.showing import inquiry_parts, shown_inquiry, shown_list
from app.ui.workbench.comparing import differences_html
from app.ui.workbench.exchange import Reply
from app.ui.workbench.sources import source_part

Kind = TypeVar("Kind", Intent, ApplicantKind)


def file_text(place: Place) -> Reply:
    """The text of a file in a mail."""
    sent = place.sent
    text = place.desk.attachment_text(place.actor, sent.inquiry, sent.message, sent.number)
    shown = {file_part(sent.message, sent.number): file_text_html(text, place.wording)}
    return Reply(parts=shown, said=place.wording.text("file_shown"))


def questions(place: Place) -> Reply:
    """These questions in place of those that were there."""
    sent = place.sent
    inquiry = place.desk.set_questions(place.actor, sent.inquiry, sent.texts, sent.revision)
    parts = inquiry_parts(place, inquiry)
    return Reply(parts=parts, said=place.wording.text("questions_saved"), focus="inq-questions-title")


def details(place: Place) -> Reply:
    """Another topic, sender, assignee, due time."""
    sent = place.sent
    inquiry = place.store.change(
        place.actor,
        sent.inquiry,
        sent.revision,
        topic=_one_of(Intent, sent.topic),
        kind=_one_of(ApplicantKind, sent.kind),
        organisation=sent.organisation,
        sender_name=sent.sender_name,
        assignee=sent.assignee,
        due_at=_moment(sent.due),
    )
    parts = {
        "head": head_html(inquiry, place.moment, place.wording),
        "questions": questions_html(inquiry, place.wording),
        "details": details_html(inquiry, place.wording),
    }
    return Reply(parts=parts, said=place.wording.text("details_saved"), focus="inq-head-title")


def _one_of(kind: type[Kind], value: str) -> Kind:
    try:
        return kind(value)
    except ValueError as fault:
        raise EditRejected("request_unknown") from fault


def _moment(text: str) -> datetime | None:
    """A time as the browser's field gives it, in Tokyo; None for none. Raises EditRejected("day_unreadable")."""
    if not text:
        return None
    try:
        return datetime.fromisoformat(text).replace(tzinfo=JST)
    except ValueError as fault:
        raise EditRejected("day_unreadable", value=text) from fault


def move(place: Place) -> Reply:
    """Put a message into the inquiry of that number; without a number into one of its own. That one is then shown."""
    sent = place.sent
    target = sent.target.strip()
    to = None
    if target:
        if not (target.isdecimal() and len(target) < 10):
            raise RecordMissing("inquiry_missing")
        to = place.store.by_number(place.actor, int(target)).id
    inquiry = place.desk.move_message(place.actor, sent.inquiry, sent.message, to)
    said = place.wording.text("moved", n=inquiry.number)
    return shown_inquiry(place, inquiry).model_copy(update={"said": said})


def delete(place: Place) -> Reply:
    """Gone with its mails and texts; the log keeps that it was there."""
    place.store.delete(place.actor, place.sent.inquiry)
    said = place.wording.text("deleted")
    return shown_list(place.at("")).model_copy(update={"said": said, "focus": "inq-list-title"})


def versions(place: Place) -> Reply:
    """All versions of the reply."""
    found = place.store.versions(place.actor, place.inquiry().id)
    return Reply(parts={"versions": versions_html(found, place.wording)})


def compare(place: Place) -> Reply:
    """What changed between two versions."""
    sent = place.sent
    pieces = place.desk.compare(place.actor, sent.inquiry, sent.old, sent.new)
    return Reply(parts={"differences": differences_html(pieces, place.wording)}, said=place.wording.text("compared"))


def log(place: Place) -> Reply:
    """What happened to the inquiry."""
    events = place.store.events(place.actor, place.inquiry().id)
    return Reply(parts={"log": log_html(events, place.wording)})


def source(place: Place) -> Reply:
    """The source of a quote, beside the reply."""
    return source_part(place.sent, place.knowledge, place.language, "inq")


INQUIRY_ACTS: dict[str, Act] = {
    "file_text": file_text,
    "questions": questions,
    "details": details,
    "move": move,
    "delete": delete,
    "versions": versions,
    "compare": compare,
    "log": log,
    "source": source,
}
