"""What a single line of Japanese official text looks like: heading mark, list mark, table of contents, lone title.

Pure functions on one line. How lines play together is decided in units.py and blocks.py.
"""

import re
from enum import IntEnum

from advisor.values import Value

MAX_HEADING_CHARS = 45  # the longest marked heading of the bundled documents has 42 characters
MAX_TITLE_CHARS = 60  # slide titles run longer, but carry no comma
MAX_LABEL_CHARS = 18  # "(申請書提出先・問い合わせ先)" has 15; longer round brackets are remarks
MAX_ANGLE_CHARS = 32
MAX_CONTENTS_CHARS = 200  # with its leader dots; a longer line is none, and costly to match


class Mark(IntEnum):
    """How a heading is marked, from the outermost to the innermost: a higher mark closes the lower ones."""

    CHAPTER = 1
    SUBCHAPTER = 2
    TITLE = 3
    SUBTITLE = 4
    NUMBER = 5
    BRACKET = 6
    PAREN_NUMBER = 7
    LABEL = 8
    SQUARE = 9
    CIRCLED = 10
    DOT = 11
    RING = 12


class Line(Value):
    """A line that is not blank: `start:end` without the white space around it. `blanks`: blank lines before it."""

    start: int
    end: int
    text: str
    indent: int
    blanks: int


CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
BULLET = re.compile(r"[-*•・✓◎▶→⇒※◆◇▪➢★☆‣–]\s*|[ｱ-ﾝア-ンa-zA-Z][.)．）]\s+")
ENDS_SENTENCE = re.compile(r"[。！？!?、,，]$")
TOC = re.compile(r"^(?P<title>\S.*?)\s*(?:[-‐－―─]{3,}|…{2,}|‥{2,}|[.．・]{4,})\s*[0-9０-９]{1,4}$")
NUMBERED = re.compile(
    r"^(?P<n>[0-9０-９]{1,2})(?:\s*[.．]\s*(?=[^\s0-9０-９])|[.．]\s+(?=\S))"
    r"|^第\s*(?P<c>[0-9０-９]{1,3})\s*[章節条]"
)
SUBCHAPTER = re.compile(r"^[0-9０-９]{1,2}\s*[-–－―.．]\s*[0-9０-９]{1,2}\s*[.．]?\s+\S")
PAREN_NUMBER = re.compile(r"^[(（](?P<n>[0-9０-９]{1,2})[)）]\s*(?=\S)")
LABEL = re.compile(r"^(?:[(（](?P<a>[^()（）、。]+)[)）]|[<＜〈](?P<b>[^<>＜＞、。]+)[>＞〉](?:\s*NEW)?)$")
REMARK = re.compile(r"^[(（]?\s*(?:例|注|出典|資料|P\.|※|→|⇒)|(?:作成|提供|改変|抜粋|内数)[)）]?$|^NEW$| - ")
MINISTRY_TAG = re.compile(r"【[^】]*(?:省|庁|府|地創|局)[^】]*】$")
VALUE = re.compile(
    r"[:：].*[0-9０-９@]|^\S{1,12}[:：]|@|https?://|^[〒℡「]|[0-9０-９][億万]?[円億]|^[0-9０-９]+年(?:以内|度|or)?[0-9０-９]"
)
ONLY_FIGURES = re.compile(r"^[\W\d年月日時点現在頃平成令和昭和約第回%％]+$")
TRAILING_PARTICLE = re.compile(r"[、のを]$")
LEADING_PARTICLE = re.compile(r"^(?:との|を|に|の|は|が|へ|して|する)(?=.{4})")
ORGANISATION = re.compile(r"(?:省|庁|府|局|室|課|大学|機構|事務局|委員会)$")
GENERIC_TITLES = frozenset(
    {"概要", "定義", "目的", "背景", "対応", "趣旨", "対象", "段階", "経緯", "効果", "課題", "内容", "期間", "審査"}
    | {"議題", "構成", "対象事業", "事業概要", "事業概要図", "資金の流れ", "期待される効果", "背景・問題意識"}
    | {"現状認識・課題", "取りまとめコメント", "今後の取組の方向性", "本事業のポイント"}
)


