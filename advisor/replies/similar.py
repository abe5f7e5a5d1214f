"""Approved replies to questions like one that is asked: for the officer to see, and to be held against the draft.

Only what a person approved is learnt from. Two questions are alike when their vectors nearly are, or when they are
somewhat alike and the answers rest on the same passage; measured on the development questions (DECISIONS.md).
"""

import threading
from collections.abc import Collection, Sequence

import numpy as np
from cachetools import LRUCache

from advisor.answering.models import Answer
from advisor.inquiries.records import ApprovedAnswer, Inquiry, InquiryQuestion, SimilarReply
from advisor.programs.model import Program
from advisor.replies.citing import is_faq
from advisor.replies.key_terms import KeyTerms, key_terms
from advisor.retrieval.embedding import Embedder, Vectors
from advisor.values import Value

ALIKE = 0.91  # cosine of questions that is enough by itself
SAME_PASSAGE = 0.84  # cosine that is enough where both answers quote the same
_SHOWN = 3
_LOOKED_AT = 6  # that the draft is held against
_LEADING = 2  # sentences of an answer whose passages say what it is about
_REMEMBERED = 20_000  # vectors of 384 floats: 30 MB


class Near(Value):
    """An approved answer to a question like the one asked. `score`: cosine of the questions."""

    answer: ApprovedAnswer
    score: float


class PastReplies:
    """What was approved, with a vector of each question. Safe to share between threads."""

    def __init__(self, answers: Sequence[ApprovedAnswer], vectors: Vectors, embedder: Embedder) -> None:
        self._answers = tuple(answers)
        self._vectors = vectors
        self._embedder = embedder
        self._terms: dict[int, KeyTerms] = {}  # of the questions that were looked at

    @classmethod
    def build(cls, answers: Sequence[ApprovedAnswer], embedder: Embedder) -> "PastReplies":
        """Make the questions of `answers` comparable. A text that was embedded before is not embedded again."""
        return cls(answers, _VECTORS.of([answer.asked for answer in answers], embedder), embedder)

    def of(self, inquiry_id: str) -> tuple[ApprovedAnswer, ...]:
        """What approved replies of this inquiry said."""
        return tuple(answer for answer in self._answers if answer.inquiry_id == inquiry_id)

    def near(
        self, question: InquiryQuestion, quoted: Collection[tuple[str, str]], inquiry: Inquiry, program: Program
    ) -> list[Near]:
        """The approved answers of other inquiries to questions like this one, best first, those in the inquiry's
        language before others. `quoted`: (source id, quote) of the passages that the new answer rests on.

        One whose key terms contradict those of the question (another round, year, figure, type, applicant) is not like
        it.
        """
        if not self._answers:
            return []
        scores = self._vectors @ _VECTORS.of([question.text], self._embedder)[0]
        own = key_terms(question.text, program)
        found: list[Near] = []
        for place in map(int, np.argsort(-scores, kind="stable")):
            score = float(scores[place])
            if score < SAME_PASSAGE:
                break
            answer = self._answers[place]
            same = {(passage.source_id, passage.quote) for passage in answer.quotes} & set(quoted)
            if answer.inquiry_id == inquiry.id or not (score >= ALIKE or same):
                continue
            terms = self._terms.get(place)
            if terms is None:
                terms = self._terms[place] = key_terms(answer.asked, program)
            if not own.contradicts(terms):
                found.append(Near(answer=answer, score=min(score, 1.0)))
            if len(found) == _LOOKED_AT:
                break
        return sorted(found, key=lambda near: near.answer.language is not inquiry.language)

    def similar(self, near: Sequence[Near]) -> list[SimilarReply]:
        """The first of `near` as the officer sees them."""
        return [
            SimilarReply(
                inquiry_id=each.answer.inquiry_id,
                number=each.answer.number,
                question_id=each.answer.question_id,
                asked=each.answer.asked,
                said=each.answer.said,
                score=round(each.score, 4),
                approved_at=each.answer.approved_at,
                approved_by=each.answer.approved_by,
            )
            for each in near[:_SHOWN]
        ]


def quoted_in(answer: Answer) -> set[tuple[str, str]]:
    """The passages that the leading sentences of an answer rest on: (source id, quote)."""
    by_number = {citation.n: citation for citation in answer.citations}
    cited = (by_number[n] for statement in answer.statements[:_LEADING] for n in statement.citations if n in by_number)
    return {(citation.source_id, citation.quote) for citation in cited if not is_faq(citation.source_id)}


class _Vectors:
    """Vectors of questions by model and text, the latest ones."""

    def __init__(self) -> None:
        self._known: LRUCache[tuple[str, str], Vectors] = LRUCache(maxsize=_REMEMBERED)
        self._lock = threading.Lock()

    def of(self, texts: Sequence[str], embedder: Embedder) -> Vectors:
        """A row for each text; float32, each of length 1."""
        keys = [(embedder.model_id, text) for text in texts]
        with self._lock:
            found = {key: self._known[key] for key in keys if key in self._known}
        missing = list(dict.fromkeys(key for key in keys if key not in found))
        if missing:
            rows = np.asarray(embedder.embed_queries([text for _, text in missing]), dtype=np.float32)
            found |= dict(zip(missing, rows, strict=True))
            with self._lock:
                self._known.update({key: found[key] for key in missing})
        return np.stack([found[key] for key in keys]) if keys else np.zeros((0, 0), dtype=np.float32)


_VECTORS = _Vectors()  # one a process: an approval makes the past replies anew, and few of its texts are new
