"""Small pieces of HTML that the parts of a tab are made of. Pure; every value is escaped here."""

from collections.abc import Mapping, Sequence
from html import escape

from app.ui.forms import Choice

MESSAGES = "<div data-messages></div>"  # where what went wrong in a part is told


def attributes(data: Mapping[str, object]) -> str:
    """`data-` attributes; those whose value is None are left out.

    >>> attributes({"do": "open", "dossier": 'a"b', "item": None})
    'data-do="open" data-dossier="a&quot;b"'
    """
    return " ".join(f'data-{name}="{escape(str(value))}"' for name, value in data.items() if value is not None)


def button_html(label: str, do: str, classes: str = "", name: str = "", **data: object) -> str:
    """A button that asks the desk for `do`. `name`: what a screen reader says where the label alone is not enough."""
    said = f' aria-label="{escape(name)}"' if name else ""
    look = f' class="{classes}"' if classes else ""
    return f'<button type="button"{look} {attributes({"do": do, **data})}{said}>{escape(label)}</button>'


def confirmed_html(label: str, question: str, button: str, name: str = "") -> str:
    """A step that is only taken after a second look: the question and `button` unfold below the label."""
    said = f' aria-label="{escape(name)}"' if name else ""
    return (
        f'<details class="confirm"><summary{said}>{escape(label)}</summary><p>{escape(question)}</p>{button}</details>'
    )


def folded_html(summary: str, body: str, classes: str = "", opened: bool = False, load: str = "") -> str:
    """A part that is folded away. `load`: what the desk is asked for when it is unfolded."""
    loading = f' data-load="{load}"' if load else ""
    is_open = " open" if opened else ""
    return f'<details class="{classes}"{loading}{is_open}><summary>{escape(summary)}</summary>{body}</details>'


def line_html(field: str, name: str, label: str, value: str = "", hint: str = "", longest: int = 200) -> str:
    """A line of text with its label, and a hint that is read with it."""
    described = f' aria-describedby="{field}-hint"' if hint else ""
    told = f'<p class="hint" id="{field}-hint">{escape(hint)}</p>' if hint else ""
    return (
        f'<div class="field"><label for="{field}">{escape(label)}</label>{told}<input type="text" id="{field}" '
        f'name="{escape(name)}" value="{escape(value)}" maxlength="{longest}" autocomplete="off"{described}></div>'
    )


def area_html(field: str, name: str, label: str, rows: int = 2, hint: str = "") -> str:
    """Several lines of text, empty, with their label."""
    described = f' aria-describedby="{field}-hint"' if hint else ""
    told = f'<p class="hint" id="{field}-hint">{escape(hint)}</p>' if hint else ""
    return (
        f'<div class="field field-wide"><label for="{field}">{escape(label)}</label>{told}'
        f'<textarea id="{field}" name="{escape(name)}" rows="{rows}"{described}></textarea></div>'
    )


def radios_html(legend: str, name: str, choices: Sequence[Choice], chosen: str, notes: Mapping[str, str]) -> str:
    """Choices of which one counts. `notes`: HTML below a choice, by its value."""
    rows = "".join(
        f'<div class="choice"><label><input type="radio" name="{escape(name)}" value="{escape(choice.value)}"'
        f"{' checked' if choice.value == chosen else ''}> <span>{escape(choice.label)}</span></label>"
        f"{notes.get(choice.value, '')}</div>"
        for choice in choices
    )
    return f'<fieldset class="field field-wide"><legend>{escape(legend)}</legend>{rows}</fieldset>'


def facts_html(facts: Sequence[tuple[str, str]]) -> str:
    """Names and values, those without a value left out."""
    rows = (f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in facts if value)
    return f'<dl class="facts">{"".join(rows)}</dl>'


def section_html(name: str, title: str, body: str, level: int = 3, classes: str = "") -> str:
    """A part with its heading, which can take the focus. `name`: with "-title" the heading's id."""
    heading = f'<h{level} id="{name}-title" tabindex="-1">{escape(title)}</h{level}>'
    look = f"bench-section {classes}".strip()
    return f'<section class="{look}" aria-labelledby="{name}-title">{heading}{body}{MESSAGES}</section>'
