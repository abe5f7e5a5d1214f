"""Why a hub is like a part of what was asked: shared themes and likeness of meaning, with the hub's own words."""

from collections.abc import Sequence

from advisor.answering.hubs.likeness import Likeness
from advisor.corpus.hubs import Hub
from advisor.folding import search_form
from advisor.messages import Language, say
from advisor.precedents.asking import AskedPart
from advisor.precedents.descriptions import Descriptions
from advisor.precedents.documents import HubDocuments, Told
from advisor.precedents.records import Asked, AskedFrom, HubQuote, Reason, ReasonKind, Theme, ThemeKind
from advisor.precedents.themes import as_written, largest, shared_themes
from advisor.programs.precedents import holds_text
from advisor.values import Value

_THEME_WORTH = 0.1  # as in answering/hubs/likeness.py
_NEAR_TERM = 0.06  # of the centred cosine
_THEMES_OF_A_TEXT = 2
_SAYS_MUCH = 3  # telling words; a passage with fewer is about budgets and dates, and like any other
_LIKE_DOCUMENT = 0.3  # of a passage that shares no theme: prose of any hub is like prose of any other


class RankedReason(Value):
    """A reason with what it is ranked by; that number is never handed out."""

    rank: float
    reason: Reason


class Reasons:
    """Finds the reasons of one search and says them in one language."""

    def __init__(self, descriptions: Descriptions, documents: HubDocuments, language: Language) -> None:
        self._of = descriptions
        self._documents = documents
        self._language = language

    def of_part(self, part: AskedPart, hubs: Sequence[Hub]) -> dict[str, RankedReason]:
        """By hub id, why it is like a part; hubs for which nothing can be shown are left out."""
        themes = {
            hub.id: largest(
                shared_themes(part.wording, self._of.wording(hub), self._of.vocabulary, part.is_short)
                + self._named(part, hub)
            )
            for hub in hubs
        }
        near = self._of.near(hubs, part.vector, themes)
        found = {}
        for hub in hubs:
            by_record = self._by_record(part, hub, themes[hub.id], near.get(hub.id))
            by_document = self._by_document(part, hub)
            both = [each for each in (by_record, by_document) if each is not None]
            if both:
                best = max(both, key=lambda each: each.rank)
                others = [each.reason for each in both if each is not best]
                found[hub.id] = best.model_copy(update={"reason": _joined(best.reason, others, self._language)})
        return found

    def _named(self, part: AskedPart, hub: Hub) -> tuple[Theme, ...]:
        """The places of the hub that are named; and every word, where a few are asked for and all stand in its row."""
        if part.asked_from is AskedFrom.OUTLINE:
            return ()
        found = self._of.places(hub, part.text, part.named)
        if found or not part.is_short or not holds_text(hub, part.text):
            return found
        words = (as_written(word, part.text) for word in search_form(part.text).split())
        return tuple(Theme(word=word, asked=word, kind=ThemeKind.WORD) for word in words)

    def _by_record(
        self, part: AskedPart, hub: Hub, themes: tuple[Theme, ...], near: Likeness | None
    ) -> RankedReason | None:
        quotes = self._of.quotes
        like = near is not None and near.is_like
        apart = near.apart if near is not None else 0.0
        if themes and (like or _is_enough(part, themes, apart)):
            said = quotes.with_themes(hub, themes, self._language)
            return RankedReason(rank=apart + _THEME_WORTH * len(themes), reason=self._reason(part, themes, said))
        telling = self._of.vocabulary.telling(part.wording)
        if like and (part.asked_from is not AskedFrom.OUTLINE or len(telling) >= _SAYS_MUCH):
            return RankedReason(rank=apart, reason=self._reason(part, (), quotes.about(hub, self._language)))
        return None

    def _by_document(self, part: AskedPart, hub: Hub) -> RankedReason | None:
        told = self._documents.told(hub.id, part, self._of.middle, self._of.vocabulary)
        best = next((each for each in told if _says_it(each)), None)
        if best is None:
            return None
        rank = best.apart + _THEME_WORTH * len(best.themes)
        return RankedReason(rank=rank, reason=self._reason(part, best.themes, (best.quote(),)))

    def _reason(self, part: AskedPart, themes: tuple[Theme, ...], quotes: Sequence[HubQuote]) -> Reason:
        kind = ReasonKind.THEMES if themes else ReasonKind.MEANING
        return Reason(
            kind=kind,
            asked_from=part.asked_from,
            asked=part.shown,
            asked_page=part.page,
            themes=themes,
            quotes=tuple(quotes),
            said=_said(kind, themes, self._language),
        )

    def by_filters(self, hub: Hub, asked: Asked) -> Reason:
        narrow = any((asked.round, asked.type, asked.university, asked.prefecture, asked.region))
        key = "reason_filter" if narrow else "reason_all"
        return Reason(
            kind=ReasonKind.FILTER,
            asked_from=AskedFrom.FILTERS,
            quotes=(self._of.quotes.row(hub, self._language),),
            said=say(f"precedents.{key}", self._language),
        )


def _is_enough(part: AskedPart, themes: Sequence[Theme], apart: float) -> bool:
    """Whether themes alone are reason enough: one for a few words, two for a text or an outline, which share a word
    with many. Another name of a term may mean something else, so the meaning has to be near as well."""
    if not part.is_short:
        return len(themes) >= _THEMES_OF_A_TEXT
    return apart >= _NEAR_TERM or any(theme.kind is not ThemeKind.TERM for theme in themes)


def _says_it(told: Told) -> bool:
    return bool(told.themes) or told.apart >= _LIKE_DOCUMENT


def _joined(reason: Reason, others: Sequence[Reason], language: Language) -> Reason:
    """One reason of several for the same part: the record's and a document's words together."""
    themes = largest(theme for each in (reason, *others) for theme in each.themes)
    kind = ReasonKind.THEMES if themes else reason.kind
    quotes = (*reason.quotes, *(quote for other in others for quote in other.quotes))
    said = _said(kind, themes, language)
    return reason.model_copy(update={"kind": kind, "themes": themes, "quotes": quotes, "said": said})


def _said(kind: ReasonKind, themes: Sequence[Theme], language: Language) -> str:
    if kind is ReasonKind.MEANING:
        return say("precedents.reason_meaning", language)
    words = [
        theme.word
        if search_form(theme.word) == search_form(theme.asked)
        else say("precedents.theme_as", language, word=theme.word, asked=theme.asked)
        for theme in themes
    ]
    listed = ("、" if language is Language.JA else ", ").join(words)
    return say("precedents.reason_themes", language, themes=listed)
