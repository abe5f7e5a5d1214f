"""The index on disk: built beside the old one, swapped in at the end, refused when another model made it.

    <data>/index/current            the name of the version that serves (replaced in one step)
    <data>/index/<version>/         meta.json · sources.jsonl · entries.jsonl · questions.npy · analyses.json · lexical/
                                    · chroma/
    <data>/index/building-…/        being built; a killed run leaves only this behind, and the next run removes it
    <data>/vectors.sqlite           vectors computed so far, kept across versions

The truth is the corpus: every index can be made again from it.
"""

import errno
import json
import os
import shutil
import sqlite3
import uuid
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import chromadb
import numpy as np
from chromadb.config import Settings as ChromaSettings
from filelock import FileLock, Timeout
from langchain_chroma import Chroma

from advisor.errors import IndexUnavailable, ServiceFault
from advisor.ingest.document import IngestReport, Page, Passage
from advisor.japanese import search_tokens
from advisor.retrieval.analyses import Analysis, dump_analyses
from advisor.retrieval.embedding import Embedder, Vectors
from advisor.retrieval.lexical import LexicalIndex
from advisor.retrieval.vectors import Role, VectorStore, embed_all
from advisor.values import Value

FORMAT_VERSION = 2  # of the files below; another one is built again
COLLECTION = "passages"
_CHROMA_BATCH = 1000
_KEPT_VERSIONS = 2  # the one that serves, and the one that a running server may still have open

Progress = Callable[[str, int, int], None]  # what is being done, done so far, of how many


class Entry(Value):
    """A passage of a source, as it is found. `search_text` is its search form with its context."""

    id: str
    source_id: str
    passage: Passage
    search_text: str


class StoredSource(Value):
    """A source's extracted text with its pages: what offsets and quotes refer to."""

    id: str
    media_type: str
    text: str
    pages: tuple[Page, ...]
    report: IngestReport


class Meta(Value):
    """What an index was made from and by."""

    format_version: int
    model_id: str
    splitter_version: int
    fingerprint: str  # of the corpus's files
    entries: int
    questions: int


class Contents(Value):
    """What goes into an index. `questions` are the known ways of asking, in the order that the programs give them."""

    splitter_version: int
    fingerprint: str
    sources: tuple[StoredSource, ...]
    entries: tuple[Entry, ...]
    questions: tuple[str, ...]
    analyses: tuple[Analysis, ...] = ()  # of the questions


