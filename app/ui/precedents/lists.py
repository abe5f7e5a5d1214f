"""Saved lists: all of them, and the open one with its hubs, notes and files. Pure."""

from collections.abc import Mapping, Sequence
from html import escape

from advisor.corpus.hubs import Hub
from advisor.precedents.list_store import NAME_CHARS, NOTE_CHARS
from advisor.precedents.records import ListEntry, PrecedentList
from app.ui.precedents.wording import Wording
from app.ui.workbench.marks import button_html, confirmed_html, folded_html, line_html, section_html
from app.ui.workbench.wording import moment_words

_ENDINGS = ("xlsx", "docx")


def lists_html(lists: Sequence[PrecedentList], open_id: str, wording: Wording) -> str:
    """Every list with its button, and the form for a new one."""
    rows = "".join(_row_html(each, each.id == open_id, wording) for each in lists)
    shown = f'<ul class="saved-lists">{rows}</ul>' if lists else f'<p class="hint">{wording.html("lists_none")}</p>'
    name = line_html("prec-list-new", "title", wording.text("list_name"), longest=NAME_CHARS)
    button = f'<div class="form-buttons"><button type="submit">{wording.html("list_new")}</button></div>'
    form = f'<form class="guide-form" data-send="list_new" novalidate>{name}{button}</form>'
    return section_html("prec-lists", wording.text("lists_title"), shown + form)


def list_html(saved: PrecedentList, hubs: Mapping[str, Hub], wording: Wording) -> str:
    """The open list."""
    about = wording.html("list_about", by=wording.person(saved.updated_by), at=moment_words(saved.updated_at))
    entries = "".join(_entry_html(n, each, saved, hubs, wording) for n, each in enumerate(saved.entries))
    shown = (
        f'<ol class="list-entries">{entries}</ol>' if entries else f'<p class="hint">{wording.html("list_empty")}</p>'
    )
    files = "".join(
        button_html(wording.text(f"export_{ending}"), "list_export", list=saved.id, ending=ending)
        for ending in _ENDINGS
    )
    hint = f'<p class="hint">{wording.html("export_hint")}</p>'
    delete = button_html(wording.text("delete_yes"), "list_delete", "danger", list=saved.id, revision=saved.revision)
    body = (
        f'<p class="hint">{about}</p>{_about_form(saved, wording)}{shown}'
        f'<div class="form-buttons">{files}</div>{hint}'
        f"{confirmed_html(wording.text('delete'), wording.text('delete_sure', name=saved.name), delete)}"
    )
    return section_html("prec-list", wording.text("list_title", name=saved.name), body)


def _row_html(saved: PrecedentList, is_open: bool, wording: Wording) -> str:
    label = wording.text("list_row", name=saved.name, n=len(saved.entries))
    mark = f' <span class="state">{wording.html("list_is_open")}</span>' if is_open else ""
    return f"<li>{button_html(label, 'list_open', 'item-link', list=saved.id)}{mark}</li>"


def _about_form(saved: PrecedentList, wording: Wording) -> str:
    name = line_html("prec-list-name", "title", wording.text("list_name"), saved.name, longest=NAME_CHARS)
    note = _note_html("prec-list-note", wording.text("list_note"), saved.note)
    button = f'<div class="form-buttons"><button type="submit">{wording.html("save")}</button></div>'
    hidden = f'<input type="hidden" name="list" value="{escape(saved.id)}">'
    form = (
        f'<form class="guide-form" data-send="list_rename" data-revision="{saved.revision}" novalidate>'
        f"{hidden}{name}{note}{button}</form>"
    )
    return folded_html(wording.text("list_change"), form, "more")


def _entry_html(place: int, entry: ListEntry, saved: PrecedentList, hubs: Mapping[str, Hub], wording: Wording) -> str:
    hub = hubs.get(entry.hub_id)
    name = wording.hub(hub) if hub is not None else wording.text("gone", id=entry.hub_id)
    field = f"prec-note-{place}"
    note = _note_html(field, wording.text("note"), entry.note)
    label = wording.html("save_note_of", name=name)
    save = f'<button type="submit" aria-label="{label}">{wording.html("save_note")}</button>'

    def button(do: str, key: str, to: str | None = None) -> str:
        said = wording.text(key)
        keys = {"list": saved.id, "hub": entry.hub_id, "revision": saved.revision, "to": to}
        return button_html(said, do, "", f"{said}: {name}", **keys)

    moves = "".join(
        button("list_move", to, to)
        for to, possible in (("up", place > 0), ("down", place < len(saved.entries) - 1))
        if possible
    )
    remove = button("list_remove", "remove")
    hidden = "".join(
        f'<input type="hidden" name="{key}" value="{escape(value)}">'
        for key, value in (("list", saved.id), ("hub", entry.hub_id))
    )
    return (
        f'<li class="list-entry"><h4 lang="ja" id="prec-entry-{place}" tabindex="-1">{escape(name)}</h4>'
        f'<form data-send="list_note" data-revision="{saved.revision}" novalidate>{hidden}{note}'
        f'<div class="form-buttons">{save}{moves}{remove}</div></form><div data-messages></div></li>'
    )


def _note_html(field: str, label: str, value: str) -> str:
    return (
        f'<div class="field field-wide"><label for="{field}">{escape(label)}</label><textarea id="{field}" name="note" '
        f'rows="2" maxlength="{NOTE_CHARS}">\n{escape(value)}</textarea></div>'
    )
