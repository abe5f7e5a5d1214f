"""The verifier's verdicts on labelled statements, by class of case."""

from collections import Counter
from pathlib import Path
from typing import Literal

from advisor.knowledge import Knowledge
from advisor.values import Value
from advisor.verifying.batch import ClaimIn, VerifyLine, verified_line
from evals.sets import SetName

FOLDER = Path(__file__).parent


class LabelledClaim(ClaimIn):
    """A statement, whether it may be shown, and the class of the case."""

    expect: Literal["keep", "drop"]
    why: str


class LabelledLine(VerifyLine):
    """A line of a set."""

    statements: tuple[LabelledClaim, ...] = ()


class Judged(Value):
    """One statement with what was expected and what the verifier said."""

    line_id: str
    text: str
    expect: str
    why: str
    verdict: str
    reasons: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Whether the verdict is the one expected."""
        return self.verdict == self.expect


class VerifierScores(Value):
    """Shares of right verdicts, and how many statements each is of."""

    set_name: SetName
    kept: int
    to_keep: int
    dropped: int
    to_drop: int
    missed: dict[str, int]  # wrong verdicts by class of case

    @property
    def keep_rate(self) -> float:
        """Share of the right statements that are kept."""
        return self.kept / self.to_keep

    @property
    def drop_rate(self) -> float:
        """Share of the wrong statements that are dropped."""
        return self.dropped / self.to_drop


def read_lines(set_name: SetName) -> list[LabelledLine]:
    """The lines of a set."""
    text = (FOLDER / f"{set_name.value}.jsonl").read_text(encoding="utf-8")
    return [LabelledLine.model_validate_json(line) for line in text.splitlines() if line.strip()]


def judge_all(set_name: SetName, knowledge: Knowledge, every: int = 1) -> list[Judged]:
    """Every statement of a set, or of every so-manieth line, with its verdict; labels are not handed over."""
    judged = []
    for line in read_lines(set_name)[::every]:
        bare = VerifyLine(
            id=line.id,
            question=line.question,
            as_of=line.as_of,
            passages=line.passages,
            statements=tuple(ClaimIn(text=s.text, citations=s.citations, quote=s.quote) for s in line.statements),
        )
        for said, verdict in zip(line.statements, verified_line(bare, knowledge).statements, strict=True):
            reasons = tuple(code.value for code in verdict.codes)
            judged.append(
                Judged(
                    line_id=str(line.id),
                    text=said.text,
                    expect=said.expect,
                    why=said.why,
                    verdict=verdict.verdict,
                    reasons=reasons,
                )
            )
    return judged


def score(set_name: SetName, judged: list[Judged]) -> VerifierScores:
    """The figures of a set."""
    to_keep = [each for each in judged if each.expect == "keep"]
    to_drop = [each for each in judged if each.expect == "drop"]
    missed = Counter(f"{each.expect}: {each.why}" for each in judged if not each.right)
    return VerifierScores(
        set_name=set_name,
        kept=sum(each.right for each in to_keep),
        to_keep=len(to_keep),
        dropped=sum(each.right for each in to_drop),
        to_drop=len(to_drop),
        missed=dict(missed.most_common()),
    )
