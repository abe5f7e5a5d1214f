"""A further round from its document: the file, its manifest entry, an empty round, and proposals to decide on.

All of it is tried in a copy of the corpus first; then it is written, and on any fault nothing remains.
"""

import re
import shutil
import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from advisor.corpus.checks.check import check_corpus
from advisor.corpus.glossary import load_glossary
from advisor.corpus.manifest import MANIFEST, Kind, Manifest, SourceEntry, load_manifest
from advisor.corpus.problems import problem
from advisor.corpus.rounds.aligning import fold
from advisor.corpus.rounds.files import dump_round, program_of, round_file_path
from advisor.corpus.rounds.found_again import NewDocument
from advisor.corpus.rounds.proposals import Proposals, dump_proposals, proposals_path, yaml_text
from advisor.corpus.rounds.proposing import propose
from advisor.corpus.rounds.stated_values import ValueKind, values_in
from advisor.corpus.rounds.writing import write_whole
from advisor.errors import CorpusError
from advisor.ingest.document import Document, PageState
from advisor.ingest.reading import read_document
from advisor.programs.load import RoundFile
from advisor.programs.model import Authority, Program, Round
from advisor.values import Value

DOCUMENTS = "documents"
_FIRST_LINES = 12  # lines at the top of a document in which its date stands
_FISCAL_YEAR_BEGINS = 4  # April


class Described(Value):
    """What a person says of the document; None: to be found in it."""

    fiscal_year: int | None = None
    title: str | None = None
    issuer: str | None = None
    issued_on: date | None = None


class Scaffold(Value):
    """What was written. `garbled_pages`: pages of the document whose text cannot be read."""

    paths: tuple[Path, ...]
    entry: SourceEntry
    proposals: Proposals
    garbled_pages: tuple[int, ...]


def new_round(corpus_dir: Path, number: int, file: Path, described: Described, program_id: str | None) -> Scaffold:
    """Add round `number` of a program (by default the one that has rounds), whose call document is `file`.

    Raises CorpusError for a corpus with problems, a round that is there or does not follow the newest, or a document
    that does not say what is needed; DocumentUnreadable for one that cannot be read. Nothing is written then.
    """
    problems = check_corpus(corpus_dir)
    if problems:
        raise problems[0].error()
    program_file, program = program_of(corpus_dir, program_id)
    last = _last_round(program, number)
    manifest = load_manifest(corpus_dir)
    document = read_document(file)
    before = _guidelines(manifest, program.id, last.number)
    entry = _entry(program.id, number, file, document, described, before)
    issued_on = date.fromisoformat(entry.issued_on)
    old = {s.id: read_document(manifest.path_of(s.id)) for s in manifest.sources if _is_official(s, program, last)}
    beside = NewDocument(entry.id, document, old, load_glossary(corpus_dir).aliases)
    proposals = propose(program, last, number, issued_on, beside)
    fiscal_year = described.fiscal_year or issued_on.year - (issued_on.month < _FISCAL_YEAR_BEGINS)
    round_ = Round(
        number=number,
        fiscal_years=(fiscal_year,),
        authority=Authority.OFFICIAL,
        unknown=tuple(subject.id for subject in program.subjects),
    )
    round_path = round_file_path(program_file, number)
    writes: dict[Path, bytes] = {
        Path(entry.path): file.read_bytes(),
        proposals_path(corpus_dir, program.id, number).relative_to(corpus_dir): dump_proposals(proposals).encode(),
        round_path.relative_to(corpus_dir): dump_round(RoundFile(round=round_)).encode(),
        Path(MANIFEST): _with_entry((corpus_dir / MANIFEST).read_bytes().decode("utf-8"), entry).encode(),
    }
    _try(corpus_dir, writes)
    _write(corpus_dir, writes)
    garbled = tuple(page.number for page in document.pages if page.state is PageState.GARBLED)
    return Scaffold(
        paths=tuple(corpus_dir / path for path in writes), entry=entry, proposals=proposals, garbled_pages=garbled
    )


def _last_round(program: Program, number: int) -> Round:
    newest = max(program.rounds, key=lambda r: r.number, default=None)
    if newest is None or number > newest.number + 1:
        raise CorpusError("round_not_next", number=number, next=(newest.number if newest else 0) + 1)
    if number <= newest.number:
        raise CorpusError("round_exists", number=number, next=newest.number + 1)
    return newest


