"""Whether a text tells how a form is filled in, rather than what it asks for. Pure."""

import re

from advisor.forms.blanks import is_blank_answer, is_example
from advisor.forms.limits import half_width, limit_in
from advisor.forms.numbering import split_number

_NOTE = re.compile(r"\s*(?:※|\*(?=\s*\S{2})|(?:[(\[【]\s*)?(?:注意?|備考|留意)(?:\s*\d+|[①-⑳])?\s*[)\]】:.]|Note\s*:)")
ASKS = (
    r"(?:記載|記述|記入|説明|回答|入力|選択|明記|添付|列挙|提示|提出|チェック|参照|示|書|挙げ|お書き|お答え|述べ|付|使用"
    r"|作成|簡潔に)"
)
_INSTRUCTION = re.compile(
    rf"(?:くだ|下)さい(?![れる])|願い(?:ます|いたします|致します)|{ASKS}\S{{0,6}}(?:のこと|すること|こと)(?:[。.)]|$)"
    rf"|(?:記載|記述|記入|説明)(?:する|します|。)|(?:に|と|は)してはならない|差し支え(?:ない|ありません)"
    r"|^\s*(?:please\b|note\s*:|\(?(?:please|describe|provide)\b)",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\([^()]*\)|【[^【】]*】|\[[^\[\]]*\]|〔[^〔〕]*〕|<[^<>]*>")
_LEADING_NOTE = re.compile(
    r"\s*[(\[【〔<《「*]*\s*(?:※|注意?\s*[\d①-⑳]*\s*[)\]】:.]"
    r"|記入(?:上|要領|方法|の注意)|記載要領|作成要領|留意(?:点|事項))"
)


def is_instruction(text: str) -> bool:
    """Whether `text` tells how to fill the form in: 「※…」「…を記載してください」「(記入例)」「注1)」.

    A numbered request is an item, no instruction.

    >>> is_instruction("※ 図表を含む。"), is_instruction("(1) 体制を記載してください")
    (True, False)
    """
    half = half_width(text).strip()
    if _NOTE.match(half) or _LEADING_NOTE.match(half) or (is_example(half) and not _starts_with_dummy(half)):
        return True
    if split_number(text)[0]:
        return False
    if limit_in(half) and (is_blank_answer(half) or _BRACKETED.fullmatch(half)):
        return True
    return _INSTRUCTION.search(half) is not None


def _starts_with_dummy(half: str) -> bool:
    return re.match(r"[○〇◯●△×xX]", half) is not None
