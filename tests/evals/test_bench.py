"""evals/bench: its arithmetic, its report, and very small real runs of the parts that need no server."""

import itertools
import json
import random
import re
from pathlib import Path

import numpy as np
import pytest
from small_corpus import SmallCorpus

from advisor.answering.flow import accepted
from advisor.knowledge import Knowledge
from evals.bench import __main__ as bench
from evals.bench import answer, cold_start, growth, guides, indexing, load, load_figures, memory
from evals.bench.arithmetic import counted_percentile, last_half, median, percentile, ratio, slope
from evals.bench.questions import development_questions, distinct, request_body
from evals.bench.reporting import Report, as_json, as_markdown, report_of, said, written
from evals.bench.results import Chart, Line, Part, at_least, at_most, exactly, failed, figure
from evals.bench.synthetic import document, paragraph, vectors_like, words_of

LOCUST = [
    {
        "name": "/api/v1/ask",
        "method": "POST",
        "num_requests": 130,
        "num_failures": 30,
        "response_times": {"90": 65, "110": 60, "1200": 5},
        "num_reqs_per_sec": {"100": 2, "101": 50, "103": 70, "104": 8},
        "num_fail_per_sec": {"103": 30},
    }
]


@pytest.fixture
def part() -> Part:
    """A part with a row of each kind and a chart."""
    points = ((1.0, 40.0), (10.0, 55.0), (50.0, 60.0))
    return Part(
        name="load",
        title="Many users",
        rows=(
            at_most("errors", 3, 0, "of 90", "one | two"),
            at_least("throughput", 0.81, 0.7, "×"),
            figure("p50", 1234.5, "ms", "noisy"),
        ),
        charts=(
            Chart(title="Throughput", x_title="users", y_title="per second", lines=(Line(label="all", points=points),)),
            Chart(
                title="Growth", x_title="n", y_title="ms", lines=(Line(label="all", points=points),), logarithmic=True
            ),
        ),
        took_s=12.0,
    )


@pytest.mark.parametrize(("share", "found"), [(0.0, 10.0), (0.5, 25.0), (0.95, 38.5), (1.0, 40.0)])
def test_a_percentile_lies_between_its_neighbours(share: float, found: float) -> None:
    assert percentile([40.0, 10.0, 30.0, 20.0], share) == pytest.approx(found)


def test_percentiles_agree_with_numpy() -> None:
    values = [random.Random(3).uniform(0, 100) for _ in range(57)]
    for share in (0.05, 0.5, 0.95):
        assert percentile(values, share) == pytest.approx(float(np.percentile(values, share * 100)))


def test_a_percentile_of_counts_is_one_of_the_values() -> None:
    counts = {90: 65, 110: 60, 1200: 5}
    assert [counted_percentile(counts, share) for share in (0.5, 0.95, 1.0)] == [90.0, 110.0, 1200.0]


@pytest.mark.parametrize(
    "empty", [lambda: percentile([], 0.5), lambda: counted_percentile({}, 0.5), lambda: median([])]
)
def test_nothing_has_no_percentile(empty) -> None:
    with pytest.raises(ValueError, match="no values"):
        empty()


def test_a_ratio_needs_a_base() -> None:
    assert ratio(5.0, 2.0) == 2.5
    with pytest.raises(ValueError, match="positive"):
        ratio(1.0, 0.0)


def test_a_slope_is_that_of_the_line_with_the_least_squares() -> None:
    noisy = [(0.0, 1.1), (1.0, 2.9), (2.0, 5.1), (3.0, 6.9)]
    assert slope(noisy) == pytest.approx(float(np.polyfit(*zip(*noisy, strict=True), 1)[0]))
    with pytest.raises(ValueError, match="two points"):
        slope([(1.0, 2.0), (1.0, 3.0)])


def test_the_last_half_is_of_what_was_asked_not_of_the_samples() -> None:
    points = [(1, 5.0), (200, 6.0), (1000, 7.0), (2000, 7.0), (3000, 8.0), (4000, 8.0)]
    assert [x for x, _ in last_half(points)] == [3000, 4000]
    assert last_half([(1, 5.0), (100, 6.0)]) == [(1, 5.0), (100, 6.0)]


