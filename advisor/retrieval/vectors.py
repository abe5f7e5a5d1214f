"""Vectors that were computed before, so that nothing is embedded twice.

Two stores, asked in this order: the one that ships with the corpus (read only, so that the first start serves in
seconds) and one in the data folder that grows. Both are keyed by the model, the role and the text's content.
"""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path

import numpy as np

from advisor.retrieval.embedding import Embedder, Vectors

_BATCH = 16  # passages between two reports of progress


class Role(StrEnum):
    """What a text is embedded as: models prefix the two differently."""

    PASSAGE = "passage"
    QUERY = "query"


def vector_key(model_id: str, role: Role, text: str) -> str:
    """The key of a text's vector: 32 hexadecimal digits of a content hash."""
    return hashlib.sha256(f"{model_id}\0{role}\0{text}".encode()).hexdigest()[:32]


def bundled_vectors_path(corpus_dir: Path, model_id: str) -> Path:
    """Where the corpus keeps the vectors of a model."""
    return corpus_dir / "vectors" / f"{model_id.replace('/', '--')}.npz"


def load_bundled(path: Path) -> dict[str, Vectors]:
    """The vectors that ship with the corpus by key; empty when there are none."""
    if not path.exists():
        return {}
    with np.load(path, allow_pickle=False) as stored:
        vectors = stored["vectors"].astype(np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return dict(zip(stored["keys"].tolist(), vectors, strict=True))


def save_bundled(path: Path, vectors: dict[str, Vectors]) -> None:
    """Write the vectors that ship with the corpus, in key order, so that the same content gives the same file.

    Kept in 8 bits a dimension, each vector stretched to the full range: a third of the size of float32 when packed,
    and cosines that differ by less than 0.001.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    keys = sorted(vectors)
    rows = np.array([vectors[key] for key in keys], dtype=np.float32)
    packed = np.rint(rows / np.abs(rows).max(axis=1, keepdims=True) * 127).astype(np.int8)
    temporary = path.with_suffix(".tmp.npz")
    np.savez_compressed(temporary, keys=np.array(keys), vectors=packed)
    temporary.replace(path)


class VectorStore:
    """The growing store: SQLite, every batch one transaction, so that a killed run keeps what it had embedded."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(path, timeout=30)
        self._connection.execute("CREATE TABLE IF NOT EXISTS vectors (key TEXT PRIMARY KEY, vector BLOB NOT NULL)")

    def get(self, keys: Iterable[str]) -> dict[str, Vectors]:
        """The stored vectors among `keys`."""
        found: dict[str, Vectors] = {}
        wanted = list(keys)
        for at in range(0, len(wanted), 500):
            part = wanted[at : at + 500]
            marks = ",".join("?" * len(part))
            for key, blob in self._connection.execute(f"SELECT key, vector FROM vectors WHERE key IN ({marks})", part):
                found[key] = np.frombuffer(blob, dtype=np.float32)
        return found

    def put(self, vectors: dict[str, Vectors]) -> None:
        """Keep `vectors`."""
        rows = [(key, np.asarray(vector, dtype=np.float32).tobytes()) for key, vector in vectors.items()]
        with self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def embed_all(
    texts: list[str],
    role: Role,
    embedder: Embedder,
    known: dict[str, Vectors],
    store: VectorStore | None,
    progress: Callable[[int, int], None] | None = None,
) -> Vectors:
    """A row for each text, taken from `known` or `store` where they have it and embedded otherwise.

    `progress` is told (done, of how many) for the texts that really are embedded.
    """
    keys = [vector_key(embedder.model_id, role, text) for text in texts]
    have = {key: known[key] for key in keys if key in known}
    if store is not None:
        have |= store.get(key for key in keys if key not in have)
    missing = list({key: text for key, text in zip(keys, texts, strict=True) if key not in have}.items())
    for at in range(0, len(missing), _BATCH):
        part = missing[at : at + _BATCH]
        fresh = _embed([text for _, text in part], role, embedder)
        new = {key: vector for (key, _), vector in zip(part, fresh, strict=True)}
        have |= new
        if store is not None:
            store.put(new)
        if progress is not None:
            progress(min(at + _BATCH, len(missing)), len(missing))
    return np.array([have[key] for key in keys], dtype=np.float32)


def _embed(texts: list[str], role: Role, embedder: Embedder) -> list[Vectors]:
    rows = embedder.embed_documents(texts) if role is Role.PASSAGE else embedder.embed_queries(texts)
    return [np.asarray(row, dtype=np.float32) for row in rows]
