"""The extractive composer: program facts first, quoted sentences where no fact fits, and knowing when neither does.

Thresholds were set on the development questions; they decide about classes of questions, never about one.
"""

from collections.abc import Sequence
from datetime import datetime

from advisor.answering.calls import clock_notice, clock_sentence, day_sentences
from advisor.answering.drafts import Draft, DraftNotice, DraftStatement, Quote
from advisor.answering.extracts import as_quote, extract, readable
from advisor.answering.models import Clarification, Intent, NoticeKind, Status
from advisor.answering.precedents import hub_statements, incomplete_notice, read_query, select
from advisor.answering.topics import Match, Topic
from advisor.answering.understand import Part
from advisor.folding import search_form
from advisor.knowledge import Knowledge
from advisor.messages import Language, say
from advisor.programs.model import Authority, Evidence, Fact, Round
from advisor.programs.schedule import Phase, call_state
from advisor.retrieval.search import Hit, Terms
from advisor.values import Value
from advisor.wareki import dates_in

TOPIC = 8.0  # likeness from which a topic is answered; questions on other things stay below it
CERTAIN = 15.0  # likeness from which a topic comes before a look at the list of hubs
CLOSE = 0.05  # two topics that differ by less than this share are both meant by a very short question
RELATED = 0.75  # share of the best likeness from which a further topic may add to the answer
ADDS = 0.15  # share of the question's words that a further topic must add
ENOUGH = 0.55  # share of a question's words that a passage must hold to be quoted
ENOUGH_ENGLISH = 0.86  # cosine that a passage must reach to be quoted for an English question
SHORT = 9  # characters up to which a question may be too short to tell two topics apart

_DIFFERENCE_INTENTS = {Intent.OBLIGATION, Intent.SUPPORT_MENU, Intent.CRITERIA, Intent.ELIGIBILITY, Intent.PROCEDURE}
_NOT_QUOTED = {"facts", "precedent"}  # compilations: told as checked facts and rows, never as found sentences
_CLOCK_INTENTS = frozenset(Intent) - {Intent.BACKGROUND, Intent.PRECEDENT, Intent.OTHER}


class Found(Value):
    """What retrieval found for one part of a question."""

    terms: Terms
    matches: tuple[Match, ...]
    hits: tuple[Hit, ...]


class Setting(Value):
    """When and in which language a part is answered."""

    as_of: datetime
    language: Language
    current: Round | None


def compose(part: Part, found: Found, setting: Setting, knowledge: Knowledge) -> Draft:
    """The answer to one part of a question, to be verified."""
    hubs = _from_hubs(part, found, setting, knowledge)
    if hubs is not None:
        return hubs
    match = _chosen(part, found, setting)
    if match is not None and match.topic.gap is not None:
        return _from_gap(match.topic, setting, knowledge)
    if match is not None:
        close = _equally_close(part, found, match)
        if close:
            return _clarify([match, *close], setting)
        draft = _from_facts([match.topic, *_further(found, match, knowledge)], part, setting, knowledge)
        return _as_of_last_call(draft, setting) if part.next_call else draft
    return _from_passages(part, found, setting, knowledge) or _not_found(part, found, setting, knowledge)


def _chosen(part: Part, found: Found, setting: Setting) -> Match | None:
    """The topic that the question is about, if it is likely enough."""
    likely = [match for match in found.matches if match.score >= TOPIC]
    if not likely:
        return None
    told = [m for m in likely if m.topic.gap or fact_in_force(m.topic, part.round, setting)]
    # the best topic may say nothing on this round where one that is nearly as likely does
    return told[0] if told and told[0].score >= likely[0].score * RELATED else likely[0]


def _equally_close(part: Part, found: Found, best: Match) -> list[Match]:
    """Other topics that a very short question may as well be about."""
    if len(search_form(part.text)) > SHORT:
        return []
    return [
        m
        for m in found.matches[1:3]
        if m.score > best.score * (1 - CLOSE) and m.topic.intent is not best.topic.intent and not m.topic.gap
    ]


def _further(found: Found, best: Match, knowledge: Knowledge) -> list[Topic]:
    """A topic beside the best one that speaks to words of the question that the best one leaves out."""
    questions = knowledge.questions
    covered = questions.share(found.terms, [best.topic])
    for match in found.matches[1:4]:
        if match.topic.gap is not None or match.score < max(TOPIC, best.score * RELATED):
            continue
        if questions.share(found.terms, [best.topic, match.topic]) - covered >= ADDS:
            return [match.topic]
    return []


