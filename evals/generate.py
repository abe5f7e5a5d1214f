"""Ask the advisor every question of a set, and keep what it said and found. The costly half of an evaluation."""

import os
import subprocess
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import chain, zip_longest
from pathlib import Path

from advisor.answering import flow
from advisor.answering.setting import Found
from advisor.answering.topics import Topic
from advisor.answering.understand import understand
from advisor.knowledge import Knowledge
from advisor.programs.schedule import JST
from evals.runs import Head, Piece, Run, Said, hash_of, told_settings
from evals.sets import Item, SetName

Progress = Callable[[int, int], None]  # done so far, of how many


def run_set(
    items: Sequence[Item],
    knowledge: Knowledge,
    configuration: str,
    set_name: SetName,
    progress: Progress | None = None,
) -> Run:
    """Ask each question once, in order."""
    said = []
    for done, item in enumerate(items, start=1):
        said.append(say_one(item, knowledge))
        if progress is not None:
            progress(done, len(items))
    return Run(head=_head(knowledge, configuration, set_name), said=tuple(said))


def say_one(item: Item, knowledge: Knowledge) -> Said:
    """The answer to one question, with its evidence and the time of one query embedding beside it."""
    question = item.asked()
    answer = flow.answer(question, knowledge)
    begun = time.perf_counter()
    knowledge.embedder.embed_query(question.text)
    embed_ms = (time.perf_counter() - begun) * 1000
    setting = flow.setting_at(question.as_of, answer.language, knowledge)
    parts = understand(question, knowledge.program, setting.current).parts
    found = [flow.retrieve(part, setting, knowledge) for part in parts]
    ranked = _in_turn([_passages(each, neighbours=False) for each in found])
    return Said(
        id=item.id,
        question=item.question,
        answer=answer,
        evidence=tuple(
            _in_turn([_in_turn([_facts(each, knowledge), _passages(each, neighbours=False)]) for each in found])
        ),
        passages=(*ranked, *_in_turn([_passages(each, neighbours=True) for each in found])),
        ranked=len(ranked),
        embed_ms=embed_ms,
    )


def _facts(found: Found, knowledge: Knowledge) -> list[Piece]:
    """The topics that the question is like: the quotes of all their facts, or the row of a hub."""
    pieces = [_piece_of(match.topic, knowledge) for match in found.matches]
    return [piece for piece in pieces if piece is not None]


def _piece_of(topic: Topic, knowledge: Knowledge) -> Piece | None:
    if topic.hub:
        places = knowledge.quoted_by([knowledge.questions.place_of(topic)])
        entry = next((knowledge.index.entries[place] for place in places), None)
        return Piece(source_id=entry.source_id, text=entry.passage.text) if entry else None
    quotes = " ".join(q for fact in topic.facts for q in (fact.quote, *(e.quote for e in fact.also)))
    return Piece(source_id=topic.facts[0].source, text=quotes) if topic.facts else None


def _passages(found: Found, neighbours: bool) -> list[Piece]:
    return [
        Piece(source_id=hit.entry.source_id, text=hit.entry.passage.text)
        for hit in found.hits
        if hit.neighbour is neighbours
    ]


def _in_turn(lists: Sequence[Sequence[Piece]]) -> list[Piece]:
    """The first of each, then the second of each, and so on."""
    return [piece for piece in chain.from_iterable(zip_longest(*lists)) if piece is not None]


def _head(knowledge: Knowledge, configuration: str, set_name: SetName) -> Head:
    settings = told_settings(knowledge.settings)
    return Head(
        configuration=configuration,
        set_name=set_name,
        settings=settings,
        settings_hash=hash_of(settings),
        corpus_hash=knowledge.index.meta.fingerprint[:12],
        made_at=datetime.now(JST).replace(microsecond=0),
        commit=commit_of(Path(__file__).parent),
        cores=os.cpu_count() or 1,
    )


def commit_of(folder: Path) -> str:
    """The commit that is checked out, "+" when something is changed; "unknown" outside a checkout."""
    try:
        name = _git(folder, "rev-parse", "--short", "HEAD")
        changed = _git(folder, "status", "--porcelain")
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return name + ("+" if changed else "")


def _git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True).stdout.strip()
