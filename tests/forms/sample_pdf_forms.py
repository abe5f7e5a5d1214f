"""Fillable PDF forms as bytes. All of them are fictional (架空・テスト用)."""

import io
from functools import cache

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "HeiseiKakuGo-W5"
MULTILINE = "multiline"


@cache
def application_form() -> bytes:
    """An application: labels left of the fields and above them, tooltips, radio buttons, boxes, a list, two pages."""
    pdf, written = canvas()
    form = pdf.acroForm
    say(pdf, 60, 790, "架空拠点 選抜申請書(架空・テスト用)", 16)
    say(pdf, 60, 760, "１．申請者の概要", 12)
    say(pdf, 60, 733, "機関名")
    form.textfield(name="org", maxlen=None, x=160, y=728, width=350, height=18)
    say(pdf, 60, 708, "代表者氏名")
    form.textfield(name="rep", tooltip="代表者の役職・氏名", x=160, y=703, width=200, height=18)
    say(pdf, 60, 683, "類型")
    for x, state, words in ((160, "intl", "国際展開型"), (280, "regional", "地域貢献型")):
        form.radio(name="type", value=state, selected=False, x=x, y=680, size=12, shape="circle")
        say(pdf, x + 16, 683, words)
    say(pdf, 60, 658, "知財規程の有無")
    for x, name, words in ((160, "ip_yes", "はい"), (220, "ip_no", "いいえ")):
        form.checkbox(name=name, x=x, y=655, size=12)
        say(pdf, x + 16, 658, words)
    say(pdf, 60, 633, "所在地域")
    form.choice(
        name="region",
        value="-",
        options=["-", ("北海道・東北", "north"), ("関東", "east")], x=160, y=628, width=150, height=18
    )  # fmt: skip
    say(pdf, 60, 595, "２．拠点の構想", 12)
    say(pdf, 60, 575, "(1) ビジョンと目的（200字以内）")
    form.textfield(name="vision", x=60, y=470, width=470, height=100, fieldFlags=MULTILINE, maxlen=None)
    say(pdf, 60, 450, "(2) 財政基盤")
    say(pdf, 60, 436, "※ 収入の内訳を記載してください。")
    form.textfield(name="finance", x=60, y=330, width=470, height=100, fieldFlags=MULTILINE, maxlen=300)
    form.checkbox(name="agree", x=60, y=300, size=12)
    say(pdf, 78, 303, "記載内容に相違がないことを確認しました。")
    say(pdf, 60, 270, "事務局使用欄")
    form.textfield(name="office", x=160, y=265, width=150, height=18)
    form.textfield(name="locked", x=350, y=265, width=150, height=18, fieldFlags="readOnly")
    pdf.showPage()
    say(pdf, 60, 790, "３．連絡先", 12)
    say(pdf, 160, 770, "氏名")
    say(pdf, 320, 770, "電話番号")
    for y, row in ((745, "研究担当"), (720, "事務担当")):
        say(pdf, 60, y + 5, row)
        form.textfield(name=f"name_{y}", x=160, y=y, width=150, height=18)
        form.textfield(name=f"tel_{y}", x=320, y=y, width=150, height=18)
    pdf.save()
    return written.getvalue()


@cache
def printed_form() -> bytes:
    """A form without fields: to be filled by hand."""
    pdf, written = canvas()
    say(pdf, 60, 790, "架空拠点 選抜申請書(架空・テスト用)", 16)
    say(pdf, 60, 733, "機関名 ____________________")
    pdf.save()
    return written.getvalue()


def canvas() -> tuple[Canvas, io.BytesIO]:
    """An A4 page without times in it, and where it is written."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    written = io.BytesIO()
    return Canvas(written, pagesize=A4, invariant=1), written


def say(pdf: Canvas, x: float, y: float, text: str, size: float = 10) -> None:
    """Print a text."""
    pdf.setFont(FONT, size)
    pdf.drawString(x, y, text)
