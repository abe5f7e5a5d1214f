"""What happened to an inquiry: the versions of its reply, two of them compared, the log. Pure."""

from collections.abc import Sequence
from html import escape

from advisor.inquiries.records import InquiryEvent, ReplyVersion
from app.ui.inquiries.wording import Wording
from app.ui.tables import Cell, table_html, text_cell
from app.ui.workbench.marks import button_html, folded_html, section_html
from app.ui.workbench.wording import moment_words

_COLUMNS = ("version", "made", "who", "when", "status", "noted", "words")


def history_html(wording: Wording) -> str:
    """Both, folded away: each comes when it is opened."""
    shown = "".join(
        folded_html(wording.text(part), f'<div data-part="{part}"></div>', "more", load=part)
        for part in ("versions", "log")
    )
    return section_html("inq-history", wording.text("history_title"), shown)


def versions_html(versions: Sequence[ReplyVersion], wording: Wording) -> str:
    """Every version, the newest first, and two lists to compare any two of them."""
    if not versions:
        return f'<p class="hint">{wording.html("versions_none")}</p>'
    columns = [wording.text(f"column_{name}") for name in _COLUMNS]
    rows = [_row(version, wording) for version in reversed(versions)]
    table = table_html(wording.text("versions"), columns, rows, "stacked")
    return f'{_choice_html(versions, wording)}<div data-part="differences"></div>{table}'


def _choice_html(versions: Sequence[ReplyVersion], wording: Wording) -> str:
    if len(versions) < 2:
        return ""
    newest = versions[-1]
    others = [version for version in versions if version.text != newest.text]
    before = others[-1] if others else versions[-2]
    lists = "".join(
        f'<div class="field"><label for="inq-{name}">{wording.html(f"compare_{name}")}</label>'
        f'<select id="inq-{name}" name="{name}">{_options_html(versions, chosen, wording)}</select></div>'
        for name, chosen in (("old", before.number), ("new", newest.number))
    )
    button = f'<button type="submit">{wording.html("compare")}</button>'
    return (
        f'<form class="compare-versions" data-send="compare" novalidate>{lists}'
        f'<div class="form-buttons">{button}</div></form>'
    )


def _options_html(versions: Sequence[ReplyVersion], chosen: int, wording: Wording) -> str:
    return "".join(
        f'<option value="{version.number}"{" selected" if version.number == chosen else ""}>'
        f"{wording.html('version_option', n=version.number, at=moment_words(version.at))}</option>"
        for version in versions
    )


def _row(version: ReplyVersion, wording: Wording) -> list[Cell]:
    whole = f'<p class="whole"><strong>{escape(version.subject)}</strong>\n\n{escape(version.text)}</p>'
    shown = folded_html(wording.text("version_words", n=len(version.text)), whole)
    return [
        text_cell(str(version.number), header=True),
        text_cell(wording.version(version.kind)),
        text_cell(wording.person(version.by)),
        Cell(html=escape(moment_words(version.at))),
        text_cell(wording.status(version.status)),
        text_cell(version.note),
        Cell(html=shown if version.text else wording.html("version_empty"), classes="long-cell"),
    ]


def log_html(events: Sequence[InquiryEvent], wording: Wording) -> str:
    """What happened, the last first."""
    rows = "".join(f"<li>{escape(_event_words(event, wording))}</li>" for event in reversed(events))
    return f'<ul class="history">{rows}</ul>'


def _event_words(event: InquiryEvent, wording: Wording) -> str:
    return wording.listed((moment_words(event.at), wording.person(event.by), wording.event(event.kind), event.detail))


def audit_html(wording: Wording) -> str:
    """The whole log as files."""
    buttons = "".join(
        button_html(wording.text("audit_as", kind=name), "audit", ending=ending)
        for ending, name in ((".csv", "CSV"), (".json", "JSON"))
    )
    hint = f'<p class="hint">{wording.html("audit_hint")}</p>'
    return f'<h4>{wording.html("audit_title")}</h4>{hint}<div class="form-buttons">{buttons}</div>'
