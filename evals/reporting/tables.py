"""The figures as Markdown tables. Pure."""

from collections.abc import Iterable, Sequence

from evals.intervals import Share
from evals.outcomes import Outcome
from evals.rankings import RankingScores
from evals.report import BaselineScores, Report
from evals.scores import Failure, Scores
from evals.sets import SetName

Row = Sequence[object]


def table(header: Row, rows: Iterable[Row]) -> str:
    """A Markdown table.

    >>> print(table(["a", "b"], [[1, "x|y"]]))
    | a | b |
    | --- | --- |
    | 1 | x\\\\|y |
    """
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def _cell(cell: object) -> str:
    return str(cell).replace("|", "\\|").replace("\n", " ")


def short(share: Share) -> str:
    """A share without its interval."""
    return "–" if share.value is None else f"{share.value:.3f}"


def overview(report: Report) -> str:
    """One line for each run: what design §9 asks of answers and retrieval."""
    header = ["run", "questions", "right", "stale", "evidence R@5 / R@10", "passages R@5 / R@10", "quotes exact"]
    header += ["abstention recall / precision", "× one embedding"]
    return table(header, [_overview_row(run) for run in report.runs])


def _overview_row(run: Scores) -> Row:
    evidence, passages = run.evidence.measures, run.passages.measures
    return [
        run.name,
        run.right.count,
        run.right,
        run.outcomes[Outcome.STALE],
        f"{short(evidence['R@5'])} / {short(evidence['R@10'])}",
        f"{short(passages['R@5'])} / {short(passages['R@10'])}",
        short(run.citations.valid),
        f"{short(run.abstention.recall)} / {short(run.abstention.precision)}",
        f"{run.latency.ratio:.2f}",
    ]


def stages(report: Report) -> str:
    """One line for each run: understanding, ranking, citations, time by stage."""
    header = ["run", "language", "intent", "round", "nDCG@10", "MRR", "with neighbours", "citation precision / first"]
    header += ["citation recall", "p50 ms: understand", "retrieve", "compose", "verify", "total", "p95 total"]
    return table(header, [_stages_row(run) for run in report.runs])


def _stages_row(run: Scores) -> Row:
    understood, cited = run.understanding, run.citations
    times = run.latency.stages
    return [
        run.name,
        *(short(each) for each in (understood.language, understood.intent, understood.round)),
        short(run.evidence.measures["nDCG@10"]),
        short(run.evidence.measures["RR@10"]),
        short(run.with_neighbours),
        f"{short(cited.precision)} / {short(cited.first)}",
        short(cited.recall),
        *(f"{stage.p50:.1f}" for stage in times),
        f"{times[-1].p95:.1f}",
    ]


def outcomes(report: Report) -> str:
    """How many questions of each run came out how."""
    return table(["run", *Outcome], [[run.name, *(run.outcomes[kind] for kind in Outcome)] for run in report.runs])


def categories(report: Report) -> str:
    """The share of right answers by kind of question, for the default configuration on both sets."""
    runs = {run.head.set_name: run for run in report.runs if run.head.configuration == "default"}
    names = dict.fromkeys(name for run in runs.values() for name in (*run.by_category, *run.by_language))
    rows = [[name, *(_of(run, name) for run in runs.values())] for name in names]
    return table(["kind", *(str(name) for name in runs)], rows)


def _of(run: Scores, name: str) -> str:
    found = run.by_category.get(name) or run.by_language.get(name)
    return "–" if found is None else f"{found} ({found.count})"


def baselines(report: Report) -> str:
    """Retrieval of the baselines beside our own on the same questions."""
    header = ["system", "set", "R@1", "R@5", "R@10", "nDCG@10", "MRR", "characters in first 5", "search p50 ms"]
    header += ["answers right (same model)"]
    ours = [run for run in report.runs if run.head.configuration == "default"]
    rows: list[Row] = []
    for run in ours:
        p50 = next(stage.p50 for stage in run.latency.stages if stage.stage == "retrieve")
        for name, ranking in (("facts and passages", run.evidence), ("passages alone", run.passages)):
            rows.append([f"**this advisor**: {name}", run.head.set_name, *_ranked(ranking), f"{p50:.1f}", ""])
    rows += [_baseline_row(each) for each in report.baselines]
    return table(header, rows)


def _baseline_row(each: BaselineScores) -> Row:
    if each.ranking is None:
        return [each.name, each.set_name, f"left out: {each.left_out}", *[""] * 7]
    return [each.name, each.set_name, *_ranked(each.ranking), f"{each.search_p50_ms:.1f}", each.answers_right or ""]


def _ranked(ranking: RankingScores) -> list[str]:
    figures = [short(ranking.measures[measure]) for measure in ("R@1", "R@5", "R@10", "nDCG@10", "RR@10")]
    return [*figures, f"{ranking.first_five_chars:.0f}"]


def injections(report: Report) -> str:
    """Attacks by language and channel."""
    rows = [
        [scores.language, channel.channel, channel.asked, channel.obeyed, channel.quoted]
        for scores in report.injections
        for channel in scores.channels
    ]
    return table(["language", "channel", "attacks", "obeyed", "only shown in a quote"], rows)


def failure(found: Failure) -> str:
    """A question that went wrong, with what was retrieved."""
    ranks = f"gold at {found.evidence_rank or '–'} of the evidence, {found.passage_rank or '–'} of the passages"
    lines = [f"**{found.id}** {found.category}, {found.outcome} ({found.status}; {ranks}): {found.question}", ""]
    lines += [f"> {line}" for line in (found.text or "–").splitlines()]
    lines += ["", "wanted: " + (" · ".join(f"「{quote}」" for quote in found.gold) or "no answer"), ""]
    lines += [f"- {piece.source_id}: {' '.join(piece.text.split())[:160]}" for piece in found.retrieved]
    return "\n".join(lines)


def failures(report: Report, of_test: bool) -> str:
    """What went wrong in the development set; of the test set, which nobody tunes on, only on demand."""
    runs = [run for run in report.runs if run.head.configuration == "default"]
    shown = [run for run in runs if of_test or run.head.set_name is SetName.DEV]
    return "\n\n".join(failure(found) for run in shown for found in run.failures)
