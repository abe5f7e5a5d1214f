"""`advisor inquiries …`: the secretariat's desk without a browser."""

import getpass
import json
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from advisor.dates import parse_as_of
from advisor.desks import AllDesks, opened_desks
from advisor.drafting.outputs import write_files
from advisor.errors import ServiceFault
from advisor.guides.export import csv_bytes
from advisor.inquiries.desk import InquiryDesk
from advisor.inquiries.figures import figure_tables
from advisor.inquiries.records import Inquiry, InquiryFilter, InquiryStatus, Reply
from advisor.inquiries.taking_in import Imported
from advisor.messages import Language, say
from advisor.replies.outputs import reply_json
from advisor.settings import Settings
from advisor.storage.actors import Actor

inquiries_app = typer.Typer(no_args_is_help=True, help="Inquiries to the secretariat: taken in, drafted, decided on.")
_PIPED = 300  # columns where no terminal says: what another program reads is not cut to 80
out, err = Console(width=None if sys.stdout.isatty() else _PIPED), Console(stderr=True)
_SHOWN = 10_000
_OPEN = (InquiryStatus.NEW, InquiryStatus.REOPENED, InquiryStatus.DRAFTED, InquiryStatus.IN_REVIEW)
_UNDRAFTED = (InquiryStatus.NEW, InquiryStatus.REOPENED)

By = Annotated[str | None, typer.Option(help="who does it; the login name when absent")]
Number = Annotated[int, typer.Argument(help="the inquiry's number")]
AsOf = Annotated[str | None, typer.Option(help="基準日 / the day that counts: 2025-08-20 or ISO 8601")]
Note = Annotated[str, typer.Option(help="what is said about it")]
Out = Annotated[Path, typer.Option("--out", help="where it goes")]
In = Annotated[Language, typer.Option(help="ja or en, of what is told")]


@inquiries_app.command("import")
def import_files(
    files: Annotated[list[Path], typer.Argument(help="mails (.eml), mailboxes (.mbox), past inquiries (.csv)")],
    by: By = None,
    language: In = Language.JA,
) -> None:
    """Take in files. What is known already is passed over, so an import that was broken off goes on."""
    with opened_desks(Settings()) as desks:
        for file in files:
            imported = _imported(desks, file, _actor(by), language)
            counts = {name: getattr(imported, name) for name in ("new", "joined", "duplicates", "known")}
            told = say("inquiry_desk.imported", language, file=file.name, faults=len(imported.faults), **counts)
            out.print(_plain(told))
            for fault in imported.faults:
                err.print(_plain(fault))


def _imported(desks: AllDesks, file: Path, actor: Actor, language: Language) -> Imported:
    try:
        data = file.read_bytes()
    except OSError as fault:
        raise ServiceFault("file_unreadable", file=file, detail=fault.strerror or fault) from fault
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    imported = Imported()
    with Progress(*columns, console=err, transient=True) as bars:
        task = bars.add_task(file.name, total=None)
        for step in desks.inquiries.take_file(actor, file.name, data, language):
            imported = imported.plus(step)
            bars.update(task, completed=step.done, total=step.total)
    return imported


@inquiries_app.command("add")
def add(
    subject: Annotated[str, typer.Option(help="件名 / the subject")] = "",
    sender: Annotated[str, typer.Option(help="氏名 / the sender's name")] = "",
    email: Annotated[str, typer.Option(help="the sender's address")] = "",
    organisation: Annotated[str, typer.Option(help="所属 / the sender's organisation")] = "",
    by: By = None,
    language: In = Language.JA,
) -> None:
    """Take in a text from standard input."""
    try:
        body = sys.stdin.read()
    except UnicodeDecodeError as fault:
        raise ServiceFault("file_unreadable", file="stdin", detail=fault) from fault
    with opened_desks(Settings()) as desks:
        taken = desks.inquiries.take_text(
            _actor(by), body, subject=subject, sender_name=sender, sender_email=email, organisation=organisation
        )
        out.print(say("inquiry_desk.added", language, number=taken.number))


