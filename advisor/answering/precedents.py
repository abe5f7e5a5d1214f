"""Questions about selected hubs, answered from hubs.csv: which, where, how many. Pure.

They illustrate; nothing here says what may be selected next.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from advisor.answering.drafts import DraftNotice, DraftStatement, Quote
from advisor.answering.models import NoticeKind
from advisor.corpus.hubs import Hub, HubType
from advisor.folding import search_form
from advisor.japanese import search_tokens, words
from advisor.messages import Language, say
from advisor.programs.schedule import JST
from advisor.values import Value

_MOST_LISTED = 12
_TELLING = 3.0  # inverse document frequency: in fewer than about one passage of twenty
_FEW = 5  # hubs; a word that more of them share tells nothing about one
_COUNT = re.compile(r"何件|何拠点|いくつ|件数|拠点数|何校|何か所|how many|number of")
_SELECTED = re.compile(
    r"選ばれ|選抜された|選抜され|採択され|選定され|採択例|選抜例|選抜拠点|先行例|先例|前例|事例|拠点一覧|既存の拠点|過去の拠点|似た拠点"
    r"|拠点(?:は|が|って)(?:ありま|ある|どこ|いくつ|何)|どんな拠点|どこの大学|どの大学"
    r"|selected|precedent|past hub|hubs? (?:in|of|from|at|on)\b|which hub|what hub"
)
# words that speak of selected hubs and of nothing else in the corpus
_SURELY = re.compile(
    r"選抜拠点|先行例|先例|前例|(?:選ば|選抜さ|採択さ|選定さ)れた(?:拠点|大学|例|ところ|機関|センター)"
    r"|selected hub|precedent|hubs? (?:was|were|been|have been) selected|(?:been|was|were) selected"
)
_LIST = re.compile(
    r"どこ(?!で(?!し|す)|に|へ|から|を|まで)|どの大学|ところ|一覧|挙げ|すべて|全部|リスト|\b(?:which|list|who|all)\b"
)
_HUB = re.compile(r"拠点|センター|研究所|類型|何型|hub|cent(?:er|re)")
_REGIONS = {
    "北海道": ("北海道",),
    "東北": ("青森県", "岩手県", "宮城県", "秋田県", "山形県", "福島県"),
    "関東": ("茨城県", "栃木県", "群馬県", "埼玉県", "千葉県", "東京都", "神奈川県"),
    "中部": ("新潟県", "富山県", "石川県", "福井県", "山梨県", "長野県", "岐阜県", "静岡県", "愛知県"),
    "北陸": ("新潟県", "富山県", "石川県", "福井県"),
    "東海": ("岐阜県", "静岡県", "愛知県", "三重県"),
    "近畿": ("三重県", "滋賀県", "京都府", "大阪府", "兵庫県", "奈良県", "和歌山県"),
    "関西": ("滋賀県", "京都府", "大阪府", "兵庫県", "奈良県", "和歌山県"),
    "中国": ("鳥取県", "島根県", "岡山県", "広島県", "山口県"),
    "四国": ("徳島県", "香川県", "愛媛県", "高知県"),
    "九州": ("福岡県", "佐賀県", "長崎県", "熊本県", "大分県", "宮崎県", "鹿児島県", "沖縄県"),
}
_REGION_IN_TEXT = re.compile("|".join(f"{name}(?=地方|地域|地区|圏|エリア|の|で|に)" for name in _REGIONS))


class HubQuery(Value):
    """What a question says about the hubs that it means. Empty parts do not narrow.

    `words`: what the hubs are about; `elsewhere`: it names a university of which no hub is on record.
    """

    universities: tuple[str, ...] = ()
    names: tuple[str, ...] = ()  # hub names
    types: tuple[HubType, ...] = ()
    prefectures: tuple[str, ...] = ()
    round: int | None = None
    words: tuple[str, ...] = ()
    counts: bool = False
    lists: bool = False
    surely: bool = False
    elsewhere: bool = False


def read_query(
    text: str, hubs: Sequence[Hub], round_number: int | None, named: Collection[str], weight: Callable[[str], float]
) -> HubQuery | None:
    """What `text` asks about hubs, or None when it is not about them.

    `named`: the terms it names in any form; `weight`: how much a word tells in the whole corpus.
    """
    folded = search_form(text)
    names = tuple(h.hub_name for h in hubs if h.hub_name and len(h.hub_name) > 4 and search_form(h.hub_name) in folded)
    universities = tuple(
        dict.fromkeys(h.university for h in hubs if h.university in named or _names_university(folded, h.university))
    )
    selected = bool(_SELECTED.search(folded))
    types = tuple(t for t in HubType if t.value[:-1] in folded or _english_type(t) in folded)
    lists = bool(_LIST.search(folded)) and (selected or (round_number is not None and bool(types)))
    prefectures = _prefectures(folded, hubs, universities, named)
    placed = bool(universities or prefectures) and bool(_HUB.search(folded))
    if not names and not selected and not lists and not placed:
        return None
    query = HubQuery(
        universities=universities,
        names=names,
        types=types,
        prefectures=prefectures,
        round=round_number,
        words=() if names or universities else _telling_words(text, hubs, weight),
        counts=bool(_COUNT.search(folded)),
        lists=lists,
        surely=bool(_SURELY.search(folded)),
        elsewhere=selected and not universities and _names_any_university(text),
    )
    narrowed = query.prefectures or query.words or query.round is not None or query.types or query.elsewhere
    return query if names or universities or narrowed else None


def select(hubs: Sequence[Hub], query: HubQuery, as_of: datetime) -> list[Hub]:
    """The hubs that `query` means, as far as they were announced by `as_of`."""
    today = as_of.astimezone(JST).date()
    found = [
        hub
        for hub in hubs
        if (hub.announced_on is None or hub.announced_on <= today)
        and (not query.names or hub.hub_name in query.names)
        and (not query.universities or query.names or hub.university in query.universities)
        and (not query.types or hub.type in query.types or query.names or query.universities)
        and (query.round is None or hub.round == query.round)
        and (not query.prefectures or hub.prefecture in query.prefectures)
        and not query.elsewhere
    ]
    if not query.words:
        return found
    shared = {hub.id: len(_words_of(hub).intersection(query.words)) for hub in found}
    most = max(shared.values(), default=0)
    if not most and (query.round is not None or query.types or query.prefectures):
        return found
    return [hub for hub in found if most and shared[hub.id] == most]


def hub_statements(
    hubs: Sequence[Hub], query: HubQuery, source_id: str, text: str, language: Language
) -> list[DraftStatement]:
    """The answer: a count when asked, then each hub with its row as the quote."""
    found: list[DraftStatement] = []
    quotes = tuple(_row(hub, source_id, text) for hub in hubs)
    if query.counts or len(hubs) > 3:
        count = str(len(hubs))
        said = say("answers.hubs_count", language, count=count)
        found.append(DraftStatement(text=said, quotes=quotes[:_MOST_LISTED], computed=(count,)))
    if len(hubs) <= 3:
        for hub, quote in zip(hubs, quotes, strict=True):
            said = say(
                "answers.hubs_one",
                language,
                university=hub.university,
                hub=hub.hub_name or say("answers.hubs_unnamed", language),
                round=hub.round,
                type=_say_type(hub.type, language),
            )
            found.append(DraftStatement(text=said, quotes=(quote,)))
            if hub.summary_ja:
                found.append(_summary(hub, source_id, text, language))
    else:
        for hub, quote in zip(hubs[:_MOST_LISTED], quotes, strict=False):
            said = say(
                "answers.hubs_line",
                language,
                university=hub.university,
                hub=hub.hub_name or say("answers.hubs_unnamed", language),
                round=hub.round,
                type=_say_type(hub.type, language),
            )
            found.append(DraftStatement(text=said, quotes=(quote,), condition=True))
    return found


def incomplete_notice(rounds: Sequence[int], language: Language) -> DraftNotice:
    """That the list of hubs is known to be incomplete: those of `rounds` are missing or not all there."""
    text = say("rounds.notice_listed", language)
    if rounds:
        numbers = say("rounds.and", language).join(say("rounds.unlisted_round", language, round=n) for n in rounds)
        text += say("rounds.notice_unlisted", language, rounds=numbers)
    return DraftNotice(kind=NoticeKind.UNOFFICIAL, text=text)


def _row(hub: Hub, source_id: str, text: str) -> Quote:
    """A hub's row up to its summary: what was selected, where, as which type."""
    line = text[hub.start : hub.end]
    until = line.find(hub.summary_ja) if hub.summary_ja else line.find("http")
    part = line[: until if until > 0 else len(line)].rstrip(',"')
    return Quote(source_id=source_id, start=hub.start, end=hub.start + len(part), text=part)


