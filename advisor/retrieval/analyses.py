"""How known questions sound and which words they are made of, worked out once: Sudachi takes seconds for all of them.

The analyses of the bundled corpus ship with it, keyed by content; another release of Sudachi has them made again.
"""

import gzip
import hashlib
import json
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from advisor.japanese import reading, search_tokens

_FORMAT = 1  # of what is kept, and of the reading and the tokens in advisor/japanese.py


class Analysis(NamedTuple):
    """The reading of a text in hiragana, and its content words in normalised form."""

    sound: str
    words: tuple[str, ...]


def analyser() -> str:
    """What analyses: they hold for this only."""
    return f"{_FORMAT} sudachipy-{version('sudachipy')} sudachidict-{version('sudachidict-core')}"


def analyse_all(texts: Sequence[str], known: Mapping[str, Analysis]) -> list[Analysis]:
    """The analysis of each text, from `known` (by key) where it is there."""
    return [known.get(key_of(text)) or Analysis(reading(text), tuple(search_tokens(text))) for text in texts]


def key_of(text: str) -> str:
    """What an analysis is kept under."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def bundled_analyses_path(corpus_dir: Path) -> Path:
    """Where the analyses that ship with a corpus are."""
    return corpus_dir / "vectors" / "known-questions.json.gz"


def save_bundled_analyses(path: Path, texts: Sequence[str], analyses: Sequence[Analysis]) -> None:
    """Write the analyses of `texts`, the same bytes each time."""
    kept = {key_of(text): analysis for text, analysis in zip(texts, analyses, strict=True)}
    stored = {"analyser": analyser(), "analyses": dict(sorted(kept.items()))}
    text = json.dumps(stored, ensure_ascii=False, separators=(",", ":"))
    path.write_bytes(gzip.compress(text.encode(), mtime=0))


def load_bundled_analyses(path: Path) -> dict[str, Analysis]:
    """The analyses by key; none when the file is missing, damaged, or another release made it."""
    try:
        stored = json.loads(gzip.decompress(path.read_bytes()))
        if stored["analyser"] != analyser():
            return {}
        return {key: Analysis(sound, tuple(words)) for key, (sound, words) in stored["analyses"].items()}
    except (OSError, EOFError, ValueError, KeyError, TypeError):
        return {}


def dump_analyses(analyses: Sequence[Analysis]) -> str:
    """As the index keeps them, in the order of its questions."""
    return json.dumps({"analyser": analyser(), "analyses": analyses}, ensure_ascii=False, separators=(",", ":"))


def load_analyses(path: Path, texts: Sequence[str]) -> list[Analysis]:
    """What `dump_analyses` wrote for `texts`; made again when another release of Sudachi had made it."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    if stored["analyser"] != analyser():
        return analyse_all(texts, {})
    return [Analysis(sound, tuple(words)) for sound, words in stored["analyses"]]
