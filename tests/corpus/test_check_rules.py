"""The bundled program's subjects, rules, types and cues: each kind of fault is named with file, path and reason."""

import shutil
from pathlib import Path

import pytest

from advisor.answering.evidence import quotes_of
from advisor.corpus.checks.check import check_corpus
from advisor.knowledge import Knowledge
from advisor.programs.texts import Evidence
from advisor.settings import bundled
from advisor.verifying.values import faults

PROGRAM = "programs/j-innovation-hub.yaml"

FAULTS = [
    # what stands there, what is written instead, code, path, a word of the reason
    ("type: 国際展開型\n", "type: 世界展開型\n", "unknown_type", "types[0].type", "世界展開型"),
    ("    key: hub.operator\n    asks", "    key: hub.operators\n    asks",
     "unknown_fact", "eligibility[1].key", "hub.operators"),
    ("key: eligibility.kosen\n        said_as", "key: eligibility.kousen\n        said_as",
     "unknown_fact", "eligibility[0].values[3].key", "eligibility.kousen"),
    ("  - id: operator\n    name", "  - id: applicant\n    name",
     "duplicate_id", "eligibility[1].id", "eligibility[0]"),
    ('cues: ["@own @runs"', 'cues: ["@owner @runs"', "unknown_word_class", "eligibility[1].values[0].cues[0]", "owner"),
    ("keys: [criteria.process]", "keys: [criteria.proces]", "unknown_fact", "subjects[5].items[2].keys[0]", "proces"),
    ("unknown: [procedure, briefing, contact]", "unknown: [procedure, briefing, contacts]",
     "unknown_subject", "rounds[1].unknown[2]", "contacts"),
    ("unknown: [procedure, briefing, contact]", "unknown: [procedure, briefing]",
     "subject_missing", "rounds[1].unknown", "contact"),
    ("unknown: [procedure, briefing, contact]", "unknown: [procedure, briefing, contact, types]",
     "subject_known", "rounds[1].unknown", "types"),
    ("register_by: 2025-07-22T17:00", "register_by: 2025-07-24T17:00",
     "dates_out_of_order", "rounds[6].briefing.starts_at", "2025-07-24"),
    ("register_by: 2025-07-22T17:00", "register_by: 2025-07-22T16:00",
     "value_not_in_quote", "rounds[6].briefing.register_by", "16:00"),
    ("fiscal_years: 3\n", "fiscal_years: 5\n", "value_not_in_quote", "rounds[1].validity.fiscal_years", "5"),
    ("outcome: not_met", "outcome: maybe", "unknown_value", "eligibility[0].values[9].outcome", "maybe"),
]  # fmt: skip


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """A copy of the whole bundled corpus but the vectors."""
    return Path(shutil.copytree(bundled("corpus"), tmp_path / "corpus", ignore=shutil.ignore_patterns("vectors")))


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault[2]}-{fault[3]}")
def test_fault_is_named_with_path_and_reason(whole: Path, fault: tuple[str, str, str, str, str]) -> None:
    old, new, reason, at, word = fault
    file = whole / PROGRAM
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    found = {(p.code, p.at): p for p in check_corpus(whole)}
    assert (f"corpus_{reason}", at) in found, sorted(found)
    assert word in found[f"corpus_{reason}", at].line()


def test_every_reason_of_a_rule_is_borne_by_the_quote_that_it_is_told_with(knowledge: Knowledge) -> None:
    for rule in knowledge.program.eligibility:
        for value in rule.values:
            for fact in knowledge.questions.by_key[value.key or rule.key].facts:
                quotes = quotes_of((Evidence(source=fact.source, quote=fact.quote), *fact.also), knowledge)
                for text in (value.because.ja, value.because.en) if value.because else ():
                    assert faults(text, quotes, aliases=knowledge.glossary.aliases) == [], (
                        rule.id,
                        value.id,
                        fact.round,
                    )


def test_every_type_of_the_program_has_a_definition_in_each_round_whose_document_is_held(knowledge: Knowledge) -> None:
    for definition in knowledge.program.types:
        rounds = {fact.round for fact in knowledge.questions.by_key[definition.key].facts}
        assert {2, 7} <= rounds
