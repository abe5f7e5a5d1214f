"""How people say things of their case: the examples of rules and types, found by likeness of meaning. Pure."""

from typing import Any

import numpy as np
import numpy.typing as npt

from advisor.programs.model import Program
from advisor.values import Value

TYPE = "type."  # before the id of a type in the group of a saying

Vectors = npt.NDArray[np.float32]


class Saying(Value):
    """An example of how `value` of `group` is said: a rule's value, or an element of a type (`type.<id>`)."""

    text: str
    group: str
    value: str


def sayings_of(program: Program) -> tuple[Saying, ...]:
    """All examples of a program in the order of the file, but names of institutions, which need no likeness."""
    rules = [(text, rule.id, value) for rule in program.eligibility for value in rule.values for text in value.said_as]
    found = [Saying(text=text, group=group, value=value.id) for text, group, value in rules if value.cues]
    for definition in program.types:
        for element in definition.elements:
            group = TYPE + definition.id
            found += [Saying(text=text, group=group, value=element.id) for text in element.said_as]
    return tuple(found)


class Likeness(Value):
    """How like a clause is to an example: cosine, and how far ahead of the examples of every other value."""

    saying: Saying
    cosine: float
    margin: float


class KnownSayings:
    """Finds the example that a clause is most like."""

    def __init__(self, sayings: tuple[Saying, ...], vectors: Vectors) -> None:
        """`vectors`: a row of norm 1 for each of `sayings`. Raises ValueError when they do not belong together."""
        if len(sayings) != len(vectors):
            raise ValueError("the vectors do not belong to these sayings")
        self._sayings = sayings
        self._vectors = vectors

    def closest(self, vector: "npt.NDArray[Any]", of_types: bool) -> Likeness | None:
        """The closest example to `vector` (norm 1) among those of the types, or among those of the rules."""
        fitting = [n for n, saying in enumerate(self._sayings) if saying.group.startswith(TYPE) is of_types]
        if not fitting:
            return None
        cosines = self._vectors[fitting] @ vector
        best = self._sayings[fitting[int(cosines.argmax())]]
        own = [(self._sayings[n].group, self._sayings[n].value) == (best.group, best.value) for n in fitting]
        others = cosines[~np.array(own)]
        return Likeness(saying=best, cosine=float(cosines.max()), margin=float(cosines.max() - others.max(initial=0.0)))
