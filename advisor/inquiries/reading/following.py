"""How a sentence of a mail leans on another one: on what stands before it, below it, or in a file. Pure."""

import re

from advisor.answering.understand import own_words
from advisor.folding import search_form
from advisor.inquiries.reading.cues import cue

_OWN_WORDS = 2  # content words that a question needs to stand alone
_NAMES_A_THING = re.compile(r"[はがをも]|について|に関し|\b[a-z]{4,}")

_ONE_MORE = re.compile(r"また|さらに|更に|あわせて|併せて|次に|加えて|最後に|なお|もう|also\b|in addition|additionally")


def depends(sentence: str) -> bool:
    """Whether a question cannot be understood without the one before it: it points at it, or says hardly more than
    「可能な場合、」 of it."""
    folded = search_form(sentence)
    if cue("asking.asks.depends").search(folded):
        return True
    if len(own_words(folded)) < _OWN_WORDS and not _NAMES_A_THING.search(folded):
        return True
    condition = cue("asking.asks.conditional").search(folded)
    return condition is not None and len(own_words(folded[condition.end() :])) < _OWN_WORDS


def goes_on_from(sentence: str, before: str) -> bool:
    """Whether a question without a thing of its own asks for what the one before says is not known."""
    unsure = cue("asking.asks.unsure").search(search_form(before))
    return unsure is not None and _NAMES_A_THING.search(search_form(sentence)) is None


def depends_on_told(sentence: str) -> bool:
    """Whether a question points at what was told just before it."""
    return cue("asking.asks.depends_on_told").search(search_form(sentence)) is not None


def leads_in(sentence: str) -> bool:
    """Whether a sentence tells something and asks leave to ask: the question is the next one."""
    return cue("asking.asks.leads_in").search(search_form(sentence)) is not None


def asks_for_it(sentence: str, before: str) -> bool:
    """Whether a short request asks for what the sentence before it says could not be found."""
    unsure = cue("asking.asks.unsure").search(search_form(before))
    direct = cue("asking.asks.direct").search(search_form(before))
    return bool(unsure and not direct and cue("asking.asks.asks_for_it").search(search_form(sentence)))


def hands_on(sentence: str) -> bool:
    """Whether a sentence says no more than that the inquiry is somebody else's and stands below."""
    return cue("asking.asks.hands_on").search(search_form(sentence)) is not None


def in_a_file(sentence: str) -> bool:
    """Whether a sentence sends its reader to a file for what is asked."""
    return cue("asking.asks.in_a_file").search(search_form(sentence)) is not None


def gives_reason(sentence: str) -> bool:
    """Whether a sentence says why the question before it is asked."""
    return cue("asking.asks.gives_reason").search(search_form(sentence)) is not None


def opens_for(sentence: str, before: str) -> bool:
    """Whether the one before only asks leave to ask this one: it names no more than a field, and this is no further
    thing beside it (また、さらに)."""
    opens, folded = cue("asking.asks.opens"), search_form(sentence)
    return bool(opens.search(search_form(before)) and not opens.search(folded) and not _ONE_MORE.match(folded))


def carries_its_premise(sentence: str) -> bool:
    """Whether a question itself says what it asks a word on: 「…と考えておりますが、この理解でよろしいでしょうか」."""
    return cue("asking.asks.carries_its_premise").search(search_form(sentence)) is not None


def thanks(sentence: str) -> bool:
    """Whether a sentence thanks, or takes note of something."""
    return cue("asking.asks.thanks").search(search_form(sentence)) is not None


def troubled(sentence: str) -> bool:
    """Whether a sentence says that something does not work, or is not there."""
    return cue("asking.asks.troubled").search(search_form(sentence)) is not None
