"""Units of counted things: the ways to write each, and which of them count the same kind. Pure."""

import re
from collections.abc import Sequence
from decimal import Decimal

from advisor.values import Value


class Unit(Value):
    """What is counted. `kind`: one way of writing for all that are told of the same things (名 for 名, 人).

    `scale`: how many of `kind` one is (千円: 1000 yen).
    """

    kind: str
    scale: Decimal = Decimal(1)


SCALES = {
    "兆": Decimal(10) ** 12,
    "億": Decimal(10) ** 8,
    "千万": Decimal(10) ** 7,
    "百万": Decimal(10) ** 6,
    "十万": Decimal(10) ** 5,
    "万": Decimal(10) ** 4,
    "千": Decimal(10) ** 3,
}
SCALE = "|".join(SCALES)

# The kind that is spoken of, the ways to write it behind a figure (regular expressions on half-width text).
_WRITTEN = {
    "件": r"案件|件(?!名)",
    "名": r"名(?![前義称目誉門簿])|人(?![日月年工材口文間体類格物事気生員])",
    "社": r"社(?![会内外長員団])|者(?![間])|機関|団体|企業|法人|組織",
    "校": r"校(?![長正舎則])|大学(?!等)",
    "円": r"円(?![滑])",
    "台": r"台(?![湾風帳頭])|基(?![本礎準盤金])|機種",
    "本": r"本(?![部学拠格社年事日人会柱化校州セ機研書県市町村所制計組格来当])|報(?![告道])|編(?![成集])",
    "回": r"回(?![答収復避線路転])",
    "m2": r"m2|平方メートル|平米|平方m",
    "ha": r"ha(?![a-z])|ヘクタール",
    "%": r"%|パーセント",
    "倍": r"倍(?!増)",
    "年": r"年間|[かヶケカヵ箇ヵ]年(?!計画)",
    "時間": r"時間",
    "か所": r"[かヶケカヵ箇]所",
    "拠点": r"拠点",
    "国": r"[かヶケカヵ箇]国|[かヶケカヵ箇]国・地域",
    "自治体": r"自治体|市町村",
    "室": r"室(?![長内])",
    "種": r"種類?(?![別目])",
    "テーマ": r"テーマ|課題|プロジェクト",
    "講座": r"講座|科目|コース",
}
UNIT = "|".join(f"(?P<u{at}>{written})" for at, written in enumerate(_WRITTEN.values()))
_KINDS = list(_WRITTEN)
_IN_LABEL = re.compile(
    rf"[(\[〔【<]\s*(?:単位\s*[::/]?\s*)?(?:延べ|のべ)?(?P<scale>{SCALE})?\s*(?:{UNIT})\s*(?:[/・][^)\]〕】>]*)?[)\]〕】>]"
    rf"|単位\s*[::]?\s*(?P<scale2>{SCALE})?\s*(?:{UNIT.replace('?P<u', '?P<v')})"
)
# A caption of a table whose columns have several: 単位:件、千円.
_SEVERAL = re.compile(
    r"[(\[【]?\s*単位\s*[::/]?\s*(?P<list>[^()\[\]【】、,]{1,8}(?:[、,][^()\[\]【】、,]{1,8})+)\s*[)\]】]?"
)
_ONE = re.compile(rf"\s*(?P<scale>{SCALE})?\s*(?:{UNIT})\s*")
_MONEY = re.compile(r"額|費|収入|支出|予算|資金|経費|売上|金")
# What the last word of a label counts, where no unit is written.
_BY_LAST_WORD = (
    (re.compile(r"(?:件数|契約数|出願数|取得数|登録数|採択数|相談数|保有数)$"), "件"),
    (re.compile(r"(?:人数|名数|員数|者数|生数|人員|スタッフ数|ター数|URA数|人材数)$"), "名"),
    (re.compile(r"(?:社数|企業数|機関数|団体数|法人数)$"), "社"),
    (re.compile(r"(?:校数|大学数)$"), "校"),
    (re.compile(r"(?:台数|基数)$"), "台"),
    (re.compile(r"(?:回数)$"), "回"),
    (re.compile(r"(?:本数|論文数)$"), "本"),
    (re.compile(r"(?:自治体数)$"), "自治体"),
    (re.compile(r"(?:拠点数)$"), "拠点"),
)


def unit_of(match: re.Match[str], mark: str = "u") -> Unit:
    """The unit that the alternation UNIT took in `match`."""
    kind = next(_KINDS[int(name[1:])] for name, text in match.groupdict().items() if text and name[0] == mark)
    return Unit(kind=kind)


def _scaled(match: re.Match[str]) -> Unit:
    return unit_of(match).model_copy(update={"scale": SCALES.get(match["scale"] or "", Decimal(1))})


def unit_in_label(label: str) -> tuple[Unit | None, str]:
    """The unit that a label, a column head or a caption gives in brackets or after 単位, and the label without it.

    >>> unit_in_label("受入額(千円)")
    (Unit(kind='円', scale=Decimal('1000')), '受入額 ')
    """
    if several := _SEVERAL.search(label):
        return None, f"{label[: several.start()]} {label[several.end() :]}"
    match = _IN_LABEL.search(label)
    if match is None:
        bare = _ONE.fullmatch(label)
        return (_scaled(bare), "") if bare else (None, label)
    second = any(text and name[0] == "v" and name[1:].isdigit() for name, text in match.groupdict().items())
    kind = unit_of(match, "v" if second else "u").kind
    scale = SCALES.get(match["scale"] or match["scale2"] or "", Decimal(1))
    rest = f"{label[: match.start()]} {label[match.end() :]}"
    return Unit(kind=kind, scale=scale), rest


def units_in_caption(caption: str) -> tuple[Unit, ...]:
    """The units that a caption lists for the columns below it (単位:件、千円); empty where it gives one or none."""
    several = _SEVERAL.search(caption)
    if several is None:
        return ()
    matches = [match for part in re.split(r"[、,]", several["list"]) if (match := _ONE.fullmatch(part))]
    return tuple(_scaled(match) for match in matches)


def unit_of_money(label: str, units: Sequence[Unit]) -> Unit | None:
    """The unit of money among `units`, where a label (金額, 受入額) is of money."""
    return next((unit for unit in units if unit.kind == "円"), None) if _MONEY.search(label) else None


def unit_by_name(label: str) -> Unit | None:
    """What a label counts by its last word (件数, 参加者数); None where the word does not say."""
    bare = label.strip()
    return next((Unit(kind=kind) for pattern, kind in _BY_LAST_WORD if pattern.search(bare)), None)
