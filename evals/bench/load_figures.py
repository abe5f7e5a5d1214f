"""What a load run means: locust's JSON as what the users met, held against the bare embedder around it. Pure."""

import json
from collections.abc import Mapping, Sequence
from statistics import fmean

from advisor.values import Value
from evals.bench.arithmetic import counted_percentile, ratio
from evals.bench.results import Chart, Line, Row, at_least, at_most, figure

LEAST_SHARE = 0.7  # design: throughput over the bare embedder's, at the most users


class Bare(Value):
    """What the embedder alone does: questions a second, and the CPU time that each takes."""

    per_second: float
    cpu_ms: float


class Met(Value):
    """What some users at once met. Times in milliseconds; from 100 on locust rounds them to two digits."""

    users: int
    per_second: float
    p50_ms: float
    p95_ms: float
    errors: int
    asked: int


class Step(Value):
    """What they met, the CPU time that the server took for each answer, and the embedder before and after."""

    met: Met
    cpu_ms: float
    bare: tuple[Bare, Bare]

    @property
    def share(self) -> float:
        """Throughput over the bare embedder's."""
        return ratio(self.met.per_second, self.bare_per_second)

    @property
    def bare_per_second(self) -> float:
        """The embedder's throughput around the step."""
        return fmean(bare.per_second for bare in self.bare)

    @property
    def cpu_share(self) -> float:
        """CPU time of an answer over that of an embedding."""
        return ratio(self.cpu_ms, fmean(bare.cpu_ms for bare in self.bare))


def met_by(users: int, statistics: str) -> Met:
    """What locust's JSON says of the only address that was asked. Raises ValueError when it asked nothing."""
    entries = json.loads(statistics)
    if not entries or not entries[0]["num_requests"]:
        raise ValueError("no question was asked")
    entry = entries[0]
    counts = {int(float(ms)): count for ms, count in entry["response_times"].items()}
    return Met(
        users=users,
        per_second=steady_rate(_by_second(entry["num_reqs_per_sec"]), _by_second(entry["num_fail_per_sec"])),
        p50_ms=counted_percentile(counts, 0.5),
        p95_ms=counted_percentile(counts, 0.95),
        errors=entry["num_failures"],
        asked=entry["num_requests"],
    )


def steady_rate(ended: Mapping[int, int], failed: Mapping[int, int]) -> float:
    """Good answers a second, from how many requests ended and failed in each second of the clock.

    The first and last second are left out where three or more are known: they are cut by the start and the end, and
    locust counts its own time from the first answer on, which would leave out what the users waited for it.

    >>> steady_rate({10: 2, 11: 50, 13: 70, 14: 9}, {13: 30})
    30.0
    """
    first, last = min(ended), max(ended)
    seconds = range(first + 1, last) if last - first >= 2 else range(first, last + 1)
    return sum(ended.get(second, 0) - failed.get(second, 0) for second in seconds) / len(seconds)


def rows_of(kind: str, steps: Sequence[Step], log_tail: str) -> list[Row]:
    """The rows of one kind of questions; the most users are judged. `log_tail`: what the server said last."""
    rows: list[Row] = []
    most = max(step.met.users for step in steps)
    for step in steps:
        met = step.met
        of = f"{kind}, {met.users} user{'s' if met.users > 1 else ''}"
        share = (f"{of}: throughput ÷ bare embedder", step.share)
        errors = (f"{of}: errors", met.errors)
        against = f"{met.per_second:.1f} over {step.bare_per_second:.1f} a second"
        reason = log_tail if met.errors else ""
        judged = met.users == most
        rows += [
            at_least(*share, LEAST_SHARE, "×", against) if judged else figure(*share, "×", against),
            at_most(*errors, 0, f"of {met.asked}", reason) if judged else figure(*errors, f"of {met.asked}", reason),
            figure(f"{of}: throughput", met.per_second, "requests/s"),
            figure(f"{of}: p50", met.p50_ms, "ms"),
            figure(f"{of}: p95", met.p95_ms, "ms"),
            figure(f"{of}: CPU time of an answer ÷ of one embedding", step.cpu_share, "×", f"{step.cpu_ms:.0f} ms"),
        ]
    return rows


def charts_of(steps: dict[str, list[Step]]) -> list[Chart]:
    """Throughput and latency against users."""
    through = [
        Line(label=kind, points=tuple((step.met.users, step.met.per_second) for step in of))
        for kind, of in steps.items()
    ]
    bare = [
        Line(label=f"bare embedder ({kind})", points=tuple((step.met.users, step.bare_per_second) for step in of))
        for kind, of in steps.items()
    ]
    late = [
        Line(label=f"{kind}, {name}", points=tuple((step.met.users, getattr(step.met, f"{name}_ms")) for step in of))
        for kind, of in steps.items()
        for name in ("p50", "p95")
    ]
    return [
        Chart(title="Throughput", x_title="users at once", y_title="a second", lines=(*through, *bare)),
        Chart(title="Latency", x_title="users at once", y_title="milliseconds", lines=tuple(late)),
    ]


def _by_second(counts: dict[str, int]) -> dict[int, int]:
    return {int(second): count for second, count in counts.items()}