def _from_facts(topics: Sequence[Topic], part: Part, setting: Setting, knowledge: Knowledge) -> Draft:
    """The fact of the first topic with its conditions; the facts of further topics after it."""
    topic = topics[0]
    fact = fact_in_force(topic, part.round, setting)
    if fact is None:
        return _round_unknown(topic, part, setting, knowledge)
    language = setting.language
    notices: list[DraftNotice] = []
    statements = [_statement(fact, language, knowledge)]
    status = Status.PARTIAL if fact.partial else Status.ANSWERED
    current = setting.current
    if fact.round is not None and current is not None and fact.round != current.number:
        key = "notice_older_round" if part.round == fact.round else "notice_other_round"
        text = say(f"answers.{key}", language, round=fact.round, current=current.number)
        notices.append(DraftNotice(kind=NoticeKind.SUPERSEDED, text=text))
        if part.round is None:
            status = Status.PARTIAL
    others = [fact_in_force(further, part.round, setting) for further in topics[1:]]
    statements += [_statement(other, language, knowledge) for other in others if other is not None]
    for key in fact.then:
        condition = fact_in_force(knowledge.questions.by_key[key], part.round, setting)
        if condition is not None and condition not in others:
            statements.append(_statement(condition, language, knowledge, condition=True))
    if topic.intent is Intent.SCHEDULE:
        statements = _with_clock(statements, fact, part, setting, knowledge)
    notices += _differences(topic, fact, setting, knowledge)
    notices += _nature_notices([fact], setting, knowledge)
    return Draft(
        intent=topic.intent,
        status=status,
        statements=tuple(statements),
        notices=tuple(notices),
        round=fact.round if fact.round is not None else (current.number if current else None),
    )


def _as_of_last_call(draft: Draft, setting: Setting) -> Draft:
    """The draft for a question about a call that no source knows yet: what the last one said; it may differ."""
    lead = say("answers.next_call_unknown", setting.language)
    return draft.model_copy(update={"lead": lead, "status": Status.PARTIAL})


def fact_in_force(topic: Topic, named: int | None, setting: Setting) -> Fact | None:
    """The fact of the named round, or else of the round in force, or else of the newest one before it.

    Never one of a later round: it was not known at `as_of`.
    """
    timeless = next((fact for fact in topic.facts if fact.round is None), None)
    if named is not None:
        return next((fact for fact in topic.facts if fact.round == named), timeless)
    number = setting.current.number if setting.current else 0
    known = [fact for fact in topic.facts if fact.round is not None and fact.round <= number]
    return max(known, key=lambda fact: fact.round or 0, default=timeless)


def _statement(fact: Fact, language: Language, knowledge: Knowledge, condition: bool = False) -> DraftStatement:
    text = fact.statement.ja if language is Language.JA else fact.statement.en
    evidence = (Evidence(source=fact.source, quote=fact.quote), *fact.also)
    return DraftStatement(text=text, quotes=quotes_of(evidence, knowledge), condition=condition)


def quotes_of(evidence: Sequence[Evidence], knowledge: Knowledge) -> tuple[Quote, ...]:
    """Evidence with its places in the sources."""
    found = []
    for item in evidence:
        start = knowledge.texts[item.source].find(item.quote)
        found.append(Quote(source_id=item.source, start=start, end=start + len(item.quote), text=item.quote))
    return tuple(found)


def _with_clock(
    statements: list[DraftStatement], fact: Fact, part: Part, setting: Setting, knowledge: Knowledge
) -> list[DraftStatement]:
    """Days left, and verdicts on days that the question names, around a fact that gives the deadline."""
    round_ = next((r for r in knowledge.program.rounds if r.number == fact.round), None)
    if round_ is None or round_.call.closes_at is None or not _gives_deadline(fact, round_):
        return statements
    quotes = quotes_of(round_.call.evidence, knowledge)
    state = call_state(round_, setting.as_of)
    days = day_sentences(part.dates, state, quotes, setting.language)
    clock = clock_sentence(state, quotes, setting.language)
    told = [clock] if clock is not None else []
    first = told if state.phase is not Phase.OPEN else []
    last = told if state.phase is Phase.OPEN else []
    return [*days, *first, *statements[:1], *last, *statements[1:]]


def _gives_deadline(fact: Fact, round_: Round) -> bool:
    closing = round_.call.closes_at
    return closing is not None and any(
        (moment.month, moment.day) == (closing.month, closing.day) for moment in dates_in(fact.quote)
    )


