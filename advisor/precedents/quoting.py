"""The exact words of published sources that a reason rests on: of a hub's row, or of a document added to it. Pure."""

import re
from collections.abc import Iterable, Sequence

from advisor.answering.drafts import Quote
from advisor.answering.hubs.sentences import HubText, say_confidence
from advisor.corpus.hubs import Hub
from advisor.evidence.searching import EvidenceFile, page_of
from advisor.folding import search_form
from advisor.ingest.document import Passage
from advisor.messages import Language
from advisor.precedents.records import HubDocument, HubQuote, QuoteFrom, Theme

_SENTENCE = re.compile(r"[^。．\n]*(?:[。．]|$)")
_LONGEST = 240  # characters that are quoted of a passage; of a longer one the sentences that tell
_MOST_PIECES = 3


class RecordQuotes:
    """Quotes from the record of selected hubs. `title`: of the record as a source."""

    def __init__(self, source: HubText, title: str) -> None:
        self._source = source
        self._title = title

    def row(self, hub: Hub, language: Language) -> HubQuote:
        """The row up to its summary: what was selected, where, as which type."""
        return self._quote(self._source.row(hub), (hub.selection_url,), hub, language)

    def about(self, hub: Hub, language: Language) -> tuple[HubQuote, ...]:
        """What the hub works on, as far as it is on record: its field and its summary; else its row."""
        pieces = [piece for piece in (hub.field, hub.summary_ja) if piece]
        return self._of_pieces(pieces, hub, language)

    def with_themes(self, hub: Hub, themes: Sequence[Theme], language: Language) -> tuple[HubQuote, ...]:
        """The smallest parts of the row in which the themes stand: name, field, sentences of the summary, place."""
        sentences = [part for part in _SENTENCE.findall(hub.summary_ja or "") if part]
        pieces = [piece for piece in (hub.hub_name, hub.field, *sentences, hub.university, hub.prefecture) if piece]
        return self._of_pieces(_holding(pieces, themes), hub, language)

    def _of_pieces(self, pieces: Sequence[str], hub: Hub, language: Language) -> tuple[HubQuote, ...]:
        found = [self._place(piece, hub) for piece in dict.fromkeys(pieces)]
        quotes = [self._quote(quote, _urls(hub, quote.text), hub, language) for quote in found if quote is not None]
        return tuple(quotes) or (self.row(hub, language),)

    def _place(self, piece: str, hub: Hub) -> Quote | None:
        start = self._source.text.find(piece, hub.start, hub.end)
        if start < 0:
            return None
        return Quote(source_id=self._source.source_id, start=start, end=start + len(piece), text=piece)

    def _quote(self, quote: Quote, urls: tuple[str, ...], hub: Hub, language: Language) -> HubQuote:
        return HubQuote(
            text=quote.text,
            kind=QuoteFrom.RECORD,
            source_id=quote.source_id,
            title=self._title,
            urls=urls,
            start=quote.start,
            end=quote.end,
            confidence=say_confidence(hub, language),
        )


def document_quote(document: HubDocument, file: EvidenceFile, passage: Passage, themes: Sequence[Theme]) -> HubQuote:
    """The words of a passage of a document; of a long passage the sentences around its themes, or its beginning."""
    start, end = _telling_part(passage.text, themes)
    begin = passage.start + start
    text = file.document.text[begin : passage.start + end]
    return HubQuote(
        text=text,
        kind=QuoteFrom.DOCUMENT,
        source_id=document.id,
        title=document.title,
        urls=(document.url,),
        page=page_of(file, begin) or passage.page,
        start=begin,
        end=begin + len(text),
    )


def _telling_part(text: str, themes: Sequence[Theme]) -> tuple[int, int]:
    """Where the part of `text` to be quoted begins and ends: whole sentences, about as many as `_LONGEST` takes."""
    lead = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    if end - lead <= _LONGEST:
        return lead, end
    sentences = [found.span() for found in _SENTENCE.finditer(text, lead, end) if found[0].strip()]
    places = [text.find(theme.word) for theme in themes]
    wanted = min((place for place in places if place >= 0), default=lead)
    first = max((n for n, (start, _) in enumerate(sentences) if start <= wanted), default=0)
    start, last = sentences[first]
    start += len(text[start:last]) - len(text[start:last].lstrip())
    for _, stop in sentences[first + 1 :]:
        if stop - start > _LONGEST:
            break
        last = stop
    return start, min(last, max(start + 2 * _LONGEST, wanted + 1))


def _holding(pieces: Iterable[str], themes: Sequence[Theme]) -> list[str]:
    """Pieces that together hold as many of the themes as can be, those with more themes first."""
    left = {search_form(theme.word) for theme in themes}
    folded = {piece: search_form(piece) for piece in pieces}
    chosen: list[str] = []
    while left and folded and len(chosen) < _MOST_PIECES:
        best = max(folded, key=lambda piece: sum(word in folded[piece] for word in left))
        text = folded.pop(best)
        held = {word for word in left if word in text}
        if not held:
            break
        left -= held
        chosen.append(best)
    return chosen


def _urls(hub: Hub, piece: str) -> tuple[str, ...]:
    """Where a piece of the row was published: the summary rests on its own addresses, the rest on the selection's."""
    of_summary = hub.summary_ja is not None and piece in hub.summary_ja and bool(hub.summary_urls)
    return hub.summary_urls if of_summary else (hub.selection_url,)
