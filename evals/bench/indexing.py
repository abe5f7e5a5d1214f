"""Indexing new documents against embedding their passages alone; and what a changed document costs."""

import random
import shutil
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean

from advisor.corpus.manifest import MANIFEST, load_manifest
from advisor.knowledge import build, contents_of
from advisor.programs.load import load_programs
from advisor.retrieval.embedding import Embedder, make_embedder
from advisor.retrieval.index import Entry
from advisor.settings import Settings
from advisor.values import Value
from evals.bench.arithmetic import ratio
from evals.bench.results import Part, Row, at_least, exactly, figure
from evals.bench.synthetic import document, paragraph, words_of

LEAST_SHARE = 0.9  # design: passages a second, over the bare embedder's
_DOCUMENTS, _QUICK_DOCUMENTS = 12, 2
_PARAGRAPHS = 25  # of each document
_SEED = 7
_ENTRY = """
  - id: {id}
    path: documents/{id}.txt
    title: 合成文書 {id}
    issuer: 計測
    issued_on: "2025-01-01"
    kind: background
    program: null
    round: null
    authority: official
    valid_from: null
    valid_until: null
    url: null
    licence: 計測
"""


class Indexing(Value):
    """What was measured. Seconds; `again_*`: after one document was changed."""

    passages: int  # new ones
    embedded: int  # texts that went through the model for them
    build_s: float
    rebuild_s: float  # of the same index with every vector known: what indexing costs beside embedding
    bare_s: tuple[float, float]  # embedding the same texts at once, before and after
    changed: int
    again_embedded: int
    again_s: float


def run(quick: bool) -> Part:
    """New documents beside the bundled ones."""
    with tempfile.TemporaryDirectory(prefix="bench-") as made:
        corpus_dir = Path(shutil.copytree(Settings().corpus_dir, Path(made) / "corpus"))
        settings = Settings(corpus_dir=corpus_dir, data_dir=Path(made) / "data")
        measured = measure(settings, _QUICK_DOCUMENTS if quick else _DOCUMENTS, _PARAGRAPHS)
    return Part(name="indexing", title="Indexing new documents", rows=tuple(rows_of(measured)))


def measure(settings: Settings, documents: int, paragraphs: int) -> Indexing:
    """Add documents to the corpus of `settings` (a copy: it is changed) and index them, then change one."""
    embedder = make_embedder(settings)
    build(settings)
    old = _entries(settings, embedder)
    chance = random.Random(_SEED)
    words = words_of(entry.passage.text for entry in old)
    names = add_documents(settings.corpus_dir, [document(words, chance, paragraphs) for _ in range(documents)])
    with_new = _search_texts(_entries(settings, embedder))
    fresh = sorted(with_new - _search_texts(old))
    bare_before = _embedding_s(embedder, fresh)
    embedded, build_s = _built(settings)
    bare_after = _embedding_s(embedder, fresh)
    _, rebuild_s = _built(settings, force=True)
    change_one(settings.corpus_dir, names[len(names) // 2], words, chance)
    changed = _search_texts(_entries(settings, embedder)) - with_new
    again_embedded, again_s = _built(settings)
    return Indexing(
        passages=len(fresh),
        embedded=embedded,
        build_s=build_s,
        rebuild_s=rebuild_s,
        bare_s=(bare_before, bare_after),
        changed=len(changed),
        again_embedded=again_embedded,
        again_s=again_s,
    )


def rows_of(measured: Indexing) -> list[Row]:
    """Rates over the bare embedder's; counts against what they must be."""
    bare = measured.passages / fmean(measured.bare_s)
    rate = measured.passages / measured.build_s
    beside = max(measured.build_s - measured.rebuild_s, 1e-9)
    said = f"{measured.build_s:.1f} s over {', '.join(f'{s:.1f}' for s in measured.bare_s)} s before and after"
    return [
        at_least(
            f"indexing {measured.passages} new passages ÷ bare embedder", ratio(rate, bare), LEAST_SHARE, "×", said
        ),
        figure(
            "the same without what an index costs beside embedding",
            ratio(measured.passages / beside, bare),
            "×",
            f"less {measured.rebuild_s:.1f} s: the index made again with every vector known",
        ),
        figure("indexing new passages", rate, "passages/s", "the bundled documents are indexed again with them"),
        figure("bare embedder", bare, "passages/s", "all in one call"),
        exactly("passages embedded for the new documents", measured.embedded, measured.passages, "passages"),
        exactly("passages embedded after changing one document", measured.again_embedded, measured.changed, "passages"),
        figure("indexing after changing one document", measured.again_s, "s"),
    ]


def add_documents(corpus_dir: Path, texts: Sequence[str]) -> list[str]:
    """Write documents and their entries in the manifest; their ids."""
    names = [f"synthetic-{number}" for number in range(len(texts))]
    for name, text in zip(names, texts, strict=True):
        _file(corpus_dir, name).write_text(text, encoding="utf-8")
    with (corpus_dir / MANIFEST).open("a", encoding="utf-8") as manifest:
        manifest.writelines(_ENTRY.format(id=name) for name in names)
    return names


def change_one(corpus_dir: Path, name: str, words: Sequence[str], chance: random.Random) -> None:
    """Put another paragraph in the place of a document's last one."""
    kept = _file(corpus_dir, name).read_text(encoding="utf-8").rstrip().rsplit("\n\n", 1)[0]
    _file(corpus_dir, name).write_text(f"{kept}\n\n{paragraph(words, chance)}\n", encoding="utf-8")


def _file(corpus_dir: Path, name: str) -> Path:
    return corpus_dir / "documents" / f"{name}.txt"


def _entries(settings: Settings, embedder: Embedder) -> tuple[Entry, ...]:
    """The passages of the corpus, as an index would hold them."""
    root = settings.corpus_dir
    return contents_of(settings, load_manifest(root), load_programs(root), embedder).entries


def _search_texts(entries: Sequence[Entry]) -> set[str]:
    """What is embedded of them."""
    return {entry.search_text for entry in entries}


def _embedding_s(embedder: Embedder, texts: list[str]) -> float:
    begun = time.perf_counter()
    embedder.embed_documents(texts)
    return time.perf_counter() - begun


def _built(settings: Settings, force: bool = False) -> tuple[int, float]:
    """How many passages were embedded for the index, as its progress tells, and how long it took to make."""
    embedded = {"passages": 0}
    begun = time.perf_counter()
    build(settings, force, lambda what, _, total: embedded.update({what: total}))
    return embedded["passages"], time.perf_counter() - begun
