"""The one flow: question → understand → retrieve → compose → verify → Answer."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np

from advisor.answering.assembling import assemble
from advisor.answering.composing import compose
from advisor.answering.drafts import Draft, DraftNotice, DraftStatement, Quote
from advisor.answering.events import Event, EventKind
from advisor.answering.models import Answer, Completeness, Intent, Notice, NoticeKind, Question, Status, Timings
from advisor.answering.notices import clock_notices
from advisor.answering.progress import Progress
from advisor.answering.rewriting import reread
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
from advisor.answering.writing.writer import Writer, can_write
from advisor.errors import QuestionRejected
from advisor.faq.records import PublishedEntry
from advisor.folding import fold_width
from advisor.knowledge import Knowledge
from advisor.llm.chat import Chat
from advisor.llm.spending import Spending
from advisor.messages import Language, say
from advisor.programs.schedule import current_round, known_until
from advisor.programs.subjects import results_to_come
from advisor.retrieval.embedding import Vectors
from advisor.retrieval.reranking import reranked
from advisor.retrieval.search import Ranking, Scope, Ways, candidates, chosen, hits_at
from advisor.verifying.faults import Fault
from advisor.verifying.values import faults

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

    def timings(self) -> Timings:
        """What was spent so far, and in all."""
        return Timings(**self.spent, total=sum(self.spent.values()))


def answer(question: Question, knowledge: Knowledge, chat: Chat | None = None) -> Answer:
    """The answer to `question`, valid at its `as_of`, worded by `chat` where there is one. Raises QuestionRejected for
    one that cannot be taken."""
    *_, last = answer_events(question, knowledge, chat)
    return last.answer


def answer_events(question: Question, knowledge: Knowledge, chat: Chat | None = None) -> Iterator[Event]:
    """The same as it comes: evidence, verified statements, the whole. Raises QuestionRejected before the first."""
    clock = _Clock()
    question = accepted(question, knowledge.settings.question_chars)
    current = current_round(knowledge.program, question.as_of)
    understood = understand(question, knowledge.program, current)
    spent = chat.open_answer() if chat is not None else None
    if chat is not None and spent is not None and knowledge.settings.chat_understanding:
        understood = reread(understood, question, current, knowledge, chat, spent)
    setting = setting_at(question.as_of, understood.language, knowledge)
    clock.mark("understand")
    asked: list[tuple[Part, Found, Draft]] = []
    for part in understood.parts if understood.readable else ():
        for single, found in retrieve_each(part, setting, knowledge):
            clock.mark("retrieve")
            draft = compose(single, found, setting, knowledge)
            clock.mark("compose")
            asked.append((single, found, verified(draft, knowledge)))
            clock.mark("verify")
    drafts = [(part.text, draft) for part, _, draft in asked] or [(question.text, _refusal(understood))]
    result = concluded(question, drafts, setting, knowledge)
    clock.mark("compose")
    if chat is not None and spent is not None and any(_may_word(found, draft) for _, found, draft in asked):
        yield from _worded(question, asked, setting, knowledge, chat, spent, clock)
        return
    result = result.model_copy(update={"timings_ms": clock.timings()})
    yield from at_once(result)


def at_once(whole: Answer) -> Iterator[Event]:
    """The events of an answer that is there already."""
    so_far = whole.model_copy(update={"text": "", "statements": ()})
    yield Event(kind=EventKind.EVIDENCE, answer=so_far)
    for count, statement in enumerate(whole.statements, start=1):
        end = whole.text.find(statement.text) + len(statement.text)
        text = max(so_far.text, whole.text[:end], key=len)
        so_far = whole.model_copy(update={"text": text, "statements": whole.statements[:count]})
        yield Event(kind=EventKind.STATEMENT, answer=so_far, statement=statement)
    yield Event(kind=EventKind.ANSWER, answer=whole)


def _worded(
    question: Question,
    asked: Sequence[tuple[Part, Found, Draft]],
    setting: Setting,
    knowledge: Knowledge,
    chat: Chat,
    spent: Spending,
    clock: "_Clock",
) -> Iterator[Event]:
    """The answer in the words of a language model, statement by statement; in those of code where it has none."""
    writers = [
        Writer(part, draft, found, setting, knowledge) if _may_word(found, draft) else None
        for part, found, draft in asked
    ]
    evidence = [quote for writer in writers if writer for quote in writer.quotes]
    drafts = [(part.text, draft) for part, _, draft in asked]
    progress = Progress(question, [text for text, _ in drafts], setting, evidence, knowledge)
    yield progress.evidence()
    for place, ((_, draft), writer) in enumerate(zip(list(drafts), writers, strict=True)):
        told: list[DraftStatement] = []
        for statement in writer.statements(chat, spent) if writer else ():
            clock.mark("compose")
            if statement is None:
                yield progress.waiting()
                continue
            told.append(statement)
            if not statement.condition:
                yield progress.statement(place, draft.model_copy(update={"statements": tuple(told)}))
        clock.mark("compose")
        final = draft.model_copy(update={"statements": tuple(told)}) if told else draft
        drafts[place] = (drafts[place][0], verified(final, knowledge))
        progress.finish(place, drafts[place][1])
        clock.mark("verify")
    result = concluded(question, drafts, setting, knowledge, evidence)
    result = result.model_copy(update=_what_became(result, [w for w in writers if w], chat, setting))
    clock.mark("compose")
    yield Event(kind=EventKind.ANSWER, answer=result.model_copy(update={"timings_ms": clock.timings()}))


def _may_word(found: Found, draft: Draft) -> bool:
    """Whether a language model may word the draft: an answer that a person has approved stays as it is."""
    return found.approved is None and can_write(draft)


def _what_became(result: Answer, writers: Sequence[Writer], chat: Chat, setting: Setting) -> dict[str, object]:
    """Who worded the answer, how completely, what was dropped, and a notice where the model gave nothing usable."""
    wrote = any(writer.written for writer in writers)
    without = next((writer for writer in writers if not writer.written), None)
    notices = result.notices
    said = [reason for writer in writers for dropped in writer.dropped for reason in dropped.reasons]
    if without is not None and (without.failure or set(said) != {Fault.REPEATS}):
        key = "degraded_unverified" if without.failure is None and without.dropped else "degraded_failed"
        text = say(f"answers.{key}", setting.language)
        notices = (*notices, Notice(kind=NoticeKind.DEGRADED, text=text))
    return {
        "composer": f"llm:{chat.name}" if wrote else result.composer,
        "completeness": min((writer.completeness for writer in writers), key=list(Completeness)[::-1].index),
        "dropped": tuple(dropped for writer in writers for dropped in writer.dropped),
        "notices": notices,
    }


def setting_at(as_of: datetime, language: Language, knowledge: Knowledge) -> Setting:
    """When and in which language is answered, with the round in force and the sources that were not out yet."""
    day = known_until(as_of)
    to_come = frozenset(info.id for info in knowledge.infos.values() if not info.is_out(day))
    current = current_round(knowledge.program, as_of)
    unannounced = results_to_come(knowledge.program, as_of)
    return Setting(as_of=as_of, language=language, current=current, to_come=to_come, unannounced=unannounced)


def concluded(
    question: Question,
    asked: Sequence[tuple[str, Draft]],
    setting: Setting,
    knowledge: Knowledge,
    numbered: Sequence[Quote] = (),
) -> Answer:
    """The answer from verified drafts of its parts, with the banners that the clock adds. `numbered`: quotes that have
    their numbers already, in this order."""
    notices = [n for _, draft in asked for n in clock_notices(draft, setting, knowledge)]
    return assemble(question, asked, setting, notices, knowledge, numbered)


def told(draft: Draft, about: str, setting: Setting, knowledge: Knowledge) -> Answer:
    """A draft that no question was retrieved for (a guided page's result, about `about`) as an answer: verified the
    same way, under the same contract."""
    question = Question(text=about, as_of=setting.as_of, language=setting.language)
    return concluded(question, [(about, verified(draft, knowledge))], setting, knowledge)


def accepted(question: Question, limit: int) -> Question:
    """The question with invisible characters gone. Raises QuestionRejected when it is empty or too long."""
    if len(question.text) > limit:
        raise QuestionRejected("question_too_long", length=len(question.text), limit=limit)
    whole = question.text.encode("utf-8", "ignore").decode("utf-8")  # half a character is none
    text = fold_width(whole).strip()
    if not any(character.isalnum() for character in text):
        raise QuestionRejected("question_empty")
    return question.model_copy(update={"text": text})


def retrieve_each(part: Part, setting: Setting, knowledge: Knowledge) -> list[tuple[Part, Found]]:
    """What was found for the part, or for each half of 「AとBを教えて」 when both halves have a topic of their own."""
    whole = retrieve(part, setting, knowledge)
    halves = None if asked_difference(part.text, knowledge.program, setting.current) else divided(part)
    if halves is None or not whole.matches or whole.approved is not None:
        return [(part, whole)]
    found = [(half, retrieve(half, setting, knowledge)) for half in halves]
    best = [each.matches[0] for _, each in found if each.matches]
    wanted = max(TOPIC, whole.matches[0].score * HALF_SHARE)
    own = len({match.topic.key for match in best}) == len(halves) and all(match.score >= wanted for match in best)
    return found if own else [(part, whole)]


def retrieve(part: Part, setting: Setting, knowledge: Knowledge) -> Found:
    """The approved answer to just this, the topics that the part is like, and the passages that may settle it. The part
    is embedded once."""
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
    places = chosen(knowledge.index, knowledge.infos, found, scope, ways, rough, _reranking(asked, knowledge))
    support = [knowledge.index.entries[place] for place in places]
    asks = text if asked != text else ""
    matches = knowledge.questions.matches(asked, alike, terms, support, asks=asks, before=before)
    pointed = knowledge.quoted_by([knowledge.questions.place_of(match.topic) for match in matches.topics])
    hits = hits_at(knowledge.index, found, sought, ways, places, pointed)
    return Found(
        terms=terms,
        matches=matches.topics,
        elsewhere=matches.elsewhere,
        hits=tuple(hits),
        approved=_approved(part, vector, setting, knowledge),
    )


def _approved(part: Part, vector: Vectors, setting: Setting, knowledge: Knowledge) -> PublishedEntry | None:
    """The entry of the FAQ that answers the part; none for one that goes on from an earlier question."""
    if knowledge.faq is None or part.before:
        return None
    return knowledge.faq.find(part.text, setting.as_of, setting.language, vector)


def _reranking(asked: str, knowledge: Knowledge) -> Callable[[list[int]], list[int] | None] | None:
    """What puts places in the order in which their passages serve what is asked; None where no reranker is set."""
    reranker = knowledge.reranker
    if reranker is None:
        return None

    def text_of(place: int) -> str:
        return knowledge.index.entries[place].search_text

    return lambda places: reranked(asked, places, text_of, reranker, knowledge.settings.rerank_candidates)


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
