"""What two texts have in common, by their words: nouns, other names of a term, the same sound. Pure.

A word that many hubs share tells nothing about one of them, so only words count that few hubs are described by.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources

import jaconv

from advisor.corpus.glossary import Glossary
from advisor.folding import search_form
from advisor.japanese import Word, words_unremembered
from advisor.precedents.records import Theme, ThemeKind
from advisor.retrieval.lexical import LexicalIndex
from advisor.values import Value

_FEW = 5  # hubs
_FEW_NAMED = 7  # hubs that a term of the glossary may name: it stands for several words
_TELLING = 3.0  # inverse document frequency, as in answering/hubs/likeness.py
_LOOKED_AT = 1000  # characters in which a word is looked for that is written in other characters
_SOUND = 4  # letters of a reading; shorter ones sound like too much
_KANA_RUN = re.compile(r"[ぁ-ゖァ-ヺー]{4,}")
_NOUNS = {"名詞", "形状詞"}
_KANJI = re.compile(r"[\u4e00-\u9fff]")
_GENERAL_WORDS = "general_words.txt"


@cache
def general_words() -> frozenset[str]:
    """Words that say nothing about what a hub works on, in their search form."""
    text = resources.files("advisor.precedents").joinpath(_GENERAL_WORDS).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(search_form(word) for line in lines for word in line.split())


class Wording(Value):
    """What a text is made of, to be held against another. Each part leads to the words as they stand in the text.

    `nouns`: by the normalised noun; `sounds`: by the reading in hiragana, of nouns; `terms`: by the glossary's name;
    `kana`: runs of kana in hiragana, by which a word is found that somebody wrote as it sounds; `english`: readings of
    English words. Kanji are not read: 企業 sounds like 起業.
    """

    nouns: dict[str, str]
    sounds: dict[str, str]
    terms: dict[str, str]
    kana: dict[str, str]
    english: dict[str, str]


def wording_of(text: str, glossary: Glossary) -> Wording:
    """The wording of `text`; nothing of it is remembered."""
    nouns: dict[str, str] = {}
    sounds: dict[str, str] = {}
    english: dict[str, str] = {}
    for word in words_unremembered(text):
        if word.part not in _NOUNS or not _says_something(word):
            continue
        written = as_written(word.surface, text)
        nouns.setdefault(word.normal, written)
        if len(word.reading) >= _SOUND:
            sounds.setdefault(word.reading, written)
            if word.surface.isascii():
                english.setdefault(word.reading, written)
    runs = {jaconv.kata2hira(run): run for run in _KANA_RUN.findall(text)}
    return Wording(nouns=nouns, sounds=sounds, terms=_terms(text, glossary), kana=runs, english=english)


class Vocabulary:
    """How many hubs are described by a word or named by a term: of `hubs`, by id, and of the corpus' passages."""

    def __init__(self, hubs: Mapping[str, Wording], lexical: LexicalIndex) -> None:
        self.hubs = hubs
        self._nouns = Counter(noun for wording in hubs.values() for noun in wording.nouns)
        self._terms = Counter(term for wording in hubs.values() for term in wording.terms)
        self._lexical = lexical

    def tells(self, noun: str) -> bool:
        """Whether a word says which hub is meant: few are described by it."""
        return self._nouns[noun] <= _FEW and self._lexical.weight(noun) >= _TELLING

    def names(self, term: str) -> bool:
        """The same of a term of the glossary."""
        return 0 < self._terms[term] <= _FEW_NAMED

    def telling(self, wording: Wording) -> list[str]:
        """The nouns of a text that tell, those that some hub is described by first."""
        found = [noun for noun in wording.nouns if self.tells(noun) and noun not in general_words()]
        return sorted(found, key=lambda noun: self._nouns[noun] == 0)

    def weight(self, noun: str) -> float:
        """How rare a word is in the corpus (inverse document frequency)."""
        return self._lexical.weight(noun)


def shared_themes(asked: Wording, said: Wording, vocabulary: Vocabulary, general: bool = True) -> tuple[Theme, ...]:
    """The themes that stand in both, the longest words first; what is part of another one is left out.

    `general`: also words that say nothing about what a hub works on, which a short query may well mean.
    """
    found = [
        Theme(word=said.nouns[noun], asked=asked.nouns[noun], kind=ThemeKind.WORD)
        for noun in asked.nouns
        if noun in said.nouns and vocabulary.tells(noun)
    ]
    found += [
        Theme(word=said.terms[term], asked=asked.terms[term], kind=ThemeKind.TERM)
        for term in asked.terms
        if term in said.terms and vocabulary.names(term)
    ]
    found += _by_sound(asked, said, vocabulary)
    return largest(theme for theme in found if general or search_form(theme.word) not in general_words())


