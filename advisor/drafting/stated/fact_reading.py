"""Dates of founding and names of posts in one sentence or row. Pure, on half-width text."""

import re
from collections.abc import Iterator
from typing import Literal

from advisor.drafting.stated.labels import read_label
from advisor.drafting.stated.periods import FoundPeriod, Point, periods_in
from advisor.drafting.stated.phrases import NOUNS
from advisor.japanese import words
from advisor.values import Value


class StatedFact(Value):
    """A date of founding (`point`) or the holder of a `post` (`name`, without blanks and titles).

    `subject`: what is founded, or the post, as written. `organisation`: whose. `year`: the fiscal year that is told.
    """

    kind: Literal["founding", "post"]
    subject: str
    post: str = ""
    organisation: str = ""
    point: Point | None = None
    name: str = ""
    year: int | None = None
    written: str


_FOUNDED = r"(?:設立|設置|開設|発足|創設|開所)"
_NAME = r"[一-龥々ァ-ヺーA-Za-z0-9・&]"
_KEY = re.compile(rf"[・●○■◆\s]*(?P<of>[^\t:。]{{0,24}}?)の?{_FOUNDED}(?:年月日?|日|年度?|時期)?\s*")
_EVENT = re.compile(rf"(?P<of>[^\t:、。]{{1,30}}?)(?:を|の|が)?\s*(?:新たに|正式に)?{_FOUNDED}(?:\(.*\))?")
_BEHIND = re.compile(
    rf"(?:\([^()]*\))?\s*(?:付けで|付で|に|より|から)?\s*(?:新たに|正式に|学内に|本学に)?"
    rf"(?:[^、。\n]{{0,20}}?として)?\s*{_FOUNDED}(?![^。]{{0,6}}(?:予定|計画|見込|目指))"
)
_OBJECT = re.compile(rf"[\s、:に]*(?P<of>{_NAME}{{1,30}}?)(?:を|の|が)?\s*(?:新たに|正式に)?{_FOUNDED}")
_BEFORE = re.compile(rf"(?P<of>{NOUNS})(?:は|が|を)(?=[^ぁ-ん]|$)")
_DESCRIBED = re.compile(rf"(?:された|した|の)?(?P<of>{NOUNS})(?:は|が|では|において|で)")
_OF_HUB = re.compile(r"拠点|センター|機構|ハブ|本部|研究所|組織|^[本当同]?$")
_NOT_HUB = re.compile(
    r"企業|会社|会議|委員会|部会|協議会|コンソーシアム|研究科|学部|ベンチャー|大学$|準備|室$|講座|窓口|制度|規程"
)
_POSTS = "センター長|拠点長|機構長|本部長|研究所長|プロジェクトリーダー|拠点リーダー|統括責任者|事業責任者|研究統括"
_TITLE = r"(?:特任|客員|名誉|准)?教授|特任|氏(?!名)|先生|博士|理事|副学長"
_PERSON = rf"(?:(?!{_TITLE})[一-龥々ヶ]){{1,4}}[ \t]?(?:(?!{_TITLE})[一-龥々ぁ-んァ-ヺー]){{1,5}}?"
_POST = re.compile(
    rf"(?P<prefix>{_NAME}{{0,30}}?)(?<![副前元代歴])(?P<post>{_POSTS})(?:\([^()]{{1,12}}\))?[\s:はの/、]*(?P<name>{_PERSON})"
    rf"(?=[ \t]*(?:{_TITLE}|\(|[がをはので、。/\t]|$))"
)
_POST_BEHIND = re.compile(
    rf"(?:^|[\s、。:・(])(?!出席|欠席|議長|陪席)(?P<name>{_PERSON})(?<![副元前])(?P<post>{_POSTS})(?=[\s、。,)・]|が|は|から|より|及び|$)"
)
_NO_PERSON = re.compile(
    r"(?:とし|する|して|られ)$|^(?:[はがをにでと、]|候補|会議|補佐|代理|任命|選考|就任|指名|以下|及び|若干|各|全|副|学長|専任|兼任|担当|事務|委員|経験|実務)"
    r"|[科部院所学長授員室課係会名]$|研究|大学|企業|委員|本部|センター|拠点|業務|運営|統括|責任|支援"
)
_CHANGES = re.compile(r"歴代|退任|前任|後任|交代|交替")


