"""Program files against their sources and against themselves. Pure."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import pairwise

from advisor.corpus.checks.rules import check_rules, check_subjects
from advisor.corpus.checks.values import check_values
from advisor.corpus.problems import Problem, problem
from advisor.corpus.quotes import check_quote
from advisor.folding import search_form
from advisor.programs.load import Place, ProgramParts
from advisor.programs.model import Round
from advisor.programs.schedule import JST
from advisor.programs.texts import Evidence

_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
_JAPANESE_DATE = re.compile(r"(令和|平成|昭和)?\s*(\d{1,4}|元)\s*年\s*(\d{1,3})\s*月(?:\s*(\d{1,3})\s*日)?")
_ISO_DATE = re.compile(r"(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?![\d-])")


def check_programs(programs: list[ProgramParts], texts: dict[str, str]) -> list[Problem]:
    """All faults of the programs against `texts`, the sources' texts by id."""
    found: list[Problem] = []
    for parts in programs:
        found += _check_rounds(parts)
        found += _check_keys(parts)
        found += check_rules(parts.program, parts.file)
        found += check_subjects(parts)
        found += [
            p
            for place, evidence in _evidence(parts)
            for p in check_quote(evidence.source, evidence.quote, place.file, place.at, texts)
        ]
        found += [p for place, text in _statements(parts) for p in _check_dates_in(text, place)]
    return found + _check_wordings(programs)


def _check_rounds(parts: ProgramParts) -> list[Problem]:
    found: list[Problem] = []
    rounds = parts.program.rounds
    for number, round_ in enumerate(rounds):
        file, at = parts.round_places[number].file, parts.round_places[number].at
        found += _check_call(round_, file, at)
        found += _check_briefing(round_, file, at)
        found += check_values(round_, file, at)
        before = [other for other in rounds[:number] if other.begins_on is not None]
        if any(other.number == round_.number for other in rounds[:number]):
            found.append(problem("corpus_duplicate_round", file, f"{at}.number", value=round_.number))
        elif before and round_.begins_on is not None and not _follows(before[-1], round_):
            details = {"earlier": _named(before[-1]), "later": _named(round_)}
            found.append(problem("corpus_dates_out_of_order", file, f"{at}.begins_on", **details))
        found += [
            problem("corpus_overlapping_calls", file, f"{at}.call", other=other.number)
            for other in rounds[:number]
            if _overlap(other, round_)
        ]
    return found


def _follows(earlier: Round, later: Round) -> bool:
    dates = earlier.begins_on, later.begins_on
    return earlier.number < later.number and dates[0] is not None and dates[1] is not None and dates[0] < dates[1]


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
    if call.opens_on is not None and round_.begins_on is None:
        found.append(problem("corpus_missing_key", file, f"{at}.begins_on"))
    return found


def _check_briefing(round_: Round, file: str, at: str) -> list[Problem]:
    briefing = round_.briefing
    if briefing is None:
        return []
    times = [("register_by", briefing.register_by), ("starts_at", briefing.starts_at), ("ends_at", briefing.ends_at)]
    known = [(field, moment) for field, moment in times if moment is not None]
    naive = [field for field, moment in known if moment.tzinfo is None]
    if naive:
        return [problem("corpus_no_timezone", file, f"{at}.briefing.{field}") for field in naive]
    return [
        problem("corpus_dates_out_of_order", file, f"{at}.briefing.{field}", earlier=earlier, later=later)
        for (_, earlier), (field, later) in pairwise(known)
        if earlier >= later
    ]


def _overlap(one: Round, other: Round) -> bool:
    a, b = one.call, other.call
    if not (a.opens_on and a.closes_at and b.opens_on and b.closes_at and a.closes_at.tzinfo and b.closes_at.tzinfo):
        return False
    return _day_begin(a.opens_on) < b.closes_at and _day_begin(b.opens_on) < a.closes_at


