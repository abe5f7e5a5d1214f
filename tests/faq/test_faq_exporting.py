"""advisor/faq/exporting.py: what people wrote is text in every file, never a formula, a link or a script."""

import csv
import io
import json
import re
from html.parser import HTMLParser

import pytest
from faq_cases import ELIGIBLE, KOSEN, WHEN_OPEN, published
from markdown_it import MarkdownIt

from advisor.errors import EditRejected
from advisor.faq.exporting import ENDINGS, FEED_VERSION, faq_bytes, faq_feed, faq_html, faq_markdown
from advisor.inquiries.records import QuotedPassage
from advisor.messages import Language

NASTY = (
    '<script>alert(1)</script><img src=x onerror=alert(1)>"\'><a href="javascript:x">&lt;\n# h\n- [l](http://e.example)'
    "\n<style>*{}</style>\n![i](http://e.example/i.png)\x00\x08\n</section></main>"
)
BAD = published(
    NASTY, f"=HYPERLINK(\"http://e.example\")\n{NASTY}", "e2",
    quotes=(QuotedPassage(source_id="s", title=NASTY, round=None, quote=f"+1+{NASTY}"),),
)  # fmt: skip


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def tags(page: str) -> Tags:
    parser = Tags()
    parser.feed(page)
    parser.close()
    return parser


def test_nothing_that_was_written_becomes_html() -> None:
    good = published(quotes=(ELIGIBLE,))
    page = tags(faq_html([BAD], WHEN_OPEN, Language.JA))
    plain = tags(faq_html([good], WHEN_OPEN, Language.JA))
    assert [tag for tag, _ in page.tags] == [tag for tag, _ in plain.tags]
    assert {tag for tag, _ in page.tags}.isdisjoint({"script", "img", "a", "link", "iframe"})
    assert all(not name.startswith("on") for _, attributes in page.tags for name in attributes)
    assert "<script>alert(1)</script>" in page.text and "\x00" not in page.text
    policy = [attributes for tag, attributes in page.tags if tag == "meta" and "content" in attributes]
    assert policy[0]["content"] == "default-src 'none'; style-src 'unsafe-inline'"


def test_the_markdown_has_no_html_link_or_image_of_theirs() -> None:
    shown = tags(
        MarkdownIt("commonmark", {"html": True}).enable(["table"]).render(faq_markdown([BAD], WHEN_OPEN, Language.JA))
    )
    assert {tag for tag, _ in shown.tags} <= {"h1", "h2", "p", "em", "ul", "li", "br"}
    assert [tag for tag, _ in shown.tags].count("h2") == 1
    assert "<script>alert(1)</script>" in shown.text


def test_no_cell_of_the_table_is_a_formula() -> None:
    data = faq_bytes([BAD, published()], ".csv", WHEN_OPEN, Language.JA)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows[0] == ["分類", "質問", "回答", "承認日", "対象の回", "根拠(資料名と引用)"]
    assert len(rows[1]) == 6 and all(not re.match(r"[=+\-@\t\r]", cell) for row in rows for cell in row)
    assert rows[2][:2] == ["応募資格", KOSEN] and rows[2][3:5] == ["2025-08-20", "第7回"]
    assert ELIGIBLE.quote in rows[2][5]


def test_the_feed_is_a_json_feed() -> None:
    older = published(entry_id="e0", approved_at=WHEN_OPEN.replace(day=1))
    feed = json.loads(faq_feed([older, BAD, published()], WHEN_OPEN, Language.JA))
    assert feed["version"] == FEED_VERSION == "https://jsonfeed.org/version/1.1"
    assert [item["id"] for item in feed["items"]] == ["faq:e2", "faq:e1", "faq:e0"]
    item = feed["items"][1]
    assert item["date_published"] == "2025-08-20T10:00:00+09:00" and item["tags"] == ["応募資格", "第7回"]
    assert "content_html" not in item and ELIGIBLE.quote in item["content_text"] and item["title"] == KOSEN
    assert feed["items"][0]["title"] == NASTY


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("language", list(Language))
def test_each_file_tells_date_quotes_and_that_it_is_not_official(ending: str, language: Language) -> None:
    entry = published(language=language)
    text = faq_bytes([entry], ending, WHEN_OPEN, language).decode("utf-8-sig").replace("\\", "")
    for wanted in ("2025-08-20", "第7回公募要領", ELIGIBLE.quote.replace("'", ""), entry.answer):
        assert wanted in text
    told = "公式ページではありません" if language is Language.JA else "not an official page"
    assert told in text and told not in faq_bytes([entry], ending, WHEN_OPEN, language, official=True).decode()
    assert faq_bytes([], ending, WHEN_OPEN, language)
    bare = faq_bytes([published(quotes=())], ending, WHEN_OPEN, language).decode()
    assert ending == ".csv" or ("引用はありません" if language is Language.JA else "No document is quoted") in bare


def test_another_ending_is_refused() -> None:
    with pytest.raises(EditRejected):
        faq_bytes([], ".exe", WHEN_OPEN, Language.JA)
