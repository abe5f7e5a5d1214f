"""Questions that approved replies answered, grouped by what they ask: what the FAQ may be made from."""

import hashlib
import re
from collections.abc import Sequence

import numpy as np

from advisor.faq.guard import guard_of
from advisor.faq.likeness import Asked, embedded
from advisor.faq.personal import Public, without_personal
from advisor.faq.records import FaqCandidate, FaqEntry, FaqStatus, PersonalKind
from advisor.folding import search_form
from advisor.inquiries.records import ApprovedAnswer
from advisor.messages import Language
from advisor.retrieval.embedding import Embedder, Vectors

GROUPED = 0.92  # cosine from which two questions may be one; a person sees the group before anybody else does
_MOST_VARIANTS = 20
_INTRODUCES = re.compile(r"^[^。\n]*\((?:氏名|機関名)\)[^。\n]*?(?:です|と申します|でございます|の者です)[。\n]\s*")


class _Said:
    """An approved answer with its question without personal data."""

    def __init__(self, answer: ApprovedAnswer, public: Public | None) -> None:
        self.answer = answer
        asked, self.found = without_personal(answer.asked.strip(), public)
        self.question = _INTRODUCES.sub("", asked).strip() or asked
        self.key = f"{answer.inquiry_id}:{answer.question_id}"


def candidates(
    answers: Sequence[ApprovedAnswer],
    entries: Sequence[FaqEntry],
    embedder: Embedder,
    public: Public | None = None,
    known: dict[str, Vectors] | None = None,
) -> list[FaqCandidate]:
    """The groups of questions that ask the same, the most asked first, then the newest.

    Left out is what `entries` cover already: the same question of an inquiry (also of a retired entry), or one that
    asks the same as an entry that is not retired. `public`: what is no personal data. `known`: see `embedded`.
    """
    said = [_Said(each, public) for each in sorted(answers, key=lambda one: (one.approved_at, one.inquiry_id))]
    said = [each for each in said if each.question and each.answer.said.strip()]
    vectors = embedded([each.question for each in said], embedder, known)
    cover = _Cover(entries, embedder, known)
    found = []
    for group in _groups(said, vectors):
        if not any(cover.holds(said[place], vectors[place]) for place in group):
            rest = [said[place] for place in group if said[place].key not in cover.retired]
            found += [_candidate(rest, public)] if rest else []
    return sorted(found, key=lambda each: (-each.asked, -each.approved_at.timestamp(), each.key))


class _Cover:
    """What entries cover. `retired`: the questions of those that were taken down."""

    def __init__(self, entries: Sequence[FaqEntry], embedder: Embedder, known: dict[str, Vectors] | None) -> None:
        present = [entry for entry in entries if entry.status is not FaqStatus.RETIRED]
        self._keys = {key for entry in present for key in entry.asked_in}
        self.retired = {key for entry in entries for key in entry.asked_in} - self._keys
        self._asked: dict[Language, Asked] = {}
        for language in Language:
            texts = [text for e in present if e.language is language for text in (e.question, *e.variants)]
            self._asked[language] = Asked(texts, embedded(texts, embedder, known))

    def holds(self, said: _Said, vector: Vectors) -> bool:
        """Whether an entry that is not retired was made from the question, or asks the same."""
        like = self._asked[said.answer.language].nearest(guard_of(said.question), vector, GROUPED)
        return said.key in self._keys or like is not None


def _groups(said: Sequence[_Said], vectors: Vectors) -> list[list[int]]:
    """Places of questions that ask the same; each agrees with all others of its group."""
    groups: list[list[int]] = []
    leaders: list[int] = []
    for place, each in enumerate(said):
        guard = guard_of(each.question)
        scores = vectors[leaders] @ vectors[place] if leaders else np.zeros(0, dtype=np.float32)
        for at in np.argsort(-scores, kind="stable")[: int((scores >= GROUPED).sum())]:
            group = groups[int(at)]
            if said[group[0]].answer.language is each.answer.language and all(
                guard.agrees(guard_of(said[other].question)) and vectors[other] @ vectors[place] >= GROUPED
                for other in group
            ):
                group.append(place)
                break
        else:
            groups.append([place])
            leaders.append(place)
    return groups


def _candidate(group: Sequence[_Said], public: Public | None) -> FaqCandidate:
    """Of the group, whose newest member is the last one."""
    newest = group[-1]
    answer, in_answer = without_personal(newest.answer.said.strip(), public)
    others: dict[str, str] = {}
    for each in group[:-1]:
        others.setdefault(search_form(each.question), each.question)
    others.pop(search_form(newest.question), None)
    found = {kind: newest.found.get(kind, 0) + in_answer.get(kind, 0) for kind in PersonalKind}
    return FaqCandidate(
        key=hashlib.sha256(group[0].key.encode()).hexdigest()[:24],
        question=newest.question,
        answer=answer,
        variants=tuple(others.values())[:_MOST_VARIANTS],
        topic=newest.answer.topic,
        language=newest.answer.language,
        asked=len(group),
        inquiries=tuple(dict.fromkeys(each.answer.inquiry_id for each in group)),
        quotes=newest.answer.quotes,
        as_of=newest.answer.as_of,
        approved_at=newest.answer.approved_at,
        found={kind: count for kind, count in found.items() if count},
        asked_in=tuple(each.key for each in group),
    )
