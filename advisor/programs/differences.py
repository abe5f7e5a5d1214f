"""How two rounds differ, subject by subject: what each says, and whether it is the same, worded anew or another. Pure.

Judged on the text that bears the meaning: other numbers or a further item of a list are another content, however alike
the sentences are; 及び for 又は, or 算出 for 確認, is another wording. What a source itself says of a change is kept.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum

from rapidfuzz import fuzz

from advisor.folding import search_form
from advisor.japanese import words
from advisor.programs.model import Fact, Program, Subject
from advisor.programs.subjects import facts_of
from advisor.values import Value
from advisor.wareki import numbers_in

_ALIKE = 85  # of 100: likeness of two sentences that say the same in other words
_FEW_WORDS = 2  # content words that one side may have more, as an addition that changes nothing
_ITEMS = re.compile(r"[、,;\n]|及び|又は|と")
_MARKS = re.compile(r"[\W_]+")
_CHANGE_KEY = re.compile(r"[.-](?:change|wording)$")
_WORDING_KEY = re.compile(r"[.-]wording(?:-change)?$")
_ROUNDS = re.compile(r"第([\d・、,～〜~-]+)回")
_BRACKETED = re.compile(r"「([^「」]+)」")
_ENDINGS = frozenset({"助詞", "助動詞"})
_EVERYWHERE = frozenset(
    {"拠点", "回", "第", "公募", "資料", "書く", "為る", "有る", "居る", "審査", "項目", "実績", "要件"}
)
_SECTION = re.compile(r"^[^.]+")


class Verdict(StrEnum):
    """How two rounds stand to each other on one subject. WORDING: only the wording differs."""

    SAME = "same"
    WORDING = "wording"
    DIFFERS = "differs"
    ONLY_A = "only_a"
    ONLY_B = "only_b"
    UNKNOWN = "unknown"


class Difference(Value):
    """What two rounds say of one subject. `level`: 0 for a subject, 1 or more for its parts; `changes`: facts bound to
    no round by which a source tells of the change."""

    id: str
    subject: Subject | None
    level: int
    verdict: Verdict
    a: tuple[Fact, ...]
    b: tuple[Fact, ...]
    changes: tuple[Fact, ...] = ()


def differences(program: Program, a: int, b: int, hidden: Collection[Fact] = ()) -> tuple[Difference, ...]:
    """Rounds `a` and `b` on every subject and its parts, in reading order. `hidden`: facts that were not out yet."""
    return tuple(row for subject in program.subjects for row in subject_differences(program, subject, a, b, hidden))


def subject_differences(
    program: Program, subject: Subject, a: int, b: int, hidden: Collection[Fact] = (), level: int = 0
) -> tuple[Difference, ...]:
    """As `differences`, for one subject and its parts; the subject itself comes first."""
    parts = [row for item in subject.items for row in subject_differences(program, item, a, b, hidden, level + 1)]
    of_a, of_b = (tuple(f for f in facts_of(program, subject, n) if f not in hidden) for n in (a, b))
    own = compared(subject.id, of_a, of_b, program, subject, level)
    told = {part.verdict for part in parts}
    if own.verdict is Verdict.DIFFERS and parts and told <= {Verdict.SAME, Verdict.WORDING}:
        # a summary of parts that all say the same is only summed up in another way
        own = own.model_copy(update={"verdict": Verdict.WORDING})
    elif own.verdict in {Verdict.SAME, Verdict.WORDING} and Verdict.DIFFERS in told:
        own = own.model_copy(update={"verdict": Verdict.DIFFERS})
    return (own, *parts)


def compared(
    name: str, a: Sequence[Fact], b: Sequence[Fact], program: Program, subject: Subject | None = None, level: int = 0
) -> Difference:
    """Two rounds' facts on one thing. A fact that only says it is unknown settles nothing."""
    verdict = _verdict([f for f in a if not f.says_unknown], [f for f in b if not f.says_unknown])
    changes: tuple[Fact, ...] = ()
    if verdict in {Verdict.WORDING, Verdict.DIFFERS}:
        changes = tuple(_changes(a, b, program))
        if any(_WORDING_KEY.search(change.key) for change in changes):
            verdict = Verdict.WORDING
    return Difference(id=name, subject=subject, level=level, verdict=verdict, a=tuple(a), b=tuple(b), changes=changes)


