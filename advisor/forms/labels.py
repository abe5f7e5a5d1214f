"""What the label of an answer says: its number, its words, the instruction and the limit. Pure."""

import re

from advisor.forms.blanks import is_blank_answer, is_example, unit_of_blank
from advisor.forms.boxes import BoxOption, read_options
from advisor.forms.instructions import ASKS, is_instruction
from advisor.forms.limits import half_width, limit_in
from advisor.forms.numbering import split_number
from advisor.values import Value

__all__ = ["BoxOption", "LabelText", "is_blank_answer", "is_instruction", "read_label", "read_options"]

_GROUP = re.compile(r"\((?:[^()]|\([^()]*\))*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕")
_REQUIRED = re.compile(r"[(\[【〔<＜]\s*(?:必須|必須項目|required)\s*[)\]】〕>＞]|必須(?=\s*$)", re.IGNORECASE)
_OPTIONAL = re.compile(r"[(\[【〔<]\s*(?:任意|任意項目|optional)\s*[)\]】〕>]", re.IGNORECASE)
_ABOUT = re.compile(rf"^(?P<label>.{{2,60}}?)(?:について|に関して|に関し、|につき、|を、?(?=[^をが]*{ASKS}))")
_HOW = re.compile(rf"^(?:で|にて)、?(?:簡潔に|具体的に)?(?:{ASKS}\S{{0,4}})?")
_TRIM = " \t\n　、。:：;；,.・-–~"
_LONGEST_LABEL = 80


class LabelText(Value):
    """A label taken apart. `limit_chars` None: no limit is stated; `required`: said to be so in the label itself."""

    number: str = ""
    label: str
    instruction: str = ""
    limit_chars: int | None = None
    required: bool = False


def read_label(text: str) -> LabelText:
    """The parts of a label cell or heading. Words are kept as they stand; `number` is in half width.

    >>> read_label("２．拠点の概要(400字以内)")
    LabelText(number='2', label='拠点の概要', instruction='', limit_chars=400, required=False)
    """
    number, rest = split_number(text)
    limit = limit_in(text)
    words, notes = _without_notes(rest)
    words, grouped = _without_groups(words)
    label, said = _label_of(words)
    instruction = " ".join(part for part in (said, *grouped, *notes) if part)
    return LabelText(
        number=number,
        label=label,
        instruction=instruction,
        limit_chars=limit.chars if limit is not None else None,
        required=_REQUIRED.search(half_width(rest)) is not None,
    )


def _without_notes(text: str) -> tuple[str, list[str]]:
    """The label's own lines joined, and the notes behind or below it."""
    words: list[str] = []
    notes: list[str] = []
    for line in text.splitlines():
        own, note = _cut_note(line)
        if notes or (words and _is_note_line(line)):
            notes.append(line.strip())
            continue
        if own.strip():
            words.append(own.strip(" 　\t"))
        if note:
            notes.append(note.strip())
    return _joined(words), [note for note in notes if note]


def _cut_note(line: str) -> tuple[str, str]:
    half = half_width(line)
    match = re.search(r"※|(?<=\s)\*(?=\S{2})|[(\[【]\s*(?:※|注\s*\d*\s*[)\]】:])", half)
    return (line[: match.start()], line[match.start() :]) if match else (line, "")


def _is_note_line(line: str) -> bool:
    half = half_width(line).strip()
    return is_instruction(line) or "。" in half or half.startswith(("・", "-", "○", "例"))


def _joined(lines: list[str]) -> str:
    """Lines as one; a blank only where two Latin words would run together."""
    text = ""
    for line in lines:
        gap = " " if text[-1:].isascii() and text[-1:].isalnum() and line[:1].isascii() and line[:1].isalnum() else ""
        text += gap + line
    return text


def _without_groups(text: str) -> tuple[str, list[str]]:
    """`text` without the brackets that hold a limit, an instruction or 必須; and what they say beyond the limit."""
    kept, said, at = "", [], 0
    half = half_width(text)
    for match in _GROUP.finditer(half):
        inner = half[match.start() + 1 : match.end() - 1]
        limit = limit_in(match[0])
        if _REQUIRED.fullmatch(match[0]) or _OPTIONAL.fullmatch(match[0]):
            kept += text[at : match.start()]
        elif limit or is_instruction(inner) or is_example(match[0]):
            kept += text[at : match.start()]
            if limit is None or len(inner) > limit.end - limit.start + 2:
                said.append(text[match.start() + 1 : match.end() - 1].strip())
        elif is_blank_answer(match[0]) and not (inner.strip() == inner and unit_of_blank(inner)):
            kept += text[at : match.start()]
        else:
            kept += text[at : match.end()]
        at = match.end()
    return kept + text[at:], said


def _label_of(words: str) -> tuple[str, str]:
    """The label in a label's own words, and the request that it was taken from (empty: there was none)."""
    words = words.strip(_TRIM)
    if half_width(words).endswith("必須"):
        words = words[:-2].strip(_TRIM)
    if is_instruction(words) and (match := _ABOUT.match(words)):
        return match["label"].strip(_TRIM), words
    first, mark, rest = _first_sentence(words)
    if rest.strip():
        label, said = _label_of(first + mark)
        return label, f"{said} {rest.strip()}".strip() if said else rest.strip()
    limit = limit_in(words)
    if limit is not None:
        words = words[: limit.start] + _HOW.sub("", words[limit.end :])
    label = _closed_up(words.strip(_TRIM))
    if len(label) > _LONGEST_LABEL and "、" in label[:_LONGEST_LABEL]:
        return label[: label[:_LONGEST_LABEL].rindex("、")].strip(_TRIM), label
    return label, ""


def _closed_up(label: str) -> str:
    """A label that is spread over the width of its cell (氏　　名) in one piece."""
    if framed := re.fullmatch(r"[【《〈〔<＜(（]\s*([^【《〈〔<＜(（】》〉〕>＞)）]+?)\s*[】》〉〕>＞)）]", label):
        label = framed[1]
    pieces = label.split()
    return "".join(pieces) if len(pieces) > 1 and all(len(piece) == 1 for piece in pieces) else label


def _first_sentence(text: str) -> tuple[str, str, str]:
    found = re.search(r"[。？?！](?=.)", text)
    return (text[: found.start()], found[0], text[found.end() :]) if found else (text, "", "")
