"""Japanese text that nobody wrote, out of the words of real documents: as many passages as a measurement needs.

It reads like officialese without meaning. Words come as often as in the documents, so that word statistics are alike.
"""

import random
import re
from collections.abc import Iterable, Sequence

import numpy as np

from advisor.retrieval.embedding import Vectors

PARAGRAPH_CHARS = 150
_NOISE = 0.5  # length of the noise beside a vector's 1: the cosine with the vector it began as is about .89
_WORD = re.compile(r"[一-龥々]{2,6}|[ァ-ヴー]{3,10}")
_SENTENCES = (
    "{}の{}は、{}と{}を{}するための{}として定める。",
    "{}においては、{}及び{}が{}の{}を行うものとする。",
    "{}に関する{}のうち、{}の{}については{}に準じて取り扱う。",
    "{}は{}を踏まえ、{}に向けた{}の{}を支援する。",
    "{}から{}までの{}を対象に、{}を{}として公表した。",
)


def words_of(texts: Iterable[str]) -> list[str]:
    """Every word of two or more ideographs or three or more katakana, as often as it comes.

    >>> words_of(["大学の拠点は、大学とプラットフォームを作る。"])
    ['大学', '拠点', '大学', 'プラットフォーム']
    """
    return [word for text in texts for word in _WORD.findall(text)]


def paragraph(words: Sequence[str], chance: random.Random, chars: int = PARAGRAPH_CHARS) -> str:
    """Sentences of at least `chars` characters together."""
    said = ""
    while len(said) < chars:
        sentence = chance.choice(_SENTENCES)
        said += sentence.format(*chance.choices(words, k=sentence.count("{}")))
    return said


def document(words: Sequence[str], chance: random.Random, paragraphs: int) -> str:
    """Paragraphs, with a heading before every fifth, as a text file has them."""
    parts = []
    for number in range(paragraphs):
        if number % 5 == 0:
            parts.append(f"{number // 5 + 1}. {'の'.join(chance.choices(words, k=2))}")
        parts.append(paragraph(words, chance))
    return "\n\n".join(parts) + "\n"


def vectors_like(real: Vectors, count: int, seed: int) -> Vectors:
    """`count` vectors of length 1, each one of `real` (n x dimensions, of length 1) with noise of its own."""
    chance = np.random.default_rng(seed)
    made = real[chance.integers(len(real), size=count)]
    noise = chance.standard_normal(made.shape, dtype=np.float32)
    made = made + noise * np.float32(_NOISE / np.sqrt(real.shape[1]))
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), dtype=np.float32)
