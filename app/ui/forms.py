"""The fields of a guided page's form, as safe HTML. Pure.

They are the browser's own: keyboard, screen readers and autofill work as people know them.
"""

from collections.abc import Sequence
from html import escape

from advisor.values import Value


class Choice(Value):
    """One value that can be chosen, with its label."""

    value: str
    label: str


def form_html(name: str, fields: Sequence[str], submit: str, reset: str) -> str:
    """A form with its button, and the one that empties it."""
    buttons = (
        f'<div class="form-buttons"><button type="submit" class="primary">{escape(submit)}</button>'
        f'<button type="button" data-reset>{escape(reset)}</button></div>'
    )
    return f'<form class="guide-form" id="{name}-fields" novalidate>{"".join(fields)}{buttons}</form>'


def select_html(
    guide: str, name: str, label: str, choices: Sequence[Choice], chosen: str, first: str, form: str = ""
) -> str:
    """A list to choose one from. `first`: the label of choosing nothing; `form`: the form's id, for one outside it."""
    field = f"{guide}-{name}"
    owner = f' form="{form}"' if form else ""
    options = "".join(
        f'<option value="{escape(choice.value)}"{" selected" if choice.value == chosen else ""}>'
        f"{escape(choice.label)}</option>"
        for choice in (Choice(value="", label=first), *choices)
    )
    return (
        f'<div class="field"><label for="{field}">{escape(label)}</label>'
        f'<select id="{field}" name="{escape(name)}"{owner}>{options}</select></div>'
    )


def hidden_html(field: str, name: str, value: str, on: bool) -> str:
    """A value that a button of the result switches on; while it is off, the form does not send it."""
    off = "" if on else " disabled"
    return f'<input type="hidden" id="{escape(field)}" name="{escape(name)}" value="{escape(value)}"{off}>'


def text_html(guide: str, name: str, label: str, value: str, placeholder: str = "") -> str:
    """A line of text."""
    field = f"{guide}-{name}"
    return (
        f'<div class="field"><label for="{field}">{escape(label)}</label><input type="search" id="{field}" '
        f'name="{escape(name)}" value="{escape(value)}" placeholder="{escape(placeholder)}" autocomplete="off"></div>'
    )


def long_text_html(guide: str, name: str, label: str, value: str, hint: str, example: str) -> str:
    """Several lines of text, with a hint that is read with it and an example to fill in."""
    field = f"{guide}-{name}"
    button = f'<button type="button" class="example" data-fill="{field}" data-text="{escape(example)}">'
    filled = f"{button}{escape(example)}</button>" if example else ""
    return (
        f'<div class="field field-wide"><label for="{field}">{escape(label)}</label>'
        f'<p class="hint" id="{field}-hint">{escape(hint)}</p>'
        f'<textarea id="{field}" name="{escape(name)}" rows="4" aria-describedby="{field}-hint">'
        f"\n{escape(value)}</textarea>{filled}</div>"
    )