def _check_keys(parts: ProgramParts) -> list[Problem]:
    program = parts.program
    rounds = {r.number for r in program.rounds}
    keys = {fact.key for fact in program.facts}
    first_at: dict[tuple[str, str, int | None], str] = {}
    found: list[Problem] = []
    for place, fact in zip(parts.fact_places, program.facts, strict=True):
        file, at = place.file, place.at
        if fact.round is not None and fact.round not in rounds:
            found.append(problem("corpus_unknown_round", file, f"{at}.round", value=fact.round))
        if fact.through is not None and fact.through not in rounds:
            found.append(problem("corpus_unknown_round", file, f"{at}.through", value=fact.through))
        first = first_at.setdefault(("fact", fact.key, fact.round), f"{at}.key")
        if first != f"{at}.key":
            named = fact.key if fact.round is None else f"{fact.key} (round {fact.round})"
            found.append(problem("corpus_duplicate_fact", file, f"{at}.key", value=named, first=first))
        found += _unknown_keys(fact.then, keys, file, f"{at}.then")
    for number, gap in enumerate(program.gaps):
        at = f"gaps[{number}]"
        first = first_at.setdefault(("gap", gap.key, None), f"{at}.key")
        if first != f"{at}.key":
            found.append(problem("corpus_duplicate_fact", parts.file, f"{at}.key", value=gap.key, first=first))
        found += _unknown_keys(gap.nearest, keys, parts.file, f"{at}.nearest")
    return found


def _unknown_keys(named: tuple[str, ...], keys: set[str], file: str, at: str) -> list[Problem]:
    return [problem("corpus_unknown_fact", file, f"{at}[{n}]", value=k) for n, k in enumerate(named) if k not in keys]


def _check_wordings(programs: list[ProgramParts]) -> list[Problem]:
    """A way of asking may lead to one key only, over all programs."""
    found: list[Problem] = []
    owner: dict[str, tuple[str, str]] = {}
    for parts in programs:
        program = parts.program
        holders = [(p, f.key, f.asked_as) for p, f in zip(parts.fact_places, program.facts, strict=True)]
        holders += [(Place(file=parts.file, at=f"gaps[{n}]"), g.key, g.asked_as) for n, g in enumerate(program.gaps)]
        for place, key, wordings in holders:
            for position, wording in enumerate(wordings):
                folded = search_form(wording)
                program_id, other = owner.setdefault(folded, (program.id, key))
                if (program_id, other) != (program.id, key):
                    at = f"{place.at}.asked_as[{position}]"
                    found.append(problem("corpus_ambiguous_question", place.file, at, value=wording, other=other))
    return found


def _evidence(parts: ProgramParts) -> Iterator[tuple[Place, Evidence]]:
    """Every quote of a program with its place."""
    for place, round_ in zip(parts.round_places, parts.program.rounds, strict=True):
        call = round_.call
        several = {"call.evidence": call.evidence, "call.results_evidence": call.results_evidence}
        for field in ("contact", "briefing", "validity"):
            part = getattr(round_, field)
            several[f"{field}.evidence"] = part.evidence if part is not None else ()
        for path, quotes in several.items():
            yield from ((_below(place, f"{path}[{n}]"), evidence) for n, evidence in enumerate(quotes))
    for place, fact in zip(parts.fact_places, parts.program.facts, strict=True):
        yield place, Evidence(source=fact.source, quote=fact.quote)
        yield from ((_below(place, f"also[{n}]"), evidence) for n, evidence in enumerate(fact.also))


def _statements(parts: ProgramParts) -> Iterator[tuple[Place, str]]:
    """Every sentence of a program in both languages with its place."""
    facts = zip(parts.fact_places, parts.program.facts, strict=True)
    named = [(_below(place, "statement"), fact.statement) for place, fact in facts]
    named += [
        (Place(file=parts.file, at=f"gaps[{n}].statement"), gap.statement) for n, gap in enumerate(parts.program.gaps)
    ]
    for place, round_ in zip(parts.round_places, parts.program.rounds, strict=True):
        if round_.call.results_expected is not None:
            named.append((_below(place, "call.results_expected"), round_.call.results_expected))
    for place, text in named:
        yield from ((_below(place, "ja"), text.ja), (_below(place, "en"), text.en))


def _below(place: Place, path: str) -> Place:
    return Place(file=place.file, at=f"{place.at}.{path}")


def _check_dates_in(text: str, place: Place) -> list[Problem]:
    return [problem("corpus_bad_date", place.file, place.at, value=value) for value in impossible_dates(text)]


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
