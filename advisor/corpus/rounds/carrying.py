"""What changed between an old quote and a new one, and a statement that rested on the old one carried over. Pure."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from advisor.corpus.rounds.aligning import fold
from advisor.corpus.rounds.stated_values import StatedValue, ValueKind, values_in, written_as
from advisor.messages import Language
from advisor.programs.texts import Text
from advisor.values import Value

_WORD = re.compile(r"[A-Za-z]+|.", re.S)
_AGREEING = 3  # characters between two changes from which they are told apart
_BEFORE = 4  # characters before an insertion by which its place in a statement is known


class _Part(NamedTuple):
    """A value or a bit of text between values: folded, as the source writes it on one line, and the value."""

    text: str
    raw: str
    value: StatedValue | None


class Change(Value):
    """Words of the old quote and what stands there now; one of the two may be empty."""

    old: str
    new: str


class Changes(Value):
    """All that changed between quotes. `values`: old and new value, where one took the place of the other.

    `words`: changes of anything else, each with the characters before it.
    """

    told: tuple[Change, ...] = ()
    values: tuple[tuple[StatedValue, StatedValue], ...] = ()
    words: tuple[tuple[str, Change], ...] = ()

    def value(self, kind: ValueKind, key: tuple[int | str, ...]) -> StatedValue | None:
        """What the old value became; None where it is not found, or became several things."""
        became = {new.key: new for old, new in self.values if old.kind is kind and _same(old.key, key)}
        return next(iter(became.values())) if len(became) == 1 else None


def changes_between(pairs: Sequence[tuple[str, str]]) -> Changes:
    """What changed in `pairs` of old and new quote.

    >>> changes_between([("公募: 令和7年7月18日", "公募: 令和8年7月17日")]).told
    (Change(old='令和7年7月18日', new='令和8年7月17日'),)
    """
    told: list[Change] = []
    values: list[tuple[StatedValue, StatedValue]] = []
    words: list[tuple[str, Change]] = []
    for old_quote, new_quote in pairs:
        old, new = _parts(old_quote), _parts(new_quote)
        for equal, a, b, c, d in _operations(old, new):
            gone, come = old[a:b], new[c:d]
            if equal:
                values += [(p.value, q.value) for p, q in zip(gone, come, strict=True) if p.value and q.value]
                continue
            change = Change(old=_joined(gone), new=_joined(come))
            told.append(change)
            was, now = ([part.value for part in side if part.value] for side in (gone, come))
            alike = [v.kind for v in was] == [w.kind for w in now]
            values += zip(was, now, strict=True) if alike else ()
            if not alike or [p.text for p in gone if not p.value] != [p.text for p in come if not p.value]:
                words.append(("".join(p.text for p in old[:a])[-_BEFORE:], change))
    return Changes(told=tuple(dict.fromkeys(told)), values=tuple(values), words=tuple(dict.fromkeys(words)))


def carried(statement: Text, changes: Changes) -> Text:
    """The statement with what changed in its quotes changed in it too, as far as it says it in the same words."""
    return Text(
        ja=_carried(statement.ja, changes, Language.JA),
        en=_carried(statement.en, changes, Language.EN),
    )


def _carried(text: str, changes: Changes, language: Language) -> str:
    for before, change in sorted(changes.words, key=lambda word: -len(word[1].old)):
        text = _with_words(text, before, change)
    found = values_in(text, language)
    for value in reversed(found):
        became = changes.value(value.kind, value.key)
        if became is not None and became.key != value.key:
            text = text[: value.start] + written_as(value, became, language) + text[value.end :]
    return text


def _with_words(text: str, before: str, change: Change) -> str:
    """The text with the change made where it has the old words, or the words before an insertion, just once."""
    folded, old = fold(text), fold(change.old).text
    wanted = old if len(old) > 1 else before if not old and len(before) == _BEFORE else ""
    if not wanted or folded.text.count(wanted) != 1:
        return text
    at = folded.text.index(wanted)
    start, end = folded.span(at, at + len(wanted))
    return text[:start] + change.new + text[end:] if old else text[:end] + change.new + text[end:]


def _joined(parts: Sequence[_Part]) -> str:
    return "".join(part.raw for part in parts).strip()


def _operations(old: list[_Part], new: list[_Part]) -> list[tuple[bool, int, int, int, int]]:
    """Whether equal, and which parts: changes with hardly anything that agrees between them are one."""
    matcher = SequenceMatcher(None, [p.text for p in old], [p.text for p in new], autojunk=False)
    found: list[tuple[bool, int, int, int, int]] = []
    codes = matcher.get_opcodes()
    for n, (tag, a, b, c, d) in enumerate(codes):
        short = tag == "equal" and 0 < n < len(codes) - 1 and sum(len(p.text) for p in old[a:b]) < _AGREEING
        equal = tag == "equal" and not short
        if found and not equal and not found[-1][0]:
            found[-1] = (False, found[-1][1], b, found[-1][3], d)
        else:
            found.append((equal, a, b, c, d))
    return found


def _parts(quote: str) -> list[_Part]:
    """The values of a quote and the text between them."""
    folded = fold(quote)

    def part(start: int, end: int, value: StatedValue | None = None) -> _Part:
        first, last = folded.span(start, end)
        until = folded.places[end] if end < len(folded.places) else last  # a space after it goes with it
        raw, bare = (re.sub(r"\s*\n\s*", "", quote[first:stop]) for stop in (until, last))
        return _Part(folded.text[start:end], raw, value and value.model_copy(update={"text": bare}))

    parts: list[_Part] = []
    at = 0
    for value in [*values_in(folded.text), None]:
        words = _WORD.finditer(folded.text, at, value.start if value else len(folded.text))
        parts += [part(*word.span()) for word in words]
        if value:
            parts.append(part(value.start, value.end, value))
            at = value.end
    return parts


def _same(one: tuple[int | str, ...], other: tuple[int | str, ...]) -> bool:
    """Whether two values mean the same; a year that is not given (0) agrees with any."""
    return len(one) == len(other) and all(
        a == b or (place == 0 and 0 in (a, b)) for place, (a, b) in enumerate(zip(one, other, strict=True))
    )
