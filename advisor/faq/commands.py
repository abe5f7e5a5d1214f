"""`advisor faq …`: the FAQ without a browser."""

import getpass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from advisor.dates import now, parse_as_of
from advisor.desks import opened_desks
from advisor.drafting.outputs import write_files
from advisor.errors import ServiceFault
from advisor.faq.exporting import faq_bytes
from advisor.faq.records import FaqStatus
from advisor.messages import Language, say
from advisor.settings import Settings
from advisor.storage.actors import Actor

faq_app = typer.Typer(no_args_is_help=True, help="The FAQ that grows from approved replies.")
out = Console()

By = Annotated[str | None, typer.Option(help="who does it; the login name when absent")]
EntryId = Annotated[str, typer.Argument(help="the entry's id")]
AsOf = Annotated[str | None, typer.Option(help="基準日 / the day that counts: 2025-08-20 or ISO 8601")]
Note = Annotated[str, typer.Option(help="what is said about it")]
In = Annotated[Language, typer.Option(help="ja or en")]


@faq_app.command("candidates")
def candidates() -> None:
    """What approved replies answer often, as JSON lines, the most asked first."""
    with opened_desks(Settings()) as desks:
        for candidate in desks.faq.candidates(Actor()):
            typer.echo(candidate.model_dump_json())


@faq_app.command("start")
def start(key: Annotated[str, typer.Argument(help="the candidate's key")], by: By = None) -> None:
    """Begin an entry from a candidate. It answers nobody before it is approved."""
    with opened_desks(Settings()) as desks:
        typer.echo(desks.faq.start(_actor(by), key).id)


@faq_app.command("list")
def list_entries(
    status: Annotated[list[FaqStatus] | None, typer.Option(help="several: any of them")] = None,
) -> None:
    """The entries, as JSON lines. Those that time or a document has overtaken are back in review."""
    with opened_desks(Settings()) as desks:
        for entry in desks.faq.entries(Actor(), tuple(status or ())):
            typer.echo(entry.model_dump_json())


@faq_app.command("edit")
def edit(
    entry_id: EntryId,
    answer_file: Annotated[Path, typer.Argument(help="the text of the answer, UTF-8")],
    question: Annotated[str | None, typer.Option(help="stays when absent")] = None,
    note: Note = "",
    by: By = None,
) -> None:
    """Put another answer into an entry. An approved one has to be approved again."""
    try:
        answer = answer_file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as fault:
        raise ServiceFault("file_unreadable", file=answer_file, detail=fault) from fault
    with opened_desks(Settings()) as desks:
        entry = desks.faq.store.entry(Actor(), entry_id)
        asked = question or entry.question
        desks.faq.edit(_actor(by), entry_id, asked, answer, entry.variants, entry.revision, note=note)


@faq_app.command("to-review")
def to_review(entry_id: EntryId, note: Note = "", by: By = None) -> None:
    """Ask for a review of an entry."""
    with opened_desks(Settings()) as desks:
        entry = desks.faq.store.entry(Actor(), entry_id)
        desks.faq.to_review(_actor(by), entry_id, entry.revision, note)


@faq_app.command("approve")
def approve(
    entry_id: EntryId,
    checked: Annotated[bool, typer.Option("--checked", help="I have looked: there is no personal data in it")] = False,
    as_of: AsOf = None,
    note: Note = "",
    by: By = None,
) -> None:
    """Approve an entry: from now on it answers, and it is public."""
    moment = parse_as_of(as_of)
    with opened_desks(Settings()) as desks:
        entry = desks.faq.store.entry(Actor(), entry_id)
        desks.faq.approve(_actor(by), entry_id, moment, checked, entry.revision, note)


@faq_app.command("retire")
def retire(entry_id: EntryId, note: Note = "", by: By = None) -> None:
    """Take an entry out for good."""
    with opened_desks(Settings()) as desks:
        entry = desks.faq.store.entry(Actor(), entry_id)
        desks.faq.retire(_actor(by), entry_id, entry.revision, note)


@faq_app.command("recheck")
def recheck(language: In = Language.JA) -> None:
    """Send entries back to review that a document or a round has overtaken."""
    with opened_desks(Settings()) as desks:
        for entry in desks.faq.recheck(now()):
            reason = say(f"faq.reason_{entry.reason}", language) if entry.reason else ""
            out.print(f"{entry.id} {entry.question} {reason}", markup=False, highlight=False)


@faq_app.command("export")
def export(
    out_file: Annotated[Path, typer.Option("--out", help=".md, .csv, .html or .json (a JSON feed)")],
    as_of: AsOf = None,
    language: In = Language.JA,
) -> None:
    """The published FAQ as a file."""
    moment = parse_as_of(as_of)
    with opened_desks(Settings()) as desks:
        contents = faq_bytes(desks.faq.public(moment, language), out_file.suffix.lower(), moment, language)
    write_files({out_file: contents})


def _actor(by: str | None) -> Actor:
    return Actor(name=by or getpass.getuser())
