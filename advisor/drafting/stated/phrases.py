"""Noun phrases beside a figure. Pure, on half-width text without periods and figures (struck out by MASK)."""

import re

from advisor.drafting.stated.field_words import dropped, phrase
from advisor.drafting.stated.folded import MASK
from advisor.drafting.stated.labels import Label, read_label

_NOUN = (
    r"(?:[一-龥々ァ-ヺーA-Za-z0-9・&/]|延べ(?=床)|受け入れ?|入れ(?=[^ぁ-ん])|取り組み|問い合わせ|申し込み|立ち上げ|ものづくり|まちづくり"
    r"|(?<=[一-龥])[ヶケ](?=[一-龥]))"
)
_JOIN = (
    r"(?:の|との|における|に関する|に係る|に関わる|に対する|に向けた|による|への|からの|での|向けの?|などの|等の|に基づく|を対象とした"
    r"|を対象とする|を通じた|や|と|及び|および|並びに|ならびに|又は|または|もしくは)"
)
NOUNS = rf"(?:{_NOUN}{{1,40}}{_JOIN})*{_NOUN}{{1,40}}"
_AT_END = re.compile(rf"{NOUNS}$")
_TAIL = re.compile(
    rf"(?:[\s{MASK}、,:=・…\-–—→>\]】」/|]+|(?<![契規要制解公])約|およそ|年間|(?<![前昨本今同])年度|合計|総計|(?<![統設会推集家時合])計"
    r"|延べ|のべ|累計|総勢|全部で|合わせて|あわせて|現在|時点|末|当たり|これまでに|これまでの|これまで|今までに|までに|まで|において(?:は)?"
    r"|における|には|では|とは|として|については|について|に関しては|で|は|が|を|も|に|の|から|へ|より|と|それぞれ|いずれも|各|新たに|新規に"
    r"|既に|すでに|さらに|また|うち|内訳|実績|このほか|ほか|年に|毎年|わずか|既存)$"
)
_REMARK = re.compile(r"\((?P<in>[^()]{1,40})\)$")
_HIRAGANA_END = re.compile(r"[ぁ-ん]+$")
_RELATIVE = re.compile(r"(?:た|る|う|く|す|ている|ない)$")
_TOPICAL = re.compile(r"(?:は|では|が|において|における|には|で|も|として|を)\s*$")
# Between whose it is and what it is: a year, or a remark: 工学部の令和5年度の共同研究, 工学部(本学)の共同研究.
_ASIDE = re.compile(rf"の{MASK}+の?(?=[一-龥ァ-ヺA-Za-z])|\([^(){MASK}]{{1,40}}\)の(?=[一-龥ァ-ヺA-Za-z])")
_LONGEST = 160
_TRIES = 4


def strip_tail(zone: str, kind: str) -> tuple[Label, str]:
    """The noun phrase that stands last before a figure, as a label, and the text before it.

    A phrase that names no subject (実施件数は, うち専任) is joined to the one before it.
    """
    part, total = bool(phrase("part").search(zone)), bool(phrase("total").search(zone[-12:]))
    text, found = _ASIDE.sub("の", zone[-_LONGEST:]), Label()
    for _ in range(_TRIES):
        text, remarks = _without_tail(text)
        for remark in remarks:
            found = found.joined(read_label(remark, alone=False, kind=kind))
        match = _AT_END.search(text)
        if match is None:
            shorter = _HIRAGANA_END.sub("", text)
            if shorter == text or (found.shown == "" and not found.qualifiers):
                break
            text = shorter
            continue
        label = read_label(match[0], alone=False, kind=kind)
        found = label.joined(found)
        text = text[: match.start()]
        if found.words or not _may_go_on(text):
            break
    before = zone[: len(zone) - min(len(zone), _LONGEST)] + text
    return _with_relative(found, before, kind).model_copy(update={"part": part, "total": total}), before


def _without_tail(text: str) -> tuple[str, list[str]]:
    remarks: list[str] = []
    while True:
        if remark := _REMARK.search(text.rstrip(f" {MASK}:、=")):
            remarks.append(remark["in"])
            text = text.rstrip(f" {MASK}:、=")[: remark.start()]
            continue
        shorter = _TAIL.sub("", text)
        if shorter == text:
            return text, remarks
        text = shorter


def _may_go_on(text: str) -> bool:
    """Whether the phrase before is of the same clause: no comma between, or one behind a topic."""
    stripped = text.rstrip(f" {MASK}")
    return not stripped.endswith("、") or _TOPICAL.search(stripped[:-1]) is not None


def _with_relative(label: Label, before: str, kind: str) -> Label:
    """The label with the words of the clause that describes it: 食品メーカーと実施した共同研究."""
    if not label.words or not _RELATIVE.search(before):
        return label
    clause = re.split(rf"[、。{MASK}]", before)[-1]
    more = read_label(clause, alone=False, kind=kind)
    words = frozenset(word for word in more.words if word not in dropped("weak"))
    return label.joined(more.model_copy(update={"shown": "", "unit": None, "words": words}))
