"""Which inquiry a message that arrives belongs to: a follow-up of its thread, or the same mail again. Pure.

Joining too much is the worse fault: a person finds two inquiries of one sender side by side, but not one that went
into a stranger's. So a thread is joined by the ids of its mails, or by one sender and a subject that says something;
and what two senders both write stays two inquiries, though they paste the same text.
"""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from rapidfuzz import fuzz

from advisor.folding import search_form
from advisor.inquiries.records import Incoming
from advisor.values import Value

WITHIN = timedelta(days=30)  # how long a subject alone holds a thread together
ALIKE = 95.0  # rapidfuzz ratio (0–100) of folded bodies from which they say the same
_SHORT = 12  # characters of a folded body under which the ratio says too little: it has to be the same
_COVER = 60  # characters of a folded body that can be a word along with a mail that is sent again
_LONGEST = 20_000  # characters of a body that are compared

_PREFIX = re.compile(
    r"^\s*(?:(?:re|fwd?|aw|wg|返信|転送|回答|返)\s*(?:\[\d+\]|\(\d+\)|\*\d+)?\s*[:]\s*|\[[^\]\n]{1,24}\]\s*"
    r"|[【(]?再送[】)]?[:\s]*)",
    re.I,
)
_AGAIN = re.compile(
    r"再送|再度.{0,6}送|もう一度.{0,6}送|転送|届いて|重ねて|\b(?:re-?sen[dt]|send(?:ing)? (?:this )?again|forward)",
    re.I,
)
_FORWARDED = re.compile(r"^\s*(?:\[[^\]]*\]\s*)*(?:(?:fwd?|wg|転送)\s*:|[【\[(]?再送)", re.I)
# what many subjects say and none is about: greetings, the word for asking, the call itself
_SAYS_NOTHING = re.compile(
    r"(?:お|ご|御)?(?:問い?合わ?せ|質問|相談|尋ね|伺い|願い|照会|連絡|確認|件名?なし|無題|至急|緊急|重要|再送)"
    r"|(?:について|に関する|に関して|に関し|に対する|の件|です|ください|いただき|いたし?ます|させて|したい|教示|回答|依頼)"
    r"|j-?innovation\s*hub|j-?nexus|イノベーション|拠点|公募|事業|事務局|地域|選抜|プログラム|制度|令和\d+年度?|第\d+回|各位|様|御中|件"
    r"|\b(?:question|inquir(?:y|ies)|enquir(?:y|ies)|query|queries|help|request|urgent|hello|hi|no subject|untitled"
    r"|about|regarding|re|on|the|a|an|for|of|your|our|my|some|program(?:me)?|call|application|innovation|hubs?)s?\b",
    re.I,
)
_WORD = re.compile(r"[0-9a-z\u3040-\u30ff\u3400-\u9fff]{2,}")


class Candidate(Value):
    """A kept message that an arriving one may belong to, with its inquiry. `parents`: what it replies to itself."""

    inquiry_id: str
    message_id: str
    parents: tuple[str, ...] = ()
    sender_email: str
    subject: str
    body: str
    received_at: datetime


class Joining(Value):
    """The inquiry that a message belongs to. `duplicate`: it says again what a message there says."""

    inquiry_id: str
    duplicate: bool


def joined(incoming: Incoming, candidates: Sequence[Candidate]) -> Joining | None:
    """Where `incoming` belongs among `candidates` (messages of one workspace, in any order); None: nowhere yet.

    Of several that fit, the thread that the mail itself names comes before likeness, and the newest message before
    older ones.
    """
    newest_first = sorted(candidates, key=lambda each: each.received_at, reverse=True)
    body = _body_form(incoming.body)
    again = next((each for each in newest_first if _is_the_same(incoming, body, each)), None)
    replied = _replied_to(incoming, newest_first)
    if replied is not None:
        return Joining(inquiry_id=replied.inquiry_id, duplicate=_is_in(again, replied))
    if again is not None:
        return Joining(inquiry_id=again.inquiry_id, duplicate=True)
    goes_on = next((each for each in newest_first if _goes_on(incoming, each)), None)
    return Joining(inquiry_id=goes_on.inquiry_id, duplicate=False) if goes_on is not None else None


def bare_subject(subject: str) -> str:
    """The search form of a subject without Re:, Fwd:, 返信:, 転送: and [list 12].

    >>> bare_subject("Re: [j-hub 12] RE: 転送: 申請資格について")
    '申請資格について'
    """
    text = search_form(subject)
    while (rest := _PREFIX.sub("", text, count=1)) != text:
        text = rest
    return text.strip()


def says_something(subject: str) -> bool:
    """Whether a subject tells one inquiry from another, more than 「お問い合わせ」 or the name of the call does.

    >>> says_something("Re: 公募に関する質問"), says_something("短期大学の申請資格について")
    (False, True)
    """
    return _WORD.search(_SAYS_NOTHING.sub(" ", bare_subject(subject))) is not None


def _replied_to(incoming: Incoming, candidates: Sequence[Candidate]) -> Candidate | None:
    """The message that the mail names as its parent (or that names it), the nearest of its parents first."""
    by_id = {each.message_id: each for each in candidates if each.message_id}
    for parent in reversed(incoming.parents):
        if parent in by_id:
            return by_id[parent]
    if not incoming.message_id:
        return None
    return next((each for each in candidates if incoming.message_id in each.parents), None)


def _is_in(again: Candidate | None, replied: Candidate) -> bool:
    return again is not None and again.inquiry_id == replied.inquiry_id


def _is_the_same(incoming: Incoming, body: str, candidate: Candidate) -> bool:
    """Whether it is that mail resent: by its id, or by one sender with nearly the same words."""
    if incoming.message_id and incoming.message_id == candidate.message_id:
        return True
    if not _same_sender(incoming, candidate):
        return False
    other = _body_form(candidate.body)
    if not body and not other:
        return _same_subject(incoming, candidate)
    if body == other or _sends_again(incoming, body, other):
        return True
    if min(len(body), len(other)) < _SHORT or _figures(body) != _figures(other):
        return False
    return fuzz.ratio(body, other, score_cutoff=ALIKE) > 0


def _sends_again(incoming: Incoming, body: str, other: str) -> bool:
    """Whether it hands on an older mail under itself, with hardly a word of its own but that."""
    handed_on = _FORWARDED.search(search_form(incoming.subject)) or _AGAIN.search(search_form(incoming.body[:_COVER]))
    return bool(handed_on) and len(body) <= _COVER and len(other) >= _SHORT and other in _body_form(incoming.quoted)


def _figures(body: str) -> list[str]:
    """The numbers of a body: a mail that asks of the 7th call what another asked of the 6th is not that mail again."""
    return re.findall(r"\d+", body)


def _goes_on(incoming: Incoming, candidate: Candidate) -> bool:
    near = abs(incoming.received_at - candidate.received_at) <= WITHIN
    return near and _same_sender(incoming, candidate) and _same_subject(incoming, candidate)


def _same_subject(incoming: Incoming, candidate: Candidate) -> bool:
    return says_something(incoming.subject) and bare_subject(incoming.subject) == bare_subject(candidate.subject)


def _same_sender(incoming: Incoming, candidate: Candidate) -> bool:
    ours, theirs = incoming.sender_email.strip().lower(), candidate.sender_email.strip().lower()
    return bool(ours) and ours == theirs


def _body_form(body: str) -> str:
    """The words of a body alone: no spaces, no punctuation."""
    return re.sub(r"[\W_]+", "", search_form(body[:_LONGEST]))
