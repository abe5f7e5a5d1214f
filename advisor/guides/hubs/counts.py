"""How many hubs there are of what, and what they can be filtered by. Pure."""

from collections import Counter
from collections.abc import Sequence

from advisor.corpus.hubs import Hub, HubType
from advisor.guides.hubs.results import HubFacets, PrefectureCount, RoundTypeCount
from advisor.programs.precedents import REGIONS


def by_round_and_type(hubs: Sequence[Hub]) -> tuple[RoundTypeCount, ...]:
    """How many hubs there are of each round and type, rounds in order."""
    counted = Counter((hub.round, hub.type) for hub in hubs)
    ordered = sorted(counted.items(), key=lambda item: (item[0][0], list(HubType).index(item[0][1])))
    return tuple(RoundTypeCount(round=number, type=kind, count=count) for (number, kind), count in ordered)


def by_prefecture(hubs: Sequence[Hub]) -> tuple[PrefectureCount, ...]:
    """How many hubs there are of each prefecture, most first; those without a place on record last of their number."""
    counted = Counter(hub.prefecture for hub in hubs)
    return tuple(
        PrefectureCount(prefecture=prefecture, count=count)
        for prefecture, count in sorted(counted.items(), key=lambda item: (-item[1], item[0] or "\uffff"))
    )


def facets(known: Sequence[Hub]) -> HubFacets:
    """What these hubs can be filtered by."""
    prefectures = {hub.prefecture for hub in known if hub.prefecture}
    return HubFacets(
        rounds=tuple(sorted({hub.round for hub in known})),
        types=tuple(kind for kind in HubType if any(hub.type is kind for hub in known)),
        universities=tuple(dict.fromkeys(hub.university for hub in known)),
        prefectures=tuple(sorted(prefectures)),
        regions=tuple(region for region, members in REGIONS.items() if prefectures & set(members)),
    )
