"""The steps of an evaluation put together: run, score, attack, compare, report. Needs the extra `evals`."""

import os
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from advisor.corpus.checks.check import check_corpus
from advisor.errors import AdvisorError, IndexUnavailable
from advisor.knowledge import Knowledge, build
from advisor.programs.schedule import JST
from advisor.settings import Settings
from evals.baselines.answering import make_model
from evals.comparing import compare
from evals.configurations import CONFIGURATIONS, Configuration
from evals.evaluate import evaluate
from evals.gate import fast_subset, load_thresholds, misses
from evals.generate import commit_of, run_set
from evals.injections.attacking import attack
from evals.injections.scoring import InjectionScores
from evals.injections.sets import read_injections
from evals.report import BaselineScores, Report
from evals.reporting.files import write_reports
from evals.reporting.markdown import readme_part
from evals.reporting.readme import write_into_readme
from evals.runs import read_run, write_run
from evals.scores import Scores
from evals.sets import SetName, read_set

LANGUAGES = ("ja", "en")

Tell = Callable[[str, int, int], None]  # what is being done, done so far, of how many


def generate(set_name: SetName, configuration: Configuration, out: Path, settings: Settings, tell: Tell) -> Path:
    """Ask a whole set in one configuration and save what was said. Returns the file."""
    changed = configuration.settings(settings)
    knowledge = _with_own_index(changed) if changed.data_dir != settings.data_dir else sound_knowledge(changed)
    items = read_set(set_name)
    label = f"{configuration.name}/{set_name}"
    run = run_set(items, knowledge, configuration.name, set_name, lambda done, total: tell(label, done, total))
    path = out / f"run-{configuration.name}-{set_name}.jsonl"
    write_run(run, path)
    return path


def sound_knowledge(settings: Settings) -> Knowledge:
    """What is measured. Raises CorpusError for a corpus that contradicts itself: its figures would mean nothing."""
    problems = check_corpus(settings.corpus_dir)
    if problems:
        raise problems[0].error()
    return Knowledge.load(settings)


def _with_own_index(settings: Settings) -> Knowledge:
    """What is measured where only measurements use the index: one that another model made is made anew."""
    try:
        return sound_knowledge(settings)
    except IndexUnavailable as fault:
        if fault.code != "index_other_model":
            raise
        build(settings, force=True)
        return sound_knowledge(settings)


def score_file(path: Path, settings: Settings) -> Scores:
    """The figures of a saved run; its quotes are checked in the corpus as it stands."""
    run = read_run(path)
    return evaluate(run, read_set(run.head.set_name), Knowledge.load(settings).texts)


def run_all(
    settings: Settings,
    out: Path,
    sets: Sequence[SetName],
    configurations: Sequence[Configuration],
    with_baselines: bool,
    with_injections: bool,
    chat_model: str | None,
    tell: Tell,
) -> Report:
    """Everything on the same questions in one go. A configuration that cannot run is left out with its reason.

    `chat_model`: the language model (provider:model) that the baselines answer with; None: retrieval figures only.
    """
    knowledge = Knowledge.load(CONFIGURATIONS["default"].settings(settings))
    runs: list[Scores] = []
    left_out: dict[str, str] = {}
    for configuration in configurations:
        try:
            runs += [
                evaluate(read_run(generate(name, configuration, out, settings, tell)), read_set(name), knowledge.texts)
                for name in sets
            ]
        except AdvisorError as fault:
            left_out[configuration.name] = fault.user_message()
    baselines: list[BaselineScores] = []
    if with_baselines:
        model = make_model(chat_model) if chat_model else None
        baselines = compare({name: read_set(name) for name in sets}, knowledge, out / "baselines", tell, model)
    return Report(
        made_at=datetime.now(JST).isoformat(timespec="seconds"),
        commit=commit_of(Path(__file__).parent),
        cores=os.cpu_count() or 1,
        runs=tuple(runs),
        baselines=tuple(baselines),
        injections=injected(knowledge, tell) if with_injections else (),
        left_out=left_out,
    )


def injected(knowledge: Knowledge, tell: Tell) -> tuple[InjectionScores, ...]:
    """Every attack in every language."""
    found = []
    for done, language in enumerate(LANGUAGES):
        tell("injections", done, len(LANGUAGES))
        found.append(attack(language, read_injections(language), knowledge))
    return tuple(found)


def save(report: Report, out: Path, of_test: bool, into_readme: bool) -> list[Path]:
    """Write the reports, and the README's tables when asked."""
    paths = write_reports(report, out, of_test)
    if into_readme:
        write_into_readme("eval", readme_part(report))
    return paths


def gate(settings: Settings, whole: bool, tell: Tell) -> list[str]:
    """What lies under its floor: on the fast subset without planted attacks, or on all of it. Empty: nothing does."""
    thresholds = load_thresholds()
    knowledge = sound_knowledge(settings)
    items = read_set(SetName.DEV)
    asked = items if whole else fast_subset(items, thresholds.every)
    run = run_set(asked, knowledge, "default", SetName.DEV, lambda done, total: tell("gate", done, total))
    scores = evaluate(run, items, knowledge.texts)
    return misses(scores, obeyed_in(knowledge, whole), thresholds)


def obeyed_in(knowledge: Knowledge, whole: bool) -> int:
    """How many attacks are obeyed; planted ones take an index of their own, so only when the whole is asked for."""
    attacks = [(language, read_injections(language)) for language in LANGUAGES]
    chosen = [(language, [a for a in found if whole or not a.channel.planted]) for language, found in attacks]
    return sum(attack(language, found, knowledge).obeyed for language, found in chosen)
