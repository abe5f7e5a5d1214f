"""The desk of the FAQ: candidates from approved replies, entries edited, approved and retired by a person."""

from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from advisor.answering.models import Intent
from advisor.dates import parse_as_of
from advisor.faq.records import FaqCandidate, FaqEntry, FaqStatus, FaqVersion
from advisor.inquiries.records import QuotedPassage
from advisor.messages import Language
from app.api.dossiers.revisions import read_revision, revision_tag
from app.api.errors import CONFLICT, SHUT, UNKNOWN
from app.service import Service

_DESK = "/faq/desk"
_ENTRY = f"{_DESK}/entries/{{entry_id}}"
EntryId = Annotated[str, Path(description="The entry's id.", max_length=100)]
Words = Annotated[str, Field(max_length=20_000)]
_REVISION = "The revision that was read. Or give it as `If-Match`."


def _taking(*examples: dict[str, Any]) -> ConfigDict:
    return ConfigDict(extra="forbid", json_schema_extra={"examples": list(examples)})


class NewEntry(BaseModel):
    """An entry to begin: from the candidate of this key, or from one's own words."""

    model_config = _taking(
        {"candidate": "…"},
        {"question": "高専は応募できますか。", "answer": "はい、応募できます。", "topic": "eligibility"},
    )

    candidate: str | None = Field(None, max_length=200)
    question: Annotated[str, Field(max_length=2000)] = ""
    answer: Words = ""
    topic: Intent = Intent.OTHER
    language: Language = Language.JA


class EntryText(BaseModel):
    """An entry as a person wrote it, on top of the revision that was read."""

    question: Annotated[str, Field(max_length=2000)]
    answer: Words
    variants: list[Annotated[str, Field(max_length=2000)]] = Field(default_factory=list, max_length=50)
    topic: Intent | None = None
    quotes: list[QuotedPassage] | None = Field(None, max_length=50, description="Default: those that it has.")
    note: Annotated[str, Field(max_length=5000)] = ""
    revision: int | None = Field(None, ge=0, description=_REVISION)


class EntryStep(StrEnum):
    """What a person decides of an entry."""

    TO_REVIEW = "to_review"
    APPROVE = "approve"
    TAKE_BACK = "take_back"
    RETIRE = "retire"


class EntryDecision(BaseModel):
    """A step. To approve, a person must have looked for personal data (`checked`); `as_of`: the day it is true on."""

    model_config = _taking({"step": "approve", "checked": True, "as_of": "2025-08-20", "revision": 2})

    step: EntryStep
    checked: bool = False
    as_of: str | None = Field(None, max_length=40)
    note: Annotated[str, Field(max_length=5000)] = ""
    revision: int | None = Field(None, ge=0, description=_REVISION)


def add_candidates(router: APIRouter, service: Service) -> None:
    """Add the route for candidates."""

    @router.get(f"{_DESK}/candidates", responses=SHUT, summary="What is asked often")
    def list_candidates() -> list[FaqCandidate]:
        """Groups of questions that approved replies answer, the most asked first, personal data taken out."""
        desk, actor = service.faq_desk()
        return desk.candidates(actor)


def add_entries(router: APIRouter, service: Service) -> None:
    """Add the routes for entries."""
    known = {**SHUT, **UNKNOWN}

    @router.get(f"{_DESK}/entries", responses=SHUT, summary="The entries")
    def list_entries(
        status: Annotated[list[FaqStatus] | None, Query(description="Several: any of them.")] = None,
    ) -> list[FaqEntry]:
        """The last changed first. Those that time or a document has overtaken are back in review."""
        desk, actor = service.faq_desk()
        return desk.entries(actor, tuple(status or ()))

    @router.post(f"{_DESK}/entries", status_code=201, responses={**known, **CONFLICT}, summary="Begin an entry")
    def begin(body: NewEntry, reply: Response) -> FaqEntry:
        """It answers nobody before it is approved."""
        desk, actor = service.faq_desk()
        if body.candidate is not None:
            return _tagged(desk.start(actor, body.candidate, body.question or None, body.answer or None), reply)
        return _tagged(desk.create(actor, body.question, body.answer, body.topic, body.language), reply)

    @router.get(_ENTRY, responses=known, summary="An entry")
    def show(entry_id: EntryId, reply: Response) -> FaqEntry:
        """As it stands. Its revision is the ETag."""
        desk, actor = service.faq_desk()
        return _tagged(desk.store.entry(actor, entry_id), reply)

    @router.put(_ENTRY, responses={**known, **CONFLICT}, summary="Edit an entry")
    def edit(entry_id: EntryId, body: EntryText, request: Request, reply: Response) -> FaqEntry:
        """An approved entry that is changed leaves the answers until it is approved again."""
        desk, actor = service.faq_desk()
        revision = read_revision(body.revision, request)
        found = desk.edit(
            actor,
            entry_id,
            body.question,
            body.answer,
            tuple(body.variants),
            revision,
            topic=body.topic,
            quotes=body.quotes,
            note=body.note,
        )
        return _tagged(found, reply)

    @router.post(f"{_ENTRY}/steps", responses={**known, **CONFLICT}, summary="Decide on an entry")
    def decide(entry_id: EntryId, body: EntryDecision, request: Request, reply: Response) -> FaqEntry:
        """To review, approve, take back, retire."""
        desk, actor = service.faq_desk()
        revision = read_revision(body.revision, request)
        if body.step is EntryStep.APPROVE:
            moment = parse_as_of(body.as_of)
            return _tagged(desk.approve(actor, entry_id, moment, body.checked, revision, body.note), reply)
        steps = {
            EntryStep.TO_REVIEW: desk.to_review,
            EntryStep.TAKE_BACK: desk.take_back,
            EntryStep.RETIRE: desk.retire,
        }
        return _tagged(steps[body.step](actor, entry_id, revision, body.note), reply)

    @router.get(f"{_ENTRY}/versions", responses=known, summary="The versions of an entry")
    def list_versions(entry_id: EntryId) -> list[FaqVersion]:
        """Every state of it, oldest first."""
        desk, actor = service.faq_desk()
        return desk.store.versions(actor, entry_id)


def _tagged(entry: FaqEntry, reply: Response) -> FaqEntry:
    reply.headers["ETag"] = revision_tag(entry.revision)
    return entry
