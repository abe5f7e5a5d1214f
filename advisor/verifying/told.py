"""What the program model says of a piece of a source: the statements of the facts that quote it."""

from collections.abc import Iterable, Mapping

from advisor.programs.model import Fact, Program

Place = tuple[int, int, Fact]


class ToldPlaces:
    """Facts by the place of their quote in the sources' texts."""

    def __init__(self, programs: Iterable[Program], texts: Mapping[str, str]) -> None:
        self._places: dict[str, list[Place]] = {}
        for program in programs:
            for fact in program.facts:
                start = texts.get(fact.source, "").find(fact.quote)
                if start >= 0:
                    self._places.setdefault(fact.source, []).append((start, start + len(fact.quote), fact))

    def of(self, source_id: str, start: int, end: int) -> tuple[Fact, ...]:
        """The facts whose quote lies within the characters `start:end`, or holds them all."""
        return tuple(
            fact
            for first, last, fact in self._places.get(source_id, ())
            if (start <= first and last <= end) or (first <= start and end <= last)
        )
