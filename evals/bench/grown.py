"""The bundled knowledge among made-up documents: an index of as many passages as wanted, by the product's own means.

Embedding 100,000 passages would take hours, so the new ones get real vectors with noise; all else is as it is always.
"""

import dataclasses
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from advisor.answering.models import Source
from advisor.folding import search_form
from advisor.ingest.document import IngestReport, Passage
from advisor.knowledge import Knowledge, SourceDocument, known_questions
from advisor.programs.model import Authority
from advisor.retrieval.embedding import Vectors
from advisor.retrieval.index import Contents, Entry, StoredSource, open_index
from advisor.retrieval.vectors import Role, vector_key
from evals.bench.synthetic import paragraph, vectors_like, words_of

_A_DOCUMENT = 100  # passages, as the bundled ones have on the whole
_BETWEEN = "\n\n"  # paragraphs
_TEXT = "text/plain"


def grown_contents(knowledge: Knowledge, size: int, seed: int) -> Contents:
    """The bundled passages, and behind them made-up ones until there are `size`; the known questions as they are."""
    chance = random.Random(seed)
    words = words_of(knowledge.texts.values())
    bundled = knowledge.index.entries[:size]
    wanted = [min(_A_DOCUMENT, size - at) for at in range(len(bundled), size, _A_DOCUMENT)]
    made = [_document(f"grown-{number}", count, words, chance) for number, count in enumerate(wanted)]
    return Contents(
        splitter_version=knowledge.index.meta.splitter_version,
        fingerprint=f"grown-{size}-{seed}",
        sources=(*knowledge.index.sources, *(source for source, _ in made)),
        entries=(*bundled, *(entry for _, entries in made for entry in entries)),
        questions=known_questions(knowledge.programs),
    )


def known_vectors(knowledge: Knowledge, contents: Contents, seed: int) -> dict[str, Vectors]:
    """A vector for every text of `contents`, by its key, so that nothing is embedded."""
    index, model = knowledge.index, knowledge.embedder.model_id
    stored = index.vectors_of([entry.id for entry in index.entries])
    real = np.array(list(stored.values()), dtype=np.float32)
    made = [entry.search_text for entry in contents.entries if entry.id not in stored]
    old = {entry.search_text: stored[entry.id] for entry in contents.entries if entry.id in stored}
    passages = old | dict(zip(made, vectors_like(real, len(made), seed), strict=True))
    questions = dict(zip(contents.questions, index.question_vectors, strict=True))
    of_role = {Role.PASSAGE: passages, Role.QUERY: questions}
    return {vector_key(model, role, text): row for role, rows in of_role.items() for text, row in rows.items()}


def grown_knowledge(knowledge: Knowledge, contents: Contents, data_dir: Path) -> Knowledge:
    """The knowledge with the index that was built of `contents` in place of its own."""
    passages: dict[str, list[Passage]] = {}
    for entry in contents.entries:
        passages.setdefault(entry.source_id, []).append(entry.passage)
    made = {
        stored.id: SourceDocument(
            info=_info(stored.id),
            path=data_dir / f"{stored.id}.txt",  # no such file: nothing that answers reads it
            media_type=stored.media_type,
            text=stored.text,
            pages=stored.pages,
            passages=tuple(passages[stored.id]),
            report=stored.report,
        )
        for stored in contents.sources
        if stored.id not in knowledge.sources
    }
    sources = knowledge.sources | made
    texts = {source_id: document.text for source_id, document in sources.items()}
    return dataclasses.replace(knowledge, index=open_index(data_dir), sources=sources, texts=texts)


def _document(name: str, count: int, words: Sequence[str], chance: random.Random) -> tuple[StoredSource, list[Entry]]:
    """A document of `count` passages under one heading."""
    context = "の".join(chance.choices(words, k=2))
    texts = [paragraph(words, chance) for _ in range(count)]
    entries: list[Entry] = []
    at = 0
    for text in texts:
        passage = Passage(start=at, end=at + len(text), text=text, context=context)
        search_text = search_form(f"{context}\n{text}")
        entries.append(Entry(id=f"{name}:{at}-{passage.end}", source_id=name, passage=passage, search_text=search_text))
        at = passage.end + len(_BETWEEN)
    whole = _BETWEEN.join(texts)
    report = IngestReport(name=name, pages=0, passages=count, tables=0, characters=len(whole))
    return StoredSource(id=name, media_type=_TEXT, text=whole, pages=(), report=report), entries


def _info(name: str) -> Source:
    return Source(
        id=name,
        title=f"合成文書 {name}",
        issuer="計測",
        issued_on="2020",
        kind="background",
        authority=Authority.OFFICIAL,
    )
