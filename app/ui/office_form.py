"""Asking the secretariat what the documents do not settle: the form below such an answer, and what becomes of it."""

import logging
import re
from html import escape
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from advisor.answering.models import Status
from advisor.errors import AdvisorError
from advisor.messages import Language, say
from app.service import Service
from app.ui.panels import message_html

log = logging.getLogger(__name__)
OFFERED = (Status.ABSTAINED, Status.PARTIAL)  # to answers that leave something open
_QUESTION_CHARS, _LINE_CHARS = 4000, 500
_EMAIL = re.compile(r"[^\s@<>,;:\"]+@[^\s@<>,;:\"]+\.[^\s@<>,;:\"]+")
_LINES = (("name", "name"), ("organisation", "organization"), ("email", "email"))  # with how browsers fill them in


class OfficeRequest(BaseModel):
    """What the form sends. What comes from a browser may be anything."""

    model_config = ConfigDict(frozen=True)

    question: str = Field(default="", max_length=_QUESTION_CHARS)
    name: str = Field(default="", max_length=_LINE_CHARS)
    organisation: str = Field(default="", max_length=_LINE_CHARS)
    email: str = Field(default="", max_length=_LINE_CHARS)
    consent: bool = False


def office_form_html(turn: int, question: str, language: Language) -> str:
    """The form, folded away, with the question filled in. `turn`: of the answer below which it stands."""

    def words(key: str) -> str:
        return escape(say(f"inquiries_ui.office_{key}", language))

    area = (
        f'<div class="field"><label for="office-question-{turn}">{words("question")}</label>'
        f'<textarea id="office-question-{turn}" name="question" rows="4" maxlength="{_QUESTION_CHARS}" required>'
        f"\n{escape(question)}</textarea></div>"
    )
    lines = "".join(
        f'<div class="field"><label for="office-{name}-{turn}">{words(name)}</label>'
        f'<input type="{"email" if name == "email" else "text"}" id="office-{name}-{turn}" name="{name}" '
        f'maxlength="{_LINE_CHARS}" autocomplete="{fill}"></div>'
        for name, fill in _LINES
    )
    consent = (
        f'<div class="choice"><label><input type="checkbox" name="consent" required> <span>{words("consent")}</span>'
        "</label></div>"
    )
    told = f'data-waiting="{words("waiting")}" data-offline="{words("offline")}"'
    form = (
        f'<form class="office-form" data-office="{turn}" {told} novalidate><p class="hint">{words("hint")}</p>'
        f'{area}{lines}{consent}<div data-messages></div><button type="submit">{words("send")}</button></form>'
    )
    return f'<details class="ask-office"><summary>{words("title")}</summary>{form}</details>'


def ask_office(service: Service, data: Any, language: Language) -> dict[str, Any]:
    """Keep what the form sends: the receipt, or what is to be mended. What was typed stays in the browser."""
    asked = _read(data, language)
    if isinstance(asked, dict):
        return asked
    email = asked.email.strip()
    try:
        number = service.ask_secretariat(asked.question, asked.name, asked.organisation, email)
    except AdvisorError as fault:
        return _refused(fault.user_message(language))
    except Exception:  # the outermost edge: whatever it was, it is logged and the reader is told in words
        log.exception("a question to the secretariat failed")
        return _refused(say("inquiries_ui.office_failed", language))
    return _received(number, data.get("turn"), bool(email), language)


def _read(data: Any, language: Language) -> OfficeRequest | dict[str, Any]:
    """What was sent, or the reply that says which field is to be mended."""
    try:
        sent = OfficeRequest.model_validate(data)
    except ValidationError as fault:
        field = str(fault.errors()[0]["loc"][0]) if fault.errors()[0]["loc"] else ""
        return _refused(say("inquiries_ui.office_too_long", language, limit=_QUESTION_CHARS), field)
    if not sent.question.strip():
        return _refused(say("inquiries_ui.office_question_missing", language), "question")
    if sent.email.strip() and not _EMAIL.fullmatch(sent.email.strip()):
        return _refused(say("inquiries_ui.office_email_wrong", language), "email")
    if not sent.consent:
        return _refused(say("inquiries_ui.office_consent_missing", language), "consent")
    return sent


def _refused(text: str, field: str = "") -> dict[str, Any]:
    """The reply that says what is wrong, and where."""
    return {"ok": False, "html": message_html(text), "field": field}


def _received(number: int, turn: Any, has_email: bool, language: Language) -> dict[str, Any]:
    """The reply with the receipt number."""
    text = say("inquiries_ui.office_received", language, n=number)
    if not has_email:
        text += say("inquiries_ui.office_no_email", language)
    place = f' id="office-done-{int(turn)}"' if str(turn).isdecimal() else ""
    return {"ok": True, "html": f'<p class="office-done"{place} tabindex="-1" role="status">{escape(text)}</p>'}
