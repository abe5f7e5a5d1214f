"""Program files as values: corpus/programs/<id>.yaml, and beside it in corpus/programs/<id>/ further rounds
(round-<n>.yaml), further ways of asking (asked-as.yaml, hubs-asked-as.yaml) and questions on something else
(elsewhere.yaml).

The quotes are checked elsewhere (advisor/corpus/checks/check.py).
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import Field, ValidationError

from advisor.corpus.problems import Problem, problem, problems_of
from advisor.corpus.yaml_reading import read_yaml
from advisor.programs.model import Fact, Gap, Program, Round
from advisor.values import Value

PROGRAMS = "programs"
WORDINGS = ("asked-as.yaml", "hubs-asked-as.yaml", "elsewhere.yaml")


class RoundFile(Value):
    """A round in a file of its own, with its facts."""

    round: Round
    facts: tuple[Fact, ...] = ()


class WordingsFile(Value):
    """Further ways of asking, by the key of their facts or gap; of selected hubs, by their id; and questions on
    something else: the long lists stand apart from what is said."""

    asked_as: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    hubs: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    elsewhere: tuple[str, ...] = ()


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
    return [file for path in program_files(corpus_dir) for file in (path, *round_files(path), *wordings_files(path))]


def wordings_files(path: Path) -> list[Path]:
    """The files of further ways of asking of the program in `path`, as far as they are there."""
    return [file for name in WORDINGS if (file := path.with_suffix("") / name).exists()]


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
    keys = {fact.key for _, fact in facts} | {gap.key for gap in program.gaps}
    wordings, faults = _read_wordings(path, keys)
    problems += faults
    if problems:
        return None, problems
    asked = _asked_also([fact for _, fact in facts], wordings.asked_as)
    facts = [(place, fact) for (place, _), fact in zip(facts, asked, strict=True)]
    gaps = tuple(_asked_also(program.gaps, wordings.asked_as))
    program = program.model_copy(update={"gaps": gaps, "hubs_asked_as": wordings.hubs, "elsewhere": wordings.elsewhere})
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


def _read_wordings(path: Path, keys: set[str]) -> tuple[WordingsFile, list[Problem]]:
    """The further ways of asking, and everything that is wrong with their files."""
    found, problems = WordingsFile(), []
    for own in wordings_files(path):
        file = f"{PROGRAMS}/{path.stem}/{own.name}"
        data, faults = read_yaml(own, file)
        problems += faults
        try:
            read = WordingsFile() if faults else WordingsFile.model_validate(data)
        except ValidationError as error:
            problems += problems_of(error, file)
            continue
        unknown = sorted(set(read.asked_as) - keys)
        problems += [problem("corpus_unknown_key", file, f"asked_as.{key}", value=key) for key in unknown]
        found = WordingsFile(
            asked_as=found.asked_as | read.asked_as,
            hubs=found.hubs | read.hubs,
            elsewhere=found.elsewhere + read.elsewhere,
        )
    return found, problems


Asked = TypeVar("Asked", Fact, Gap)


def _asked_also(told: Sequence[Asked], wordings: Mapping[str, tuple[str, ...]]) -> list[Asked]:
    """Facts or gaps with the further ways of asking at the first one of each key, which pools them for all."""
    left = dict(wordings)
    return [
        each.model_copy(update={"asked_as": each.asked_as + more}) if (more := left.pop(each.key, ())) else each
        for each in told
    ]
