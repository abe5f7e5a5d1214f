"""The list of inquiries: how many there are of each status, what narrows it, fifty a page. Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape

from advisor.answering.models import Intent
from advisor.inquiries.records import ApplicantKind, Flag, Inquiry, InquiryPage, InquiryStatus
from app.ui.forms import Choice, select_html
from app.ui.inquiries.exchange import ListFilter
from app.ui.inquiries.wording import Wording, is_overdue
from app.ui.tables import Cell, table_html, text_cell
from app.ui.workbench.marks import button_html, line_html, section_html
from app.ui.workbench.wording import moment_words

PAGE = 50
_BELOW = ("intake", "batch", "figures")  # the parts after the list
_COLUMNS = ("number", "subject", "sender", "received", "due", "status", "flags", "questions")


def list_html(
    found: InquiryPage, counts: Mapping[InquiryStatus, int], wanted: ListFilter, moment: datetime, wording: Wording
) -> str:
    """The whole part."""
    rows = f'<div data-part="rows">{rows_html(found, counts, wanted, moment, wording)}</div>'
    ways = "".join(
        f'<button type="button" data-goto="inq-{part}-title">{wording.html(f"{part}_title")}</button>'
        for part in _BELOW
    )
    nav = f'<nav class="parts-nav" aria-label="{wording.html("list_nav")}">{ways}</nav>'
    return section_html("inq-list", wording.text("list_title"), nav + filter_html(wanted, wording) + rows)


def filter_html(wanted: ListFilter, wording: Wording) -> str:
    """What narrows the list. A choice counts at once, words when they are sent."""
    lists = (
        ("status", [Choice(value=each.value, label=wording.status(each)) for each in InquiryStatus], wanted.status),
        ("topic", [Choice(value=each.value, label=wording.topic(each)) for each in Intent], wanted.topic),
        ("kind", [Choice(value=each.value, label=wording.kind(each)) for each in ApplicantKind], wanted.kind),
        ("flag", [Choice(value=each.value, label=wording.flag(each)) for each in Flag], wanted.flag),
    )
    fields = "".join(
        select_html("inq-filter", name, wording.text(f"filter_{name}"), choices, chosen, wording.text("filter_any"))
        for name, choices, chosen in lists
    )
    fields += line_html(
        "inq-filter-assignee", "assignee", wording.text("filter_assignee"), wanted.assignee, longest=100
    )
    fields += line_html("inq-filter-find", "find", wording.text("filter_find"), wanted.find, wording.text("find_hint"))
    checked = " checked" if wanted.overdue else ""
    fields += (
        f'<div class="choice"><label><input type="checkbox" name="overdue"{checked}> '
        f"<span>{wording.html('filter_overdue')}</span></label></div>"
    )
    buttons = (
        f'<div class="form-buttons field-wide"><button type="submit" class="primary">{wording.html("filter_submit")}'
        f'</button><button type="button" data-unfilter>{wording.html("filter_reset")}</button></div>'
    )
    page = f'<input type="hidden" name="page" value="{wanted.page}">'
    return (
        f'<form class="guide-form inq-filter" id="inq-filter" data-send="filter" role="search" '
        f'aria-label="{wording.html("filter_title")}" novalidate>{fields}{page}{buttons}</form>'
    )


def rows_html(
    found: InquiryPage, counts: Mapping[InquiryStatus, int], wanted: ListFilter, moment: datetime, wording: Wording
) -> str:
    """The counts, one page of inquiries, and the way to the others."""
    if not found.inquiries:
        empty = "list_empty" if wanted == ListFilter(page=wanted.page) else "list_none"
        return f'{_counts_html(counts, wanted, wording)}<p class="hint">{wording.html(empty)}</p>'
    columns = [wording.text(f"column_{name}") for name in _COLUMNS]
    rows = [_row(inquiry, moment, wording) for inquiry in found.inquiries]
    first = (wanted.page - 1) * PAGE + 1
    caption = wording.text("list_caption", first=first, last=first + len(rows) - 1, total=found.total)
    table = table_html(caption, columns, rows, "stacked inquiries")
    return _counts_html(counts, wanted, wording) + table + _pager_html(wanted.page, found.total, wording)


def _counts_html(counts: Mapping[InquiryStatus, int], wanted: ListFilter, wording: Wording) -> str:
    buttons = "".join(
        f'<li><button type="button" data-status="{status.value}" aria-pressed="{_true(wanted.status == status.value)}">'
        f"{escape(wording.status(status))} <strong>{n}</strong></button></li>"
        for status, n in counts.items()
    )
    return f'<ul class="status-counts" aria-label="{wording.html("counts_title")}">{buttons}</ul>'


def _true(value: bool) -> str:
    return "true" if value else "false"


def _row(inquiry: Inquiry, moment: datetime, wording: Wording) -> list[Cell]:
    subject = inquiry.subject or wording.text("no_subject")
    name = wording.text("open_named", n=inquiry.number, subject=subject)
    opened = button_html(subject, "open", "item-link", name=name, inquiry=inquiry.id)
    more = (
        f'<span class="hint">{wording.html("asked_again", n=inquiry.messages)}</span>' if inquiry.messages > 1 else ""
    )
    return [
        text_cell(str(inquiry.number)),
        Cell(html=opened + more, header=True),
        text_cell(wording.sender(inquiry)),
        Cell(html=escape(moment_words(inquiry.latest_at))),
        Cell(html=due_html(inquiry, moment, wording)),
        Cell(html=status_html(inquiry.status, wording)),
        Cell(html=flags_html(inquiry.flags, wording)),
        Cell(html=str(len(inquiry.questions)), classes="short-cell"),
    ]


def due_html(inquiry: Inquiry, moment: datetime, wording: Wording) -> str:
    """When the reply is due, and how much time that leaves, in words."""
    if inquiry.due_at is None:
        return ""
    left = wording.due(inquiry, moment)
    look = "overdue" if is_overdue(inquiry, moment) else "in-time"
    told = f' <strong class="{look}">{escape(left)}</strong>' if left else ""
    return f"{escape(moment_words(inquiry.due_at))}{told}"


def status_html(status: InquiryStatus, wording: Wording) -> str:
    """Where an inquiry stands, in a word."""
    return f'<span class="item-status item-status-{status.value}">{escape(wording.status(status))}</span>'


def flags_html(flags: Sequence[Flag], wording: Wording) -> str:
    """What to see first, each in a word."""
    return " ".join(f'<span class="flag flag-{flag.value}">{escape(wording.flag(flag))}</span>' for flag in flags)


def _pager_html(page: int, total: int, wording: Wording) -> str:
    pages = -(-total // PAGE)
    if pages <= 1:
        return ""
    ways = "".join(
        f'<button type="button" data-page="{target}"{"" if 1 <= target <= pages else " disabled"}>{wording.html(key)}'
        "</button>"
        for key, target in (("page_before", page - 1), ("page_after", page + 1))
    )
    told = f"<span>{wording.html('page_of', n=page, of=pages)}</span>"
    label = wording.html("pager")
    return f'<nav class="pager form-buttons" aria-label="{label}">{told}{ways}</nav>'
