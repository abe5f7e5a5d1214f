"""The annex of evidence: item → sentence → file, page, quote, as a table. Pure."""

from collections.abc import Sequence

from advisor.dossiers.records import Item, Origin
from advisor.drafting.model import FileCitation
from advisor.forms.model import ItemKind
from advisor.guides.tables import Table
from advisor.messages import Language, say
from advisor.review.provenance import citations_of

_COLUMNS = ("item", "status", "sentence", "origin", "file", "page", "quote")


def annex(title: str, items: Sequence[Item], face: str, language: Language = Language.JA) -> Table:
    """A row for each sentence and each place that it rests on; for a choice, a row for each place of its reason."""
    rows = [row for item in items for row in _rows(item, language)]
    columns = tuple(say(f"exporting.column_{name}", language) for name in _COLUMNS)
    notes = tuple(filter(None, (face, say("exporting.annex_note", language))))
    return Table(
        title=say("exporting.annex_title", language, title=title), columns=columns, rows=tuple(rows), notes=notes
    )


def _rows(item: Item, language: Language) -> list[tuple[str, ...]]:
    head = (f"{item.form_item.number} {item.form_item.label}".strip(), say(f"exporting.status_{item.status}", language))
    if item.form_item.kind is ItemKind.CHOICE:
        said = "、".join(item.chosen) or say("exporting.no_choice", language)
        cited = _reason_of(item)
        origin = say(f"exporting.origin_{Origin.EVIDENCE}", language) if cited else ""
        return _told(head, said, origin, cited)
    rows = [
        row
        for sentence in item.sentences
        for row in _told(
            head,
            sentence.text,
            say(f"exporting.origin_{sentence.origin}", language, by=sentence.by),
            citations_of(sentence),
        )
    ]
    return rows or [(*head, "", "", "", "", "")]


def _reason_of(item: Item) -> tuple[FileCitation, ...]:
    """What a choice rests on: the claims of its draft, as long as it is what the draft proposed."""
    if item.draft is None or item.chosen != item.draft.chosen:
        return ()
    return tuple(citation for claim in item.draft.claims for citation in claim.citations)


def _told(head: tuple[str, str], said: str, origin: str, cited: Sequence[FileCitation]) -> list[tuple[str, ...]]:
    places = [_place(citation) for citation in cited] or [("", "", "")]
    return [(*head, said, origin, *place) for place in places]


def _place(citation: FileCitation) -> tuple[str, str, str]:
    return citation.file, str(citation.page or ""), citation.quote