def _differences(topic: Topic, fact: Fact, setting: Setting, knowledge: Knowledge) -> list[DraftNotice]:
    """What an official document of another round says instead, the nearest one."""
    if topic.intent not in _DIFFERENCE_INTENTS or fact.round is None:
        return []
    current = setting.current.number if setting.current else 0
    others = [
        other
        for other in topic.facts
        if other.round is not None
        and other.round not in {fact.round}
        and other.round <= current
        and other.statement.ja != fact.statement.ja
        and knowledge.infos[other.source].authority is not Authority.SECONDARY
    ]
    if not others:
        return []
    other = max(others, key=lambda o: o.round or 0)
    said = _statement(other, setting.language, knowledge)
    text = say("answers.notice_difference", setting.language, round=other.round, statement=said.text)
    return [DraftNotice(kind=NoticeKind.ROUND_DIFFERENCE, text=text, quotes=said.quotes)]


def _nature_notices(facts: Sequence[Fact], setting: Setting, knowledge: Knowledge) -> list[DraftNotice]:
    """That a source is history, or a compilation."""
    found = []
    for fact in facts:
        info = knowledge.infos[fact.source]
        if fact.historical or info.kind in {"background", "policy", "qa"}:
            found.append(_historical(info.issued_on, setting.language))
        if info.authority is Authority.SECONDARY:
            text = say("answers.notice_unofficial", setting.language)
            found.append(DraftNotice(kind=NoticeKind.UNOFFICIAL, text=text))
    return found


def _historical(issued_on: str, language: Language) -> DraftNotice:
    text = say("answers.notice_historical", language, issued_on=issued_on)
    return DraftNotice(kind=NoticeKind.HISTORICAL, text=text)


def clock_notices(draft: Draft, setting: Setting, knowledge: Knowledge) -> list[DraftNotice]:
    """Where the call stands, beside an answer about the program."""
    if setting.current is None or draft.intent not in _CLOCK_INTENTS or draft.status is Status.REFUSED:
        return []
    if any(notice.kind is NoticeKind.HISTORICAL for notice in draft.notices):
        return []
    number = draft.round if draft.round is not None else setting.current.number
    round_ = next((r for r in knowledge.program.rounds if r.number == number), setting.current)
    quotes = quotes_of(round_.call.evidence, knowledge)
    notice = clock_notice(call_state(round_, setting.as_of), quotes, setting.language)
    return [notice] if notice is not None else []


def _from_hubs(part: Part, found: Found, setting: Setting, knowledge: Knowledge) -> Draft | None:
    source_id = next((info.id for info in knowledge.infos.values() if info.kind == "precedent"), None)
    text = f"{part.before} {part.text}".strip()
    named = knowledge.glossary.named(text)
    query = read_query(text, knowledge.hubs, part.round, named, knowledge.index.lexical.weight)
    if query is None or source_id is None:
        return None
    best = found.matches[0] if found.matches else None
    narrow = query.names or query.universities or query.elsewhere or query.prefectures or query.lists or query.words
    rather = best is not None and best.score >= (CERTAIN if narrow else TOPIC) and not query.names
    if rather and best is not None and (best.topic.intent is not Intent.PRECEDENT or not narrow):
        return None
    hubs = select(knowledge.hubs, query, setting.as_of)
    notices = (incomplete_notice(setting.language),)
    if not hubs:
        if best is not None and best.score >= TOPIC and not query.elsewhere:
            return None
        lead = say("answers.hubs_none", setting.language)
        return Draft(intent=Intent.PRECEDENT, status=Status.ABSTAINED, lead=lead, notices=notices)
    statements = hub_statements(hubs, query, source_id, knowledge.texts[source_id], setting.language)
    return Draft(
        intent=Intent.PRECEDENT, status=Status.ANSWERED, statements=tuple(statements), notices=notices, round=part.round
    )


def _from_gap(topic: Topic, setting: Setting, knowledge: Knowledge) -> Draft:
    if topic.gap is None:
        raise ValueError(f"{topic.key} is no gap")
    statement = topic.gap.statement.ja if setting.language is Language.JA else topic.gap.statement.en
    return Draft(
        intent=topic.intent,
        status=Status.ABSTAINED,
        lead=statement,
        closing=_can_answer(topic.gap.nearest, setting, knowledge),
    )


def _can_answer(keys: Sequence[str], setting: Setting, knowledge: Knowledge) -> str:
    """What can be asked instead: the plainest question of each key, in the language of the answer."""
    asked = []
    for key in keys[:3]:
        examples = knowledge.questions.by_key[key].asked_as
        fitting = [q for q in examples if q.isascii() == (setting.language is Language.EN)]
        asked += fitting[:1]
    if not asked:
        return ""
    marks = ("「", "」") if setting.language is Language.JA else ('"', '"')
    quoted = (" " if setting.language is Language.EN else "").join(f"{marks[0]}{q}{marks[1]}" for q in asked)
    return say("answers.can_answer", setting.language, questions=quoted)