@inquiries_app.command("list")
def list_inquiries(
    status: Annotated[list[InquiryStatus] | None, typer.Option(help="several: any of them")] = None,
    text: Annotated[str, typer.Option(help="stands in subject, sender, organisation or text")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="as JSON lines")] = False,
    language: In = Language.JA,
) -> None:
    """The inquiries, the newest first."""
    with opened_desks(Settings()) as desks:
        wanted = InquiryFilter(statuses=tuple(status or ()), text=text)
        found = desks.inquiries.store.page(Actor(), wanted, _SHOWN, 0).inquiries
    if as_json:
        for inquiry in found:
            typer.echo(inquiry.model_dump_json())
        return
    names = ("number", "status", "received", "sender", "subject", "questions")
    table = Table(*(say(f"inquiry_desk.column_{name}", language) for name in names))
    for inquiry in found:
        sender = " ".join(filter(None, (inquiry.organisation, inquiry.sender_name)))
        status_words = say(f"inquiries.status_{inquiry.status.value}", language)
        received = f"{inquiry.received_at:%Y-%m-%d %H:%M}"
        cells = (str(inquiry.number), status_words, received, sender, inquiry.subject, str(len(inquiry.questions)))
        table.add_row(*(_plain(cell) for cell in cells))
    out.print(table)


@inquiries_app.command("show")
def show(number: Number) -> None:
    """An inquiry with its messages, reply and log, as JSON."""
    with opened_desks(Settings()) as desks:
        store, inquiry = desks.inquiries.store, _inquiry(desks.inquiries, number)
        reply = store.reply(Actor(), inquiry.id)
        told = {
            "inquiry": inquiry.model_dump(mode="json"),
            "messages": [message.model_dump(mode="json") for message in store.messages(Actor(), inquiry.id)],
            "reply": reply.model_dump(mode="json") if reply else None,
            "events": [event.model_dump(mode="json") for event in store.events(Actor(), inquiry.id)],
        }
    typer.echo(json.dumps(told, ensure_ascii=False, indent=2))


@inquiries_app.command("draft")
def draft(
    out_dir: Annotated[Path, typer.Option("--out", help="the folder for one .json and one .eml for each inquiry")],
    numbers: Annotated[list[int] | None, typer.Argument(help="numbers of inquiries")] = None,
    every: Annotated[bool, typer.Option("--all", help="all that are not approved, sent or closed")] = False,
    again: Annotated[bool, typer.Option(help="also those that have a draft: it stays in the versions")] = False,
    as_of: AsOf = None,
    by: By = None,
    language: In = Language.JA,
) -> None:
    """Draft replies. Nothing is sent, and nothing is approved: a person decides."""
    if every == bool(numbers):
        raise typer.BadParameter("NUMBER … / --all")
    _make_folder(out_dir)
    moment, actor = parse_as_of(as_of), _actor(by)
    with opened_desks(Settings()) as desks:
        desk = desks.inquiries
        wanted = list(desk.store.all_of(actor, _OPEN)) if every else [_inquiry(desk, n) for n in numbers or ()]
        for inquiry in sorted(wanted, key=lambda each: each.number):
            _draft_one(desk, actor, inquiry, moment, again, out_dir)
        err.print(_plain(say("inquiry_desk.drafted_all", language, count=len(wanted), folder=out_dir)))


def _draft_one(desk: InquiryDesk, actor: Actor, inquiry: Inquiry, moment: datetime, again: bool, out_dir: Path) -> None:
    reply = desk.store.reply(actor, inquiry.id)
    if reply is None or reply.outdated or again or inquiry.status in _UNDRAFTED:
        reply = desk.draft(actor, inquiry.id, moment)
        inquiry = desk.store.inquiry(actor, inquiry.id)
    told = reply_json(inquiry, reply, desk.store.messages(actor, inquiry.id))
    eml = desk.eml_bytes(actor, inquiry, reply.subject, reply.text, reply.updated_at)
    stem = f"inquiry-{inquiry.number:04d}"
    contents = json.dumps(told, ensure_ascii=False, indent=2).encode()
    write_files({out_dir / f"{stem}.json": contents, out_dir / f"{stem}.eml": eml})


