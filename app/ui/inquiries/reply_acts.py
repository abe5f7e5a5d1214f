"""What is done to a reply: drafted, edited, sent to review, decided on, taken out of the house."""

from collections.abc import Callable
from typing import Any

from advisor.dates import now
from advisor.errors import EditRejected
from advisor.inquiries.records import InquiryEventKind, InquiryStatus
from advisor.inquiries.reply_rules import ReplyRejected
from advisor.programs.schedule import JST
from advisor.review.differences import differences
from advisor.storage.actors import Actor
from app.ui.inquiries.inquiry_head import head_html, revision_html
from app.ui.inquiries.list_acts import Act
from app.ui.inquiries.place import Place
from app.ui.inquiries.reply import steps_html
from app.ui.inquiries.showing import inquiry_parts
from app.ui.workbench.comparing import conflict_html
from app.ui.workbench.downloads import handed_out
from app.ui.workbench.exchange import Reply
from app.ui.workbench.wording import moment_words

TITLE = "inq-editor-title"
_LATE = {"reply_changed_meanwhile", "reply_approved", "inquiry_closed"}


def draft(place: Place) -> Reply:
    """The reply drafted anew. Where the inquiry changed while that was done, it is told that it was done again."""
    inquiry_id = place.inquiry().id
    before = place.store.events(place.actor, inquiry_id)
    try:
        place.desk.draft(place.actor, inquiry_id, place.moment)
    except ReplyRejected as late:
        return _conflict(late, place)
    since = place.store.events(place.actor, inquiry_id)[len(before) :]
    again = any(event.kind is InquiryEventKind.DRAFT_DROPPED for event in since)
    return _with_all(place, "drafted_again" if again else "drafted")


def save(place: Place) -> Reply:
    """Keep what was typed, on top of the revision that was read. Too late, it is kept as a version and both shown."""
    sent = place.sent
    before = place.inquiry()
    try:
        reply = place.store.save_text(place.actor, sent.inquiry, sent.subject, sent.text, sent.revision)
    except ReplyRejected as late:
        return _conflict(late, place)
    inquiry = place.inquiry()
    parts, marks = {}, {}
    if inquiry.revision != before.revision:  # the status follows the words; forms that were made before go on from it
        parts = {
            "head": head_html(inquiry, place.moment, place.wording),
            "steps": steps_html(inquiry, reply, place.wording),
        }
        marks = {f"revision {before.revision}": revision_html(inquiry.revision)}
    at = f"{now().astimezone(JST):%H:%M}"
    return Reply(revision=reply.revision, saved_at=at, parts=parts, marks=marks)


def _conflict(late: ReplyRejected, place: Place) -> Reply:
    theirs, sent, wording = late.current, place.sent, place.wording
    if theirs is None or late.code not in _LATE:
        raise late
    said, typed = f"{theirs.subject}\n\n{theirs.text}", f"{sent.subject}\n\n{sent.text}"
    by = wording.text("conflict_theirs", by=wording.person(theirs.updated_by), at=moment_words(theirs.updated_at))
    may_be_changed = place.inquiry().status not in (InquiryStatus.APPROVED, InquiryStatus.SENT, InquiryStatus.CLOSED)
    revision = theirs.revision if may_be_changed else None
    reason = late.user_message(place.language)
    return Reply(ok=False, conflict=conflict_html(reason, said, by, typed, differences(said, typed), revision, wording))


def _step(name: str, needs_name: bool = False) -> Act:
    """A step that a person decides on. `needs_name`: it is refused to somebody who gives none."""

    def done(place: Place) -> Reply:
        step: Callable[..., Any] = getattr(place.store, name)
        actor: Actor = place.decider if needs_name else place.actor
        try:
            step(actor, place.sent.inquiry, place.sent.note, place.sent.revision)
        except ReplyRejected as late:
            return _conflict(late, place)
        return _with_all(place, name)

    return done


def mark_sent(place: Place) -> Reply:
    """That a person has sent the reply, and how."""
    sent = place.sent
    try:
        place.store.mark_sent(place.actor, sent.inquiry, sent.note, sent.revision, sent.sent_as)
    except ReplyRejected as late:
        return _conflict(late, place)
    return _with_all(place, "mark_sent")


def _with_all(place: Place, said: str) -> Reply:
    parts = inquiry_parts(place, place.inquiry())
    return Reply(parts=parts, said=place.wording.text(f"said_{said}"), focus=TITLE)


def eml(place: Place) -> Reply:
    """The approved reply as a mail that is not sent yet."""
    return handed_out(place.desk.eml(place.actor, place.sent.inquiry), place.wording)


def took_out(place: Place) -> Reply:
    """Keep in the log that the approved reply was copied, or opened in a mail program. That it was sent a person says.

    Raises EditRejected("reply_not_approved"), ("request_unknown").
    """
    inquiry = place.inquiry()
    if inquiry.status not in (InquiryStatus.APPROVED, InquiryStatus.SENT):
        raise EditRejected("reply_not_approved")
    if place.sent.sent_as not in ("clipboard", "mailto"):
        raise EditRejected("request_unknown")
    place.store.tell_exported(place.actor, inquiry.id, place.sent.sent_as)
    return Reply()


REPLY_ACTS: dict[str, Act] = {
    "draft": draft,
    "save": save,
    "to_review": _step("to_review"),
    "approve": _step("approve", needs_name=True),
    "send_back": _step("send_back"),
    "reject": _step("reject"),
    "reopen": _step("reopen"),
    "close": _step("close"),
    "mark_sent": mark_sent,
    "eml": eml,
    "took_out": took_out,
}