def test_targets_are_met_or_not() -> None:
    rows = [at_most("a", 2.5, 2.5, "×"), at_most("a", 2.51, 2.5, "×"), at_least("b", 0.69, 0.7, "×")]
    assert [row.reached for row in [*rows, exactly("c", 4, 4, ""), exactly("c", 5, 4, "")]] == [
        *(True, False, False),
        *(True, False),
    ]
    assert figure("d", 1.0, "s").reached is None


def test_no_question_comes_twice_and_each_is_still_a_question() -> None:
    questions = development_questions()
    asked = list(itertools.islice(distinct(questions), 20_000))
    texts = {accepted(question, 2000).text for question in asked}
    assert len(texts) == len(asked)
    assert all(later.text.startswith(first.text) for first, later in zip(questions, asked, strict=False))
    assert asked[300] == next(distinct(questions, 300))


def test_a_request_says_when_and_what_was_said_before() -> None:
    question = next(question for question in development_questions() if question.earlier)
    body = json.loads(request_body(question))
    assert body["question"] == question.text and body["as_of"].endswith("+09:00")
    assert body["earlier"] == list(question.earlier)


def test_made_up_text_is_long_enough_and_comes_again_with_its_seed() -> None:
    words = words_of(["地域の大学と企業がプラットフォームを整備する。"])
    assert words == ["地域", "大学", "企業", "プラットフォーム", "整備"]
    assert len(paragraph(words, random.Random(1))) >= 150
    assert document(words, random.Random(1), 6) == document(words, random.Random(1), 6)


def test_made_up_vectors_are_near_the_real_ones() -> None:
    real = np.eye(4, 384, dtype=np.float32)
    made = vectors_like(real, 50, seed=1)
    assert made.dtype == np.float32 and np.allclose(np.linalg.norm(made, axis=1), 1, atol=1e-5)
    assert 0.8 < float((made @ real.T).max(axis=1).mean()) < 0.97


def test_locust_is_read_without_its_first_and_last_second() -> None:
    met = load_figures.met_by(50, json.dumps(LOCUST))
    assert (met.users, met.errors, met.asked) == (50, 30, 130)
    assert met.per_second == pytest.approx((50 + 0 + 40) / 3)
    assert (met.p50_ms, met.p95_ms) == (90.0, 110.0)
    with pytest.raises(ValueError, match="no question"):
        load_figures.met_by(1, "[]")


def test_only_the_most_users_are_judged_against_the_embedder_around_their_step() -> None:
    bare = (load_figures.Bare(per_second=40.0, cpu_ms=20.0), load_figures.Bare(per_second=60.0, cpu_ms=30.0))
    met = [load_figures.Met(users=n, per_second=30.0, p50_ms=9, p95_ms=9, errors=0, asked=240) for n in (1, 50)]
    rows = load_figures.rows_of("repeated", [load_figures.Step(met=each, cpu_ms=50.0, bare=bare) for each in met], "")
    assert [(row.name, row.reached) for row in rows if row.target] == [
        ("repeated, 50 users: throughput ÷ bare embedder", False),
        ("repeated, 50 users: errors", True),
    ]
    assert [row.value for row in rows if "÷" in row.name] == [0.6, 2.0] * 2


def test_memory_that_grows_is_told_from_memory_that_settles() -> None:
    def growth_of(megabytes: list[float]) -> bool | None:
        samples = [memory.Sample(questions=n * 1000 + 1, megabytes=mb) for n, mb in enumerate(megabytes)]
        return next(row.reached for row in memory.rows_of(samples) if row.name.startswith("growth"))

    assert growth_of([500, 550, 560, 560.5, 560.5, 560.6]) and not growth_of([500, 510, 520, 530, 540, 550])


def test_a_start_is_judged_by_its_median() -> None:
    rows = cold_start.start_rows([(4.0, 2.0), (9.0, 2.5), (4.5, 2.2)])
    assert (rows[0].value, rows[0].reached) == (4.5, True)
    steps = cold_start.step_rows(
        *({"imports": 1, "load": load_s, "first answer": 1, "second answer": 1} for load_s in (3, 2))
    )
    assert next(row.value for row in steps if "making" in row.name) == 1