class Index:
    """An opened index. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.meta = Meta.model_validate_json((folder / "meta.json").read_bytes())
        self.sources = tuple(StoredSource.model_validate_json(line) for line in _lines(folder / "sources.jsonl"))
        self.entries = tuple(Entry.model_validate_json(line) for line in _lines(folder / "entries.jsonl"))
        self.lexical = LexicalIndex.load(folder / "lexical")
        self.question_vectors: Vectors = np.load(folder / "questions.npy", allow_pickle=False)
        self.analyses_file = folder / "analyses.json"
        client = _client(folder / "chroma")
        self._chroma = Chroma(client=client, collection_name=COLLECTION)
        # Chroma keeps an opened folder in memory until it is closed: done once nobody uses this index any more
        weakref.finalize(self, client.close).atexit = False

    def nearest(self, vector: Vectors, count: int) -> list[tuple[int, float]]:
        """The `count` passages nearest to `vector`: their places in `entries` and cosines, best first."""
        if not self.entries:
            return []
        found = self._chroma.similarity_search_by_vector_with_relevance_scores(
            vector.tolist(), k=min(count, len(self.entries))
        )
        return [(int(document.metadata["place"]), 1.0 - distance) for document, distance in found]

    def vectors_of(self, ids: list[str]) -> dict[str, Vectors]:
        """The vectors of the passages with those ids, as far as they are in the index; each of length 1."""
        if not ids:
            return {}
        found = self._chroma.get(ids=ids, include=["embeddings"])
        rows = np.asarray(found["embeddings"], dtype=np.float32).reshape(len(found["ids"]), -1)
        return dict(zip(found["ids"], rows, strict=True))


def index_root(data_dir: Path) -> Path:
    """Where the versions of the index live."""
    return data_dir / "index"


def current_folder(data_dir: Path) -> Path | None:
    """The folder of the index that serves, or None when none was ever finished."""
    pointer = index_root(data_dir) / "current"
    try:
        with _storage_faults(data_dir):
            folder = index_root(data_dir) / pointer.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    return folder if (folder / "meta.json").is_file() else None


def read_meta(data_dir: Path) -> Meta | None:
    """What the index that serves was made from, or None when there is none of this format.

    Raises IndexUnavailable when it cannot be read.
    """
    folder = current_folder(data_dir)
    if folder is None:
        return None
    try:
        stored = json.loads((folder / "meta.json").read_bytes())
        return Meta.model_validate(stored) if stored.get("format_version") == FORMAT_VERSION else None
    except (ValueError, AttributeError) as broken:
        raise IndexUnavailable("index_broken", folder=folder.name) from broken


def open_index(data_dir: Path) -> Index:
    """The index that serves. Raises IndexUnavailable when there is none or it cannot be read."""
    folder = current_folder(data_dir)
    if folder is None:
        raise IndexUnavailable("index_missing")
    try:
        with _storage_faults(data_dir):
            index = Index(folder)
            for vector in index.question_vectors[:1]:  # Chroma opens its files at the first query: fail here, not there
                index.nearest(vector, 1)
            return index
    except (ValueError, KeyError, FileNotFoundError, chromadb.errors.ChromaError) as broken:
        raise IndexUnavailable("index_broken", folder=folder.name) from broken


def build_index(
    contents: Contents,
    embedder: Embedder,
    data_dir: Path,
    known: dict[str, Vectors],
    progress: Progress | None = None,
) -> Path:
    """Make an index of `contents` and let it serve. Returns its folder.

    `known`: vectors that need no embedding. Raises IndexUnavailable while another process builds, ServiceFault
    when the disk is full or the folder cannot be written; the old index then goes on serving.
    """
    with _storage_faults(data_dir):
        root = index_root(data_dir)
        root.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(root / "lock", timeout=120):
                return _build_locked(contents, embedder, root, known, progress)
        except Timeout as busy:
            raise IndexUnavailable("index_locked") from busy


def _build_locked(
    contents: Contents, embedder: Embedder, root: Path, known: dict[str, Vectors], progress: Progress | None
) -> Path:
    for left_over in root.glob("building-*"):
        shutil.rmtree(left_over, ignore_errors=True)
    folder = root / f"building-{uuid.uuid4().hex[:8]}"
    folder.mkdir()
    try:
        _write(contents, embedder, folder, known, progress)
        final = root / f"{contents.fingerprint[:12]}-{uuid.uuid4().hex[:8]}"
        folder.rename(final)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    _point_to(root, final.name)
    _drop_old(root, keep=final.name)
    return final


def _write(
    contents: Contents, embedder: Embedder, folder: Path, known: dict[str, Vectors], progress: Progress | None
) -> None:
    def tell(what: str) -> Callable[[int, int], None] | None:
        return None if progress is None else lambda done, total: progress(what, done, total)

    store = VectorStore(folder.parent.parent / "vectors.sqlite")
    try:
        texts = [entry.search_text for entry in contents.entries]
        vectors = embed_all(texts, Role.PASSAGE, embedder, known, store, tell("passages"))
        asked = embed_all(list(contents.questions), Role.QUERY, embedder, known, store, tell("questions"))
    finally:
        store.close()
    np.save(folder / "questions.npy", asked.reshape(len(contents.questions), -1))
    LexicalIndex.build([search_tokens(text) for text in texts]).save(folder / "lexical")
    (folder / "analyses.json").write_text(dump_analyses(contents.analyses), encoding="utf-8")
    _write_lines(folder / "sources.jsonl", (source.model_dump_json() for source in contents.sources))
    _write_lines(folder / "entries.jsonl", (entry.model_dump_json() for entry in contents.entries))
    _write_chroma(folder / "chroma", contents.entries, vectors)
    meta = Meta(
        format_version=FORMAT_VERSION,
        model_id=embedder.model_id,
        splitter_version=contents.splitter_version,
        fingerprint=contents.fingerprint,
        entries=len(contents.entries),
        questions=len(contents.questions),
    )
    (folder / "meta.json").write_text(meta.model_dump_json(), encoding="utf-8")


def _write_chroma(folder: Path, entries: tuple[Entry, ...], vectors: Vectors) -> None:
    client = _client(folder)
    # ef_search above its default of 100: at 100,000 passages the default loses near neighbours
    collection = client.create_collection(
        COLLECTION,
        configuration={"hnsw": {"space": "cosine", "ef_construction": 200, "ef_search": 200}},
        embedding_function=None,
    )
    for at in range(0, len(entries), _CHROMA_BATCH):
        part = range(at, min(at + _CHROMA_BATCH, len(entries)))
        collection.add(
            ids=[entries[i].id for i in part],
            embeddings=[vectors[i] for i in part],
            documents=[entries[i].passage.text for i in part],
            metadatas=[{"place": i, "source_id": entries[i].source_id} for i in part],
        )
    if entries:  # the first query writes (it purges Chroma's log): done here, a reader needs no right to write
        collection.query(query_embeddings=[vectors[0]], n_results=1)
    client.close()


def _client(folder: Path) -> chromadb.api.client.Client:
    settings = ChromaSettings(anonymized_telemetry=False)
    return cast(chromadb.api.client.Client, chromadb.PersistentClient(str(folder), settings=settings))


def _point_to(root: Path, name: str) -> None:
    temporary = root / "current.new"
    with temporary.open("w", encoding="utf-8") as file:
        file.write(name)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(root / "current")


def _drop_old(root: Path, keep: str) -> None:
    versions = [p for p in root.iterdir() if (p / "meta.json").is_file() and p.name != keep]
    versions.sort(key=lambda p: p.stat().st_mtime, reverse=True)
    for old in versions[_KEPT_VERSIONS - 1 :]:
        shutil.rmtree(old, ignore_errors=True)


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", newline="\n") as file:
        yield from file


def _write_lines(path: Path, lines: Iterator[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in lines)


@contextmanager
def _storage_faults(data_dir: Path) -> Iterator[None]:
    """Turn the disk's refusals into messages; everything else passes."""
    try:
        yield
    except OSError as fault:
        if fault.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise ServiceFault("disk_full", folder=data_dir) from fault
        if fault.errno in {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST}:
            raise ServiceFault("folder_read_only", folder=data_dir) from fault
        raise
    except (chromadb.errors.InternalError, sqlite3.Error) as fault:
        if "readonly" in str(fault) or "read-only" in str(fault):
            raise ServiceFault("folder_read_only", folder=data_dir) from fault
        if "disk is full" in str(fault) or "No space left" in str(fault):
            raise ServiceFault("disk_full", folder=data_dir) from fault
        raise
