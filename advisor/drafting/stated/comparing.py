"""Which stated values are told of the same thing, and which of those contradict each other. Pure."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from advisor.drafting.stated.figures import agree
from advisor.drafting.stated.labels import HUB, UNIVERSITY, WHOLE
from advisor.drafting.stated.measure import Measure
from advisor.drafting.stated.periods import Period, comparable

Pair = tuple[int, int]
_MUCH_MORE = 20  # times the largest count: an amount of money in a table that does not say so
_MOST = 200  # values of one subject that are held against each other: every pair is looked at
_FAR = 5  # a small count in running text is told of one case, not of the whole, unless it says its year
_OF_ONE_YEAR = frozenset({"目標", "見込", "前年度", "昨年度"})  # such values are compared only where both tell the year
# Of one meeting, event or month: there are many, and a file that does not say its year does not say which.
_OF_ONE_EVENT = frozenset({"参加", "来場", "聴講", "回答", "回収", "視聴", "満足", "満足度", "アンケート"})
_NEVER = frozenset({"出席", "欠席", "傍聴", "登壇"})
_SPELLS, _LASTING = frozenset({"年"}), frozenset({"期間", "任期", "年限"})  # 3年間の共同研究 is one of many
_RELATIVE = frozenset({"倍"})  # of what it was: not told
_COUNTED = frozenset({"件", "名", "社", "台", "本", "回", "校"})


def groups_of(measures: Sequence[Measure]) -> Iterator[list[Measure]]:
    """The measures of the same subject, unit and narrowing, in order of first mention; each with two or more."""
    groups: dict[tuple[object, ...], list[Measure]] = {}
    for measure in _with_units(measures):
        spell = measure.unit in _SPELLS and not measure.words & _LASTING
        if measure.words and measure.unit not in _RELATIVE and not spell:
            groups.setdefault(_key(measure), []).append(measure)
    yield from (group for group in groups.values() if len(group) > 1)


def contradicting(group: Sequence[Measure]) -> list[list[Measure]]:
    """The sets of measures of a group that cannot all hold, each with all its places, in order."""
    group = group[:_MOST]
    pairs = _conflicts(group)
    sets = _components(len(group), pairs)
    return [_with_agreeing(group, members) for members in sets]


def same_organisation(one: str, other: str, named: frozenset[str]) -> bool:
    """Whether two figures can be of the same organisation.

    `named`: all names of the group: what names none can be of any of them, so it is of one only where it is alone.
    """
    if one == other:
        return True
    if WHOLE in (one, other) or (one and other and _is_university(one) != _is_university(other)):
        return False
    if _is_faculty(one) != _is_faculty(other):
        return False  # what names none is told of the hub or of the whole
    names = [name for name in (one, other) if name not in {"", HUB, UNIVERSITY}]
    if len(names) == 2:
        return names[0] in names[1] or names[1] in names[0]
    return not names or _is_one(named)


def _names(group: Sequence[Measure]) -> frozenset[str]:
    """The names of organisations that a figure without a name can be of."""
    names = {measure.organisation for measure in group} - {"", HUB, UNIVERSITY, WHOLE}
    return frozenset(name for name in names if not _is_faculty(name))


def _is_university(name: str) -> bool:
    return name == UNIVERSITY or name.endswith(("大学", "大学法人", "高専", "高等専門学校"))


def _is_faculty(name: str) -> bool:
    return name.endswith(("学部", "研究科", "学科"))


def _is_one(names: frozenset[str]) -> bool:
    return all(one in other or other in one for one, other in combinations(sorted(names), 2))


def _key(measure: Measure) -> tuple[object, ...]:
    return measure.words, measure.unit, measure.qualifiers, measure.part


def _with_units(measures: Sequence[Measure]) -> Iterator[Measure]:
    """A bare figure takes the unit of the others of its subject, where these have but one."""
    units: dict[tuple[object, ...], set[str]] = {}
    largest: dict[tuple[object, ...], Decimal] = {}
    for measure in measures:
        if measure.unit in _COUNTED:
            subject = (measure.words, measure.qualifiers)
            units.setdefault(subject, set()).add(measure.unit)
            largest[subject] = max(largest.get(subject, Decimal(0)), measure.value)
    for measure in measures:
        subject = (measure.words, measure.qualifiers)
        known = units.get(subject, set())
        if not measure.unit and len(known) == 1 and measure.value <= _MUCH_MORE * largest[subject]:
            yield measure.model_copy(update={"unit": next(iter(known))})
        elif measure.unit:
            yield measure


def _conflicts(group: Sequence[Measure]) -> set[Pair]:
    named = _names(group)
    dated = [at for at, measure in enumerate(group) if measure.period is not None]
    against = {at: _set_against(group, at, dated, named) for at in range(len(group)) if at not in set(dated)}
    found: set[Pair] = set()
    for one, other in combinations(range(len(group)), 2):
        first, second = group[one], group[other]
        if agree(first.figure, second.figure) or not _can_be_same(first, second, named):
            continue
        if first.period is not None and second.period is not None:
            holds = not comparable(first.period, second.period)
        elif first.period is None and second.period is None:
            holds = against[one] is None and against[other] is None  # of two years that the others tell
        else:
            undated, year = (one, other) if first.period is None else (other, one)
            holds = year not in (against[undated] or ())
        if not holds:
            found.add((one, other))
    return found


def _set_against(
    group: Sequence[Measure], undated: int, dated: Sequence[int], named: frozenset[str]
) -> frozenset[int] | None:
    """The values of the newest year that a value without a year is set against; None: it is that of a year told."""
    value = group[undated]
    same = [at for at in dated if _can_be_same(value, group[at], named)]
    if any(agree(value.figure, group[at].figure) for at in same):
        return None
    years = {at: _order(period) for at in same if (period := group[at].period) is not None and not period.is_span}
    newest = max(years.values(), default=None)
    return frozenset(at for at, year in years.items() if year == newest)


def _can_be_same(one: Measure, other: Measure, named: frozenset[str]) -> bool:
    """Whether two measures of a group can be told of the same thing, whatever their periods."""
    if not same_organisation(one.organisation, other.organisation, named):
        return False
    dated = one.period is not None and other.period is not None
    if "月別" in one.qualifiers or one.words & _NEVER:
        return False
    if (one.qualifiers & _OF_ONE_YEAR or one.words & _OF_ONE_EVENT) and not dated:
        return False
    if one.place.file_id == other.place.file_id and one.place.file == other.place.file:
        if one.block == other.block and not (_own(one) and _own(other) and one.place.start != other.place.start):
            return False
        if one.section != other.section and one.section and other.section and not (_own(one) and _own(other)):
            return False
        if one.origin == other.origin == "row" and one.block == other.block:
            return False
    return dated or not _is_aside(one, other)


def _own(measure: Measure) -> bool:
    return measure.period is not None and not measure.inherited


def _is_aside(one: Measure, other: Measure) -> bool:
    small, large = sorted((one, other), key=lambda measure: measure.value)
    return small.origin == "sentence" and small.period is None and small.value * _FAR <= large.value


def _order(period: Period) -> int:
    return period.last.fiscal_year if period.last.fiscal_year is not None else period.last.year


def _components(size: int, pairs: set[Pair]) -> list[list[int]]:
    """The sets that the pairs join, each in order, ordered by their first member."""
    parent = list(range(size))

    def root(at: int) -> int:
        while parent[at] != at:
            at = parent[at]
        return at

    for one, other in sorted(pairs):
        parent[max(root(one), root(other))] = min(root(one), root(other))
    sets: dict[int, list[int]] = {}
    for at in sorted({at for pair in pairs for at in pair}):
        sets.setdefault(root(at), []).append(at)
    return list(sets.values())


def _with_agreeing(group: Sequence[Measure], members: list[int]) -> list[Measure]:
    """The members, with the measures that state one of their values for the same period."""
    named = _names(group)
    chosen = [group[at] for at in members]
    whole = set(members)
    for at, measure in enumerate(group):
        if at not in whole and any(_says_the_same(measure, member, named) for member in chosen):
            whole.add(at)
    return [group[at] for at in sorted(whole)]


def _says_the_same(one: Measure, other: Measure, named: frozenset[str]) -> bool:
    if not agree(one.figure, other.figure) or not same_organisation(one.organisation, other.organisation, named):
        return False
    if one.period is None or other.period is None:
        return one.period == other.period or one.period is None
    return comparable(one.period, other.period)
