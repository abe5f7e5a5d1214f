"""What a question counts, and who does what in it: 「1つの大学から複数の拠点」 is not 「複数の大学が1つの拠点」. Pure.

All of it reads a search form (half width, lower case). What is counted goes by its kind (word_lists.toml, `counted`):
「本学」, 「同じ大学」 and 「1つの大学」 are all one applicant.
"""

import re
from functools import cache

from advisor.faq.word_lists import word_classes
from advisor.values import Value

_NOUN = r"(?P<noun>[一-龠々ァ-ヴー]{1,14})"
_DIGIT = r"(?P<figure>\d{1,2}|[一二三四五六七八九十]|ひと|ふた|みっ?)"
_COUNTER = r"(?:つ|個|件|[箇かヶカケ]所|[名人校社者](?=の))"
_HOW_MANY = (
    rf"(?:(?P<several>複数(?:[のつ]?(?:件|個|校|社))?|いくつか|幾つか|多数|双方)|(?P<one>単一|同一|同じ|(?:1|一|ひと)つだけ)"
    rf"|{_DIGIT}{_COUNTER})(?P<bound>以上|まで|以内|以下|未満)?"
)
_VERB = r"申請|応募|提案|提出|申し?込|設置|設け|選抜|選ば|採択|運営|登録|参加|持|出|作|立"
_AFTER = re.compile(rf"{_NOUN}[をがはも]?(?<![\d第.]){_HOW_MANY}(?!の)(?=[ぁ-ん、。?\s]|{_VERB}|$)")
_BEFORE = re.compile(
    rf"(?<![\d第.一-龠]){_HOW_MANY}(?:の|(?=[一-龠ァ-ヴ])){_NOUN}"
    rf"|(?P<both>両)(?!方|立|面){_NOUN.replace('noun', 'pair')}"
)
_TAIL = re.compile(rf"(?<=.)(?:{_VERB}|可能|同士|単位|全体|以上|[等間側内])+$")
_OWN = re.compile(
    r"本学|当[学校]|弊学|貴学|当大学|本校|(?:私(?:ども|たち|達)?|うち|自分|自)の?大学"
    r"|\bour (?:university|institution|college)"
)
_ENGLISH = re.compile(
    r"\b(?:(?P<one>one(?! or more)|an? single|the same|single|1)"
    r"|(?P<several>two|2|several|multiple|both|many|more than one|one or more)|(?P<figure>three|four|five|[3-9]|\d{2}))"
    r" (?:of the )?(?P<noun>[a-z-]+(?: [a-z-]+)?)"
)
_FIGURES = {"一": 1, "ひと": 1, "二": 2, "ふた": 2, "三": 3, "み": 3, "みっ": 3} | {
    kanji: value for value, kanji in enumerate("四五六七八九十", 4)
}
_AGENT = r"(?:側)?(?:が|から|は|で?も)"
_FIRST, _SECOND = {"lead", "agent"}, {"member", "partner"}
_WITH = r"(?:側)?と(?:の|が)?(?=共同|連名|合同|連携|一緒|協力|提携|組)"


class Counted(Value):
    """`pairs`: how many of what (`one:applicant`). `rest`: the text without the figures that are in them. `roles`: what
    the kinds of parties do (`company:lead`)."""

    pairs: frozenset[str]
    rest: str
    roles: frozenset[str]


def counted_in(folded: str) -> Counted:
    """What a search form counts.

    >>> sorted(counted_in("1つの大学から複数の拠点を申請してもよいか").pairs)
    ['one:applicant', 'several:hub']
    >>> sorted(counted_in("本学から拠点を2つ申請できますか").pairs)
    ['one:applicant', 'several:hub']
    """
    pairs: set[str] = set()
    rest = folded

    def take(found: re.Match[str]) -> str:
        parts = found.groupdict()
        noun = parts.get("noun") or parts.get("pair") or ""
        kind = _kind(noun)
        if kind is None and found.re is _ENGLISH:
            return found[0]
        pairs.add(f"{_how_many(parts)}:{kind or _TAIL.sub('', noun)}")
        return f"{noun} " if found.re is _AFTER else f" {noun} "

    for pattern in (_ENGLISH,) if folded.isascii() else (_AFTER, _BEFORE, _direct()):
        rest = pattern.sub(take, rest)
    if pairs and not any(pair.endswith(":applicant") for pair in pairs) and _OWN.search(folded):
        pairs.add("one:applicant")
    return Counted(pairs=frozenset(pairs), rest=rest, roles=_roles(folded))


def roles_conflict(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether two parties change places, or one that leads in the one only takes part in the other."""
    ours, others = _by_party(mine), _by_party(theirs)
    moved = [party for party in ours.keys() & others.keys() if not ours[party] & others[party]]
    return len(moved) > 1 or any(
        (ours[party] <= _FIRST and others[party] <= _SECOND) or (ours[party] <= _SECOND and others[party] <= _FIRST)
        for party in moved
    )


def _by_party(roles: frozenset[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for each in roles:
        party, _, role = each.partition(":")
        found.setdefault(party, set()).add(role)
    return found


def _how_many(parts: dict[str, str | None]) -> str:
    """`one`, `several` (2, or more than one), or the figure; a bound makes it another."""
    bound = parts.get("bound") or ""
    if parts.get("one"):
        return "one"
    figure = parts.get("figure")
    if figure is None:
        return "several"
    value = int(figure) if figure.isdecimal() else _FIGURES.get(figure, 0)
    if bound not in {"", "以上"}:
        return f"{value}{bound}"
    if value == 1:
        return "one" if not bound else "1以上"
    return "several" if value == 2 else f"{value or figure}{bound}"


@cache
def _direct() -> re.Pattern[str]:
    """A figure right before a kind that is counted so: 2拠点, 1大学."""
    kinds = "|".join(pattern.pattern for pattern in word_classes("counted").values())
    return re.compile(rf"(?<![\d第.])(?<![一-龠](?=\D)){_DIGIT}(?P<noun>{kinds})(?P<bound>以上|まで|以内|以下|未満)?")


def _kind(noun: str) -> str | None:
    """The kind that the last word of `noun` names."""
    head = _TAIL.sub("", noun)
    end = "" if noun.isascii() else "$"
    return next(
        (k for k, each in word_classes("counted").items() if re.search(rf"(?:{each.pattern}){end}", head)), None
    )


def _roles(folded: str) -> frozenset[str]:
    found = set()
    for party, pattern in word_classes("parties").items():
        name = rf"(?:{pattern.pattern})"
        for role, words in word_classes("roles").items():
            if re.search(rf"{name}{_AGENT}(?:{words.pattern})|(?:{words.pattern})(?:者|機関|校)?は{name}", folded):
                found.add(f"{party}:{role}")
        if re.search(name + _WITH, folded):
            found.add(f"{party}:partner")
        if not any(each.startswith(f"{party}:") for each in found):
            plain = {"agent": _AGENT, "object": "を", "target": "(?:に(?!つ)|へ)"}
            found |= {f"{party}:{role}" for role, after in plain.items() if re.search(name + after, folded)}
    return frozenset(found)
