"""Score the advisor on a question set, and time it against its embedder. Format and rules: questions/README.md.

.venv/bin/python evals/score.py dev            # or test; --failures lists what went wrong
"""

import argparse
import json
import re
import statistics
import time
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

from advisor.answering import flow
from advisor.answering.models import Answer, Question
from advisor.answering.setting import Found, Setting
from advisor.answering.understand import understand
from advisor.dates import parse_as_of
from advisor.knowledge import Knowledge
from advisor.programs.schedule import current_round
from advisor.settings import Settings

QUESTIONS = Path(__file__).parent / "questions"
AS_OF = "2025-08-20T10:00:00+09:00"
TOLD = {"answered", "partial"}
Row = dict[str, Any]


def folded(text: str) -> str:
    """`text` as the sets are compared: NFKC, lower case, without white space and emphasis."""
    return re.sub(r"[\s*]", "", unicodedata.normalize("NFKC", text)).lower()


def question_of(row: Row) -> Question:
    """The question of a line, with its moment and the turns before it."""
    as_of = parse_as_of(row.get("as_of") or AS_OF)
    return Question(text=row["question"], as_of=as_of, earlier=tuple(row.get("earlier", ())))


def is_right(row: Row, answer: Answer) -> bool:
    """Whether the status is acceptable, all that must be said is said, and nothing stale or wrong is."""
    said = folded(" ".join([answer.text, *(notice.text for notice in answer.notices)]))
    wrong = any(folded(text) in folded(answer.text) for text in row["must_not"])
    all_said = all(any(folded(text) in said for text in alternatives) for alternatives in row.get("must", []))
    told = answer.status in TOLD
    accepted = answer.status in row["status"] or (told and bool(TOLD & set(row["status"])))
    return accepted and not wrong and (all_said or not told)


def evidence(found: Found) -> tuple[list[str], list[str]]:
    """What retrieval offers, best first: facts and passages in turn, and passages alone."""
    passages = [hit.entry.passage.text for hit in found.hits if not hit.neighbour]
    facts = [" ".join(q for f in m.topic.facts for q in (f.quote, *(e.quote for e in f.also))) for m in found.matches]
    both = [text for pair in zip(facts, passages, strict=False) for text in pair] + passages[len(facts) :]
    return both, passages


def holds_gold(row: Row, pieces: list[str]) -> bool:
    """Whether one of the pieces holds one of the gold quotes, or the other way round."""
    return any(folded(g["quote"]) in folded(p) or folded(p) in folded(g["quote"]) for g in row["gold"] for p in pieces)


def main() -> None:
    """Print shares over the set and the ratio of an answer to one query embedding."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("questions", choices=["dev", "test"])
    parser.add_argument("--failures", action="store_true")
    arguments = parser.parse_args()
    rows = [json.loads(line) for line in (QUESTIONS / f"{arguments.questions}.jsonl").read_text("utf-8").splitlines()]
    knowledge = Knowledge.load(Settings())
    right: Counter[str] = Counter()
    total = Counter(row["category"] for row in rows)
    found_at: Counter[str] = Counter()
    answer_ms: list[float] = []
    embed_ms: list[float] = []
    for row in rows:
        question = question_of(row)
        answer = flow.answer(question, knowledge)
        answer_ms.append(answer.timings_ms.total)
        begun = time.perf_counter()
        knowledge.embedder.embed_query(question.text)
        embed_ms.append((time.perf_counter() - begun) * 1000)
        right[row["category"]] += is_right(row, answer)
        if row["answerable"]:
            current = current_round(knowledge.program, question.as_of)
            parts = understand(question, knowledge.program, current).parts
            setting = Setting(as_of=question.as_of, language=answer.language, current=current)
            both, passages = evidence(flow.retrieve(parts[0], setting, knowledge)) if parts else ([], [])
            for name, pieces in (("both", both), ("passages", passages)):
                for depth in (5, 10):
                    found_at[f"{name}@{depth}"] += holds_gold(row, pieces[:depth])
        if arguments.failures and not is_right(row, answer):
            print(f"{row['id']} {row['category']} {row['question']}\n    {answer.status}: {answer.text[:200]!r}")
    answerable = sum(row["answerable"] for row in rows)
    for category, count in total.items():
        print(f"{category:16} {right[category]:3} / {count}")
    print(f"right            {sum(right.values())} / {len(rows)} = {sum(right.values()) / len(rows):.3f}")
    print("gold found       " + "  ".join(f"{name} {n / answerable:.3f}" for name, n in found_at.items()))
    middle, embed = statistics.median(answer_ms), statistics.median(embed_ms)
    print(f"answer p50       {middle:.1f} ms = {middle / embed:.2f} x one query embedding ({embed:.1f} ms)")


if __name__ == "__main__":
    main()