def _summary(hub: Hub, source_id: str, text: str, language: Language) -> DraftStatement:
    summary = hub.summary_ja or ""
    at = text.index(summary, hub.start)
    quote = Quote(source_id=source_id, start=at, end=at + len(summary), text=summary)
    said = say("answers.hub_summary", language, summary=summary)
    return DraftStatement(text=said, quotes=(quote,), condition=True)


def _say_type(hub_type: HubType, language: Language) -> str:
    return say("answers.type_international" if hub_type is HubType.INTERNATIONAL else "answers.type_regional", language)


def _names_university(folded: str, university: str) -> bool:
    name = search_form(university)
    short = name.removesuffix("大学院大学").removesuffix("大学")
    return name in folded or (len(short) > 1 and re.search(rf"{re.escape(short)}大(?!学|阪|分|臣)", folded) is not None)


def _prefectures(
    folded: str, hubs: Sequence[Hub], universities: Sequence[str], named: Collection[str]
) -> tuple[str, ...]:
    if universities:
        return ()
    found = {h.prefecture for h in hubs if h.prefecture and (h.prefecture in named or _in(folded, h.prefecture))}
    for region, prefectures in _REGIONS.items():
        if region in _REGION_IN_TEXT.findall(folded) or (folded.isascii() and region in named):
            found.update(prefectures)
    return tuple(sorted(p for p in found if p))


def _in(folded: str, prefecture: str) -> bool:
    return (
        prefecture in folded or re.search(rf"{prefecture.rstrip('都府県')}(?=の|で|に|から)(?!大)", folded) is not None
    )


def _telling_words(text: str, hubs: Sequence[Hub], weight: Callable[[str], float]) -> tuple[str, ...]:
    """The words of a question that only few hubs are described by, and that are rare in the corpus as well."""
    known = Counter(word for hub in hubs for word in _words_of(hub))
    nouns = dict.fromkeys(
        w.normal for whole in (False, True) for w in words(text, whole) if w.part in {"名詞", "形状詞"}
    )
    return tuple(word for word in nouns if _is_telling(word) and 0 < known[word] <= _FEW and weight(word) >= _TELLING)


def _is_telling(word: str) -> bool:
    return not word.isdigit() and (len(word) > 1 or "\u4e00" <= word <= "\u9fff")


def _names_any_university(text: str) -> bool:
    return any(w.is_name and w.surface.endswith("大学") for w in words(text, whole=True))


def _words_of(hub: Hub) -> frozenset[str]:
    return frozenset(search_tokens(f"{hub.hub_name or ''} {hub.field or ''} {hub.summary_ja or ''}"))


def _english_type(hub_type: HubType) -> str:
    return "international" if hub_type is HubType.INTERNATIONAL else "regional"
