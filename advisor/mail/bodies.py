"""Which parts of a mail are its text, and that text as it is read. Pure."""

import re
from collections.abc import Sequence

from advisor.ingest.formats.html import CHARSET
from advisor.mail.charsets import decoded
from advisor.mail.cleaning import clean_text, has_suspect
from advisor.mail.flowed import unflowed
from advisor.mail.html_text import html_text
from advisor.mail.limits import MailLimits
from advisor.mail.parts import Part
from advisor.mail.transfer import unpacked
from advisor.values import Value

READ_TIMES = 4  # characters that are read for each that is kept: what is quoted below an answer is cut off later
_TAGS = re.compile(r"<[^<>\n]{0,200}>")
_ONLY_HTML = re.compile(r"html", re.IGNORECASE)
_NOTE_CHARS = 200  # a plain part as short as this that speaks of HTML says only that the mail is in HTML


class Shown(Value):
    """The text of a mail. `hidden`: what nobody sees in it and was left out; `faults`: of reading it."""

    text: str = ""
    hidden: str = ""
    is_html: bool = False
    faults: tuple[str, ...] = ()


def shown(part: Part, limits: MailLimits) -> Shown:
    """The text that a reader sees on opening the mail: of alternatives the plain one, unless it is empty."""
    if not part.children:
        return _leaf(part, limits) if part.is_text else Shown()
    found = [child for child in (shown(child, limits) for child in part.children) if child.text.strip() or child.faults]
    if part.media_type == "multipart/alternative":
        return _chosen(found)
    texts = [child for child in found if child.text.strip()]
    return Shown(
        text="\n\n".join(child.text.strip("\n") for child in texts)
        if len(texts) > 1
        else "".join(c.text for c in texts),
        hidden="\n".join(child.hidden for child in found if child.hidden),
        is_html=any(child.is_html for child in texts),
        faults=tuple(fault for child in found for fault in child.faults),
    )


def _chosen(found: Sequence[Shown]) -> Shown:
    plain = next((each for each in found if each.text.strip() and not each.is_html), None)
    html = next((each for each in found if each.text.strip() and each.is_html), None)
    if plain is None or html is None:
        return plain or html or next(iter(found), Shown())
    is_note = len(plain.text) <= _NOTE_CHARS and _ONLY_HTML.search(plain.text) and len(html.text) > 2 * len(plain.text)
    return html if is_note else plain


def _leaf(part: Part, limits: MailLimits) -> Shown:
    data, broken = unpacked(part.body, part.packing)
    faults = ["transfer_broken"] if broken else []
    is_html, hidden = part.media_type == "text/html", ""
    longest = limits.max_html_chars if is_html else READ_TIMES * limits.max_body_chars
    kept = _cut(data, longest * 4)
    charset = part.parameters.get("charset") or (_named_inside(kept) if is_html else None)
    read = decoded(kept, charset, whole=len(kept) == len(data))
    faults += read.faults
    text = read.text[:longest]
    cut = len(kept) < len(data) or len(text) < len(read.text)
    if is_html:
        page = html_text(read.text, limits.max_html_chars)
        text, hidden, cut = page.text, page.hidden, cut or page.cut
        faults += ["hidden_text"] if hidden else []
    elif part.media_type != "text/plain":
        text = _TAGS.sub("", text)  # text/enriched: its tags are all it has beside plain text
    faults += ["body_cut"] if cut else []
    faults += ["controls_removed"] if has_suspect(text) else []
    text = clean_text(text)
    if part.media_type == "text/plain" and part.parameters.get("format", "").lower() == "flowed":
        text = unflowed(text, part.parameters.get("delsp", "").lower() == "yes")
    return Shown(text=text, hidden=hidden, is_html=is_html, faults=tuple(faults))


def _cut(data: bytes, longest: int) -> bytes:
    """Not within a line where that can be: in some encodings a line cannot be read from its middle."""
    if len(data) <= longest:
        return data
    at = data.rfind(b"\n", 0, longest)
    return data[: at + 1] if at > longest // 2 else data[:longest]


def _named_inside(page: bytes) -> str | None:
    found = CHARSET.search(page[:4096])
    return found[1].decode("ascii", "replace") if found else None
