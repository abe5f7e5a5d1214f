"""The files of further rounds: where they are, and how they are written."""

from pathlib import Path

from advisor.corpus.rounds.proposals import yaml_text
from advisor.errors import CorpusError
from advisor.programs.load import RoundFile, program_files, read_program
from advisor.programs.model import Program


def program_of(corpus_dir: Path, program_id: str | None) -> tuple[Path, Program]:
    """A program with its file, by id, or the one that has rounds. Raises CorpusError when there is none such."""
    for path in program_files(corpus_dir):
        parts, problems = read_program(path)
        if parts is None:
            raise problems[0].error()
        if parts.program.id == program_id or (program_id is None and parts.program.rounds):
            return path, parts.program
    raise CorpusError("round_no_program", value=program_id or "-")


def round_file_path(program_file: Path, number: int) -> Path:
    """The file of a further round of the program in `program_file`."""
    return program_file.with_suffix("") / f"round-{number}.yaml"


def dump_round(content: RoundFile) -> str:
    """The text of a round's own file; what is not known is written as such."""
    round_ = content.round.model_dump(mode="json", exclude_defaults=True)
    shown: dict[str, object] = {"number": content.round.number, "begins_on": None, "call": {}, "unknown": []}
    order = ("number", "begins_on", "fiscal_years", "authority", "call", "briefing", "validity", "contact", "unknown")
    merged = {**shown, **round_}
    facts = [fact.model_dump(mode="json", exclude_defaults=True) for fact in content.facts]
    head = "# Written by `advisor corpus new-round` and `advisor corpus accept`, which keep no comments.\n"
    return head + yaml_text({"round": {k: merged[k] for k in order if k in merged}, "facts": facts})
