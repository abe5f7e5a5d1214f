"""What a paragraph of a form is: a heading that asks, an instruction, an example, room, boxes, blanks, prose. Pure."""

import re
from enum import StrEnum

from advisor.forms.blanks import is_example
from advisor.forms.boxes import read_options, without_options
from advisor.forms.docx_blocks import Paragraph
from advisor.forms.docx_cells import is_blank
from advisor.forms.entries import read_entries
from advisor.forms.instructions import is_instruction
from advisor.forms.labels import LabelText, read_label
from advisor.forms.limits import half_width, limit_in
from advisor.forms.numbering import number_level
from advisor.values import Value


class Role(StrEnum):
    """What a paragraph is there for. CAPTION: a short line that is a heading only if room for an answer follows."""

    NOTHING = "nothing"
    ROOM = "room"
    HEADING = "heading"
    CAPTION = "caption"
    INSTRUCTION = "instruction"
    EXAMPLE = "example"
    BOXES = "boxes"
    ENTRIES = "entries"
    PROSE = "prose"


class Heading(Value):
    """A heading as it stands in the order of headings. `look`: headings of one look are of one level.

    `asks`: its own words ask for an answer. `about_filling`: what stands under it is no item (記入上の注意).
    """

    paragraph: int
    text: str
    look: str
    level: float
    asks: bool = False
    about_filling: bool = False


_BULLETED = re.compile(r"\s*[■◆●◇▼▽★▶【<＜《〈]")
_LIST_MARK = re.compile(r"\s*[・\-*●○◦‐–]\s*\S")
_ABOUT_FILLING = re.compile(
    r"(?:記入|記載|作成|提出|申請|応募)(?:上|時|に当た(?:って)?|にあた(?:って)?|に際して)?の?(?:注意|留意|要領|方法|手順"
    r"|お願い)|注意事項|留意事項|留意点|問い?合わ?せ先?|提出先|提出(?:方法|期限|書類)|添付書類(?:一覧)?$|目次$|はじめに$|記入例|^注意$|^備考$|チェックリストの使い方"
)
_ABOUT_FORM = re.compile(
    r"(?:本|この)?(?:様式|申請書|申請用紙|用紙|書類|フォント|文字(?:の大きさ|サイズ)?|ページ|枚数|記入|記載|図表|本紙"
    r"|押印|ファイル|提出|必要に応じ|欄が不足|斜体|黒字|赤字|青字|グレー)"
)
_ADDRESSED = re.compile(
    r"(?:殿|様|御中|宛て?|あて)\s*$|^[(\[【]?(?:別紙|別添|様式|別記|参考|資料)|^以\s*上$|^記$|^(?:敬具|謹白)|^\(?印\)?$"
)
_QUESTION_END = re.compile(r"(?:か|ですか|ますか)[。？?]?$|[？?]$")
_ALIKE = {
    r"[ァ-ヶ]": "ア",
    r"[①-⑳]": "①",
    r"\d+|[一二三四五六七八九十]+": "1",
    r"設問|質問|Question|Q": "問",
    r"[A-Za-z]": "a",
}
_NAMES_FORM = re.compile(
    r"(?:申請書|申請用紙|応募用紙|応募書類?|提案書|計画書|調書|報告書|シート"
    r"|チェックリスト|調査票|申込書|様式|form|proposal|check ?sheet|checklist)(?:\s*\([^()]*\))?$",
    re.IGNORECASE,
)
_SECOND = re.compile(r"[、,。]\s*(?:\(2\)|②)")
_LONGEST_HEADING, _LONGEST_CAPTION = 80, 30
_STYLE_STEP = 0.1  # a heading style stands above typed numbers of the same level


def role_of(paragraph: Paragraph) -> Role:
    """What a paragraph is there for, by itself."""
    text = paragraph.text.strip()
    if paragraph.title or (paragraph.fixed and not text):
        return Role.NOTHING
    if is_blank(paragraph):
        return Role.ROOM if limit_in(text) is None else Role.INSTRUCTION
    if read_options(paragraph.text) or paragraph.lists:
        return Role.BOXES
    label = read_label(paragraph.shown)
    if is_example(text) and not label.number and paragraph.level is None:
        return Role.EXAMPLE if not _ADDRESSED.search(half_width(text)) else Role.NOTHING
    if paragraph.level is None and (is_instruction(paragraph.shown) or _is_hint(paragraph, label)):
        return Role.INSTRUCTION
    if read_entries(paragraph.text):
        return Role.ENTRIES
    if _is_heading(paragraph, label):
        return Role.HEADING
    if _is_caption(paragraph, label):
        return Role.CAPTION
    return Role.PROSE


