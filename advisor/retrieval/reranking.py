"""Passages put in order once more by a cross-encoder, which reads question and passage together (extra `models`)."""

import logging
import math
import threading
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from cachetools import LRUCache

from advisor.errors import ServiceFault
from advisor.retrieval.larger_models import load_model
from advisor.settings import Settings

Item = TypeVar("Item")

log = logging.getLogger(__name__)


class CrossEncoderReranker:
    """A cross-encoder of sentence-transformers with the scores that it gave last. Safe to share between threads."""

    def __init__(self, name: str, settings: Settings) -> None:
        """Load the model `name`. Raises ServiceFault when it cannot be loaded or does not rerank."""
        model = load_model("CrossEncoder", name, settings, "reranker_unavailable")
        if not _gives_one_score(model):
            raise ServiceFault("reranker_unsuitable", model=name)
        model.max_seq_length = min(model.max_seq_length, settings.rerank_tokens)
        from torch.nn import Identity  # noqa: PLC0415  loading has brought it in

        # Raw logits: a sigmoid rounds all good passages to 1.0, and then the order says nothing.
        self._raw = Identity()
        self._model: Any = model
        self._batch_size = settings.models_batch_size
        self._remembered: LRUCache[tuple[str, str], float] = LRUCache(settings.rerank_remembered)
        self._remembering = threading.Lock()
        self._running = threading.Lock()  # tokenizers refuse to serve two threads at once

    def scores(self, query: str, passages: Sequence[str]) -> list[float]:
        """How well each passage serves the query: raw logits, higher is better, without unit.

        Raises ValueError for a score that is no number, and whatever torch raises.
        """
        with self._remembering:
            known = {p: self._remembered[query, p] for p in passages if (query, p) in self._remembered}
        missing = [passage for passage in dict.fromkeys(passages) if passage not in known]
        if missing:
            new = dict(zip(missing, self._predicted(query, missing), strict=True))
            with self._remembering:
                for passage, score in new.items():
                    if self._remembered.maxsize:
                        self._remembered[query, passage] = score
            known |= new
        return [known[passage] for passage in passages]

    def _predicted(self, query: str, passages: list[str]) -> list[float]:
        pairs = [(query, passage) for passage in passages]
        with self._running:
            found = self._model.predict(
                pairs, batch_size=self._batch_size, activation_fn=self._raw, show_progress_bar=False
            )
        scores = [float(score) for score in found]
        if not all(map(math.isfinite, scores)):
            raise ValueError("the reranker gave a score that is no number")
        return scores


def _gives_one_score(model: Any) -> bool:
    """Whether a pair gets one trained score: an embedder loads as well, with a last layer of random weights."""
    if model.num_labels != 1:
        return False
    trained = any("ForSequenceClassification" in name for name in model.config.architectures or ())
    return trained or type(model[-1]).__name__ != "Transformer"  # a layer behind the transformer has a file of its own


def make_reranker(settings: Settings) -> CrossEncoderReranker | None:
    """The reranker that the settings name, or None. Raises ServiceFault when its package or files are missing."""
    return CrossEncoderReranker(settings.reranker, settings) if settings.reranker else None


def reordered(items: Sequence[Item], scores: Sequence[float]) -> list[Item]:
    """The items that have a score, highest first and equal ones as they were, then those that have none.

    >>> reordered(["a", "b", "c"], [0.1, 0.9])
    ['b', 'a', 'c']
    """
    best = sorted(range(len(scores)), key=lambda place: -scores[place])
    return [*(items[place] for place in best), *items[len(scores) :]]


def reranked(
    query: str,
    items: Sequence[Item],
    text_of: Callable[[Item], str],
    reranker: CrossEncoderReranker,
    candidates: int,
) -> list[Item] | None:
    """The items (best first) with the first `candidates` in the reranker's order; None when it fails: a question that
    has an order already goes on with that one."""
    try:
        scores = reranker.scores(query, [text_of(item) for item in items[:candidates]])
    except Exception as fault:  # out of memory, a device gone, a text that the tokenizer cannot take …
        log.warning("not reranked: %s", fault, exc_info=fault)
        return None
    return reordered(items, scores)
