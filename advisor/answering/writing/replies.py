"""A reply as it comes → claims, each as soon as it is complete. JSON in any wrapping, or lines. Pure.

A model that is held to a schema writes `{"statements": [{"text", "passages", "quote"}]}`; others may write the same in
a fence or bare, or one line a sentence: `文。[1]「引用」`. What is neither is no claim.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError, field_validator

from advisor.verifying.claims import Claim

MOST_CLAIMS = 6  # of one reply; what comes after is not read

_THOUGHT = re.compile(r"<think>.*?(?:</think>|$)", re.S)
_OUTER = re.compile(r'\{\s*"(?:statements|answer|sentences)"\s*:\s*(?=[\[{])')
_LINE = re.compile(
    r"^\s*(?:[-*・•]|\d{1,2}[.)])?\s*(?P<text>\S.*?)\s*(?P<marks>(?:[\[［]\d{1,3}(?:\s*,\s*\d{1,3})*[\]］]\s*)+)"
    r"[。.]?\s*[:：]?\s*(?:[「『\"“](?P<quote>.+)[」』\"”])?\s*$"
)
_NUMBER = re.compile(r"\d{1,3}")


class _Written(BaseModel):
    """One statement as a model writes it, leniently."""

    text: str
    passages: tuple[int, ...] = ()
    quote: str = ""

    @field_validator("passages", mode="before")
    @classmethod
    def _numbers(cls, value: Any) -> Any:
        values = value if isinstance(value, list) else [value]
        return [int(n) for each in values for n in _NUMBER.findall(str(each))]

    @field_validator("quote", mode="before")
    @classmethod
    def _one_quote(cls, value: Any) -> Any:
        return value[0] if isinstance(value, list) and value else value or ""


class ReplyReader:
    """Takes pieces of a reply, gives claims."""

    def __init__(self) -> None:
        self._text = ""
        self._at = 0
        self._count = 0
        self._decoder = json.JSONDecoder()

    def feed(self, piece: str) -> Iterator[Claim]:
        """The claims that `piece` completes."""
        self._text += piece
        if "<think>" in self._text and "</think>" not in self._text:
            return
        if "<think>" in self._text[self._at :]:
            self._text = self._text[: self._at] + _THOUGHT.sub("", self._text[self._at :])
        yield from self._objects()

    def end(self) -> Iterator[Claim]:
        """The claims of a reply that holds no JSON statement: its lines."""
        self._text = self._text[: self._at] + _THOUGHT.sub("", self._text[self._at :])  # a thought may have no end
        while not self._count and (begin := self._text.find("{", self._at)) >= 0:
            self._at = begin + 1  # what begins there is no JSON, but perhaps the next brace is
            yield from self._objects()
        if self._count:
            return
        for line in _THOUGHT.sub("", self._text).splitlines():
            match = _LINE.match(line)
            if match is not None:
                marks = tuple(int(n) for n in _NUMBER.findall(match["marks"]))
                yield from self._taken(Claim(text=match["text"], citations=marks, quote=match["quote"] or ""))

    def _objects(self) -> Iterator[Claim]:
        while (begin := self._text.find("{", self._at)) >= 0:
            outer = _OUTER.match(self._text, begin)
            if outer is not None:
                self._at = outer.end()
                continue
            try:
                value, self._at = self._decoder.raw_decode(self._text, begin)
            except json.JSONDecodeError:
                return  # not complete yet, or never
            claim = _claim_of(value)
            if claim is not None:
                yield from self._taken(claim)

    def _taken(self, claim: Claim) -> Iterator[Claim]:
        self._count += 1
        if self._count <= MOST_CLAIMS:
            yield claim


def _claim_of(value: Any) -> Claim | None:
    try:
        written = _Written.model_validate(value)
    except ValidationError:
        return None
    text = re.sub(r"\s*[\[［]\d{1,3}[\]］]", "", " ".join(written.text.split()))
    return Claim(text=text, citations=written.passages, quote=written.quote.strip()) if text else None
