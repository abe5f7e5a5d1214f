"""Hubs by likeness to a described one: of descriptions only, by meaning and by telling words."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

from advisor.answering.hubs.sentences import HubText
from advisor.corpus.hubs import Hub
from advisor.folding import search_form
from advisor.japanese import search_tokens, words
from advisor.knowledge import Knowledge
from advisor.retrieval.embedding import Vectors
from advisor.values import Value

# Of the centred cosine (see `_apart`), set on descriptions of hubs that are and that are not like one on record.
_LIKE = 0.17
_LIKE_WITH_WORD = 0.09  # where a word that tells is shared as well
_TELLING = 3.0  # inverse document frequency: in fewer than about one passage of twenty
_FEW = 5  # hubs; a word that more of them share tells nothing about one
_MOST = 3
_WORD_WORTH = 0.1  # of the centred cosine that one shared telling word is worth when hubs are ranked
ASKS_ALIKE = re.compile(
    r"似た|似て(?:い|る)|似通|類似|(?:に|の|一番|もっとも|最も)?近い(?:もの|先例|先行例|前例|事例|選抜|拠点|ところ|のは)"
    r"|(?:^|[^一])例(?:は|が|を|って|も)(?:何か|どこか)?(?:ない|無い|あり|ある|見たい|知り|教え|探し)"
    r"|参考になる(?:先例|先行例|前例|事例|拠点)"
    r"|\bsimilar\b|\b(?:hubs?|precedents?) like\b|closest (?:hub|precedent)|resembl"
    r"|\bhubs?\b.{0,20}\b(?:works? on|working on|deals? with|dealing with|speciali[sz]es? in|focus(?:es|ed)? on"
    r"|in the field of)\b"
)
_ASKING = re.compile(
    r"^(?:うち|当方|弊学|本学|当学|私たち|我々|わが校)(?:の大学|の拠点)?(?:は|で|では|も|に)?、?"
    r"|(?:の?ですが|のだが|(?:を(?:やっ|し|行っ|扱っ))?(?:て|で)い?る(?:のです|んです|の?だ)?(?:が|けど)|けど|が)?"
    r"[、,\s]*(?:これ|それ)?(?:に|と)?(?:一番|最も|もっとも)?"
    r"(?:似た|似ている|似てる|近い|類似(?:の|した)?|参考になる)(?:選抜)?(?:拠点|先例|先行例|前例|事例|ところ|もの|の)?"
    r"(?:は|が|を|って)?[^。、]*[?？。]?$"
    r"|^(?:which|what|are there|is there|find|show)\b.*?\b(?:similar to|like|close(?:st)? to|works? on|working on"
    r"|deals? with|dealing with"
    r"|speciali[sz]es? in|focus(?:es|ed)? on|field of)\s+(?:an? |our |the )?"
    r"|\?$"
)


class Likeness(Value):
    """A hub's likeness to a description. `cosine`: of its passage's vector; `apart`: the same without what all hubs
    share; `words`: telling words that both hold."""

    hub: Hub
    cosine: float
    apart: float
    words: tuple[str, ...] = ()

    @property
    def is_like(self) -> bool:
        """Whether the two are alike enough to be told."""
        return self.apart >= (_LIKE_WITH_WORD if self.words else _LIKE)

    @property
    def rank(self) -> float:
        """What hubs are ranked by."""
        return self.apart + _WORD_WORTH * len(self.words)


def described(question: str) -> str:
    """The description in a question for hubs like it, without the asking.

    >>> described("うちは半導体の実装をやっているが似た拠点は?")
    '半導体の実装'
    """
    plain = search_form(question)
    for _ in range(2):
        plain = _ASKING.sub("", plain).strip()
    return plain or search_form(question)


def likenesses(
    hubs: Sequence[Hub], description: str, vector: Vectors, source: HubText, knowledge: Knowledge
) -> list[Likeness]:
    """Every hub with its likeness to `description`, whose query vector is `vector`; in the order of `hubs`."""
    rows = knowledge.index.vectors_of([source.entry_id(hub) for hub in knowledge.hubs])
    found = [(hub, rows[source.entry_id(hub)]) for hub in hubs if source.entry_id(hub) in rows]
    if not found:
        return []
    middle = np.mean(list(rows.values()), axis=0)
    telling = telling_words(description, knowledge.hubs, knowledge.index.lexical.weight)
    return [
        Likeness(
            hub=hub,
            cosine=float(row @ vector),
            apart=_apart(row, vector, middle),
            words=tuple(word for word in telling if word in words_of(hub)),
        )
        for hub, row in found
    ]


def most_alike(found: Sequence[Likeness], most: int = _MOST) -> list[Likeness]:
    """The hubs that are alike enough, the most alike first."""
    return sorted((each for each in found if each.is_like), key=lambda each: (-each.rank, each.hub.row))[:most]


def telling_words(text: str, hubs: Sequence[Hub], weight: Callable[[str], float]) -> tuple[str, ...]:
    """The words of a text that only few hubs are described by, and that are rare in the corpus as well."""
    known = Counter(word for hub in hubs for word in words_of(hub))
    nouns = dict.fromkeys(
        w.normal for whole in (False, True) for w in words(text, whole) if w.part in {"名詞", "形状詞"}
    )
    return tuple(word for word in nouns if _is_telling(word) and 0 < known[word] <= _FEW and weight(word) >= _TELLING)


def words_of(hub: Hub) -> frozenset[str]:
    """What a hub's name, field and summary are made of."""
    return frozenset(search_tokens(f"{hub.hub_name or ''} {hub.field or ''} {hub.summary_ja or ''}"))


def _apart(row: Vectors, vector: Vectors, middle: Vectors) -> float:
    """The cosine of two vectors seen from the middle of all hubs: what all hubs share would hide what is special."""
    one, other = row - middle, vector - middle
    return float(one @ other / max(float(np.linalg.norm(one) * np.linalg.norm(other)), 1e-9))


def _is_telling(word: str) -> bool:
    return not word.isdigit() and (len(word) > 1 or "\u4e00" <= word <= "\u9fff")