def heading_of(paragraph: Paragraph) -> Heading:
    """The heading that a paragraph is."""
    label = read_label(paragraph.shown)
    request = _is_request(label)
    return Heading(
        paragraph=paragraph.number,
        text=_own_words(paragraph),
        look=_look(paragraph, label),
        level=_level(paragraph, label),
        asks=label.limit_chars is not None or request or _QUESTION_END.search(label.label) is not None,
        about_filling=_ABOUT_FILLING.search(label.label) is not None,
    )


def _is_hint(paragraph: Paragraph, label: LabelText) -> bool:
    """Whether a line in colour says what to write; coloured headings are bold, marked or numbered."""
    marked = paragraph.bold or bool(label.number) or _BULLETED.match(paragraph.text) is not None
    return paragraph.tinted and not marked and label.limit_chars is None


def _own_words(paragraph: Paragraph) -> str:
    """What a paragraph says before its first box or blank."""
    text = paragraph.text
    if read_options(text):
        text = without_options(text)
    elif entries := read_entries(text):
        text = text[: entries[0].start].rstrip(" 　:：（([「")
    return f"{paragraph.auto} {text}" if paragraph.auto else text


def _is_heading(paragraph: Paragraph, label: LabelText) -> bool:
    words = half_width(label.label)
    if not words or paragraph.align == "right":
        return False
    if paragraph.level is not None:
        return True
    if label.number:
        if _SECOND.search(half_width(paragraph.text)):  # (1)目的、(2)方法について…: one sentence that counts
            return False
        sentence = "。" in paragraph.text.strip()
        if sentence and not _QUESTION_END.search(paragraph.text.strip()):
            return _is_request(label) and not _ABOUT_FORM.match(words)
        return len(words) <= _LONGEST_HEADING and not _ABOUT_FORM.match(label.instruction)
    if label.limit_chars is not None:
        return len(words) <= _LONGEST_HEADING and "。" not in words
    marked = _BULLETED.match(paragraph.text) is not None or (paragraph.bold and paragraph.align == "left")
    return marked and len(words) <= _LONGEST_HEADING and "。" not in paragraph.text and not _ADDRESSED.search(words)


def _is_request(label: LabelText) -> bool:
    """Whether a label was taken out of a request (「体制について記載してください」)."""
    return bool(label.instruction) and is_instruction(label.instruction) and len(label.label) < len(label.instruction)


def _is_caption(paragraph: Paragraph, label: LabelText) -> bool:
    words = half_width(label.label)
    if paragraph.align != "left" or not 2 <= len(words) <= _LONGEST_CAPTION or _LIST_MARK.match(paragraph.text):
        return False
    if label.number:
        return is_instruction(label.label)
    return not re.search(r"[。、．，]", words) and not _ADDRESSED.search(words) and not _NAMES_FORM.search(words)


def _look(paragraph: Paragraph, label: LabelText) -> str:
    if paragraph.level is not None:
        return f"style {paragraph.level}"
    if label.number:
        return f"{_alike(label.number)} {number_level(label.number)}"
    mark = _BULLETED.match(paragraph.text)
    return f"mark {mark[0].strip()}" if mark else "bold" if paragraph.bold else "plain"


def _alike(number: str) -> str:
    """The form of a number, the same for all numbers of its row: (1) for (3), ア for ウ."""
    for written, example in _ALIKE.items():
        number = re.sub(written, example, number)
    return number


def _level(paragraph: Paragraph, label: LabelText) -> float:
    if paragraph.level is not None:
        return paragraph.level - _STYLE_STEP
    level = number_level(label.number)
    if level is not None:
        return level
    return 0.5 if _BULLETED.match(paragraph.text) else 1.5 if paragraph.bold else 4.5


def is_form_title(paragraph: Paragraph) -> bool:
    """Whether a paragraph near the top names the form."""
    text = half_width(paragraph.text).strip()
    if not 4 <= len(text) <= 60 or re.search(r"。|^\(?(?:別紙|様式|別添)|殿$|御中$", text):
        return False
    return _NAMES_FORM.search(text) is not None or (
        paragraph.align == "center" and (paragraph.bold or paragraph.level is not None)
    )
