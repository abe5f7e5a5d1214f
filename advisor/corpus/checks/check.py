"""Whether the corpus is what it says: manifest, programs, hubs and support menus against their sources.

All problems are collected. `python -m advisor.corpus.checks.check [FOLDER]` prints them, one a line; exits 2 if any.
"""

import sys
from pathlib import Path

from advisor.corpus.checks.menus import check_menus
from advisor.corpus.checks.programs import check_programs
from advisor.corpus.hubs import parse_hubs
from advisor.corpus.manifest import MANIFEST, Kind, Manifest, read_manifest
from advisor.corpus.problems import Problem, problem
from advisor.corpus.rounds.proposals import proposal_files, read_proposals
from advisor.corpus.source_text import source_text
from advisor.corpus.support_menus import ContactVariant, menu_files, read_support_menus
from advisor.forms.outlines import check_outlines
from advisor.programs.load import ProgramParts, program_files, read_program
from advisor.settings import bundled


def check_corpus(corpus_dir: Path) -> list[Problem]:
    """Everything that is wrong in a corpus folder, in the order manifest, programs, hubs, support menus, outlines,
    proposals."""
    manifest, problems = read_manifest(corpus_dir)
    texts, unreadable = _texts(manifest)
    programs, misfits = _programs(corpus_dir)
    problems += unreadable
    problems += misfits
    rounds = {parts.program.id: {r.number for r in parts.program.rounds} for parts in programs}
    if not misfits:  # otherwise a program would be called unknown that is only unreadable
        problems += _manifest_against(manifest, rounds)
    problems += check_programs(programs, texts)
    problems += _check_hubs(manifest, texts, {} if misfits else rounds)
    problems += _check_menus(corpus_dir, texts)
    problems += check_outlines(corpus_dir, texts)
    return problems + [fault for path in proposal_files(corpus_dir) for fault in read_proposals(path)[1]]


def contact_contradictions(corpus_dir: Path) -> list[ContactVariant]:
    """Contacts that a source prints in several ways. No fault of the corpus: it shows what the source says."""
    read = [read_support_menus(path)[0] for path in menu_files(corpus_dir)]
    return [variant for menus in read if menus is not None for variant in menus.variants]


def _texts(manifest: Manifest) -> tuple[dict[str, str], list[Problem]]:
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for source in manifest.sources:
        text, faults = source_text(manifest.path_of(source.id), source.path)
        texts[source.id] = text
        problems += faults
    return texts, problems


def _programs(corpus_dir: Path) -> tuple[list[ProgramParts], list[Problem]]:
    programs: list[ProgramParts] = []
    problems: list[Problem] = []
    first_at: dict[str, str] = {}
    for path in program_files(corpus_dir):
        parts, faults = read_program(path)
        problems += faults
        if parts is None:
            continue
        programs.append(parts)
        first = first_at.setdefault(parts.program.id, parts.file)
        if first != parts.file:
            problems.append(problem("corpus_duplicate_id", parts.file, "id", value=parts.program.id, first=first))
    return programs, problems


def _manifest_against(manifest: Manifest, rounds: dict[str, set[int]]) -> list[Problem]:
    """Programs and rounds that the manifest names and no program file has."""
    found = []
    for source in manifest.sources:
        at = f"sources[{source.id}]"
        if source.program is not None and source.program not in rounds:
            found.append(problem("corpus_unknown_program", MANIFEST, f"{at}.program", value=source.program))
        elif source.round is not None and source.round not in rounds.get(source.program or "", set()):
            found.append(problem("corpus_unknown_round", MANIFEST, f"{at}.round", value=source.round))
    return found


def _check_hubs(manifest: Manifest, texts: dict[str, str], rounds: dict[str, set[int]]) -> list[Problem]:
    return [
        found
        for source in manifest.sources
        if source.kind == Kind.PRECEDENT and source.path.endswith(".csv")
        for found in parse_hubs(texts[source.id], rounds.get(source.program or ""), source.path)[1]
    ]


def _check_menus(corpus_dir: Path, texts: dict[str, str]) -> list[Problem]:
    problems: list[Problem] = []
    for path in menu_files(corpus_dir):
        menus, faults = read_support_menus(path)
        problems += faults
        if menus is not None:
            content = path.read_bytes().decode("utf-8")
            problems += check_menus(menus, f"{path.parent.name}/{path.name}", content, texts)
    return problems


def main(arguments: list[str]) -> int:
    """Prints the problems of the folder given, or of the bundled corpus."""
    problems = check_corpus(Path(arguments[0]) if arguments else bundled("corpus"))
    sys.stdout.writelines(found.line() + "\n" for found in problems)
    return 2 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
