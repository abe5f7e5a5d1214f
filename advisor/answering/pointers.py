"""Which passages hold the quotes of a topic: where a question that is like a known one should look. Pure."""

from collections.abc import Mapping, Sequence

from advisor.answering.topics import Topic
from advisor.programs.texts import Evidence
from advisor.retrieval.index import Entry


def quoted_passages(
    topics: Sequence[Topic], texts: Mapping[str, str], entries: Sequence[Entry], hubs: Mapping[str, str]
) -> tuple[tuple[int, ...], ...]:
    """For each topic the places in `entries` of the passages that its quotes stand in, in the order of its facts; for
    a hub that of its row.

    `texts`: each source as extracted, which quotes and passages are substrings of; `hubs`: the entry of each hub's row,
    by the hub's id.
    """
    by_source: dict[str, list[tuple[int, int, int]]] = {}
    for place, entry in enumerate(entries):
        by_source.setdefault(entry.source_id, []).append((entry.passage.start, entry.passage.end, place))

    def places_of(evidence: Evidence) -> list[int]:
        start = texts.get(evidence.source, "").find(evidence.quote)
        end = start + len(evidence.quote)
        passages = by_source.get(evidence.source, []) if start >= 0 else []
        return [place for first, last, place in passages if first < end and start < last]

    place_of = {entry.id: place for place, entry in enumerate(entries)}
    return tuple(
        (place_of[hubs[topic.key]],)
        if topic.hub and hubs.get(topic.key) in place_of
        else tuple(dict.fromkeys(place for evidence in _evidence(topic) for place in places_of(evidence)))
        for topic in topics
    )


def _evidence(topic: Topic) -> list[Evidence]:
    return [
        evidence for fact in topic.telling for evidence in (Evidence(source=fact.source, quote=fact.quote), *fact.also)
    ]
