"""The command `advisor`: ask, draft, index, corpus, eval, serve, mcp. Faults: one line on standard error, exit 2."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.markdown import Markdown
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from advisor.answering.batch import answer_batch
from advisor.answering.flow import answer
from advisor.answering.models import Answer, Question
from advisor.corpus.commands import corpus_app
from advisor.dates import parse_as_of
from advisor.desks import with_published_faq
from advisor.doctor import doctor_command
from advisor.drafting.commands import draft_command
from advisor.errors import AdvisorError
from advisor.faq.commands import faq_app
from advisor.inquiries.commands import inquiries_app
from advisor.knowledge import Knowledge, build, bundle_vectors
from advisor.llm.chat import make_chat
from advisor.messages import Language, say
from advisor.precedents.commands import hubs_app
from advisor.settings import Settings
from advisor.verifying.batch import verify_batch
from evals.commands import eval_app

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)
app.add_typer(corpus_app, name="corpus")
app.add_typer(eval_app, name="eval")
app.add_typer(inquiries_app, name="inquiries")
app.add_typer(faq_app, name="faq")
app.add_typer(hubs_app, name="hubs")
app.command("doctor")(doctor_command)
app.command("draft")(draft_command)

out = Console()
progress_out = Console(stderr=True)


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="質問 / the question")] = None,
    as_of: Annotated[
        str | None, typer.Option(help="基準日 / the day the answer holds on: 2025-08-20 or ISO 8601")
    ] = None,
    language: Annotated[Language | None, typer.Option(help="ja or en; told from the question when absent")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="the whole answer as JSON")] = False,
    batch: Annotated[Path | None, typer.Option(help="JSON lines of questions to answer")] = None,
    out_file: Annotated[Path | None, typer.Option("--out", help="where the answers of --batch go")] = None,
) -> None:
    """Answer a question, or a file of questions, from the documents."""
    settings = Settings()
    if batch is not None:
        if question is not None or out_file is None:
            raise typer.BadParameter("--batch IN --out OUT")
        lines = answer_batch(batch, out_file, _load(settings), make_chat(settings))
        progress_out.print(say("cli.batch_done", count=lines, file=out_file))
        return
    if question is None:
        raise typer.BadParameter("QUESTION")
    moment = parse_as_of(as_of)
    result = answer(Question(text=question, as_of=moment, language=language), _load(settings), make_chat(settings))
    if as_json:
        typer.echo(result.model_dump_json(indent=2))
    else:
        _show(result)


@app.command()
def verify(
    batch: Annotated[Path, typer.Option(help="JSON lines of statements with the passages that they cite")],
    out_file: Annotated[Path, typer.Option("--out", help="where the verdicts go")],
) -> None:
    """Hold any model's statements against their quotes and the call: keep or drop, with the reasons."""
    count = verify_batch(batch, out_file, _load(Settings()))
    progress_out.print(say("cli.verify_done", count=count, file=out_file))


@app.command()
def index(
    rebuild: Annotated[bool, typer.Option(help="build even when nothing has changed")] = False,
) -> None:
    """Build the search index; only what has changed is embedded."""
    with _progress() as bars:
        report = build(Settings(), force=rebuild, progress=_teller(bars))
    out.print(say("cli.index_done" if report.built else "cli.index_current", entries=report.entries))
    for document in report.documents:
        out.print(
            say(
                "cli.index_document",
                name=document.name,
                pages=document.pages,
                passages=document.passages,
                tables=document.tables,
                garbled=len(document.garbled_pages),
                empty=len(document.empty_pages),
            )
        )


@corpus_app.command("vectors")
def vectors() -> None:
    """Recompute the vectors that ship with the corpus; only what has changed is embedded."""
    with _progress() as bars:
        path, count = bundle_vectors(Settings(), _teller(bars))
    out.print(say("cli.vectors_done", count=count, file=path))


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="address to listen on")] = None,
    port: Annotated[int | None, typer.Option(help="port to listen on")] = None,
) -> None:
    """Serve the page and the API."""
    from app.main import serve as run  # noqa: PLC0415  the web server is loaded only to serve

    chosen = {key: value for key, value in (("host", host), ("port", port)) if value is not None}
    run(Settings().model_copy(update=chosen))


@app.command()
def mcp(
    http: Annotated[
        bool, typer.Option("--http", help="over HTTP at /mcp instead of standard input and output")
    ] = False,
    host: Annotated[str | None, typer.Option(help="address to listen on, with --http")] = None,
    port: Annotated[int | None, typer.Option(help="port to listen on, with --http")] = None,
) -> None:
    """Serve the advisor's tools and documents to an MCP client."""
    from app.mcp_server.running import serve_http, serve_stdio  # noqa: PLC0415  loaded only to serve

    chosen = {key: value for key, value in (("host", host), ("port", port)) if value is not None}
    if chosen and not http:
        raise typer.BadParameter("--host and --port need --http")
    if http:
        serve_http(Settings().model_copy(update=chosen))
    else:
        serve_stdio(Settings())


def main() -> None:
    """Run the command; a fault is told in one line in both languages."""
    try:
        app()
    except ValidationError as wrong:
        fields = "; ".join(f"ADVISOR_{'.'.join(map(str, e['loc'])).upper()}: {e['msg']}" for e in wrong.errors())
        typer.echo(f"{say('errors.setting_invalid', fields=fields)} [setting_invalid]", err=True)
        sys.exit(2)
    except AdvisorError as fault:
        typer.echo(f"{fault.user_message(Language.JA)} / {fault.user_message(Language.EN)} [{fault.code}]", err=True)
        sys.exit(2)


def _load(settings: Settings) -> Knowledge:
    with _progress() as bars:
        knowledge = Knowledge.load(settings, _teller(bars))
    return with_published_faq(knowledge, settings)


def _progress() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=progress_out, transient=True)


def _teller(bars: Progress) -> Callable[[str, int, int], None]:
    tasks: dict[str, TaskID] = {}

    def tell(what: str, done: int, total: int) -> None:
        if what not in tasks:
            tasks[what] = bars.add_task(say(f"cli.embedding_{what}"), total=total)
        bars.update(tasks[what], completed=done)

    return tell


def _show(result: Answer) -> None:
    out.print(Markdown(result.text))
    for notice in result.notices:
        out.print(f"[bold]▲ {notice.text}[/bold]", highlight=False)
    for citation in result.citations:
        place = citation.locator.section or ""
        page = f" p.{citation.locator.page}" if citation.locator.page else ""
        out.print(
            f"\n[{citation.n}] {citation.title}({citation.issuer}、{citation.issued_on}){page} {place}", markup=False
        )
        out.print(f"    {citation.quote}", markup=False, highlight=False)


if __name__ == "__main__":
    main()
