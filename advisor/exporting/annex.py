"""The annex of evidence: item → sentence → file, page, quote, as a table. Pure."""

from collections.abc import Sequence

from advisor.dossiers.records import Item, Origin, Sentence
from advisor.drafting.model import DraftClaim, FileCitation
from advisor.forms.model import ItemKind
from advisor.guides.tables import Table
from advisor.messages import Language, say

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
    claims = item.draft.claims if item.draft is not None else ()
    if item.form_item.kind is ItemKind.CHOICE:
        said = "、".join(item.chosen) or say("exporting.no_choice", language)
        cited = [citation for claim in claims for citation in claim.citations]
        origin = say(f"exporting.origin_{Origin.EVIDENCE}", language) if cited else ""
        return [(*head, said, origin, *_place(citation)) for citation in cited] or [(*head, said, "", "", "", "")]
    rows = []
    for sentence in item.sentences:
        cited = _citations(sentence, claims)
        origin = say(f"exporting.origin_{sentence.origin}", language, by=sentence.by)
        rows += [(*head, sentence.text, origin, *_place(c)) for c in cited] or [
            (*head, sentence.text, origin, "", "", "")
        ]
    return rows or [(*head, "", "", "", "", "")]


def _citations(sentence: Sentence, claims: Sequence[DraftClaim]) -> tuple[FileCitation, ...]:
    if sentence.claim is None or sentence.claim >= len(claims) or sentence.origin is Origin.EDITED:
        return ()
    return claims[sentence.claim].citations


def _place(citation: FileCitation) -> tuple[str, str, str]:
    return citation.file, str(citation.page or ""), citation.quote
