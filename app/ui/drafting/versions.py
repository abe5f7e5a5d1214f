"""The versions of an item, what changed between two of them, and two people's words side by side. Pure."""

from collections.abc import Sequence
from html import escape

from advisor.dossiers.records import Item, Status, Version
from advisor.review.differences import Piece
from app.ui.drafting.wording import Wording
from app.ui.tables import Cell, table_html, text_cell
from app.ui.workbench import comparing
from app.ui.workbench.marks import MESSAGES, button_html, confirmed_html, folded_html
from app.ui.workbench.wording import moment_words

_COLUMNS = ("version", "made", "who", "when", "status", "noted", "words")


def versions_html(versions: Sequence[Version], item: Item, wording: Wording) -> str:
    """Every version, the newest first, and two lists to compare any two of them."""
    if not versions:
        return f'<p class="hint">{wording.html("versions_none")}</p>'
    columns = [wording.text(f"column_{name}") for name in _COLUMNS]
    rows = [_row(version, item, wording) for version in reversed(versions)]
    table = table_html(wording.text("versions"), columns, rows, "stacked")
    return f'{_choice_html(versions, wording)}<div data-part="differences"></div>{table}{MESSAGES}'


def _choice_html(versions: Sequence[Version], wording: Wording) -> str:
    """The two lists: at first the newest version, and the last one that says something else."""
    if len(versions) < 2:
        return ""
    newest = versions[-1]
    others = [version for version in versions if (version.text, version.chosen) != (newest.text, newest.chosen)]
    before = others[-1] if others else versions[-2]
    pairs = (("old", before.number), ("new", newest.number))
    lists = "".join(_list_html(name, versions, chosen, wording) for name, chosen in pairs)
    button = button_html(wording.text("compare"), "compare")
    return f'<div class="compare-versions">{lists}<div class="form-buttons">{button}</div></div>'


def _list_html(name: str, versions: Sequence[Version], chosen: int, wording: Wording) -> str:
    options = "".join(
        f'<option value="{version.number}"{" selected" if version.number == chosen else ""}>'
        f"{wording.html('version_option', n=version.number, at=moment_words(version.at))}</option>"
        for version in versions
    )
    label = wording.html(f"compare_{name}")
    return (
        f'<div class="field"><label for="draft-{name}">{label}</label>'
        f'<select id="draft-{name}" data-{name}>{options}</select></div>'
    )


def _row(version: Version, item: Item, wording: Wording) -> list[Cell]:
    words = "、".join(version.chosen) if version.chosen else version.text
    restore = ""
    if item.status is not Status.APPROVED and (version.text, version.chosen) != (item.text, item.chosen):
        restore = confirmed_html(
            wording.text("restore"),
            wording.text("restore_question"),
            button_html(wording.text("restore_sure"), "restore", version=version.number),
            wording.text("restore_named", n=version.number),
        )
    summary = wording.text("version_words", n=len(version.text)) if version.text else wording.text("version_choice")
    shown = folded_html(summary, f'<p class="whole">{escape(words)}</p>') if words else wording.html("version_empty")
    return [
        text_cell(str(version.number), header=True),
        text_cell(wording.version(version.kind)),
        text_cell(wording.person(version.by)),
        Cell(html=escape(moment_words(version.at))),
        text_cell(wording.status(version.status)),
        text_cell(version.note),
        Cell(html=shown + restore, classes="long-cell"),
    ]


def conflict_html(reason: str, current: Item, mine: str, pieces: Sequence[Piece], wording: Wording) -> str:
    """Two people's words of an item. What is approved is not written over."""
    theirs = "、".join(current.chosen) if current.chosen else current.text
    by = wording.text("conflict_theirs", by=wording.person(current.updated_by), at=moment_words(current.updated_at))
    revision = current.revision if current.status is not Status.APPROVED else None
    return comparing.conflict_html(reason, theirs, by, mine, pieces, revision, wording)
