"""A PDF of an eighth call that never was (架空): the seventh call's text with other days, addresses and a further rule.

Made as such documents are: several pages, lines broken at the margin, page numbers. The words 架空 stand on its face.
"""

import re
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from advisor.settings import bundled

FONT = "HeiseiKakuGo-W5"
COLUMNS, LINES = 38, 34  # full-width characters a line, lines a page
CHANGED = (
    ("令和7年7月18日  \n", "令和8年7月17日  \n"),
    (
        "第7回公募期間: 令和7年7月18日(金)～令和7年8月27日(水)12時必着",
        "第8回公募期間: 令和8年7月17日(金)～令和8年8月26日(水)12時必着",
    ),
    ("令和7年10月中旬～下旬を予定", "令和8年10月下旬を予定"),
    ("令和7年7月24日(木)14時～15時", "令和8年7月23日(木)15時～16時"),
    ("令和7年7月22日(火)17時", "令和8年7月21日(火)17時"),
    (
        "・拠点のイノベーション創出のアウトプット、アウトカム\n",
        "・拠点のイノベーション創出のアウトプット、アウトカム\n\n・拠点における研究データの管理及び公開の方針\n",
    ),
    ("innovation2021@landbrains.co.jp", "jhub8@kakuu-jimukyoku.example.jp"),
)
REMOVED = "- ・ロゴマークの使用許可\n"
NOTE = "(注)この公募要領は試験のための架空の文書です。\n"


def call_text() -> str:
    """The text of the fictional call."""
    path = bundled("corpus") / "documents" / "j-innovation-hub-call-7-guidelines.txt"
    text = path.read_bytes().decode("utf-8").replace("\r\n", "\n")
    for old, new in CHANGED:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def make_call_pdf(path: Path, text: str | None = None) -> Path:
    """Write the call as a PDF."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    lines = [line for part in [*(text or call_text()).split("\n"), NOTE] for line in _broken(part)]
    canvas = Canvas(str(path), pagesize=A4)
    for page, start in enumerate(range(0, len(lines), LINES), 1):
        canvas.setFont(FONT, 11)
        for row, line in enumerate(lines[start : start + LINES]):
            canvas.drawString(72, 770 - row * 20, line)
        canvas.drawString(290, 40, str(page))
        canvas.showPage()
    canvas.save()
    return path


def _broken(paragraph: str) -> list[str]:
    """A paragraph as lines of a page; list marks of the text file are dropped, as no PDF has them."""
    paragraph = re.sub(r"^- (?=・)", "", paragraph.strip())
    width, lines, line = 0.0, [], ""
    for character in paragraph:
        step = 0.5 if character.isascii() else 1.0
        if width + step > COLUMNS:
            lines.append(line)
            width, line = 0.0, ""
        width, line = width + step, line + character
    return [*lines, line] if line else lines
