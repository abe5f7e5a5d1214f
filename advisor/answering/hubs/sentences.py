"""What is said of selected hubs: a count, a line each, likeness, comparison, confidence, and what is missing. Pure."""

from collections.abc import Sequence
from itertools import groupby

from advisor.answering.drafts import DraftNotice, DraftStatement, Quote
from advisor.answering.models import NoticeKind
from advisor.corpus.hubs import Hub, HubType
from advisor.messages import Language, say
from advisor.values import Value

FEW = 3  # hubs that are told in whole sentences
MOST_LISTED = 12
_MANY_VALUES = 4
COMPARED = ("round", "type", "university", "prefecture", "field", "summary", "announced", "confidence")


class HubText(Value):
    """The file of the hubs: its source id and its text, which every row is quoted from."""

    source_id: str
    text: str

    def entry_id(self, hub: Hub) -> str:
        """The id of the hub's passage in the index."""
        return f"{self.source_id}:{hub.start}-{hub.end}"

    def row(self, hub: Hub) -> Quote:
        """A hub's row up to its summary: what was selected, where, as which type."""
        line = self.text[hub.start : hub.end]
        until = line.find(hub.summary_ja) if hub.summary_ja else line.find("http")
        part = line[: until if until > 0 else len(line)].rstrip(',"')
        return self._quote(hub.start, part)

    def summary(self, hub: Hub) -> Quote | None:
        """A hub's summary, where one is on record."""
        if hub.summary_ja is None:
            return None
        return self._quote(self.text.index(hub.summary_ja, hub.start), hub.summary_ja)

    def confidence(self, hub: Hub) -> Quote:
        """The end of a hub's row: the word that says what the row rests on."""
        return self._quote(hub.end - len(hub.confidence), hub.confidence.value)

    def quotes(self, hub: Hub) -> tuple[Quote, ...]:
        """The row and the summary."""
        summary = self.summary(hub)
        return (self.row(hub), *((summary,) if summary else ()))

    def _quote(self, start: int, text: str) -> Quote:
        return Quote(source_id=self.source_id, start=start, end=start + len(text), text=text)


def hub_statements(
    hubs: Sequence[Hub], source: HubText, language: Language, counts: bool = False, selected: int | None = None
) -> list[DraftStatement]:
    """A count when asked or when there are many, then each hub with its row as the quote. `selected`: how many such
    hubs there are, where more were selected than are on record."""
    found = [count_statement(hubs, source, language, selected)] if counts or len(hubs) > FEW else []
    if len(hubs) > FEW:
        return found + listed_statements(hubs, source, language)
    return found + [statement for hub in hubs for statement in whole_statements(hub, source, language)]


def listed_statements(hubs: Sequence[Hub], source: HubText, language: Language) -> list[DraftStatement]:
    """A line for each hub; of very many the first ones, and how many more there are."""
    found = [line_statement(hub, source, language) for hub in hubs[:MOST_LISTED]]
    more = hubs[MOST_LISTED:]
    if not more:
        return found
    count = str(len(more))
    text = say("hubs.more", language, count=count)
    quotes = tuple(source.row(hub) for hub in more)
    return [*found, DraftStatement(text=text, quotes=quotes, computed=(count,), condition=True)]


def count_statement(
    hubs: Sequence[Hub], source: HubText, language: Language, selected: int | None = None
) -> DraftStatement:
    """How many hubs there are on record, of how many that were selected."""
    universities = len({hub.university for hub in hubs})
    key = "of_universities" if universities < len(hubs) else "hubs"
    count = say(f"hubs.{key}", language, count=len(hubs), universities=universities)
    quotes = tuple(source.row(hub) for hub in hubs[:MOST_LISTED])
    if selected is None or selected <= len(hubs):
        return DraftStatement(text=say("hubs.count", language, count=count), quotes=quotes, computed=(count,))
    text = say("hubs.count_of_selected", language, count=count, selected=selected)
    return DraftStatement(text=text, quotes=quotes, computed=(count, str(selected)))


def whole_statements(hub: Hub, source: HubText, language: Language) -> list[DraftStatement]:
    """That a hub was selected, and its summary."""
    found = [DraftStatement(text=_told("hubs.one", hub, language), quotes=(source.row(hub),))]
    summary = source.summary(hub)
    if summary is not None:
        text = say("hubs.summary", language, summary=hub.summary_ja)
        found.append(DraftStatement(text=text, quotes=(summary,), condition=True))
    return found


def line_statement(hub: Hub, source: HubText, language: Language, with_summary: bool = False) -> DraftStatement:
    """A hub as a line of a list. `with_summary`: quoting its summary as well."""
    quotes = source.quotes(hub) if with_summary else (source.row(hub),)
    return DraftStatement(text=_told("hubs.line", hub, language), quotes=quotes, condition=True)


