"""Program files, corpus/programs/*.yaml, as values. The quotes are checked elsewhere (advisor/corpus/check.py)."""

from pathlib import Path

from pydantic import ValidationError

from advisor.corpus.problems import Problem, problems_of
from advisor.corpus.yaml_reading import read_yaml
from advisor.programs.model import Program

PROGRAMS = "programs"


def load_program(path: Path) -> Program:
    """The program in one file. Raises CorpusError naming file, path in the file and reason (the first one)."""
    program, problems = read_program(path)
    if program is None:
        raise problems[0].error()
    return program


def load_programs(corpus_dir: Path) -> tuple[Program, ...]:
    """All programs of a corpus folder in the order of their file names. Raises CorpusError as `load_program` does."""
    return tuple(load_program(path) for path in program_files(corpus_dir))


def program_files(corpus_dir: Path) -> list[Path]:
    """The program files of a corpus folder, by name."""
    return sorted((corpus_dir / PROGRAMS).glob("*.yaml"))


def read_program(path: Path) -> tuple[Program | None, list[Problem]]:
    """The program, or None and everything that does not fit the schema."""
    file = f"{PROGRAMS}/{path.name}"
    data, problems = read_yaml(path, file)
    if problems:
        return None, problems
    try:
        return Program.model_validate(data), []
    except ValidationError as error:
        return None, problems_of(error, file)
