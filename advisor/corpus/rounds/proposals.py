"""corpus/proposals/<program>-round-<n>.yaml: what a new document may say for a round, until a person has decided.

Proposals are no part of the corpus that answers: nothing here is indexed or told.
"""

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

import yaml
from pydantic import Field, ValidationError

from advisor.corpus.problems import Problem, problems_of
from advisor.corpus.rounds.carrying import Change
from advisor.corpus.yaml_reading import read_yaml
from advisor.programs.model import Briefing, Call, ContactPoint, Fact, Validity
from advisor.programs.texts import Evidence
from advisor.values import Value

FOLDER = "proposals"


class ProposalState(StrEnum):
    """How far a proposal follows from the documents alone."""

    UNCHANGED = "unchanged"  # the quote says the same words as before
    CHANGED = "changed"  # only values changed, and the statement says the new ones
    NEEDS_PERSON = "needs-person"  # other words changed, or the statement does not hold
    NOT_FOUND = "not-found"  # the new document has no such place


class Verdict(StrEnum):
    """What a person decided."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Decision(Value):
    """Who decided what and when. `edited`: the statement is the person's own."""

    verdict: Verdict
    by: str
    at: datetime
    edited: bool = False


class RoundPart(Value):
    """One of the round's own fields; the others are None."""

    begins_on: date | None = None
    call: Call | None = None
    briefing: Briefing | None = None
    validity: Validity | None = None
    contact: ContactPoint | None = None


class Proposal(Value):
    """One fact, or one of the round's own fields, as the new document seems to give it.

    `id`: the fact's key, or `round.<field>`. `old`: quotes of the last round; `evidence`: those of the new document.
    `beside`: new passages right next to the quote, which may belong to it. `faults`: why the statement does not hold.
    """

    id: str
    state: ProposalState
    old: tuple[Evidence, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    changes: tuple[Change, ...] = ()
    beside: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    fact: Fact | None = None
    part: RoundPart | None = None
    decision: Decision | None = None

    @property
    def open(self) -> bool:
        """Whether a person can still decide it: there is something to decide and nothing was decided."""
        return self.decision is None and self.state is not ProposalState.NOT_FOUND


class UncoveredPassage(Value):
    """A passage of the new document that no proposal quotes. `new`: the old document did not have it either."""

    text: str
    page: int | None = None
    new: bool = False


class Proposals(Value):
    """A proposals file. `last_round`: the round whose facts were looked for in the document.

    `left_out`: keys of that round's facts that do not rest on its official document.
    """

    program: str
    round: int = Field(ge=1)
    last_round: int = Field(ge=1)
    document: str
    proposals: tuple[Proposal, ...]
    uncovered: tuple[UncoveredPassage, ...] = ()
    left_out: tuple[str, ...] = ()

    def by_id(self, proposal_id: str) -> Proposal | None:
        """The proposal of that id."""
        return next((found for found in self.proposals if found.id == proposal_id), None)

    def with_proposal(self, changed: Proposal) -> "Proposals":
        """The proposals with one of them replaced."""
        return self.model_copy(
            update={"proposals": tuple(changed if p.id == changed.id else p for p in self.proposals)}
        )


_HEAD = (
    "# Proposed by `advisor corpus new-round` for a person to decide with `advisor corpus accept`.\n"
    "# Nothing in this file is indexed or told; what was accepted stands in the round's own file under programs/.\n"
)


def proposals_path(corpus_dir: Path, program: str, number: int) -> Path:
    """Where the proposals for a round are kept."""
    return corpus_dir / FOLDER / f"{program}-round-{number}.yaml"


def proposal_files(corpus_dir: Path) -> list[Path]:
    """The proposals files of a corpus folder, by name."""
    return sorted((corpus_dir / FOLDER).glob("*.yaml"))


def read_proposals(path: Path) -> tuple[Proposals | None, list[Problem]]:
    """The proposals of a file, or None and everything that does not fit the schema."""
    file = f"{FOLDER}/{path.name}"
    data, problems = read_yaml(path, file)
    if problems:
        return None, problems
    try:
        return Proposals.model_validate(data), []
    except ValidationError as error:
        return None, problems_of(error, file)


def dump_proposals(proposals: Proposals) -> str:
    """The file's text."""
    return _HEAD + yaml_text(proposals.model_dump(mode="json", exclude_defaults=True))


def yaml_text(data: object) -> str:
    """YAML as the corpus is written: in order, one line a value, Japanese as it is."""
    return str(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000))
