"""Where each sentence of an item comes from: call, evidence, precedent, generated, or edited by whom. Pure."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from advisor.dossiers.records import Origin, Sentence
from advisor.drafting.composing import BLANK
from advisor.drafting.model import ItemDraft
from advisor.folding import search_form

_END = re.compile(r"(?<=[。！？!?])(?![」』）)】])|\n|(?=【(?:要記入|TO FILL IN))|(?<=】)")


def sentences_in(text: str) -> list[str]:
    """The sentences of a text in order; together with the white space between them they are the text. A blank is one.

    >>> sentences_in("研究は42件。【要記入: 額】\\n次の行")
    ['研究は42件。', '【要記入: 額】', '次の行']
    """
    return [part.strip() for part in _END.split(text) if part and part.strip()]


def of_draft(draft: ItemDraft) -> tuple[Sentence, ...]:
    """The sentences of a draft: those that a claim says as its file does are EVIDENCE, blanks and what a model worded
    are GENERATED. A sentence names its claim by place."""
    found = []
    for text in sentences_in(draft.text):
        at = _claim_of(text, draft)
        verbatim = at is not None and draft.composer == "extractive"
        origin = Origin.EVIDENCE if verbatim and not BLANK.fullmatch(text) else Origin.GENERATED
        found.append(Sentence(text=text, origin=origin, claim=at))
    return tuple(found)


def _claim_of(text: str, draft: ItemDraft) -> int | None:
    letters = _letters(text)
    if not letters or BLANK.fullmatch(text):
        return None
    for at, claim in enumerate(draft.claims):
        said = _letters(claim.text)
        if letters in said or said in letters:
            return at
    return None


def after_edit(text: str, before: Sequence[Sentence], by: str) -> tuple[Sentence, ...]:
    """The sentences of an edited text: those that stood there before keep where they come from, all others are edited
    `by` whom. A sentence that stands twice is matched in order.

    >>> kept = Sentence(text="研究は42件。", origin=Origin.EVIDENCE, claim=0)
    >>> [s.origin.value for s in after_edit("研究は42件。新しい文。", [kept], "佐藤")]
    ['evidence', 'edited']
    """
    now = sentences_in(text)
    matcher = SequenceMatcher(None, [_letters(s.text) for s in before], [_letters(t) for t in now], autojunk=False)
    kept = {new + step: before[old + step] for old, new, size in matcher.get_matching_blocks() for step in range(size)}
    return tuple(
        kept[at].model_copy(update={"text": sentence})
        if at in kept
        else Sentence(text=sentence, origin=Origin.EDITED, by=by)
        for at, sentence in enumerate(now)
    )


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", search_form(text))
