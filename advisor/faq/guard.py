"""What two questions must have in common to ask the same, beside being alike: rounds, figures, names, kinds. Pure.

Vectors hardly tell 高専 from 短大, 第2回 from 第7回, できる from できない: here a single difference parts two.
"""

import re
from functools import lru_cache

from advisor.answering.understand import own_words
from advisor.faq.counting import counted_in, roles_conflict
from advisor.faq.word_lists import word_classes
from advisor.folding import search_form
from advisor.japanese import words
from advisor.programs.cues import clauses_of
from advisor.values import Value
from advisor.wareki import numbers_in, rounds_in, with_gregorian_years

_ROUND_WORDS = re.compile(r"(?<![\d年月日])(\d{1,2})\s*(?:回目|次公募|次募集)|第(\d{1,2})\s*(?:次|期)")
_FIRST = re.compile(r"初回|最初の(?:公募|回)|\bfirst (?:call|round)")
_PLAIN_LATIN = re.compile(r"[a-z][a-z0-9.+-]{1,}")
_ENGLISH_NAME = re.compile(r"(?<![.!?] )(?<!^)\b(?:[A-Z][a-z]+|[A-Z]{2,})\b")
_SELF = frozenset(
    {"hub", "j-innovation", "jih", "metiの", "e-mail", "email", "mail", "ok", "tel", "fax", "kpi", "hp", "pdf"}
)
_NOON = re.compile(r"正午|お昼|\bnoon\b")
_DAY = re.compile(
    r"今日|本日|明日|明後日|昨日|(?:今|来|先)週|今朝|今夜|あと\d+|残り\d+|\d+日後"
    r"|\b(?:today|tomorrow|yesterday|days? (?:are )?left|(?:this|next|last) week)\b"
)
_CLOCK = re.compile(
    r"今日|本日|明日|明後日|昨日|あした|あさって|さっき|先ほど|ただいま|現在"
    r"|今(?:から|すぐ|ちょうど|夜|朝|週|月|送|出|押)|いま(?:から|送|出|押|の時点|ちょうど|申|[、は])"
    r"|あと(?:何|\d+|幾)|残り(?:何|\d+)|何日(?:残|ある|後)|間に合(?:う|い|え)|\d+日後"
    r"|(?:まだ|もう|これから|今なら?)[^。?？]{0,24}(?:でき|出せ|大丈夫|受け付け|受付|申し込|始ま|終わ|締め?切|平気)"
    r"|\b(?:today|tomorrow|yesterday|right now|still|currently|too late|already|in time|days? (?:are )?left)\b"
)


_OF_A_ROUND = {"before", "next"}  # a round that is named says it better
_UNCLEAR = re.compile(r"(?:分|わ)から(?:ない|なかった|ず)")
_FRAME = frozenset({"確認", "願う", "お願い", "致す", "ご", "御座る", "有る", "為る", "知る", "教える", "選抜", "選ぶ"})
SHARED_WORDS = 0.25  # of the words of both; see tests/faq/test_faq_shelf.py
_LONG = re.compile(r"[一-龠々ァ-ヴー]{7,}")  # a name that the dictionary does not know
_NEUTRAL = re.compile(r"教えて|知りた|(?:ご)?教示|お聞かせ|\btell\b|\blist\b|\bshow\b|\bplease\b")
_OPEN = re.compile(r"何(?!か)|なに|どう|どん|どの|どれ|\b(?:what|which)\b")
_WHETHER = re.compile(
    r"(?:か(?:ね|な)?|の)[。?？\s]*$|[?？]\s*$|^(?:is|are|can|could|may|might|do|does|did|must|should|will|would)\b"
)


