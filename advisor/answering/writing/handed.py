"""The evidence that a model is handed: what code answers with, and further passages, numbered, each with its round and
date, as data and nothing else."""

import json
from collections.abc import Iterator, Sequence

from advisor.answering.drafts import DraftStatement, Quote
from advisor.answering.setting import Found, Setting
from advisor.answering.writing.addresses import Addresses
from advisor.knowledge import Knowledge
from advisor.retrieval.search import Hit
from advisor.values import Value
from advisor.verifying.claims import Passage

_PASSAGES = 3  # beside the facts; more of them distract a small model and cost time
_PASSAGE_CHARS = 400


class Piece(Value):
    """A numbered piece of evidence and the quotes that a statement resting on it shows. `fact`: the sentence that code
    answers with; "" for a passage that was only found."""

    n: int
    quotes: tuple[Quote, ...]
    fact: str = ""
    computed: tuple[str, ...] = ()
    condition: bool = False


def pieces_of(
    statements: Sequence[DraftStatement], found: Found, asked_round: int | None, knowledge: Knowledge
) -> list[Piece]:
    """The statements of a draft, then the best found passages that they do not quote and that are of no other round."""
    pieces = [
        Piece(n=n, quotes=s.quotes, fact=s.text, computed=s.computed, condition=s.condition)
        for n, s in enumerate(statements, start=1)
    ]
    shown = [quote for statement in statements for quote in statement.quotes]
    for quote in _passages(found.hits, shown, asked_round, knowledge):
        pieces.append(Piece(n=len(pieces) + 1, quotes=(quote,)))
    return pieces


def _passages(
    hits: Sequence[Hit], shown: Sequence[Quote], asked_round: int | None, knowledge: Knowledge
) -> Iterator[Quote]:
    count = 0
    for hit in hits:
        passage, source_id = hit.entry.passage, hit.entry.source_id
        info = knowledge.infos[source_id]
        end = min(passage.end, passage.start + _PASSAGE_CHARS)
        overlaps = any(q.source_id == source_id and q.start < end and passage.start < q.end for q in shown)
        if overlaps or info.round != asked_round or info.kind == "precedent":
            continue
        yield Quote(
            source_id=source_id, start=passage.start, end=end, text=knowledge.texts[source_id][passage.start : end]
        )
        count += 1
        if count == _PASSAGES:
            return


def as_passages(pieces: Sequence[Piece], knowledge: Knowledge) -> dict[int, Passage]:
    """The pieces as what a claim is judged against."""
    found = {}
    for piece in pieces:
        source_id = piece.quotes[0].source_id
        told = [piece.fact] if piece.fact else []
        for quote in piece.quotes:
            for fact in knowledge.told_places.of(quote.source_id, quote.start, quote.end):
                told += [fact.statement.ja, fact.statement.en]
        found[piece.n] = Passage(
            n=piece.n,
            source_id=source_id,
            quote="\n\n".join(quote.text for quote in piece.quotes),
            said=tuple(dict.fromkeys(told)),
            computed=piece.computed,
            round=knowledge.infos[source_id].round,
        )
    return found


def evidence_text(pieces: Sequence[Piece], addresses: Addresses, knowledge: Knowledge) -> str:
    """The pieces as JSON lines, their addresses as tokens."""
    return "\n".join(json.dumps(_row(piece, addresses, knowledge), ensure_ascii=False) for piece in pieces)


def _row(piece: Piece, addresses: Addresses, knowledge: Knowledge) -> dict[str, object]:
    info = knowledge.infos[piece.quotes[0].source_id]
    row: dict[str, object] = {"n": piece.n}
    if info.round is not None:
        row["round"] = info.round
    row["date"] = info.issued_on
    if piece.fact:
        row["fact"] = addresses.hide(piece.fact)
    return row | {"text": addresses.hide("\n".join(quote.text for quote in piece.quotes))}


def settled_round(named: int | None, setting: Setting) -> int | None:
    """The round that an answer is about: the one named, or the one in force."""
    return named if named is not None else (setting.current.number if setting.current else None)
