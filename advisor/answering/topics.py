"""The known ways of asking, and which topic (key of facts or of a gap) a question is most like. Pure."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from math import log
from typing import NamedTuple

import numpy as np

from advisor.answering.models import Intent
from advisor.folding import fold_width, search_form
from advisor.japanese import reading, search_tokens
from advisor.programs.model import Fact, Gap, Program
from advisor.retrieval.analyses import Analysis
from advisor.retrieval.embedding import Vectors
from advisor.retrieval.index import Entry
from advisor.retrieval.likeness import NgramIndex
from advisor.retrieval.ranking import coverage
from advisor.retrieval.search import Terms
from advisor.values import Value

_COSINE_FLOOR = 0.75  # cosines of e5 lie in about .75–1: stretched to 0–1
_STATEMENT_WEIGHT = 0.94  # a fact's own sentence is a weaker sign than a question that was asked before
_CANDIDATES = 30  # topics that are weighed closely
_LIKELY = 12  # topics whose passages are looked at


class Signals(NamedTuple):
    """How a question is like a topic, each 0–1: its best example by meaning, by surface and by sound; the mean of its
    three best; the share of the question's words in its questions and sentences, and in its quotes; whether a found
    passage holds its quote; whether its sentence gives the kind of thing that is asked for (a number, a day);
    whether it is of the program itself; whether it is a gap."""

    meaning: float
    surface: float
    sound: float
    mean: float
    words: float
    quoted: float
    passage: float
    fits: float
    home: float
    gap: float


# Fitted on the development questions (softmax over the candidates of each); see DECISIONS.md.
WEIGHTS = Signals(
    meaning=5.1, surface=2.7, sound=3.8, mean=4.3, words=5.2, quoted=0.5, passage=1.0, fits=1.2, home=0.9, gap=-1.0
)

_MISFIT = 3.0  # of a topic that gives no number or day where a follow-up asks for nothing else
_GOES_ON = 6.0  # of a topic that the question before a follow-up is wholly like
_NEAR, _NEAR_MOST, _TELLS_APART = 0.85, 5, 2.5

_ASKS_NUMBER = re.compile(
    r"いくら|いくつ|どのくらい|どれくらい|どの程度の(?:額|数|割合|規模)|何(?:件|人|名|ページ|頁|枚|字|文字|点|円|億|万|年|回|拠点|社|校|倍|割|か所|箇所|%|パーセント)"
    r"|金額|割合|件数|総額|how (?:many|much|long)|what (?:percentage|share|score|amount|rate|number)",
    re.I,
)
_FIGURE = re.compile(r"[0-9０-９]")
_DAY = re.compile(r"[年月日時]|期間|期限")
_IN_KANA = re.compile(r"[\u3040-\u30ff\s、。・?!0-9]+")
_ASKS_DAY = re.compile(r"いつ|何月|何日|何時|期日|日程|when\b|what (?:date|day|time)", re.I)


class Alike(NamedTuple):
    """How like a question is to each known question, by meaning, surface and sound, and roughly to each topic."""

    meaning: Vectors
    surface: Vectors
    sound: Vectors
    rough: Vectors

    def or_rather(self, other: "Alike") -> "Alike":
        """The greater of both, each for itself: two readings of one question."""
        return Alike(*(np.maximum(one, two) for one, two in zip(self, other, strict=True)))


class Topic(Value):
    """What is known, or known to be unknown, under one key."""

    key: str
    program_id: str
    intent: Intent
    facts: tuple[Fact, ...] = ()
    gap: Gap | None = None
    hub: tuple[str, ...] = ()  # ways of asking for one selected hub, whose record answers
    elsewhere: str = ""  # a question on something else: nothing is known under this key

    @property
    def telling(self) -> tuple[Fact, ...]:
        """The facts that show what the topic is about: not those by which a source only fails to list it, all alike."""
        return tuple(fact for fact in self.facts if not fact.says_absent)

    @property
    def asked_as(self) -> tuple[str, ...]:
        """All known ways of asking; the first one is the plainest."""
        own = tuple(question for fact in self.facts for question in fact.asked_as)
        gap = self.gap.asked_as if self.gap else ()
        return own + gap + self.hub + ((self.elsewhere,) if self.elsewhere else ())


class Match(Value):
    """A topic that a question is like. `score`: see `likeness`; `example`: the known question that is most like it."""

    topic: Topic
    score: float
    example: str
    signals: Signals


class Matches(NamedTuple):
    """The likeliest topics, and the likeness of the likeliest question on something else."""

    topics: tuple[Match, ...]
    elsewhere: float


def topics_of(programs: Sequence[Program]) -> tuple[Topic, ...]:
    """The topics of all programs, in the order of the files."""
    found: dict[str, Topic] = {}
    for program in programs:
        for fact in program.facts:
            known = found.get(fact.key)
            facts = (*known.facts, fact) if known else (fact,)
            found[fact.key] = Topic(key=fact.key, program_id=program.id, intent=facts[0].intent, facts=facts)
        for gap in program.gaps:
            found[gap.key] = Topic(key=gap.key, program_id=program.id, intent=gap.intent, gap=gap)
        for hub_id, asked_as in program.hubs_asked_as.items():
            own = {"program_id": program.id, "intent": Intent.PRECEDENT, "hub": asked_as}
            found[hub_id] = Topic(key=hub_id, **own)
        for number, question in enumerate(program.elsewhere):
            key = f"elsewhere.{number}"
            found[key] = Topic(key=key, program_id="", intent=Intent.OTHER, elsewhere=question)
    return tuple(found.values())


class Example(Value):
    """A way of asking about the topic at `place`."""

    text: str
    place: int
    weight: float = 1.0


def examples_of(topics: Sequence[Topic]) -> list[Example]:
    """Every known question, and every fact's own statements as weaker ones."""
    found = []
    for place, topic in enumerate(topics):
        found += [Example(text=text, place=place) for text in topic.asked_as]
        statements = {s for fact in topic.telling for s in (fact.statement.ja, fact.statement.en)}
        found += [Example(text=s, place=place, weight=_STATEMENT_WEIGHT) for s in sorted(statements)]
    return found


