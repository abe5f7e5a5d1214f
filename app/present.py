"""An answer as safe HTML for the page and as Markdown for copying. Pure: values in, text out.

Everything that a document, an answer or a person wrote is escaped; only the markup written here is markup.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from html import escape

from advisor.answering.models import Answer, Citation, Locator, Notice
from advisor.messages import Language, say
from app.clock import as_of_words
from app.wording import words

_MARKER = re.compile(r"\[(\d{1,3})\]")
_BULLET = re.compile(r"\s*(?:[-*•]\s+|・\s*)")
_MOST_MARKS = 4  # of a notice; all its sources stand in the list below the answer
Mark = Callable[[Citation], str]  # the HTML that stands for a citation and opens its source


def answer_html(answer: Answer, turn: int, language: Language, writing: bool = False, below: str = "") -> str:
    """The whole answer: question, status, text with citation marks, notices, options, sources, contact, tools.

    `writing`: more of it is to come. `below`: HTML that stands before the tools.
    """
    asked = f'<span class="label">{words("your_question", language)}</span>{escape(answer.question)}'
    mark = _marks_of(turn, language)
    status = words("status_writing" if writing else f"status_{answer.status.value}", language)
    as_of = words("answer_as_of", language, moment=as_of_words(answer.as_of, language))
    parts = [
        f'<p class="turn-question">{asked}</p>',
        f'<div class="turn-status"><h3 class="status">{status}</h3><span class="as-of">{as_of}</span></div>',
        f'<div class="answer-text" lang="{answer.language.value}">{text_html(answer, turn, language)}</div>',
        _clarification_html(answer, language),
        f'<p class="hint">{words("writing", language)}</p>' if writing else _wording_html(answer, language),
        "".join(notice_html(notice, answer, mark, language) for notice in answer.notices),
        _sources_html(answer, mark, language, writing),
        contact_html(answer, mark, language),
        "" if writing else below + _tools_html(answer, turn, language),
    ]
    return f'<article class="turn" data-turn="{turn}">{"".join(parts)}</article>'


def text_html(answer: Answer, turn: int, language: Language) -> str:
    """The text of the answer: paragraphs and lists, its markers as buttons that open the source."""
    return said_html(answer, _marks_of(turn, language))


def said_html(answer: Answer, mark: Mark) -> str:
    """The same with other marks."""
    parts: list[str] = []
    items: list[str] = []
    offered = answer.clarification.options if answer.clarification else ()  # told as buttons, not again as a list
    for line in [*answer.text.splitlines(), ""]:
        bullet = _BULLET.match(line)
        if bullet and line[bullet.end() :].strip() in offered:
            continue
        if bullet:
            items.append(f"<li>{with_marks(line[bullet.end() :], answer.citations, mark)}</li>")
            continue
        if items:
            parts.append(f"<ul>{''.join(items)}</ul>")
            items = []
        if line.strip():
            parts.append(f"<p>{with_marks(line, answer.citations, mark)}</p>")
    return "".join(parts)


def with_marks(text: str, citations: Sequence[Citation], mark: Mark) -> str:
    """`text`, escaped, its markers [n] of known citations as marks."""
    known = {citation.n: citation for citation in citations}

    def marked(found: re.Match[str]) -> str:
        citation = known.get(int(found[1]))
        return mark(citation) if citation else found[0]

    return _MARKER.sub(marked, escape(text).replace(" [", "\u00a0["))  # a mark stays with its sentence


def _marks_of(turn: int, language: Language) -> Mark:
    """How the citations of a turn are marked."""
    return lambda citation: mark_html(citation, turn, language)


def mark_html(citation: Citation, turn: int, language: Language) -> str:
    """The number of a citation as a button."""
    label = words("cite_open", language, n=citation.n, title=citation.title)
    data = f'data-turn="{turn}" data-n="{citation.n}"'
    return f'<button type="button" class="cite" {data} aria-label="{label}">{citation.n}</button>'


def notice_html(notice: Notice, answer: Answer, mark: Mark, language: Language) -> str:
    """What the reader must know beside the answer: a word, a colour and a sentence."""
    text = with_marks(notice.text, answer.citations, mark)
    if not _MARKER.search(notice.text):
        cited = [citation for citation in answer.citations if citation.n in notice.citations]
        text += "".join(mark(citation) for citation in cited[:_MOST_MARKS])
    kind = notice.kind.value
    label = f"<strong>{words(f'notice_{kind}', language)}</strong>"
    return f'<div class="notice notice-{kind}">{label}<p lang="{answer.language.value}">{text}</p></div>'


def _clarification_html(answer: Answer, language: Language) -> str:
    asked = answer.clarification
    if asked is None:
        return ""
    question = "" if asked.question in answer.text else f"<p>{escape(asked.question)}</p>"
    if not asked.options:
        return question
    shown = [escape(option) for option in asked.options]
    options = "".join(f'<button type="button" class="option" data-ask="{text}">{text}</button>' for text in shown)
    label = words("options_label", language)
    return f'{question}<div class="options" role="group" aria-label="{label}">{options}</div>'


def _wording_html(answer: Answer, language: Language) -> str:
    """That a language model worded the answer, and how many of its sentences were left out."""
    if answer.composer == "extractive":
        return ""
    left_out = {dropped.text for dropped in answer.dropped if "repeats" not in dropped.reasons and not dropped.repaired}
    key = "worded_and_dropped" if left_out else "worded"
    return f'<p class="hint">{words(key, language, count=len(left_out))}</p>'


def _sources_html(answer: Answer, mark: Mark, language: Language, writing: bool = False) -> str:
    if not answer.citations:
        return ""
    by_document: dict[str, list[Citation]] = {}
    for citation in answer.citations:
        by_document.setdefault(document_line(citation, language), []).append(citation)
    rows = ""
    for line, cited in by_document.items():
        places = ((mark(c), escape(place_words(c.locator, language))) for c in cited)
        marks = "".join(f"<span>{button}{place}</span>" for button, place in places)
        rows += f'<li>{escape(line)}<div class="places">{marks}</div></li>'
    title = words("sources_title_writing" if writing else "sources_title", language)
    return f'<div class="sources"><h4>{title}</h4><ol>{rows}</ol></div>'


def document_line(citation: Citation, language: Language) -> str:
    """Title, round, issuer and date of what a citation quotes."""
    round_ = say("ui.round", language, n=citation.round) if citation.round else ""
    return _listed([citation.title, round_, citation.issuer, citation.issued_on], language)


def source_line(citation: Citation, language: Language) -> str:
    """The document and the place of a citation on one line."""
    return _listed([document_line(citation, language), place_words(citation.locator, language)], language)


def _listed(parts: list[str], language: Language) -> str:
    return ("、" if language is Language.JA else ", ").join(part for part in parts if part)


def place_words(locator: Locator, language: Language) -> str:
    """Page, section and row in words; empty when none is known."""
    parts = [
        say("ui.page", language, n=locator.page) if locator.page else "",
        say("ui.section", language, section=locator.section) if locator.section else "",
        say("ui.row", language, n=locator.row) if locator.row else "",
    ]
    return " ".join(part for part in parts if part)


def contact_html(answer: Answer, mark: Mark, language: Language) -> str:
    """Whom to ask, as the answer names it; empty when it names nobody."""
    contact = answer.contact
    if contact is None:
        return ""
    marks = "".join(mark(c) for c in answer.citations if c.n in contact.citations)
    rows = [escape(contact.name) + marks]
    if contact.email:
        link = f'<a href="mailto:{escape(contact.email)}">{escape(contact.email)}</a>'
        rows.append(f"{words('contact_email', language)}: {link}")
    if contact.phone:
        rows.append(f"{words('contact_phone', language)}: {escape(contact.phone)}")
    if contact.address:
        rows.append(f"{words('contact_address', language)}: {escape(contact.address)}")
    lines = "".join(f"<p>{row}</p>" for row in rows)
    return f'<div class="contact-box"><h4>{words("contact_title", language)}</h4>{lines}</div>'


def _tools_html(answer: Answer, turn: int, language: Language) -> str:
    copied, failed = words("copied", language), words("copy_failed", language)
    markdown = escape(answer_markdown(answer, language))
    name = f"{words('file_name', language)}-{answer.as_of:%Y%m%d-%H%M}.md"
    return (
        f'<div class="tools" data-markdown="{markdown}" data-copied="{copied}" data-failed="{failed}">'
        f'<button type="button" data-copy>{words("copy", language)}</button>'
        f'<button type="button" data-download="{name}">{words("download", language)}</button>'
        f'<button type="button" data-again="{turn}">{words("again", language)}</button></div>'
    )


def answer_markdown(answer: Answer, language: Language) -> str:
    """The answer with its notices, sources, quotes and contact, as a Markdown file."""
    lines = [f"# {_plain(answer.question)}", "", f"- {say('ui.file_as_of', language)}: {answer.as_of.isoformat()}"]
    lines += [f"- {say(f'ui.status_{answer.status.value}', language)}", "", _harmless(answer.text), ""]
    lines += [f"> **{say(f'ui.notice_{n.kind.value}', language)}** {_plain(n.text)}\n" for n in answer.notices]
    if answer.citations:
        lines += [f"## {say('ui.sources_title', language)}", ""]
        for citation in answer.citations:
            lines += [f"[{citation.n}] {_plain(source_line(citation, language))}", *_url_line(citation.url), ""]
            lines += [*_quoted(citation.quote), ""]
    if answer.contact:
        contact = [answer.contact.name, answer.contact.email, answer.contact.phone, answer.contact.address]
        lines += [f"## {say('ui.contact_title', language)}", "", *(f"- {_plain(part)}" for part in contact if part), ""]
    lines += ["---", "", say("ui.unofficial", language), ""]
    return "\n".join(lines)


def is_web_address(url: str) -> bool:
    """Whether a link may point there: http or https, nothing else."""
    return re.fullmatch(r"https?://[^\s<>\"]+", url, re.IGNORECASE) is not None


def _url_line(url: str | None) -> list[str]:
    return [f"<{url}>"] if url and is_web_address(url) else []


def _quoted(text: str) -> Iterable[str]:
    return [f"> {line}".rstrip() for line in _harmless(text).splitlines()]


def _plain(text: str) -> str:
    """`text` on one line, with markup made harmless."""
    return _harmless(" ".join(text.split()))


def _harmless(text: str) -> str:
    return text.replace("<", "\\<")
