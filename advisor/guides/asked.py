"""The round that a guide is asked about. Pure."""

from advisor.answering.setting import Setting
from advisor.errors import QuestionRejected
from advisor.programs.model import Program, Round


def asked_round(number: int | None, setting: Setting, program: Program) -> Round | None:
    """The round asked for, or the one in force (None before the first). Raises QuestionRejected("round_unknown")."""
    if number is None:
        return setting.current
    found = next((r for r in program.rounds if r.number == number), None)
    if found is None:
        choices = ", ".join(str(r.number) for r in program.rounds)
        raise QuestionRejected("round_unknown", round=number, choices=choices)
    return found
