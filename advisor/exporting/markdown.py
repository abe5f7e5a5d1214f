"""A form with its answers as Markdown. Pure."""

import re

from advisor.forms.model import Filled, Filling, Form, FormItem, ItemKind

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
_LINE_START = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s)", re.M)


def outline_markdown(form: Form, filling: Filling) -> str:
    """Title, notice, then every item with its answer; what a text holds of Markdown's marks shows as it is."""
    lines = [f"# {escaped(form.title)}", ""]
    if form.notice is not None:
        lines += [f"> {escaped(form.notice.said(filling.language))}", ""]
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
    text = "  \n".join(escaped(line) for line in filled.text.splitlines())
    return "\n\n".join(filter(None, (boxes, text)))


def escaped(text: str) -> str:
    """`text` so that Markdown shows it as it stands."""
    return _LINE_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", text))
