"""Inquiries and what is needed to draft a reply to them. All senders are fictional."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from advisor.answering.models import Intent
from advisor.inquiries.records import (
    ApplicantKind,
    ApprovedAnswer,
    Flag,
    Inquiry,
    InquiryQuestion,
    InquiryStatus,
    ReplyDraft,
)
from advisor.messages import Language
from advisor.programs.schedule import JST
from advisor.replies.approved import approved_answers_of
from advisor.replies.office import Office

OPEN = datetime(2025, 8, 20, 10, tzinfo=JST)  # the call of round 7 is open
CLOSED = datetime(2025, 9, 20, 10, tzinfo=JST)
OFFICE = Office(
    name="Jイノベ事務局(架空)",
    name_en="Fictional Secretariat",
    email="office@example.jp",
    signature="──────────\nJイノベ事務局(架空)\n〒100-0000 架空県架空市1-2-3\noffice@example.jp",
)


def inquiry(
    *texts: str,
    language: Language = Language.JA,
    flags: Sequence[Flag] = (),
    name: str = "山田 太郎",
    organisation: str = "架空大学 産学連携課",
    subject: str = "公募に関する質問",
    id: str = "i1",
    number: int = 12,
    first: int = 1,
) -> Inquiry:
    """An inquiry with these questions."""
    return Inquiry(
        id=id,
        number=number,
        status=InquiryStatus.NEW,
        sender_name=name,
        sender_email="taro@example.ac.jp",
        organisation=organisation,
        subject=subject,
        language=language,
        topic=Intent.OTHER,
        kind=ApplicantKind.UNIVERSITY,
        flags=tuple(flags),
        questions=tuple(
            InquiryQuestion(id=f"q{at}", text=text, topic=Intent.OTHER, message_id="m1")
            for at, text in enumerate(texts, start=first)
        ),
        assignee="",
        received_at=OPEN,
        latest_at=OPEN,
        due_at=None,
        messages=1,
        duplicates=0,
        revision=1,
        text_revision=1,
        updated_at=OPEN,
        updated_by="",
    )


def approved(draft: ReplyDraft, of: Inquiry, text: str | None = None) -> tuple[ApprovedAnswer, ...]:
    """The answers of a draft that was approved a day later, as it was or with another text."""
    moment = draft.as_of + timedelta(days=1)
    return approved_answers_of(of, draft.text if text is None else text, draft, moment, "鈴木")
