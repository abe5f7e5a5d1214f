"""An HTML mail as the text that its reader sees. Nothing is fetched; scripts, pictures and hidden text are left out."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from advisor.ingest.formats.html import BLOCKS, HEADINGS, UNSEEN
from advisor.mail.styles import Look, is_gone, seen_in, sheet_styles, style_of
from advisor.values import Value

MAX_NODES, MAX_DEPTH = 200_000, 1_000
MAX_HIDDEN, MAX_HIDDEN_CHARS = 50, 2_000  # pieces of hidden text that are kept, characters of each
_OPENED = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})")
# Elements that end by themselves, or hold nothing.
_UNCOUNTED = frozenset(
    {
        "p",
        "li",
        "td",
        "th",
        "tr",
        "dt",
        "dd",
        "option",
        "br",
        "img",
        "hr",
        "meta",
        "input",
        "link",
        "col",
        "area",
        "base",
    }
    | {"wbr", "source", "tbody", "thead", "tfoot", "html", "head", "body"}
)
RULE = "_" * 32  # what mailers write where HTML has a rule
_QUOTE_CLASSES = ("gmail_quote", "yahoo_quoted", "moz-cite", "cite", "quote")
_SPACED = frozenset({"p", "ul", "ol", "table", "pre", *HEADINGS})
_CELLS = frozenset({"td", "th"})


class HtmlText(Value):
    """`hidden`: what nobody sees and was left out, a line each, cut; `cut`: the page was too long to be read whole."""

    text: str
    hidden: str
    cut: bool


def html_text(page: str, longest: int) -> HtmlText:
    """The text of `page`, of which `longest` characters are read; quoted mails have `> ` before their lines."""
    kept = _shallow(page[:longest])
    tree = LexborHTMLParser(kept)
    sheet = sheet_styles(tree, len(kept))
    for node in tree.css(UNSEEN + ", style, select, textarea, audio, video, map"):
        node.decompose()
    if tree.body is None:
        return HtmlText(text="", hidden="", cut=len(page) > len(kept))
    walk = _Walk(sheet)
    text = walk.text(tree.body)
    return HtmlText(text=text, hidden="\n".join(walk.hidden), cut=walk.cut or len(page) > len(kept))


def _shallow(page: str) -> str:
    """`page` up to where its elements are nested too deep: parsing takes the square of the depth."""
    depth = 0
    for found in _OPENED.finditer(page):
        if found[2].lower() not in _UNCOUNTED:
            depth = max(0, depth - 1) if found[1] else depth + 1
            if depth > MAX_DEPTH:
                return page[: found.start()]
    return page


class _Walk:
    """Goes through the page in reading order, without recursion: a hostile page nests thousands deep."""

    def __init__(self, sheet: dict[int, dict[str, str]]) -> None:
        self._sheet = sheet
        self._lines: list[str] = []
        self._words: list[str] = []
        self._depth = 0
        self.hidden: list[str] = []
        self.cut = False

    def text(self, body: LexborNode) -> str:
        # A stack of (node, look, whether white space counts, leaving).
        todo: list[tuple[LexborNode, Look, bool, bool]] = [(body, Look(), False, False)]
        seen = 0
        while todo:
            node, look, kept, leaving = todo.pop()
            seen += 1
            if seen > MAX_NODES:
                self.cut = True
                break
            if leaving:
                self._leave(node)
            elif node.tag == "-text":
                self._write(node.text(deep=False) or "", look, kept)
            elif node.tag and not node.tag.startswith(("-", "_", "!")):
                todo += self._enter(node, look, kept)
        self._end_line()
        return "\n".join(self._lines).strip("\n")

    def _enter(self, node: LexborNode, look: Look, kept: bool) -> list[tuple[LexborNode, Look, bool, bool]]:
        style = style_of(node, self._sheet)
        if is_gone(style):
            self._leave_out(node.text() or "")
            return []
        tag = node.tag or ""
        if tag == "br":
            self._end_line(always=True)
            return []
        if tag == "hr":
            self._end_line()
            self._lines.append(self._prefix() + RULE)
            return []
        if tag in BLOCKS or tag in HEADINGS or tag == "tr":
            self._end_line()
        self._depth += _is_quote(node)
        if tag == "li":
            self._words.append("・")
        inside = seen_in(style, look)
        white = kept or tag == "pre" or style.get("white-space", "").startswith("pre")
        children = [(child, inside, white, False) for child in node.iter(include_text=True)]
        return [(node, look, kept, True), *reversed(children)]

    def _leave(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag in _CELLS:
            self._words.append("\t")
        if tag in BLOCKS or tag in HEADINGS or tag == "tr":
            self._end_line()
        if tag in _SPACED and not _is_tight(node) and self._lines and self._lines[-1] != self._prefix().rstrip():
            self._lines.append(self._prefix().rstrip())
        self._depth -= _is_quote(node)

    def _write(self, text: str, look: Look, kept: bool) -> None:
        if look.hidden:
            self._leave_out(text)
            return
        if kept:
            first, *others = text.replace("\r", "").split("\n")
            self._words.append(first)
            for line in others:
                self._end_line(always=True)
                self._words.append(line)
            return
        gaps = text[:1].isspace(), text[-1:].isspace()
        plain = " ".join(word for word in text.replace("\xa0", "\x00").split())
        padded = (" " if gaps[0] else "") + plain + (" " if gaps[1] and plain else "")
        self._words.append(padded.replace("\x00", "\xa0"))

    def _leave_out(self, text: str) -> None:
        words = " ".join(text[:MAX_HIDDEN_CHARS].split())
        if len(self.hidden) < MAX_HIDDEN and any(char.isalnum() for char in words):
            self.hidden.append(words)

    def _end_line(self, always: bool = False) -> None:
        """What was written becomes a line; an empty one only where a line break asks for it, or it holds a space that
        was meant (`&nbsp;`)."""
        line = "".join(self._words)
        self._words.clear()
        text = line.replace("\xa0", " ").strip(" \t")
        if text or always or "\xa0" in line:
            self._lines.append((self._prefix() + text).rstrip(" "))

    def _prefix(self) -> str:
        return "> " * min(self._depth, 10)


def _is_quote(node: LexborNode) -> bool:
    """Whether a mailer marked this as somebody else's words; a blockquote without a mark is but indented text."""
    if node.tag != "blockquote":
        return False
    attributes = node.attributes
    names = (attributes.get("class") or "").lower()
    return (attributes.get("type") or "").lower() == "cite" or any(name in names for name in _QUOTE_CLASSES)


def _is_tight(node: LexborNode) -> bool:
    """A paragraph that Word made for each line has no space after it."""
    attributes = node.attributes
    style = (attributes.get("style") or "").replace(" ", "").lower()
    return node.tag == "p" and (
        "mso" in (attributes.get("class") or "").lower() or "margin:0" in style or "margin-bottom:0" in style
    )