def verdict_of(one: Fact, other: Fact) -> Verdict:
    """SAME, WORDING or DIFFERS, judged on the Japanese sentences and the quotes."""
    said, others = one.statement.ja, other.statement.ja
    if _bare(said) == _bare(others):
        return Verdict.SAME
    one_passage = one.quote == other.quote  # it tells both rounds apart, so its words are no sign of likeness
    if one_passage or numbers_in(said) != numbers_in(others):
        return Verdict.DIFFERS
    pairs = ((said, others), (one.quote, other.quote))
    if any(_alike(*pair) for pair in pairs) or any(_only_adds(*pair) for pair in pairs):
        return Verdict.WORDING
    return Verdict.DIFFERS


def is_change(fact: Fact) -> bool:
    """Whether a fact bound to no round tells how rounds differ."""
    return fact.round is None and _CHANGE_KEY.search(fact.key) is not None


def section(key: str) -> str:
    """The part of a key before its first dot: what it is about at large."""
    found = _SECTION.match(key)
    return found[0] if found else key


def rounds_named(text: str) -> frozenset[int]:
    """Every round that 第1・4・7回 or 第1～3回 names.

    >>> sorted(rounds_named("第1・4・7回が「算出」、第2回が「確認」"))
    [1, 2, 4, 7]
    """
    found: set[int] = set()
    for group in _ROUNDS.findall(search_form(text)):
        for part in re.split(r"[・、,]", group):
            ends = [int(n) for n in re.findall(r"\d+", part)]
            if ends:
                found.update(range(ends[0], ends[-1] + 1))
    return frozenset(found)


def _verdict(a: Sequence[Fact], b: Sequence[Fact]) -> Verdict:
    if not a or not b:
        return Verdict.ONLY_A if a else Verdict.ONLY_B if b else Verdict.UNKNOWN
    others = {fact.key: fact for fact in b}
    shared = [(fact, others[fact.key]) for fact in a if fact.key in others] or [(a[0], b[0])]
    told = [verdict_of(*pair) for pair in shared]
    return next((v for v in (Verdict.DIFFERS, Verdict.WORDING) if v in told), Verdict.SAME)


def _alike(one: str, other: str) -> bool:
    """Whether two texts are worded alike, with no item of a list that the other one lacks."""
    if fuzz.ratio(search_form(one), search_form(other)) < _ALIKE:
        return False
    return not any(_lacks(*pair) for pair in ((one, other), (other, one)))


def _lacks(text: str, other: str) -> bool:
    """Whether `text` lists something that `other` does not hold: most of its content words are missing there."""
    known = _content(other)
    items = (_content(item) for item in _ITEMS.split(search_form(text)))
    return any(len(item - known) > len(item) / 2 for item in items if len(item) > 1)


def _only_adds(one: str, other: str) -> bool:
    """Whether one text has all content words of the other and hardly any more, and no further item of a list."""
    few, many = sorted((_content(one), _content(other)), key=len)
    return few <= many and len(many - few) <= _FEW_WORDS and not _lacks(one, other) and not _lacks(other, one)


def _changes(a: Sequence[Fact], b: Sequence[Fact], program: Program) -> Iterable[Fact]:
    """What the sources tell of the change between facts of `a` and `b`: of the same section, naming both rounds or
    none, and holding a word in which they differ."""
    numbers = {fact.round for fact in (*a, *b)}
    sections = {section(fact.key) for fact in (*a, *b)}
    differing = _said_words(a) ^ _said_words(b)
    for fact in program.facts:
        if not is_change(fact) or section(fact.key) not in sections:
            continue
        named = rounds_named(fact.statement.ja)
        if (not named or numbers <= named) and differing & _words_of(_told_words(fact)):
            yield fact


def _told_words(change: Fact) -> str:
    """The words that a source says have changed: those it puts in brackets, or else all of its sentence."""
    return " ".join(_BRACKETED.findall(change.statement.ja)) or change.statement.ja


def _said_words(facts: Sequence[Fact]) -> set[str]:
    return {word for fact in facts for word in _words_of(f"{fact.statement.ja} {fact.quote}")}


def _content(text: str) -> set[str]:
    return {word.normal for word in words(text) if word.is_content}


def _words_of(text: str) -> set[str]:
    """All words but particles and endings: 及び and 又は count."""
    return {word.normal for word in words(text) if word.part not in _ENDINGS and word.normal not in _EVERYWHERE}


def _bare(text: str) -> str:
    return _MARKS.sub("", search_form(text))
