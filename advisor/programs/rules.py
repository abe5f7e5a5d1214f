"""The rules of a program as data: who may apply, and what sets the hub types apart. Read from corpus/programs/*.yaml.

Nothing of a call is written in code: a rule points to the facts (by key) whose statement and quote bear it, so the
same rule holds for every round that has such a fact. Evaluated by eligibility.py and type_evidence.py.
"""

from enum import StrEnum

from pydantic import Field

from advisor.programs.texts import Text
from advisor.values import Value

_ID = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"


class Outcome(StrEnum):
    """What a rule says of a case: 該当, 非該当, 要確認."""

    MET = "met"
    NOT_MET = "not_met"
    TO_CONFIRM = "to_confirm"


class RuleValue(Value):
    """One answer that a case can give to a rule, and what follows from it.

    `key`: the fact that says so (otherwise the rule's own). `because`: why, in a plain sentence that the fact's quote
    bears; None: the fact's own statement. `said_as`: what institutions of the kind are called; `cues`: see cues.py.
    """

    id: str = Field(pattern=_ID)
    name: Text
    outcome: Outcome
    key: str | None = None
    because: Text | None = None
    said_as: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    not_for: tuple[str, ...] = ()  # kinds of applicants who are no @outsider to themselves: such cues are not theirs


class Rule(Value):
    """One condition of eligibility: a slot of the case, with the values that it can take.

    `key`: the fact that states the condition. `asks`: what to ask when the case does not say.
    """

    id: str = Field(pattern=_ID)
    name: Text
    key: str
    asks: Text
    values: tuple[RuleValue, ...] = Field(min_length=2)

    def value(self, value_id: str) -> RuleValue | None:
        """The value of that id."""
        return next((value for value in self.values if value.id == value_id), None)


class TypeElement(Value):
    """One part of a type's definition, such as with whom a hub works. `asks`: what is missing when nothing says it.

    `said_as`: how people say it of their hub; `cues`: see cues.py.
    """

    id: str = Field(pattern=_ID)
    name: Text
    asks: Text
    said_as: tuple[str, ...] = Field(min_length=1)
    cues: tuple[str, ...] = Field(min_length=1)


class HubTypeDefinition(Value):
    """A type (類型): its name as the documents and hubs.csv write it, the fact that defines it, and the definition's
    parts, all of which belong to it."""

    id: str = Field(pattern=_ID)
    type: str = Field(min_length=1)
    name: Text
    key: str
    elements: tuple[TypeElement, ...] = Field(min_length=1)
