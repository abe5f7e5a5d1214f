"""What the rest of a sentence says to narrow a figure: for whom, where, in which field. Pure."""

import re
from collections.abc import Iterator

from advisor.drafting.stated.field_words import dropped
from advisor.drafting.stated.folded import MASK
from advisor.drafting.stated.labels import Label, read_label
from advisor.drafting.stated.phrases import NOUNS

_PHRASE = re.compile(
    rf"(?P<np>{NOUNS})(?P<by>では|においては|においても|において|における|については|に関しては|としては|として|向けに|向け|に対しては|に対して|に対し|との間で|を対象に|で(?!あ|き)|と(?!な|し|い|す)|から|は|も)(?=[、,\s{MASK}]|[^ぁ-ん]|$)"
)
_TOPIC = re.compile(rf"(?P<np>{NOUNS})(?:は|も|としては)(?=[、,\s{MASK}]|[^ぁ-ん]|$)")
_ENDS_TOPICAL = re.compile(
    r"(?:では|は|において|においては|には|における|については|として|としては|も|向けに|に対して|に対し|から|を対象に|で)\s*$"
)
_ADVERB = re.compile(
    rf"^[\s{MASK}]*(?:新たに|新規に|うち|このうち|そのうち|また|さらに|これまでに|延べ|累計|内訳)?[\s{MASK}]*$"
)
_SINCE = re.compile(r"(?:以来|以降|これまで(?:に|の)?|今までに)\s*$")
_ADVERBIAL = frozenset(
    {"新規", "累計", "継続", "終了", "前年度", "目標", "見込", "平均", "当たり", "定員", "最大", "半期"}
)


def narrowed_by(text: str, kind: str) -> Label:
    """What the text before a figure's subject narrows it by; a clause that says something else narrows nothing."""
    label = Label()
    for segment, is_last in _segments(text):
        if not is_last and _ADVERB.match(segment):
            label = label.joined(_of_phrase(segment, kind))
            continue
        if not is_last and not _ENDS_TOPICAL.search(segment):
            continue
        for found in _PHRASE.finditer(segment if is_last else f"{segment} "):
            label = label.joined(_of_phrase(found["np"], kind))
    return label


def adverbs_of(zone: str) -> frozenset[str]:
    """What 新たに, これまでに, 延べ and the like say of the figure behind `zone`, anywhere in its clause."""
    found: frozenset[str] = frozenset()
    for segment, is_last in _segments(zone):
        if is_last or _ADVERB.match(segment) or _SINCE.search(segment):
            found |= read_label(segment, alone=False).qualifiers & _ADVERBIAL
    return found


def topics_of(text: str) -> Iterator[Label]:
    """What a sentence is about: its phrases with は."""
    for found in _TOPIC.finditer(text):
        yield read_label(found["np"], alone=False)


def _segments(text: str) -> Iterator[tuple[str, bool]]:
    parts = re.split(r"[、。,;]", text)
    for at, part in enumerate(parts):
        yield part, at == len(parts) - 1


def _of_phrase(phrase: str, kind: str) -> Label:
    label = read_label(phrase, alone=False, kind=kind)
    return Label(
        words=frozenset(word for word in label.words if word not in dropped("heading") and word not in dropped("weak")),
        qualifiers=label.qualifiers,
        organisation=label.organisation,
        part=label.part,
    )
