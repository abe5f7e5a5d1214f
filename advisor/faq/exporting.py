"""The published FAQ as a file: Markdown, CSV, one HTML page, a JSON feed. Pure: what is text stays text in each."""

import html
import json
import re
from collections.abc import Sequence
from datetime import datetime

from advisor.errors import EditRejected
from advisor.faq.records import PublishedEntry
from advisor.guides.export import csv_bytes
from advisor.guides.tables import Table
from advisor.messages import Language, say
from advisor.programs.schedule import JST

ENDINGS = (".md", ".csv", ".html", ".json")
FEED_VERSION = "https://jsonfeed.org/version/1.1"
_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~!&])")
_LIST_BEGINS = re.compile(r"^(\s*)(?:([-+=])|(\d+)([.)]))", re.M)
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
_STYLE = """
body{margin:0 auto;max-width:46rem;padding:1.5rem 1rem 4rem;color:#1a1a1a}
body{font:1rem/1.8 "Noto Sans JP","Hiragino Sans",sans-serif}
h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2.5rem}.answer{white-space:pre-wrap}
.note{border-left:4px solid #626264;padding-left:.75rem}.meta,cite{color:#4d4d4d;font-style:normal}
blockquote{margin:.25rem 0 .75rem;padding-left:.75rem;border-left:3px solid #b3b3b3;white-space:pre-wrap}
"""


def faq_bytes(
    entries: Sequence[PublishedEntry], ending: str, as_of: datetime, language: Language, official: bool = False
) -> bytes:
    """The entries as a file of that ending. `official`: it is handed out by the ministry itself, and no note says that
    it is not. Raises EditRejected("export_ending")."""
    match ending:
        case ".md":
            return faq_markdown(entries, as_of, language, official).encode()
        case ".csv":
            return faq_csv(entries, as_of, language, official)
        case ".html":
            return faq_html(entries, as_of, language, official).encode()
        case ".json":
            return faq_feed(entries, as_of, language, official).encode()
    raise EditRejected("export_ending", ending=ending, allowed=", ".join(ENDINGS))


def faq_markdown(entries: Sequence[PublishedEntry], as_of: datetime, language: Language, official: bool = False) -> str:
    """The entries as Markdown in which no text becomes a link, a heading or HTML."""
    lines = [
        f"# {say('faq.export_title', language)}",
        "",
        *(f"{_md(text)}\n" for text in _head(as_of, language, official)),
    ]
    for entry in entries:
        answer = "\n\n".join(_md(line) for line in entry.answer.splitlines() if line.strip())
        lines += [f"## {_md(_one_line(entry.question))}", "", answer, "", f"*{_md(_approved(entry, language))}*", ""]
        lines += [f"- {_md(_one_line(text))}" for text in _quoted(entry, language)] or [
            f"- {say('faq.export_no_quotes', language)}"
        ]
        lines.append("")
    if not entries:
        lines.append(say("faq.export_empty", language))
    return "\n".join(lines).rstrip() + "\n"


def faq_csv(entries: Sequence[PublishedEntry], as_of: datetime, language: Language, official: bool = False) -> bytes:
    """UTF-8 with BOM; no cell runs as a formula."""
    columns = ("topic", "question", "answer", "approved", "round", "sources")
    rows = [
        (
            say(f"faq.topic_{entry.topic}", language),
            entry.question,
            entry.answer,
            _day(entry.approved_at),
            _round(entry, language),
            "\n".join(_quoted(entry, language)),
        )
        for entry in entries
    ]
    return csv_bytes(
        Table(
            title=say("faq.export_title", language),
            columns=tuple(say(f"faq.column_{name}", language) for name in columns),
            rows=tuple(rows),
            notes=_head(as_of, language, official),
        )
    )


def faq_html(entries: Sequence[PublishedEntry], as_of: datetime, language: Language, official: bool = False) -> str:
    """One page that loads nothing, runs nothing and can be put on any server."""
    title = _html(say("faq.export_title", language))
    parts = [
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>",
        *(f'<p class="note">{_html(text)}</p>' for text in _head(as_of, language, official)),
        *(_section(entry, language) for entry in entries),
    ]
    if not entries:
        parts.append(f"<p>{_html(say('faq.export_empty', language))}</p>")
    return "\n".join([*parts, "</main>\n</body>\n</html>\n"])


def faq_feed(entries: Sequence[PublishedEntry], as_of: datetime, language: Language, official: bool = False) -> str:
    """A JSON feed (https://www.jsonfeed.org/version/1.1/), the newest approval first; texts are plain texts."""
    newest = sorted(entries, key=lambda entry: entry.approved_at, reverse=True)
    author = [{"name": say("faq.secretariat", language)}]
    feed = {
        "version": FEED_VERSION,
        "title": say("faq.export_title", language),
        "description": " ".join(_head(as_of, language, official)),
        "language": str(language),
        "authors": author,
        "items": [_item(entry, language) for entry in newest],
    }
    return json.dumps(feed, ensure_ascii=False, indent=2) + "\n"


def _item(entry: PublishedEntry, language: Language) -> dict[str, object]:
    quotes = _quoted(entry, language)
    under = [say("faq.export_quotes", language), *quotes] if quotes else [say("faq.export_no_quotes", language)]
    tags = [say(f"faq.topic_{entry.topic}", language), *filter(None, [_round(entry, language)])]
    return {
        "id": f"faq:{entry.id}",
        "title": entry.question,
        "content_text": "\n".join([entry.answer, "", _approved(entry, language), *under]),
        "date_published": entry.approved_at.astimezone(JST).isoformat(timespec="seconds"),
        "language": str(entry.language),
        "tags": tags,
    }


def _section(entry: PublishedEntry, language: Language) -> str:
    quotes = [
        f"<li><cite>{_html(quote.title)}</cite><blockquote>{_html(quote.quote)}</blockquote></li>"
        for quote in entry.quotes
    ]
    under = (
        f"<p>{_html(say('faq.export_quotes', language))}</p>\n<ul>{''.join(quotes)}</ul>"
        if quotes
        else f"<p>{_html(say('faq.export_no_quotes', language))}</p>"
    )
    meta = " / ".join(
        filter(None, [say(f"faq.topic_{entry.topic}", language), _round(entry, language), _approved(entry, language)])
    )
    return (
        f'<section id="faq-{_html(entry.id)}" lang="{entry.language}">\n<h2>{_html(entry.question)}</h2>\n'
        f'<p class="answer">{_html(entry.answer)}</p>\n<p class="meta">{_html(meta)}</p>\n{under}\n</section>'
    )


def _head(as_of: datetime, language: Language, official: bool) -> tuple[str, ...]:
    told = say("faq.export_as_of", language, day=_day(as_of))
    return (told,) if official else (told, say("faq.export_unofficial", language))


def _quoted(entry: PublishedEntry, language: Language) -> list[str]:
    return [say("faq.quoted", language, title=quote.title, quote=quote.quote) for quote in entry.quotes]


def _approved(entry: PublishedEntry, language: Language) -> str:
    return say("faq.export_approved", language, day=_day(entry.approved_at))


def _round(entry: PublishedEntry, language: Language) -> str:
    return "" if entry.binding.round is None else say("faq.round", language, number=entry.binding.round)


def _day(moment: datetime) -> str:
    return moment.astimezone(JST).date().isoformat()


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _html(text: str) -> str:
    return html.escape(_UNPRINTABLE.sub("", text))


def _md(text: str) -> str:
    escaped = _MARKS.sub(r"\\\1", _UNPRINTABLE.sub("", text))
    return _LIST_BEGINS.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[1]}{m[3]}\\{m[4]}", escaped)
