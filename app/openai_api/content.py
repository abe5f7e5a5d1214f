"""An answer as one Markdown text for chat clients: markers as footnotes, notices as block quotes, the exact quotes at
the end. Pure: values in, text out."""

import re
from collections.abc import Collection, Iterable

from advisor.answering.models import Answer, Citation, Contact, Locator, Notice
from advisor.messages import Language, say
from advisor.values import Value

# A marker [n], or a `<` that would begin markup. Japanese headings such as <審査項目> are none and stay as they are.
_MARKER_OR_MARKUP = re.compile(r"\[(\d{1,3})\]|<(?=[A-Za-z/!?])")
_UNSETTLED = re.compile(r"(?:\[\d{0,3}|<)\Z")  # may become one of these with what comes next
_MOST_MARKS = 4  # of a notice; all its sources stand in the list below the answer


class Mark(Value):
    """Where the text points to citation `n`: characters `start` to `end` are `[^n]`."""

    n: int
    start: int
    end: int


class Content(Value):
    """The text for the reader, and where it points to citations (the list of quotes at its end aside)."""

    text: str
    marks: tuple[Mark, ...]


def content_of(answer: Answer) -> Content:
    """The whole answer: its text, the notices, whom to ask, and one footnote for each citation with its exact quote."""
    blocks = [answer.text, *(_notice_block(notice, answer.language) for notice in answer.notices)]
    if answer.contact and answer.contact.name not in answer.text:
        blocks.append(_contact_block(answer.contact, answer.language))
    body = _written("\n\n".join(block for block in blocks if block), _numbers(answer))
    if not answer.citations:
        return body
    footnotes = "\n".join(_footnote(citation, answer.language) for citation in answer.citations)
    return Content(text=f"{body.text}\n\n{footnotes}", marks=body.marks)


def text_so_far(answer: Answer) -> str:
    """As much of an unfinished answer's text as cannot change any more: `content_of` the finished one begins with it.

    >>> _settled("高専は申請できます。 [1")
    '高専は申請できます。 '
    """
    return _written(_settled(answer.text), _numbers(answer)).text


def _settled(text: str) -> str:
    return _UNSETTLED.sub("", text)


def _numbers(answer: Answer) -> set[int]:
    return {citation.n for citation in answer.citations}


def _written(text: str, known: Collection[int]) -> Content:
    """`text` with the markers of known citations as footnote references, and with markup made harmless."""
    pieces: list[str] = []
    marks: list[Mark] = []
    length = done = 0
    for found in _MARKER_OR_MARKUP.finditer(text):
        before = text[done : found.start()]
        start = length + len(before)
        piece = _replacement(found, known)
        if piece.startswith("[^"):
            marks.append(Mark(n=int(found[1]), start=start, end=start + len(piece)))
        pieces += [before, piece]
        length, done = start + len(piece), found.end()
    return Content(text="".join([*pieces, text[done:]]), marks=tuple(marks))


def _replacement(found: re.Match[str], known: Collection[int]) -> str:
    if found[0] == "<":
        return "\\<"
    return f"[^{int(found[1])}]" if int(found[1]) in known else found[0]


def _notice_block(notice: Notice, language: Language) -> str:
    text = notice.text if re.search(r"\[\d{1,3}\]", notice.text) else notice.text + _markers(notice.citations)
    return _block(say(f"ui.notice_{notice.kind.value}", language), text)


def _contact_block(contact: Contact, language: Language) -> str:
    parts = [contact.name, contact.email, contact.phone, contact.address]
    text = say("openai_api.joint", language).join(part for part in parts if part)
    return _block(say("ui.contact_title", language), text + _markers(contact.citations))


def _markers(numbers: Iterable[int]) -> str:
    marks = "".join(f"[{n}]" for n in [*numbers][:_MOST_MARKS])
    return f" {marks}" if marks else ""


def _block(label: str, text: str) -> str:
    return f"> **{label}** {_on_one_line(text)}"


def _footnote(citation: Citation, language: Language) -> str:
    place = _place(citation.locator, language)
    source = say(
        "openai_api.footnote",
        language,
        title=citation.title,
        issuer=citation.issuer,
        issued_on=citation.issued_on,
        place=f" {place}" if place else "",
        quote=_on_one_line(citation.quote),
    )
    return f"[^{citation.n}]: {_written(source, ()).text}"


def _place(locator: Locator, language: Language) -> str:
    parts = [
        _on_one_line(locator.section or ""),
        say("openai_api.page", language, n=locator.page) if locator.page else "",
        say("ui.row", language, n=locator.row) if locator.row else "",
    ]
    return " ".join(part for part in parts if part)


def _on_one_line(text: str) -> str:
    """`text` with its line breaks as spaces and nothing else changed.

    >>> _on_one_line("第1条\\n  申請者は")
    '第1条   申請者は'
    """
    return " ".join(text.splitlines())