@inquiries_app.command("edit")
def edit(
    number: Number,
    text_file: Annotated[Path, typer.Argument(help="the text of the reply, UTF-8")],
    subject: Annotated[str | None, typer.Option(help="件名 / the subject; stays when absent")] = None,
    by: By = None,
) -> None:
    """Put a text of one's own in the place of the draft."""
    try:
        text = text_file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise ServiceFault("file_unreadable", file=text_file, detail=fault) from fault
    with opened_desks(Settings()) as desks:
        store, inquiry = desks.inquiries.store, _inquiry(desks.inquiries, number)
        before = store.reply(Actor(), inquiry.id)
        kept = subject if subject is not None else before.subject if before else inquiry.subject
        store.save_text(_actor(by), inquiry.id, kept, text, before.revision if before else 0)


def _step(name: str, of_store: str, about: str) -> None:
    def run(number: Number, note: Note = "", by: By = None, language: In = Language.JA) -> None:
        with opened_desks(Settings()) as desks:
            inquiry = _inquiry(desks.inquiries, number)
            step: Callable[..., tuple[Inquiry, Reply | None]] = getattr(desks.inquiries.store, of_store)
            after, _ = step(_actor(by), inquiry.id, note, _revision(desks.inquiries, inquiry))
            _tell(after, language)

    run.__doc__ = about
    inquiries_app.command(name)(run)


for _name, _of_store, _about in (
    ("to-review", "to_review", "Ask for a review of the reply."),
    ("approve", "approve", "Approve the reply. Open places have to be filled in first."),
    ("reject", "reject", "Throw the reply away: somebody writes another. The note says why."),
    ("send-back", "send_back", "Give the reply back to be mended. The note says what."),
    ("reopen", "reopen", "Take up again what was approved, sent or closed. The note says why."),
    ("close", "close", "Close the inquiry."),
):
    _step(_name, _of_store, _about)


@inquiries_app.command("sent")
def sent(
    number: Number,
    sent_as: Annotated[str, typer.Option(help="eml, clipboard, mailto or other")] = "eml",
    note: Note = "",
    by: By = None,
    language: In = Language.JA,
) -> None:
    """Say that the approved reply was sent. The product sends nothing by itself."""
    with opened_desks(Settings()) as desks:
        inquiry = _inquiry(desks.inquiries, number)
        revision = _revision(desks.inquiries, inquiry)
        after, _ = desks.inquiries.store.mark_sent(_actor(by), inquiry.id, note, revision, sent_as)
        _tell(after, language)


@inquiries_app.command("eml")
def eml(number: Number, out_file: Out) -> None:
    """The approved reply as an unsent mail."""
    with opened_desks(Settings()) as desks:
        inquiry = _inquiry(desks.inquiries, number)
        write_files({out_file: desks.inquiries.eml(Actor(), inquiry.id).contents})


@inquiries_app.command("audit")
def audit(out_file: Out, language: In = Language.JA) -> None:
    """The log of the desk as .csv or .json: who did what, when."""
    with opened_desks(Settings()) as desks:
        write_files({out_file: desks.inquiries.audit(Actor(), out_file.suffix.lower(), language).contents})


@inquiries_app.command("figures")
def show_figures(
    out_dir: Annotated[Path, typer.Option("--out", help="the folder for the tables as .csv")],
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="from this day")] = None,
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="to this day")] = None,
    language: In = Language.JA,
) -> None:
    """Figures of the secretariat's work, a table a file."""
    _make_folder(out_dir)
    with opened_desks(Settings()) as desks:
        tables = figure_tables(desks.inquiries.figures(Actor(), _day(since), _day(until)), language)
    for number, table in enumerate(tables, start=1):
        out.print(_plain(table.title))
        write_files({out_dir / f"figures-{number}.csv": csv_bytes(table)})


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise ServiceFault("file_unwritable", file=folder, detail=fault.strerror or fault) from fault


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _actor(by: str | None) -> Actor:
    return Actor(name=by or getpass.getuser())


def _inquiry(desk: InquiryDesk, number: int) -> Inquiry:
    return desk.store.by_number(Actor(), number)


def _revision(desk: InquiryDesk, inquiry: Inquiry) -> int:
    reply = desk.store.reply(Actor(), inquiry.id)
    return reply.revision if reply else 0


def _tell(inquiry: Inquiry, language: Language) -> None:
    status = say(f"inquiries.status_{inquiry.status.value}", language)
    out.print(say("inquiry_desk.now", language, number=inquiry.number, status=status))


def _plain(text: str) -> Text:
    """As it is: what a sender wrote is neither markup nor an order to the terminal."""
    return Text("".join(character if character.isprintable() else " " for character in text))
