"""Plans and rules with the day on which they end, in one sentence, line or row. Pure, on half-width text."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from advisor.drafting.stated.folded import MASK
from advisor.drafting.stated.periods import FoundPeriod, Period, Point, periods_in, without_periods

PLAN = (
    r"(?:中期計画|中期目標|行動計画|推進計画|基本計画|実施計画|整備計画|マスタープラン|アクションプラン|アクション・プラン|ロードマップ|ビジョン|戦略|構想|プラン|計画)"
    r"(?:書)?(?![的中変立外上])"
)
RULE = r"(?:規程|規則|規定|要項|要領|内規|細則|規約|協定書?|覚書|契約書?|指針|方針)"
REPORT = r"(?:実績|報告|成果|評価|総括|点検|振り返|結果|終了|検証|決算)"
_NAME = r"[一-龥々ァ-ヺーA-Za-z0-9・&「」『』の]"
_SINGLE_YEAR = r"(?:事業|年度|活動|実施|行動|運営)?計画書?"


class NamedPlan(NamedTuple):
    """A plan or rule that ends on `ends_on`. `name`: empty where the piece does not name it. `period`: as told."""

    name: str
    ends_on: date
    period: Period


_VALID = re.compile(r"有効期[限間]|効力を(?:有|失)|失効|限り(?:で|、)?[^。]{0,8}(?:廃止|効力)|時限")
_RENEWS = re.compile(r"自動(?:的に)?(?:更新|延長)|更新(?:する|され|できる)ものとする|以後も同様|延長")
_PERIOD_KEY = re.compile(
    r"(?:計画|目標|戦略|構想|ビジョン)(?:の)?(?:対象)?(?:期間|年度|年次)|(?P<plain>(?<![一-龥])(?:対象|実施|推進|取組)?期間|最終年度)"
)
_KEY_END = re.compile(
    rf"(?:期間|年度|年次)\s*(?:\([^()]*\))?\s*(?:は|:|=|\t|、|\s|を)*{MASK}|{MASK}\s*(?:まで)?\s*(?:を|の)?\s*(?:計画|対象|目標|推進)?(?:期間|年度|年次)"
)
_BEFORE = re.compile(
    rf"(?P<name>{_NAME}{{0,40}}?{PLAN})[」』]?\s*[(\[:、,\s\t]*(?:計画期間|対象期間|期間)?\s*(?:は|:|が)?、?\s*(?P<span>{MASK}+)"
)
_BEHIND = re.compile(
    rf"(?P<span>{MASK}+)[)\]]?\s*(?:まで)?\s*(?:の|における|にわたる|を(?:計画|対象)?期間とする|を対象とする|を対象とした|を目標年度とする|を最終年度とする)?"
    rf"\s*(?:\d{{1,2}}[かヶカ箇年]?年?(?:間)?の?)?[「『]?(?P<name>{_NAME}{{0,40}}?{PLAN})"
)
_YEARS_LONG = re.compile(
    r"(?<!\d)(?P<years>\d{1,2})\s*(?:[かヶカヵ箇]年|年間の?)\s*(?:の)?(?:計画|プラン|ロードマップ|戦略)"
)
_STARTS = re.compile(r"\s*(?:\(|)?\s*(?:に?策定|を初年度|から|より|に?開始|を始期|スタート)")
_VISION = re.compile(rf"(?P<name>{_NAME}{{0,30}}ビジョン\s?)(?P<year>20\d\d)(?![年\d])")
_PAST = re.compile(
    r"(?:達成|終了|完了|満了|終え)(?:し|た|て)|であった|(?:(?<!策定)(?<!制定)(?<!作成)(?<!改定)し|でき|(?<!策定し)(?<!制定し)まし)た。?$|後継|に続く|前期計画|旧計画"
)


def plans_in(text: str, title: str) -> Iterator[NamedPlan]:
    """The plans that a piece of text tells the end of. `title`: what stands above it; it names the plan if need be."""
    found = periods_in(text)
    masked = without_periods(text, found)
    if _VALID.search(masked):
        yield from _valid_until(text, masked, found)
        return
    taken: set[int] = set()
    for pattern in (_BEFORE, _BEHIND):
        for match in pattern.finditer(masked):
            period = _at(found, *match.span("span"))
            single = period is not None and not period.period.is_span
            if period is None or period.start in taken or (single and not _ends(masked, period, pattern is _BEFORE)):
                continue
            name_end, span_end = match.end("name") + 6, match.end("span") + 8
            if not re.search(REPORT, masked[match.start("name") : name_end] + masked[match.end("span") : span_end]):
                taken.add(period.start)
                yield _plan(match["name"], period.period)
    key = _PERIOD_KEY.search(masked)
    if key is not None and _KEY_END.search(masked) and (not key["plain"] or is_plan(title)):
        for period in found:
            last = (
                period.period.is_span
                or key[0].endswith(("年度", "年次"))
                or "まで" in masked[period.end : period.end + 3]
            )
            if period.start not in taken and last:
                taken.add(period.start)
                yield _plan("", period.period)
    alone = not masked.strip(f" {MASK}()[]~年度、-")  # a line of its own below the title
    if alone and len(found) == 1 and found[0].period.is_span and is_plan(title):
        yield _plan("", found[0].period)
    yield from _counted_years(masked, found)
    yield from _vision(text)


def plan_of_one_year(text: str) -> Iterator[NamedPlan]:
    """令和4年度事業計画 as a title: a plan of that year."""
    found = periods_in(text)
    if len(found) == 1 and not found[0].period.is_span and found[0].period.first.basis == "fiscal":
        rest = text[: found[0].start] + text[found[0].end :]
        if re.search(rf"{_SINGLE_YEAR}\s*(?:[)】」]|$|\(案\))", rest) and not re.search(REPORT, rest):
            yield NamedPlan(_clean(text), found[0].period.last.last_day, found[0].period)


def is_plan(title: str) -> bool:
    """Whether a title is that of a plan, and not of a report on one."""
    return re.search(PLAN, title) is not None and re.search(REPORT, title) is None


def is_past(text: str) -> bool:
    """Whether a sentence looks back on a plan that is done."""
    return _PAST.search(text) is not None


def base_name(name: str) -> str:
    """The name of a plan without its number and years: what a successor is told by.

    >>> base_name("第3期中期計画"), base_name("産学連携推進計画2019")
    ('中期計画', '産学連携推進計画')
    """
    bare = re.sub(
        r"第?[0-9一二三四五六七八九十]{1,3}[期次]|第[0-9]+回|\d{2,4}(?:年度?)?|[((].*?[))]|次期|新|改訂版|\s|書$",
        "",
        name,
    )
    return bare.strip("の・「」『』")


def _valid_until(text: str, masked: str, found: Sequence[FoundPeriod]) -> Iterator[NamedPlan]:
    if _RENEWS.search(text) or not found:
        return
    named = re.search(rf"(?P<name>{_NAME}{{0,30}}?(?:{PLAN}|{RULE}))", masked)
    name = named["name"] if named else ""
    last = max(found, key=lambda period: period.period.last.last_day)
    behind = masked[last.end : last.end + 6]
    if (
        last.period.is_span
        or re.match(r"\s*(?:まで|限り|をもって|に失効|に効力)", behind)
        or masked[: last.start].rstrip(" はを:、\t").endswith(("有効期限", "有効期間", "失効日"))
    ):
        yield _plan(re.sub(r"^(?:この|本)", "", name), last.period)


def _at(found: Sequence[FoundPeriod], start: int, end: int) -> FoundPeriod | None:
    return next((period for period in found if start <= period.start < end), None)


def _ends(masked: str, period: FoundPeriod, before: bool) -> bool:
    """Whether a single day or year is told as the end of a plan (令和6年3月31日まで, を最終年度とする)."""
    behind = masked[period.end : period.end + 12]
    until = re.match(r"\s*(?:末)?(?:まで(?:と|の計|を計|。|$)|を(?:目標|最終)年度)", behind) is not None
    return until if before else re.match(r"\s*を(?:目標|最終)年度", behind) is not None


def _counted_years(masked: str, found: Sequence[FoundPeriod]) -> Iterator[NamedPlan]:
    """A start and a length: 令和元年度を初年度とする5か年計画."""
    length = _YEARS_LONG.search(masked)
    starts = [period for period in found if not period.period.is_span and _STARTS.match(masked[period.end :])]
    if length is None or len(starts) != 1:
        return
    first = starts[0].period.first
    year = first.fiscal_year if first.fiscal_year is not None else first.year
    last = Point(year=year + int(length["years"]) - 1, basis="fiscal")
    yield _plan("", Period(first=first, last=last))


def _vision(text: str) -> Iterator[NamedPlan]:
    for match in _VISION.finditer(text):
        point = Point(year=int(match["year"]), basis="fiscal")
        yield _plan(match["name"] + match["year"], Period(first=point, last=point))


def _plan(name: str, period: Period) -> NamedPlan:
    return NamedPlan(_clean(name), period.last.last_day, period)


def _clean(name: str) -> str:
    return re.sub(rf"[\s{MASK}]+", " ", name).strip(" の・、,()「」『』【】:")
