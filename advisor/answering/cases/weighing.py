"""A described hub as a draft: what speaks for which type, with the definitions' quotes and the describer's words."""

import re
from collections.abc import Sequence

import numpy as np

from advisor.answering.drafts import Draft, DraftStatement, Quote
from advisor.answering.evidence import quotes_of
from advisor.answering.models import Clarification, Intent, Status
from advisor.answering.notices import closed_lead, nature_notices
from advisor.answering.setting import Setting
from advisor.knowledge import Knowledge
from advisor.messages import Language, say
from advisor.programs.cues import Clause, clauses_of
from advisor.programs.model import Fact
from advisor.programs.subjects import in_force
from advisor.programs.texts import Evidence
from advisor.programs.type_evidence import TypeEvidence, leaning, weigh

_ALIKE = 0.87  # cosine from which a clause without a cue is taken for what an example says …
_AHEAD = 0.012  # … when every other part of a definition is at least this much less alike
_MOST_LIKENED = 8  # clauses of one description that are embedded
_MOST_WORDS = 3  # clauses shown for one part of a definition
# a clause that only asks which type it is says nothing of the hub
ASKS_WHICH = re.compile(
    r"どちら|どっち|どの(?:類型|型|タイプ|枠)|何型|類型(?:は|を|って|に|で|の選び)|向き|向いて|でいけ|で出せ|で出す|で申請|に当た|に該当"
    r"|\b(?:which|what) (?:type|category|track)\b|\b(?:type|category|track)\b.{0,30}\?"
)


def weighed(description: str, knowledge: Knowledge) -> tuple[TypeEvidence, ...]:
    """The evidence in a description for each type. A few clauses without any cue are embedded."""
    clauses = [c for c in clauses_of(description) if not (ASKS_WHICH.search(c.folded) and len(c.folded) < 16)]
    tried: list[str] = []

    def closest(clause: Clause) -> tuple[str, str] | None:
        if len(tried) >= _MOST_LIKENED or ASKS_WHICH.search(clause.folded):
            return None
        tried.append(clause.text)
        vector = np.asarray(knowledge.embedder.embed_query(clause.text), dtype=np.float32)
        like = knowledge.sayings.closest(vector)
        if like is None or like.cosine < _ALIKE or like.margin < _AHEAD:
            return None
        return like.saying.type_id, like.saying.element_id

    return weigh(clauses, knowledge.program.types, knowledge.cues, closest)


def definition_of(
    evidence: TypeEvidence, setting: Setting, knowledge: Knowledge, round_number: int | None = None
) -> Fact | None:
    """The fact that defines the type at that time."""
    facts = knowledge.questions.by_key[evidence.definition.key].facts
    return in_force(facts, round_number, setting.current, setting.to_come)


def weighed_draft(
    evidence: Sequence[TypeEvidence], setting: Setting, knowledge: Knowledge, round_number: int | None = None
) -> Draft:
    """Which way the description leans, each definition, what speaks for and against it, and what is missing."""
    language = setting.language
    facts = [definition_of(each, setting, knowledge, round_number) for each in evidence]
    if any(fact is None for fact in facts):
        number = round_number if round_number is not None else (setting.current.number if setting.current else 0)
        lead = say("answers.round_unknown", language, round=number)
        return Draft(intent=Intent.TYPE_SELECTION, status=Status.ABSTAINED, lead=lead)
    quotes = [_quotes(fact, knowledge) for fact in facts if fact is not None]
    every = tuple(quote for each in quotes for quote in each)
    lean = leaning(evidence)
    statements = [DraftStatement(text=summary(evidence, language), quotes=every)]
    for each, fact, of_type in zip(evidence, facts, quotes, strict=True):
        if fact is not None:
            statement = say("types.definition", language, statement=fact.statement.said(language))
            statements.append(DraftStatement(text=statement, quotes=of_type, condition=True))
        statements += _evidence_statements(each, of_type, language)
    asked = _ask(evidence, language) if lean is None or lean.missing else None
    known = [fact for fact in facts if fact is not None]
    return Draft(
        intent=Intent.TYPE_SELECTION,
        status=Status.ANSWERED if lean is not None and not lean.missing else Status.PARTIAL,
        statements=tuple(statements),
        notices=tuple(nature_notices(known, setting, knowledge)),
        lead=closed_lead(known[0].round, setting, knowledge),
        clarification=asked,
        round=known[0].round,
    )


