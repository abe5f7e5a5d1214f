"""The one flow: question → understand → retrieve → compose → verify → Answer."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np

from advisor.answering.assembling import assemble
from advisor.answering.composing import compose
from advisor.answering.drafts import Draft, DraftNotice, DraftStatement
from advisor.answering.events import Event, EventKind
from advisor.answering.models import Answer, Intent, Question, Status, Timings
from advisor.answering.notices import clock_notices
from advisor.answering.rounds.asking import asked_difference
from advisor.answering.setting import Found, Setting
from advisor.answering.thresholds import TOPIC
from advisor.answering.topics import Alike
from advisor.answering.understand import (
    Part,
    Understanding,
    asking_sentence,
    divided,
    going_on,
    own_words,
    understand,
    without_round,
)
from advisor.answering.verifying import faults
from advisor.errors import QuestionRejected
from advisor.folding import fold_width
from advisor.knowledge import Knowledge
from advisor.messages import Language, say
from advisor.programs.schedule import current_round, known_until
from advisor.programs.subjects import results_to_come
from advisor.retrieval.embedding import Vectors
from advisor.retrieval.search import Ranking, Scope, Ways, candidates, chosen, hits_at

OWN_SHARE = 0.7  # of a follow-up's own words in its meaning; the rest is the question before it


HALF_SHARE = 0.8  # of the whole question's likeness that each half needs to be a question of its own


@dataclass
class _Clock:
    """Milliseconds by step."""

    spent: dict[str, float] = field(default_factory=dict)
    _last: float = field(default_factory=time.perf_counter)

    def mark(self, step: str) -> None:
        now = time.perf_counter()
        self.spent[step] = self.spent.get(step, 0.0) + (now - self._last) * 1000
        self._last = now


def answer(question: Question, knowledge: Knowledge) -> Answer:
    """The answer to `question`, valid at its `as_of`. Raises QuestionRejected for one that cannot be taken."""
    clock = _Clock()
    question = accepted(question, knowledge.settings.question_chars)
    current = current_round(knowledge.program, question.as_of)
    understood = understand(question, knowledge.program, current)
    setting = setting_at(question.as_of, understood.language, knowledge)
    clock.mark("understand")
    asked: list[tuple[str, Draft]] = []
    for part in understood.parts if understood.readable else ():
        for single, found in retrieve_each(part, setting, knowledge):
            clock.mark("retrieve")
            draft = compose(single, found, setting, knowledge)
            clock.mark("compose")
            asked.append((single.text, verified(draft, knowledge)))
            clock.mark("verify")
    asked = asked or [(question.text, _refusal(understood))]
    result = concluded(question, asked, setting, knowledge)
    clock.mark("compose")
    timings = Timings(**clock.spent, total=sum(clock.spent.values()))
    return result.model_copy(update={"timings_ms": timings})


def answer_events(question: Question, knowledge: Knowledge) -> Iterator[Event]:
    """The same as it comes. Raises QuestionRejected before the first event."""
    whole = answer(question, knowledge)
    so_far = whole.model_copy(update={"text": "", "statements": ()})
    yield Event(kind=EventKind.EVIDENCE, answer=so_far)
    for count, statement in enumerate(whole.statements, start=1):
        end = whole.text.find(statement.text) + len(statement.text)
        text = max(so_far.text, whole.text[:end], key=len)
        so_far = whole.model_copy(update={"text": text, "statements": whole.statements[:count]})
        yield Event(kind=EventKind.STATEMENT, answer=so_far, statement=statement)
    yield Event(kind=EventKind.ANSWER, answer=whole)


def setting_at(as_of: datetime, language: Language, knowledge: Knowledge) -> Setting:
    """When and in which language is answered, with the round in force and the sources that were not out yet."""
    day = known_until(as_of)
    to_come = frozenset(info.id for info in knowledge.infos.values() if not info.is_out(day))
    current = current_round(knowledge.program, as_of)
    unannounced = results_to_come(knowledge.program, as_of)
    return Setting(as_of=as_of, language=language, current=current, to_come=to_come, unannounced=unannounced)


def concluded(question: Question, asked: Sequence[tuple[str, Draft]], setting: Setting, knowledge: Knowledge) -> Answer:
    """The answer from verified drafts of its parts, with the banners that the clock adds."""
    notices = [n for _, draft in asked for n in clock_notices(draft, setting, knowledge)]
    return assemble(question, asked, setting, notices, knowledge)


def told(draft: Draft, about: str, setting: Setting, knowledge: Knowledge) -> Answer:
    """A draft that no question was retrieved for (a guided page's result, about `about`) as an answer: verified the
    same way, under the same contract."""
    question = Question(text=about, as_of=setting.as_of, language=setting.language)
    return concluded(question, [(about, verified(draft, knowledge))], setting, knowledge)


def accepted(question: Question, limit: int) -> Question:
    """The question with invisible characters gone. Raises QuestionRejected when it is empty or too long."""
    if len(question.text) > limit:
        raise QuestionRejected("question_too_long", length=len(question.text), limit=limit)
    text = fold_width(question.text).strip()
    if not any(character.isalnum() for character in text):
        raise QuestionRejected("question_empty")
    return question.model_copy(update={"text": text})


def retrieve_each(part: Part, setting: Setting, knowledge: Knowledge) -> list[tuple[Part, Found]]:
    """What was found for the part, or for each half of 「AとBを教えて」 when both halves have a topic of their own."""
    whole = retrieve(part, setting, knowledge)
    halves = None if asked_difference(part.text, knowledge.program, setting.current) else divided(part)
    if halves is None or not whole.matches:
        return [(part, whole)]
    found = [(half, retrieve(half, setting, knowledge)) for half in halves]
    best = [each.matches[0] for _, each in found if each.matches]
    wanted = max(TOPIC, whole.matches[0].score * HALF_SHARE)
    own = len({match.topic.key for match in best}) == len(halves) and all(match.score >= wanted for match in best)
    return found if own else [(part, whole)]


def retrieve(part: Part, setting: Setting, knowledge: Knowledge) -> Found:
    """The topics that the part is like, and the passages that may settle it. The part is embedded once."""
    compares = asked_difference(part.text, knowledge.program, setting.current)
    wording = compares.topic if compares is not None and compares.topic else part.text
    bare = without_round(wording)
    wording = bare if part.round is not None and own_words(bare) else wording
    text = knowledge.spelling.mended(knowledge.names.removed_from(wording))
    own = own_words(text)
    asked = text if own or not part.before else going_on(part.before, text)
    vector = embedded(asked, knowledge)
    before: Alike | None = None
    if part.before and own:
        earlier = knowledge.names.removed_from(part.before)
        behind = embedded(earlier, knowledge)
        before = knowledge.questions.alike(earlier, behind)
        vector = OWN_SHARE * vector + (1 - OWN_SHARE) * behind
        vector /= np.linalg.norm(vector)
    terms = knowledge.glossary.expand(asked)
    number = part.round if part.round is not None else (setting.current.number if setting.current else None)
    scope = Scope(on=known_until(setting.as_of), round=number)
    sought = terms if bare == part.text else knowledge.glossary.expand(part.text)  # a passage may name the round
    settings = knowledge.settings
    ways = Ways(ranking=Ranking(settings.ranking), size=settings.retrieved, neighbours=settings.neighbours)
    alike = _alike(asked, vector, knowledge)
    found = candidates(knowledge.index, knowledge.infos, vector, sought, scope)

    rough = knowledge.quoted_by(knowledge.questions.likely(alike))
    places = chosen(knowledge.index, knowledge.infos, found, scope, ways, rough)
    support = [knowledge.index.entries[place] for place in places]
    asks = text if asked != text else ""
    matches = knowledge.questions.matches(asked, alike, terms, support, asks=asks, before=before)
    pointed = knowledge.quoted_by([knowledge.questions.place_of(match.topic) for match in matches.topics])
    hits = hits_at(knowledge.index, found, sought, ways, places, pointed)
    return Found(terms=terms, matches=matches.topics, elsewhere=matches.elsewhere, hits=tuple(hits))


def _alike(asked: str, vector: Vectors, knowledge: Knowledge) -> Alike:
    """How like what is asked is to what is known: as a whole, or its asking sentence without the story around it."""
    whole = knowledge.questions.alike(asked, vector)
    asking = asking_sentence(asked)
    if not asking:
        return whole
    return whole.or_rather(knowledge.questions.alike(asking, embedded(asking, knowledge)))


def embedded(text: str, knowledge: Knowledge) -> Vectors:
    """The vector of a question: float32, of length 1."""
    return np.asarray(knowledge.embedder.embed_query(text), dtype=np.float32)


def verified(draft: Draft, knowledge: Knowledge) -> Draft:
    """The draft without what does not hold; an answer of which nothing is left becomes an abstention."""

    def holds(said: DraftStatement | DraftNotice) -> bool:
        return not faults(said.text, said.quotes, said.computed, knowledge.texts, knowledge.glossary.aliases)

    kept = tuple(statement for statement in draft.statements if holds(statement))
    notices = tuple(notice for notice in draft.notices if not notice.quotes or holds(notice))
    status = draft.status
    if draft.statements and not kept:
        return draft.model_copy(update={"statements": (), "notices": notices, "status": Status.ABSTAINED})
    if len(kept) < len(draft.statements) and status is Status.ANSWERED:
        status = Status.PARTIAL
    return draft.model_copy(update={"statements": kept, "notices": notices, "status": status})


def _refusal(understood: Understanding) -> Draft:
    key = "refused_hostile" if understood.readable else "refused_language"
    return Draft(intent=Intent.OTHER, status=Status.REFUSED, lead=say(f"answers.{key}", understood.language))
