"""What a question about selected hubs asks: which, where, how many, compared, alike, how sure. Pure.

They illustrate; nothing here says what may be selected next.
"""

import re
from collections.abc import Callable, Collection, Sequence

from advisor.answering.hubs.likeness import ASKS_ALIKE, telling_words, words_of
from advisor.corpus.hubs import Confidence, Hub, HubType
from advisor.folding import search_form
from advisor.japanese import words
from advisor.programs.precedents import REGIONS, narrowed
from advisor.values import Value

_COUNT = re.compile(r"何件|何拠点|いくつ|件数|拠点数|何校|何大学|何か所|how many|number of")
_SELECTED = re.compile(
    r"選ばれ|選抜された|選抜され|採択され|選定され|採択例|選抜例|選抜拠点|先行例|先例|前例|事例|拠点一覧|既存の拠点|過去の拠点|似た拠点"
    r"|選抜組|(?:に|も)(?:入って|名を連ね)|採択校|(?:通った|通って|受かっ)た?(?:大学|拠点|ところ|とこ|例)|(?:大学|拠点|部署|ところ)(?:で|が)?(?:も|は)?(?:通っ|受かっ)"
    r"|例(?:は|が|を|って|も)(?:何か|どこか)?(?:ない|無い|あり|ある|見|知|教|探|参考)"
    r"|拠点(?:は|が|って)(?:ありま|ある|どこ|いくつ|何)|どんな拠点|どこの大学|どの大学"
    r"|selected|precedent|past hub|hubs? (?:in|of|from|at|on)\b|which hub|what hub"
)
# words that speak of selected hubs and of nothing else in the corpus
_SURELY = re.compile(
    r"選抜拠点|先行例|先例|前例|(?:選ば|選抜さ|採択さ|選定さ)れた(?:拠点|大学|例|ところ|機関|センター|もの)"
    r"|selected hub|precedent|hubs? (?:was|were|been|have been) selected|(?:been|was|were) selected"
)
_LIST = re.compile(
    r"どこ(?!で(?!し|す)|に|へ|から|を|まで)|どの大学|ところ|一覧|挙げ|すべて|全部|リスト|\b(?:which|list|who|all)\b"
)
_HUB = re.compile(r"拠点|センター|研究所|類型|何型|hub|cent(?:er|re)")
_HUBS_ASKED = re.compile(
    r"(?:拠点|大学|ところ|センター)(?:は|って|を(?:教え|挙げ|知りた|見た|並べ|全部|すべて|一覧)[^。]*)[?。]*$"
)
_TYPE_ASKED = re.compile(r"(?:の|で|にある)(?:国際展開型|地域貢献型)(?:の拠点|の大学)?(?:は|って|を[^。]*)?[?。]*$")
_COMPARES = re.compile(r"比べ|比較|対比|違い|違う|違って|異な|共通|似て|\bcompar|differ|in common|\bversus\b|\bvs\b")
_CONFIDENCE = re.compile(
    r"確度|信頼(?:度|性|でき)|裏付け|どれ(?:くらい|ほど)確か|(?:情報|記録|データ)の?(?:出所|根拠|確か)"
    r"|報道だけ|記事だけ|報道(?:に|のみ)|confidence|reliab|how (?:sure|certain)|confirmed by"
)
_BY_PRESS = re.compile(r"報道|記事|第三者|\bpress article|third.part|secondary")
# what rules and calls speak of: a question on one of these is not for a list of hubs
_OF_RULES = re.compile(
    r"支援|メニュー|義務|kpi|有効|期限|継続|予定|見込|審査|評価|理由|条件|要件|資格|手続|公表|いつ|ロゴ|申請|応募|提出|締め?切|説明会"
    r"|support|duty|deadline|criteria|apply|appli|valid|eligib"
)
# of a hub of the asker's own: 「海外に拠点がある場合は対象外ですか」
_SUPPOSES = re.compile(r"対象外|対象に|場合(?:は|で|に|、)|(?:でも|ても)(?:大丈夫|よい|いい|構)")
_KIND = re.compile(r"国公私立|国立|公立|私立|私大|高専|高等専門学校|\b(?:private|public|national) universit|\bkosen\b")
_REGION_IN_TEXT = re.compile(
    "|".join(f"{name}(?=地方|地域|地区|圏|エリア|勢|[二三四五六七八]県|各県|の|で|に|から)" for name in REGIONS)
)


_PLACES = frozenset(REGIONS) | {name for group in REGIONS.values() for p in group for name in (p, p[:-1])}


