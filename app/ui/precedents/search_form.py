"""The form that precedents are searched by, and the outline that is lent for the session. Pure."""

from collections.abc import Sequence
from html import escape

from advisor.guides.hubs.results import HubFacets
from advisor.precedents.records import LentOutline
from app.ui.forms import Choice, select_html
from app.ui.precedents.wording import Wording
from app.ui.workbench.marks import attributes, button_html, folded_html, section_html
from app.ui.workbench.sending import sending_data
from app.ui.workbench.wording import moment_words

FORM, NAME = "prec-form", "prec"


def search_html(facets: HubFacets, is_open: bool, limit_mb: int, wording: Wording) -> str:
    """The whole part: what the room never does, the text, the outline where the room is open, filters."""
    notice = f'<div class="notice"><strong>{wording.html("notice_label")}</strong><p>{wording.html("notice")}</p></div>'
    # The outline's field has no name: the form sends its handle, never the file.
    lent = f'<div class="field-wide" data-part="outline">{outline_html(None, limit_mb, wording)}</div>'
    fields = _text_html(wording) + (lent if is_open else "") + _field_html(wording) + _filters_html(facets, wording)
    button = f'<button type="submit" class="primary">{wording.html("search")}</button>'
    form = (
        f'<form class="guide-form" id="{FORM}" data-send="search" role="search" '
        f'aria-labelledby="prec-search-title" novalidate>{fields}<div class="form-buttons">{button}</div></form>'
    )
    return section_html("prec-search", wording.text("search_title"), notice + form)


def outline_html(lent: LentOutline | None, limit_mb: int, wording: Wording) -> str:
    """The outline that is lent now with the button that drops it, or the field to lend one."""
    if lent is None:
        data = attributes(sending_data(limit_mb, wording))
        body = (
            f'<div class="field"><label for="prec-file">{wording.html("outline_label")}</label>'
            f'<p class="hint" id="prec-file-hint">{wording.html("outline_hint", limit_mb=limit_mb)}</p>'
            f'<input type="file" id="prec-file" aria-describedby="prec-file-hint" {data}></div><div data-sending></div>'
        )
        return f'<div class="outline-box">{body}</div>'
    used = wording.html("outline_used", n=lent.passages, all=lent.all_passages)
    until = wording.html("outline_until", at=moment_words(lent.expires_at))
    notes = "".join(f'<p class="hint">{escape(note)}</p>' for note in lent.notes)
    drop = button_html(wording.text("outline_drop"), "drop", outline=lent.handle)
    return (
        f'<div class="outline-box"><p id="prec-lent" tabindex="-1"><strong>{wording.html("outline_lent")}</strong> '
        f'{escape(lent.name)}</p><p class="hint">{used} {until}</p>{notes}'
        f'<input type="hidden" name="outline" value="{escape(lent.handle)}">'
        f'<div class="form-buttons">{drop}</div></div>'
    )


def _text_html(wording: Wording) -> str:
    return (
        f'<div class="field field-wide"><label for="prec-text">{wording.html("text_label")}</label>'
        f'<p class="hint" id="prec-text-hint">{wording.html("text_hint")}</p>'
        f'<textarea id="prec-text" name="text" rows="3" aria-describedby="prec-text-hint"></textarea></div>'
    )


def _field_html(wording: Wording) -> str:
    return (
        f'<div class="field field-wide"><label for="prec-field">{wording.html("field_label")}</label>'
        f'<p class="hint" id="prec-field-hint">{wording.html("field_hint")}</p>'
        f'<input type="search" id="prec-field" name="field" autocomplete="off" '
        f'aria-describedby="prec-field-hint"></div>'
    )


def _filters_html(facets: HubFacets, wording: Wording) -> str:
    types = [Choice(value=kind.value, label=wording.type(kind)) for kind in facets.types]
    rounds = [Choice(value=str(number), label=wording.text("round", n=number)) for number in facets.rounds]
    lists = {
        "type": types,
        "round": rounds,
        "region": _choices(facets.regions),
        "prefecture": _choices(facets.prefectures),
        "university": _choices(facets.universities),
    }
    fields = "".join(
        select_html(NAME, name, wording.text(f"filter_{name}"), choices, "", wording.text("any"))
        for name, choices in lists.items()
    )
    return folded_html(wording.text("filters"), f'<div class="filter-fields">{fields}</div>', "more field-wide")


def _choices(values: Sequence[str]) -> list[Choice]:
    return [Choice(value=value, label=value) for value in values]
