"""Program files against their sources and against themselves. Pure."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime, time

from advisor.corpus.problems import Problem, problem
from advisor.corpus.quotes import check_quote
from advisor.folding import search_form
from advisor.programs.model import Evidence, Program, Round
from advisor.programs.schedule import JST

_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
_JAPANESE_DATE = re.compile(r"(令和|平成|昭和)?\s*(\d{1,4}|元)\s*年\s*(\d{1,3})\s*月(?:\s*(\d{1,3})\s*日)?")
_ISO_DATE = re.compile(r"(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?![\d-])")


def check_programs(programs: list[tuple[str, Program]], texts: dict[str, str]) -> list[Problem]:
    """All faults of the programs (each with its file name) against `texts`, the sources' texts by id."""
    found: list[Problem] = []
    for file, program in programs:
        found += _check_rounds(program, file)
        found += _check_keys(program, file)
        found += [
            p
            for at, evidence in _evidence(program)
            for p in check_quote(evidence.source, evidence.quote, file, at, texts)
        ]
        found += [p for at, text in _statements(program) for p in _check_dates_in(text, file, at)]
    return found + _check_wordings(programs)


def _check_rounds(program: Program, file: str) -> list[Problem]:
    found: list[Problem] = []
    for number, round_ in enumerate(program.rounds):
        at = f"rounds[{number}]"
        found += _check_call(round_, file, at)
        before = program.rounds[:number]
        if any(other.number == round_.number for other in before):
            found.append(problem("corpus_duplicate_round", file, f"{at}.number", value=round_.number))
        elif before and (before[-1].number > round_.number or before[-1].begins_on >= round_.begins_on):
            details = {"earlier": f"第{before[-1].number}回 {before[-1].begins_on}", "later": _named(round_)}
            found.append(problem("corpus_dates_out_of_order", file, f"{at}.begins_on", **details))
        found += [
            problem("corpus_overlapping_calls", file, f"{at}.call", other=other.number)
            for other in before
            if _overlap(other, round_)
        ]
    return found


def _check_call(round_: Round, file: str, at: str) -> list[Problem]:
    call, found = round_.call, []
    if call.closes_at is not None and call.closes_at.tzinfo is None:
        return [problem("corpus_no_timezone", file, f"{at}.call.closes_at")]
    pairs = [
        ("opens_on", round_.begins_on, call.opens_on, False),
        ("closes_at", call.opens_on, call.closes_at, True),
        ("announced_on", call.closes_at or call.opens_on, call.announced_on, False),
    ]
    for field, earlier, later, strictly in pairs:
        if earlier is None or later is None:
            continue
        first, second = _day_begin(earlier), _day_begin(later)
        if isinstance(earlier, datetime) and not isinstance(later, datetime):
            first = _day_begin(earlier.astimezone(JST).date())  # a day is compared with a day
        if first > second or (strictly and first == second):
            found.append(problem("corpus_dates_out_of_order", file, f"{at}.call.{field}", earlier=earlier, later=later))
    return found


def _overlap(one: Round, other: Round) -> bool:
    a, b = one.call, other.call
    if not (a.opens_on and a.closes_at and b.opens_on and b.closes_at and a.closes_at.tzinfo and b.closes_at.tzinfo):
        return False
    return _day_begin(a.opens_on) < b.closes_at and _day_begin(b.opens_on) < a.closes_at


def _check_keys(program: Program, file: str) -> list[Problem]:
    rounds = {r.number for r in program.rounds}
    keys = {fact.key for fact in program.facts}
    first_at: dict[tuple[str, str, int | None], str] = {}
    found: list[Problem] = []
    for number, fact in enumerate(program.facts):
        at = f"facts[{number}]"
        if fact.round is not None and fact.round not in rounds:
            found.append(problem("corpus_unknown_round", file, f"{at}.round", value=fact.round))
        first = first_at.setdefault(("fact", fact.key, fact.round), f"{at}.key")
        if first != f"{at}.key":
            named = fact.key if fact.round is None else f"{fact.key} (round {fact.round})"
            found.append(problem("corpus_duplicate_fact", file, f"{at}.key", value=named, first=first))
        found += _unknown_keys(fact.then, keys, file, f"{at}.then")
    for number, gap in enumerate(program.gaps):
        at = f"gaps[{number}]"
        first = first_at.setdefault(("gap", gap.key, None), f"{at}.key")
        if first != f"{at}.key":
            found.append(problem("corpus_duplicate_fact", file, f"{at}.key", value=gap.key, first=first))
        found += _unknown_keys(gap.nearest, keys, file, f"{at}.nearest")
    return found


