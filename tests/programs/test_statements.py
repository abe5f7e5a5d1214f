"""The bundled programs: every sentence that an answer may use holds against its own quotes, in both languages."""

import pytest

from advisor.answering.evidence import quotes_of
from advisor.answering.topics import topics_of
from advisor.corpus.hubs import hub_passage
from advisor.knowledge import Knowledge
from advisor.programs.model import Fact
from advisor.programs.texts import Evidence
from advisor.verifying.values import faults

LANGUAGES = ("ja", "en")


def facts_of(knowledge: Knowledge) -> list[Fact]:
    return [fact for program in knowledge.programs for fact in program.facts]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_statement_passes_the_verifier(knowledge: Knowledge, language: str) -> None:
    broken = []
    for fact in facts_of(knowledge):
        quotes = quotes_of((Evidence(source=fact.source, quote=fact.quote), *fact.also), knowledge)
        text = getattr(fact.statement, language)
        wrong = faults(text, quotes, texts=knowledge.texts, aliases=knowledge.glossary.aliases)
        if wrong:
            broken.append((fact.key, fact.round, wrong, text))
    assert broken == []


def test_what_follows_and_what_is_nearest_exists(knowledge: Knowledge) -> None:
    known = {fact.key for fact in facts_of(knowledge)}
    named = {key for fact in facts_of(knowledge) for key in fact.then}
    named |= {key for program in knowledge.programs for gap in program.gaps for key in gap.nearest}
    assert named - known == set()


def test_every_topic_is_asked_for_and_those_of_the_program_in_both_languages(knowledge: Knowledge) -> None:
    for topic in topics_of(knowledge.programs):
        assert topic.asked_as, topic.key
    for topic in topics_of([knowledge.program]):
        if topic.hub or topic.elsewhere:
            continue
        assert {question.isascii() for question in topic.asked_as} == {True, False}, topic.key


def test_no_fact_follows_itself(knowledge: Knowledge) -> None:
    assert [fact.key for fact in facts_of(knowledge) if fact.key in fact.then] == []


def test_a_key_has_one_fact_a_round_and_one_intent(knowledge: Knowledge) -> None:
    for topic in topics_of(knowledge.programs):
        rounds = [fact.round for fact in topic.facts]
        assert len(rounds) == len(set(rounds)), topic.key
        assert len({fact.intent for fact in topic.facts}) <= 1, topic.key


def test_every_call_and_contact_is_found_in_its_source(knowledge: Knowledge) -> None:
    for round_ in knowledge.program.rounds:
        evidence = (*round_.call.evidence, *round_.call.results_evidence)
        evidence += round_.contact.evidence if round_.contact else ()
        for item in evidence:
            assert item.quote in knowledge.texts[item.source], round_.number


def test_every_hub_can_be_found(knowledge: Knowledge) -> None:
    searched = {entry.search_text for entry in knowledge.index.entries if entry.source_id == "hubs"}
    assert len(searched) == len(knowledge.hubs)
    assert all(hub.university in hub_passage(hub) for hub in knowledge.hubs)
