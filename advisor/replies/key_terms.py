"""What makes two questions different however alike they sound: round, year, figures, type, who would apply. Pure."""

import re
from functools import lru_cache

from advisor.folding import search_form
from advisor.japanese import words
from advisor.programs.case_reading import APPLICANT
from advisor.programs.model import Program
from advisor.values import Value
from advisor.wareki import numbers_in, rounds_in, with_gregorian_years

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_ACRONYM = re.compile(r"(?<![A-Za-z])[A-Z][A-Z-]+[A-Z](?![a-z])")
_ROUND = re.compile(r"第?\s*\d{1,2}\s*回(?:目)?")


class KeyTerms(Value):
    """The key terms that a text names. `parties`, `types`: ids of the program model."""

    rounds: frozenset[int]
    years: frozenset[str]
    numbers: frozenset[str]
    types: frozenset[str]
    parties: frozenset[str]
    names: frozenset[str]

    def contradicts(self, other: "KeyTerms") -> bool:
        """Whether both name something of a kind and nothing of it is the same."""
        pairs = (
            (self.rounds, other.rounds),
            (self.years, other.years),
            (self.numbers, other.numbers),
            (self.types, other.types),
            (self.parties, other.parties),
            (self.names, other.names),
        )
        return any(one and two and not one & two for one, two in pairs)


def key_terms(text: str, program: Program) -> KeyTerms:
    """The key terms of a question."""
    plain = with_gregorian_years(text)
    years = frozenset(_YEAR.findall(plain))
    rounds = frozenset(rounds_in(text))
    return KeyTerms(
        rounds=rounds,
        years=years,
        numbers=frozenset(numbers_in(_ROUND.sub(" ", plain))) - years,
        types=types_in(text, program),
        parties=parties_in(text, program),
        names=_names_in(text, program),
    )


def _names_in(text: str, program: Program) -> frozenset[str]:
    """Proper names and acronyms, without the program's own."""
    rest = text
    for name in (program.name.ja, program.name.en, *program.short_names):
        rest = re.sub(re.escape(name), " ", rest, flags=re.I)
    proper = {search_form(word.surface) for word in words(rest, whole=True) if word.is_name and len(word.surface) > 1}
    return frozenset(proper | {search_form(name) for name in _ACRONYM.findall(rest)})


def types_in(text: str, program: Program) -> frozenset[str]:
    """The types of hubs that a text names, in full or short (国際型)."""
    folded = search_form(text)
    return frozenset(found for found, pattern in _types(program.id, _type_names(program)) if pattern.search(folded))


def parties_in(text: str, program: Program) -> frozenset[str]:
    """The kinds of applicants that a text names."""
    names = _party_names(program)
    if not names:
        return frozenset()
    pattern, kinds = _parties(names)
    return frozenset(kinds[match[0]] for match in pattern.finditer(search_form(text)))


def _type_names(program: Program) -> tuple[tuple[str, str, str], ...]:
    return tuple((each.id, each.type, each.name.en) for each in program.types)


@lru_cache(maxsize=8)
def _types(_: str, names: tuple[tuple[str, str, str], ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (
            id,
            re.compile(
                rf"{re.escape(search_form(type[:2]))}(?:[^\s、。]{{2}})?型|{re.escape(search_form(name.split('(')[0]))}"
            ),
        )
        for id, type, name in names
    )


def _party_names(program: Program) -> tuple[tuple[str, str], ...]:
    rules = (rule for rule in program.eligibility if rule.id == APPLICANT)
    return tuple((search_form(name), value.id) for rule in rules for value in rule.values for name in value.said_as)


@lru_cache(maxsize=8)
def _parties(names: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    longest = sorted((name for name, _ in names), key=len, reverse=True)
    forms = (rf"\b{re.escape(name)}\b" if name.isascii() else re.escape(name) for name in longest)
    return re.compile("|".join(forms)), dict(names)