def themes_of_several(wordings: Sequence[Wording], vocabulary: Vocabulary) -> dict[str, tuple[int, ...]]:
    """The themes that two or more texts share: as the first of them writes it → the places of the texts."""
    places: dict[tuple[str, str], list[int]] = {}
    for place, wording in enumerate(wordings):
        for noun in vocabulary.telling(wording):
            places.setdefault(("noun", noun), []).append(place)
        for term, written in wording.terms.items():
            if vocabulary.names(term) and search_form(written) not in general_words():
                places.setdefault(("term", term), []).append(place)
    found: dict[str, tuple[int, ...]] = {}
    for (kind, key), held in places.items():
        first = wordings[held[0]]
        word = first.nouns[key] if kind == "noun" else first.terms[key]
        if len(held) > 1:
            found[word] = tuple(sorted({*held, *found.get(word, ())}))
    return {
        word: held
        for word, held in sorted(found.items(), key=lambda item: (-len(item[1]), -len(item[0])))
        if not any(word != other and word in other and set(held) <= set(also) for other, also in found.items())
    }


def as_written(surface: str, text: str) -> str:
    """A piece of the search form of `text` as `text` writes it, where each character stands for one.

    >>> as_written("ai", "医療AIの拠点")
    'AI'
    >>> as_written("撹拌", "摩擦攪拌接合")
    '攪拌'
    """
    size = len(surface)
    start = text.lower().find(surface)
    if start >= 0 and text[start : start + size].lower() == surface:
        return text[start : start + size]
    pieces = (text[place : place + size] for place in range(min(len(text), _LOOKED_AT) - size + 1))
    return next((piece for piece in pieces if len(piece.strip()) == size and search_form(piece) == surface), surface)


def _terms(text: str, glossary: Glossary) -> dict[str, str]:
    """The terms that a text names, places left out, as it names them."""
    form = search_form(text)
    places = {term.ja for term in glossary.terms if term.place}
    found = {}
    for term in glossary.named(text) - places:
        found[term] = as_written(name_in(form, glossary.aliases(term)) or search_form(term), text)
    return found


def name_in(form: str, names: Iterable[str]) -> str | None:
    """The first of `names`, in its search form, that stands in the search form of a text; of ASCII names whole words.

    >>> name_in("医療aiの拠点", ("人工知能", "AI"))
    'ai'
    """
    folded = (search_form(name) for name in names)
    return next((name for name in folded if name in form and (not name.isascii() or _whole(name).search(form))), None)


def _whole(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9]){re.escape(name)}(?:s|es)?(?![a-z0-9])")


def _by_sound(asked: Wording, said: Wording, vocabulary: Vocabulary) -> Iterable[Theme]:
    """What was asked in kana or in English, and what sounds the same in the other text."""
    telling = {
        sound: word
        for sound, word in said.sounds.items()
        if any(vocabulary.tells(noun) for noun, surface in said.nouns.items() if surface == word)
    }
    for sound, word in telling.items():
        run = next((written for kana, written in asked.kana.items() if sound in kana), None)
        heard = asked.english.get(sound) or (None if run is None else _part_that_sounds(sound, run))
        if heard is not None and search_form(heard) != search_form(word):
            yield Theme(word=word, asked=heard, kind=ThemeKind.SOUND)


def _part_that_sounds(sound: str, run: str) -> str:
    start = str(jaconv.kata2hira(run)).find(sound)
    return run[start : start + len(sound)]


def largest(themes: Iterable[Theme]) -> tuple[Theme, ...]:
    """Each theme once, the longest words first; what is part of another one is left out."""
    by_word: dict[str, Theme] = {}
    for theme in themes:
        by_word.setdefault(search_form(theme.word), theme)
    kept = [theme for word, theme in by_word.items() if not any(word != other and word in other for other in by_word)]
    return tuple(sorted(kept, key=lambda theme: -len(theme.word)))


def _says_something(word: Word) -> bool:
    return (
        word.is_content
        and not word.normal.isdigit()
        and (len(word.normal) > 1 or _KANJI.match(word.normal) is not None)
    )
