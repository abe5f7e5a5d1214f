"""Program files as values: corpus/programs/<id>.yaml, and further rounds in corpus/programs/<id>/round-<n>.yaml.

The quotes are checked elsewhere (advisor/corpus/checks/check.py).
"""

from pathlib import Path

from pydantic import ValidationError

from advisor.corpus.problems import Problem, problems_of
from advisor.corpus.yaml_reading import read_yaml
from advisor.programs.model import Fact, Program, Round
from advisor.values import Value

PROGRAMS = "programs"


class RoundFile(Value):
    """A round in a file of its own, with its facts."""

    round: Round
    facts: tuple[Fact, ...] = ()


class Place(Value):
    """Where a round or a fact of a program is written: the file, and the path in it."""

    file: str
    at: str


class ProgramParts(Value):
    """A program as one, and where each of its rounds and facts is written (in their order)."""

    program: Program
    file: str
    round_places: tuple[Place, ...]
    fact_places: tuple[Place, ...]


def load_program(path: Path) -> Program:
    """The program in one file with its further rounds. Raises CorpusError naming file, path in it and reason."""
    parts, problems = read_program(path)
    if parts is None:
        raise problems[0].error()
    return parts.program


def load_programs(corpus_dir: Path) -> tuple[Program, ...]:
    """All programs of a corpus folder in the order of their file names. Raises CorpusError as `load_program` does."""
    return tuple(load_program(path) for path in program_files(corpus_dir))


def program_files(corpus_dir: Path) -> list[Path]:
    """The program files of a corpus folder, by name."""
    return sorted((corpus_dir / PROGRAMS).glob("*.yaml"))


def round_files(path: Path) -> list[Path]:
    """The files of further rounds of the program in `path`, by number."""
    files = path.with_suffix("").glob("round-*.yaml")
    return sorted(files, key=lambda file: (len(file.stem), file.stem))


def all_program_files(corpus_dir: Path) -> list[Path]:
    """Every file that a program of the corpus folder is read from."""
    return [file for path in program_files(corpus_dir) for file in (path, *round_files(path))]


def read_program(path: Path) -> tuple[ProgramParts | None, list[Problem]]:
    """The program with its further rounds, or None and everything that does not fit the schema."""
    file = f"{PROGRAMS}/{path.name}"
    data, problems = read_yaml(path, file)
    if problems:
        return None, problems
    try:
        program = Program.model_validate(data)
    except ValidationError as error:
        return None, problems_of(error, file)
    rounds = [(Place(file=file, at=f"rounds[{n}]"), round_) for n, round_ in enumerate(program.rounds)]
    facts = [(Place(file=file, at=f"facts[{n}]"), fact) for n, fact in enumerate(program.facts)]
    for further in round_files(path):
        name = f"{PROGRAMS}/{path.stem}/{further.name}"
        read, faults = read_round(further, name)
        problems += faults
        if read is not None:
            rounds.append((Place(file=name, at="round"), read.round))
            facts += [(Place(file=name, at=f"facts[{n}]"), fact) for n, fact in enumerate(read.facts)]
    if problems:
        return None, problems
    whole = program.model_copy(update={"rounds": tuple(r for _, r in rounds), "facts": tuple(f for _, f in facts)})
    places = {"round_places": tuple(p for p, _ in rounds), "fact_places": tuple(p for p, _ in facts)}
    return ProgramParts(program=whole, file=file, **places), []


def read_round(path: Path, file: str) -> tuple[RoundFile | None, list[Problem]]:
    """A round's own file, or None and everything that does not fit the schema. `file`: its name in problems."""
    data, problems = read_yaml(path, file)
    if problems:
        return None, problems
    try:
        return RoundFile.model_validate(data), []
    except ValidationError as error:
        return None, problems_of(error, file)
