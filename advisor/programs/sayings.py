"""How people say things of their hub: the examples of the types' definitions, found by likeness of meaning. Pure."""

from typing import Any

import numpy as np
import numpy.typing as npt

from advisor.programs.model import Program
from advisor.values import Value

Vectors = npt.NDArray[np.float32]


class Saying(Value):
    """An example of how people say that their hub has a part of a type's definition. Ids of type and element."""

    text: str
    type_id: str
    element_id: str


def sayings_of(program: Program) -> tuple[Saying, ...]:
    """All examples of a program in the order of the file."""
    return tuple(
        Saying(text=text, type_id=definition.id, element_id=element.id)
        for definition in program.types
        for element in definition.elements
        for text in element.said_as
    )


class Likeness(Value):
    """How like a clause is to an example: cosine, and how far ahead of the examples of every other element."""

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

    def closest(self, vector: "npt.NDArray[Any]") -> Likeness | None:
        """The closest example to `vector` (norm 1); None where there are no examples."""
        if not self._sayings:
            return None
        cosines = self._vectors @ vector
        best = self._sayings[int(cosines.argmax())]
        own = [(s.type_id, s.element_id) == (best.type_id, best.element_id) for s in self._sayings]
        others = cosines[~np.array(own)]
        ahead = float(cosines.max() - others.max(initial=0.0))
        return Likeness(saying=best, cosine=float(cosines.max()), margin=ahead)
