"""One entry at the desk: its words, what it rests on, the look for personal data, the steps, its history. Pure."""

from collections.abc import Sequence
from html import escape

from advisor.faq.records import FaqEntry, FaqStatus, FaqVersion
from app.ui.faq.desk_lists import reason_html
from app.ui.faq.public import Sources, quotes_html
from app.ui.faq.wording import Wording
from app.ui.tables import Cell, table_html, text_cell
from app.ui.workbench.marks import MESSAGES, button_html, folded_html
from app.ui.workbench.wording import moment_words

_COLUMNS = ("version", "made", "who", "when", "status", "noted", "words")
FORM = "faq-form"
_FIXED = (FaqStatus.APPROVED, FaqStatus.RETIRED)
_STEPS = {
    FaqStatus.DRAFT: ("edit", "to_review", "retire"),
    FaqStatus.IN_REVIEW: ("approve", "edit", "retire"),
    FaqStatus.APPROVED: ("to_review", "retire"),
    FaqStatus.RETIRED: ("to_review",),
}


def entry_html(entry: FaqEntry, personal: Sequence[tuple[str, str]], sources: Sources, wording: Wording) -> str:
    """The whole entry with its form. `personal`: what may be personal data, each with its kind in words."""
    title = f'<h3 id="faq-entry-title" tabindex="-1">{escape(entry.question or wording.text("unnamed"))}</h3>'
    main = _personal_html(personal, wording) + _form_html(entry, wording)
    form = "" if entry.status in _FIXED else FORM
    quotes = quotes_html(entry.quotes, sources, wording, form) or f'<p class="hint">{wording.html("quotes_none")}</p>'
    beside = f'<aside class="editor-beside" tabindex="0" aria-label="{wording.html("quotes_title")}">{quotes}</aside>'
    history = folded_html(wording.text("versions"), '<div data-part="versions"></div>', "more", load="versions")
    return (
        f'<section class="bench-section editor" aria-labelledby="faq-entry-title">'
        f"{button_html(wording.text('back'), 'home', 'back')}{title}{_facts_html(entry, wording)}"
        f'{reason_html(entry, wording)}<div class="editor-row"><div class="editor-main">{main}</div>'
        f'<div><div data-part="panel"></div>{beside}</div></div>{history}{MESSAGES}</section>'
    )


def _facts_html(entry: FaqEntry, wording: Wording) -> str:
    status = f'<span class="item-status item-status-{entry.status.value}">{escape(wording.status(entry.status))}</span>'
    facts = [
        wording.topic(entry.topic),
        wording.text("asked", n=entry.asked) if entry.asked else "",
        wording.text("changed", at=moment_words(entry.updated_at), by=wording.person(entry.updated_by)),
    ]
    if entry.approved_at is not None:
        facts.append(wording.text("approved_by", at=moment_words(entry.approved_at), by=entry.approved_by))
    if entry.binding is not None:
        facts.append(wording.round(entry.binding.round))
    shown = "".join(f"<span>{escape(fact)}</span>" for fact in facts if fact)
    noted = f'<p class="note"><strong>{wording.html("noted")}</strong> {escape(entry.note)}</p>' if entry.note else ""
    return f'<p class="editor-facts">{status}{shown}</p>{noted}'


def _personal_html(personal: Sequence[tuple[str, str]], wording: Wording) -> str:
    """What code takes for personal data: a person decides."""
    if not personal:
        return ""
    rows = "".join(f"<li><q>{escape(text)}</q> {escape(kind)}</li>" for text, kind in dict.fromkeys(personal))
    label = f"<strong>{wording.html('personal_seen')}</strong>"
    return f'<div class="notice notice-superseded">{label}<ul>{rows}</ul></div>'


def _form_html(entry: FaqEntry, wording: Wording) -> str:
    off = entry.status in _FIXED
    fields = (
        _area_html("question", entry.question, 2, off, wording)
        + _area_html("answer", entry.answer, 12, off, wording)
        + _area_html("variants", "\n".join(entry.variants), 4, off, wording)
    )
    name = (
        f'<div class="field field-wide"><label for="faq-name">{wording.html("name")}</label>'
        f'<p class="hint" id="faq-name-hint">{wording.html("name_hint")}</p><input type="text" id="faq-name" '
        f'data-name maxlength="100" autocomplete="name" aria-describedby="faq-name-hint"></div>'
    )
    note = _area_html("note", "", 2, False, wording)
    checked = ""
    if entry.status is FaqStatus.IN_REVIEW:
        checked = (
            '<div class="choice field-wide"><label><input type="checkbox" name="checked"> '
            f"<span>{wording.html('checked')}</span></label></div>"
        )
    steps = "".join(
        f'<button type="submit" name="do" value="{step}"{_look(step)}>{wording.html(f"step_{step}")}</button>'
        for step in _STEPS[entry.status]
    )
    told = f'<p class="hint field-wide">{wording.html("fixed")}</p>' if off else ""
    return (
        f'<form class="guide-form" id="{FORM}" data-send="edit" data-revision="{entry.revision}" novalidate>'
        f"{told}{fields}"
        f'<div data-conflict class="field-wide"></div>{checked}{name}{note}'
        f'<div class="form-buttons field-wide">{steps}</div>{MESSAGES}</form>'
    )


def _look(step: str) -> str:
    return ' class="primary"' if step == "approve" else ' class="danger"' if step == "retire" else ""


def _area_html(name: str, text: str, rows: int, off: bool, wording: Wording) -> str:
    readonly = " readonly" if off else ""
    return (
        f'<div class="field field-wide"><label for="faq-{name}">{wording.html(f"field_{name}")}</label>'
        f'<p class="hint" id="faq-{name}-hint">{wording.html(f"field_{name}_hint")}</p>'
        f'<textarea id="faq-{name}" name="{name}" rows="{rows}" aria-describedby="faq-{name}-hint"{readonly}>'
        f"\n{escape(text)}</textarea></div>"
    )


def versions_html(versions: Sequence[FaqVersion], wording: Wording) -> str:
    """Every version, the newest first."""
    columns = [wording.text(f"column_{name}") for name in _COLUMNS]
    rows = [_row(version, wording) for version in reversed(versions)]
    return table_html(wording.text("versions"), columns, rows, "stacked")


def _row(version: FaqVersion, wording: Wording) -> list[Cell]:
    words = "\n\n".join(filter(None, (version.question, version.answer, "\n".join(version.variants))))
    shown = folded_html(wording.text("version_words", n=len(words)), f'<p class="whole">{escape(words)}</p>')
    return [
        text_cell(str(version.number), header=True),
        text_cell(wording.version(version.kind)),
        text_cell(wording.person(version.by)),
        Cell(html=escape(moment_words(version.at))),
        text_cell(wording.status(version.status)),
        text_cell(version.note),
        Cell(html=shown, classes="long-cell"),
    ]
