"""Counting what inquiries show of the secretariat's work: what was asked, how fast and how it was answered. Pure."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from statistics import median

from rapidfuzz.distance import Levenshtein

from advisor.answering.models import Intent
from advisor.inquiries.due import working_days_between
from advisor.inquiries.figure_rows import FigureRow
from advisor.inquiries.open_groups import OpenGroup, open_groups
from advisor.inquiries.periods import Count, Unit, counts_over_time
from advisor.inquiries.records import ApplicantKind, InquiryStatus, QuotedPassage
from advisor.programs.schedule import JST
from advisor.values import Value

_DONE = {InquiryStatus.SENT, InquiryStatus.CLOSED}
_MOST_PASSAGES = 50
_COMPARED = 20_000  # characters of a text that are compared


class ReplyTime(Value):
    """How long it took until an inquiry was answered first: hours on the clock, and working days (see due.py).

    None where nothing was sent. `unsent`: not answered and not closed either.
    """

    sent: int
    unsent: int
    hours_median: float | None
    hours_90: float | None
    working_days_median: float | None
    working_days_90: float | None


class Decisions(Value):
    """What became of the product's drafts, each counted once: approved as drafted (but for spaces), approved with
    changes, rejected (also where another was approved later), or not decided yet.

    `changed_median`: of those with changes, the share (0–1) of the text that was changed, in the median.
    """

    unchanged: int
    edited: int
    rejected: int
    undecided: int
    changed_median: float | None

    @property
    def decided(self) -> int:
        """How many were decided on."""
        return self.unchanged + self.edited + self.rejected


class PassageUse(Value):
    """A passage with the number of inquiries whose draft rests on it."""

    passage: QuotedPassage
    inquiries: int


class Figures(Value):
    """The figures of the inquiries that came between `since` and `until` (days in Tokyo, both included).

    Counts by topic and kind: the largest first, without zeros.
    """

    since: date | None
    until: date | None
    total: int
    by_topic: tuple[tuple[Intent, int], ...]
    by_kind: tuple[tuple[ApplicantKind, int], ...]
    unit: Unit
    over_time: tuple[Count, ...]
    reply_time: ReplyTime
    decisions: Decisions
    open_questions: tuple[OpenGroup, ...]
    passages: tuple[PassageUse, ...]


def figures(rows: Sequence[FigureRow], since: date | None = None, until: date | None = None) -> Figures:
    """The figures of `rows`; those that came before `since` or after `until` are left out."""
    kept = [row for row in rows if _between(_day(row.received_at), since, until)]
    unit, over_time = counts_over_time([_day(row.received_at) for row in kept], since, until)
    return Figures(
        since=since,
        until=until,
        total=len(kept),
        by_topic=tuple(Counter(row.topic for row in kept).most_common()),
        by_kind=tuple(Counter(row.kind for row in kept).most_common()),
        unit=unit,
        over_time=over_time,
        reply_time=_reply_time(kept),
        decisions=_decisions(kept),
        open_questions=open_groups([row.open_questions for row in kept]),
        passages=_passages(kept),
    )


def _day(moment: datetime) -> date:
    return moment.astimezone(JST).date()


def _between(day: date, since: date | None, until: date | None) -> bool:
    return (since is None or day >= since) and (until is None or day <= until)


def _reply_time(rows: Sequence[FigureRow]) -> ReplyTime:
    spans = [(row.received_at, row.first_sent_at) for row in rows if row.first_sent_at is not None]
    hours = [max(0.0, (sent - received).total_seconds() / 3600) for received, sent in spans]
    days = [working_days_between(received, sent) for received, sent in spans]
    return ReplyTime(
        sent=len(spans),
        unsent=sum(1 for row in rows if row.first_sent_at is None and row.status not in _DONE),
        hours_median=percentile(hours, 0.5),
        hours_90=percentile(hours, 0.9),
        working_days_median=percentile(days, 0.5),
        working_days_90=percentile(days, 0.9),
    )


def percentile(values: Sequence[float], share: float) -> float | None:
    """The value below which `share` (0–1) of `values` lie, between the two nearest ones by their distance; None of
    none.

    >>> percentile([1, 2, 3, 4], 0.5), percentile([], 0.5)
    (2.5, None)
    """
    if not values:
        return None
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def _decisions(rows: Sequence[FigureRow]) -> Decisions:
    counted: Counter[str] = Counter()
    changed: list[float] = []
    for row in rows:
        if row.imported or row.first_draft_text is None:
            continue
        if row.rejected:
            counted["rejected"] += 1
        elif row.approved_text is None:
            counted["undecided"] += 1
        else:
            share = share_changed(row.first_draft_text, row.approved_text)
            counted["edited" if share else "unchanged"] += 1
            changed += [share] if share else []
    return Decisions(
        unchanged=counted["unchanged"],
        edited=counted["edited"],
        rejected=counted["rejected"],
        undecided=counted["undecided"],
        changed_median=median(changed) if changed else None,
    )


def share_changed(draft: str, approved: str) -> float:
    """Which share (0–1) of a text was changed, spaces and line breaks aside: insertions, deletions and replacements of
    characters, by the length of the longer text.

    >>> share_changed("期限は10月です。", "期限は  10月です。"), share_changed("12時", "17時")
    (0.0, 0.3333333333333333)
    """
    ours, theirs = ("".join(text.split())[:_COMPARED] for text in (draft, approved))
    return 0.0 if ours == theirs else float(Levenshtein.normalized_distance(ours, theirs))


def _passages(rows: Sequence[FigureRow]) -> tuple[PassageUse, ...]:
    used: Counter[tuple[str, str]] = Counter()
    known: dict[tuple[str, str], QuotedPassage] = {}
    for row in rows:
        for key in dict.fromkeys((passage.source_id, passage.quote) for passage in row.quoted):
            used[key] += 1
        known.update({(passage.source_id, passage.quote): passage for passage in row.quoted})
    return tuple(PassageUse(passage=known[key], inquiries=count) for key, count in used.most_common(_MOST_PASSAGES))
