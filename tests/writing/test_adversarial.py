"""evals/adversarial/outputs.jsonl: what a hallucinating or manipulated model writes never reaches the reader."""

import json
from pathlib import Path
from typing import Any

import answer_contract
import pytest
from writing.conftest import Extractive
from writing.model import Model, degraded, texts, written

from advisor.answering.flow import answer
from advisor.answering.models import Answer, Completeness, Question
from advisor.dates import parse_as_of
from advisor.knowledge import Knowledge
from advisor.messages import say
from advisor.verifying.faults import Fault

FOLDER = Path(__file__).parents[2] / "evals" / "adversarial"
LINES: list[dict[str, Any]] = [
    json.loads(line) for line in (FOLDER / "outputs.jsonl").read_text(encoding="utf-8").splitlines()
]
ONE_OF_EACH = list({line["attack"]: line for line in LINES}.values())
# every third in make test, all in make test-slow
SOME_AND_THE_REST = [
    pytest.param(line, marks=[pytest.mark.slow] if place % 3 else []) for place, line in enumerate(LINES)
]


def ids(lines: list[dict[str, Any]]) -> list[str]:
    return [line["id"] for line in lines]


def asked(line: dict[str, Any], again: str, model: Model, knowledge: Knowledge) -> Answer:
    """The answer to the line's question when the model writes its statements, and `again` when they are sent back."""
    model.first, model.again = written(*line["statements"]), again
    question = Question(text=line["question"], as_of=parse_as_of(line["as_of"]))
    return answer(question, knowledge, model.chat)


def shown(line: dict[str, Any], found: Answer) -> list[str]:
    """Those of the line's statements that the reader sees."""
    bad = [said["text"] for said in line["statements"]]
    return [text for text in bad if text in found.text or text in texts(found)]


def check_is_as_without_a_model(line: dict[str, Any], found: Answer, extractive: Extractive) -> None:
    """The answer of code stands, and says honestly that the model was of no help."""
    plain = extractive(line["question"], line["as_of"])
    assert texts(found) == texts(plain)
    assert found.status is plain.status
    assert found.composer == "extractive"
    assert found.completeness is Completeness.NONE
    reasons = {reason for dropped in found.dropped for reason in dropped.reasons}
    told = [] if reasons == {Fault.REPEATS} else [say("answers.degraded_unverified", found.language)]
    assert degraded(found) == told


def test_lines_are_complete() -> None:
    assert len(LINES) >= 72
    assert len(set(ids(LINES))) == len(LINES)
    assert sum(line["question"].isascii() for line in LINES) >= 18
    for line in LINES:
        assert set(line) == {"id", "question", "as_of", "attack", "statements", "reasons"}
        assert all(set(said) == {"text", "passages", "quote"} for said in line["statements"])
        assert line["reasons"]
        assert set(line["reasons"]) <= set(Fault)


@pytest.mark.parametrize("line", SOME_AND_THE_REST, ids=ids(LINES))
def test_bad_sentence_never_reaches_the_reader(
    line: dict[str, Any], model: Model, extractive: Extractive, knowledge: Knowledge
) -> None:
    found = asked(line, written(*line["statements"]), model, knowledge)
    assert shown(line, found) == []
    for said in line["statements"]:
        reasons = {r for dropped in found.dropped if dropped.text == said["text"] for r in dropped.reasons}
        assert reasons & set(line["reasons"]), reasons
    sent_back = any(dropped.repaired for dropped in found.dropped)  # and it came back no better
    assert sent_back or reasons == {Fault.REPEATS}
    check_is_as_without_a_model(line, found, extractive)
    answer_contract.check(found, knowledge)


@pytest.mark.parametrize("line", ONE_OF_EACH, ids=ids(ONE_OF_EACH))
def test_repair_that_leaves_it_out(
    line: dict[str, Any], model: Model, extractive: Extractive, knowledge: Knowledge
) -> None:
    found = asked(line, written(), model, knowledge)
    assert shown(line, found) == []
    assert [dropped.repaired for dropped in found.dropped] == [False] * len(line["statements"])
    check_is_as_without_a_model(line, found, extractive)