class Guard(Value):
    """What a question holds. `said`: word classes; `asks`: what for; `denies`: it asks of what is not so; `counts`,
    `roles`: how many of what, and who does what (see `Counted`)."""

    rounds: frozenset[int]
    numbers: frozenset[str]
    names: frozenset[str]
    said: frozenset[str]
    asks: frozenset[str]
    denies: bool
    counts: frozenset[str]
    roles: frozenset[str]
    words: frozenset[str]

    def agrees(self, other: "Guard") -> bool:
        """Whether nothing tells the two apart: the same rounds, figures, names, kinds, side, and like words."""
        mine, theirs = self._must(), other._must()
        asks_alike = self.asks == other.asks or not self.asks or not other.asks
        alike = mine == theirs and asks_alike and not roles_conflict(self.roles, other.roles)
        return alike and self.shared(other) >= SHARED_WORDS

    def shared(self, other: "Guard") -> float:
        """The share of the words of both that both hold (0-1)."""
        both = self.words | other.words
        return len(self.words & other.words) / len(both) if both else 1.0

    def _must(self) -> tuple[object, ...]:
        return self.rounds, self.numbers, self.names, self.said, self.denies, self.counts


@lru_cache(maxsize=20_000)
def guard_of(text: str) -> Guard:
    """What a question is held to.

    >>> guard = guard_of("第2回の公募に高専は申請できませんか")
    >>> sorted(guard.said), sorted(guard.rounds), guard.denies
    (['kosen'], [2], False)
    """
    folded = search_form(text)
    plain = with_gregorian_years(folded)
    rounds = rounds_in(plain) | {int(a or b) for a, b in _ROUND_WORDS.findall(plain)}
    rounds |= {1} if _FIRST.search(folded) else set()
    said = {name for name, pattern in word_classes("guard").items() if pattern.search(folded)}
    counted = counted_in(folded)
    said |= {"several"} if any(pair.startswith("several:") for pair in counted.pairs) else set()
    return Guard(
        rounds=frozenset(rounds),
        numbers=frozenset(numbers_in(_NOON.sub("12時", counted.rest))) - {str(each) for each in rounds},
        names=_names(text, folded),
        said=frozenset(said - _OF_A_ROUND if rounds else said),
        asks=_asks(folded),
        denies=any(clause.denies for clause in clauses_of(_UNCLEAR.sub("", text))),
        counts=counted.pairs,
        roles=counted.roles,
        words=(frozenset(own_words(_unclassed(folded))) - _FRAME) | said,
    )


def is_bound_to_the_hour(text: str) -> bool:
    """Whether a question or an answer holds only for the day or the hour: 「まだ間に合いますか」, 「あと7日です」.

    >>> is_bound_to_the_hour("締切まであと何日ですか"), is_bound_to_the_hour("締切はいつですか")
    (True, False)
    """
    return _CLOCK.search(search_form(text)) is not None


def tells_of_the_day(answer: str) -> bool:
    """Whether an answer tells of the day on which it was written: 「締切まであと7日です」.

    >>> tells_of_the_day("締切は明日です。"), tells_of_the_day("現在の要領では3年です。")
    (True, False)
    """
    return _DAY.search(search_form(answer)) is not None


def _names(text: str, folded: str) -> frozenset[str]:
    """Proper names of places, people, institutions and programmes, and Latin words in a Japanese text."""
    if folded.isascii():
        return frozenset(found.lower() for found in _ENGLISH_NAME.findall(text)) - _SELF - {"i"}
    named = {word.normal for word in words(folded, whole=True) if word.is_name and not word.surface.isascii()}
    return frozenset(named | set(_PLAIN_LATIN.findall(folded)) | set(_LONG.findall(folded))) - _SELF


def _unclassed(folded: str) -> str:
    """Without the words of classes, which stand for them whatever they are called (高専, 高等専門学校)."""
    for pattern in word_classes("guard").values():
        folded = pattern.sub(" ", folded)
    return folded


def _asks(folded: str) -> frozenset[str]:
    """What for; `whether` for a question to be answered by yes or no; nothing for 「…を教えてください」."""
    found = {name for name, pattern in word_classes("asks").items() if pattern.search(folded)}
    if not found and _WHETHER.search(folded) and not (_NEUTRAL.search(folded) or _OPEN.search(folded)):
        return frozenset({"whether"})
    return frozenset(found)
