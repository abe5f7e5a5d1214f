"""What a question takes for true: whether it asserts or asks openly, and the dates, times and amounts in it. Pure."""

import calendar
import re

from advisor.folding import search_form
from advisor.values import Value
from advisor.wareki import Moment, dates_in, numbers_in, times_in, with_gregorian_years

_ASSERTS = re.compile(
    r"よね|でしょう?(?!か)[?。]*$|だっけ|でしたっけ|ましたっけ|(?:です|ます)ね[?。]*$"
    r"|(?:と|って)(?:聞い|聞き|伺|うかが|教わ|教えてもら|言われ|思って|覚えて|理解し|認識し|あった|書いてあ|書かれて)|とのこと|そうです(?:が|ね|けど)"
    r"|はず(?:だ|です|で|な|じゃ)|という(?:理解|認識|こと|話|の)(?:は|で|です)"
    r"|で(?:は)?(?:(?:合|あ)っていま|(?:よい|良い|いい|よろしい|合って|あって|正しい|間違い(?:ない|あり)|ok)(?:です|でしょう|ます)?(?:か|よ|ん|の|$))"
    r"|(?:これ|この理解|認識)で(?:合|正|よ|い)|本当(?:です|でしょう)?か|って(?:本当|ほんと)"
    r"|\bright\s*\?|\bcorrect\s*\?|\bis(?:n't| not) (?:it|that)\b|\bdo(?:n't|esn't) (?:we|they|it|you)\s*\?"
    r"|\bam i right"
    r"|\b(?:i|we)(?:'ve| have| was| were)? (?:heard|read|told|understand|understood|thought|believe)\b"
    r"|\b(?:is (?:it|that)|still) true\b"
    r"|\bas far as i know\b|\bi assume\b"
)
_PRESUPPOSES = re.compile(
    r"(?:類型|つ|types?)\s*(?:のうち|の中(?:の|で|から)?|から(?:選|1))|\bof the\b[^.?]{0,12}\btypes\b"
)
_OPEN = re.compile(
    r"いつ|何(?!か|らか)|どこ|誰|だれ|どれ|どの|どちら|どう|いくつ|いくら|なぜ"
    r"|\b(?:what|when|where|who|which|how|why)\b"
)
_MUST = re.compile(
    r"(?:し|り|き|れ|け|せ|て|べ|め|え|げ|ね)?な(?:いと|ければ|くては|きゃ|くちゃ)(?:いけ|なら|だめ|駄目|まず)(?:ない|ません)?"
)
_TAG = re.compile(r",?\s*(?:isn't it|is it not|don't (?:we|they|you)|doesn't it|aren't they|right|correct)\s*\?*\s*$")
_DENIES = re.compile(
    r"不可(?!欠)|禁止|対象外|なくて(?:も)?(?:いい|よい|良い|大丈夫|構わ|ok)|不要|要らな|いらな|いりません|必要(?:は|が|も)?(?:な(?:い|く)|あ?りません)"
    r"|(?:ない|ません|なくなった|なくなり|廃止された)(?:ん|の)?(?:です|だ)?(?:よね|でしょ|はず|と聞|って聞|とのこと|という)"
    r"|\b(?:not|no longer|never|without|no need)\b|n't\b"
)
_VAGUE_MONTH = re.compile(r"(\d{1,2})月(?!\s*\d)")
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_ENGLISH_MONTH = re.compile(rf"\b(?:in|of|by|until|early|mid|late)\s+({'|'.join(_MONTHS)})\b(?!\s+\d)")
_UNITS = {
    "年度間": "year", "年度": "year", "か年": "year", "年間": "year", "年": "year", "year": "year", "years": "year",
    "fiscal year": "year", "fiscal years": "year", "つの類型": "type", "類型": "type", "type": "type", "types": "type",
    "件": "piece", "拠点": "hub", "hub": "hub", "hubs": "hub", "ページ": "page", "頁": "page", "page": "page",
    "pages": "page", "枚": "page",
    "万円": "10000 yen", "億円": "100000000 yen", "円": "yen", "か月": "month",
    "ヶ月": "month", "months": "month", "日間": "day", "時間": "hour", "hours": "hour",
    "校": "school", "人": "person", "名": "person",
}  # fmt: skip
_AMOUNT = re.compile(
    rf"(?<![\d第/])(\d+)\s*(?:のうちの)?({'|'.join(sorted(_UNITS, key=lambda unit: -len(unit)))})(?!目|度目)"
)
_BEGINS = re.compile(
    r"(?:時(?:半|\d+分)?|日(?:\(.\))?)\s*(?:～|〜|~|から|より)|:\d\d\s*(?:to|-|–)\s*\d|\bfrom\b|\bstart"
)
# the asker's own plans: the day in it is theirs, not one that is taken for the call's
_PLANS = re.compile(
    r"間に合|日(?:\(.\))?(?:の[^、。]{0,6})?(?:に|までに)?(?:は)?"
    r"(?:出[しせすさ]|提出[しせすさ]|送[りれっる]|申請[しすせ]|応募[しすせ]|届[きくけい]|投函)"
    r"|(?:出|送|提出す|申請す|応募す)れば"
    r"|\bin time\b|\bif (?:i|we)\b|\b(?:i|we)(?:'ll| will| plan to| can)? (?:submit|send|apply|mail|post)\b"
)
_CALENDAR_YEAR = 1900  # from this number on, 年 and "year" name a year and count none


