"""A corpus of two short documents and one program, to build indexes of in a second."""

from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from advisor.answering.flow import answer
from advisor.answering.models import Answer, Question
from advisor.dates import parse_as_of
from advisor.knowledge import Knowledge
from advisor.settings import Settings

GUIDE = (
    "(公募期間)\n\n公募期間: 令和7年7月18日～令和7年8月27日12時必着\n\n"
    "(申請者)\n\n申請者は国立大学法人及び高等専門学校とします。\n"
)
NOTE = "(交流会)\n\n交流会は毎年秋に札幌市で開催し、拠点の担当者が試作品を展示します。\n"
PAGES = (
    "第1頁 研修の案内です。研修の目的は知財担当者の育成です。",
    "第2頁 研修の会場は函館市の港湾会館とし、定員は48名とします。",
)
ENTRY = """\
  - id: {id}
    path: documents/{file}
    title: {id}の資料
    short_title: {id}
    issuer: 試験室
    issued_on: "2025-07-18"
    kind: guidelines
    program: j-innovation-hub
    round: 7
    authority: official
    valid_from: null
    valid_until: null
    url: null
    licence: 試験
"""
PROGRAM = """\
id: j-innovation-hub
name: {ja: 拠点選抜制度, en: Hub selection}
rounds:
  - number: 7
    begins_on: 2025-07-18
    fiscal_years: [2025]
    authority: official
    call:
      opens_on: 2025-07-18
      closes_at: 2025-08-27T12:00:00+09:00
      must_arrive: true
      evidence: [{source: guide, quote: "公募期間: 令和7年7月18日～令和7年8月27日12時必着"}]
facts:
  - key: deadline
    round: 7
    intent: schedule
    statement: {ja: 締切は2025年8月27日12時(必着)です。, en: It closes on 27 August 2025 at noon.}
    source: guide
    quote: "公募期間: 令和7年7月18日～令和7年8月27日12時必着"
    asked_as: [締切はいつですか, いつまでに申請すればよい?, When is the deadline?]
"""
GLOSSARY = "terms:\n  - {ja: 研修}\n  - {ja: 交流会}\n  - {ja: 締切, en: [deadline]}\n"


class SmallCorpus:
    """The folder, with the settings that point to it and an empty data folder."""

    def __init__(self, root: Path, data_dir: Path) -> None:
        self.root = root
        self.settings = Settings(_env_file=None, corpus_dir=root, data_dir=data_dir)
        for folder in ("documents", "programs"):
            (root / folder).mkdir(parents=True)
        (root / "programs" / "j-innovation-hub.yaml").write_text(PROGRAM, encoding="utf-8")
        (root / "glossary.yaml").write_text(GLOSSARY, encoding="utf-8")
        self.files = {"guide": "guide.txt", "note": "note.txt"}
        self.write("guide", GUIDE)
        self.write("note", NOTE)

    def write(self, source_id: str, text: str) -> None:
        """The text of a source, new or changed."""
        (self.root / "documents" / self.files[source_id]).write_text(text, encoding="utf-8")
        self._write_manifest()

    def add_pdf(self, source_id: str) -> None:
        """A real two-page PDF (`PAGES`)."""
        self.files[source_id] = f"{source_id}.pdf"
        pdfmetrics.registerFont(UnicodeCIDFont("HeiseiKakuGo-W5"))
        canvas = Canvas(str(self.root / "documents" / self.files[source_id]), pagesize=A4)
        for page in PAGES:
            canvas.setFont("HeiseiKakuGo-W5", 12)
            canvas.drawString(72, 750, page)
            canvas.showPage()
        canvas.save()
        self._write_manifest()

    def remove(self, source_id: str) -> None:
        """Take a source out of the corpus."""
        (self.root / "documents" / self.files.pop(source_id)).unlink()
        self._write_manifest()

    def _write_manifest(self) -> None:
        entries = "".join(ENTRY.format(id=source_id, file=file) for source_id, file in self.files.items())
        (self.root / "manifest.yaml").write_text("sources:\n" + entries, encoding="utf-8")


def ask(knowledge: Knowledge, text: str) -> Answer:
    """The answer on a day of the call."""
    return answer(Question(text=text, as_of=parse_as_of("2025-08-01")), knowledge)
