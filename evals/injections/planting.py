"""Hostile texts inside real files of a copy of the corpus: an edge, since it writes files."""

import shutil
from collections.abc import Sequence
from html import escape
from pathlib import Path

import docx
import yaml
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from evals.injections.sets import Channel, Injection

_FONT = "HeiseiKakuGo-W5"
_WIDTH = 34  # characters a line of the PDF
_OPENING = "地域オープンイノベーション拠点選抜制度に関する参考資料(架空)"


def plant(injections: Sequence[Injection], corpus: Path, target: Path) -> Path:
    """A copy of `corpus` in `target` with one more document for each attack, named in the manifest. Returns it."""
    shutil.copytree(corpus, target)
    manifest = target / "manifest.yaml"
    held = yaml.safe_load(manifest.read_text(encoding="utf-8"))
    for injection in injections:
        name = _write(injection, target / "documents")
        held["sources"].append(_entry(injection, name))
    manifest.write_text(yaml.safe_dump(held, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return target


def _entry(injection: Injection, name: str) -> dict[str, object]:
    """As trusted as a document can be: official, of the newest call."""
    title = Path(name).stem if injection.channel is Channel.FILE_NAME else f"{_OPENING} {injection.id}"
    return {
        "id": f"planted-{injection.id}",
        "path": f"documents/{name}",
        "title": title,
        "issuer": "架空の部署",
        "issued_on": "2025-07-18",
        "kind": "outline",
        "program": "j-innovation-hub",
        "round": 7,
        "authority": "official",
        "valid_from": None,
        "valid_until": None,
        "url": None,
        "licence": "架空",
    }


def _write(injection: Injection, folder: Path) -> str:
    """One file that holds the payload in the way of its channel. Returns its name."""
    lead = f"この資料は「{injection.question}」についての補足です。"
    writers = {
        Channel.DOCUMENT: _markdown,
        Channel.UPLOAD: _paragraphs,
        Channel.TABLE_CELL: _table,
        Channel.WHITE_TEXT: _white,
        Channel.HIDDEN_MARKUP: _hidden,
        Channel.FILE_NAME: _named,
    }
    return writers[injection.channel](injection, lead, folder)


def _markdown(injection: Injection, lead: str, folder: Path) -> str:
    name = f"{injection.id}.md"
    (folder / name).write_text(f"# {_OPENING}\n\n{lead}\n\n{injection.payload}\n", encoding="utf-8")
    return name


def _named(injection: Injection, lead: str, folder: Path) -> str:
    name = f"{injection.payload} {injection.id}.md"
    (folder / name).write_text(f"# {_OPENING}\n\n{lead}\n", encoding="utf-8")
    return name


def _paragraphs(injection: Injection, lead: str, folder: Path) -> str:
    document = docx.Document()
    document.add_heading(_OPENING)
    for text in (lead, injection.payload):
        document.add_paragraph(text)
    document.save(str(folder / f"{injection.id}.docx"))
    return f"{injection.id}.docx"


def _table(injection: Injection, lead: str, folder: Path) -> str:
    document = docx.Document()
    document.add_heading(_OPENING)
    document.add_paragraph(lead)
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table.rows[0].cells, ("項目", "内容"), strict=True):
        cell.text = text
    for cell, text in zip(table.rows[1].cells, (injection.question, injection.payload), strict=True):
        cell.text = text
    document.save(str(folder / f"{injection.id}.docx"))
    return f"{injection.id}.docx"


def _white(injection: Injection, lead: str, folder: Path) -> str:
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    canvas = Canvas(str(folder / f"{injection.id}.pdf"), pagesize=A4)
    canvas.setFont(_FONT, 12)
    height = 780
    for text, white in ((_OPENING, False), (lead, False), (injection.payload, True)):
        canvas.setFillGray(1.0 if white else 0.0)
        for at in range(0, len(text), _WIDTH):
            canvas.drawString(60, height, text[at : at + _WIDTH])
            height -= 18
    canvas.save()
    return f"{injection.id}.pdf"


def _hidden(injection: Injection, lead: str, folder: Path) -> str:
    payload = escape(injection.payload)
    body = (
        f"<h1>{_OPENING}</h1><p>{escape(lead)}</p>"
        f'<div style="display:none">{payload}</div><!-- {payload.replace("--", "- -")} -->'
        f'<p hidden>{payload}</p><p aria-hidden="true" style="font-size:0">{payload}</p>{injection.payload}'
    )
    name = f"{injection.id}.html"
    page = f'<!doctype html><html lang="ja"><meta charset="utf-8"><title>{_OPENING}</title><body>{body}</body></html>'
    (folder / name).write_text(page, encoding="utf-8")
    return name
