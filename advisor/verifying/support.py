"""Whether the evidence speaks of what a statement says at all: new words, and likeness as a further signal."""

import threading
from collections.abc import Callable, Collection, Sequence

import numpy as np
from cachetools import LRUCache, cached

from advisor.japanese import words
from advisor.retrieval.embedding import Embedder, Vectors
from advisor.verifying.patterns import word_list
from advisor.verifying.wording import content_words

_REMEMBERED, _MOST_CHARS = 4096, 2000
Same = Callable[[str], Collection[str]]  # a word → what else it is called

# Measured on labelled statements (evals/verification): of those that their quotes bear 99 % lie above.
_LIKE = {1: 0.895, 2: 0.925}  # by the number of new nouns: the cosine from which the evidence still bears them
_LIKE_ACROSS = 0.82  # of a statement in another language than its evidence, whose words cannot be compared
_ORIENTING = word_list("orienting")  # nouns that orient the reader and claim nothing


def new_nouns(text: str, known: Collection[str], same: Same) -> list[str]:
    """The nouns of a text that are not among `known`, in any of their names; those that only orient are left out."""
    nouns = dict.fromkeys(
        word.normal
        for word in words(text)
        if word.part == "名詞" and word.is_content and not word.normal[:1].isdigit() and not word.surface.isascii()
    )
    return [
        noun
        for noun in nouns
        if noun not in known and noun not in _ORIENTING and not any(other in known for other in same(noun))
    ]


def is_supported(text: str, evidence: Sequence[str], same: Same, embedder: Embedder) -> bool:
    """Whether the evidence bears what the text speaks of: hardly a new noun, or a meaning that is close anyway."""
    known: frozenset[str] = frozenset().union(*(content_words(piece) for piece in evidence))
    if text.isascii() or _is_english(text):
        return likeness(text, evidence, embedder) >= _LIKE_ACROSS
    count = len(new_nouns(text, known, same))
    if any("\t" in piece for piece in evidence):  # a row's likeness to a sentence says little, its words say all
        return count < max(_LIKE)
    return not count or likeness(text, evidence, embedder) >= _LIKE[min(count, max(_LIKE))]


def _is_english(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter.isascii() for letter in letters) > len(letters) / 2


def likeness(text: str, evidence: Sequence[str], embedder: Embedder) -> float:
    """The cosine of the text and the likest piece of the evidence."""
    ours = _embedded(text, embedder)
    return max((float(_embedded(piece, embedder) @ ours) for piece in evidence), default=0.0)


@cached(LRUCache(_REMEMBERED), key=lambda text, embedder: (embedder.model_id, text), lock=threading.Lock())
def _embedded(text: str, embedder: Embedder) -> Vectors:
    # Both sides as questions: they are sentences alike, and the passage side is made for longer pieces.
    return np.asarray(embedder.embed_query(text[:_MOST_CHARS]), dtype=np.float32)
