"""The answer to a question that takes something for true: corrected first, or confirmed."""

from collections.abc import Sequence

from advisor.answering.claims import asserts
from advisor.answering.drafts import DraftStatement
from advisor.answering.evidence import quotes_of
from advisor.answering.premises import OPEN, Judged, Ruling, affirmed_words, counted_wrong, judge
from advisor.answering.setting import Setting
from advisor.answering.topics import Topic
from advisor.answering.understand import Part
from advisor.knowledge import Knowledge
from advisor.messages import Language, say
from advisor.programs.model import Authority, Fact
from advisor.programs.texts import Evidence

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


def corrected(
    statements: Sequence[DraftStatement], fact: Fact, ruling: Judged, language: Language, knowledge: Knowledge
) -> list[DraftStatement]:
    """The statements of an answer, the first of which is that of `fact`, with the ruling said before all."""
    if ruling.ruling is Ruling.OPEN or not statements:
        return list(statements)
    first, rest = statements[0], statements[1:]
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
        return [DraftStatement(text=text, quotes=quotes, computed=(named,)), said, *rest]
    if ruling.says:
        text = say("differences.not_so_says", language, quote=ruling.says)
        correction = DraftStatement(text=text, quotes=first.quotes)
        return [correction, first.model_copy(update={"text": bare}), *rest]
    key = "so" if ruling.ruling is Ruling.TRUE else "not_so"
    glue = "" if language is Language.JA else " "
    text = f"{say(f'differences.{key}', language)}{glue}{bare}"
    return [first.model_copy(update={"text": text}), *rest]


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
