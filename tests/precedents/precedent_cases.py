"""Who works in the room, and invented (架空) papers of hubs and of outlines."""

import io

from docx import Document
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from advisor.dates import parse_as_of
from advisor.precedents.records import FoundPrecedents, HubQuote, Match
from advisor.storage.actors import Actor

NOW = parse_as_of("2026-11-24")
ME = Actor()
OUTSIDER = Actor(id="outsider", name="架空 太郎", workspace="elsewhere")
URL = "https://www.example.ac.jp/hub/report.html"
WELDING = "hub-4-01"  # 大阪大学 接合科学研究所
COMPOSITES = "hub-1-03"  # 金沢工業大学 革新複合材料研究開発センター
PAGE = """<html><head><title>架空の紹介</title><script>alert('盗み見')</script></head><body>
<h1>接合科学研究所の活動(架空の紹介)</h1>
<p>造船会社と異種金属の摩擦攪拌接合を試み、令和6年度に28件の共同研究を行った。</p>
<p>海藻の養殖に使う耐食性の籠を漁業者と試作した。<img src="https://tracker.example.com/x.png" onerror="alert(1)"></p>
</body></html>""".encode()
POWER = (
    "架空工業大学 次世代パワー半導体拠点の概要",
    "電気自動車や再生可能エネルギーの電力変換に使う窒化ガリウム素子を対象に、結晶成長からデバイス作製までを企業と一貫して開発する。",
    "運営委員会を年4回開き、外部評価を受ける。専任の教員を5名置く。",
)
LIBRARY = (
    "架空大学 図書館改修の概要",
    "閲覧席を200席増やし、夜間の開館時間を延ばす。建物の耐震補強と空調の更新を行う。工事は夏季休業中に行う。",
)


def docx_of(*paragraphs: str) -> bytes:
    """A Word file of these paragraphs."""
    document, packed = Document(), io.BytesIO()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(packed)
    return packed.getvalue()


def pdf_of(*pages: str) -> bytes:
    """A PDF with a line on each page."""
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiKakuGo-W5"))
    packed = io.BytesIO()
    canvas = Canvas(packed)
    for page in pages:
        canvas.setFont("HeiseiKakuGo-W5", 12)
        canvas.drawString(60, 760, page)
        canvas.showPage()
    canvas.save()
    return packed.getvalue()


def names(found: FoundPrecedents) -> list[str]:
    """The hubs that were found, by their names."""
    return [match.hub.hub_name or match.hub.university for match in found.matches]


def match_of(found: FoundPrecedents, hub_id: str) -> Match:
    """The match that is this hub."""
    return next(match for match in found.matches if match.hub.id == hub_id)


def quotes(found: FoundPrecedents) -> list[HubQuote]:
    """All quotes of what was found."""
    return [quote for match in found.matches for reason in match.reasons for quote in reason.quotes]
