"""`advisor draft`: a form and a folder of evidence → the form filled with drafts."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from advisor.dates import parse_as_of
from advisor.drafting.one_go import OneGo, draft_in_one_go
from advisor.drafting.outputs import check_outputs, write_files
from advisor.drafting.types import hub_type_of
from advisor.knowledge import Knowledge
from advisor.llm.chat import make_chat
from advisor.messages import Language, say
from advisor.settings import Settings

err = Console(stderr=True)


def draft_command(
    form: Annotated[
        str, typer.Option(help="a form (DOCX, XLSX, fillable PDF), application-outline or check-sheet-viewpoints")
    ],
    evidence: Annotated[Path, typer.Option(help="the folder of the applicant's own files")],
    out_file: Annotated[Path, typer.Option("--out", help="where the filled form goes")],
    claims: Annotated[Path | None, typer.Option(help="where claims, gaps and contradictions go, as JSON")] = None,
    hub_type: Annotated[
        str | None, typer.Option("--type", help="international (国際展開型) or regional (地域貢献型)")
    ] = None,
    as_of: Annotated[str | None, typer.Option(help="基準日 / the day that counts: 2025-08-20 or ISO 8601")] = None,
    language: Annotated[Language, typer.Option(help="ja or en, of gaps and notes")] = Language.JA,
) -> None:
    """Draft a form from evidence files. Nothing in it is approved: a person decides."""
    moment, kind, settings = parse_as_of(as_of), hub_type_of(hub_type), Settings()
    check_outputs([out_file] if claims is None else [out_file, claims])
    knowledge = Knowledge.load(settings)
    done = draft_in_one_go(
        form, evidence, out_file.suffix.lower(), knowledge, moment, kind, language, make_chat(settings)
    )
    outputs = {out_file: done.contents}
    if claims is not None:
        outputs[claims] = done.claims.encode()
    write_files(outputs)
    _tell(done, out_file, language)


def _tell(done: OneGo, out_file: Path, language: Language) -> None:
    """The table of requirements and gaps, then what could not be read."""
    table = Table(*(say(f"drafting.column_{name}", language) for name in ("item", "coverage", "gaps")), show_lines=True)
    for draft in done.drafts:
        item = done.form.item(draft.item_id)
        gaps = "\n".join(gap.question for gap in draft.gaps)
        table.add_row(f"{item.number} {item.label}".strip(), say(f"drafting.coverage_{draft.coverage}", language), gaps)
    err.print(table)
    for each in done.unread:
        err.print(say("drafting.unread", language, name=each.name, reason=each.reason), markup=False)
    err.print(say("drafting.done", language, file=out_file.name, items=len(done.drafts)), markup=False)
