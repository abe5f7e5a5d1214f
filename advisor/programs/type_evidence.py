"""A described hub set against the definitions of the types: what speaks for and against each. Pure.

Only the describer's own words count; precedents play no part. A type is leaned to only where nothing speaks for the
other.
"""

from collections.abc import Callable, Sequence

from advisor.programs.cues import Clause, CueReader
from advisor.programs.rules import HubTypeDefinition, TypeElement
from advisor.values import Value

Closest = Callable[[Clause], tuple[str, str] | None]  # a clause → (type id, element id) that it is like, or None


class ElementEvidence(Value):
    """What a description says on one part of a definition: the clauses for and against it, as written."""

    element: TypeElement
    speaks_for: tuple[str, ...] = ()
    against: tuple[str, ...] = ()

    @property
    def missing(self) -> bool:
        """Whether nothing speaks for it."""
        return not self.speaks_for


class TypeEvidence(Value):
    """What a description says on one type."""

    definition: HubTypeDefinition
    elements: tuple[ElementEvidence, ...]

    @property
    def has_some(self) -> bool:
        """Whether anything speaks for the type."""
        return any(element.speaks_for for element in self.elements)

    @property
    def has_against(self) -> bool:
        """Whether anything speaks against it."""
        return any(element.against for element in self.elements)

    @property
    def missing(self) -> tuple[TypeElement, ...]:
        """The parts of the definition for which nothing speaks."""
        return tuple(element.element for element in self.elements if element.missing)


def weigh(
    clauses: Sequence[Clause], definitions: Sequence[HubTypeDefinition], reader: CueReader, closest: Closest
) -> tuple[TypeEvidence, ...]:
    """The evidence for each type. `closest` is asked about clauses that hold no cue at all."""
    silent = [c for c in clauses if not any(_speaks(c, e, reader) for d in definitions for e in d.elements)]
    likened = {clause.text: closest(clause) for clause in silent if not clause.denies}
    found = []
    for definition in definitions:
        elements = []
        for element in definition.elements:
            own = (definition.id, element.id)
            speaks = [c.text for c in clauses if reader.says(c, element.cues) or likened.get(c.text) == own]
            against = [c.text for c in clauses if reader.denies(c, element.cues)]
            elements.append(
                ElementEvidence(
                    element=element, speaks_for=tuple(dict.fromkeys(speaks)), against=tuple(dict.fromkeys(against))
                )
            )
        found.append(TypeEvidence(definition=definition, elements=tuple(elements)))
    return tuple(found)


def leaning(evidence: Sequence[TypeEvidence]) -> TypeEvidence | None:
    """The type that alone has anything for it, and more than against it; None where the evidence is not one-sided."""
    some = [each for each in evidence if each.has_some]
    if len(some) != 1:
        return None
    (only,) = some
    return None if all(element.against for element in only.elements if element.speaks_for) else only


def _speaks(clause: Clause, element: TypeElement, reader: CueReader) -> bool:
    return reader.says(clause, element.cues) or reader.denies(clause, element.cues)