def founding_in_row(cells: tuple[str, ...]) -> Iterator[StatedFact]:
    """設置年月 | 令和2年4月, and of a history 令和2年4月 | 拠点を設置."""
    filled = [cell for cell in cells if cell]
    if len(filled) != 2:
        return
    if key := _KEY.fullmatch(filled[0]):
        yield from _dated(key["of"], filled[1])
    elif event := _EVENT.fullmatch(filled[1]):
        yield from _dated(event["of"], filled[0])


def founding_in(text: str) -> Iterator[StatedFact]:
    """設置年月: 令和2年4月; 本拠点は令和2年4月に設置された; 2020年4月、先端材料拠点を開設."""
    key, _, value = text.partition(":")
    if value and (label := _KEY.fullmatch(key)):
        yield from _dated(label["of"], value)
        return
    for found in periods_in(text):
        name = None if found.period.is_span else _founded_at(text, found)
        if name is not None:
            yield from _fact(name, found, text)


def posts_in(text: str, *, whole: bool = False) -> Iterator[StatedFact]:
    """センター長 架空 太郎; 拠点長は架空太郎教授. `whole`: the text has to be that and nothing else."""
    if _CHANGES.search(text):
        return
    periods = [found for found in periods_in(text) if not found.period.is_span]
    before = len(text)  # the first post that stands before its name
    for found in _POST.finditer(text):
        name = found["name"].replace("\t", " ").strip()
        if not _is_person(name) or (whole and (found.start() or len(text) - found.end() > 6)):
            continue
        before = min(before, found.start("post"))
        prefix = found["prefix"].strip("・ ")
        yield StatedFact(
            kind="post",
            subject=found["post"],
            post=found["post"],
            organisation="" if re.fullmatch(r"[本当同]?", prefix) else prefix,
            name="".join(name.split()),
            year=periods[0].period.first.fiscal_year if len(periods) == 1 else None,
            written=name,
        )
    if not whole:
        yield from _held_by(text[:before])


def _held_by(text: str) -> Iterator[StatedFact]:
    """架空太郎センター長: the post behind the name, as lists of those present have it."""
    for found in _POST_BEHIND.finditer(text):
        name = found["name"].strip()
        if _is_person(name, sure=True) and len("".join(name.split())) > 2:
            yield StatedFact(
                kind="post", subject=found["post"], post=found["post"], name="".join(name.split()), written=name
            )


def _founded_at(text: str, found: FoundPeriod) -> str | None:
    """What is founded at a date; None where nothing is."""
    behind = _BEHIND.match(text, found.end)
    if behind is None:
        event = _OBJECT.match(text, found.end)
        return event["of"] if event else None
    before = [match["of"] for match in _BEFORE.finditer(text[: found.start])]
    if before:
        return before[-1]
    after = _DESCRIBED.match(text, behind.end())
    return after["of"] if after else ""


def _dated(of: str, value: str) -> Iterator[StatedFact]:
    found = periods_in(value, alone=True)
    if len(found) == 1 and not found[0].period.is_span and not value[: found[0].start].strip():
        yield from _fact(of, found[0], value)


def _fact(name: str, found: FoundPeriod, text: str) -> Iterator[StatedFact]:
    if not _OF_HUB.search(name) or _NOT_HUB.search(name):
        return
    yield StatedFact(
        kind="founding",
        subject=name,
        organisation=read_label(name + "の").organisation or (name if len(name) > 3 else ""),
        point=found.period.first,
        written=text[found.start : found.end].strip(),
    )


def _is_person(name: str, *, sure: bool = False) -> bool:
    """A family name and a given name set apart, or a short name of which the dictionary knows a part as one.

    Unless it has to be `sure`, four characters behind a post are one too.
    """
    if _NO_PERSON.search(name):
        return False
    if re.fullmatch(r"[一-龥々ヶ]{1,4} [一-龥々ぁ-んァ-ヺー]{1,5}", name):
        return True
    return 2 <= len(name) <= 6 and ((len(name) == 4 and not sure) or any(word.is_name for word in words(name)))