class KnownQuestions:
    """Finds the topics that a question is like."""

    def __init__(
        self, topics: tuple[Topic, ...], vectors: Vectors, bare: Sequence[str], analyses: Sequence[Analysis], home: str
    ) -> None:
        """`vectors`, `bare` and `analyses` have a row for each of `examples_of(topics)`, in that order: the text
        without the names of the program, its vector and its words; `home`: the program's id.
        """
        self.topics = topics
        self._examples = examples_of(topics)
        if not len(self._examples) == len(vectors) == len(bare) == len(analyses):
            raise ValueError("the vectors do not belong to these topics")
        self._vectors = vectors
        self._weights = np.array([example.weight for example in self._examples], dtype=np.float32)
        self._places = np.array([example.place for example in self._examples])
        self._starts = np.searchsorted(self._places, np.arange(len(topics) + 1))
        self._surface = NgramIndex([search_form(text) for text in bare])
        self._sound = NgramIndex([analysis.sound for analysis in analyses])
        self._words = [
            frozenset(word for analysis in analyses[start:end] for word in analysis.words)
            for start, end in zip(self._starts, self._starts[1:], strict=False)
        ]
        self._quoted = [_quoted_words(topic) for topic in topics]
        self._home = home
        self._place = {topic.key: place for place, topic in enumerate(topics)}
        frequency = Counter(word for known in self._words for word in known)
        self._word_weights = {word: log(1 + len(topics) / n) for word, n in frequency.items()}

    def vectors_of(self, key: str) -> Vectors:
        """The vectors of the questions that ask for the topic of that key, a row each; none for an unknown key."""
        place = self._place.get(key)
        return self._vectors[:0] if place is None else self._vectors[self._starts[place] : self._starts[place + 1]]

    @cached_property
    def own_words(self) -> frozenset[str]:
        """What questions about the program itself, as far as it is known, are made of: words and their sounds."""
        places = [p for p, topic in enumerate(self.topics) if topic.program_id == self._home and topic.facts]
        known = frozenset().union(*(self._words[p] | self._quoted[p] for p in places))
        return known | {reading(word) for word in known}

    @cached_property
    def all_words(self) -> frozenset[str]:
        """What any known question or fact is made of: words and their sounds."""
        ours = [words for topic, words in zip(self.topics, self._words, strict=True) if not topic.elsewhere]
        known = frozenset().union(*ours, *self._quoted)
        return known | {reading(word) for word in known}

    @cached_property
    def by_key(self) -> dict[str, Topic]:
        """The topics by key."""
        return {topic.key: topic for topic in self.topics}

    def alike(self, question: str, vector: Vectors) -> Alike:
        """How like `question`, whose vector is `vector`, is to all that is known."""
        meaning = np.clip((self._vectors @ vector - _COSINE_FLOOR) / (1 - _COSINE_FLOOR), 0, 1) * self._weights
        surface = self._surface.scores(search_form(question)) * self._weights
        sound = self._sound.scores(reading(question)) * self._weights
        if _IN_KANA.fullmatch(search_form(question)):  # meaning and spelling tell little of what is only heard
            meaning, surface = np.maximum(meaning, sound), np.maximum(surface, sound)
        rough = np.maximum.reduceat(_together(meaning, surface, sound), self._starts[:-1])
        return Alike(meaning, surface, sound, rough)

    def likely(self, alike: Alike) -> list[int]:
        """The places of the topics that a question is roughly most like, best first."""
        return [int(place) for place in np.argsort(-alike.rough, kind="stable")[:_LIKELY]]

    def place_of(self, topic: Topic) -> int:
        """Where `topic` stands among the topics."""
        return self._place[topic.key]

    def matches(
        self,
        question: str,
        alike: Alike,
        terms: Terms,
        support: Sequence[Entry],
        count: int = 6,
        asks: str = "",
        before: Alike | None = None,
    ) -> Matches:
        """The `count` topics that `question` is most like, best first, and how like it is to one on something else.

        `alike`: of the question; `terms`: its words and their other names; `support`: the passages that were found
        for it; `asks`: the follow-up itself where `question` is mostly the one before it; `before`: of the question
        that a follow-up goes on from, whose topics are near to its own.
        """
        meaning, surface, sound, rough = alike
        found = []
        for place in np.argsort(-rough, kind="stable")[:_CANDIDATES]:
            rows = slice(int(self._starts[place]), int(self._starts[place + 1]))
            together = _together(meaning[rows], surface[rows], sound[rows])
            best = int(together.argmax())
            signals = Signals(
                meaning=float(meaning[rows].max()),
                surface=float(surface[rows].max()),
                sound=float(sound[rows].max()),
                mean=float(np.sort(together)[-3:].mean()),
                words=self._words_shared(terms, self._words[place]),
                quoted=self._words_shared(terms, self._quoted[place]),
                passage=_passage_support(self.topics[place], support),
                fits=_fits(question, self.topics[place]),
                home=float(self.topics[place].program_id == self._home),
                gap=float(self.topics[place].gap is not None),
            )
            score = likeness(signals) - (_MISFIT if asks and not _fits(asks, self.topics[place]) else 0.0)
            score += _GOES_ON * float(before.rough[place]) if before is not None else 0.0
            example = self._examples[rows.start + best].text
            found.append(Match(topic=self.topics[place], score=score, example=example, signals=signals))
        ours = sorted((match for match in found if not match.topic.elsewhere), key=lambda match: -match.score)
        elsewhere = max((match.score for match in found if match.topic.elsewhere), default=0.0)
        return Matches(topics=tuple(self._told_apart(terms, ours)[:count]), elsewhere=elsewhere)

    def _told_apart(self, terms: Terms, ranked: list[Match]) -> list[Match]:
        """Topics about one thing share its name; among the likeliest, the words that they do not share decide."""
        near = [match for match in ranked if match.score >= ranked[0].score * _NEAR][:_NEAR_MOST] if ranked else []
        if len(near) < 2:
            return ranked
        known = [self._words[self._place[match.topic.key]] for match in near]
        common = frozenset.intersection(*known)
        own = terms.model_copy(update={"asked": tuple(w for w in terms.asked if w not in common)})
        again = [
            match.model_copy(update={"score": match.score + _TELLS_APART * self._words_shared(own, words)})
            for match, words in zip(near, known, strict=True)
        ]
        return sorted(again, key=lambda match: -match.score) + ranked[len(near) :]

    def share(self, terms: Terms, topics: Sequence[Topic]) -> float:
        """The share (0–1) of the question's words that the texts of `topics` hold together."""
        places = [self._place[topic.key] for topic in topics]
        return self._words_shared(terms, frozenset().union(*(self._words[p] | self._quoted[p] for p in places)))

    def _words_shared(self, terms: Terms, known: frozenset[str]) -> float:
        unseen = log(1 + len(self.topics))
        weights = {word: self._word_weights.get(word, unseen) for word in terms.asked}
        return coverage(weights, terms.found_in(known))