class Amount(Value):
    """A number with the kind of thing that it counts."""

    number: int
    unit: str


class Values(Value):
    """The dates, vague months, times of day and amounts of a text."""

    dates: tuple[Moment, ...] = ()
    months: tuple[int, ...] = ()
    times: frozenset[tuple[int, int]] = frozenset()
    amounts: tuple[Amount, ...] = ()
    begins: bool = False  # says from when something is

    @property
    def all_months(self) -> frozenset[int]:
        """The months that the text names, with a day or without."""
        return frozenset(self.months) | {moment.month for moment in self.dates if moment.month}

    @property
    def is_empty(self) -> bool:
        """Whether the text names no value."""
        return not (self.dates or self.months or self.times or self.amounts)


def asserts(question: str) -> bool:
    """Whether a question takes something of the program for true and wants it confirmed.

    >>> asserts("締切は11月13日の正午でよいですか"), asserts("締切はいつですか")
    (True, False)
    """
    folded = search_form(question)
    return bool(_ASSERTS.search(folded) or _PRESUPPOSES.search(folded)) and not _PLANS.search(folded)


def asks_openly(question: str) -> bool:
    """Whether a question also asks for something that it does not name, so that はい would be no answer."""
    return _OPEN.search(search_form(question)) is not None


def denies(question: str) -> bool:
    """Whether what a question takes for true is that something is not so; 「しないといけない」 is no denial.

    >>> denies("公開しなくていいんですよね"), denies("公開しないといけないんですよね")
    (True, False)
    """
    return _DENIES.search(_TAG.sub("", _MUST.sub("必要", search_form(question)))) is not None


def values_in(text: str) -> Values:
    """The values that `text` names.

    >>> values_in("有効期限は五年").amounts
    (Amount(number=5, unit='year'),)
    """
    plain = with_gregorian_years(search_form(text))
    spelled = re.sub(r"\b[a-z]+\b", lambda word: next(iter(numbers_in(word[0])), word[0]), plain)
    months = [int(month) for month in _VAGUE_MONTH.findall(plain)]
    months += [_MONTHS[month] for month in _ENGLISH_MONTH.findall(plain)]
    amounts = [
        Amount(number=int(number), unit=_UNITS[unit])
        for number, unit in _AMOUNT.findall(spelled)
        if not (_UNITS[unit] == "year" and int(number) >= _CALENDAR_YEAR)
    ]
    dates = tuple(moment for moment in dates_in(text) if moment.month and moment.day)
    return Values(
        dates=dates,
        months=tuple(months),
        times=frozenset(times_in(text)),
        amounts=tuple(dict.fromkeys(amounts)),
        begins=bool(_BEGINS.search(plain)),
    )
