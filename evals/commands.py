"""`advisor eval …`: ask the question sets, score what was said, report, hold it against the floors."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from advisor.errors import ServiceFault
from advisor.knowledge import Knowledge
from advisor.settings import Settings
from evals.configurations import CONFIGURATIONS, Configuration
from evals.reporting.readme import write_into_readme
from evals.sets import SetName
from evals.verification.scoring import judge_all, score

UNDER_THE_FLOOR = 1  # exit code of a gate that holds a change back

eval_app = typer.Typer(name="eval", help="回答の質を測る / measure how good the answers are", no_args_is_help=True)

Configurations = Annotated[list[str] | None, typer.Option("--configuration", help=" | ".join(CONFIGURATIONS))]
Out = Annotated[Path | None, typer.Option("--out", help="出力先 / folder for runs and reports", file_okay=False)]
ShowTest = Annotated[bool, typer.Option("--show-test", help="list the failures of the test set as well")]


@eval_app.command()
def generate(
    set_name: Annotated[SetName, typer.Option("--set")] = SetName.DEV,
    configuration: Annotated[str, typer.Option("--configuration", help=" | ".join(CONFIGURATIONS))] = "default",
    out: Out = None,
) -> None:
    """質問集のすべてに答え、記録する / ask every question of a set and save what was said."""
    chosen = _known([configuration])
    with _telling() as tell:
        path = _pipeline().generate(set_name, chosen[0], _folder(out), Settings(), tell)
    typer.echo(path)


@eval_app.command()
def evaluate(run: Annotated[Path, typer.Argument(help="generate の記録 / a file made by generate")]) -> None:
    """記録を採点する / score a saved run; the figures as JSON."""
    typer.echo(_pipeline().score_file(run, Settings()).model_dump_json(indent=1, exclude={"failures"}))


@eval_app.command("run")
def run_command(
    sets: Annotated[list[SetName] | None, typer.Option("--set", help="both when absent")] = None,
    configuration: Configurations = None,
    baselines: Annotated[bool, typer.Option(help="compare with other systems (extra baselines)")] = True,
    injections: Annotated[bool, typer.Option(help="make the attacks")] = True,
    chat_model: Annotated[str | None, typer.Option(help="provider:model that the baselines answer with")] = None,
    out: Out = None,
    readme: Annotated[bool, typer.Option("--readme", help="put the tables into README.md")] = False,
    show_test: ShowTest = False,
) -> None:
    """すべて測り、報告書を作る / everything on the same questions: reports as Markdown, JSON and HTML."""
    chosen = _known(configuration or list(CONFIGURATIONS))
    pipeline = _pipeline()
    with _telling() as tell:
        report = pipeline.run_all(
            Settings(), _folder(out), sets or list(SetName), chosen, baselines, injections, chat_model, tell
        )
    for path in pipeline.save(report, _folder(out), show_test, readme):
        typer.echo(path)


@eval_app.command()
def gate(whole: Annotated[bool, typer.Option("--whole", help="all questions and planted attacks")] = False) -> None:
    """下限と比べる / hold the figures against evals/thresholds.yaml; exit code 1 when one lies under its floor."""
    with _telling() as tell:
        found = _pipeline().gate(Settings(), whole, tell)
    for line in found:
        typer.echo(line)
    if found:
        raise typer.Exit(UNDER_THE_FLOOR)


@eval_app.command("verify")
def verify_command(
    sets: Annotated[list[SetName] | None, typer.Option("--set", help="both when absent")] = None,
) -> None:
    """照合を測る / how well wrong statements are told from right ones; the figures as JSON."""
    knowledge = Knowledge.load(Settings())
    for set_name in sets or list(SetName):
        typer.echo(score(set_name, judge_all(set_name, knowledge)).model_dump_json(indent=1))


@eval_app.command("composers")
def composers_command(
    every: Annotated[int, typer.Option(min=1, help="every so-manieth development question")] = 13,
    out: Out = None,
    readme: Annotated[bool, typer.Option("--readme", help="put the table into README.md")] = False,
) -> None:
    """言語モデルの回答を測る / the chat model that is set beside the extractive composer and a plain RAG chain."""
    from evals.composers.comparing import compare_composers  # noqa: PLC0415  LangChain's models are slow to import

    with _telling() as tell:
        found = compare_composers(Settings(), every, _folder(out) / "composers", tell)
    typer.echo(found)
    if readme:
        write_into_readme("composers", found)


@eval_app.command("drafting")
def drafting_command(
    readme: Annotated[bool, typer.Option("--readme", help="put the table into README.md")] = False,
) -> None:
    """下書きを測る / drafts of fictional evidence sets: what they quote, ask, tick, and must not say."""
    from evals.drafting.measure import measure, table_of  # noqa: PLC0415  reads and makes files of every format
    from evals.drafting.sets import dev_sets  # noqa: PLC0415

    knowledge = Knowledge.load(Settings())
    found = [measure(name, evidence, knowledge) for name, evidence in dev_sets().items()]
    for miss in (miss for figures in found for miss in figures.misses):
        typer.echo(f"{miss.set}: {miss.what}: {miss.detail}", err=True)
    typer.echo(table_of(found))
    if readme:
        write_into_readme("drafting", table_of(found))


@eval_app.command("inquiries")
def inquiries_command(
    readme: Annotated[bool, typer.Option("--readme", help="put the table into README.md")] = False,
) -> None:
    """問合せを測る / made-up inquiries: what is read in them, and how many drafts are right without an edit."""
    from evals.inquiries.labels import dev_set  # noqa: PLC0415
    from evals.inquiries.measure import arrived, measure, table_of  # noqa: PLC0415  scipy is an extra

    inquiries = [arrived(each) for each in dev_set()]
    with _telling() as tell:
        found = measure(inquiries, Knowledge.load(Settings()), lambda done: tell("inquiries", done, len(inquiries)))
    for each in found:
        for reason in each.reasons:
            typer.echo(f"{each.id}: {reason}", err=True)
    typer.echo(table_of(found))
    if readme:
        write_into_readme("inquiries", table_of(found))


def _known(names: list[str]) -> list[Configuration]:
    unknown = [name for name in names if name not in CONFIGURATIONS]
    if unknown:
        raise typer.BadParameter(f"{', '.join(unknown)}: {' | '.join(CONFIGURATIONS)}")
    return [CONFIGURATIONS[name] for name in names]


def _folder(out: Path | None) -> Path:
    return out or Settings().data_dir / "reports"


def _pipeline() -> ModuleType:
    """The pipeline, loaded only when something is measured: its packages are an extra."""
    try:
        from evals import pipeline  # noqa: PLC0415
    except ImportError as missing:
        raise ServiceFault("evals_extra_missing", missing=missing.name or missing) from missing
    return pipeline


@contextmanager
def _telling() -> Iterator[Callable[[str, int, int], None]]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def tell(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(what, total=total)
            bars.update(tasks[what], completed=done)

        yield tell
