"""The body of a mail as entries: its paragraphs and list items, with lines that were broken for width joined. Pure.

What a mail reader should have cut off already (quoted history, a signature) is left out where some is left.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

LONGEST = 60_000  # characters of a body that are read

_QUOTED = re.compile(r"^\s*[>＞|｜]")
_HISTORY = re.compile(
    r"^\s*[-_＿－―ー]{2,}\s*(?:Original Message|Forwarded message|元のメッセージ|転送メッセージ|Original)\b"
    r"|^\s*On .{6,120}\bwrote:\s*$|^\s*\d{4}[年/.-]\d{1,2}[月/.-]\d{1,2}日?.{0,60}[<＜].+@.+[>＞].{0,8}[:：]?\s*$"
    r"|^\s*(?:From|差出人|送信者)\s*[:：].*@",
    re.I,
)
_HEADER = re.compile(r"^\s*(?:From|To|Cc|Sent|Date|Subject|差出人|送信者|宛先|件名|日時|送信日時)\s*[:：]", re.I)
_RULE = re.compile(r"^\s*(?:[-‐–—―－ー_＿=＝*＊+＋~～━─■□◆◇●○☆★#＃・.｡]\s*){2,}\s*$")
_CONTACT = re.compile(
    r"(?:TEL|ＴＥＬ|電話|FAX|ＦＡＸ|Phone|Mobile|E-?mail|メール|Mail|URL|HP)\s*[:：]|〒|https?://|\d{2,4}-\d{2,4}-\d{4}|[a-z0-9]@[a-z0-9]",
    re.I,
)
_SIGNED = re.compile(
    r"^(?:\s*(?:best|kind|warm)?\s*regards|\s*(?:yours )?(?:sincerely|faithfully)|\s*以上)[,.。]?\s*$", re.I
)
_ASKS = re.compile(r"[?？]|か[。\s]*$|ください|教示|please|could you", re.I)

_MARKER = re.compile(
    r"\s*(?P<mark>[①-⑳❶-❿]\s*[.．、:：]?"
    r"|[(（\[［【〔<＜]\s*(?:(?:ご?質問|問|[QＱ])\s*)?(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,2}|[a-zａ-ｚ]|[ア-ン]|[ivx]{2,4})\s*[)）\]］】〕>＞]"
    r"|(?:ご?質問|問い?|設問|[QＱ]|question|no\.)\s*[0-9０-９一二三四五六七八九十①-⑳]{1,2}\s*[)）.．:：、]?(?![0-9０-９点つ件])"
    r"|[QＱ]\s*[.．:：]"
    r"|[0-9０-９]{1,2}\s*[)）.．:：、](?![0-9０-９])"
    r"|[0-9０-９]{1,2}[ 　]+(?!\d|\s|[年月日件人名点円社枚部頁ペ%％-]|回(?!答))"
    r"|[a-zア-ン]\s*[)）.．:：、](?=\s*\S)|[一二三四五六七八九十]{1,2}\s*[)）.．、]"
    r"|[・･●◯■□◆◇▼▽▪•‣◦*＊➢\-－‐–—](?![・\-－‐–—*＊=])|○(?![○月日年社大県市町村 　]))\s*(?=\S)",
    re.I,
)
_KINDS = (
    ("circled", re.compile(r"[①-⑳❶-❿]")),
    ("enclosed", re.compile(r"[(（\[［【〔<＜]")),
    ("named", re.compile(r"質問|問|[QＱ]|question|no", re.I)),
    ("number", re.compile(r"[0-9０-９]")),
    ("kanji", re.compile(r"[一二三四五六七八九十]")),
    ("letter", re.compile(r"[a-zア-ン]", re.I)),
)
_INLINE = re.compile(r"[①-⑳]|[(（][0-9０-９]{1,2}[)）]")
_REFERS = re.compile(r"^(?:と|の|又は|または|及び|および|から|～|~|、?[①-⑳]|[がはを])")
_BREAKS_BEFORE = re.compile(r"(?:^|[\s。、,.:：;?？!！」』)）をはがにか])$")

_ENDS = re.compile(
    r"(?:[。｡．.?？!！:：;；…]|(?:ます|です|ません|ました|でした|ください|下さい|でしょう|ますか|ですか|でしょうか|せんか|かどうか|か否か|幸いです))[」』)）\"'\s]*$"
)
_GOES_ON = re.compile(
    r"(?:[、,，・とがをにでのもはへやばしりて]|から|まで|より|たり|つつ|ので|ため|けど|および|及び|並びに|または|又は)\s*$"
)
_ALONE = re.compile(
    r"(?:様|御中|各位|殿|先生|さま)[、,]?\s*$|^\s*(?:dear|hello|hi|to whom)\b.*[,:、]?\s*$"
    r"|^[\[【<＜〔■□◆◇].*[\]】>＞〕]\s*$",
    re.I,
)
_INDENTED = re.compile(r"\u3000| {2,}")  # it belongs to the item above
_HEADS = re.compile(r"(?:について|に関して|に関すること|の件|関係|関連)\s*$")
_LOWER, _LATIN_END = re.compile(r"\s*[a-z]"), re.compile(r"[A-Za-z,)]\s*$")
_WIDE = 0.6  # share of the longest line from which a line may have been broken for width
_LEAST_WIDE = 36  # columns under which no line is broken for width; a Japanese character takes two
_PROSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


class Entry(NamedTuple):
    """A paragraph's text, or an item of a list: `mark` says which kind of mark begins it, "" none. `paragraph` counts
    from 0: entries that no empty line divides share it."""

    text: str
    mark: str
    paragraph: int


def entries(body: str) -> list[Entry]:
    """The entries of a body in order, without history and signature."""
    lines = _own_lines(body[:LONGEST].replace("\r\n", "\n").replace("\r", "\n").expandtabs(1).split("\n"))
    widest = max((_columns(line) for line in lines), default=0)
    found: list[Entry] = []
    paragraph, open_entry = 0, False
    last = ""
    for line in lines:
        if not line.strip() or _RULE.match(line):
            paragraph, open_entry = paragraph + bool(last), False
            last = ""
            continue
        mark, text = _marked(line)
        under = bool(found) and bool(found[-1].mark) and _INDENTED.match(line) is not None
        if mark or not open_entry or not (under or _broken(last, line, widest)):
            found.append(Entry(text, mark, paragraph))
        else:
            before = found[-1]
            found[-1] = before._replace(text=_joined(before.text, text))
        open_entry, last = True, line
    return [part for entry in found for part in _inline_items(entry)]


def handed_on(body: str) -> str:
    """What stands below the line that begins the history, without its headers; "" where there is no such line."""
    lines = body[:LONGEST].splitlines()
    for place, line in enumerate(lines):
        if _HISTORY.search(line):
            rest = [_QUOTED.sub("", each) for each in lines[place + 1 :] if not _HEADER.match(each)]
            return "\n".join(rest)
    return ""


def _own_lines(lines: list[str]) -> list[str]:
    """The lines that the sender wrote now."""
    own = [line for line in lines if not _QUOTED.match(line)] or lines
    for place, line in enumerate(own):
        if not _HISTORY.search(line):
            continue
        own = own[:place]
        break
    return _unsigned(own)


def _unsigned(lines: list[str]) -> list[str]:
    """Without the signature: what follows the last rule or closing word, where it gives ways of contact and asks
    nothing; or a last paragraph of such lines alone."""
    for place in range(len(lines) - 1, 0, -1):
        if not (_RULE.match(lines[place]) or _SIGNED.match(lines[place])):
            continue
        rest = lines[place + 1 :]
        if any(_ASKS.search(line) for line in rest):
            break
        if not any(line.strip() for line in rest) or any(_CONTACT.search(line) for line in rest) or len(rest) < 4:
            lines = lines[:place]
    last = len(lines)
    while last and not lines[last - 1].strip():
        last -= 1
    start = last
    while start and lines[start - 1].strip():
        start -= 1
    block = lines[start:last]
    contacts = sum(1 for line in block if _CONTACT.search(line))
    if start and contacts and not any(_ENDS.search(line) and not _CONTACT.search(line) for line in block):
        return lines[:start]
    return lines


def _marked(line: str) -> tuple[str, str]:
    """The kind of mark at the start of a line ("" for none) and the text after it."""
    found = _MARKER.match(line)
    if found is None or not any(c.isalnum() for c in line[found.end() :]):
        return "", line.strip()
    kind = next((name for name, form in _KINDS if form.search(found["mark"])), "bullet")
    return kind, line[found.end() :].strip()


def _broken(line: str, after: str, widest: int) -> bool:
    """Whether a line goes on in the next one."""
    if _ENDS.search(line) or _ALONE.search(line):
        return False
    if _GOES_ON.search(line) and not _HEADS.search(line):
        return True
    if _LOWER.match(after) and _LATIN_END.search(line):
        return True
    wide = _columns(line) >= max(_LEAST_WIDE, widest * _WIDE)
    return wide or (not _PROSE.search(line) and _columns(line) >= _LEAST_WIDE)


def _joined(before: str, text: str) -> str:
    """Two pieces of a line that was broken: a space between words of Latin letters alone."""
    space = before[-1:].isascii() and text[:1].isascii() and (before[-1:].isalnum() or before[-1:] in ",;)\"'")
    return f"{before} {text}" if space else before + text


def _inline_items(entry: Entry) -> Iterator[Entry]:
    """「①…②…③…」 in one text as items; the text before them stays an entry of its own."""
    marked = int(entry.mark in {"circled", "enclosed"})  # the first of them stood at the start of the line
    starts: list[tuple[int, int]] = []
    for found in _INLINE.finditer(entry.text):
        number = unicodedata.normalize("NFKC", found[0]).strip("()")
        before, after = entry.text[: found.start()][-1:], entry.text[found.end() : found.end() + 2]
        stands = _BREAKS_BEFORE.search(before) and not _REFERS.match(after)
        if stands and number == str(len(starts) + 1 + marked):
            starts.append(found.span())
    if len(starts) + marked < 2:
        yield entry
        return
    if before := entry.text[: starts[0][0]].strip(" 　、,;"):
        yield entry._replace(text=before)
    ends = [start for start, _ in starts[1:]] + [len(entry.text)]
    for (_, start), end in zip(starts, ends, strict=True):
        yield Entry(entry.text[start:end].strip(" 　、,;"), "inline", entry.paragraph)


def _columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "FWA" else 1 for character in line.strip())