def _together(meaning: Vectors, surface: Vectors, sound: Vectors) -> Vectors:
    return np.asarray(0.55 * meaning + 0.3 * surface + 0.15 * sound, dtype=np.float32)


def likeness(signals: Signals) -> float:
    """How like a topic is to what is meant: about 3–7 for questions on something else, 8–25 for those on the topic."""
    return sum(weight * signal for weight, signal in zip(WEIGHTS, signals, strict=True))


def _fits(question: str, topic: Topic) -> float:
    """Whether one of the topic's sentences gives a number or a day where the question asks for one."""
    if topic.gap is not None or not topic.facts:
        return 1.0
    if _ASKS_DAY.search(question):
        return float(any(_DAY.search(fold_width(fact.statement.ja)) for fact in topic.facts))
    if _ASKS_NUMBER.search(question):
        return float(any(_FIGURE.search(fact.statement.ja) for fact in topic.facts))
    return 1.0


def _quoted_words(topic: Topic) -> frozenset[str]:
    return frozenset(word for fact in topic.telling for word in search_tokens(fact.quote))


def _passage_support(topic: Topic, found: Sequence[Entry]) -> float:
    """1 for a quote in the first passage found, less further down, 0 for none."""
    for place, entry in enumerate(found):
        passage = entry.passage.text
        if any(fact.source == entry.source_id and overlaps(fact.quote, passage) for fact in topic.telling):
            return 1 / (1 + place / 2)
    return 0.0


def overlaps(quote: str, passage: str) -> bool:
    """Whether one of the two texts holds the other."""
    return quote in passage or passage in quote
