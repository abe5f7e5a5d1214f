"""What in a form is empty or only there to be written over: blanks, dates without figures, examples. Pure."""

import re

from advisor.forms.limits import half_width, limit_in

_BLANK = re.compile(r"(?:[\s_.…‥・·:()\[\]「」『』【】〔〕]|[-‐–—―−ー─━]{2,})*")
_DASH = r"~\-‐–—―−ー"
AMOUNTS = r"[百千万億]*円|人日|人|名|件|社|校|%|％|か所|ヶ所|箇所|カ所|ヵ所|台|㎡|歳|頁|ページ|USD|JPY"
_PERIODS = r"年度|年間|年|か月|ヶ月|カ月|ヵ月|月|日|回|時間|時|分|個|点|式|本|部|課|号|株|者|倍|m2|m|km|t|kg"
_AMOUNT = re.compile(rf"(?:約|計|合計|延べ)?[(\[]?[\s_]*(?P<unit>{AMOUNTS})[\s_]*[)\]]?")
_PERIOD = re.compile(rf"(?:[\s_]+|[(\[約第]+[\s_]*)(?P<unit>{_PERIODS})[\s_]*[)\]]?")
DAY = r"(?:令和|平成|昭和|西暦|20)?[\s_]*年(?:度|[\s_]*月(?:[\s_]*日)?)?(?:\s*\(\s*(?:曜日?)?\s*\))?"
_DATE = re.compile(rf"{DAY}(?:\s*(?:[{_DASH}]+|から|より|至)\s*(?:{DAY})?(?:\s*まで)?)?")
_ERA = re.compile(r"令和|平成|昭和|西暦|\s|_")
_POST = re.compile(
    rf"〒\s*[\s_{_DASH}]*|[\s_]*[(][\s_]*[)][\s_{_DASH}]*|[\s_]*(?:[{_DASH}][\s_]+){{1,2}}[{_DASH}]?|~|[\s_]+[{_DASH}][\s_]+"
)
_TO_WRITE = r"(?:記入|記載|入力|記述|回答|選択)"
_FIELD_WORDS = re.compile(
    rf"[(\[【「<〔]*\s*(?:(?:自由)?{_TO_WRITE}欄|自由{_TO_WRITE}"
    rf"|(?:ここに|こちらに|この欄に|本欄に|以下に)(?:ご|御)?{_TO_WRITE}(?:する|して|を)?(?:ください|下さい|願います|こと)?"
    rf"|(?:ご|御)?{_TO_WRITE}(?:して|を)?(?:ください|下さい)"
    r"|(?:テキスト|文字|日付|アイテム)を(?:入力|選択)(?:して(?:ください|下さい))?)[。.]?\s*[)\]】」>〕]*"
)
_PLACEHOLDER = re.compile(
    r"(?:ここを)?(?:クリック|タップ).*(?:入力|選択).*|Choose an item\.?|Click .*(?:enter|text|date|choose).*"
    r"|(?:Enter|Type|Insert) .{0,20}(?:text|here|answer)\.?",
    re.IGNORECASE,
)
_EXAMPLE = re.compile(
    r"[\s(\[【〔<《「*※]*(?:(?:記入|記載|記述|回答|作成|入力)(?:の)?(?:例示|例|見本|イメージ)|例示|見本|サンプル"
    r"|例(?=\s*[)\]】〕>》」:1-9①-⑳.])|(?:e\.g\.|example\b|for example\b|sample\b))",
    re.IGNORECASE,
)
_DUMMIES = re.compile(r"[○〇◯●△▲×✕]{2,}|(?<![A-Za-z])[xX]{2,}(?![A-Za-z])")
_LONGEST_LIMIT = 16


_SEVERAL_AMOUNTS = re.compile(
    rf"(?:[\s_()・、/:+]|{AMOUNTS}|{_PERIODS}|令和|平成|昭和|大正|西暦|うち|内訳|女性|男性|計|約|他|外国人|常勤|非常勤|専任|兼任)+"
)


def is_blank_answer(text: str) -> bool:
    """Whether an answer place holds nothing yet: blanks, lines, empty brackets, a date or amount without figures.

    A lone dash is no blank: it says that nothing is asked there.

    >>> [is_blank_answer(text) for text in ("　　年　月　日", "年度", "（　　　）", "記入欄")]
    [True, False, True, True]
    """
    plain = half_width(text).replace("\u200b", "").replace("\xa0", " ")
    return all(_is_blank_line(line) for line in plain.splitlines())


def unit_of_blank(text: str) -> str:
    """The unit that a blank stands before (「　　千円」 gives 千円); empty without one, and for a date."""
    plain = half_width(text)
    match = _AMOUNT.fullmatch(plain.strip()) or _PERIOD.fullmatch(plain.rstrip())
    return match["unit"] if match else ""


def is_example(text: str) -> bool:
    """Whether `text` is an example that an answer takes the place of: 「(記入例) …」「○○大学」.

    >>> is_example("(記入例) 架空大学"), is_example("○○センター"), is_example("架空大学")
    (True, True, False)
    """
    plain = half_width(text).strip()
    return bool(_EXAMPLE.match(plain)) or bool(_DUMMIES.search(plain))


def _is_blank_line(line: str) -> bool:
    plain = line.strip()
    if _BLANK.fullmatch(plain):
        return True
    if len(plain) <= _LONGEST_LIMIT and (limit := limit_in(plain)):
        return _BLANK.fullmatch(plain[: limit.start] + plain[limit.end :]) is not None
    if _DATE.fullmatch(plain):
        return _ERA.search(line) is not None
    if _SEVERAL_AMOUNTS.fullmatch(plain) and re.search(rf"[\s_]{{2,}}(?:{AMOUNTS}|{_PERIODS})", line):
        return True
    return _PERIOD.fullmatch(line.rstrip()) is not None or any(
        pattern.fullmatch(plain) for pattern in (_AMOUNT, _POST, _FIELD_WORDS, _PLACEHOLDER)
    )
