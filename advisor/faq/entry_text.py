"""An entry of the FAQ as a text that answers can quote: the question on its first line, then the answer. Pure."""

import re

from advisor.faq.records import PublishedEntry
from advisor.messages import Language

_END = r"(?:[。！？]|[!?](?![A-Za-z0-9/=&#%._-]))"  # the ? of an address ends nothing
_SENTENCE = re.compile(rf"(?:(?!{_END})[^\n])+{_END}*")
_ENGLISH = re.compile(r"\S.*?(?:[.!?](?=\s+[A-Z(\"'])|(?=\n)|$)", re.M)


def source_id(entry: PublishedEntry) -> str:
    """The id under which citations name the entry."""
    return f"faq:{entry.id}"


def entry_text(entry: PublishedEntry) -> str:
    """The text that citations of the entry quote."""
    return f"{entry.question}\n{entry.answer}"


def sentences(entry: PublishedEntry) -> list[tuple[str, int, int]]:
    """The sentences of the answer, each with its place in `entry_text`."""
    text, begin = entry_text(entry), len(entry.question) + 1
    pattern = _ENGLISH if entry.language is Language.EN else _SENTENCE
    found = []
    for match in pattern.finditer(text, begin):
        sentence = match[0].strip()
        if any(character.isalnum() for character in sentence):
            start = match.start() + match[0].find(sentence[0])
            found.append((sentence, start, start + len(sentence)))
    return found
