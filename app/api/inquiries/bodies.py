"""What the routes for inquiries take."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

from fastapi import Path
from pydantic import BaseModel, ConfigDict, Field

from advisor.answering.models import Intent
from advisor.inquiries.records import ApplicantKind, Inquiry, Reply

BODY_CHARS, LINE_CHARS, FORM_CHARS = 100_000, 500, 4000
InquiryId = Annotated[str, Path(description="The inquiry's id.", max_length=100)]
MessageId = Annotated[str, Path(description="The message's id.", max_length=100)]
Line = Annotated[str, Field(max_length=LINE_CHARS)]
_REVISION = "The revision that was read. Or give it as `If-Match`."


def _taking(*examples: dict[str, Any]) -> ConfigDict:
    return ConfigDict(extra="forbid", json_schema_extra={"examples": list(examples)})


class NewInquiry(BaseModel):
    """An inquiry as text."""

    model_config = _taking(
        {"body": "高専は応募できますか。", "sender_name": "架空 花子", "organisation": "架空高等専門学校"}
    )

    body: str = Field(max_length=BODY_CHARS)
    subject: Line = ""
    sender_name: Line = ""
    sender_email: Line = ""
    organisation: Line = ""
    received_at: str | None = Field(None, max_length=40, description="Asia/Tokyo unless it says. Default: now.")


class FormInquiry(BaseModel):
    """What the public asks by the form. `email` may be left out: then nobody can be replied to by mail."""

    model_config = _taking({"question": "押印は必要ですか。", "name": "架空 花子"})

    question: str = Field(min_length=1, max_length=FORM_CHARS)
    name: Line = ""
    organisation: Line = ""
    email: Line = ""


class FormReceipt(BaseModel):
    """That it was kept: under this number."""

    number: int


class Questions(BaseModel):
    """The questions of an inquiry as a person sees them, in order."""

    model_config = _taking({"questions": ["高専は応募できますか。", "締切はいつですか。"], "revision": 2})

    questions: list[Annotated[str, Field(max_length=2000)]] = Field(max_length=50)
    revision: int | None = Field(None, ge=0, description=_REVISION)


class Details(BaseModel):
    """What to change of an inquiry; what is left out stays."""

    model_config = _taking({"assignee": "架空 太郎", "revision": 2})

    topic: Intent | None = None
    kind: ApplicantKind | None = None
    organisation: Line | None = None
    sender_name: Line | None = None
    assignee: Line | None = None
    due_at: datetime | None = None
    revision: int | None = Field(None, ge=0, description=_REVISION)


class Moving(BaseModel):
    """Where a message goes: into the inquiry of this id; null: into one of its own."""

    to: str | None = Field(None, max_length=100)


class AsOf(BaseModel):
    """The day or moment that counts."""

    model_config = _taking({"as_of": "2025-08-20"})

    as_of: str | None = Field(None, max_length=40, description="Asia/Tokyo. Default: now.")


class ManyDrafts(AsOf):
    """Which inquiries to draft replies for: these, or all that have none yet."""

    inquiry_ids: list[str] | None = Field(None, max_length=5000)


class ReplyText(BaseModel):
    """A reply as a person wrote it, on top of the revision that was read (0: there is none yet)."""

    model_config = _taking({"subject": "Re: 応募資格について", "text": "架空高等専門学校 架空様 …", "revision": 1})

    subject: str = Field("", max_length=1000)
    text: str = Field("", max_length=BODY_CHARS)
    revision: int | None = Field(None, ge=0, description=_REVISION)


class ReplyStep(StrEnum):
    """What a person decides of a reply, or of its inquiry."""

    TO_REVIEW = "to_review"
    APPROVE = "approve"
    REJECT = "reject"
    SEND_BACK = "send_back"
    REOPEN = "reopen"
    SENT = "sent"
    CLOSE = "close"


class Deciding(BaseModel):
    """A step, with what is said about it. `sent_as`: how it was sent, of `sent`."""

    model_config = _taking({"step": "approve", "revision": 3}, {"step": "sent", "sent_as": "eml", "revision": 4})

    step: ReplyStep
    note: str = Field("", max_length=5000)
    sent_as: str = Field("", max_length=20)
    revision: int | None = Field(None, ge=0, description=_REVISION)


class Decided(BaseModel):
    """The inquiry and its reply after a step."""

    inquiry: Inquiry
    reply: Reply | None