def _unknown_keys(named: tuple[str, ...], keys: set[str], file: str, at: str) -> list[Problem]:
    return [problem("corpus_unknown_fact", file, f"{at}[{n}]", value=k) for n, k in enumerate(named) if k not in keys]


def _check_wordings(programs: list[tuple[str, Program]]) -> list[Problem]:
    """A way of asking may lead to one key only, over all programs."""
    found: list[Problem] = []
    owner: dict[str, tuple[str, str]] = {}
    for file, program in programs:
        holders = [("facts", n, f.key, f.asked_as) for n, f in enumerate(program.facts)]
        holders += [("gaps", n, g.key, g.asked_as) for n, g in enumerate(program.gaps)]
        for part, number, key, wordings in holders:
            for position, wording in enumerate(wordings):
                folded = search_form(wording)
                program_id, other = owner.setdefault(folded, (program.id, key))
                if (program_id, other) != (program.id, key):
                    at = f"{part}[{number}].asked_as[{position}]"
                    found.append(problem("corpus_ambiguous_question", file, at, value=wording, other=other))
    return found


def _evidence(program: Program) -> Iterator[tuple[str, Evidence]]:
    """Every quote of a program with its path."""
    for number, round_ in enumerate(program.rounds):
        at, call = f"rounds[{number}]", round_.call
        parts = [(f"{at}.call.evidence", call.evidence), (f"{at}.call.results_evidence", call.results_evidence)]
        if round_.contact is not None:
            parts.append((f"{at}.contact.evidence", round_.contact.evidence))
        for path, several in parts:
            yield from ((f"{path}[{n}]", evidence) for n, evidence in enumerate(several))
    for number, fact in enumerate(program.facts):
        yield f"facts[{number}]", Evidence(source=fact.source, quote=fact.quote)
        yield from ((f"facts[{number}].also[{n}]", evidence) for n, evidence in enumerate(fact.also))


def _statements(program: Program) -> Iterator[tuple[str, str]]:
    """Every sentence of a program in both languages with its path."""
    named = [(f"facts[{n}].statement", f.statement) for n, f in enumerate(program.facts)]
    named += [(f"gaps[{n}].statement", g.statement) for n, g in enumerate(program.gaps)]
    for n, round_ in enumerate(program.rounds):
        if round_.call.results_expected is not None:
            named.append((f"rounds[{n}].call.results_expected", round_.call.results_expected))
    for path, text in named:
        yield from ((f"{path}.ja", text.ja), (f"{path}.en", text.en))


def _check_dates_in(text: str, file: str, at: str) -> list[Problem]:
    return [problem("corpus_bad_date", file, at, value=value) for value in impossible_dates(text)]


def impossible_dates(text: str) -> list[str]:
    """Dates written in `text` that no calendar has.

    >>> impossible_dates("締切は令和7年13月1日、公表は令和7年10月です")
    ['令和7年13月1日']
    """
    text = unicodedata.normalize("NFKC", text)
    found = []
    for match in _JAPANESE_DATE.finditer(text):
        era, year, month, day = match.groups()
        number = (1 if year == "元" else int(year)) + _ERAS.get(era or "", 0)
        if not _exists(number, int(month), int(day or 1)):
            found.append(match.group())
    found += [match.group() for match in _ISO_DATE.finditer(text) if not _exists(*map(int, match.groups()))]
    return found


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _day_begin(moment: date | datetime) -> datetime:
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time(), JST)


def _named(round_: Round) -> str:
    return f"第{round_.number}回 {round_.begins_on}"
