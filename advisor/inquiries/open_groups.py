"""Questions that the documents do not answer, grouped by the words that they share. Pure."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from advisor.answering.models import Intent
from advisor.answering.understand import asking_sentence
from advisor.folding import search_form
from advisor.inquiries.reading.cues import cue_words
from advisor.japanese import search_tokens
from advisor.values import Value

_ALIKE = 0.6  # Dice coefficient (0–1) of two questions' words from which they ask the same
_EXAMPLES = 3


class OpenGroup(Value):
    """Questions that ask much the same. `text`: the shortest of them; `inquiries`: how many ask it; `examples`: other
    ways in which it was asked."""

    text: str
    topic: Intent
    inquiries: int
    examples: tuple[str, ...]


class _Group:
    """A group while it grows; `words`: of the question that began it."""

    def __init__(self, words: frozenset[str], topic: Intent) -> None:
        self.words, self.topic = words, topic
        self.texts: Counter[str] = Counter()
        self.inquiries: set[int] = set()


def open_groups(asked: Sequence[Sequence[tuple[str, Intent]]]) -> tuple[OpenGroup, ...]:
    """The groups of the open questions of each inquiry in `asked`, those that most inquiries ask first.

    Questions on different topics are never put together.
    """
    groups: list[_Group] = []
    holding: dict[tuple[Intent, str], list[int]] = defaultdict(list)  # which groups hold a word
    for number, questions in enumerate(asked):
        for text, topic in questions:
            words = _words(text)
            group = _nearest(words, topic, groups, holding)
            if group is None:
                group = _Group(words, topic)
                for word in words:
                    holding[topic, word].append(len(groups))
                groups.append(group)
            group.texts[text] += 1
            group.inquiries.add(number)
    ordered = sorted(groups, key=lambda group: -len(group.inquiries))
    return tuple(_as_value(group) for group in ordered)


def _words(text: str) -> frozenset[str]:
    """What a question asks about: its words without polite ones; the whole of it where it has no others."""
    words = frozenset(search_tokens(asking_sentence(text) or text)) - cue_words("asking.frames.empty_words")
    return words or frozenset([search_form(text)])


def _nearest(
    words: frozenset[str], topic: Intent, groups: Sequence[_Group], holding: dict[tuple[Intent, str], list[int]]
) -> _Group | None:
    shared = Counter(place for word in words for place in holding.get((topic, word), ()))
    alike = [(2 * count / (len(words) + len(groups[place].words)), -place) for place, count in shared.items()]
    best = max(alike, default=(0.0, 0))
    return groups[-best[1]] if best[0] >= _ALIKE else None


def _as_value(group: _Group) -> OpenGroup:
    shortest = min(group.texts, key=lambda text: (len(text), text))
    others = [text for text, _ in group.texts.most_common() if text != shortest]
    return OpenGroup(
        text=shortest, topic=group.topic, inquiries=len(group.inquiries), examples=tuple(others[:_EXAMPLES])
    )
