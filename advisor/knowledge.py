"""Everything an answer is drawn from, loaded once: the corpus with its texts, the programs and the open index."""

import hashlib
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path

from advisor.answering.models import Source
from advisor.answering.pointers import quoted_passages
from advisor.answering.topics import KnownQuestions, examples_of, topics_of
from advisor.corpus.glossary import Glossary, load_glossary
from advisor.corpus.hubs import Hub, hub_passage, load_hubs
from advisor.corpus.manifest import Kind, Manifest, SourceEntry, load_manifest
from advisor.corpus.support_menus import SupportMenus, load_all_support_menus
from advisor.errors import IndexUnavailable
from advisor.faq.shelf import FAQ_KIND, FaqShelf
from advisor.folding import search_form
from advisor.ingest.document import Document, IngestReport, Page, Passage
from advisor.ingest.passages import SPLITTER_VERSION, make_passages
from advisor.ingest.reading import read_document
from advisor.ingest.report import report
from advisor.programs.cues import CueReader
from advisor.programs.load import all_program_files, load_programs
from advisor.programs.model import Program
from advisor.programs.names import ProgramNames
from advisor.programs.sayings import KnownSayings, sayings_of
from advisor.retrieval.analyses import (
    analyse_all,
    bundled_analyses_path,
    load_analyses,
    load_bundled_analyses,
    save_bundled_analyses,
)
from advisor.retrieval.embedding import Embedder, Vectors, make_embedder
from advisor.retrieval.index import Contents, Entry, Index, StoredSource, build_index, open_index, read_meta
from advisor.retrieval.reranking import CrossEncoderReranker, make_reranker
from advisor.retrieval.vectors import Role, bundled_vectors_path, embed_all, load_bundled, save_bundled, vector_key
from advisor.settings import Settings
from advisor.spelling import Spelling
from advisor.values import Value
from advisor.verifying.told import ToldPlaces

Progress = Callable[[str, int, int], None]  # what is being done, done so far, of how many


@dataclass(frozen=True)
class SourceDocument:
    """A document of the corpus with the text that quotes are exact substrings of."""

    info: Source
    path: Path
    media_type: str
    text: str
    pages: tuple[Page, ...]
    passages: tuple[Passage, ...]
    report: IngestReport

    @cached_property
    def _starts(self) -> list[int]:
        return [passage.start for passage in self.passages]

    def passage_at(self, offset: int) -> Passage | None:
        """The passage that the character at `offset` stands in, the smallest one where several do."""
        last = bisect_right(self._starts, offset)
        around = [p for p in self.passages[max(0, last - 12) : last] if p.start <= offset < p.end]
        return min(around, key=lambda p: p.end - p.start, default=None)


