"""What the sender of a mail wrote this time: quoted history and signature are set aside. Pure."""

import re
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

from advisor.mail.quotes import quoted_lines
from advisor.mail.signatures import signature_start
from advisor.values import Value

# own words that only hand on what stands below, and the lines that mailers put over it
_MOST_OWN = 300  # characters of them
_HANDS_ON = re.compile(
    r"転送(?:し|いた|致|させ)|(?:下記|以下|次)の|標記|\bforward(?:ing|ed)?\b|\bbelow\b|\bfyi\b",
    re.IGNORECASE,
)
_OF_A_FORWARD = re.compile(
    r"[\s>]*[-_=─]*\s*(?:(?:begin )?forwarded message|転送(?:された)?(?:メッセージ|メール)|fwd?\b)", re.IGNORECASE
)
_SAYS_FORWARD = re.compile(
    r"転送(?:し|いた|致|させ)|\bforward(?:ing|ed)?\b",
    re.IGNORECASE,
)
# another's question is passed on; where it is answered, the mail below is no inquiry
_PASSES_ON = re.compile(
    r"(?:教員|教授|講師|助教|研究者|研究室|先生|学生|職員|学内|部局|企業|会員|機関|大学|学校)[等ら]?(?:から|より)[^。\n]{0,20}?"
    r"(?:質問|問い?合わ?せ|照会|相談)(?:が|です|を|で)"
)
_ANSWERS = re.compile(r"(?:回答|返答|返信|お答え)(?:いたし|致し|し|申し上げ)")
_BIDS_ANSWER = re.compile(
    r"ご(?:回答|返答|返信|対応|教示|確認|検討)[^、。\n]{0,25}?(?:でしょう|ます|ません)か[?？]?|お願い[^、。\n]{0,10}(?:でしょう|ます|ません)か[?？]?"
)
_ASKS_ITSELF = re.compile(r"[?？]|(?:です|ます|でしょう|せん)か[。\s]*$", re.MULTILINE)
_GAPS = re.compile(r"\n{3,}")


class CutText(Value):
    """The parts of a mail's text. Nothing is lost: what is not in `body` stands in one of the others."""

    body: str
    quoted: str = ""
    signature: str = ""


def cut(text: str) -> CutText:
    """Divide the text of a mail. Where nothing would be left of it, `body` is the whole text; where the sender only
    hands a mail on, that mail is in `body` too.

    >>> cut("高専も対象ですか。\\n\\n2025年8月1日(金) 10:00 事務局 <info@example.jp>:\\n> ご連絡ください。").body
    '高専も対象ですか。'
    """
    lines = [line.rstrip() if line.strip(" \t>") != "--" else line for line in text.replace("\r\n", "\n").split("\n")]
    flags = quoted_lines(lines)
    parts = [
        (flag, [line for line, _ in run]) for flag, run in groupby(zip(lines, flags, strict=True), key=itemgetter(1))
    ]
    own = [run for flag, run in parts if not flag]
    quoted = "\n".join("\n".join(run) for flag, run in parts if flag)
    if not any(map(_says, own)):
        return CutText(body=_trimmed(text))
    body, signature = _signed(own)
    if _only_hands_on(body, quoted):
        body, quoted = f"{body}\n\n{quoted}", ""
    return CutText(body=_trimmed(body), quoted=_trimmed(quoted), signature=_trimmed(signature))


def _only_hands_on(body: str, quoted: str) -> bool:
    """Whether the inquiry is what was forwarded, not the few words of who forwards it."""
    if not quoted.strip() or len(body) > _MOST_OWN or _ASKS_ITSELF.search(_BIDS_ANSWER.sub(" ", body)):
        return False
    if _PASSES_ON.search(body) and not _ANSWERS.search(body):
        return True
    if not _HANDS_ON.search(body):
        return False
    return _OF_A_FORWARD.match(quoted) is not None or _SAYS_FORWARD.search(body) is not None


def _signed(runs: Sequence[list[str]]) -> tuple[str, str]:
    """The runs of own lines without the signature, and the signature.

    It ends the last run; where that run is nothing else (a footer below the quotation), the one before may have one.
    """
    bodies = [list(run) for run in runs]
    signatures: list[str] = []
    for run in reversed(bodies):
        start = signature_start(run)
        rest = [line for other in bodies if other is not run for line in other]
        if not _says(run[:start]) and not _says(rest):
            break
        signatures.insert(0, "\n".join(run[start:]))
        del run[start:]
        if _says(run):
            break
    return "\n\n".join("\n".join(run) for run in bodies if _says(run)), "\n\n".join(signatures)


def _says(lines: Sequence[str]) -> bool:
    return any(char.isalnum() for line in lines for char in line)


def _trimmed(text: str) -> str:
    return _GAPS.sub("\n\n", "\n".join(line.rstrip() for line in text.split("\n"))).strip("\n ")
