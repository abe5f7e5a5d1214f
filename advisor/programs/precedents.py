"""Which selected hubs are meant, and how complete their record is. Pure.

The record (hubs.csv) lacks hubs that were selected; how many were selected is told by the facts on `COUNTS`.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from advisor.corpus.hubs import Hub, HubType
from advisor.folding import search_form
from advisor.programs.model import Fact, Program, Round
from advisor.programs.schedule import JST
from advisor.values import Value

COUNTS = "result.counts"  # the key of the facts that tell how many hubs a round selected
REGIONS: dict[str, tuple[str, ...]] = {
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
_SELECTED = re.compile(r"(\d+)拠点")


class Record(Value):
    """How complete the record of a round is: hubs on record, and how many were selected (None: not known), both of the
    types that are asked for; `of_all_types`: on record, whatever the type. `fact`: tells the number selected.
    """

    round: int
    on_record: int
    of_all_types: int
    selected: int | None
    fact: Fact | None = None

    @property
    def is_complete(self) -> bool:
        """Whether every selected hub is on record."""
        return self.selected is not None and self.on_record >= self.selected


def announced_day(hub: Hub, rounds: Mapping[int, Round]) -> date | None:
    """The day from which a hub may be told: its announcement, or else the first public day of its round."""
    round_ = rounds.get(hub.round)
    return hub.announced_on or (round_.begins_on if round_ is not None else None)


def announced(hubs: Iterable[Hub], program: Program, as_of: datetime) -> list[Hub]:
    """The hubs that were announced by `as_of`."""
    today = as_of.astimezone(JST).date()
    rounds = {round_.number: round_ for round_ in program.rounds}
    days = ((hub, announced_day(hub, rounds)) for hub in hubs)
    return [hub for hub, day in days if day is None or day <= today]


def narrowed(
    hubs: Iterable[Hub],
    rounds: Collection[int] = (),
    types: Collection[HubType] = (),
    universities: Collection[str] = (),
    prefectures: Collection[str] = (),
    names: Collection[str] = (),
) -> list[Hub]:
    """The hubs that are in every collection given; an empty one does not narrow."""
    return [
        hub
        for hub in hubs
        if (not rounds or hub.round in rounds)
        and (not types or hub.type in types)
        and (not universities or hub.university in universities)
        and (not prefectures or hub.prefecture in prefectures)
        and (not names or hub.hub_name in names)
    ]


def holds_text(hub: Hub, text: str) -> bool:
    """Whether every word of `text` (parted by spaces) stands in the hub's row."""
    row = search_form(
        " ".join(filter(None, (hub.university, hub.hub_name, hub.prefecture, hub.field, hub.summary_ja, hub.type)))
    )
    return all(word in row for word in search_form(text).split())


def records(
    program: Program, hubs: Sequence[Hub], as_of: datetime, types: Collection[HubType] = ()
) -> tuple[Record, ...]:
    """The record of every round that has begun by `as_of`, of all types or of `types` alone."""
    today = as_of.astimezone(JST).date()
    on_record = Counter(hub.round for hub in narrowed(hubs, types=types))
    every = Counter(hub.round for hub in hubs)
    begun = (round_ for round_ in program.rounds if round_.begins_on is not None and round_.begins_on <= today)
    return tuple(
        Record(
            round=round_.number,
            on_record=on_record[round_.number],
            of_all_types=every[round_.number],
            selected=_selected(_counts(round_, program, today), types),
            fact=_counts(round_, program, today),
        )
        for round_ in begun
    )


def selected_by_type(fact: Fact) -> dict[HubType, int] | None:
    """How many hubs of each type a fact says were selected; None where it does not settle the parts."""
    total = selected_in(fact)
    plain = search_form(fact.statement.ja)
    told = {kind: int(found[1]) for kind in HubType if (found := re.search(rf"{kind}の?(\d+)", plain))}
    if total is None or sum(told.values()) != total:
        return None
    return {kind: told.get(kind, 0) for kind in HubType}


def selected_in(fact: Fact) -> int | None:
    """How many hubs a fact says were selected."""
    found = _SELECTED.search(search_form(fact.statement.ja))
    return int(found[1]) if found and not fact.says_unknown else None


def _counts(round_: Round, program: Program, today: date) -> Fact | None:
    """The fact that tells how many hubs a round selected, once that was announced."""
    if round_.call.announced_on is not None and round_.call.announced_on > today:
        return None
    return next((fact for fact in program.facts if fact.key == COUNTS and fact.round == round_.number), None)


def _selected(fact: Fact | None, types: Collection[HubType]) -> int | None:
    """How many hubs of `types` were selected; None also where only the total of all types is known."""
    if fact is None or not types:
        return selected_in(fact) if fact is not None else None
    parts = selected_by_type(fact)
    return sum(parts[kind] for kind in types) if parts is not None else None
