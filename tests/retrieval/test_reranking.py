"""advisor/retrieval/reranking.py without any model: the order, the fall-back, and that nothing changes where none is
set. Real models: tests/quality_models."""

import logging
import sys
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.answering.flow import answer, retrieve, setting_at
from advisor.answering.models import Answer, Question
from advisor.answering.understand import Part
from advisor.dates import parse_as_of
from advisor.errors import ServiceFault
from advisor.knowledge import Knowledge
from advisor.messages import Language
from advisor.retrieval.reranking import make_reranker, reordered, reranked

QUESTION = "申請書の提出先と提出方法を教えてください"
AS_OF = parse_as_of("2025-08-01")


class Scripted:
    """In place of a cross-encoder: scores by a function of passage text; counts what it was asked."""

    def __init__(self, score) -> None:
        self.score = score
        self.asked: list[tuple[str, int]] = []

    def scores(self, query: str, passages: Sequence[str]) -> list[float]:
        self.asked.append((query, len(passages)))
        return [self.score(passage) for passage in passages]


def broken(passage: str) -> float:
    raise RuntimeError("out of memory")


def found(knowledge: Knowledge) -> list[str]:
    hits = retrieve(Part(text=QUESTION), setting_at(AS_OF, Language.JA, knowledge), knowledge).hits
    return [hit.entry.id for hit in hits if not hit.neighbour]


def told(knowledge: Knowledge) -> Answer:
    said = answer(Question(text=QUESTION, as_of=AS_OF), knowledge)
    return said.model_copy(update={"timings_ms": type(said.timings_ms)()})


@given(st.lists(st.floats(allow_nan=False), max_size=8), st.integers(0, 4))
def test_all_stay_best_first_and_equal_ones_as_they_were(scores: list[float], further: int) -> None:
    items = list(range(len(scores) + further))
    order = reordered(items, scores)
    assert sorted(order) == items
    assert order[len(scores) :] == items[len(scores) :]
    for one, next_one in pairwise(order[: len(scores)]):
        assert scores[one] > scores[next_one] or (scores[one] == scores[next_one] and one < next_one)


def test_only_the_candidates_are_scored() -> None:
    reranker = Scripted(float)
    assert reranked("?", ["1", "2", "3", "9"], str, reranker, 3) == ["3", "2", "1", "9"]
    assert reranker.asked == [("?", 3)]


def test_no_passage_needs_no_score() -> None:
    assert reranked("?", [], str, Scripted(float), 3) == []


def test_the_order_decides_which_passages_come_back(knowledge: Knowledge) -> None:
    reranker = Scripted(len)  # the longest passage first
    before, after = found(knowledge), found(replace(knowledge, reranker=reranker))
    assert before != after and len(before) == len(after)
    assert [count for _, count in reranker.asked] == [knowledge.settings.rerank_candidates]


def test_round_and_authority_still_count(knowledge: Knowledge) -> None:
    """A model that prefers another call's passages does not put them before those of the call that is asked about."""
    rounds = {entry.search_text: knowledge.infos[entry.source_id].round for entry in knowledge.index.entries}
    of = {entry.id: knowledge.infos[entry.source_id].round for entry in knowledge.index.entries}
    order = found(replace(knowledge, reranker=Scripted(lambda text: 1.0 if rounds[text] == 2 else 0.0)))
    assert of[order[0]] != 2


def test_a_reranker_that_fails_leaves_answer_and_order_as_they_were(
    knowledge: Knowledge, caplog: pytest.LogCaptureFixture
) -> None:
    failing = replace(knowledge, reranker=Scripted(broken))
    with caplog.at_level(logging.WARNING):
        assert found(failing) == found(knowledge)
        assert told(failing) == told(knowledge)
    assert "not reranked: out of memory" in caplog.text


def test_without_the_setting_there_is_none(knowledge: Knowledge) -> None:
    assert knowledge.reranker is None and make_reranker(knowledge.settings) is None
    assert "torch" not in vars(sys.modules["advisor.retrieval.reranking"])


def test_the_extra_is_named_where_it_is_missing(knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)  # what an import finds that was never installed
    for changed in ({"reranker": "a/model"}, {"embedder": "sentence-transformers", "embedding_model": "a/model"}):
        with pytest.raises(ServiceFault) as caught:
            Knowledge.load(knowledge.settings.model_copy(update=changed))
        assert caught.value.code == "models_extra_missing"
        assert "a/model" in caught.value.user_message() and "jhub-advisor[models]" in caught.value.user_message()
