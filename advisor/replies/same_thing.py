"""Whether two sentences speak of one thing, so that what they say of it can be set side by side. Pure."""

import re

from advisor.folding import search_form
from advisor.verifying.wording import content_words

_ON_THE_SAME = 0.5  # share of the words of the shorter sentence that the other holds
_SAME_SUBJECT = 0.5  # share of the words of both subjects that are in both
_SAME_WORDS = 0.9  # share of words from which two sentences differ in nothing but a negation
_VERDICT = re.compile(r"^(?:はい|いいえ|yes|no)[、,]\s*", re.I)
_SUBJECT = re.compile(r"^(.{1,80}?)(?:は|が|も|(?:\s+(?:is|are|was|were|must|can|may|has|have|does|do)\b))", re.I)


def on_the_same(one: str, other: str) -> bool:
    """Whether two sentences speak of one thing: they share words, and what they are about is called alike."""
    if share(one, other) < _ON_THE_SAME:
        return False
    mine, theirs = _content(_subject(one)), _content(_subject(other))
    return len(mine & theirs) >= _SAME_SUBJECT * len(mine | theirs)


def _subject(sentence: str) -> str:
    """What a sentence is about: up to its first は, が, も or its verb. A verdict before it speaks of the question."""
    plain = _VERDICT.sub("", sentence)
    found = _SUBJECT.match(plain)
    return found[1] if found else plain


def share(one: str, other: str) -> float:
    """The share (0–1) of the content words of the shorter sentence that the other holds."""
    mine, theirs = _content(one), _content(other)
    least = min(len(mine), len(theirs))
    return len(mine & theirs) / least if least else 0.0


def same_words(one: str, other: str) -> bool:
    """Whether two sentences differ in hardly a word, but for what carries only force (ある, できる)."""
    mine, theirs = _content(one), _content(other)
    return len(mine & theirs) >= _SAME_WORDS * len(mine | theirs)


def _content(sentence: str) -> frozenset[str]:
    return content_words(re.sub(r"\d[\d,.]*", " ", search_form(sentence)))