def split_lines(text: str, start: int, end: int) -> list[Line]:
    """The lines of `text[start:end]` that hold more than white space, with offsets into `text`."""
    found: list[Line] = []
    at, blanks = start, 0
    for raw in text[start:end].splitlines(keepends=True):
        body = raw.strip()
        if body:
            indent = len(raw) - len(raw.lstrip())
            lead = raw.find("\t", 0, indent)  # a leading tab is an empty first cell: part of the line
            left = lead if lead >= 0 else indent
            right = len(raw.rstrip())
            kept = raw[left:right]
            found.append(Line(start=at + left, end=at + right, text=plain(kept), indent=indent, blanks=blanks))
            blanks = 0
        else:
            blanks += 1
        at += len(raw)
    return found


def plain(text: str) -> str:
    """`text` without emphasis marks; for looking at a line, never for quoting it."""
    return text.replace("**", "")


def mark_of(text: str) -> tuple[Mark, int] | None:
    """The heading mark that `text` begins with, and its number (0 if it has none).

    >>> mark_of("② 地域貢献型:")
    (<Mark.CIRCLED: 10>, 2)
    """
    if found := PAREN_NUMBER.match(text):
        return Mark.PAREN_NUMBER, int(found["n"])
    if SUBCHAPTER.match(text):
        return Mark.NUMBER, 0
    if found := NUMBERED.match(text):
        return Mark.NUMBER, int(found["n"] or found["c"])
    if text[0] in CIRCLED:
        return Mark.CIRCLED, CIRCLED.index(text[0]) + 1
    if LABEL.match(text) and not REMARK.search(text):
        return (Mark.LABEL, 0) if len(text) <= (MAX_LABEL_CHARS if text[0] in "(（" else MAX_ANGLE_CHARS) else None
    first = {"【": Mark.BRACKET, "■": Mark.SQUARE, "□": Mark.SQUARE, "●": Mark.DOT, "○": Mark.RING}.get(text[0])
    return (first, 0) if first else None


def may_head(text: str, mark: Mark) -> bool:
    """Whether a line with `mark` can be a heading by its own look: short, and no sentence."""
    limit = {Mark.RING: 20, Mark.LABEL: MAX_ANGLE_CHARS}.get(mark, MAX_HEADING_CHARS)
    return len(text) <= limit and not ENDS_SENTENCE.search(text) and "。" not in text and "\t" not in text


def is_bullet(text: str) -> bool:
    """Whether a line begins with a list mark."""
    return bool(BULLET.match(text))


def is_title(text: str) -> bool:
    """Whether a line standing alone can be a title without any mark: short, no sentence, no value, no remark."""
    if not 2 <= len(text) <= MAX_TITLE_CHARS or ENDS_SENTENCE.search(text) or "、" in text or "。" in text:
        return False
    if VALUE.search(text) or REMARK.search(text) or ONLY_FIGURES.match(text) or MINISTRY_TAG.search(text):
        return False
    return text.startswith(("(参考)", "（参考）")) or text[0] not in '(（～~：:"+=/'


def names_organisation(text: str) -> bool:
    """Whether a line is the name of an office or a university: on a cover it is no title of what follows."""
    return bool(ORGANISATION.search(text))


def is_toc(text: str) -> bool:
    """Whether a line is an entry of a table of contents (leader dots and a page number)."""
    return len(text) <= MAX_CONTENTS_CHARS and bool(TOC.match(text))


def toc_title(text: str) -> str:
    """The title in an entry of a table of contents. Raises ValueError for another line."""
    found = TOC.match(text)
    if found is None:
        raise ValueError(text)
    return found["title"]


def label_text(text: str) -> str:
    """A heading as it is shown in a path: no emphasis, no brackets around it, no leading bullet.

    >>> label_text("(公募期間)"), label_text("■ 海外展開"), label_text("① 国際展開型:")
    ('公募期間', '海外展開', '① 国際展開型')
    """
    bare = " ".join(plain(text).split())
    if found := LABEL.match(bare):
        bare = (found["a"] or found["b"]).strip()
    elif bare.startswith("【") and bare.endswith("】") and bare.count("【") == 1:
        bare = bare[1:-1].strip()
    return bare.lstrip("■□●○#- ").rstrip(":： ") or bare


def breaks_off(text: str) -> bool:
    """Whether `text` breaks off inside a sentence: a bracket is open, or the last word wants another.

    >>> breaks_off("本文に「所属組"), breaks_off("以上です。")
    (True, False)
    """
    opened = sum(text.count(mark) for mark in "「『（(")
    closed = sum(text.count(mark) for mark in "」』）)")
    return opened > closed or bool(TRAILING_PARTICLE.search(text))
