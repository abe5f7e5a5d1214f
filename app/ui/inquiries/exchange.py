"""What the tab 問合せ sends to the desk. What comes from a browser may be anything."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from advisor.answering.models import Intent
from advisor.inquiries.records import ApplicantKind, Flag, InquiryStatus
from app.ui.workbench import exchange
from app.ui.workbench.exchange import ID_CHARS, NAME_CHARS, PATH_CHARS, Id, Number

_MOST_FILES, _MOST_QUESTIONS = 100, 200
Word = Annotated[str, Field(max_length=40)]


class SentFile(BaseModel):
    """A file on its way: where it lies (Gradio takes no `path` in an event), and what it is called."""

    model_config = ConfigDict(frozen=True)

    place: Annotated[str, Field(max_length=PATH_CHARS)]
    file_name: Annotated[str, Field(max_length=ID_CHARS)]


class ListFilter(BaseModel):
    """Which inquiries the list shows, as the form says it. Empty parts do not narrow; `page` counts from 1."""

    model_config = ConfigDict(frozen=True)

    status: Word = ""
    topic: Word = ""
    kind: Word = ""
    flag: Word = ""
    assignee: Annotated[str, Field(max_length=NAME_CHARS)] = ""
    find: Annotated[str, Field(max_length=200)] = ""
    overdue: bool = False
    page: Annotated[int, Field(ge=1, le=10**6)] = 1

    @property
    def statuses(self) -> tuple[InquiryStatus, ...]:
        """The statuses that are meant; none: all."""
        return (InquiryStatus(self.status),) if self.status in set(InquiryStatus) else ()

    def topic_meant(self) -> Intent | None:
        """The topic, where one is chosen."""
        return Intent(self.topic) if self.topic in set(Intent) else None

    def kind_meant(self) -> ApplicantKind | None:
        """The kind of sender, where one is chosen."""
        return ApplicantKind(self.kind) if self.kind in set(ApplicantKind) else None

    def flag_meant(self) -> Flag | None:
        """The flag, where one is chosen."""
        return Flag(self.flag) if self.flag in set(Flag) else None


class Sent(exchange.Sent):
    """One request. Which of the fields count depends on `do`."""

    inquiry: Id = ""
    filter: ListFilter = ListFilter()
    files: Annotated[tuple[SentFile, ...], Field(max_length=_MOST_FILES)] = ()
    subject: str = ""
    text: str = ""
    body: str = ""
    sender_name: str = ""
    sender_email: str = ""
    organisation: str = ""
    message: Id = ""
    number: Number = 0
    target: Word = ""
    texts: Annotated[tuple[str, ...], Field(max_length=_MOST_QUESTIONS)] = ()
    topic: Word = ""
    kind: Word = ""
    assignee: str = ""
    due: Word = ""
    revision: Number = 0
    note: str = ""
    sent_as: Word = ""
    old: Number = 0
    new: Number = 0
    since: Word = ""
    until: Word = ""
    ending: Annotated[str, Field(max_length=10)] = ""
    table: Number = 0