def test_an_answer_and_the_guides_are_timed_against_an_embedding(knowledge: Knowledge) -> None:
    turns = answer.timed(development_questions()[:4], knowledge, warm_up=1)
    assert len(turns) == 4 and all(0 < sum(turn.stages_ms.values()) <= turn.answer_ms for turn in turns)
    assert answer.rows_of(turns)[0].target == "≤ 2.5"
    names = [row.name for row in guides.rows_of(guides.medians_ms(knowledge, 1))]
    assert "eligibility ÷ one query embedding" in names and "one query embedding" in names


def test_an_index_grows_and_still_answers(knowledge: Knowledge, tmp_path: Path) -> None:
    bundled = len(knowledge.index.entries)
    sizes = (bundled + 20, bundled + 220)
    measured = growth.measure(knowledge, sizes, development_questions()[:6], tmp_path)
    assert [size.passages for size in measured] == list(sizes)
    assert all(len(size.answer_ms) == 6 and min(size.search_ms) > 0 for size in measured)
    assert [row.target for row in growth.rows_of(measured)][:2] == ["≤ 3", "≤ 3"]
    assert growth.chart_of(measured).logarithmic


def test_only_new_and_changed_passages_are_embedded(tmp_path: Path) -> None:
    corpus = SmallCorpus(tmp_path / "corpus", tmp_path / "data")
    measured = indexing.measure(corpus.settings, documents=2, paragraphs=3)
    assert measured.embedded == measured.passages >= 6
    assert measured.again_embedded == measured.changed >= 1 and measured.changed < measured.passages
    assert all(row.reached for row in indexing.rows_of(measured) if row.target and row.target.startswith("="))


def test_a_report_says_what_was_reached_first(part: Part) -> None:
    report = Report(
        date="2025-08-20T10:00:00+09:00", commit="abc", cpu_cores=2, python="3.11", quick=True, parts=(part,)
    )
    text = as_markdown(report)
    assert "| load | errors | 3 of 90 | ≤ 0 | **no** | one \\| two |" in text
    assert "| load | throughput | 0.81 × | ≥ 0.7 | yes |  |" in text
    assert "| p50 | 1,234 ms | noisy |" in text and "no verdict" in text
    assert text.index("throughput") < text.index("## Each part") < text.index("p50")


@pytest.mark.parametrize(("value", "text"), [(0.0, "0"), (0.004, "0.00"), (99.96, "100.0"), (-3.25, "-3.25")])
def test_figures_are_said_in_few_digits(value: float, text: str) -> None:
    assert said(value) == text


def test_a_report_is_written_that_loads_nothing(part: Part, tmp_path: Path) -> None:
    broken = failed("growth", RuntimeError("no <b>disk</b>\nleft"))
    as_data, _, page = written(report_of([part, broken], quick=False), tmp_path / "new")
    stored = json.loads(as_data.read_text("utf-8"))
    assert {"date", "commit", "cpu_cores", "python", "rows", "charts"} <= stored.keys()
    assert stored["rows"][0] == {"part": "load", **part.rows[0].model_dump()}
    html = page.read_text("utf-8")
    assert html.count("<svg") == 2 and "&lt;b&gt;disk" in html
    assert not re.search(r"<script|<link|@import|url\(|(?:src|href)\s*=\s*[\"']?(?:https?:)?//", html)


def test_a_part_that_fails_is_a_row_and_the_others_go_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str], part: Part
) -> None:
    def broken(quick: bool) -> Part:
        raise FileNotFoundError("no such index")

    monkeypatch.setattr(growth, "run", broken)
    monkeypatch.setattr(load, "run", lambda quick: part)
    bench.main(["--only", "growth", "load", "--out", str(tmp_path)])
    printed = capsys.readouterr().out
    assert "| growth | not measured | – |  |  | FileNotFoundError: no such index |" in printed
    assert "| load | throughput" in printed
    stored = json.loads((tmp_path / "bench.json").read_text("utf-8"))
    assert {row["part"] for row in stored["rows"]} == {"growth", "load"}


def test_the_report_of_no_figures_is_still_a_report() -> None:
    assert json.loads(as_json(report_of([], quick=True)))["rows"] == []
