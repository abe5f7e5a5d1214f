"""One sentence of a mail: what it does there, and its wording without openers and polite frames. Pure."""

import re
from enum import StrEnum
from functools import cache

from advisor.folding import fold_width, search_form
from advisor.inquiries.reading.cues import cue, cue_words, starting
from advisor.inquiries.reading.tone import complains, is_order
from advisor.japanese import search_tokens

_JUDGED = 2_000  # characters of a sentence that are looked at
_JAPANESE_END = re.compile(r"(?<=[。｡？?！!\n])[」』)）]?\s*")
_ENGLISH_END = re.compile(r"(?<=[.?!])(?<!\b[A-Z]\.)(?<!\be\.g\.)(?<!\bi\.e\.)[\"')]?\s+(?=[\"'(]?[A-Z0-9])|\n")
_ABBREVIATED = re.compile(
    r"\b(?:Dr|Mr|Mrs|Ms|Prof|No|Nos|vs|Fig|Inc|Ltd|Co|Corp|Univ|Dept|approx|etc|Art|Sec|p|pp)\.$", re.I
)
_THEME = re.compile(r"^[^。、]{2,60}?(?:について|に関して|につき|に関し)")
_ROW_END = re.compile(r"[,;]\s*(?:and|or)?\s*$", re.I)
_NUMBER = re.compile(r"[\W\d_]+")
_ENDED = re.compile(r"[。｡．.?？!！][」』)）\"']?$")


class Part(StrEnum):
    """What a sentence does in a mail."""

    ASKS = "asks"
    TELLS = "tells"
    FRAME = "frame"  # greets, thanks, introduces, closes
    ANNOUNCES = "announces"  # says that questions come
    LISTS = "lists"  # the same, and what they are about
    SUBJECT = "subject"  # asks for an answer to the subject line
    TOLD = "told"  # asks for an answer to what was told before
    ORDER = "order"  # tells whatever answers the mail what to say


def sentences(text: str, english: bool) -> list[str]:
    """The sentences of an entry, without the empty ones."""
    if not english:
        return [part.strip() for part in _JAPANESE_END.split(text) if any(c.isalnum() for c in part)]
    found: list[str] = []
    for part in _ENGLISH_END.split(text):
        if found and _ABBREVIATED.search(found[-1]):
            found[-1] += f" {part.strip()}"
        elif any(c.isalnum() for c in part):
            found.append(part.strip())
    return found


def part_of(sentence: str, english: bool) -> Part:
    """What `sentence` does."""
    folded = search_form(sentence[:_JUDGED])
    if is_order(folded):
        return Part.ORDER
    if cue(f"asking.frames.{'en' if english else 'ja'}").search(folded):
        return Part.FRAME
    plain = search_form(bare(sentence[:_JUDGED]))
    if cue(f"asking.frames.{'en' if english else 'ja'}").search(plain):
        return Part.FRAME
    if cue("asking.asks.announces_only").search(plain):
        return Part.ANNOUNCES
    if cue("asking.asks.opens_list").search(folded):
        return Part.ANNOUNCES
    direct = cue("asking.asks.direct").search(plain)
    if not direct and cue("asking.asks.lists").search(folded) and cue("asking.asks.indirect").search(plain):
        return Part.LISTS if is_a_fact(plain) else Part.ANNOUNCES
    asking = cue("asking.asks.indirect").search(plain) and not cue("asking.asks.narrates").search(plain)
    indirect = asking or cue("asking.asks.unsure").search(plain)
    if direct or (indirect and not complains([sentence])):
        goes_on = direct and cue("asking.asks.depends").search(plain)
        return Part.ASKS if goes_on or says_something(plain) else _request(folded)
    if not says_something(plain):
        return Part.ANNOUNCES if cue("asking.asks.announces").search(folded) else Part.FRAME
    return Part.TELLS


def _request(folded: str) -> Part:
    """What a request asks an answer for that names nothing itself."""
    if cue("asking.asks.points_at_subject").search(folded):
        return Part.SUBJECT
    if cue("asking.asks.announces").search(folded):
        return Part.ANNOUNCES
    return Part.TOLD if cue("asking.asks.points_at_told").search(folded) else Part.FRAME


def says_something(text: str) -> bool:
    """Whether a sentence names anything besides greeting, asking and thanking.

    >>> says_something("ご教示いただけますと幸いです。"), says_something("締切をご教示いただけますと幸いです。")
    (False, True)
    """
    return bool(_own(text, cue_words("asking.frames.empty_words")))


def is_a_fact(text: str) -> bool:
    """Whether what a sentence tells says more than that its writer means to apply."""
    return bool(_own(text, cue_words("asking.frames.empty_words") | cue_words("asking.told.empty_facts")))


def _own(text: str, empty: frozenset[str]) -> list[str]:
    return [
        word
        for word in search_tokens(text)
        if word not in empty and not _NUMBER.fullmatch(word) and not (len(word) == 1 and word.isascii())
    ]


def about_sender(text: str) -> bool:
    """Whether a sentence speaks of whoever writes."""
    return cue("asking.told.sender").search(search_form(text)) is not None


def turns_on_sender(text: str) -> bool:
    """Whether the answer to a question depends on what its sender is or has."""
    folded = search_form(text)
    if not cue("asking.told.turns_on_sender").search(folded):
        return False
    return about_sender(text) or (not folded.isascii() and not cue("asking.told.own_subject").search(folded))


def bare(sentence: str) -> str:
    """A sentence without 「つきましては、」, 「恐縮ですが、」 at its start and, where a question is left,
    「…ご教示いただけますと幸いです。」 at its end; as it is where nothing would be left.

    >>> bare("また、恐れ入りますが、いつ公募が始まるかご教示いただけますと幸いです。")
    'いつ公募が始まるか。'
    """
    text = sentence.strip()
    while True:
        rest = starting("asking.left_out.openers").sub("", text, count=1)
        rest = starting("asking.left_out.polite_starts").sub("", rest, count=1)
        if rest == text or not says_something(rest):
            break
        text = rest
    text = text[:1].upper() + text[1:] if text.isascii() else text
    return _without_request(text)


def bare_item(item: str) -> str:
    """An item of a list as a question of its own, without the 「, and」 that leads on to the next one."""
    return bare(_ROW_END.sub("", item))


def _without_request(text: str) -> str:
    found = _polite_end().search(text)
    if found is None:
        return text
    core = found["core"]
    return f"{core}。" if says_something(core) else text


@cache
def _polite_end() -> re.Pattern[str]:
    return re.compile(
        rf"^(?P<core>.*?(?:か否か|かどうか|(?<![しほ])(?<!いくつ)(?<!幾つ)(?<!何点)(?<!何)か))(?:{cue('asking.left_out.polite_ends').pattern})"
    )


def theme_of(sentence: str) -> str:
    """「採択後の義務について」 of 「採択後の義務について、以下の点をご教示ください。」; "" where it names nothing."""
    found = _THEME.match(bare(sentence))
    return found[0] if found is not None and is_a_fact(found[0]) else ""


def is_no_question(item: str) -> bool:
    """Whether an item of a list only says how to reply, or who asks."""
    return cue("asking.asks.no_items").search(search_form(item)) is not None


def ended(sentence: str) -> str:
    """A sentence with a full stop where it has none, so that what follows is not read as one with it."""
    text = sentence.strip()
    if _ENDED.search(text):
        return text
    return f"{text}." if fold_width(text).isascii() else f"{text}。"
