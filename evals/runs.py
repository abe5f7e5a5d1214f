"""What the system said, as it is saved: one file a run, a head and a line for each question."""

import hashlib
import json
from datetime import datetime
from pathlib import Path

from pydantic import JsonValue, ValidationError

from advisor.answering.models import Answer
from advisor.errors import QuestionRejected
from advisor.settings import Settings
from advisor.values import Value
from evals.sets import SetName

# Where things are and run, and how much is done at once, does not change what is said.
_PLACES = {"data_dir", "corpus_dir", "host", "port", "watch_corpus"}
_PLACES |= {"api_key", "mcp_hosts"}  # who may ask
_PLACES |= {"models_dir", "models_offline", "models_device", "models_batch_size", "rerank_remembered"}


class Piece(Value):
    """A piece of evidence: the quotes of a fact, or a passage."""

    source_id: str
    text: str


class Said(Value):
    """The answer to a question, and what was found for it, best first. `evidence`: facts and passages in turn."""

    id: str
    question: str  # as it stands in the set
    answer: Answer
    evidence: tuple[Piece, ...]
    passages: tuple[Piece, ...]  # as ranked, then the neighbours
    ranked: int  # how many of the passages were ranked
    embed_ms: float  # one query embedding, measured beside the answer


class Head(Value):
    """What a run was made with."""

    configuration: str
    set_name: SetName
    settings: dict[str, JsonValue]
    settings_hash: str
    corpus_hash: str
    made_at: datetime
    commit: str
    cores: int


class Run(Value):
    """A run: every question of a set, in its order."""

    head: Head
    said: tuple[Said, ...]


def told_settings(settings: Settings) -> dict[str, JsonValue]:
    """The settings that can change what is said."""
    return {
        name: value
        for name, value in settings.model_dump(mode="json").items()
        if name not in _PLACES and not name.startswith("chat_")
    }


def hash_of(settings: dict[str, JsonValue]) -> str:
    """Twelve hexadecimal digits that differ when a setting does.

    >>> hash_of({"ranking": "dense"}) == hash_of({"ranking": "hybrid"})
    False
    """
    return hashlib.sha256(json.dumps(settings, sort_keys=True).encode()).hexdigest()[:12]


def write_run(run: Run, path: Path) -> None:
    """Save a run; the file appears whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.part")
    lines = [run.head.model_dump_json(), *(said.model_dump_json() for said in run.said)]
    temporary.write_text("\n".join(lines) + "\n", encoding="utf-8")
    temporary.replace(path)


def read_run(path: Path) -> Run:
    """A saved run. Raises QuestionRejected when it is none."""
    try:
        head, *lines = path.read_text(encoding="utf-8").splitlines()
        return Run(head=Head.model_validate_json(head), said=tuple(Said.model_validate_json(line) for line in lines))
    except (OSError, UnicodeDecodeError, ValueError, ValidationError) as fault:
        raise QuestionRejected("batch_unreadable", file=path, detail=str(fault).splitlines()[0]) from fault
