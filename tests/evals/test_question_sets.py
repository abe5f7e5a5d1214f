"""The question sets are data that measures the product, so they are held to their own contract here."""

import json
import re
import unicodedata
from collections import Counter
from difflib import SequenceMatcher
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from advisor.errors import QuestionRejected
from evals.matching import holds_any
from evals.outcomes import HELD_BACK
from evals.sets import FOLDER, Category, Item, SetName, read_set

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
SETS = tuple(SetName)


@cache
def items_of(name: SetName) -> tuple[Item, ...]:
    return read_set(name)


@cache
def source_text(source_id: str) -> str:
    places = {"hubs": "hubs/hubs.csv", "program-facts": "facts/program-facts.md"}
    return (CORPUS / places.get(source_id, f"documents/{source_id}.txt")).read_text(encoding="utf-8")


def asked(item: Item) -> str:
    """The question without width, case, space and punctuation, so that rewrites of one question look alike."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", " ".join([*item.earlier, item.question]))).lower()


@pytest.mark.parametrize("name", SETS)
def test_gold_quotes_are_exact(name: SetName) -> None:
    wrong = [(i.id, g.quote) for i in items_of(name) for g in i.gold if g.quote not in source_text(g.source_id)]
    assert wrong == []


@pytest.mark.parametrize("name", SETS)
def test_what_can_be_answered_says_how_to_judge_it(name: SetName) -> None:
    answerable = [item for item in items_of(name) if item.answerable]
    assert [i.id for i in answerable if not (i.gold and i.must and i.status - HELD_BACK)] == []
    others = [item for item in items_of(name) if not item.answerable]
    assert [i.id for i in others if i.gold or i.must or "answered" in i.status] == []


@pytest.mark.parametrize("name", SETS)
def test_no_gold_quote_contains_what_a_wrong_answer_says(name: SetName) -> None:
    wrong = [i.id for i in items_of(name) for g in i.gold if holds_any(g.quote, [*i.must_not, *i.stale])]
    assert wrong == []


@pytest.mark.parametrize("name", SETS)
def test_language_is_the_one_of_the_question(name: SetName) -> None:
    for item in items_of(name):
        kana_or_kanji = re.findall(r"[\u3040-\u30ff\u4e00-\u9fff]", item.question)
        latin = re.findall(r"[A-Za-z]{3,}", item.question)
        assert len(kana_or_kanji) > 0 if item.language == "ja" else len(latin) >= 3 or not kana_or_kanji, item.id


@pytest.mark.parametrize("name", SETS)
def test_ids_are_in_order_and_no_question_is_asked_twice(name: SetName) -> None:
    items = items_of(name)
    assert [item.id for item in items] == [f"{name}-{number:03d}" for number in range(1, len(items) + 1)]
    assert [question for question, times in Counter(map(asked, items)).items() if times > 1] == []


def test_no_question_is_in_both_sets() -> None:
    alike = []
    for dev, test in product(items_of(SetName.DEV), items_of(SetName.TEST)):
        match = SequenceMatcher(None, asked(dev), asked(test), autojunk=False)
        if match.real_quick_ratio() > 0.8 and match.quick_ratio() > 0.8 and match.ratio() > 0.8:
            alike.append((dev.id, test.id))
    assert alike == []


@pytest.mark.parametrize("name", SETS)
def test_every_category_is_present(name: SetName) -> None:
    assert {item.category for item in items_of(name)} == set(Category)


def test_both_sets_have_about_the_same_mix() -> None:
    shares = [
        {c: times / len(items_of(name)) for c, times in Counter(i.category for i in items_of(name)).items()}
        for name in SETS
    ]
    assert all(abs(shares[0][category] - shares[1][category]) < 0.06 for category in Category)


def test_there_are_enough_questions_in_each_language() -> None:
    languages = Counter(item.language for name in SETS for item in items_of(name))
    assert languages["ja"] >= 200 and languages["en"] >= 30


def test_schedule_is_asked_before_during_and_after_a_call() -> None:
    moments = {item.asked().as_of for name in SETS for item in items_of(name)}
    days = {moment.date().isoformat() for moment in moments}
    assert min(days) < "2025-07-18" and "2025-08-27" in days and max(days) > "2025-10-31"


def test_a_line_out_of_format_is_refused_with_its_number(tmp_path: Path) -> None:
    good, second = (FOLDER / "dev.jsonl").read_text(encoding="utf-8").splitlines()[:2]
    wrong = json.loads(second) | {"category": "riddles"}
    (tmp_path / "dev.jsonl").write_text(f"{good}\n{json.dumps(wrong)}\n", encoding="utf-8")
    with pytest.raises(QuestionRejected) as refused:
        read_set(SetName.DEV, tmp_path)
    assert "dev.jsonl" in refused.value.user_message() and "2" in refused.value.user_message()
