"""Taking in what arrives: nothing twice, threads joined, past replies kept as what they were."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from advisor.inquiries.answer_rows import add_answers
from advisor.inquiries.arrivals import Arrival, TakenIn
from advisor.inquiries.asked_again import asked_again
from advisor.inquiries.change import Change
from advisor.inquiries.inquiry_rows import add_inquiry, put_inquiry, read_kept
from advisor.inquiries.inquiry_rules import Kept, followed_up, questions_added, repeated, sane
from advisor.inquiries.message_keys import arrival_key
from advisor.inquiries.message_rows import add_message, candidates, kept_incoming, known_arrivals
from advisor.inquiries.reading.inquiry import ReadInquiry
from advisor.inquiries.records import Incoming, Inquiry, InquiryEventKind, InquiryStatus, ReplyVersionKind
from advisor.inquiries.reply_rows import add_version, put_reply
from advisor.inquiries.reply_rules import ReplyWords
from advisor.inquiries.transactions import Stored
from advisor.storage.actors import Actor
from advisor.storage.words import storable


class Receiving(Stored):
    """Arrivals."""

    def receive(self, actor: Actor, arrivals: Sequence[Arrival]) -> list[TakenIn]:
        """Keep what arrives, in its order, all in one transaction; what became of each.

        What has a key that is known is passed over. A message of a thread that is known joins its inquiry: it asks
        further and takes up again what was decided, or (a duplicate) is only counted. A past inquiry with its reply
        is always one of its own, and counts as sent. Raises RecordMissing("workspace_missing").
        """
        with self._entering(actor) as change:
            known = known_arrivals(change.connection, actor, [arrival_key(each.incoming.key) for each in arrivals])
            taken: list[TakenIn] = []
            for arrival in arrivals:
                key = arrival_key(arrival.incoming.key)
                if key in known:
                    inquiry_id, message = known[key]
                    number = read_kept(change.connection, actor, inquiry_id).inquiry.number
                    taken.append(TakenIn(inquiry_id=inquiry_id, number=number, message_id=message, known=True))
                    continue
                taken.append(self._take(change, key, arrival))
                known[key] = (taken[-1].inquiry_id, taken[-1].message_id)
            return taken

    def known_keys(self, actor: Actor, keys: Sequence[str]) -> set[str]:
        """Which of these keys of arrivals are kept already."""
        kept = {arrival_key(key): key for key in keys}
        with self.database.reading() as connection:
            return {kept[key] for key in known_arrivals(connection, actor, list(kept))}

    def _take(self, change: Change, key: str, arrival: Arrival) -> TakenIn:
        incoming, message = kept_incoming(arrival.incoming, change), uuid.uuid4().hex
        joining = None
        past = bool(incoming.past_reply.strip())
        if not past:
            joining = self._join(incoming, candidates(change.connection, change.actor, incoming))
        if joining is None:
            inquiry = new_inquiry(change, incoming, arrival.reading, message, arrival.due_at)
            change.tell(InquiryEventKind.RECEIVED, inquiry, incoming.channel)
        else:
            before = read_kept(change.connection, change.actor, joining.inquiry_id)
            inquiry = joined_inquiry(change, before, arrival, incoming, message, joining.duplicate)
        duplicate = joining is not None and joining.duplicate
        add_message(change, message, inquiry.id, key, incoming, arrival.raw, duplicate)
        if past:
            self._keep_past_reply(change, inquiry, incoming)
        return TakenIn(
            inquiry_id=inquiry.id,
            number=inquiry.number,
            message_id=message,
            joined=joining is not None,
            duplicate=duplicate,
        )

    def _keep_past_reply(self, change: Change, inquiry: Inquiry, incoming: Incoming) -> None:
        """What was answered then, approved by whoever brings it in."""
        words = ReplyWords("", storable(incoming.past_reply))
        sent_at = sane(incoming.past_replied_at, change.at) if incoming.past_replied_at is not None else None
        at, by, by_id = sent_at or inquiry.received_at, change.actor.name, change.actor.id
        columns = {
            "approved_at": at,
            "approved_by": by,
            "approved_by_id": by_id,
            "sent_at": sent_at,
            "sent_by": by,
            "sent_by_id": by_id,
            "sent_as": "other",
            "first_sent_at": sent_at,
        }
        put_reply(change, inquiry.id, None, subject=words.subject, text=words.text, **columns)
        add_version(change, inquiry.id, ReplyVersionKind.IMPORT, words, InquiryStatus.SENT)
        add_answers(change, inquiry, self._answers_of(inquiry, words.text, None, at, by))
        change.tell(InquiryEventKind.SENT, inquiry, "import", words.text)


def new_inquiry(
    change: Change, incoming: Incoming, reading: ReadInquiry, message: str, due_at: datetime | None
) -> Inquiry:
    """Keep an inquiry that begins with this message (`message`: its id)."""
    past = bool(incoming.past_reply.strip())
    inquiry = Inquiry(
        id=uuid.uuid4().hex,
        number=change.next_inquiry(),
        status=InquiryStatus.SENT if past else InquiryStatus.NEW,
        sender_name=incoming.sender_name,
        sender_email=incoming.sender_email,
        organisation=incoming.organisation,
        subject=incoming.subject,
        language=reading.language,
        topic=reading.topic,
        kind=reading.kind,
        flags=tuple(dict.fromkeys(reading.flags)),
        questions=(),
        assignee="",
        received_at=incoming.received_at,
        latest_at=incoming.received_at,
        due_at=None if past or due_at is None else sane(due_at, change.at),
        messages=1,
        duplicates=0,
        revision=1,
        text_revision=1,
        updated_at=change.at,
        updated_by=change.actor.name,
    )
    questions, last = questions_added(Kept(inquiry, 0), reading.questions, message)
    inquiry = inquiry.model_copy(update={"questions": questions})
    add_inquiry(change, Kept(inquiry, last))
    return inquiry


def joined_inquiry(
    change: Change, before: Kept, arrival: Arrival, incoming: Incoming, message: str, duplicate: bool
) -> Inquiry:
    """Count a further message of the inquiry; unless it is a duplicate, ask further what it asks."""
    if duplicate:
        inquiry = put_inquiry(change, repeated(before, incoming.received_at))
        change.tell(InquiryEventKind.DUPLICATE, inquiry, incoming.channel)
        return inquiry
    due_at = sane(arrival.due_at, change.at)
    after = followed_up(before, arrival.reading, message, incoming.received_at, due_at)
    if not after.inquiry.organisation and incoming.organisation:
        named = after.inquiry.model_copy(update={"organisation": incoming.organisation})
        after = Kept(named, after.last_question)
    inquiry = put_inquiry(change, after)
    change.tell(InquiryEventKind.JOINED, inquiry, incoming.channel)
    asked_again(change, before.inquiry.status, inquiry)
    return inquiry
