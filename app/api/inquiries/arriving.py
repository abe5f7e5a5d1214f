"""How inquiries come: by the public form, as text, as files of mails or past inquiries."""

from typing import Annotated

from fastapi import APIRouter, File, UploadFile
from pydantic import BaseModel

from advisor.dates import parse_as_of
from advisor.evidence.file_names import clean_file_name
from advisor.evidence.limits import MEGABYTE, Limits
from advisor.inquiries.arrivals import TakenIn
from advisor.inquiries.records import Channel
from advisor.inquiries.taking_in import Imported
from advisor.messages import Language
from app.api.dossiers.bodies import ResultLanguage
from app.api.errors import CONFLICT, TOO_LARGE
from app.api.inquiries.bodies import FormInquiry, FormReceipt, NewInquiry
from app.service import Service

Sent = Annotated[UploadFile, File(description="A mail (.eml), a mailbox (.mbox) or past inquiries (.csv).")]


class ImportResult(BaseModel):
    """What an import came to. The same file again is known, and changes nothing."""

    new: int
    joined: int
    duplicates: int
    known: int
    faults: tuple[str, ...]


def add_arriving(router: APIRouter, service: Service) -> None:
    """Add the routes by which inquiries come."""

    @router.post("/form", status_code=201, responses=CONFLICT, summary="Ask the secretariat")
    def ask_secretariat(body: FormInquiry) -> FormReceipt:
        """For everybody, where the form is offered. The question is kept for the secretariat; nothing is answered."""
        number = service.ask_secretariat(body.question, body.name, body.organisation, body.email)
        return FormReceipt(number=number)

    @router.post("", status_code=201, responses=CONFLICT, summary="Take in an inquiry")
    def take_in(body: NewInquiry) -> TakenIn:
        """Its questions are told apart; it joins the thread that it goes on from."""
        desk, actor = service.inquiry_desk()
        return desk.take_text(
            actor,
            body.body,
            subject=body.subject,
            sender_name=body.sender_name,
            sender_email=body.sender_email,
            organisation=body.organisation,
            channel=Channel.API,
            received_at=parse_as_of(body.received_at) if body.received_at else None,
        )

    @router.post("/import", responses=TOO_LARGE, summary="Take in a file")
    def take_file(file: Sent, language: ResultLanguage = Language.JA) -> ImportResult:
        """What cannot be read is told and does not hold up the rest. An import that was broken off goes on where it
        stopped when the file is sent again."""
        desk, actor = service.inquiry_desk()
        name = clean_file_name(file.filename or "")
        Limits(max_file_bytes=service.settings.inquiry_file_mb * MEGABYTE).check_file(name, file.size or 0)
        imported = Imported()
        for step in desk.take_file(actor, name, file.file.read(), language):
            imported = imported.plus(step)
        return ImportResult(**dict(imported))
