"""The rules of a reply: what may be saved and decided, what joins the last version. Pure."""

import hashlib
import re
from datetime import datetime, timedelta
from typing import NamedTuple

from advisor.errors import EditRejected
from advisor.inquiries.inquiry_rules import SUBJECT_CHARS, minute
from advisor.inquiries.records import InquiryEventKind, InquiryStatus, Reply, ReplyVersion, ReplyVersionKind
from advisor.storage.actors import Actor
from advisor.storage.words import one_line, storable

TEXT_CHARS = 50_000  # of a reply
NOTE_CHARS = 5_000
BLANK = "【要記入"  # how a place that a person has to fill in begins
SENT_AS = ("eml", "clipboard", "mailto", "other")
AUTOSAVES = timedelta(minutes=5)  # of one actor that become one version
_REMOVED_CHARS = 100  # more taken away at once begins a version of its own
_BLANKS = re.compile(rf"{BLANK[0]}\s*{BLANK[1:]}[^】\n]*】?|\[\s*TO BE FILLED IN[^\]\n]*\]?", re.I)
_SHOWN_BLANKS = 5


class ReplyWords(NamedTuple):
    """What a reply says."""

    subject: str = ""
    text: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing is said."""
        return not self.text.strip()


class ReplyRejected(EditRejected):
    """A change that does not fit the reply as it stands, which is in `current`; None where there is none yet."""

    def __init__(self, code: str, current: Reply | None, **values: object) -> None:
        self.current = current
        super().__init__(code, **values)


class Step(NamedTuple):
    """A step that a person decides on. `version`: what it leaves in the versions of the reply, if anything."""

    start: frozenset[InquiryStatus]
    end: InquiryStatus
    event: InquiryEventKind
    version: ReplyVersionKind | None
    note_needed: frozenset[InquiryStatus] = frozenset()  # where the note has to say why


def _any_of(*statuses: InquiryStatus) -> frozenset[InquiryStatus]:
    return frozenset(statuses)


_S, _E, _V = InquiryStatus, InquiryEventKind, ReplyVersionKind
_NOBODY_DECIDED = _any_of(_S.NEW, _S.DRAFTED, _S.IN_REVIEW, _S.REOPENED)
_DRAFTS = _any_of(_S.NEW, _S.DRAFTED, _S.REOPENED)  # new ones with a text: a message came after it was written
_DONE = _any_of(_S.APPROVED, _S.SENT, _S.CLOSED)

TO_REVIEW = Step(_DRAFTS, _S.IN_REVIEW, _E.SENT_TO_REVIEW, _V.TO_REVIEW)
APPROVE = Step(_any_of(_S.IN_REVIEW), _S.APPROVED, _E.APPROVED, _V.APPROVE)
REJECT = Step(_NOBODY_DECIDED - {_S.NEW}, _S.NEW, _E.REJECTED, _V.REJECT, note_needed=_NOBODY_DECIDED)
SEND_BACK = Step(_any_of(_S.IN_REVIEW), _S.DRAFTED, _E.SENT_BACK, _V.SEND_BACK, note_needed=_NOBODY_DECIDED)
REOPEN = Step(_DONE, _S.REOPENED, _E.REOPENED, _V.REOPEN, note_needed=_DONE)
MARK_SENT = Step(_any_of(_S.APPROVED), _S.SENT, _E.SENT, _V.SENT)
CLOSE = Step(_NOBODY_DECIDED | {_S.SENT}, _S.CLOSED, _E.CLOSED, None, note_needed=_NOBODY_DECIDED)


def reply_words(subject: str, text: str) -> ReplyWords:
    """The words as they can be kept. Raises EditRejected("reply_too_long"), ("reply_subject_too_long")."""
    kept = ReplyWords(one_line(subject), storable(text))
    if len(kept.text) > TEXT_CHARS:
        raise EditRejected("reply_too_long", length=f"{len(kept.text):,}", limit=f"{TEXT_CHARS:,}")
    if len(kept.subject) > SUBJECT_CHARS:
        raise EditRejected("reply_subject_too_long", limit=f"{SUBJECT_CHARS:,}")
    return kept


def reply_note(note: str) -> str:
    """The note as it can be kept. Raises EditRejected("note_too_long")."""
    kept = storable(note).strip()
    if len(kept) > NOTE_CHARS:
        raise EditRejected("note_too_long", limit=f"{NOTE_CHARS:,}")
    return kept


def blanks(text: str) -> tuple[str, ...]:
    """The places that a person still has to fill in, also a mark that lost its end.

    >>> blanks("締切は【要記入: 日時】です。[TO BE FILLED IN: fee")
    ('【要記入: 日時】', '[TO BE FILLED IN: fee')
    """
    return tuple(_BLANKS.findall(text))


def refuse_unfinished(reply: Reply | None, for_approval: bool) -> None:
    """Raises ReplyRejected("reply_empty"), and ("reply_has_blanks") where the reply is to be approved."""
    if reply is None or not reply.text.strip():
        raise ReplyRejected("reply_empty", reply)
    left = blanks(f"{reply.subject}\n{reply.text}") if for_approval else ()
    if left:
        shown = "、".join(left[:_SHOWN_BLANKS])
        raise ReplyRejected("reply_has_blanks", reply, count=len(left), blanks=shown)


def status_after_edit(status: InquiryStatus, words: ReplyWords) -> InquiryStatus:
    """Where the inquiry stands after a person wrote these words: what is in review stays there."""
    if status is InquiryStatus.IN_REVIEW:
        return status
    if words.empty:
        return InquiryStatus.NEW if status is InquiryStatus.DRAFTED else status
    return InquiryStatus.DRAFTED


def edit_refusal(status: InquiryStatus, reply: Reply | None) -> ReplyRejected | None:
    """Why nothing may be written now: it is approved or sent, or the inquiry is closed."""
    if status is InquiryStatus.CLOSED:
        return ReplyRejected("inquiry_closed", reply)
    if status in (InquiryStatus.APPROVED, InquiryStatus.SENT) and reply is not None:
        return ReplyRejected("reply_approved", reply, by=reply.approved_by, at=minute(_decided_at(reply)))
    return None


def changed_meanwhile(reply: Reply | None) -> ReplyRejected:
    """The refusal of a change that was made on an older state of the reply."""
    by, at = (reply.updated_by, minute(reply.updated_at)) if reply is not None else ("-", "-")
    return ReplyRejected("reply_changed_meanwhile", reply, by=by, at=at)


def joins(last: ReplyVersion, by_id: str, begun_at: datetime, actor: Actor, words: ReplyWords, at: datetime) -> bool:
    """Whether an edit goes into the `last` version (begun at `begun_at` by `by_id`) instead of making a new one.

    Only onto the actor's own edit of the last minutes, and never when that would lose more than a few words.
    """
    return (
        last.kind is ReplyVersionKind.EDIT
        and (by_id, last.by) == (actor.id, actor.name)
        and timedelta() <= at - begun_at < AUTOSAVES
        and _removed(last.text, words.text) + _removed(last.subject, words.subject) <= _REMOVED_CHARS
    )


def text_sha256(text: str) -> str:
    """What the log keeps of a text."""
    return hashlib.sha256(storable(text).encode()).hexdigest()


def _decided_at(reply: Reply) -> datetime:
    return reply.approved_at or reply.updated_at


def _removed(old: str, new: str) -> int:
    """Characters of `old` between what both texts begin and end with."""
    shorter = min(len(old), len(new))
    start = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    rest = shorter - start
    end = next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
    return len(old) - start - end
