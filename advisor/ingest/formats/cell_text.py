"""A cell's value → the text that a person sees in it, by its number format. Pure.

Figures are shown as their format has them (separators, decimals, 0.35 → 35%, △ for minus, 件 behind). Dates are ISO
whatever their format, for the same format looks different on another machine; where it hides the day, so do we.
"""

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from math import isfinite

GENERAL = "General"
# Built into Japanese Excel and never written into its files (ECMA-376, 18.8.30); openpyxl knows only the others.
JAPANESE_FORMATS = {
    **dict.fromkeys((27, 36, 50, 57), "[$-411]ge.m.d"),
    **dict.fromkeys((28, 29, 51, 54, 58), '[$-411]ggge"年"m"月"d"日"'),
    30: "m/d/yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"時"mm"分"',
    33: 'h"時"mm"分"ss"秒"',
    **dict.fromkeys((34, 52, 55), 'yyyy"年"m"月"'),
    **dict.fromkeys((35, 53, 56), 'm"月"d"日"'),
}
EXACT_BELOW = 1e15  # Excel keeps 15 digits
MAX_FORMAT_CHARS = 255  # that Excel allows
DIGITS = 10  # significant ones of a figure without a format: more do not fit into a cell
LONGEST_FIELD = 20  # characters of 0 # ? in one figure
_ROUNDING = Context(prec=60, rounding=ROUND_HALF_UP)  # as Excel rounds; every figure here fits
_SECTION = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*$)')
_TOKEN = re.compile(
    r'"(?P<literal>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<places>General|G/標準|[0#?][0#?,.]*|\.[0#?]+)|(?P<other>.)"
)
_CONDITION = re.compile(r"\[[<>=]")
_ERA_YEAR = re.compile(r"^(?:g+e+|e+)$", re.IGNORECASE)
_LITERALS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def figure_text(value: int | float, code: str) -> str:
    """A number as the format `code` shows it; formats that are no fixed row of digits show it without format.

    >>> figure_text(1234.5, '#,##0"円"'), figure_text(0.35, "0%"), figure_text(42.0, "General")
    ('1,235円', '35%', '42')
    """
    sections = _SECTION.split(code)
    if _CONDITION.search(code) or not isfinite(value) or abs(value) >= EXACT_BELOW or len(code) > MAX_FORMAT_CHARS:
        return plain_figure(value)
    at = 1 if value < 0 and len(sections) > 1 else 2 if value == 0 and len(sections) > 2 else 0
    own_sign = at == 1
    shown = _in_section(abs(value) if own_sign else value, sections[at])
    return plain_figure(value) if shown is None else shown


def plain_figure(value: int | float) -> str:
    """A number without format.

    >>> plain_figure(0.1 + 0.2), plain_figure(1e15), plain_figure(-3.50)
    ('0.3', '1000000000000000', '-3.5')
    """
    if isinstance(value, float):
        if not isfinite(value):
            return ""
        if abs(value) >= EXACT_BELOW:
            return format(Decimal(f"{value:.15g}"), "f")
        if not value.is_integer():
            return format(Decimal(f"{value:.{DIGITS}g}"), "f")
    return str(int(value))


def date_text(value: datetime | date | time | timedelta, code: str) -> str:
    """A date as ISO, a month as 2024年4月, a year as 2024年 (2024年度 where the format says so), a time as 13:05.

    >>> date_text(datetime(2024, 4, 1), "mm-dd-yy"), date_text(datetime(2024, 4, 1), 'yyyy"年"m"月"')
    ('2024-04-01', '2024年4月')
    """
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02}"
    if isinstance(value, time):
        return value.strftime("%H:%M")
    letters = "" if code == GENERAL else _LITERALS.sub("", code.partition(";")[0]).lower()
    if isinstance(value, datetime):
        if "h" in letters and not set(letters) & set("yged"):
            return value.strftime("%H:%M")
        if (value.hour or value.minute) and ("h" in letters or code == GENERAL):
            return value.strftime("%Y-%m-%d %H:%M")
    if "d" not in letters and set(letters) & set("yge"):
        return (
            f"{value.year}年{value.month}月" if "m" in letters else f"{value.year}{'年度' if '年度' in code else '年'}"
        )
    return value.strftime("%Y-%m-%d")


def is_japanese_year(code: str) -> bool:
    """Whether a format shows nothing but the year of an era, which openpyxl does not take for a date.

    >>> is_japanese_year('[$-411]ggge"年度"'), is_japanese_year("0.0E+00")
    (True, False)
    """
    return bool(_ERA_YEAR.match(_LITERALS.sub("", code.partition(";")[0]).strip()))


def _in_section(value: int | float, section: str) -> str | None:
    """The number in one section of a format, or None where the section is no fixed row of digits."""
    tokens = list(_TOKEN.finditer(section))
    others = {found["other"] for found in tokens if found["other"]}
    fields = [found["places"] for found in tokens if found["places"]]
    percents = sum(found["other"] == "%" for found in tokens)
    if others & set("EeGg@/yYmMdDhHsS") or len(fields) > 1 or percents > 1 or len("".join(fields)) > LONGEST_FIELD:
        return None
    if not fields:
        return "".join(map(_literal, tokens)).strip()  # words instead of the figure, or nothing: "" hides it
    text = _digits(value, fields[0], percents)
    sign = "-" if text.startswith("-") else ""
    words = [text.lstrip("-") if found["places"] else _literal(found) for found in tokens]
    return sign + "".join(words).strip()


def _digits(value: int | float, places: str, percents: int) -> str:
    if places[0] == "G":
        return plain_figure(value)
    thousands = len(places) - len(places.rstrip(","))
    whole, _, fraction = places.rstrip(",").partition(".")
    number = Decimal(repr(value)) * 100**percents / 1000**thousands
    rounded = number.quantize(Decimal(1).scaleb(-len(fraction)), context=_ROUNDING)
    text = f"{rounded:{',' if ',' in whole else ''}f}"
    head, dot, tail = text.partition(".")
    kept = max(fraction.rfind("0") + 1, len(tail.rstrip("0")))
    head = head.zfill(whole.count("0")) if "," not in whole else head
    head = head if whole.count("0") or head.strip("-") != "0" or not tail[:kept].strip("0") else head.replace("0", "")
    text = head + (dot + tail[:kept] if kept else "")
    return text.lstrip("-") if not text.strip("-0.,") else text


def _literal(found: re.Match[str]) -> str:
    """What a token that is no digit shows. `[$¥-411]` shows ¥; colours and languages show nothing."""
    if (bracket := found["bracket"]) is not None:
        return bracket[1:].partition("-")[0] if bracket.startswith("$") else ""
    return found["literal"] or found["escaped"] or found["other"] or ""
