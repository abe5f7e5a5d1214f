"""Words of a Japanese text by Sudachi: normalised forms to search by, readings to hear misspellings by."""

import re
import sys
import threading
from functools import cache, lru_cache
from typing import NamedTuple

import jaconv
import sudachipy

from advisor.folding import search_form

_CONTENT = {"名詞", "動詞", "形容詞", "形状詞", "副詞", "代名詞", "接頭辞", "接尾辞", "連体詞"}
# Words that carry no topic: light verbs, formal nouns, politeness, question words.
_LIGHT = frozenset(
    [
        "為る",
        "有る",
        "居る",
        "成る",
        "出来る",
        "事",
        "物",
        "者",
        "所",
        "時",
        "為",
        "様",
        "御",
        "下さる",
        "貰う",
        "頂く",
        "仕舞う",
        "何",
        "何れ",
        "何方",
        "何処",
        "何時",
        "誰",
        "どう",
        "如何",
        "其れ",
        "此れ",
        "其の",
        "此の",
        "あの",
        "其処",
        "此処",
        "等",
        "的",
        "達",
        "です",
        "ます",
        "教える",
        "知る",
        "言う",
        "思う",
        "良い",
        "何故",
        "さん",
        "下",
        "さ",
        "み",
        "げ",
        "程",
        "そう",
        "よう",
        "見る",
        "行く",
        "来る",
        "遣る",
    ]
)


_LIGHT_ENGLISH = frozenset(
    [
        "a",
        "an",
        "the",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "do",
        "does",
        "did",
        "can",
        "could",
        "may",
        "might",
        "must",
        "shall",
        "should",
        "will",
        "would",
        "i",
        "we",
        "you",
        "he",
        "she",
        "it",
        "they",
        "our",
        "your",
        "their",
        "his",
        "her",
        "its",
        "this",
        "that",
        "these",
        "those",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "as",
        "and",
        "or",
        "if",
        "so",
        "there",
        "here",
        "what",
        "which",
        "who",
        "whom",
        "when",
        "where",
        "why",
        "how",
        "please",
        "tell",
        "me",
        "my",
        "us",
        "about",
        "not",
        "no",
        "any",
        "some",
        "have",
        "has",
        "had",
        "get",
        "since",
        "between",
        "than",
    ]
)


class Word(NamedTuple):
    """A word: as written, normalised, its reading in hiragana, and its part of speech (large, small)."""

    surface: str
    normal: str
    reading: str
    part: str
    detail: str

    @property
    def is_content(self) -> bool:
        """Whether the word says something about the topic."""
        if self.surface.isascii():
            return self.surface[:1].isalnum() and self.surface not in _LIGHT_ENGLISH
        if self.part not in _CONTENT or self.normal in _LIGHT:
            return False
        return self.detail not in {"非自立可能"} or self.part != "動詞" or len(self.normal) > 1

    @property
    def is_name(self) -> bool:
        """Whether Sudachi takes it for a proper noun."""
        return self.detail == "固有名詞"


_REMEMBERED = 1024  # texts whose words are kept: a question's own, and those of the passages often found
_LONGEST = 12_000  # characters; Sudachi refuses texts over 49,149 bytes

_dictionary = sudachipy.Dictionary()
_local = threading.local()  # a tokenizer is not thread-safe, its dictionary is


def _tokenizer() -> sudachipy.Tokenizer:
    if not hasattr(_local, "tokenizer"):
        _local.tokenizer = _dictionary.tokenizer()
    return _local.tokenizer


@lru_cache(maxsize=_REMEMBERED)
def _analysed(text: str) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """The words of the search form of `text` in short units and in the longest ones; one pass for both."""
    short: list[Word] = []
    whole: list[Word] = []
    for morpheme in _tokenizer().tokenize(search_form(text)[:_LONGEST], sudachipy.SplitMode.C):
        word = _word(morpheme)
        if word is None:
            continue
        whole.append(word)
        parts = morpheme.split(sudachipy.SplitMode.A)
        short += [word] if len(parts) < 2 else [part for part in map(_word, parts) if part is not None]
    return tuple(short), tuple(whole)


def _word(morpheme: sudachipy.Morpheme) -> Word | None:
    part, detail = _part_of_speech(morpheme.part_of_speech_id())
    if part in {"空白", "補助記号"}:
        return None
    surface = morpheme.surface()
    # Sudachi normalises English words to katakana ones (the → ザ), which no English text is found by
    normal = surface if surface.isascii() else morpheme.normalized_form().lower()
    return Word(surface, sys.intern(normal), _hiragana(morpheme.reading_form()), part, detail)


@cache
def _part_of_speech(number: int) -> tuple[str, str]:
    part, detail, use = _dictionary.pos_of(number)[:3]
    return part, use if use == "副詞可能" else detail  # 今日, とき, ところ: nouns that name no thing


@lru_cache(maxsize=20_000)
def _hiragana(katakana: str) -> str:
    return str(jaconv.kata2hira(katakana))


def words(text: str, whole: bool = False) -> tuple[Word, ...]:
    """The words of the search form of `text`, in short units, or in the longest ones when `whole`."""
    return _analysed(text)[1 if whole else 0]


def words_unremembered(text: str) -> tuple[Word, ...]:
    """The words of `text` in short units and in the longest ones, of which nothing is kept for the next time: for
    what somebody lends and may take back."""
    short, whole = _analysed.__wrapped__(text)
    return short + whole


def search_tokens(text: str) -> list[str]:
    """What a text is found by: normalised content words in short units, and compounds whole.

    >>> search_tokens("高等専門学校は申請できますか")
    ['高等', '専門', '学校', '申請', '高等専門学校']
    """
    short = [word.normal for word in words(text) if word.is_content]
    known = set(short)
    return short + [w.normal for w in words(text, whole=True) if w.is_content and w.normal not in known]


def reading(text: str) -> str:
    """How the search form of `text` sounds, in hiragana; other scripts stay as they are."""
    return "".join(word.reading or word.surface for word in words(text))


_PIECE = re.compile(r"\d[\d,.]*|[A-Za-z]+|\s+|[ぁ-ん]+|[ァ-ヶー]+|[\u4e00-\u9fff々]+|.", re.S)


def pieces(text: str) -> list[str]:
    """`text` cut where the kind of character changes, as it is written: together the pieces are the text.

    >>> pieces("共同研究は42件。")
    ['共同研究', 'は', '42', '件', '。']
    """
    return _PIECE.findall(text)


class Morpheme(NamedTuple):
    """A piece of a text as Sudachi cuts it in its longest units: `text[start:end]`, and its parts of speech, the
    large class first (名詞, 固有名詞, 人名, 姓)."""

    start: int
    end: int
    surface: str
    parts: tuple[str, ...]

    @property
    def is_person(self) -> bool:
        """Whether Sudachi takes it for the name of a person, or a part of one."""
        return self.parts[2] == "人名"


_LINE = re.compile(r"[^\n]{1,8000}")


def morphemes(text: str) -> list[Morpheme]:
    """Every piece of `text` as it is written, line by line, with its place; spaces and punctuation are pieces too."""
    found = []
    for line in _LINE.finditer(text):
        for piece in _tokenizer().tokenize(line[0], sudachipy.SplitMode.C):
            start = line.start() + piece.begin()
            parts = tuple(piece.part_of_speech()[:4])
            found.append(Morpheme(start, line.start() + piece.end(), piece.surface(), parts))
    return found
