"""Cutting a span of a text into smaller spans at natural places. Pure; spans are (start, end) without outer space."""

import re
from collections.abc import Callable, Iterable
from itertools import pairwise

Span = tuple[int, int]
Size = Callable[[int, int], int]

SENTENCE_END = re.compile(r"[。！？]+[」』）)】]*|(?<=[A-Za-z\d)])[.!?](?=\s)|\n\s*\n")
CLAUSE_END = re.compile(r"[、,;；，\t\s]+|[・／/]")
WHOLE_UP_TO = 2  # a single sentence or row stays whole up to twice the limit


def trim(text: str, start: int, end: int) -> Span:
    """`start:end` without the white space around it."""
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), start + len(part.rstrip())


def cut(text: str, start: int, end: int, limit: int, size: Size) -> list[Span]:
    """Spans that cover `text[start:end]` within `limit`: cut between sentences, in need between clauses."""
    if size(start, end) <= limit:
        return [(start, end)]
    sentences = _split(text, start, end, SENTENCE_END)
    small: list[Span] = []
    for sentence in sentences:
        small += [sentence] if size(*sentence) <= WHOLE_UP_TO * limit else cut_clauses(text, *sentence, limit, size)
    return pack(small, limit, size)


def cut_clauses(text: str, start: int, end: int, limit: int, size: Size) -> list[Span]:
    """Spans that cover `text[start:end]`, cut at commas and spaces; at any character where there are none."""
    small: list[Span] = []
    for clause in _split(text, start, end, CLAUSE_END):
        small += [clause] if size(*clause) <= WHOLE_UP_TO * limit else _halves(text, *clause, limit, size)
    return pack(small, limit, size)


def pack(spans: Iterable[Span], limit: int, size: Size) -> list[Span]:
    """Neighbouring spans joined while they stay within `limit`."""
    packed: list[Span] = []
    for start, end in spans:
        if packed and size(packed[-1][0], end) <= limit:
            packed[-1] = (packed[-1][0], end)
        else:
            packed.append((start, end))
    return packed


def _split(text: str, start: int, end: int, ends: re.Pattern[str]) -> list[Span]:
    bounds = [start, *(found.end() for found in ends.finditer(text, start, end)), end]
    spans = [trim(text, left, right) for left, right in pairwise(bounds)]
    return [(left, right) for left, right in spans if left < right]


def _halves(text: str, start: int, end: int, limit: int, size: Size) -> list[Span]:
    start, end = trim(text, start, end)
    if end - start < 2 or size(start, end) <= limit:
        return [(start, end)] if start < end else []
    middle = (start + end) // 2
    return [*_halves(text, start, middle, limit, size), *_halves(text, middle, end, limit, size)]
