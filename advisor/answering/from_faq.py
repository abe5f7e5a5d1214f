"""An answer that the secretariat has approved for a question like this one: its own words, cited as such."""

from advisor.answering.drafts import Draft, DraftStatement, Quote
from advisor.answering.models import Status
from advisor.answering.setting import Setting
from advisor.faq.entry_text import sentences, source_id
from advisor.faq.records import PublishedEntry
from advisor.inquiries.records import QuotedPassage
from advisor.knowledge import Knowledge
from advisor.messages import say
from advisor.verifying.values import faults

_BLANK = Quote(source_id="", start=0, end=1, text=" ")


def from_faq(entry: PublishedEntry, setting: Setting, knowledge: Knowledge) -> Draft:
    """The approved answer sentence by sentence, each with its own place in the entry, and with the passages that bear
    its figures and names, where it has any; the others of the entry's passages stand with the first sentence."""
    own = source_id(entry)
    quotes = [quote for passage in entry.quotes if (quote := _placed(passage, knowledge)) is not None]
    told = sentences(entry)
    bearing = [[quote for quote in quotes if _bears(sentence, quote, knowledge)] for sentence, _, _ in told]
    used = {quote for each in bearing for quote in each}
    rest = [quote for quote in quotes if quote not in used]
    statements = tuple(
        DraftStatement(
            text=sentence,
            quotes=(
                Quote(source_id=own, start=start, end=end, text=knowledge.texts[own][start:end]),
                *bearing[place],
                *(rest if place == 0 else ()),
            ),
        )
        for place, (sentence, start, end) in enumerate(told)
    )
    lead = say("answers.from_faq", setting.language, day=entry.approved_at.date().isoformat())
    return Draft(
        intent=entry.topic, status=Status.ANSWERED, statements=statements, lead=lead, round=entry.binding.round
    )


def _placed(passage: QuotedPassage, knowledge: Knowledge) -> Quote | None:
    start = knowledge.texts.get(passage.source_id, "").find(passage.quote)
    if start < 0:
        return None
    return Quote(source_id=passage.source_id, start=start, end=start + len(passage.quote), text=passage.quote)


def _bears(sentence: str, quote: Quote, knowledge: Knowledge) -> bool:
    """Whether the quote has what the sentence says by figure and name. One that says nothing so is borne by none: any
    quote would do, and none would show anything."""
    aliases = knowledge.glossary.aliases
    return not faults(sentence, [quote], (), None, aliases) and bool(faults(sentence, [_BLANK], (), None, aliases))
