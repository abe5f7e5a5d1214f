"""Where the signature and the notices at the end of a mail begin. Pure."""

import re
from collections.abc import Sequence

from advisor.mail.signature_cues import (
    ABBREVIATION,
    ASKS,
    CLOSING,
    CONTACT,
    CORPORATE,
    DASHES,
    ITEM,
    MAIL_CUE,
    MOBILE,
    NOTICE_CUES,
    NOTICE_HEAD,
    ORGANISATION,
    POLITE_END,
    RULE,
    SENTENCE,
    URL,
)

LONGEST_LINES, SHORT_CHARS, LINE_CHARS = 25, 25, 70


def signature_start(lines: Sequence[str]) -> int:
    """The number of the first line of what the sender adds to every mail; `len(lines)` where nothing of that kind is.

    Lines that ask something are never in it.
    """
    end = _written(lines, len(lines))
    found = _before_notices(lines, end)
    for find in (_dashed, _ruled, _closed, _unmarked, _named):
        start = find(lines, _written(lines, found))
        if start is not None:
            found = _before_notices(lines, start)
            break
    return found if found < end else len(lines)


def _written(lines: Sequence[str], end: int) -> int:
    """`end` without the empty lines before it."""
    while end and not lines[end - 1].strip():
        end -= 1
    return end


def asks(line: str) -> bool:
    """Whether a line asks for something; addresses of web pages do not count."""
    return ASKS.search(URL.sub(" ", line[:500])) is not None


def _before_notices(lines: Sequence[str], end: int) -> int:
    """`end` moved before the notices of mobile phones and of lawyers that stand there."""
    while True:
        last = _written(lines, end)
        if last and len(lines[last - 1]) <= 200 and MOBILE.fullmatch(lines[last - 1]):
            end = last - 1
            continue
        start = _paragraph_start(lines, last)
        text = "\n".join(lines[start:last])[:3000]
        if last - start > LONGEST_LINES or not _is_notice(text):
            return last
        end = start


def _paragraph_start(lines: Sequence[str], end: int) -> int:
    start = end
    while start and lines[start - 1].strip() and not RULE.fullmatch(lines[start - 1][:200]) and end - start < 40:
        start -= 1
    return start if start < end else max(0, end - 1)


def _is_notice(text: str) -> bool:
    if re.search(r"[?？]|でしょうか", text):
        return False
    cues = sum(cue.search(text) is not None for cue in NOTICE_CUES)
    return (MAIL_CUE.search(text) is not None and cues >= 3) or (NOTICE_HEAD.match(text) is not None and cues >= 2)


def _dashed(lines: Sequence[str], end: int) -> int | None:
    """The line `-- ` that mailers put before a signature."""
    for at in range(end - 1, max(-1, end - LONGEST_LINES), -1):
        if DASHES.fullmatch(lines[at][:10]):
            return at if at + 1 < end and not any(asks(line) for line in lines[at:end]) else None
    return None


def _ruled(lines: Sequence[str], end: int) -> int | None:
    """A block below a rule, to the end, with something in it that only signatures have."""
    for at in range(max(0, end - LONGEST_LINES), end):
        if not RULE.fullmatch(lines[at][:200]):
            continue
        if at + 1 >= end or not lines[at + 1].strip():
            after = next((line for line in lines[at + 1 : end] if line.strip()), "")
            if RULE.fullmatch(after[:200]):
                continue  # the end of a framed passage above the signature
        block = [line for line in lines[at:end] if line.strip() and not RULE.fullmatch(line[:200])]
        told = sum(bool(CONTACT.search(line[:500])) + bool(ORGANISATION.search(line[:500])) for line in block)
        plain = sum(_is_sentence(line) for line in block)
        if block and told and plain <= max(1, told // 2) and not any(asks(line) or ITEM.match(line) for line in block):
            return at
    return None


def _closed(lines: Sequence[str], end: int) -> int | None:
    """An English closing with a few short lines below it."""
    for at in range(max(0, end - 15), end):
        if not lines[at].strip() or len(lines[at]) > 60 or not CLOSING.fullmatch(lines[at]):
            continue
        block = [line for line in lines[at + 1 : end] if line.strip()]
        if len(block) <= 12 and all(_is_signed(line) for line in block):
            return at
    return None


def _unmarked(lines: Sequence[str], end: int) -> int | None:
    """Paragraphs at the end that are names, organisations, numbers and addresses and nothing else."""
    found: int | None = None
    stop = end
    while stop and end - stop < LONGEST_LINES:
        start = stop
        while start and lines[start - 1].strip() and _is_signed(lines[start - 1]) and end - start < LONGEST_LINES:
            start -= 1
        block = lines[start:stop]
        contacts = sum(CONTACT.search(line[:500]) is not None for line in block)
        organised = sum(ORGANISATION.search(line[:500]) is not None for line in block)
        bare = len(block) - sum(bool(CONTACT.search(line[:500]) or ORGANISATION.search(line[:500])) for line in block)
        enough = contacts >= 2 or (contacts and (organised or bare)) or _signs(lines, start, block, bare)
        if not block or not enough or bare > 3 or (len(block) < 2 and found is None and not organised):
            break
        found = start
        if start and lines[start - 1].strip():
            break  # the text before it goes on to this block without an empty line
        stop = _written(lines, start)
    return found


def _signs(lines: Sequence[str], start: int, block: Sequence[str], bare: int) -> bool:
    """Whether lines without an address sign the mail: a department may as well be what the question is about."""
    before = _written(lines, start)
    polite = before > 0 and POLITE_END.search(lines[before - 1][-60:]) is not None
    organised = any(ORGANISATION.search(line[:500]) for line in block)
    return organised and (polite or (bare > 0 and any(CORPORATE.search(line[:500]) for line in block)))


def _named(lines: Sequence[str], end: int) -> int | None:
    """A name alone under a polite end."""
    if not end or not _is_signed(lines[end - 1]) or len(lines[end - 1].strip()) > SHORT_CHARS:
        return None
    before = _written(lines, end - 1)
    return end - 1 if before and POLITE_END.search(lines[before - 1][-60:]) else None


def _is_signed(line: str) -> bool:
    """Whether a line may stand in a signature: short, no sentence, no item of a list, no question."""
    text = line.strip()
    if RULE.fullmatch(text[:200]):
        return True
    if len(text) > 2 * LINE_CHARS or asks(text) or ITEM.match(text):
        return False
    known = CONTACT.search(text) or ORGANISATION.search(text)
    return not _is_sentence(text) and len(text) <= (
        2 * LINE_CHARS if CONTACT.search(text) else LINE_CHARS if known else SHORT_CHARS
    )


def _is_sentence(line: str) -> bool:
    text = line.strip()
    if CONTACT.search(text[:500]) and not text.endswith(("。", "す", "ください")):
        return False
    return SENTENCE.search(text[-LINE_CHARS:]) is not None and not ABBREVIATION.search(text[-20:])