class HubQuery(Value):
    """What a question says about the hubs that it means. Empty parts do not narrow.

    `words`: what the hubs are about; `elsewhere`: it names a university of which no hub is on record; `missing`: such
    universities beside others; `alike`: it asks for hubs like a described one; `compares`: for two side by side;
    `asks_confidence`: for what the record rests on, of those with `confidence` where that is named.
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
    missing: tuple[str, ...] = ()
    alike: bool = False
    compares: bool = False
    asks_confidence: bool = False
    confidence: Confidence | None = None

    @property
    def places(self) -> bool:
        """Whether it names a hub, a university or a place."""
        return bool(self.universities or self.names or self.prefectures)

    def narrowed_to(self, prefectures: tuple[str, ...]) -> "HubQuery":
        """The same for `prefectures`, which the last turn of a conversation names; unchanged where it names none."""
        return self.model_copy(update={"prefectures": prefectures}) if prefectures else self

    @property
    def narrow(self) -> bool:
        """Whether it can hardly be about anything but hubs."""
        return bool(self.places or self.words) or self.elsewhere or self.lists or bool(self.surely and self.types)


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
    types = tuple(t for t in HubType if t.value[:-1] in folded or _english_type(t) in folded)
    prefectures = _prefectures(folded, hubs, universities, named)
    confidence = bool(_CONFIDENCE.search(folded)) and bool(_HUB.search(folded))
    telling = () if names or universities or confidence else telling_words(text, hubs, weight)
    told = tuple(word for word in telling if word not in _PLACES)
    unplaced = not (names or universities or prefectures)
    others = tuple(name for name in _universities_in(text) if name not in universities) or (
        _selected_by_name(text) if unplaced else ()
    )
    alike = bool(ASKS_ALIKE.search(folded) and (_HUB.search(folded) or _SELECTED.search(folded)))
    counts = bool(_COUNT.search(folded)) and _counts_hubs(folded, types, round_number)
    supposes = _SUPPOSES.search(folded) and not _SURELY.search(folded)
    selected = (bool(_SELECTED.search(folded)) and not supposes) or counts
    several = len(universities) + len(names) + len(others) > 1 or (len(told) > 1 and bool(_HUB.search(folded)))
    compares = bool(_COMPARES.search(folded)) and several
    narrowing = bool(types or prefectures or told or round_number is not None)
    asked = narrowing and bool(_HUBS_ASKED.search(folded)) and not _OF_RULES.search(folded)
    of_type = bool(prefectures and _TYPE_ASKED.search(folded))
    lists = (
        asked
        or of_type
        or (selected and bool(types) and round_number is not None)
        or (bool(_LIST.search(folded)) and (selected or (round_number is not None and bool(types))))
    )
    placed = bool(universities or prefectures) and bool(_HUB.search(folded))
    if not (names or selected or lists or placed or alike or confidence or (compares and (universities or told))):
        return None
    query = HubQuery(
        universities=universities,
        names=names,
        types=types,
        prefectures=prefectures,
        round=round_number,
        words=told,
        counts=bool(_COUNT.search(folded)),
        lists=lists,
        surely=bool(_SURELY.search(folded)) or alike,
        elsewhere=selected and not universities and bool(others),
        missing=others if universities else (),
        alike=alike and not compares,
        compares=compares,
        asks_confidence=confidence,
        confidence=Confidence.SECONDARY if confidence and _BY_PRESS.search(folded) else None,
    )
    narrowed_by = narrowing or query.elsewhere or query.alike or query.confidence is not None
    return query if names or universities or narrowed_by else None


def places_in(text: str, hubs: Sequence[Hub], named: Collection[str]) -> tuple[str, ...]:
    """The prefectures with hubs that `text` names, itself or as a region; none where it names a university."""
    folded = search_form(text)
    universities = [hub.university for hub in hubs if _names_university(folded, hub.university)]
    return _prefectures(folded, hubs, universities, named)


def select(hubs: Sequence[Hub], query: HubQuery) -> list[Hub]:
    """Of `hubs`, those that `query` means."""
    if query.elsewhere:
        return []
    found = narrowed(
        hubs,
        rounds=() if query.round is None else (query.round,),
        types=() if query.names or query.universities else query.types,
        universities=() if query.names else query.universities,
        prefectures=query.prefectures,
        names=query.names,
    )
    if query.confidence is not None:
        found = [hub for hub in found if hub.confidence is query.confidence]
    if not query.words:
        return found
    shared = {hub.id: len(words_of(hub).intersection(query.words)) for hub in found}
    most = max(shared.values(), default=0)
    if not most and (query.round is not None or query.types or query.prefectures):
        return found
    return [hub for hub in found if most and shared[hub.id] == most]


def asks_by_kind(text: str) -> bool:
    """Whether a text asks for selected hubs by the kind of their university, of which the record says nothing."""
    folded = search_form(text)
    selected = _SURELY.search(folded) or _SELECTED.search(folded)
    return bool(selected and _KIND.search(folded) and not _OF_RULES.search(folded))


def is_of_rules(text: str) -> bool:
    """Whether a text speaks of what calls and rules say: support, deadline, criteria …"""
    return _OF_RULES.search(search_form(text)) is not None


def _counts_hubs(folded: str, types: Sequence[HubType], round_number: int | None) -> bool:
    """Whether what is counted are hubs: of a type or a round, and neither applications nor people or money."""
    return (
        bool(types or round_number is not None)
        and bool(
            re.search(r"拠点|校|大学|選|件|全部で|これまで|今まで|合計|累計|通算|hub|select|so far|in all", folded)
        )
        and not (re.search(r"申請|応募|社|企業|予定|見込|applica|compan|plan|will", folded))
    )


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
    for region, prefectures in REGIONS.items():
        if region in _REGION_IN_TEXT.findall(folded) or (folded.isascii() and region in named):
            found.update(prefectures)
    return tuple(sorted(p for p in found if p))


def _in(folded: str, prefecture: str) -> bool:
    return prefecture in folded or re.search(rf"{prefecture[:-1]}(?=の|で|に|から)(?!大)", folded) is not None


def _universities_in(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(w.surface for w in words(text, whole=True) if w.is_name and w.surface.endswith("大学")))


def _selected_by_name(text: str) -> tuple[str, ...]:
    """The names that a text asks about having been selected, as people shorten them: 「理科大は選ばれましたか」."""
    read = words(text, whole=True)
    written = "".join(word.surface for word in read)
    names = (word.surface for word in read if word.is_name and word.surface not in _PLACES)
    return tuple(
        n for n in names if re.search(rf"{re.escape(n)}(?:は|が|も|って)(?:もう|まだ)?選(?:ば|抜さ)れ", written)
    )


def _english_type(hub_type: HubType) -> str:
    return "international" if hub_type is HubType.INTERNATIONAL else "regional"
