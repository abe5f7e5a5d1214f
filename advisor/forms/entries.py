"""The blanks within a line of a form: 「拠点名：＿＿＿＿」「電話番号(　　　)」「E-mail：」「氏名　　　　印」. Pure."""

import re
from collections.abc import Iterator

from advisor.forms.blanks import AMOUNTS, DAY, is_blank_answer, unit_of_blank
from advisor.forms.instructions import is_instruction
from advisor.forms.limits import half_width
from advisor.values import Value

_COLON = re.compile(r"(?<!\d):(?!//)|(?<=\d):(?!\d|//)")
_ROOM = r"[\s_…‥]"
_LABEL_END = re.compile(r"(?P<edge>^|[\n\t_…、。,;:])(?P<label>[^\n\t_…、。,;:]*)$")
_DAY = re.compile(r"\s*(?:令和|平成|西暦)?[\s_]*年[\s_]*月(?:[\s_]*日)?")
_IN_BRACKETS = re.compile(rf"(?P<label>[^\s_()。、:・]{{1,20}})\s*[(\[「](?P<room>{_ROOM}{{2,}})[)\]」]")
_UNDERLINED = re.compile(r"(?P<label>[^\s_:()。、][^_:\n。、()]{0,24}?)\s*\(?\s*(?P<room>_[\s_]*_|_)(?=[^_]|$)")
_BEFORE_SEAL = re.compile(r"(?P<label>[^\s:_]{2,12})(?P<room>\s{3,})(?=\(?(?:印|㊞)\)?\s*$)", re.MULTILINE)
_BEFORE_UNIT = re.compile(rf"(?P<label>[^\s:_]{{2,20}})(?P<room>[\s_]{{3,}})(?={AMOUNTS}\s*$)", re.MULTILINE)
_BEFORE_DAY = re.compile(rf"(?P<label>[^\s:_]{{2,20}})[\s_]{{2,}}(?P<room>{DAY})\s*$", re.MULTILINE)
_SEAL = re.compile(r"[(]?(?:印|㊞|公印)[)]?\s*$")
_NO_LABEL = re.compile(
    r"(?:例|注|記|下記|上記|参考|出典|備考|https?|mailto|別紙|単位|以下|次の?とおり|.*(?:以下|下記|次)の(?:とおり|通り))$",
    re.IGNORECASE,
)
_PARTICLE = re.compile(r"(?:[はがをにのとで]|および|及び|令和|平成|第|約)$")
_PATTERNS = (_IN_BRACKETS, _BEFORE_SEAL, _BEFORE_UNIT, _BEFORE_DAY)
_LONGEST_LABEL = 30


class Entry(Value):
    """A blank at `text[start:end]` (empty: right behind the label) with the label before it."""

    label: str
    start: int
    end: int


def read_entries(text: str) -> tuple[Entry, ...]:
    """The labelled blanks of `text`, in order. What is filled in already is none, nor is a label without room.

    >>> [(entry.label, entry.start, entry.end) for entry in read_entries("氏名：＿＿　役職：")]
    [('氏名', 3, 6), ('役職', 9, 9)]
    """
    half = half_width(text)
    found: list[Entry] = []
    spread = (entry for pattern in _PATTERNS for entry in _matches(half, pattern))
    for entry in (*_after_colons(half), *spread, *_rooms(half)):
        if all(entry.end < other.start or other.end < entry.start for other in found) and _is_label(entry.label):
            found.append(entry)
    return tuple(sorted(found, key=lambda entry: entry.start))


def _is_label(label: str) -> bool:
    return 0 < len(label) <= _LONGEST_LABEL and not _NO_LABEL.match(label) and not is_instruction(label)


def _after_colons(half: str) -> Iterator[Entry]:
    colons = [match.start() for match in _COLON.finditer(half)]
    for at, colon in enumerate(colons):
        label = _LABEL_END.search(half[:colon])
        following = colons[at + 1] if at + 1 < len(colons) else len(half)
        span = _room_after(half, colon + 1, following, followed=at + 1 < len(colons))
        if label is not None and span is not None:
            yield Entry(label=_nearest(label["label"], after_another=label["edge"] == ":"), start=span[0], end=span[1])


def _nearest(label: str, after_another: bool) -> str:
    """The words that belong to a blank: of a line with several those behind the last gap or the open bracket."""
    opened = 0
    for at, character in enumerate(label):
        if character in "([【" and not any(c in ")]】" for c in label[at:]):
            opened = at + 1
    label = label[opened:].strip()
    pieces = label.split()
    if len(pieces) > 1 and all(len(piece) == 1 for piece in pieces):  # 氏　　名: spread over the width
        return "".join(pieces)
    return pieces[-1] if after_another and pieces else re.split(r"\s{2,}", label)[-1]


def _room_after(half: str, start: int, following: int, followed: bool) -> tuple[int, int] | None:
    """The span of the blank behind a colon; None where something stands there already."""
    line_end = half.find("\n", start, following)
    end = line_end if line_end >= 0 else following
    value = half[start:end]
    if (closed := _closing(value)) is not None:
        end, value = start + closed, value[:closed]
    elif followed and line_end < 0:
        day = _DAY.match(value)
        room = day or re.match(rf"{_ROOM}*", value)
        if room is None or (room.end() == 0 and value.strip()):
            return None
        rest = half_width(value[room.end() :])
        if not re.fullmatch(r"[^\s_](?:\s?[^\s_]){0,24}\s?", rest) and rest.strip():
            return None
        end, value = start + room.end(), value[: room.end()]
    elif drawn := re.match(r"\s*_[\s_]*", value):  # ＿＿＿ with more behind it
        end, value = start + drawn.end(), drawn[0]
    value = _SEAL.sub("", value)
    end = start + len(value)
    if not is_blank_answer(value):
        return None
    inside = re.fullmatch(r"\s*\((\s*)\)\s*", value)
    if inside:
        return start + inside.start(1), start + inside.end(1)
    if unit := unit_of_blank(value):
        value = value[: value.rindex(unit)]
        end = start + len(value)
    lead = len(value) - len(value.lstrip()) if value.strip() else 0
    return start + lead, max(start + lead, end)


def _closing(value: str) -> int | None:
    """Where a bracket closes that was opened before `value`."""
    depth = 0
    for at, character in enumerate(value):
        depth += (character == "(") - (character == ")")
        if depth < 0:
            return at
    return None


def _matches(half: str, pattern: re.Pattern[str]) -> Iterator[Entry]:
    for match in pattern.finditer(half):
        if not _PARTICLE.search(match["label"]):
            yield Entry(label=match["label"].strip(), start=match.start("room"), end=match.end("room"))


def _rooms(half: str) -> Iterator[Entry]:
    for match in _UNDERLINED.finditer(half):
        label = re.split(r"\s{2,}|\t", match["label"].strip())[-1]
        yield Entry(label=label.strip(" -・"), start=match.start("room"), end=match.end("room"))