@dataclass(frozen=True)
class Knowledge:
    """What `answer` needs. Safe to share between threads."""

    settings: Settings
    sources: dict[str, SourceDocument]
    programs: tuple[Program, ...]
    hubs: tuple[Hub, ...]
    menus: tuple[SupportMenus, ...]
    glossary: Glossary
    embedder: Embedder
    index: Index
    names: ProgramNames
    spelling: Spelling
    questions: KnownQuestions
    sayings: KnownSayings
    cues: CueReader
    texts: dict[str, str] = field(repr=False)
    reranker: CrossEncoderReranker | None = None
    faq: FaqShelf | None = None

    def with_faq(self, faq: FaqShelf | None) -> "Knowledge":
        """The same with these approved entries as sources of their own, in place of those that it had."""
        documents = {id: document for id, document in self.sources.items() if document.info.kind != FAQ_KIND}
        documents |= {} if faq is None else {id: _of_entry(source, faq.texts[id]) for id, source in faq.sources.items()}
        texts = {source_id: document.text for source_id, document in documents.items()}
        return replace(self, sources=documents, texts=texts, faq=faq)

    @property
    def program(self) -> Program:
        """The program that questions are about."""
        return _home(self.programs)

    @cached_property
    def infos(self) -> dict[str, Source]:
        """What the manifest says of each source."""
        return {source_id: document.info for source_id, document in self.sources.items()}

    @cached_property
    def told_places(self) -> ToldPlaces:
        """Which facts of the program models quote which piece of a source."""
        return ToldPlaces(self.programs, self.texts)

    def quoted_by(self, topics: Sequence[int]) -> list[int]:
        """The places of the passages that the topics at these places quote, those of the first topic first."""
        return list(dict.fromkeys(place for topic in topics for place in self._quoted[topic]))

    @cached_property
    def _quoted(self) -> tuple[tuple[int, ...], ...]:
        record = next((source_id for source_id, info in self.infos.items() if info.kind == Kind.PRECEDENT), "")
        rows = {hub.id: f"{record}:{hub.start}-{hub.end}" for hub in self.hubs}
        return quoted_passages(self.questions.topics, self.texts, self.index.entries, rows)

    def knows_word(self, word: str) -> bool:
        """Whether any passage or known question holds `word`, or sounds like it."""
        return word in self.questions.all_words or self.index.lexical.knows(word)

    @classmethod
    def load(
        cls,
        settings: Settings,
        progress: Progress | None = None,
        embedder: Embedder | None = None,
        reranker: CrossEncoderReranker | None = None,
    ) -> "Knowledge":
        """Read the corpus and open its index; build the index when it is missing or the corpus has changed.

        `embedder`, `reranker`: those that are loaded already, of the same settings.

        Raises CorpusError for a corpus that contradicts itself, IndexUnavailable for an index that another model or
        splitter made, ServiceFault when it cannot be written or a model that is set cannot be loaded,
        DocumentUnreadable for a file that cannot be read.
        """
        manifest = load_manifest(settings.corpus_dir)
        programs = load_programs(settings.corpus_dir)
        embedder = embedder or make_embedder(settings)
        reranker = reranker or make_reranker(settings)  # before an index is made: a fault should not cost that time
        _refresh(settings, manifest, programs, embedder, force=False, progress=progress)
        index = open_index(settings.data_dir)
        glossary = load_glossary(settings.corpus_dir)
        topics = topics_of(programs)
        examples = examples_of(topics)
        asked = len(examples)
        bare = known_questions(programs)[:asked]
        stored = {source.id: source for source in index.sources}
        passages: dict[str, list[Passage]] = {source_id: [] for source_id in stored}
        for entry in index.entries:
            passages[entry.source_id].append(entry.passage)
        sources = {
            entry.id: SourceDocument(
                info=entry.as_source(),
                path=manifest.path_of(entry.id),
                media_type=stored[entry.id].media_type,
                text=stored[entry.id].text,
                pages=stored[entry.id].pages,
                passages=tuple(sorted(passages[entry.id], key=lambda p: p.start)),
                report=stored[entry.id].report,
            )
            for entry in manifest.sources
        }
        return cls(
            settings=settings,
            sources=sources,
            programs=programs,
            hubs=tuple(hub for entry in _precedents(manifest) for hub in load_hubs(manifest.path_of(entry.id))),
            menus=load_all_support_menus(settings.corpus_dir),
            glossary=glossary,
            embedder=embedder,
            index=index,
            names=ProgramNames(_home(programs)),
            spelling=Spelling(_english_texts(programs, glossary)),
            questions=KnownQuestions(
                topics,
                index.question_vectors[:asked],
                bare,
                load_analyses(index.analyses_file, bare)[:asked],
                _home(programs).id,
            ),
            sayings=KnownSayings(sayings_of(_home(programs)), index.question_vectors[asked:]),
            cues=CueReader(_home(programs).word_classes),
            texts={source_id: document.text for source_id, document in sources.items()},
            reranker=reranker,
        )


def _of_entry(source: Source, text: str) -> SourceDocument:
    """An approved entry as a document: there is no file, and nothing of it is searched as a passage."""
    nothing = report(Document(name=source.id, media_type="text/plain", text=text), ())
    return SourceDocument(
        info=source, path=Path(), media_type="text/plain", text=text, pages=(), passages=(), report=nothing
    )


def _home(programs: tuple[Program, ...]) -> Program:
    """The program that has rounds; the others are background."""
    return next(program for program in programs if program.rounds)


def _english_texts(programs: tuple[Program, ...], glossary: Glossary) -> list[str]:
    """What English questions are known to be made of."""
    ours = [topic for topic in topics_of(programs) if not topic.elsewhere]
    asked = [example.text for example in examples_of(ours) if example.text.isascii()]
    return asked + [name for term in glossary.terms for name in term.names if name.isascii()]


def fingerprint(settings: Settings, questions: Sequence[str]) -> str:
    """A hash of everything an index is made from: the corpus's files, the size of a passage, and the known questions
    (which of a fact's texts are questions is for the code to say, and may change with it)."""
    digest = hashlib.sha256(f"{settings.passage_tokens}\0".encode())
    manifest = load_manifest(settings.corpus_dir)
    files = [manifest.path_of(source.id) for source in manifest.sources]
    for path in [*files, *all_program_files(settings.corpus_dir)]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    digest.update("\0".join(questions).encode())
    return digest.hexdigest()


def known_questions(programs: tuple[Program, ...]) -> tuple[str, ...]:
    """The texts whose vectors the index keeps: every known question, then every saying (`Knowledge.load` divides
    them)."""
    names = ProgramNames(_home(programs))
    asked = (names.removed_from(example.text) for example in examples_of(topics_of(programs)))
    return (*asked, *(saying.text for saying in sayings_of(_home(programs))))


class BuildReport(Value):
    """What indexing did, and what reading each document gave."""

    built: bool
    entries: int
    documents: tuple[IngestReport, ...]