def _from_passages(part: Part, found: Found, setting: Setting, knowledge: Knowledge) -> Draft | None:
    """The sentences of the best passages, when they hold enough of the question's words."""
    quotable = [h for h in found.hits if knowledge.infos[h.entry.source_id].kind not in _NOT_QUOTED]
    hits = [hit for hit in quotable if not hit.neighbour and _is_enough(hit, found, setting)]
    if not hits:
        return None
    statements: list[DraftStatement] = []
    for hit in hits[:2]:
        part_of = extract(hit.entry.passage, found.terms, knowledge.index.lexical.weight)
        quote = as_quote(hit.entry.source_id, part_of)
        if any(
            quote.source_id == q.source_id and quote.start < q.end and q.start < quote.end
            for s in statements
            for q in s.quotes
        ):
            continue
        text = say("answers.quoted", setting.language, quote=readable(quote.text))
        statements.append(DraftStatement(text=text, quotes=(quote,), condition=bool(statements)))
    best = knowledge.infos[hits[0].entry.source_id]
    notices = []
    if best.kind in {"background", "policy", "qa"}:
        notices.append(_historical(best.issued_on, setting.language))
    if best.authority is Authority.SECONDARY:
        notices.append(DraftNotice(kind=NoticeKind.UNOFFICIAL, text=say("answers.notice_unofficial", setting.language)))
    return Draft(
        intent=_intent_of(found, Intent.BACKGROUND if best.round is None else Intent.OTHER),
        status=Status.ANSWERED,
        statements=tuple(statements),
        notices=tuple(notices),
        round=best.round,
    )


def _overlap(one: Quote, other: Quote) -> bool:
    return one.source_id == other.source_id and one.start < other.end and other.start < one.end


def _is_enough(hit: Hit, found: Found, setting: Setting) -> bool:
    if setting.language is Language.EN and not found.terms.expansion:
        return hit.dense >= ENOUGH_ENGLISH
    return hit.covered >= ENOUGH and hit.lexical > 0


def _intent_of(found: Found, otherwise: Intent) -> Intent:
    return found.matches[0].topic.intent if found.matches and found.matches[0].score >= TOPIC else otherwise


def _round_unknown(topic: Topic, part: Part, setting: Setting, knowledge: Knowledge) -> Draft:
    language = setting.language
    number = part.round if part.round is not None else (setting.current.number if setting.current else 0)
    return Draft(
        intent=topic.intent,
        status=Status.ABSTAINED,
        lead=say("answers.round_unknown", language, round=number),
        notices=tuple(_known_elsewhere(topic, setting, knowledge)),
        round=number or None,
    )


def _known_elsewhere(topic: Topic, setting: Setting, knowledge: Knowledge) -> list[DraftNotice]:
    fact = fact_in_force(topic, None, setting)
    if fact is None or fact.round is None:
        return []
    said = _statement(fact, setting.language, knowledge)
    text = say("answers.notice_difference", setting.language, round=fact.round, statement=said.text)
    return [DraftNotice(kind=NoticeKind.ROUND_DIFFERENCE, text=text, quotes=said.quotes)]


def _clarify(matches: Sequence[Match], setting: Setting) -> Draft:
    options = []
    for match in matches:
        fitting = [q for q in match.topic.asked_as if q.isascii() == (setting.language is Language.EN)]
        options += fitting[:1]
    question = say("answers.clarify", setting.language)
    return Draft(
        intent=matches[0].topic.intent,
        status=Status.CLARIFY,
        lead=question,
        clarification=Clarification(question=question, options=tuple(options)),
    )


def _not_found(part: Part, found: Found, setting: Setting, knowledge: Knowledge) -> Draft:
    """Nothing settles the question: off topic when none of its words is ours, else not known."""
    language = setting.language
    if not part.next_call and not _is_ours(part, found, knowledge):
        return Draft(intent=Intent.OTHER, status=Status.REFUSED, lead=say("answers.refused_off_topic", language))
    titles = list(dict.fromkeys(knowledge.infos[hit.entry.source_id].title for hit in found.hits[:6]))
    separator = "、" if language is Language.JA else "; "
    looked_at = say("answers.looked_at", language, titles=separator.join(titles)) if titles else ""
    key = "next_call_unknown" if part.next_call else "not_found"
    return Draft(
        intent=_intent_of(found, Intent.OTHER),
        status=Status.ABSTAINED,
        lead=say(f"answers.{key}", language),
        closing=looked_at,
    )


def _is_ours(part: Part, found: Found, knowledge: Knowledge) -> bool:
    """Whether a question is about the program or its field at all."""
    if knowledge.glossary.mentions(part.text):
        return True
    return bool(found.matches) and found.matches[0].score >= TOPIC
