"""What the call asks and what the files bear out: contradictions first, then the table of all items. Pure."""

from collections.abc import Mapping, Sequence
from html import escape

from advisor.dossiers.records import Item
from advisor.drafting.model import CallCitation, Contradiction, Gap
from app.ui.drafting.wording import Wording
from app.ui.tables import Cell, table_html, text_cell
from app.ui.workbench.marks import attributes, button_html, section_html

_GAPS_SHOWN = 3
_COLUMNS = ("number", "item", "asks", "coverage", "gaps", "status")
Asks = Mapping[str, tuple[CallCitation, ...]]  # what the call says of an item, by the item's id


def table_part_html(
    items: Sequence[Item], asks: Asks, contradictions: Sequence[Contradiction], wording: Wording
) -> str:
    """The whole part."""
    columns = [wording.text(f"column_{name}") for name in _COLUMNS]
    titles = {citation.title for each in asks.values() for citation in each}
    rows = [_row(item, asks.get(item.id, ()), wording, with_title=len(titles) > 1) for item in items]
    table = table_html(wording.text("table_caption", n=len(rows)), columns, rows, "stacked requirements")
    hint = f'<p class="hint">{wording.html("table_hint")}</p>'
    if len(titles) == 1:
        hint += f'<p class="hint">{wording.html("asks_from", title=titles.pop())}</p>'
    return section_html(
        "draft-table", wording.text("table_title"), contradictions_html(contradictions, wording) + hint + table
    )


def contradictions_html(contradictions: Sequence[Contradiction], wording: Wording) -> str:
    """What the files state differently, each with its values and where they stand; nothing where they agree."""
    if not contradictions:
        return ""
    title = wording.html("contradictions", n=len(contradictions))
    shown = "".join(contradiction_html(each, wording) for each in contradictions)
    return (
        f'<section class="clashes" aria-labelledby="draft-clashes"><h4 id="draft-clashes">{title}</h4>{shown}</section>'
    )


def contradiction_html(contradiction: Contradiction, wording: Wording) -> str:
    """A contradiction: what it is about, then value, file, page and quote of each place."""
    columns = [wording.text(f"column_{name}") for name in ("value", "file", "page", "quote")]
    rows = [
        [
            text_cell(value.value, header=True),
            text_cell(value.file),
            text_cell(wording.page(value.page)),
            Cell(html=f'<q class="quoted">{escape(value.quote)}</q>', classes="quote-cell"),
        ]
        for value in contradiction.values
    ]
    table = table_html(contradiction.subject, columns, rows, "stacked")
    return f'<div class="clash"><p>{escape(contradiction.text)}</p>{table}</div>'


def item_name(item: Item) -> str:
    """An item as it is called: its number and label."""
    return f"{item.form_item.number} {item.form_item.label}".strip()


def _row(item: Item, asks: Sequence[CallCitation], wording: Wording, with_title: bool) -> list[Cell]:
    path = "".join(f'<span class="item-path">{escape(name)}</span>' for name in item.form_item.path)
    opened = button_html(item.form_item.label, "item", "item-link", item=item.id)
    return [
        text_cell(item.form_item.number),
        Cell(html=path + opened, header=True),
        Cell(html=asks_html(asks, wording, with_title), classes="quote-cell"),
        Cell(html=coverage_html(item, wording)),
        Cell(html=_gaps_cell(item, wording), classes="gaps-cell"),
        Cell(html=status_html(item, wording)),
    ]


def asks_html(asks: Sequence[CallCitation], wording: Wording, with_title: bool = True) -> str:
    """The exact words of the call, with their document; or that it says nothing that is known of the item."""
    if not asks:
        return f'<span class="hint">{wording.html("asks_nothing")}</span>'
    return "".join(_ask_html(each, with_title) for each in asks)


def _ask_html(asked: CallCitation, with_title: bool) -> str:
    title = f'<span class="quote-source">{escape(asked.title)}</span>' if with_title else ""
    return f'<blockquote lang="ja"><span class="quoted">{escape(asked.quote)}</span>{title}</blockquote>'


def coverage_html(item: Item, wording: Wording) -> str:
    """How far the files bear the item out, in a word."""
    kind = item.draft.coverage.value if item.draft is not None else "open"
    word = wording.coverage(item.draft.coverage) if item.draft is not None else wording.text("not_drafted")
    return f'<span class="coverage coverage-{kind}" {_mark("coverage", item)}>{escape(word)}</span>'


def gaps_html(gaps: Sequence[Gap], wording: Wording, at_once: int | None = None) -> str:
    """What is to be settled, as questions; of many the first, and how many more there are."""
    if not gaps:
        return ""
    shown = gaps[:at_once]
    rows = "".join(f"<li>{escape(gap.question)}</li>" for gap in shown)
    more = (
        f'<p class="hint">{wording.html("more_gaps", n=len(gaps) - len(shown))}</p>' if len(shown) < len(gaps) else ""
    )
    return f'<ul class="gaps">{rows}</ul>{more}'


def status_html(item: Item, wording: Wording) -> str:
    """Where the item stands, in a word."""
    word = escape(wording.status(item.status))
    return f'<span class="item-status item-status-{item.status.value}" {_mark("status", item)}>{word}</span>'


def marks_of(item: Item, wording: Wording) -> dict[str, str]:
    """What is said of the item in the table and elsewhere, to be renewed wherever it stands."""
    shown = {"status": status_html, "coverage": coverage_html, "gaps": _gaps_cell}
    return {f"{name} {item.id}": html(item, wording) for name, html in shown.items()}


def _mark(name: str, item: Item) -> str:
    return attributes({"mark": f"{name} {item.id}"})


def _gaps_cell(item: Item, wording: Wording) -> str:
    gaps = item.draft.gaps if item.draft is not None else ()
    none = f'<span class="hint">{wording.html("gaps_none")}</span>' if item.draft is not None else ""
    return f"<div {_mark('gaps', item)}>{gaps_html(gaps, wording, _GAPS_SHOWN) or none}</div>"
