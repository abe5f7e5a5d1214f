"""The boxes of a choice (□はい　□いいえ) with the words beside them. Pure."""

import re
from itertools import pairwise

from advisor.forms.limits import half_width
from advisor.values import Value

EMPTY_BOXES = "□☐◻▢❏❐❑❒⬜◽▫"
TICKED_BOXES = "☑☒✅🗹🗷"
BLACK_BOXES = "■◼⬛◾"  # ticked beside empty ones; alone the mark of a heading
EMPTY_CIRCLES = "○◯〇⚪"
TICKED_CIRCLES = "●◉⦿"
TICKED = "☑"

_BOX = rf"[{EMPTY_BOXES}{TICKED_BOXES}{BLACK_BOXES}]"
_CIRCLE = rf"(?<![^\s・/、,|])[{EMPTY_CIRCLES}{TICKED_CIRCLES}](?=\s*[^\s{EMPTY_CIRCLES}{TICKED_CIRCLES}・/、,|])"
_TICKS = "xXvV✓✔レ○◯〇●☑"
_BRACKET = rf"\[\s?[{_TICKS}]?\s?\]"
_PAREN = rf"\(\s?[{_TICKS}]?\s?\)"
_MARKS = {
    "box": re.compile(_BOX),
    "bracket": re.compile(_BRACKET),
    "circle": re.compile(_CIRCLE),
    "paren": re.compile(_PAREN),
}
_SEVERAL_ONLY = {"circle", "paren"}  # one alone is a bullet, or a blank to write into
_PARTICLE = re.compile(r"[をへが]|に(?![ほち])|の(?!み)|は(?!い)|欄")
_EDGE = " \t\n、,/|・:;。"
_YES_OR_NO = re.compile(r"はい|いいえ|不明|[有無可否]|あり|なし|該当|非該当|適|不適|済|未|yes|no", re.IGNORECASE)
_OPEN_BLANK = re.compile(r"[\s:：]*(?:[（(](?:[^（(）)]{0,20}[:：\s])?[\s_＿…・:：]*[）)]|[_＿]{2,}|…{2,})[\s:：]*$")
_NOTE_LINE = re.compile(r"\n\s*(?:※|＊|\*|注|[(（]\s*注|記入例|例\s*[:：])")


class BoxOption(Value):
    """A box at `text[start:end]` with the words beside it; empty words: the box stands alone."""

    label: str
    start: int
    end: int
    ticked: bool = False


def read_options(text: str) -> tuple[BoxOption, ...]:
    """The boxes of `text` in order; none where marks are bullets (■ 概要), blanks (○○大学) or squares for digits.

    The words stand behind the boxes, or before them where the text ends in a box (はい □　いいえ □).

    >>> [option.label for option in read_options("□はい　☑いいえ")]
    ['はい', 'いいえ']
    """
    half = half_width(text)
    for kind, pattern in _MARKS.items():
        marks = _marks(half, pattern)
        if not marks or (kind in _SEVERAL_ONLY and len(marks) < 2):
            continue
        options = _labelled(text, half, marks)
        if kind in _SEVERAL_ONLY and not all(0 < len(option.label) <= 40 for option in options):
            continue
        if any(_PARTICLE.match(option.label) for option in options):  # □を☑にしてください
            return ()
        if kind == "circle" and "\n" in half[marks[0][0] : marks[-1][1]]:
            continue
        if kind == "paren" and not _are_choices(half, marks, options):
            continue
        return options
    return ()


def without_options(text: str) -> str:
    """What `text` says before its first box (the question of 「該当するもの：□はい □いいえ」).

    All of it where it has no boxes.
    """
    options = read_options(text)
    if not options or _words_come_first(half_width(text), [(o.start, o.end) for o in options]):
        return "" if options else text
    return text[: options[0].start].strip().strip(_EDGE + "　：")


def is_lone_box(text: str) -> bool:
    """Whether `text` is one box and nothing else."""
    options = read_options(text)
    return len(options) == 1 and not (text[: options[0].start] + text[options[0].end :]).strip()


def _marks(half: str, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    marks = [match.span() for match in pattern.finditer(half)]
    joined = {at for (_, end), (at, _) in pairwise(marks) if end == at}
    if joined:  # □□□-□□□□: a square for each digit
        return []
    black = [half[start:end] in BLACK_BOXES for start, end in marks]
    if any(black) and all(black) and half.strip() not in BLACK_BOXES:
        return []
    return marks


def _are_choices(half: str, marks: list[tuple[int, int]], options: tuple[BoxOption, ...]) -> bool:
    """Empty parentheses are boxes when they open each choice; behind a label they are blanks to write into."""
    if all(_YES_OR_NO.fullmatch(option.label) for option in options):
        return True
    return not _words_come_first(half, marks) and all(start == 0 or half[start - 1] in " \n:" for start, _ in marks)


def _words_come_first(half: str, marks: list[tuple[int, int]]) -> bool:
    first, last = marks[0], marks[-1]
    return half[last[1] :].strip() == "" and half[: first[0]].strip() != ""


def _labelled(text: str, half: str, marks: list[tuple[int, int]]) -> tuple[BoxOption, ...]:
    before = _words_come_first(half, marks)
    edges = [0, *(end for _, end in marks)] if before else [*(start for start, _ in marks), len(text)]
    found = []
    for number, (start, end) in enumerate(marks):
        words = text[edges[number] : start] if before else text[end : edges[number + 1]]
        found.append(BoxOption(label=_words(words), start=start, end=end, ticked=_is_ticked(half[start:end])))
    return tuple(found)


def _words(text: str) -> str:
    note = _NOTE_LINE.search(text)
    words = (text[: note.start()] if note else text).strip(_EDGE + "　：；")
    words = _OPEN_BLANK.sub("", words)
    return re.sub(r"\s*\n\s*", "", words).strip(_EDGE + "　：；")


def _is_ticked(mark: str) -> bool:
    return any(c in TICKED_BOXES + BLACK_BOXES + TICKED_CIRCLES for c in mark) or (
        mark[0] in "([" and mark[1:-1].strip() != ""
    )