def _guidelines(manifest: Manifest, program_id: str, number: int) -> SourceEntry | None:
    """The entry of the round's own call document."""
    own = [s for s in manifest.sources if (s.program, s.round, s.kind) == (program_id, number, Kind.GUIDELINES)]
    return own[0] if own else None


def _is_official(source: SourceEntry, program: Program, last: Round) -> bool:
    return (source.program, source.round, source.authority) == (program.id, last.number, Authority.OFFICIAL)


def _entry(
    program_id: str, number: int, file: Path, document: Document, described: Described, before: SourceEntry | None
) -> SourceEntry:
    """The manifest entry: what the person says, else what the document says, else what its predecessor's entry says."""
    issued_on = described.issued_on or _dated(document)
    if issued_on is None:
        raise CorpusError("round_no_date", name=file.name)
    issuer = described.issuer or _same_issuer(document, before)
    title = described.title or _renumbered(before.title if before else None, number)
    if issuer is None:
        raise CorpusError("round_needs", option="--issuer", name=file.name)
    if title is None:
        raise CorpusError("round_needs", option="--title", name=file.name)
    source_id = f"{program_id}-call-{number}-guidelines"
    return SourceEntry(
        id=source_id,
        path=f"{DOCUMENTS}/{source_id}{file.suffix.lower()}",
        title=title,
        short_title=None if described.title else _renumbered(before.short_title if before else None, number),
        issuer=issuer,
        issued_on=issued_on.isoformat(),
        kind=Kind.GUIDELINES,
        program=program_id,
        round=number,
        authority=Authority.OFFICIAL,
        valid_from=issued_on,
        licence=before.licence if before else "-",
    )


def _dated(document: Document) -> date | None:
    """The day in a line of its own at the top of the document."""
    lines = [line for line in document.text.splitlines() if line.strip()][:_FIRST_LINES]
    for line in lines:
        values = values_in(fold(line).text)
        if len(values) == 1 and values[0].kind is ValueKind.DATE and values[0].text == fold(line).text:
            return values[0].day
    return None


def _same_issuer(document: Document, before: SourceEntry | None) -> str | None:
    """The predecessor's issuer, where the document names all of its parts."""
    text = fold(document.text).text
    return before.issuer if before and all(fold(part).text in text for part in before.issuer.split()) else None


def _renumbered(title: str | None, number: int) -> str | None:
    """The predecessor's title with this round's number; None where it has no number."""
    changed = re.sub(r"第\s*\d+\s*回", f"第{number}回", title or "")
    return changed if title and re.search(r"第\s*\d+\s*回", title) else None


def _with_entry(manifest: str, entry: SourceEntry) -> str:
    """The manifest's text with one more entry at its end; comments stay."""
    data = entry.model_dump(mode="json")
    found = re.findall(r"(?m)^( *)- ", manifest)
    indent = found[0] if found else "  "
    lines = yaml_text([data]).splitlines()
    return manifest.rstrip("\n") + "\n\n" + "".join(f"{indent}{line}\n" for line in lines)


def _try(corpus_dir: Path, writes: Mapping[Path, bytes]) -> None:
    """Write into a copy of the corpus and check that. Raises CorpusError with the first problem."""
    with tempfile.TemporaryDirectory(prefix="new-round-") as folder:
        copy = Path(folder) / "corpus"
        shutil.copytree(corpus_dir, copy, ignore=shutil.ignore_patterns("vectors"))
        for path, content in writes.items():
            (copy / path).parent.mkdir(parents=True, exist_ok=True)
            (copy / path).write_bytes(content)
        problems = check_corpus(copy)
        if not problems and len(load_manifest(copy).sources) != len(load_manifest(corpus_dir).sources) + 1:
            problems = [problem("corpus_bad_yaml", MANIFEST, "sources", detail="the new entry cannot be added")]
        if problems:
            raise problems[0].error()


def _write(corpus_dir: Path, writes: Mapping[Path, bytes]) -> None:
    """Write the files, the manifest last. On any fault what was written is taken back."""
    undo: list[Callable[[], object]] = []
    try:
        for path, content in writes.items():
            target = corpus_dir / path
            if path != Path(MANIFEST) and target.exists():
                raise problem("round_file_exists", str(path), "-").error()
            for folder in reversed([p for p in target.parents if not p.exists()]):
                folder.mkdir()
                undo.append(folder.rmdir)
            if path != Path(MANIFEST):
                undo.append(_remover(target))
            write_whole(target, content, str(path))
    except BaseException:
        for step in reversed(undo):
            step()
        raise


def _remover(path: Path) -> Callable[[], object]:
    return lambda: path.unlink(missing_ok=True)