def summary(evidence: Sequence[TypeEvidence], language: Language) -> str:
    """Which way the description leans, in one sentence."""
    lean = leaning(evidence)
    if lean is not None:
        name = lean.definition.name.said(language)
        if not lean.missing:
            return say("types.leaning", language, type=name)
        return say("types.leaning_incomplete", language, type=name, missing=_names(lean, language))
    some = [each for each in evidence if each.has_some]
    if len(some) > 1:
        return say("types.both", language)
    if some:
        return say("types.mixed", language, type=some[0].definition.name.said(language))
    denied = [each for each in evidence if each.has_against and not each.has_some]
    if len(denied) == 1:
        return say("types.against_only", language, type=denied[0].definition.name.said(language))
    return say("types.neither", language)


def would_change(evidence: Sequence[TypeEvidence], language: Language) -> tuple[str, ...]:
    """What, if it were known, would tip the balance or confirm it: a sentence for each part that nothing speaks for."""
    lean = leaning(evidence)
    found = []
    for each in evidence:
        key = "would_change" if lean is None or each is lean else "would_change_away"
        for element in each.missing:
            found.append(
                say(
                    f"types.{key}", language, type=each.definition.name.said(language), asks=element.asks.said(language)
                )
            )
    return tuple(found)


def _evidence_statements(each: TypeEvidence, quotes: tuple[Quote, ...], language: Language) -> list[DraftStatement]:
    name = each.definition.name.said(language)
    found = []
    for part in each.elements:
        for key, words in (("for", part.speaks_for), ("against", part.against)):
            if words:
                shown = _words(words, language)
                text = say(f"types.{key}", language, type=name, element=part.element.name.said(language), words=shown)
                found.append(DraftStatement(text=text, quotes=quotes, computed=(shown,), condition=True))
    if each.missing and each.has_some:
        asks = "; ".join(element.asks.said(language) for element in each.missing)
        text = say("types.missing", language, type=name, asks=asks)
        found.append(DraftStatement(text=text, quotes=quotes, condition=True))
    return found


def _words(words: Sequence[str], language: Language) -> str:
    return "".join(say("types.word", language, words=_trimmed(text)) for text in words[:_MOST_WORDS])


def _trimmed(text: str) -> str:
    """The asker's words without the marks around them; brackets would break ours."""
    return text.strip(" 　、。，,;；?？!！\n").replace("「", "『").replace("」", "』")


def _names(evidence: TypeEvidence, language: Language) -> str:
    separator = "、" if language is Language.JA else "; "
    return separator.join(element.name.said(language) for element in evidence.missing)


def _ask(evidence: Sequence[TypeEvidence], language: Language) -> Clarification:
    """The one thing to ask: what is missing of the type leaned to, or what the hub does at all."""
    lean = leaning(evidence)
    if lean is not None and lean.missing:
        asks = lean.missing[0].asks.said(language)
        return Clarification(question=say("types.ask_missing", language, asks=asks))
    if all(each.has_some for each in evidence):
        names = tuple(each.definition.elements[0].name.said(language) for each in evidence)
        return Clarification(question=say("types.ask_weight", language), options=names)
    return Clarification(question=say("types.ask", language))


def _quotes(fact: Fact, knowledge: Knowledge) -> tuple[Quote, ...]:
    return quotes_of((Evidence(source=fact.source, quote=fact.quote), *fact.also), knowledge)
