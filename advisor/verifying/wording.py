"""How strongly, and under which reserve, a clause speaks: forbids, asks for, allows; only, except, if, planned. Pure.

Two sentences are compared by these marks, not by meaning: a statement that allows what its quote forbids, or that
leaves out a reserve, is caught however well it reads. Works on Japanese and English alike, by surface forms, since
they are a closed class in official prose.
"""

import re
from enum import StrEnum
from functools import lru_cache

from advisor.folding import search_form
from advisor.japanese import words
from advisor.values import Value
from advisor.verifying.patterns import forces, pattern, word_list


class Force(StrEnum):
    """What a clause does with what it speaks of."""

    FORBIDS = "forbids"  # できない, 対象外, 除く
    SPARES = "spares"  # 必要はない, 任意
    DENIES = "denies"  # another negation
    DEMANDS = "demands"  # 必要, なければならない
    URGES = "urges"  # 努める, 望ましい
    ALLOWS = "allows"  # できる, 可能


NEGATIVE = frozenset({Force.FORBIDS, Force.SPARES, Force.DENIES})


class Mark(StrEnum):
    """A reserve, or its opposite."""

    ONLY = "only"  # のみ, 限る
    EXCEPT = "except"  # 除く, 以外
    IF = "if"  # 場合は, ときは
    RESERVED = "reserved"  # anything that may stand for a condition
    PLANNED = "planned"  # 予定, 見込み, 前提
    HEDGED = "hedged"  # anything that may stand for a plan
    ANY = "any"  # 又は, いずれか
    ALL = "all"  # 及び, 両方
    BECAUSE = "because"  # gives a reason
    GROUND = "ground"  # anything that may stand for a reason
    UNIVERSAL = "universal"  # すべての拠点
    WHOLE = "whole"  # anything that may stand for all
    UNKNOWN = "unknown"  # 未確認
    DUTY = "duty"  # 義務
    EITHER = "either"  # どちらか一方
    COMPARES = "compares"  # より高い, 最も
    ALWAYS = "always"  # 必ず, 無条件
    IN_PRINCIPLE = "in_principle"  # 原則


class Clause(Value):
    """A clause with its content words (normalised, without those that carry only its force), force and marks."""

    text: str
    words: frozenset[str]
    forces: frozenset[Force]
    marks: frozenset[Mark]

    @property
    def is_negative(self) -> bool:
        """Whether it denies in any way."""
        return bool(self.forces & NEGATIVE)


_FORCES = [(Force(name) if name else None, found) for name, found in forces()]
_MARKS = [(mark, pattern("marks", mark.value)) for mark in Mark]
_FORCE_WORDS = word_list("force")

# a single line break inside Japanese is the PDF's; one before a mark or after a blank line begins a new item
_SENTENCE = re.compile(
    r"(?<=[。！？!?])|\n\s*\n|\n(?=[^\n]*\t)|\n(?=\s*[-・※|○●■□◆▲①-⑳(（→])|(?<=[a-z)])\.\s+(?=[A-Z])|;\s+|(?=※)|(?<=\s)(?=・)"
)
# 「…が、」 between verbs joins two things that are said; after a noun it marks the subject
_JOINT = re.compile(
    r"(?<=[すたいるん])(?:が|けれども?|ものの)、|(?:(?<=なく)|(?<=おらず)|(?<=れず)|(?<=せず))、|(?:。|、)(?=(?:ただし|但し|なお|また|一方|しかし))"
    r"|,?\s+(?=(?:but|however|although|though|whereas|while)\b)"
)
_VERDICT = re.compile(r"^\s*(?:(?P<yes>はい|ええ|yes)|(?P<no>いいえ|いえ|no))(?:[、,。.:：]\s*|\s+(?=[A-Z—-]))", re.I)
_CELL = re.compile(r"(?<=[\t|])[ 　]*無[ 　]*(?=[\t|\n]|$)")
_GIVEN_VERDICT = re.compile(
    r"^\s*(?:(?P<yes>はい|ええ|yes)|(?P<no>いいえ|いえ|no))(?:[、,。.:：]\s*|\s+(?=[A-Z—-]))", re.I
)
_GIVEN_CELL = re.compile(r"[\t|][ 　]*(?:有|あり)[ 　]*(?=[\t|\n]|$)")


def verdict_of(text: str) -> bool | None:
    """Whether a text begins with yes or with no; None: with neither.

    >>> verdict_of("いいえ、企業は申請できません。")
    False
    """
    found = _VERDICT.match(text)
    return None if found is None else found["yes"] is not None


def sentences(text: str) -> list[str]:
    """The sentences and lines of a text, without the empty ones."""
    return [part.strip() for part in _SENTENCE.split(text) if part and part.strip(" 　・-※*|\t")]


def clauses(text: str) -> list[Clause]:
    """Each thing that a text says, read for itself."""
    text = _VERDICT.sub("", text)  # はい and いいえ speak of the question
    return [read_clause(part) for sentence in sentences(text) for part in _JOINT.split(sentence) if part.strip()]


@lru_cache(maxsize=4096)
def read_clause(text: str) -> Clause:
    """One clause.

    >>> sorted(read_clause("集積している必要はありません").forces)
    [<Force.SPARES: 'spares'>]
    """
    rest = plain = search_form(_CELL.sub(" 無し ", text))
    forces = {Force.ALLOWS} if _GIVEN_CELL.search(text) else set()
    for force, forms in _FORCES:
        rest, count = forms.subn("〓", rest)
        if count and force is not None:
            forces.add(force)
    marks = {mark for mark, forms in _MARKS if forms.search(plain)}
    return Clause(text=text, words=content_words(text), forces=frozenset(forces), marks=frozenset(marks))


def content_words(text: str) -> frozenset[str]:
    """The normalised content words of a text in short units, without figures and those that only carry force."""
    found = (w for w in words(text) if w.is_content and not w.surface[:1].isdigit())
    return frozenset(w.normal for w in found if w.normal not in _FORCE_WORDS and w.surface not in _FORCE_WORDS)