def build(settings: Settings, force: bool = False, progress: Progress | None = None) -> BuildReport:
    """Bring the index up to date with the corpus; `force`: make it anew, whoever made the old one.

    Raises what `Knowledge.load` raises.
    """
    manifest = load_manifest(settings.corpus_dir)
    programs = load_programs(settings.corpus_dir)
    built = _refresh(settings, manifest, programs, make_embedder(settings), force, progress)
    index = open_index(settings.data_dir)
    reports = tuple(source.report for source in index.sources)
    return BuildReport(built=built, entries=len(index.entries), documents=reports)


def _refresh(
    settings: Settings,
    manifest: Manifest,
    programs: tuple[Program, ...],
    embedder: Embedder,
    force: bool,
    progress: Progress | None,
) -> bool:
    """Make the index anew when the corpus has changed; only texts without a known vector are embedded."""
    meta = None if force else read_meta(settings.data_dir)
    if meta is not None:
        if (meta.model_id, meta.splitter_version) != (embedder.model_id, SPLITTER_VERSION):
            raise IndexUnavailable("index_other_model", made_by=meta.model_id, wanted=embedder.model_id)
        if meta.fingerprint == fingerprint(settings, known_questions(programs)):
            return False
    known = load_bundled(bundled_vectors_path(settings.corpus_dir, embedder.model_id))
    contents = contents_of(settings, manifest, programs, embedder)
    build_index(contents, embedder, settings.data_dir, known, progress)
    return True


def bundle_vectors(settings: Settings, progress: Progress | None = None) -> tuple[Path, int]:
    """Write the vectors of all that the corpus holds, to ship with it. Returns the file and how many there are."""
    manifest = load_manifest(settings.corpus_dir)
    embedder = make_embedder(settings)
    contents = contents_of(settings, manifest, load_programs(settings.corpus_dir), embedder)
    path = bundled_vectors_path(settings.corpus_dir, embedder.model_id)
    known = load_bundled(path)
    vectors: dict[str, Vectors] = {}
    of_what = {Role.PASSAGE: "passages", Role.QUERY: "questions"}
    texts = {Role.PASSAGE: [e.search_text for e in contents.entries], Role.QUERY: list(contents.questions)}
    for role, of_role in texts.items():
        tell = None if progress is None else partial(progress, of_what[role])
        rows = embed_all(of_role, role, embedder, known, None, tell)
        vectors |= {vector_key(embedder.model_id, role, text): row for text, row in zip(of_role, rows, strict=True)}
    save_bundled(path, vectors)
    analyses = analyse_all(contents.questions, {})
    save_bundled_analyses(bundled_analyses_path(settings.corpus_dir), contents.questions, analyses)
    return path, len(vectors)


def contents_of(settings: Settings, manifest: Manifest, programs: tuple[Program, ...], embedder: Embedder) -> Contents:
    """What goes into the index: every source read and split, every known question and saying."""
    read = [_read(source, manifest, settings, embedder) for source in manifest.sources]
    questions = known_questions(programs)
    return Contents(
        splitter_version=SPLITTER_VERSION,
        fingerprint=fingerprint(settings, questions),
        sources=tuple(stored for stored, _ in read),
        entries=tuple(entry for _, entries in read for entry in entries),
        questions=questions,
        analyses=tuple(analyse_all(questions, load_bundled_analyses(bundled_analyses_path(settings.corpus_dir)))),
    )


def _read(
    source: SourceEntry, manifest: Manifest, settings: Settings, embedder: Embedder
) -> tuple[StoredSource, list[Entry]]:
    path = manifest.path_of(source.id)
    if source.kind is Kind.PRECEDENT:
        text = path.read_bytes().decode("utf-8")
        document = Document(name=path.name, media_type="text/csv", text=text)
        passages = [
            Passage(start=h.start, end=h.end, text=text[h.start : h.end], context=hub_passage(h), row=h.row)
            for h in load_hubs(path)
        ]
    else:
        document = read_document(path)
        passages = make_passages(document, embedder.count_tokens, settings.passage_tokens)
    stored = StoredSource(
        id=source.id,
        media_type=document.media_type,
        text=document.text,
        pages=document.pages,
        report=report(document, passages),
    )
    entries = [
        Entry(
            id=f"{source.id}:{passage.start}-{passage.end}",
            source_id=source.id,
            passage=passage,
            # a hub's line repeats its context and adds only addresses
            search_text=search_form(
                passage.context if source.kind is Kind.PRECEDENT else f"{passage.context}\n{passage.text}"
            ),
        )
        for passage in passages
    ]
    return stored, entries


def _precedents(manifest: Manifest) -> list[SourceEntry]:
    return [source for source in manifest.sources if source.kind is Kind.PRECEDENT]
