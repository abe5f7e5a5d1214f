"""The answer to a question that takes something for true: corrected first, or confirmed."""

from datetime import date

from advisor.answering.clock.calls import say_day
from advisor.answering.drafts import Draft, DraftStatement
from advisor.answering.evidence import quotes_of
from advisor.answering.from_facts import difference_notice, fact_statement
from advisor.answering.models import Intent, NoticeKind
from advisor.answering.rounds.claims import asserts
from advisor.answering.rounds.premises import OPEN, Judged, Ruling, affirmed_words, counted_wrong, judge
from advisor.answering.setting import Setting
from advisor.answering.topics import Topic
from advisor.answering.understand import Part
from advisor.knowledge import Knowledge
from advisor.messages import Language, say
from advisor.programs.model import Authority, Fact
from advisor.programs.subjects import in_force
from advisor.programs.texts import Evidence
from advisor.wareki import Moment

_YES, _NO = {Language.JA: "はい、", Language.EN: "Yes, "}, {Language.JA: "いいえ、", Language.EN: "No, "}


def judged(part: Part, topic: Topic, fact: Fact, setting: Setting, knowledge: Knowledge) -> Judged:
    """What the premise of the part comes to, given the fact of the topic that answers it."""
    current = setting.current
    if current is None or fact.round is None or not asserts(part.text):
        return OPEN
    others = [
        other
        for other in topic.facts
        if other.round is not None
        and other.round != fact.round
        and other.round <= current.number
        and other.source not in setting.to_come
        and not (other.says_unknown or other.partial)
    ]
    others.sort(key=lambda o: (knowledge.infos[o.source].authority == Authority.SECONDARY, -(o.round or 0)))
    own = [other for other in knowledge.program.facts if other.round == fact.round]
    return judge(part.text, knowledge.glossary.expand(part.text), fact, others, affirmed_words(own))


def with_premise(draft: Draft, topic: Topic, part: Part, setting: Setting, knowledge: Knowledge) -> Draft:
    """The draft, which answers by the topic's fact, with what the part takes for true corrected or confirmed first."""
    fact = in_force(topic.facts, part.round, setting.current, setting.to_come)
    if fact is None or not draft.statements:
        return draft
    ruling = judged(part, topic, fact, setting, knowledge)
    said = fact_statement(fact, setting.language, knowledge)
    first = next((statement for statement in draft.statements if statement.text == said.text), None)
    if ruling.ruling is Ruling.OPEN or first is None:
        return draft
    rest = [statement for statement in draft.statements if statement is not first]
    if ruling.ruling is Ruling.TRUE:  # a day that is rightly taken for the deadline needs no verdict of its own
        days = {say_day(day, setting.language) for moment in part.dates if (day := _day(moment)) is not None}
        rest = [statement for statement in rest if not days & set(statement.computed)]
    statements = (*corrected(first, fact, ruling, setting.language, knowledge), *rest)
    lead = "" if ruling.ruling is Ruling.FALSE else draft.lead
    notices = draft.notices
    if ruling.older is not None:
        older = fact_statement(ruling.older, setting.language, knowledge)
        told = difference_notice(ruling.older.round or 0, older, setting.language)
        notices = (told, *(n for n in notices if n.kind is not NoticeKind.ROUND_DIFFERENCE))
    return draft.model_copy(update={"statements": statements, "lead": lead, "notices": notices})


def with_types(draft: Draft, part: Part, setting: Setting, knowledge: Knowledge) -> Draft:
    """The draft on types, with a wrong number of them corrected first."""
    told = types_statement(part, setting, knowledge) if draft.intent is Intent.TYPE_SELECTION else None
    return draft if told is None else draft.model_copy(update={"statements": (told, *draft.statements)})


def _day(moment: Moment) -> date | None:
    return date(moment.year, moment.month, moment.day) if moment.year and moment.month and moment.day else None


def corrected(
    first: DraftStatement, fact: Fact, ruling: Judged, language: Language, knowledge: Knowledge
) -> list[DraftStatement]:
    """The statement of `fact` with the ruling said before it."""
    bare = without_yes_or_no(first.text, language)
    if ruling.older is not None:
        older = ruling.older
        named = say("answers.round", language, round=older.round)
        quotes = quotes_of((Evidence(source=older.source, quote=older.quote), *older.also), knowledge)
        text = say("differences.not_that", language, round=named)
        now = say("answers.round", language, round=fact.round)
        told = say("differences.now_said", language, round=now, statement=bare)
        label = told[: len(told) - len(bare)]
        said = first.model_copy(update={"text": told, "computed": (*first.computed, label)})
        return [DraftStatement(text=text, quotes=quotes, computed=(named,)), said]
    if ruling.says:
        text = say("differences.not_so_says", language, quote=ruling.says)
        return [DraftStatement(text=text, quotes=first.quotes), first.model_copy(update={"text": bare})]
    key = "so" if ruling.ruling is Ruling.TRUE else "not_so"
    glue = "" if language is Language.JA else " "
    return [first.model_copy(update={"text": f"{say(f'differences.{key}', language)}{glue}{bare}"})]


def types_statement(part: Part, setting: Setting, knowledge: Knowledge) -> DraftStatement | None:
    """The correction of a question that takes another number of types for true; None where it does not."""
    types = knowledge.program.types
    if setting.current is None or counted_wrong(part.text, {"type": len(types)}) is None:
        return None
    keys = [definition.key for definition in types]
    facts = [f for f in knowledge.program.facts if f.key in keys and f.round == setting.current.number]
    if len(facts) < len(types):
        return None
    language = setting.language
    names = ("と" if language is Language.JA else " and ").join(definition.type for definition in types)
    count = say("differences.types_count", language, count=len(types))
    text = say("differences.types_are", language, names=names, count=count)
    quotes = quotes_of([Evidence(source=fact.source, quote=fact.quote) for fact in facts], knowledge)
    return DraftStatement(text=text, quotes=quotes, computed=(count,))


def without_yes_or_no(text: str, language: Language) -> str:
    """A sentence without the はい or いいえ by which it answers its own question."""
    for word in (_YES[language], _NO[language]):
        if text.startswith(word):
            rest = text.removeprefix(word)
            return rest[:1].upper() + rest[1:] if language is Language.EN else rest
    return text
