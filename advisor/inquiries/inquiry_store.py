"""Inquiries: listed, found, changed, deleted."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypedDict, Unpack

from sqlalchemy import delete, select

from advisor.answering.models import Intent
from advisor.inquiries.answer_rows import take_back_answers
from advisor.inquiries.asked_again import asked_again
from advisor.inquiries.inquiry_rows import (
    LARGEST,
    count,
    filtered,
    here,
    inquiry_of,
    newest_first,
    put_inquiry,
    read_inquiries,
    read_kept,
    read_numbered,
)
from advisor.inquiries.inquiry_rules import (
    Kept,
    detail,
    due_time,
    questions_set,
    refuse_changed,
    refuse_ended,
    status_after_message,
)
from advisor.inquiries.message_rows import read_messages
from advisor.inquiries.records import (
    ApplicantKind,
    Flag,
    Inquiry,
    InquiryEventKind,
    InquiryFilter,
    InquiryPage,
    InquiryQuestion,
    InquiryStatus,
)
from advisor.inquiries.reply_rows import forget_in_drafts
from advisor.inquiries.tables import inquiries
from advisor.inquiries.transactions import Stored
from advisor.storage.actors import Actor


class Details(TypedDict, total=False):
    """What a person may correct of an inquiry besides its questions; only what is given is changed."""

    topic: Intent
    kind: ApplicantKind
    assignee: str
    due_at: datetime | None
    organisation: str
    sender_name: str
    flags: Sequence[Flag]


_LINES = ("assignee", "organisation", "sender_name")


class Inquiries(Stored):
    """Inquiries themselves."""

    def page(self, actor: Actor, filter: InquiryFilter, limit: int, offset: int) -> InquiryPage:
        """Up to `limit` of the inquiries that the filter means, the newest first, after `offset` of them."""
        conditions = filtered(actor, filter)
        wanted = select(inquiries).where(*conditions).order_by(*newest_first())
        cut = wanted.limit(min(max(limit, 0), LARGEST)).offset(min(max(offset, 0), LARGEST))
        with self.database.reading() as connection:
            found = tuple(inquiry_of(row) for row in connection.execute(cut))
            return InquiryPage(inquiries=found, total=count(connection, conditions))

    def all_of(self, actor: Actor, statuses: Sequence[InquiryStatus] = ()) -> list[Inquiry]:
        """All inquiries of these statuses (none: of all), the newest first."""
        with self.database.reading() as connection:
            return read_inquiries(connection, filtered(actor, InquiryFilter(statuses=tuple(statuses))))

    def inquiry(self, actor: Actor, inquiry_id: str) -> Inquiry:
        """One inquiry as it stands. Raises RecordMissing("inquiry_missing")."""
        with self._reading(actor, inquiry_id) as (_, inquiry):
            return inquiry

    def by_number(self, actor: Actor, number: int) -> Inquiry:
        """The inquiry that people call by this number. Raises RecordMissing("inquiry_missing")."""
        with self.database.reading() as connection:
            return read_numbered(connection, actor, number)

    def change(self, actor: Actor, inquiry_id: str, revision: int, **details: Unpack[Details]) -> Inquiry:
        """Correct details, in any status; `revision`: of the inquiry. What stays as it is leaves no line in the log.

        Raises InquiryRejected("inquiry_changed_meanwhile"), EditRejected("inquiry_detail_too_long"),
        ("inquiry_due_invalid").
        """
        wanted = _details(details)
        with self._changing(actor, inquiry_id) as (change, kept):
            refuse_changed(kept.inquiry, revision)
            new = {name: value for name, value in wanted.items() if getattr(kept.inquiry, name) != value}
            if not new:
                return kept.inquiry
            put_inquiry(change, Kept(kept.inquiry.model_copy(update=new), kept.last_question))
            inquiry = read_kept(change.connection, actor, inquiry_id).inquiry
            if "assignee" in new:
                change.tell(InquiryEventKind.ASSIGNED, inquiry, inquiry.assignee)
            others = sorted(new.keys() - {"assignee"})
            if others:
                change.tell(InquiryEventKind.DETAILS_CHANGED, inquiry, ", ".join(others))
            return inquiry

    def set_questions(
        self, actor: Actor, inquiry_id: str, questions: Sequence[InquiryQuestion], revision: int
    ) -> Inquiry:
        """These are the inquiry's questions now; `revision`: of the inquiry. Its reply is outdated by that.

        A question whose id the inquiry does not have gets a new one. Raises InquiryRejected
        ("inquiry_changed_meanwhile"), ("inquiry_status_wrong") where a reply is approved or nothing is to be replied,
        EditRejected for what `inquiry_rules.questions_set` refuses.
        """
        with self._changing(actor, inquiry_id) as (change, kept):
            refuse_changed(kept.inquiry, revision)
            refuse_ended(kept.inquiry)
            messages = [message.id for message in read_messages(change.connection, actor, inquiry_id)]
            wanted, last = questions_set(kept, questions, messages)
            if wanted == kept.inquiry.questions:
                return kept.inquiry
            changes = {
                "questions": wanted,
                "status": status_after_message(kept.inquiry.status),
                "text_revision": kept.inquiry.text_revision + 1,
            }
            put_inquiry(change, Kept(kept.inquiry.model_copy(update=changes), last))
            inquiry = read_kept(change.connection, actor, inquiry_id).inquiry
            change.tell(InquiryEventKind.QUESTIONS_CHANGED, inquiry, str(len(wanted)))
            asked_again(change, kept.inquiry.status, inquiry)
            return inquiry

    def delete(self, actor: Actor, inquiry_id: str) -> None:
        """Delete the inquiry with its mails, texts, versions and approved answers, and what drafts of others quote of
        it. The log keeps that it was there. Raises RecordMissing("inquiry_missing")."""
        with self._changing(actor, inquiry_id) as (change, kept):
            take_back_answers(change, inquiry_id)
            forget_in_drafts(change, inquiry_id)
            change.connection.execute(delete(inquiries).where(*here(actor, inquiries.c.id == inquiry_id)))
            change.tell(InquiryEventKind.DELETED, kept.inquiry)
        self.database.forget_deleted()


def _details(details: Details) -> dict[str, Any]:
    unknown = details.keys() - Details.__annotations__.keys()
    if unknown:
        raise TypeError(f"no detail of an inquiry: {', '.join(sorted(unknown))}")
    # None says that nothing is given, but for the one that there may be none of.
    kept: dict[str, Any] = {name: value for name, value in details.items() if value is not None or name == "due_at"}
    for name in _LINES:
        if name in kept:
            kept[name] = detail(kept[name])
    if "due_at" in kept:
        kept["due_at"] = due_time(kept["due_at"])
    if "flags" in kept:
        kept["flags"] = tuple(dict.fromkeys(kept["flags"]))
    return kept
