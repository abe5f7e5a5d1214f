"""Where each sentence of an item comes from: call, evidence, precedent, generated, or edited by whom. Pure."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from advisor.dossiers.records import Origin, Sentence
from advisor.drafting.composing import BLANK
from advisor.drafting.model import FileCitation, ItemDraft

_END = re.compile(r"(?<=[。！？!?])(?![」』）)】])|\n|(?=【(?:要記入|TO FILL IN))|(?<=】)")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SPACE = re.compile(r"(?<=[A-Za-z0-9])\s+(?=[A-Za-z0-9])|(\s+)")


def sentences_in(text: str) -> list[str]:
    """The sentences of a text in order; together with the white space between them they are the text. A blank is one.

    >>> sentences_in("研究は42件。【要記入: 額】\\n次の行")
    ['研究は42件。', '【要記入: 額】', '次の行']
    """
    return [part.strip() for part in _END.split(text) if part and part.strip()]


def placed_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence of a text stands in it: `text[start:end]`, in order."""
    at = 0
    for sentence in sentences_in(text):
        start = text.index(sentence, at)
        at = start + len(sentence)
        yield start, at


def of_draft(draft: ItemDraft) -> tuple[Sentence, ...]:
    """The sentences of a draft: those that a claim says as its file does are EVIDENCE, blanks and what a model worded
    are GENERATED. A sentence names its claim (the first, where it is made of several) and cites what all of them do."""
    claims = _placed_claims(draft)
    found = []
    for start, end in placed_sentences(draft.text):
        text = draft.text[start:end]
        is_blank = BLANK.fullmatch(text) is not None
        used = [] if is_blank else [at for at, (a, b) in claims.items() if a < end and start < b]
        verbatim = bool(used) and draft.composer == "extractive"
        cited = dict.fromkeys(citation for at in used for citation in draft.claims[at].citations)
        found.append(
            Sentence(
                text=text,
                origin=Origin.EVIDENCE if verbatim else Origin.GENERATED,
                claim=used[0] if used else None,
                citations=tuple(cited),
            )
        )
    return tuple(found)


def _placed_claims(draft: ItemDraft) -> dict[int, tuple[int, int]]:
    """Where each claim stands in the draft's text. Claims come in the text's order; one that does not is looked for
    from the beginning, and never inside a figure (5% in 35%)."""
    found: dict[int, tuple[int, int]] = {}
    after = 0
    for at, claim in enumerate(draft.claims):
        said = claim.text.strip()
        place = _find(said, draft.text, after) or _find(said, draft.text, 0)
        if place is not None:
            found[at] = place
            after = place[1]
    return found


def _find(said: str, text: str, after: int) -> tuple[int, int] | None:
    if not said:
        return None
    begins = r"(?<![\d.,+△▲−-])" if said[0].isdigit() else ""
    ends = r"(?![.,]?\d)" if said[-1].isdigit() else ""
    match = re.compile(begins + re.escape(said) + ends).search(text, after)
    return match.span() if match else None


def after_edit(text: str, before: Sequence[Sentence], by: str) -> tuple[Sentence, ...]:
    """The sentences of an edited text: those that stood there before, also elsewhere, keep where they come from; all
    others are edited `by` whom.

    Every letter, sign and point counts; white space and the width of letters do not. A sentence that stands more often
    than before is a person's where it was added.

    >>> kept = Sentence(text="研究は42件。", origin=Origin.EVIDENCE, claim=0)
    >>> [s.origin.value for s in after_edit("新しい文。研究は42件。", [kept], "佐藤")]
    ['edited', 'evidence']
    """
    now = sentences_in(text)
    kept = _kept([_compared(each.text) for each in before], [_compared(each) for each in now])
    return tuple(
        before[kept[at]].model_copy(update={"text": sentence})
        if at in kept
        else Sentence(text=sentence, origin=Origin.EDITED, by=by)
        for at, sentence in enumerate(now)
    )


def _kept(before: Sequence[str], now: Sequence[str]) -> dict[int, int]:
    """Which old sentence each new one is, by place: those in the old order first, then those that were moved."""
    blocks = SequenceMatcher(None, before, now, autojunk=False).get_matching_blocks()
    kept = {new + step: old + step for old, new, size in blocks for step in range(size)}
    left: dict[str, list[int]] = {}
    for at, sentence in enumerate(before):
        if at not in kept.values():
            left.setdefault(sentence, []).append(at)
    for at, sentence in enumerate(now):
        if at not in kept and left.get(sentence):
            kept[at] = left[sentence].pop(0)
    return kept


def _compared(text: str) -> str:
    """A sentence as it is compared. A space between Latin letters or digits stays: `3 5` is not `35`."""
    return _SPACE.sub(lambda found: "" if found[1] else " ", text.translate(_FULL_WIDTH).strip())


def citations_of(sentence: Sentence) -> tuple[FileCitation, ...]:
    """What a sentence rests on: what a person wrote or changed rests on no file."""
    return () if sentence.origin is Origin.EDITED else sentence.citations
