"""Which lines of a mail are other people's words: quoted or forwarded mails with the lines that announce them. Pure."""

import re
from collections.abc import Sequence

LINE_CHARS = 300  # of a line that are looked at
MARKED = re.compile(r"[ \t]{0,3}(?:[>＞]|[A-Za-z]{1,12}>(?:[ >]|$))")
_MONTHS = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}"
_DATE = re.compile(
    r"\d{4}\s?[年/.-]\s?\d{1,2}\s?[月/.-]\s?\d{1,2}|(?:令和|平成|R|H)\s?(?:元|\d{1,2})\s?[年/.]\s?\d{1,2}\s?[月/.]\s?\d{1,2}"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?[ -]{_MONTHS}\.?,?[ -]\d{{2,4}}|\b{_MONTHS}\.? \d{{1,2}},? \d{{4}}"
    rf"|\b\d{{1,2}}/\d{{1,2}}/\d{{2,4}}",
    re.IGNORECASE,
)
_TIME = re.compile(r"\d{1,2}[:：]\d{2}|\d{1,2}\s?時")
_ADDRESS = re.compile(r"[<(＜（\[]?[\w.+-]{1,64}@[\w.-]{1,100}")
_WROTE = re.compile(
    r"\bwrote\b|\bwrites\b|書きました|書かれました|(?:の|からの)(?:メール|メッセージ|ご連絡|投稿)|(?:さん|様|氏)(?:は|が|の|より|から|[:：]$)",
    re.IGNORECASE,
)
_COLON = re.compile(r"[:：]\s*$")
_DIVIDER = re.compile(
    r"[\s>]*[-_=*─━―ー－]{2,60}\s*(?:Original (?:Message|Appointment)|Forwarded (?:message|mail)"
    r"|Forwarded by\b[^-]{0,100}"
    r"|Reply message|Replied message"
    r"|(?:元|転送|返信元?|引用|オリジナル)(?:された|の|元の)?\s?(?:メッセージ|メール))\s*[:：]?"
    r"\s*[-_=*─━―ー－]{0,60}\s*",
    re.IGNORECASE,
)
_BARE_DIVIDER = re.compile(
    r"\s*(?:Begin forwarded message|転送されたメッセージ|以下、?転送(?:メール)?)\s*[:：]\s*", re.IGNORECASE
)
_RULE = re.compile(r"\s*(?:[_＿]{8,}|[-－]{20,}|[─━―]{10,}|[=＝]{20,})\s*")
_LABEL = re.compile(
    r"[\s*|]{0,4}(?P<label>From|Sent|Date|To|Cc|Bcc|Subject|Reply-To|Importance|Attachments?|差出人|送信者|送信元|発信者"
    r"|送信日時|送信日|受信日時|日時|日付"
    r"|宛先|受信者|件名|題名|優先度|重要度|添付ファイル|返信先)\s*\*?\s*[:：]",
    re.IGNORECASE,
)
_FROM = re.compile(r"[\s*|]{0,4}(?:From|差出人|送信者|送信元|発信者)\s*\*?\s*[:：]", re.IGNORECASE)
_WITHIN = 10  # lines in which the labels of a quoted head stand


def quoted_lines(lines: Sequence[str]) -> list[bool]:
    """For each line whether it is quoted.

    Behind a divider or a quoted head everything is, as mailers put it at the end, unless the quoted lines there are
    marked with `>`: then only these are, for the answers stand between them.
    """
    flags = [False] * len(lines)
    at = 0
    while at < len(lines):
        if MARKED.match(lines[at]):
            _flag_announcement(lines, flags, at)
            flags[at] = True
            at += 1
            continue
        length = _opening(lines, at)
        if not length:
            at += 1
            continue
        after = _next_written(lines, at + length)
        if after is not None and MARKED.match(lines[after]):
            flags[at:after] = [True] * (after - at)
            at = after
        else:
            flags[at:] = [True] * (len(lines) - at)
            break
    return flags


def _next_written(lines: Sequence[str], at: int) -> int | None:
    return next((number for number in range(at, len(lines)) if lines[number].strip()), None)


def _opening(lines: Sequence[str], at: int) -> int:
    """How many lines from `at` on open a quoted mail: a divider with its head, a head, or a line of who wrote when."""
    line = lines[at][:LINE_CHARS]
    if not line.strip():
        return 0
    if _DIVIDER.fullmatch(line) or _BARE_DIVIDER.fullmatch(line):
        after = _next_written(lines, at + 1)
        return (after - at + _head(lines, after, 1)) if after is not None else len(lines) - at
    if _RULE.fullmatch(line):
        after = _next_written(lines, at + 1)
        head = _head(lines, after, 3) if after is not None and after - at <= 3 else 0
        return (after or at) - at + head if head else 0
    if head := _head(lines, at, 3):
        return head
    return _attribution(lines, at)


def _head(lines: Sequence[str], at: int, fewest: int) -> int:
    """How many lines from `at` on are the head of a mail as mailers show it above a quotation; 0 where none is.

    It has `fewest` labels, the sender among them; a long list of recipients may run over several lines.
    """
    if not _LABEL.match(lines[at][:LINE_CHARS]):
        return 0
    labels: set[str] = set()
    length = 0
    sender = False
    for number, line in enumerate(lines[at : at + _WITHIN]):
        found = _LABEL.match(line[:LINE_CHARS])
        if found:
            labels.add(found["label"].lower())
            sender = sender or _FROM.match(line[:LINE_CHARS]) is not None
            length = number + 1
        elif not line.strip():
            break
    return length if sender and len(labels) >= fewest else 0


def _attribution(lines: Sequence[str], at: int) -> int:
    """1 or 2 where as many lines say who wrote when (2025年8月1日(金) 10:00 山田 <…>:), else 0."""
    for length in (1, 2):
        if at + length > len(lines) or not lines[at + length - 1].strip() or MARKED.match(lines[at + length - 1]):
            return 0
        if sum(map(len, lines[at : at + length])) > LINE_CHARS:
            return 0
        text = " ".join(line.strip() for line in lines[at : at + length])
        dated = _DATE.search(text) and _TIME.search(text)
        ends = _COLON.search(text) or text.endswith(("wrote", "書きました", "書きました。"))
        if dated and ends and (_ADDRESS.search(text) or _WROTE.search(text)):
            first = lines[at]
            if length == 1 or _DATE.search(first) or re.match(r"\s*(?:On|At)\b", first):
                return length
    return 0


def _flag_announcement(lines: Sequence[str], flags: list[bool], at: int) -> None:
    """Directly above quoted lines less is needed for an announcement: a date, an address or "wrote", and a colon."""
    above = next((number for number in range(at - 1, max(-1, at - 3), -1) if lines[number].strip()), None)
    if above is None or flags[above] or len(lines[above]) > LINE_CHARS:
        return
    for first in (above, above - 1):
        if first < 0 or flags[first] or not lines[first].strip():
            return
        text = " ".join(line.strip() for line in lines[first : above + 1])
        ends = _COLON.search(text) or text.endswith(("書きました。", "書きました", "wrote"))
        if (
            ends
            and (_DATE.search(text) or _ADDRESS.search(text) or _WROTE.search(text))
            and not re.search(r"[?？。].", text)
        ):
            flags[first:at] = [True] * (at - first)
            return
