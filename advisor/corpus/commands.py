"""`advisor corpus …`: check the corpus, extract the support menus, add a round. Mounted by the main command line."""

from pathlib import Path
from typing import Annotated

import typer

from advisor.corpus.checks.check import check_corpus, contact_contradictions
from advisor.corpus.manifest import load_manifest
from advisor.corpus.menus.extraction import extract_menus
from advisor.corpus.problems import problem
from advisor.corpus.rounds.commands import accept_command, new_round_command
from advisor.corpus.source_text import source_text
from advisor.corpus.support_menus import FOLDER, dump_support_menus
from advisor.errors import CorpusError
from advisor.messages import Language, say
from advisor.settings import Settings

FAULT = 2  # the exit code of every command that met a fault the user can mend
PACKAGE = "csti-university-promotion-package-2021"

corpus_app = typer.Typer(
    name="corpus", help="資料(corpus)の検査と抽出 / check and extract the corpus", no_args_is_help=True
)
corpus_app.command("new-round")(new_round_command)
corpus_app.command("accept")(accept_command)

CorpusDir = Annotated[
    Path | None, typer.Option("--corpus", help="corpus フォルダ / the corpus folder", file_okay=False, exists=True)
]
InEnglish = Annotated[bool, typer.Option("--english", help="messages in English")]


@corpus_app.command()
def check(corpus: CorpusDir = None, english: InEnglish = False) -> None:
    """資料、制度データ、拠点一覧、支援メニューを出典と突き合わせる / check the corpus against its sources."""
    language = Language.EN if english else Language.JA
    folder = corpus or Settings().corpus_dir
    problems = check_corpus(folder)
    for found in problems:
        typer.echo(found.line(language))
    if problems:
        raise typer.Exit(FAULT)
    for variant in contact_contradictions(folder):
        spellings = " / ".join(spelling for spelling, _ in variant.spellings)
        typer.echo(say("corpus.contradiction", language, program=variant.program, spellings=spellings))
    typer.echo(say("corpus.sound", language))


@corpus_app.command("extract-menus")
def extract(
    source: Annotated[str, typer.Option("--source", help="manifest の id / the source's id")] = PACKAGE,
    corpus: CorpusDir = None,
    english: InEnglish = False,
) -> None:
    """支援メニューの連絡先一覧を資料から作り直す / make support-menus/<edition>.yaml from a document again."""
    language = Language.EN if english else Language.JA
    try:
        path, rows = write_menus(corpus or Settings().corpus_dir, source)
    except CorpusError as error:
        typer.echo(" ".join(error.user_message(language).split()))
        raise typer.Exit(FAULT) from error
    typer.echo(say("corpus.extracted", language, path=path, rows=rows))


def write_menus(corpus_dir: Path, source: str) -> tuple[Path, int]:
    """Write support-menus/<edition>.yaml from a source and say where and how many rows.

    The file appears whole or not at all. Raises CorpusError for an unknown source or one without contact tables.
    """
    manifest = load_manifest(corpus_dir)
    entry = manifest.by_id.get(source)
    if entry is None:
        raise problem("corpus_unknown_source", "manifest.yaml", "sources", value=source).error()
    text, problems = source_text(manifest.path_of(source), entry.path)
    if problems:
        raise problems[0].error()
    try:
        menus = extract_menus(text, source)
    except ValueError as error:
        raise problem("corpus_bad_table", entry.path, "-", detail=error).error() from error
    path = corpus_dir / FOLDER / f"{menus.edition.lower()}.yaml"
    unfinished = path.with_suffix(".part")
    try:
        path.parent.mkdir(exist_ok=True)
        unfinished.write_bytes(dump_support_menus(menus).encode("utf-8"))
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        name = f"{FOLDER}/{path.name}"
        raise problem("corpus_unwritable", name, "-", detail=error.strerror or error).error() from error
    return path, len(menus.menus)
