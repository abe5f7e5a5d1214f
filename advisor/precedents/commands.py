"""`advisor hubs …`: the precedent room without a browser. Mounted by the main command line."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from advisor.corpus.hubs import HubType
from advisor.dates import parse_as_of
from advisor.errors import DocumentUnreadable, EditRejected
from advisor.knowledge import Knowledge
from advisor.messages import Language, say
from advisor.precedents.exporting import ENDINGS
from advisor.precedents.outlines import OutlineShelf
from advisor.precedents.published import published_at
from advisor.precedents.records import Asked, FoundPrecedents
from advisor.precedents.room import PrecedentRoom, make_room
from advisor.precedents.showing import found_lines, query_line
from advisor.precedents.store import PrecedentStore
from advisor.settings import Settings
from advisor.storage.actors import Actor
from advisor.storage.database import open_database

hubs_app = typer.Typer(
    name="hubs", help="先例(選抜拠点)の検索と資料 / precedents: search and documents", no_args_is_help=True
)
AsOf = Annotated[str | None, typer.Option(help="基準日 / the day that counts: 2025-08-20 or ISO 8601")]
AsJson = Annotated[bool, typer.Option("--json", help="JSON で / as JSON")]
InEnglish = Annotated[bool, typer.Option("--english", help="messages in English")]


@hubs_app.command()
def add(
    hub_id: Annotated[str, typer.Argument(help="拠点の ID / the hub's id")],
    file: Annotated[Path, typer.Argument(help="公表資料 / the published document: PDF, DOCX, HTML …")],
    url: Annotated[str, typer.Option(help="公表されている場所 / where it is published: http(s)://…")],
    title: Annotated[str, typer.Option(help="題名 / its title; default: the file's name")] = "",
    issued_on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="公表日 / when it was published")
    ] = None,
    english: InEnglish = False,
) -> None:
    """公表資料を拠点に加える / add a published document to a hub."""
    data, address = _read(file), published_at(url)
    day = issued_on.date() if issued_on is not None else None
    with _room() as room:
        added = room.add_document(Actor(), hub_id, file.name, data, address, title, day)
    values = added.model_dump(include={"title", "name", "id"})
    typer.echo(say("precedents.document_added", _language(english), passages=added.report.passages, **values))


@hubs_app.command()
def remove(
    document_id: Annotated[str, typer.Argument(help="資料の ID / the document's id")], english: InEnglish = False
) -> None:
    """加えた資料を削除する / remove an added document."""
    with _store() as store:
        removed = store.remove_document(Actor(), document_id)
    typer.echo(say("precedents.document_removed", _language(english), title=removed.title))


@hubs_app.command()
def documents(
    hub_id: Annotated[str | None, typer.Argument(help="拠点の ID / the hub's id; default: all hubs")] = None,
    as_json: AsJson = False,
    english: InEnglish = False,
) -> None:
    """加えた資料の一覧 / list the added documents."""
    with _store() as store:
        found = store.documents(Actor(), hub_id)
    if as_json:
        typer.echo(json.dumps([each.model_dump(mode="json") for each in found], ensure_ascii=False, indent=2))
    elif not found:
        typer.echo(say("precedents.documents_none", _language(english)))
    else:
        for each in found:
            issued = each.issued_on.isoformat() if each.issued_on else "-"
            typer.echo(f"{each.id}\t{each.hub_id}\t{each.title}\t{issued}\t{each.pages}\t{each.url}")


@hubs_app.command()
def search(
    text: Annotated[str, typer.Argument(help="探したいこと / what to look for")] = "",
    field: Annotated[str, typer.Option(help="分野 / the field")] = "",
    outline: Annotated[
        Path | None, typer.Option(help="似た先例を探す概要(保存しません) / an outline to be like; it is not stored")
    ] = None,
    round: Annotated[int | None, typer.Option(help="回 / the round")] = None,
    type: Annotated[HubType | None, typer.Option(help="類型 / the type")] = None,
    university: Annotated[str, typer.Option(help="大学 / the university")] = "",
    prefecture: Annotated[str, typer.Option(help="都道府県 / the prefecture")] = "",
    region: Annotated[str, typer.Option(help="地域 / the region: 東北, 九州 …")] = "",
    as_of: AsOf = None,
    as_json: AsJson = False,
    english: InEnglish = False,
) -> None:
    """似た先例を、似ている理由と引用とともに探す / find precedents, with the reasons and quotes."""
    language = _language(english)
    narrowed = {"round": round, "type": type, "university": university, "prefecture": prefecture, "region": region}
    asked = Asked.model_validate({"text": text, "field": field, **narrowed})
    with _room() as room:
        found = _search(room, asked, outline, parse_as_of(as_of), language)
    if as_json:
        typer.echo(found.model_dump_json(indent=2))
    else:
        typer.echo("\n".join(found_lines(found, language)))


@hubs_app.command()
def queries(
    limit: Annotated[int, typer.Option(min=1, max=1000, help="件数 / how many")] = 100,
    as_json: AsJson = False,
    english: InEnglish = False,
) -> None:
    """先例検索の記録 / the log of what was asked here, kept apart from all others."""
    with _store() as store:
        found = store.queries(Actor(), limit)
    if as_json:
        typer.echo(json.dumps([each.model_dump(mode="json") for each in found], ensure_ascii=False, indent=2))
    elif not found:
        typer.echo(say("precedents.queries_none", _language(english)))
    else:
        typer.echo("\n".join(map(query_line, found)))


@hubs_app.command()
def lists(as_json: AsJson = False, english: InEnglish = False) -> None:
    """保存した先例の一覧 / the saved lists."""
    with _store() as store:
        found = store.lists(Actor())
    if as_json:
        typer.echo(json.dumps([each.model_dump(mode="json") for each in found], ensure_ascii=False, indent=2))
    elif not found:
        typer.echo(say("precedents.lists_none", _language(english)))
    else:
        typer.echo("\n".join(f"{each.id}\t{each.name}\t{len(each.entries)}" for each in found))


@hubs_app.command()
def export(
    list_id: Annotated[str, typer.Argument(help="一覧の ID / the list's id")],
    out: Annotated[Path, typer.Option(help="書き出すファイル / the file: .xlsx or .docx")],
    english: InEnglish = False,
) -> None:
    """保存した一覧を出典つきで書き出す / write a saved list with its sources."""
    language = _language(english)
    if out.suffix.lower() not in ENDINGS:
        raise EditRejected("list_format_unknown", name=out.name, accepted=", ".join(ENDINGS))
    with _room() as room:
        room.write(Actor(), list_id, out, language)
    typer.echo(say("precedents.exported", language, file=out))


def _search(
    room: PrecedentRoom, asked: Asked, outline: Path | None, moment: datetime, language: Language
) -> FoundPrecedents:
    if outline is None:
        return room.search(Actor(), asked, moment, language)
    lent = room.lend(outline.name, _read(outline), language)
    try:
        return room.search(Actor(), asked.model_copy(update={"outline": lent.handle}), moment, language)
    finally:
        room.outlines.drop(lent.handle)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as fault:
        raise DocumentUnreadable("document_missing", name=file.name) from fault


@contextmanager
def _store() -> Iterator[PrecedentStore]:
    database = open_database(Settings())
    try:
        yield PrecedentStore(database)
    finally:
        database.close()


@contextmanager
def _room() -> Iterator[PrecedentRoom]:
    settings = Settings()
    database = open_database(settings)
    try:
        yield make_room(database, Knowledge.load(settings), OutlineShelf())
    finally:
        database.close()


def _language(english: bool) -> Language:
    return Language.EN if english else Language.JA
