"""The head of an open dossier: what it is, the days that are left, how far it is. Pure."""

from html import escape

from advisor.dossiers.records import Dossier, Event, Status
from advisor.forms.model import FormFormat
from advisor.review.progress import Progress
from app.ui.drafting.wording import Wording
from app.ui.forms import Choice
from app.ui.workbench.marks import (
    MESSAGES,
    button_html,
    confirmed_html,
    facts_html,
    folded_html,
    line_html,
    radios_html,
)
from app.ui.workbench.wording import moment_words

PARTS = ("files", "draft", "table", "review", "export")  # that the head leads to


def head_html(dossier: Dossier, progress: Progress, wording: Wording) -> str:
    """Title, facts, the notice of an outline, days left, progress, the way to the parts, and what to change."""
    notice = ""
    if dossier.form.notice is not None:
        label = f"<strong>{wording.html('notice')}</strong>"
        told = escape(dossier.form.notice.said(wording.language))
        notice = f'<div class="notice notice-unofficial">{label}<p>{told}</p></div>'
    ways = "".join(
        f'<button type="button" data-goto="draft-{part}-title">{wording.html(f"{part}_title")}</button>'
        for part in PARTS
    )
    body = (
        f"{button_html(wording.text('back'), 'home', 'back')}"
        f'<h3 id="draft-head-title" tabindex="-1">{escape(dossier.title)}</h3>'
        f"{facts_html(_facts(dossier, wording))}{notice}"
        f'<div data-part="progress">{progress_html(progress, wording)}</div>'
        f'<nav class="parts-nav" aria-label="{wording.html("parts_nav")}">{ways}</nav>'
        f"{_change_html(dossier, wording)}"
    )
    return f'<section class="bench-section" aria-labelledby="draft-head-title">{body}{MESSAGES}</section>'


def _facts(dossier: Dossier, wording: Wording) -> list[tuple[str, str]]:
    form = dossier.form.title if dossier.form.format is FormFormat.OUTLINE else dossier.form.name
    return [
        (wording.text("fact_form"), form),
        (wording.text("fact_type"), wording.hub_type(dossier.hub_type)),
        (wording.text("fact_round"), wording.text("round", n=dossier.round)),
    ]


def progress_html(progress: Progress, wording: Wording) -> str:
    """The days that are left, and the items by status, in words."""
    counts = "".join(
        f"<li><span>{escape(wording.status(status))}</span> <strong>{progress.by_status[status]}</strong></li>"
        for status in reversed(Status)
    )
    blanks = f'<p class="hint">{wording.html("blanks_left", n=progress.blanks)}</p>' if progress.blanks else ""
    done = wording.html("progress", approved=progress.approved, items=progress.items)
    bar = f'<progress max="{max(progress.items, 1)}" value="{progress.approved}" aria-label="{done}"></progress>'
    return (
        f'<p class="days days-{_urgency(progress)}">{escape(days_words(progress, wording))}</p>'
        f'<p class="done">{done}</p>{bar}<ul class="counts">{counts}</ul>{blanks}'
    )


def days_words(progress: Progress, wording: Wording) -> str:
    """How many days are left to the deadline of the dossier's call."""
    if progress.closes_at is None or progress.days_left is None:
        return wording.text("days_unknown")
    closes = moment_words(progress.closes_at)
    if progress.days_left < 0 or (progress.days_left == 0 and not progress.is_open):
        return wording.text("days_over", closes=closes)
    key = "days_today" if progress.days_left == 0 else "days_left"
    return wording.text(key if progress.is_open else "days_before", n=progress.days_left, closes=closes)


def _urgency(progress: Progress) -> str:
    if progress.days_left is None:
        return "unknown"
    if not progress.is_open:
        return "over" if progress.days_left <= 0 else "unknown"
    return "near" if progress.days_left <= 14 else "far"


def _change_html(dossier: Dossier, wording: Wording) -> str:
    types = [Choice(value="", label=wording.hub_type(None))]
    types += [Choice(value=kind, label=wording.hub_type(kind)) for kind in ("international", "regional")]
    fields = line_html("draft-new-title", "title", wording.text("start_title"), dossier.title)
    fields += radios_html(wording.text("start_type"), "hub_type", types, dossier.hub_type or "", {})
    form = (
        f'<form class="guide-form" data-send="change" novalidate>{fields}<div class="form-buttons field-wide">'
        f'<button type="submit">{wording.html("change_button")}</button></div></form>'
    )
    delete = button_html(wording.text("delete_dossier_sure"), "delete_dossier", "danger")
    return folded_html(
        wording.text("change"),
        form + confirmed_html(wording.text("delete_dossier"), wording.text("delete_dossier_question"), delete),
        "more",
    )


def events_html(events: list[Event], names: dict[str, str], wording: Wording) -> str:
    """What happened to the dossier, the last first. `names`: of the items by id."""
    rows = "".join(f"<li>{escape(_event_words(event, names, wording))}</li>" for event in reversed(events))
    return f'<ul class="history">{rows}</ul>'


def _event_words(event: Event, names: dict[str, str], wording: Wording) -> str:
    what = wording.event(event.kind)
    about = names.get(event.item_id or "", "")
    parts = (moment_words(event.at), wording.person(event.by), what, about, event.detail)
    return wording.text("separator").join(part for part in parts if part)
