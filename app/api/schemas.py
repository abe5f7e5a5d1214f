"""What the API takes and gives beside the Answer itself."""

from datetime import date, datetime
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field

from advisor.answering.models import Source
from advisor.ingest.document import IngestReport, Page, Passage
from advisor.messages import Language
from advisor.programs.schedule import Phase

QUESTIONS_KEPT = 50

AsOf = Annotated[
    str | None,
    Query(examples=["2025-08-20"], description="The day (its start) or moment, Asia/Tokyo. Default: now."),
]
GuideLanguage = Annotated[Language, Query(description="Language of the result.")]
RoundNumber = Annotated[
    int | None, Query(ge=1, examples=[7], description="A round (回). Default: the one in force at `as_of`.")
]


class AskBody(BaseModel):
    """A question."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"question": "高専は申請できますか"},
                {"question": "締切はいつですか", "as_of": "2025-08-20"},
                {"question": "それはいつまで?", "earlier": ["高専は申請できますか"], "language": "ja"},
            ]
        },
    )

    question: str = Field(description="What is asked, in Japanese or English.")
    as_of: str | None = Field(
        None, description="The day (its start) or moment the answer holds for; Asia/Tokyo unless it says. Default: now."
    )
    language: Language | None = Field(None, description="Language of the answer. Default: that of the question.")
    earlier: list[str] = Field(
        default_factory=list,
        max_length=QUESTIONS_KEPT,
        description="The conversation's earlier questions, oldest first.",
    )


class SourceSummary(BaseModel):
    """A source with its size."""

    source: Source
    media_type: str
    characters: int
    pages: int
    passages: int


class SourceDetail(SourceSummary):
    """A source with its pages and the report of its reading."""

    page_ranges: tuple[Page, ...]
    report: IngestReport


class PassageList(BaseModel):
    """Some of the passages of a source, in reading order."""

    source_id: str
    total: int
    offset: int
    passages: tuple[Passage, ...]


class TextWindow(BaseModel):
    """A piece of a source's text and what stands around it: `text` is exactly `[start:end]`."""

    source_id: str
    start: int
    end: int
    before: str
    text: str
    after: str
    page: int | None


class Words(BaseModel):
    """The same in both languages."""

    ja: str
    en: str


class ClockState(BaseModel):
    """Where the newest call known at `as_of` stands."""

    as_of: datetime
    program: str
    round: int | None
    phase: Phase
    opens_on: date | None
    closes_at: datetime | None
    must_arrive: bool
    seconds_left: int | None = Field(description="Until the call closes; null unless it is open.")
    seconds_since: int | None = Field(description="Since the call closed; null unless it has.")
    text: Words
