"""What of a mail is its answer, and what address, greeting, closing and signature. Pure.

A person may have rewritten any of it, so the parts are told by what such lines say in letters of business, not by the
template.
"""

import re
from collections.abc import Sequence

from advisor.folding import fold_width
from advisor.values import Value

_ADDRESS = re.compile(r"(?:様|さま|殿|御中|先生|各位)\s*$|^dear\b.*[,:]?\s*$", re.I)
_BODY_NAME = re.compile(
    r"(?:大学|学校|法人|会社|機構|研究所|財団|協会|組合|センター|課|部|室|省|庁|市|県|町)(?:\s.*)?$"
)
_GREETING = re.compile(
    r"お世話になって|お世話様|平素(?:より|は)|突然のご連絡|(?:お問い?合わせ|ご連絡|ご質問|メール)[^。]{0,24}(?:ありがとう|御礼|感謝)"
    r"|ありがとうございます。?$|ご不便をおかけ|(?:次|以下|下記)のとおり(?:ご)?(?:回答|返信|お答え|ご案内)|(?:につきまして|について)[^。]*(?:回答|お答え|ご案内)(?:いた|申し)"
    r"|^thank you\b|^please find (?:our|the) (?:reply|answer)|^(?:here|below) (?:is|are) our\b|^i hope this\b",
    re.I,
)
_CLOSING = re.compile(
    r"^(?:なお、|また、|その他、?)?(?:ご不明(?:な点|点)|ご不明な(?:こと|箇所)|その他ご不明|(?:ほか|他)にご?(?:質問|不明)|何か(?:ご不明|ご質問|ございましたら)|引き続き、?(?:どうぞ|何卒)?、?(?:よろしく|宜しく)"
    r"|(?:どうぞ|何卒|今後とも){0,2}、?(?:よろしく|宜しく)お願い|以上(?:です|、|。|$)|取り急ぎ|まずは)"
    r"|^(?:kind|best|warm) regards|^(?:yours )?sincerely|^yours (?:truly|faithfully)"
    r"|^if (?:anything|you have)[^.]*(?:question|unclear|contact|reply)"
    r"|^please (?:do not hesitate|feel free)",
    re.I,
)
_INTRODUCES = re.compile(r"^[^。、は]{2,60}(?:です|でございます|と申します)。?$")
# What only the first sentence of a letter says: what stands above it is the address, whatever it holds.
_OPENS = re.compile(
    r"^(?:いつも|平素より?|日頃より?|大変)?[^。]{0,12}お世話(?:になって|になり|様)|^平素(?:より|は)|^(?:このたび|この度|先日)は|^突然の(?:ご連絡|メール)"
    r"|^thank you (?:very much )?for\b|^i hope this\b",
    re.I,
)
_MOST_ADDRESS = 7  # lines of an address: company, department, post, name
_ADDRESS_LINE = 60  # characters
_A_SENTENCE = re.compile(r"[。.!?]$|(?:です|ます|ません|ください)$")
_A_NAME = 40  # characters of a line that names an organisation
_MOST_GREETING = 9  # lines before the answer of a letter
_RULE = re.compile(r"^\s*(?:-- ?|[-=_*─━―＿]{4,})\s*$")
_QUOTED = re.compile(r"^\s*[>＞|]")
_HEADING = re.compile(
    r"^\s*[■□●○◆◇▼▽・*#]*\s*(?:(?:ご)?質問|お尋ね|お問い?合わせ|問|question|q)\s*[(]?(?P<number>\d{1,3})?[).]?\s*(?:[::]|について)?\s*"
    r"[「『\"“]?(?P<asked>.*?)[」』\"”]?\s*$",
    re.I,
)
_MARKED = re.compile(r"^\s*[■□●○◆◇▼▽#]|\d")


class Section(Value):
    """What stands under a heading that names a question. `number`, `asked`: as the heading gives them."""

    number: int | None
    asked: str
    text: str


def core(text: str) -> str:
    """The mail without address, greeting, closing, signature and quoted lines; all of it where that leaves nothing."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").split("\n") if not _QUOTED.match(line)]
    first = _first(lines)
    last = _last(lines, first)
    return "\n".join(lines[first:last]).strip() or text.strip()


def sections(text: str) -> list[Section]:
    """The parts of a core that stand under headings of questions, in order; empty where there are none."""
    found: list[tuple[int | None, str, list[str]]] = []
    for line in text.split("\n"):
        heading = _heading(line)
        if heading is not None:
            found.append((heading[0], heading[1], []))
        elif found:
            found[-1][2].append(line)
    return [Section(number=number, asked=asked, text="\n".join(lines).strip()) for number, asked, lines in found]


def _heading(line: str) -> tuple[int | None, str] | None:
    plain = fold_width(line)
    match = _HEADING.match(plain)
    if match is None or not _MARKED.search(plain[: match.start("asked")] or plain):
        return None
    if match["number"] is None and not match["asked"]:
        return None
    return (int(match["number"]) if match["number"] else None), match["asked"]


def _first(lines: Sequence[str]) -> int:
    """Where the answer begins: behind the lines that address and greet."""
    place = begin = _below_address(lines)
    seen = 0
    for at, line in enumerate(lines[begin:], begin):
        plain = fold_width(line).strip()
        if not plain:
            continue
        if seen == _MOST_GREETING or _heading(line) is not None:
            break
        seen += 1
        addresses = seen <= 4 and (_ADDRESS.search(plain) or (len(plain) <= _A_NAME and _BODY_NAME.search(plain)))
        introduces = _INTRODUCES.search(plain) is not None
        if addresses or _greets(plain) or (introduces and 0 < place == at):
            place = at + 1
        elif not introduces:
            break
    return place


def _below_address(lines: Sequence[str]) -> int:
    """Where the address ends: above the sentence that opens the letter, or below the line that names a person."""
    below = seen = 0
    for at, line in enumerate(lines):
        plain = fold_width(line).strip()
        if not plain:
            continue
        if _OPENS.search(plain):
            return at
        seen += 1
        addresses = _ADDRESS.search(plain) is not None
        too_long = len(plain) > _ADDRESS_LINE or (
            _A_SENTENCE.search(plain) and not addresses and not _is_company(plain)
        )
        if seen > _MOST_ADDRESS or too_long or _heading(line) is not None:
            break
        if addresses and seen <= _MOST_ADDRESS - 2:
            below = at + 1
    return below


def _is_company(plain: str) -> bool:
    """Whether a line that ends with a stop is a name: Example Co., Ltd."""
    return re.search(r"\b(?:Ltd|Inc|Corp|Co)\.$", plain, re.I) is not None


def _greets(plain: str) -> bool:
    """Whether a line greets, with nothing else in it than who writes."""
    parts = [sentence.strip() for sentence in re.split(r"(?<=。)", plain) if sentence.strip()]
    greeting = [_GREETING.search(part) is not None for part in parts]
    return any(greeting) and all(known or _INTRODUCES.search(part) for known, part in zip(greeting, parts, strict=True))


def _last(lines: Sequence[str], first: int) -> int:
    """Where the answer ends: before the closing that nothing but a closing and a signature follows."""
    end = len(lines)
    for at in range(len(lines) - 1, first, -1):
        if _RULE.match(lines[at]) and len(lines) - at <= 15:
            end = at
    closing = [at for at in range(first, end) if _CLOSING.match(fold_width(lines[at]).strip())]
    headings = [at for at in range(first, end) if _heading(lines[at]) is not None]
    after = [at for at in closing if not headings or at > headings[-1]]
    return after[0] if after else end
