"""One search over the passages: dense and BM25, fused, weighed by round and authority, with neighbours."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from advisor.answering.models import Source
from advisor.ingest.document import Passage
from advisor.japanese import search_tokens
from advisor.programs.model import Authority
from advisor.retrieval.embedding import Vectors
from advisor.retrieval.index import Entry, Index
from advisor.retrieval.ranking import coverage, fuse_rankings, spread
from advisor.values import Value

_DEPTH = 60  # candidates of each ranking
_LEXICAL_WEIGHT = 1.3  # measured on the development questions: words find officialese better than likeness does
_QUESTION_WEIGHT = 1.5  # likewise: who asked alike was served by that passage
_EXPANSION = 0.5  # of a synonym against the word that was asked
_SHARE = 0.8  # of the evidence that one document may fill while others have something
# A source of the round that is asked about counts fully; what a newer round replaced, or somebody else reports, less.
_OTHER_ROUND = 0.7
_SECONDARY = 0.85

_POINTS_BACK = re.compile(r"前項|前記|上記|同事業|同上")
_POINTS_ON = re.compile(r"次項|下記|以下の(?:とおり|通り|ような)|後述")
_POINTS_TO_ANNEX = re.compile(r"別紙|別表|※")


class OtherNames(Value):
    """What some words of a question are also called: each name as its words."""

    words: tuple[str, ...]
    names: tuple[tuple[str, ...], ...]


class Terms(Value):
    """The words of a question: as asked, and what the glossary says they are also called."""

    asked: tuple[str, ...]
    also: tuple[OtherNames, ...] = ()

    @property
    def expansion(self) -> list[str]:
        """All the words of the other names."""
        return list(dict.fromkeys(word for other in self.also for name in other.names for word in name))

    def found_in(self, words: frozenset[str]) -> set[str]:
        """The asked words that are among `words`, themselves or under another name that is there as a whole."""
        found = {word for word in self.asked if word in words}
        for other in self.also:
            if not found.issuperset(other.words) and any(words.issuperset(name) for name in other.names):
                found.update(other.words)
        return found


class Ranking(StrEnum):
    """What ranks the passages: vectors, words, both fused, or both with what known questions point to."""

    HYBRID = "hybrid"
    FUSED = "fused"
    DENSE = "dense"
    LEXICAL = "lexical"


class Ways(Value):
    """How is searched: what ranks, how many passages come back, and whether those that they point to come along."""

    ranking: Ranking = Ranking.HYBRID
    size: int = 10
    neighbours: bool = True


class Scope(Value):
    """What may be told: sources known on the day `on`, those of `round` first. `kinds` None: every kind of source."""

    on: date
    round: int | None = None
    kinds: frozenset[str] | None = None


class Hit(Value):
    """A passage that was found. `dense` is a cosine, `lexical` a BM25 score, `covered` the share of the words found."""

    entry: Entry
    score: float
    dense: float = 0.0
    lexical: float = 0.0
    covered: float = 0.0
    neighbour: bool = False


class Candidates(NamedTuple):
    """What the two rankings give for a question: places in the index with their cosines, BM25 scores of all places,
    and the places of sources that may be told, best first."""

    dense: dict[int, float]
    lexical: NDArray[np.float32]
    by_meaning: list[int]
    by_words: list[int]
    allowed: frozenset[str]


def candidates(index: Index, sources: Mapping[str, Source], vector: Vectors, terms: Terms, scope: Scope) -> Candidates:
    """The passages that may serve a question whose vector is `vector` and whose words are `terms`."""
    allowed = frozenset(source_id for source_id, source in sources.items() if _is_in_scope(source, scope))
    dense = {
        place: cosine
        for place, cosine in index.nearest(vector, _DEPTH * 2)
        if index.entries[place].source_id in allowed
    }
    lexical = index.lexical.scores(list(terms.asked)) + _EXPANSION * index.lexical.scores(terms.expansion)
    order = np.argsort(-lexical, kind="stable")[: _DEPTH * 2]
    by_words = [int(p) for p in order if lexical[p] > 0 and index.entries[p].source_id in allowed][:_DEPTH]
    by_meaning = sorted(dense, key=lambda place: -dense[place])[:_DEPTH]
    return Candidates(dense, lexical, by_meaning, by_words, allowed)


def chosen(
    index: Index,
    sources: Mapping[str, Source],
    found: Candidates,
    scope: Scope,
    ways: Ways,
    pointed: Sequence[int] = (),
    rerank: Callable[[list[int]], list[int] | None] | None = None,
) -> list[int]:
    """The places of the passages that serve the question best, best first.

    `pointed`: places of passages, best first, that served questions roughly like this one. `rerank`: gives places
    (best first) in a better order, or None to leave them as they are.
    """
    rankings = {Ranking.DENSE: (found.by_meaning, 1.0), Ranking.LEXICAL: (found.by_words, _LEXICAL_WEIGHT)}
    used = [r for kind, r in rankings.items() if ways.ranking in {kind, Ranking.FUSED, Ranking.HYBRID}]
    fused = fuse_rankings([*used, (_pointed(index, found, ways, pointed), _QUESTION_WEIGHT)])
    places = _weighed(index, sources, fused, scope)
    again = rerank(places) if rerank is not None else None
    if again is not None:  # a model of relevance knows nothing of rounds and authority: they are weighed once more
        places = _weighed(index, sources, fuse_rankings([(again, 1.0)]), scope)
    return spread(places, lambda place: index.entries[place].source_id, ways.size, _SHARE)


def hits_at(
    index: Index, found: Candidates, terms: Terms, ways: Ways, places: Sequence[int], pointed: Sequence[int]
) -> list[Hit]:
    """The passages at `places` with those that the likeliest topics quote (`pointed`, best first) put among them, then
    the neighbours that they point to."""
    fused = fuse_rankings([(places, 1.0), (_pointed(index, found, ways, pointed), 1.0)])[: ways.size]
    weights = {word: index.lexical.weight(word) for word in terms.asked}
    hits = [
        Hit(
            entry=index.entries[place],
            score=score,
            dense=found.dense.get(place, 0.0),
            lexical=float(found.lexical[place]),
            covered=coverage(weights, terms.found_in(frozenset(search_tokens(index.entries[place].search_text)))),
        )
        for place, score in fused
    ]
    return hits + (_neighbours(index, [place for place, _ in fused]) if ways.neighbours else [])


def _weighed(
    index: Index, sources: Mapping[str, Source], scored: Sequence[tuple[int, float]], scope: Scope
) -> list[int]:
    """The places, best first, once round and authority of their sources count."""
    weighed = [(place, score * _weight(sources[index.entries[place].source_id], scope)) for place, score in scored]
    return [place for place, _ in sorted(weighed, key=lambda pair: -pair[1])]


def _pointed(index: Index, found: Candidates, ways: Ways, pointed: Sequence[int]) -> list[int]:
    if ways.ranking is not Ranking.HYBRID:
        return []
    return [place for place in pointed if index.entries[place].source_id in found.allowed]


def _is_in_scope(source: Source, scope: Scope) -> bool:
    if scope.kinds is not None and source.kind not in scope.kinds:
        return False
    return source.is_out(scope.on)


def _weight(source: Source, scope: Scope) -> float:
    weight = _SECONDARY if source.authority == Authority.SECONDARY else 1.0
    if source.round is not None and scope.round is not None and source.round != scope.round:
        weight *= _OTHER_ROUND
    return weight


def _neighbours(index: Index, chosen: list[int]) -> list[Hit]:
    """The passages that chosen ones point to (前項, 下記, 別紙, ※) and that are not chosen themselves."""
    places: list[int] = []
    for place in chosen[:5]:
        passage: Passage = index.entries[place].passage
        if _POINTS_BACK.search(passage.text):
            places.append(place - 1)
        if _POINTS_ON.search(passage.text) or _POINTS_TO_ANNEX.search(passage.text):
            places.append(place + 1)
    return [
        Hit(entry=index.entries[place], score=0.0, neighbour=True)
        for place in dict.fromkeys(places)
        if 0 <= place < len(index.entries)
        and place not in chosen
        and any(index.entries[place].source_id == index.entries[c].source_id for c in chosen[:5])
    ]
