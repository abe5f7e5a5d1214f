"""Items that take a few words (拠点名, 所在地, 電話番号 …): their value as a file states it. Pure.

A value comes from an entry that names it (`所在地: …`, a table row) or, of a few kinds, from its own look (an e-mail
address). Several different values are no value: they are handed back, and a person decides.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from importlib import resources
from itertools import pairwise

from advisor.drafting import namings
from advisor.drafting.statements import Statement
from advisor.folding import fold_width, search_form
from advisor.forms.model import FormItem, ItemKind
from advisor.values import Value

OTHER = "other"  # a field that takes a few words, of no known kind
_MAX_LABEL, _MAX_VALUE = 16, 120
_ENTRY = re.compile(r"^(?P<label>[^:：。、]{1,24}?)\s*[:：]\s*(?P<value>.+)$")
_LABEL_NOISE = re.compile(
    r"[(（](?:和文|日本語|正式|略称|ふりがな|フリガナ)[^)）]*[)）]|[\s・()（）\[\]【】「」『』※*:：.．、]|^[0-9①-⑳]+|の?ご?記入欄?$|^本?(?:拠点|貴学)の(?=名称|所在|住所|設立|設置|代表)"
)
_HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—―−－", "-"))
_SHORT = 10
# Of labels as short as that, those that ask for more than a few words.
_TAKES_PROSE = re.compile(
    r"概要|内容|体制|実績|計画|方針|戦略|理由|状況|取組|取り組み|経緯|目的|効果|特色|特徴|課題|成果|説明|背景|展開|展望|ビジョン|理念|目標"
    r"|基盤|施設|設備|育成|活動|事例|連携|支援|プロセス|進め方|仕組み|アウト|資金|財政|契約|セキュリティ|意義|必要性|強み|貢献|評価|改善|管理"
    r"|人材|組織|知財|財産|波及|その他|自由記述|アピール"
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<!\d)0\d{1,4}[-(]\d{1,4}[-)]\d{3,4}(?!\d)")
_FAX = re.compile(r"fax|ファクス|ファックス", re.I)
_URL = re.compile(r"https?://[^\s「」()<>、。]+")
_LOOKS = {"email": _EMAIL, "url": _URL, "phone": _PHONE}


class FieldValue(Value):
    """A value with the statement that gives it."""

    value: str
    statement: Statement


def _plain(label: str) -> str:
    return _LABEL_NOISE.sub("", search_form(label))


def _same_as(value: str) -> str:
    """What two values have in common that are the same: all but spaces and width."""
    return re.sub(r"[\s、。・]", "", search_form(value))


def _half(text: str) -> str:
    """`text` in half width, with one kind of hyphen."""
    return fold_width(text).translate(_HYPHENS)


def _names() -> dict[str, str]:
    listed = tomllib.loads((resources.files(__package__) / "field_names.toml").read_text(encoding="utf-8"))
    return {_plain(name): kind for kind, names in listed.items() for name in names}


_BY_LABEL = _names()


def kind_of(item: FormItem) -> str | None:
    """Which field an item is; `other` for an unknown one that takes a few words; None for an item that takes prose."""
    if item.kind is not ItemKind.TEXT or (item.limit_chars or 0) > _MAX_VALUE:
        return None
    label = _plain(item.label)
    if label in _BY_LABEL:
        return _BY_LABEL[label]
    parts = [_BY_LABEL[p] for part in re.split(r"[・/／]", search_form(item.label)) if (p := _plain(part)) in _BY_LABEL]
    if parts:
        return parts[0]
    above = _plain(item.path[-1]) if item.path else ""
    if len(label) <= _SHORT and not item.limit_chars and not item.instruction and not _TAKES_PROSE.search(label):
        return {"head": "head", "contact": "contact"}.get(_BY_LABEL.get(above, ""), OTHER)
    if label in ("氏名", "職氏名", "職・氏名", "役職氏名", "役職", "職名", "ふりがな", "フリガナ"):
        return {"head": "head", "contact": "contact"}.get(_BY_LABEL.get(above, ""), OTHER)
    return None


def values_for(item: FormItem, statements: Sequence[Statement]) -> list[FieldValue]:
    """The different values that the files give for a field, the most often stated first."""
    kind = kind_of(item)
    if kind is None:
        return []
    found: dict[str, list[FieldValue]] = {}
    for value in _stated(kind, item, statements):
        found.setdefault(_same_as(value.value), []).append(value)
    for short in sorted(found, key=len):  # 「センター長 小鳥遊」 is no other value than 「センター長 小鳥遊 紗良」
        fuller = next((value for value in found if short in value and short != value), None)
        if fuller is not None:
            found[fuller] += found.pop(short)
    ranked = sorted(found.values(), key=lambda same: -len(same))
    return [same[0] for same in ranked]


def _stated(kind: str, item: FormItem, statements: Sequence[Statement]) -> Iterator[FieldValue]:
    """What entries of that name say; where there are none, what the files name without a label."""
    named = [value for statement in statements for value in _entries(kind, item, statement)]
    if named:
        yield from named
    elif kind == "hub":
        yield from _values([namings.hub_name(statements)])
    elif kind == "applicant":
        yield from _values(namings.hosts(statements))
    elif kind == "head":
        of_hub = re.search(r"拠点|センター|機構|ハブ|研究所|責任者", item.label + " ".join(item.path)) is not None
        yield from _values(namings.heads(statements, namings.HEAD))
        if not of_hub:  # 代表者 may be the head of the hub or of its university: a person says which
            yield from _values(namings.heads(statements, namings.TOP))
    elif kind == "founded":
        hub = namings.hub_name(statements)
        yield from _values(namings.founded(statements, hub[0] if hub else None))
    elif kind == "address":
        yield from _values(namings.addresses(statements))
    elif kind in _LOOKS:
        for statement in statements:
            for value in _looking_like(kind, _half(statement.text)):
                yield FieldValue(value=value, statement=statement)


def _looking_like(kind: str, text: str) -> Iterator[str]:
    """What looks like a value of that kind; no number of a fax."""
    for match in _LOOKS[kind].finditer(text):
        if kind != "phone" or not _FAX.search(text[max(0, match.start() - 8) : match.start()]):
            yield match[0]


def _values(found: Iterable[tuple[str, Statement] | None]) -> Iterator[FieldValue]:
    for each in found:
        if each is not None:
            yield FieldValue(value=each[0], statement=each[1])


def _entries(kind: str, item: FormItem, statement: Statement) -> Iterator[FieldValue]:
    """The value of an entry of that name: `所在地: …`, or the cells of a row."""
    for label, value in _pairs(statement):
        plain = _plain(label)
        same = _BY_LABEL.get(plain) == kind if kind != OTHER else plain == _plain(item.label)
        if not same or not value.strip() or len(value) > _MAX_VALUE:
            continue
        look = _LOOKS.get(kind)
        match = next(_looking_like(kind, _half(value)), None) if look is not None else None
        if kind == "address" and not re.search(r"\d", fold_width(value)):
            continue
        if look is None or match is not None:
            yield FieldValue(value=match or value.strip(), statement=statement)


def _pairs(statement: Statement) -> Iterator[tuple[str, str]]:
    if statement.cells:
        cells = statement.cells
        if statement.header and len(statement.header) >= len(cells) and any(statement.header):
            yield from zip(statement.header, cells, strict=False)
        for label, value in pairwise(cells):
            if len(label) <= _MAX_LABEL:
                yield label, value
        return
    found = _ENTRY.match(statement.text)
    if found and len(found["label"]) <= _MAX_LABEL:
        yield found["label"], found["value"]