def alike_statements(hubs: Sequence[Hub], source: HubText, language: Language) -> list[DraftStatement]:
    """The hubs nearest to a description, nearest first, each with its summary."""
    count = str(len(hubs))
    text = say("hubs.alike" if len(hubs) > 1 else "hubs.alike_one", language, count=count)
    found = [DraftStatement(text=text, quotes=tuple(source.row(hub) for hub in hubs), computed=(count,))]
    return [*found, *(summed_up(hub, source, language) for hub in hubs)]


def confidence_statements(hubs: Sequence[Hub], source: HubText, language: Language) -> list[DraftStatement]:
    """What the record of each hub rests on."""
    found = []
    for hub in hubs[:MOST_LISTED]:
        confidence = say_confidence(hub, language)
        name = hub.hub_name or say("hubs.unnamed", language)
        text = say("hubs.confidence_of", language, university=hub.university, hub=name, confidence=confidence)
        quotes = (source.row(hub), source.confidence(hub))
        found.append(DraftStatement(text=text, quotes=quotes, computed=(confidence,), condition=len(hubs) > 1))
    return found


def compared_statements(hubs: Sequence[Hub], source: HubText, language: Language) -> list[DraftStatement]:
    """Hubs side by side: each of them, what they share, how they differ."""
    quotes = tuple(quote for hub in hubs for quote in source.quotes(hub))
    values = {aspect: aspect_values(hubs, aspect, language) for aspect in COMPARED if aspect != "summary"}
    found = []
    for key, wanted in (("hubs.shared", True), ("hubs.differing", False)):
        aspects = [_aspect(name, told, language) for name, told in values.items() if is_shared(told) is wanted]
        if aspects:
            listed = ("、" if language is Language.JA else "; ").join(aspects)
            text = say(key, language, aspects=listed)
            found.append(DraftStatement(text=text, quotes=quotes, computed=(listed,), condition=True))
    return [*(summed_up(hub, source, language) for hub in hubs), *found]


def summed_up(hub: Hub, source: HubText, language: Language) -> DraftStatement:
    """A hub as a line of a list with its summary behind it."""
    line = line_statement(hub, source, language, with_summary=True)
    colon = ": " if language is Language.EN else "："
    return line.model_copy(update={"text": f"{line.text}{colon}{hub.summary_ja}"}) if hub.summary_ja else line


def aspect_values(hubs: Sequence[Hub], aspect: str, language: Language) -> tuple[str | None, ...]:
    """What each hub has in one of COMPARED, for a reader; None: not on record."""
    return tuple(_aspect_value(hub, aspect, language) for hub in hubs)


def is_shared(values: Sequence[str | None]) -> bool | None:
    """Whether all hubs have the same value; None where one of them is not on record."""
    return None if None in values else len(set(values)) == 1


def say_type(hub_type: HubType, language: Language) -> str:
    """A type as answers name it."""
    return say("hubs.type_international" if hub_type is HubType.INTERNATIONAL else "hubs.type_regional", language)


def say_confidence(hub: Hub, language: Language) -> str:
    """What a row rests on, in words."""
    return say(f"hubs.confidence_{hub.confidence}", language)


def precedent_notice(language: Language, alike: bool = False) -> DraftNotice:
    """That precedents illustrate and are no rule; `alike`: and that likeness is one of descriptions only."""
    text = say("hubs.notice_alike" if alike else "hubs.notice_precedent", language)
    return DraftNotice(kind=NoticeKind.UNOFFICIAL, text=text)


def _told(key: str, hub: Hub, language: Language) -> str:
    return say(
        key,
        language,
        university=hub.university,
        hub=hub.hub_name or say("hubs.unnamed", language),
        round=hub.round,
        type=say_type(hub.type, language),
    )


def _aspect(aspect: str, values: Sequence[str | None], language: Language) -> str:
    known = [value for value, _ in groupby(v for v in values if v is not None)]
    listed = (" / ").join(dict.fromkeys(known[:_MANY_VALUES]))
    return say("hubs.aspect", language, name=say(f"hubs.aspect_{aspect}", language), values=listed)


def _aspect_value(hub: Hub, aspect: str, language: Language) -> str | None:
    if aspect == "round":
        return say("answers.round", language, round=hub.round)
    if aspect == "type":
        return say_type(hub.type, language)
    if aspect == "confidence":
        return say_confidence(hub, language)
    if aspect == "announced":
        return hub.announced_on.isoformat() if hub.announced_on else None
    return {
        "university": hub.university,
        "prefecture": hub.prefecture,
        "field": hub.field,
        "summary": hub.summary_ja,
    }[aspect]
