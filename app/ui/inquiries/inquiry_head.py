"""The head of an open inquiry, its questions and its details. Pure."""

from collections.abc import Sequence
from datetime import datetime
from html import escape

from advisor.answering.models import Intent
from advisor.inquiries.records import ApplicantKind, Flag, Inquiry
from advisor.programs.schedule import JST
from app.ui.forms import Choice
from app.ui.inquiries.listing import due_html, flags_html, status_html
from app.ui.inquiries.wording import Wording
from app.ui.workbench.marks import (
    MESSAGES,
    attributes,
    button_html,
    confirmed_html,
    folded_html,
    line_html,
    section_html,
)
from app.ui.workbench.wording import moment_words

PARTS = ("messages", "editor", "history")  # that the head leads to
_MORE_LINES = 1  # empty ones, to add a question


def head_html(inquiry: Inquiry, moment: datetime, wording: Wording) -> str:
    """What it is, where it stands, and the way to its parts."""
    ways = "".join(
        f'<button type="button" data-goto="inq-{part}-title">{wording.html(f"{part}_way")}</button>' for part in PARTS
    )
    subject = inquiry.subject or wording.text("no_subject")
    title = wording.html("head_title", n=inquiry.number, subject=subject)
    marks = f"{status_html(inquiry.status, wording)} {flags_html(inquiry.flags, wording)}"
    facts = (
        (wording.text("fact_from"), escape(wording.sender(inquiry))),
        (wording.text("fact_received"), escape(moment_words(inquiry.received_at))),
        (wording.text("fact_due"), due_html(inquiry, moment, wording)),
        (wording.text("fact_topic"), escape(wording.topic(inquiry.topic))),
        (wording.text("fact_kind"), escape(wording.kind(inquiry.kind))),
        (wording.text("fact_assignee"), escape(inquiry.assignee)),
    )
    rows = "".join(f"<div><dt>{escape(name)}</dt><dd>{value}</dd></div>" for name, value in facts if value)
    warned = (
        f'<div class="notice notice-closed"><p>{wording.html("instruction_told")}</p></div>'
        if Flag.INSTRUCTION in inquiry.flags
        else ""
    )
    back = button_html(wording.text("back"), "home", "back")
    nav = f'<nav class="parts-nav" aria-label="{wording.html("parts_nav")}">{ways}</nav>'
    return (
        f'<section class="bench-section" aria-labelledby="inq-head-title">{back}'
        f'<h3 id="inq-head-title" tabindex="-1">{title}</h3><p class="editor-facts">{marks}</p>'
        f'<dl class="facts">{rows}</dl>{warned}{nav}{MESSAGES}</section>'
    )


def questions_html(inquiry: Inquiry, wording: Wording) -> str:
    """What is asked, and the form to mend it: an emptied line removes a question, the empty one adds another."""
    rows = "".join(
        f'<li>{escape(question.text)} <span class="hint">{escape(wording.topic(question.topic))}</span></li>'
        for question in inquiry.questions
    )
    shown = f'<ol class="asked-list">{rows}</ol>' if rows else f'<p class="hint">{wording.html("questions_none")}</p>'
    texts = [*(question.text for question in inquiry.questions), *[""] * _MORE_LINES]
    fields = "".join(_question_field(n, text, wording) for n, text in enumerate(texts, start=1))
    buttons = (
        f'<div class="form-buttons field-wide"><button type="button" data-more-questions>'
        f"{wording.html('questions_more')}</button>"
        f'<button type="submit" class="primary">{wording.html("questions_save")}</button></div>'
    )
    hint = f'<p class="hint field-wide">{wording.html("questions_hint")}</p>'
    form = (
        f'<form class="guide-form" data-send="questions" novalidate>{revision_html(inquiry.revision)}{hint}'
        f'<div class="question-fields field-wide">{fields}</div>{buttons}{MESSAGES}</form>'
    )
    title = wording.text("questions_title", n=len(inquiry.questions))
    return section_html("inq-questions", title, shown + folded_html(wording.text("questions_edit"), form, "more"))


def revision_html(revision: int) -> str:
    """The state of the inquiry that a form was made from, as a field that can be brought up to date."""
    return f'<input type="hidden" name="revision" value="{revision}" {attributes({"mark": f"revision {revision}"})}>'


def _question_field(n: int, text: str, wording: Wording) -> str:
    return (
        f'<div class="field"><label for="inq-question-{n}">{wording.html("question_n", n=n)}</label>'
        f'<textarea id="inq-question-{n}" name="texts" data-several rows="2">\n{escape(text)}</textarea></div>'
    )


def details_html(inquiry: Inquiry, wording: Wording) -> str:
    """Topic, kind, organisation, sender, who answers, by when; and what is done to the inquiry as a whole."""
    topics = [Choice(value=each.value, label=wording.topic(each)) for each in Intent]
    kinds = [Choice(value=each.value, label=wording.kind(each)) for each in ApplicantKind]
    fields = _list_html("topic", topics, inquiry.topic.value, wording) + _list_html(
        "kind", kinds, inquiry.kind.value, wording
    )
    lines = (
        ("organisation", inquiry.organisation),
        ("sender_name", inquiry.sender_name),
        ("assignee", inquiry.assignee),
    )
    fields += "".join(line_html(f"inq-{name}", name, wording.text(f"detail_{name}"), value) for name, value in lines)
    due = f"{inquiry.due_at.astimezone(JST):%Y-%m-%dT%H:%M}" if inquiry.due_at else ""
    fields += (
        f'<div class="field"><label for="inq-due">{wording.html("detail_due")}</label>'
        f'<input type="datetime-local" id="inq-due" name="due" value="{due}"></div>'
    )
    form = (
        f'<form class="guide-form" data-send="details" novalidate>{revision_html(inquiry.revision)}{fields}'
        f'<div class="form-buttons field-wide"><button type="submit" class="primary">'
        f"{wording.html('details_save')}</button></div>{MESSAGES}</form>"
    )
    return folded_html(wording.text("details_title"), form + _whole_html(inquiry, wording), "more")


def _list_html(name: str, choices: Sequence[Choice], chosen: str, wording: Wording) -> str:
    options = "".join(
        f'<option value="{escape(choice.value)}"{" selected" if choice.value == chosen else ""}>'
        f"{escape(choice.label)}</option>"
        for choice in choices
    )
    return (
        f'<div class="field"><label for="inq-{name}">{wording.html(f"detail_{name}")}</label>'
        f'<select id="inq-{name}" name="{name}">{options}</select></div>'
    )


def _whole_html(inquiry: Inquiry, wording: Wording) -> str:
    delete = button_html(wording.text("delete_sure"), "delete", "danger")
    deleted = confirmed_html(wording.text("delete"), wording.text("delete_question", n=inquiry.number), delete)
    return f'<div class="form-buttons">{deleted}</div>'
