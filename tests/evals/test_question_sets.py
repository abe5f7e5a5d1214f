"""The question sets are data that measures the product, so they are held to their own contract here."""

import json
import re
import unicodedata
from collections import Counter
from datetime import datetime
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
QUESTIONS = REPOSITORY / "evals" / "questions"
CORPUS = REPOSITORY / "corpus"
SETS = ("dev", "test")

CATEGORIES = frozenset(
    [
        "eligibility",
        "type_selection",
        "support_menu",
        "schedule",
        "criteria",
        "procedure",
        "obligation",
        "precedents",
        "background",
        "contact",
        "round_conflict",
        "false_premise",
        "unanswerable",
        "out_of_scope",
        "ambiguous",
        "multiple",
        "colloquial",
        "abbreviation",
        "kana_only",
        "typo",
        "follow_up",
        "injection",
    ]
)
INTENTS = frozenset(
    [
        "eligibility",
        "type_selection",
        "support_menu",
        "schedule",
        "criteria",
        "procedure",
        "obligation",
        "precedent",
        "contact",
        "background",
        "other",
    ]
)
STATUSES = frozenset(["answered", "partial", "clarify", "abstained", "refused"])
REQUIRED = frozenset(
    ["id", "question", "language", "category", "answerable", "status", "intent", "round", "gold", "must", "must_not"]
)
OPTIONAL = frozenset({"as_of", "earlier"})

Item = dict[str, Any]


@cache
def read_set(name: str) -> tuple[Item, ...]:
    lines = (QUESTIONS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(json.loads(line) for line in lines)


@cache
def source_text(source_id: str) -> str:
    if source_id == "hubs":
        path = CORPUS / "hubs" / "hubs.csv"
    elif source_id == "program-facts":
        path = CORPUS / "facts" / "program-facts.md"
    else:
        path = CORPUS / "documents" / f"{source_id}.txt"
    return path.read_text(encoding="utf-8")


def folded(question: str) -> str:
    """The question without width, case, space and punctuation, so that rewrites of one question look alike."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", question)).lower()


def asked(item: Item) -> str:
    return folded(" ".join([*item.get("earlier", []), item["question"]]))


def every_item() -> list[Any]:
    return [pytest.param(item, id=item["id"]) for name in SETS for item in read_set(name)]


@pytest.mark.parametrize("item", every_item())
def test_item_keeps_the_format(item: Item) -> None:
    assert set(item) >= REQUIRED
    assert set(item) <= REQUIRED | OPTIONAL
    assert item["question"].strip() == item["question"] != ""
    assert item["language"] in {"ja", "en"}
    assert item["category"] in CATEGORIES
    assert item["intent"] in INTENTS
    assert isinstance(item["answerable"], bool)
    assert item["status"] and set(item["status"]) <= STATUSES
    assert item["round"] is None or item["round"] in range(1, 9)
    assert all(alternatives and all(alternatives) for alternatives in item["must"])
    assert all(isinstance(text, str) and text for text in [*item["must_not"], *item.get("earlier", [])])
    if "as_of" in item:
        assert datetime.fromisoformat(item["as_of"]).tzinfo is not None


@pytest.mark.parametrize("item", every_item())
def test_gold_quotes_are_exact_and_short(item: Item) -> None:
    for gold in item["gold"]:
        assert gold["quote"] in source_text(gold["source_id"])
        assert 4 <= len(gold["quote"]) <= 80


@pytest.mark.parametrize("item", every_item())
def test_what_can_be_answered_says_how_to_judge_it(item: Item) -> None:
    if item["answerable"]:
        assert item["gold"] and item["must"]
        assert set(item["status"]) & {"answered", "partial", "clarify"}
    else:
        assert not item["gold"] and not item["must"]
        assert "answered" not in item["status"]


@pytest.mark.parametrize("item", every_item())
def test_no_gold_quote_contains_what_a_wrong_answer_says(item: Item) -> None:
    for gold in item["gold"]:
        assert not any(text in gold["quote"] for text in item["must_not"])


@pytest.mark.parametrize("item", every_item())
def test_language_is_the_one_of_the_question(item: Item) -> None:
    japanese = len(re.findall(r"[\u3040-\u30ff\u4e00-\u9fff]", item["question"]))
    assert (japanese > len(item["question"]) / 2) == (item["language"] == "ja") or (
        item["language"] == "ja" and japanese >= 4
    )


@pytest.mark.parametrize("name", SETS)
def test_ids_are_unique_and_in_order(name: str) -> None:
    assert [item["id"] for item in read_set(name)] == [
        f"{name}-{number:03d}" for number in range(1, len(read_set(name)) + 1)
    ]


@pytest.mark.parametrize("name", SETS)
def test_no_question_is_asked_twice(name: str) -> None:
    repeated = [question for question, times in Counter(map(asked, read_set(name))).items() if times > 1]
    assert repeated == []


def test_no_question_is_in_both_sets() -> None:
    alike = [
        (dev["id"], test["id"])
        for dev in read_set("dev")
        for test in read_set("test")
        if SequenceMatcher(None, asked(dev), asked(test), autojunk=False).ratio() > 0.8
    ]
    assert alike == []


@pytest.mark.parametrize("name", SETS)
def test_every_category_is_present(name: str) -> None:
    assert {item["category"] for item in read_set(name)} == CATEGORIES


def test_both_sets_have_the_same_mix() -> None:
    shares = [
        {
            category: times / len(read_set(name))
            for category, times in Counter(i["category"] for i in read_set(name)).items()
        }
        for name in SETS
    ]
    assert all(abs(shares[0][category] - shares[1][category]) < 0.05 for category in CATEGORIES)


def test_there_are_enough_questions_in_each_language() -> None:
    languages = Counter(item["language"] for name in SETS for item in read_set(name))
    assert languages["ja"] >= 200 and languages["en"] >= 30
