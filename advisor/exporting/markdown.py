"""A form with its answers as Markdown. Pure."""

import re

from advisor.forms.model import Filled, Filling, Form, FormItem, ItemKind

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&$])")
# What makes a block of a line when it comes first: a list, a rule, the line below a heading, the head of a table.
_BLOCK_START = re.compile(r"^(?:(?=[-+](?:[\s-]|$)|=|:-)|([0-9]{1,9})(?=[.)](?:\s|$)))")
_INDENT = re.compile(r"^[ \t]+")
_NO_BREAK_SPACE = "\u00a0"  # four ordinary ones would begin a block of code


def outline_markdown(form: Form, filling: Filling) -> str:
    """Title, notice, then every item with its answer; what a text holds of Markdown's marks shows as it is."""
    lines = [f"# {escaped(form.title)}", ""]
    if form.notice is not None:
        lines += [f"> {_line(' '.join(form.notice.said(filling.language).split()))}", ""]
    if filling.face:
        lines += [f"> **{escaped(filling.face)}**", ""]
    path: tuple[str, ...] = ()
    for item in form.items:
        for depth, name in enumerate(item.path):
            if item.path[: depth + 1] != path[: depth + 1]:
                lines += [f"{'#' * min(depth + 2, 5)} {escaped(name)}", ""]
        path = item.path
        lines += [f"{'#' * min(len(path) + 2, 6)} {escaped(f'{item.number} {item.label}'.strip())}", ""]
        lines += [_answer(item, filling.answers.get(item.id, Filled())), ""]
    return "\n".join(lines).rstrip() + "\n"


def _answer(item: FormItem, filled: Filled) -> str:
    boxes = ""
    if item.kind is ItemKind.CHOICE:
        boxes = "　".join(f"{'☑' if option in filled.chosen else '□'} {escaped(option)}" for option in item.options)
    text = "  \n".join(_line(line) for line in filled.text.splitlines())
    return "\n\n".join(filter(None, (boxes, text)))


def escaped(text: str) -> str:
    """`text` in one line, so that Markdown shows it as it stands after other words.

    >>> escaped("*A* &amp; [b]")
    '\\\\*A\\\\* \\\\&amp; \\\\[b\\\\]'
    """
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _line(line: str) -> str:
    """A line so that Markdown shows it as it stands where it begins a line."""
    body = line.rstrip()
    indent = _INDENT.match(body)
    spaces = _NO_BREAK_SPACE * len(indent[0].expandtabs(4)) if indent else ""
    return spaces + _BLOCK_START.sub(r"\1\\", _SPECIAL.sub(r"\\\1", _INDENT.sub("", body)))
