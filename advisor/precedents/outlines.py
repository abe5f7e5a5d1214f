"""Outlines that are lent for a session: in the memory of this process alone, under a handle that nobody can guess.

Nothing of them is written anywhere: no database, no log, no index, no cache. They go when they are dropped, when their
time is over, when many newer ones come, and with the process.
"""

import secrets
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from cachetools import TTLCache

from advisor.errors import RecordMissing, UploadRejected
from advisor.evidence.limits import Limits
from advisor.evidence.notes import reading_notes
from advisor.evidence.receiving import receive
from advisor.folding import search_form
from advisor.ingest.document import IngestReport, Passage
from advisor.ingest.passages import make_passages
from advisor.ingest.report import report
from advisor.knowledge import Knowledge
from advisor.messages import Language
from advisor.precedents.records import LentOutline
from advisor.precedents.themes import Vocabulary, Wording, wording_of
from advisor.programs.schedule import JST
from advisor.retrieval.embedding import Vectors

KEPT_S = 2 * 60 * 60
MOST_OUTLINES = 100  # at once; the one that was used longest ago goes first
MOST_PASSAGES = 12
PASSAGE_TOKENS = 160
_HANDLE_BYTES = 24
_LEAST_CHARS = 4  # of a passage that can be like anything


@dataclass(frozen=True)
class OutlinePassage:
    """A passage of an outline with what is needed to hold it against a hub."""

    text: str
    page: int | None
    wording: Wording
    vector: Vectors


@dataclass(frozen=True)
class Outline:
    """What is kept of an outline: its most telling passages, in the order of the text."""

    name: str
    sha256: str
    pages: int
    passages: tuple[OutlinePassage, ...]
    all_passages: int
    report: IngestReport


class OutlineShelf:
    """Holds outlines until their time is over. Safe to share between threads."""

    def __init__(self, kept_s: float = KEPT_S, most: int = MOST_OUTLINES) -> None:
        self._kept_s = kept_s
        self._kept: TTLCache[str, Outline] = TTLCache(most, kept_s)
        self._lock = threading.Lock()

    def __len__(self) -> int:
        with self._lock:
            self._kept.expire()
            return len(self._kept)

    def lend(self, outline: Outline, language: Language) -> LentOutline:
        """Keep an outline; the receipt has its handle."""
        handle = secrets.token_urlsafe(_HANDLE_BYTES)
        with self._lock:
            self._kept[handle] = outline
        # It goes when its time is over, also where nobody asks any more.
        timer = threading.Timer(self._kept_s + 1, self._expire)
        timer.daemon = True
        timer.start()
        return LentOutline(
            handle=handle,
            name=outline.name,
            pages=outline.pages,
            passages=len(outline.passages),
            all_passages=outline.all_passages,
            expires_at=datetime.now(JST) + timedelta(seconds=self._kept_s),
            notes=reading_notes(outline.report, language),
        )

    def outline(self, handle: str) -> Outline:
        """The outline. Raises RecordMissing("outline_missing"): dropped, expired, of an earlier run, or never there."""
        with self._lock:
            found = self._kept.get(handle)
        if found is None:
            raise RecordMissing("outline_missing")
        return found

    def drop(self, handle: str) -> None:
        """Forget it at once. Raises RecordMissing("outline_missing") where it is gone already."""
        with self._lock:
            if self._kept.pop(handle, None) is None:
                raise RecordMissing("outline_missing")

    def _expire(self) -> None:
        with self._lock:
            self._kept.expire()


def read_outline(data: bytes, name: str, limits: Limits, knowledge: Knowledge, vocabulary: Vocabulary) -> Outline:
    """The outline in the bytes of a file called `name`, read for likeness alone.

    Raises what `receive` raises, and UploadRejected("outline_empty") where there is no text to be like anything.
    """
    received = receive(data, name, limits)
    passages = make_passages(received.document, knowledge.embedder.count_tokens, PASSAGE_TOKENS)
    worded = [
        (passage, wording_of(passage.text, knowledge.glossary))
        for passage in _without_repeats(passages)
        if len(passage.text.strip()) >= _LEAST_CHARS
    ]
    if not worded:
        raise UploadRejected("outline_empty", name=received.clean_name)
    chosen = most_telling(worded, vocabulary)
    forms = [search_form(passage.text) for passage, _ in chosen]
    vectors = np.asarray(knowledge.embedder.embed_queries(forms), dtype=np.float32)
    return Outline(
        name=received.clean_name,
        sha256=received.sha256,
        pages=received.pages,
        passages=tuple(
            OutlinePassage(text=passage.text, page=passage.page, wording=wording, vector=vector)
            for (passage, wording), vector in zip(chosen, vectors, strict=True)
        ),
        all_passages=len(worded),
        report=report(received.document, passages),
    )


def most_telling(
    worded: list[tuple[Passage, Wording]], vocabulary: Vocabulary, most: int = MOST_PASSAGES
) -> list[tuple[Passage, Wording]]:
    """The passages that say most about what a hub works on, in the order of the text. Pure.

    A passage is worth the rare words that it holds and that no better one has said already; so a long list of the
    same words does not crowd out the rest.
    """
    left = {place: set(vocabulary.telling(wording)) for place, (_, wording) in enumerate(worded)}
    said: set[str] = set()
    chosen: list[int] = []
    while left and len(chosen) < most:
        worth = {place: sum(vocabulary.weight(noun) for noun in nouns - said) for place, nouns in left.items()}
        best = max(worth, key=lambda place: (worth[place], -place))
        said |= left.pop(best)
        chosen.append(best)
    return [worded[place] for place in sorted(chosen)]


def _without_repeats(passages: list[Passage]) -> list[Passage]:
    """Without passages that stand in another one (lines that state a fact come a second time by themselves), and
    without those that say the same again (running heads)."""
    kept: dict[str, Passage] = {}
    reached = -1
    for passage in passages:  # in order of their starts, the longer first
        if passage.end > reached:
            kept.setdefault(search_form(passage.text), passage)
            reached = passage.end
    return list(kept.values())
