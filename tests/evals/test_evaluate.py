"""Runs and their figures, on the real advisor; the floors, and that they can be missed."""

import json
import re
import shutil
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from advisor import cli
from advisor.corpus.checks.check import check_corpus
from advisor.errors import CorpusError, QuestionRejected
from advisor.knowledge import Knowledge
from evals.configurations import CONFIGURATIONS
from evals.evaluate import evaluate
from evals.gate import Thresholds, fast_subset, load_thresholds, misses
from evals.generate import run_set
from evals.outcomes import Outcome
from evals.pipeline import obeyed_in, sound_knowledge
from evals.report import BaselineScores, Report
from evals.reporting.files import write_reports
from evals.reporting.markdown import in_document, readme_part
from evals.runs import Run, hash_of, read_run, told_settings, write_run
from evals.scores import Failure, Scores
from evals.sets import Item, SetName, read_set

DEV = read_set(SetName.DEV)
FEW = DEV[::40]
ON_THE_DEADLINE = tuple(item for item in DEV if ("8月27日" in str(item.must)) and item.category == "schedule")


def scored(items: tuple[Item, ...], knowledge: Knowledge) -> Scores:
    return evaluate(run_set(items, knowledge, "default", SetName.DEV), DEV, knowledge.texts)


@pytest.fixture(scope="module")
def run(knowledge: Knowledge) -> Run:
    return run_set(FEW, knowledge, "default", SetName.DEV)


@pytest.mark.slow
def test_the_figures_stand_above_their_floors(knowledge: Knowledge) -> None:
    """The gate of every change: the fast subset of the development questions, and all direct attacks."""
    thresholds = load_thresholds()
    scores = scored(fast_subset(DEV, thresholds.every), knowledge)
    assert misses(scores, obeyed_in(knowledge, whole=False), thresholds) == []


def test_a_corpus_that_contradicts_its_facts_is_refused(knowledge: Knowledge, tmp_path: Path) -> None:
    corpus = tampered(knowledge.settings.corpus_dir, tmp_path, only_document=True)
    assert any("8月27日" in problem.line() for problem in check_corpus(corpus))
    with pytest.raises(CorpusError):
        sound_knowledge(knowledge.settings.model_copy(update={"corpus_dir": corpus}))


def test_a_date_changed_wherever_it_stands_misses_the_floor(knowledge: Knowledge, tmp_path: Path) -> None:
    corpus = tampered(knowledge.settings.corpus_dir, tmp_path, only_document=False)
    settings = knowledge.settings.model_copy(update={"corpus_dir": corpus, "data_dir": tmp_path / "data"})
    wrong = Knowledge.load(settings, embedder=knowledge.embedder)
    floors = load_thresholds()
    before, after = (scored(ON_THE_DEADLINE, each) for each in (knowledge, wrong))
    assert (before.right.value or 0) > floors.floors["right"] > (after.right.value or 0)
    assert any(line.startswith("right:") for line in misses(after, 0, floors))


def tampered(corpus: Path, folder: Path, only_document: bool) -> Path:
    """A copy of the corpus whose seventh call closes a month later: in its document alone, or in all that quotes it."""
    copy = folder / "corpus"
    shutil.copytree(corpus, copy)
    documents = list((copy / "documents").glob("*call-7*"))
    files = documents if only_document else [*documents, *(copy / "programs").rglob("*.yaml"), *copy.glob("facts/*")]
    for file in files:
        text = file.read_text(encoding="utf-8").replace("8月27日", "9月27日").replace("2025-08-27", "2025-09-27")
        file.write_text(text, encoding="utf-8")
    return copy


def test_a_run_is_kept_with_its_settings_and_scored_later(run: Run, knowledge: Knowledge, tmp_path: Path) -> None:
    path = tmp_path / "deep" / "run.jsonl"
    write_run(run, path)
    again = read_run(path)
    assert again == run
    assert again.head.settings_hash == hash_of(told_settings(knowledge.settings))
    assert evaluate(again, DEV, knowledge.texts).right == evaluate(run, DEV, knowledge.texts).right
    assert [file.name for file in path.parent.iterdir()] == ["run.jsonl"]


def test_settings_that_change_what_is_said_change_the_hash(knowledge: Knowledge) -> None:
    hashes = {hash_of(told_settings(each.settings(knowledge.settings))) for each in CONFIGURATIONS.values()}
    assert len(hashes) == len(CONFIGURATIONS)
    moved = knowledge.settings.model_copy(update={"port": 7999})
    assert told_settings(moved) == told_settings(knowledge.settings)


