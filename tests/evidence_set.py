"""Ten files of one invented hub (架空), and three of another: what the tests give as evidence.

What stands in them, and what a draft has to take from it, is in tests/evidence_files. The traps of the ten: two counts
of the joint research of one year, a plan whose period is over with a head who has left, a pamphlet full of praise; and
nothing anywhere on the management of information, on security or on export control.
"""

from pathlib import Path

from evals.drafting.making import make_files
from evals.drafting.sets import EvidenceSet, read_set

_DESCRIBED = Path(__file__).parent / "evidence_files"


def evidence_set() -> EvidenceSet:
    """The ten files as described, with what is expected of a draft."""
    return read_set(_DESCRIBED / "hub.yaml")


def other_evidence() -> EvidenceSet:
    """The three files of the other hub, which shares no name and no subject with the first."""
    return read_set(_DESCRIBED / "other.yaml")


def write_evidence_set(folder: Path) -> None:
    """The ten files, real ones, into `folder`, which must exist."""
    make_files(evidence_set().files, folder)


def write_other_evidence(folder: Path) -> None:
    """The three files of the other hub into `folder`, which must exist."""
    make_files(other_evidence().files, folder)
