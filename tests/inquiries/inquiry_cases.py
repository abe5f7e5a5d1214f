"""Fictional (架空) inquiries: who sends them, what is drafted, and how they come to stand where a test begins."""

import itertools
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from advisor.answering.models import Answer, Citation, Intent, Locator, Statement, Status
from advisor.inquiries.arrivals import Arrival, TakenIn
from advisor.inquiries.reading.inquiry import ReadInquiry
from advisor.inquiries.records import (
    AnsweredQuestion,
    ApplicantKind,
    Channel,
    Flag,
    Incoming,
    Inquiry,
    InquiryQuestion,
    InquiryStatus,
    Reply,
    ReplyDraft,
)
from advisor.inquiries.store import InquiryStore
from advisor.messages import Language
from advisor.programs.schedule import JST
from advisor.storage.actors import Actor

HANAKO = Actor(id="hanako", name="架空 花子", workspace="kakuu-office")
TARO = Actor(id="taro", name="架空 太郎", workspace="kakuu-office")
OUTSIDER = Actor(id="jiro", name="別所 次郎", workspace="betsu-office")

MONDAY = datetime(2025, 8, 18, 10, 0, tzinfo=JST)
ASKED = "高等専門学校は申請できますか。"
_keys = itertools.count(1)


class Clock:
    """Goes on by a second with each look, and as far as a test sets it."""

    def __init__(self) -> None:
        self.at = datetime(2025, 8, 19, 9, 0, tzinfo=JST)

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at

    def pass_by(self, **span: float) -> None:
        self.at += timedelta(**span)


def reading(*asked: str, flags: tuple[Flag, ...] = (), topic: Intent = Intent.ELIGIBILITY) -> ReadInquiry:
    questions = tuple(
        InquiryQuestion(id=f"q{number}", text=text, topic=topic, message_id="as it arrived")
        for number, text in enumerate(asked, start=1)
    )
    return ReadInquiry(
        language=Language.JA, topic=topic, kind=ApplicantKind.UNIVERSITY, flags=flags, questions=questions
    )


def arrival(
    body: str = ASKED, *asked: str, raw: bytes | None = None, flags: tuple[Flag, ...] = (), **how: Any
) -> Arrival:
    """A mail of Kakuu university, asking what its body says; other fields of Incoming by name."""
    fields: dict[str, Any] = {
        "channel": Channel.EML,
        "key": f"mail:{next(_keys)}",
        "sender_name": "架空 一郎",
        "sender_email": "ichiro@kakuu.example.ac.jp",
        "organisation": "架空大学",
        "subject": "高専の申請資格について",
        "body": body,
        "received_at": MONDAY,
        **how,
    }
    return Arrival(
        incoming=Incoming(**fields),
        raw=raw,
        reading=reading(*(asked or (body,)), flags=flags),
        due_at=fields["received_at"] + timedelta(days=3),
    )


def take(store: InquiryStore, *arrivals: Arrival, actor: Actor = HANAKO) -> list[TakenIn]:
    return store.receive(actor, arrivals)


def new_inquiry(store: InquiryStore, body: str = ASKED, actor: Actor = HANAKO, **how: Any) -> Inquiry:
    """One that joins no other, unless its sender is named."""
    how.setdefault("sender_email", f"nobody{next(_keys)}@example.jp")
    taken = store.receive(actor, [arrival(body, **how)])[0]
    assert not taken.joined
    return store.inquiry(actor, taken.inquiry_id)


def answer(question: str) -> Answer:
    quote = Citation(
        n=1,
        source_id="call-7",
        title="公募要領",
        issuer="経済産業省",
        issued_on="2025-07-18",
        round=7,
        locator=Locator(),
        quote="大学、高等専門学校",
        start=0,
        end=9,
    )
    said = "高等専門学校も申請できます。"
    return Answer(
        question=question,
        language=Language.JA,
        as_of=MONDAY,
        program="j-innovation-hub",
        round=7,
        intent=Intent.ELIGIBILITY,
        status=Status.ANSWERED,
        text=said,
        statements=(Statement(text=said, citations=(1,)),),
        citations=(quote,),
    )


def draft(inquiry: Inquiry, text: str = "高等専門学校も申請できます。", **more: Any) -> ReplyDraft:
    answered = tuple(
        AnsweredQuestion(question=each, answer=answer(each.text), text=text, open=number > 0)
        for number, each in enumerate(inquiry.questions)
    )
    return ReplyDraft(
        subject=f"Re: {inquiry.subject}",
        text=text,
        language=Language.JA,
        as_of=MONDAY,
        round=7,
        text_revision=inquiry.text_revision,
        answered=answered,
        **more,
    )


def drafted(store: InquiryStore, inquiry: Inquiry, text: str = "高等専門学校も申請できます。") -> Reply:
    reply = store.reply(HANAKO, inquiry.id)
    made = draft(store.inquiry(HANAKO, inquiry.id), text)
    return store.save_draft(HANAKO, inquiry.id, made, reply.revision if reply else 0)


def revision(store: InquiryStore, inquiry_id: str, actor: Actor = HANAKO) -> int:
    reply = store.reply(actor, inquiry_id)
    return reply.revision if reply is not None else 0


def approved(store: InquiryStore, inquiry: Inquiry, text: str = "高等専門学校も申請できます。") -> Reply:
    drafted(store, inquiry, text)
    store.to_review(HANAKO, inquiry.id, "", revision(store, inquiry.id))
    _, reply = store.approve(TARO, inquiry.id, "", revision(store, inquiry.id))
    assert reply is not None
    return reply


def bring_to(store: InquiryStore, inquiry: Inquiry, status: InquiryStatus) -> Inquiry:
    """The inquiry, with a reply, brought from new to this status by the steps that people take."""
    ways: dict[InquiryStatus, list[Callable[[int], Any]]] = {
        InquiryStatus.NEW: [lambda now: store.reject(HANAKO, inquiry.id, "書き直します", now)],
        InquiryStatus.DRAFTED: [],
        InquiryStatus.IN_REVIEW: [lambda now: store.to_review(HANAKO, inquiry.id, "", now)],
        InquiryStatus.CLOSED: [lambda now: store.close(HANAKO, inquiry.id, "公募と関係がないため", now)],
    }
    ways[InquiryStatus.APPROVED] = [
        *ways[InquiryStatus.IN_REVIEW],
        lambda now: store.approve(TARO, inquiry.id, "", now),
    ]
    ways[InquiryStatus.SENT] = [
        *ways[InquiryStatus.APPROVED],
        lambda now: store.mark_sent(HANAKO, inquiry.id, "", now, "eml"),
    ]
    ways[InquiryStatus.REOPENED] = [
        *ways[InquiryStatus.SENT],
        lambda now: store.reopen(HANAKO, inquiry.id, "誤りがあったため", now),
    ]
    drafted(store, inquiry)
    for step in ways[status]:
        step(revision(store, inquiry.id))
    reached = store.inquiry(HANAKO, inquiry.id)
    assert reached.status is status
    return reached