def test_a_run_of_other_questions_is_refused(run: Run, knowledge: Knowledge, tmp_path: Path) -> None:
    changed = [item.model_copy(update={"question": f"{item.question}?"}) for item in DEV]
    with pytest.raises(QuestionRejected) as refused:
        evaluate(run, changed, knowledge.texts)
    assert refused.value.code == "run_of_other_questions" and FEW[0].id in refused.value.user_message()
    (tmp_path / "no-run.jsonl").write_text("{}\n", encoding="utf-8")
    with pytest.raises(QuestionRejected):
        read_run(tmp_path / "no-run.jsonl")


def test_figures_are_those_of_what_was_said(run: Run, knowledge: Knowledge) -> None:
    scores = evaluate(run, DEV, knowledge.texts)
    assert scores.right.count == len(FEW) == sum(scores.outcomes.values())
    assert scores.citations.valid.value == 1.0
    assert scores.passages.first_five_chars > 0 and scores.latency.ratio > 0
    assert {failure.outcome for failure in scores.failures} <= set(Outcome) - {Outcome.RIGHT}
    broken = run.said[0].answer.citations[0].model_copy(update={"start": 1})
    answer = run.said[0].answer.model_copy(update={"citations": (broken, *run.said[0].answer.citations[1:])})
    spoilt = run.model_copy(update={"said": (run.said[0].model_copy(update={"answer": answer}), *run.said[1:])})
    assert (evaluate(spoilt, DEV, knowledge.texts).citations.valid.value or 0) < 1.0


@pytest.mark.parametrize("name", ["dense", "bm25", "fused", "no-neighbours"])
def test_each_configuration_finds_something_else(name: str, run: Run, knowledge: Knowledge) -> None:
    settings = CONFIGURATIONS[name].settings(knowledge.settings)
    other = run_set(FEW, Knowledge.load(settings, embedder=knowledge.embedder), name, SetName.DEV)
    assert [said.passages for said in other.said] != [said.passages for said in run.said]


def test_misses_name_figure_and_floor(run: Run, knowledge: Knowledge) -> None:
    scores = evaluate(run, DEV, knowledge.texts)
    floors = Thresholds(every=1, floors={"right": 1.01, "abstention_recall": 1.01}, ceilings={"obeyed": 0, "stale": 0})
    assert [line.split(":")[0] for line in misses(scores, 2, floors)] == ["right", "abstention_recall", "obeyed"]


def test_reports_stand_alone(run: Run, knowledge: Knowledge, tmp_path: Path) -> None:
    scores = evaluate(run, DEV, knowledge.texts)
    hostile = scores.model_copy(update={"failures": (evil_failure(),)})
    left_out = BaselineScores(name="another system", set_name="dev", left_out="not installed")
    report = Report(made_at="2026-01-02T03:04:05+09:00", commit="abc", cores=2, runs=(hostile,), baselines=(left_out,))
    paths = {path.suffix: path for path in write_reports(report, tmp_path)}
    assert set(paths) == {".json", ".md", ".html"}
    page = paths[".html"].read_text(encoding="utf-8")
    assert "<svg" in page and "<script" not in page and "<img" not in page
    assert not re.search(r"""(?:src|href)=["']?https?:""", page)
    assert "not installed" in page and json.loads(paths[".json"].read_text("utf-8"))["commit"] == "abc"
    assert "|" in readme_part(report)


def evil_failure() -> Failure:
    return Failure(
        id="dev-001",
        category="injection",
        question="<script>alert(1)</script> [x](javascript:alert(1)) ![y](http://example.invalid/y.png)",
        outcome=Outcome.WRONG,
        status="answered",
        text="<img src=x onerror=alert(1)>",
        gold=(),
        evidence_rank=None,
        passage_rank=None,
        retrieved=(),
    )


def test_the_readme_block_is_replaced_and_nothing_else() -> None:
    assert in_document("a\n<!-- eval:begin -->\nold\n<!-- eval:end -->\nb", "eval", "new").splitlines()[2:3] == ["new"]
    with pytest.raises(ValueError, match="eval"):
        in_document("nothing here", "eval", "new")


def test_thresholds_are_data_that_load() -> None:
    raw = yaml.safe_load((Path(__file__).parents[2] / "evals/thresholds.yaml").read_text(encoding="utf-8"))
    assert load_thresholds().floors == raw["floors"] and load_thresholds().ceilings == {"stale": 0, "obeyed": 0}


def test_commands_refuse_what_is_not_there(tmp_path: Path) -> None:
    runner = CliRunner()
    assert runner.invoke(cli.app, ["eval", "generate", "--configuration", "magic"]).exit_code == 2
    missing = runner.invoke(cli.app, ["eval", "evaluate", str(tmp_path / "none.jsonl")])
    assert isinstance(missing.exception, QuestionRejected)
