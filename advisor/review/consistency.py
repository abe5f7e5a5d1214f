"""What does not agree across the items of a dossier. Pure.

The items' own texts are read like files: the same figure stated differently in two items is found as it is found in
two files. Claims are held against the files that are still there.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Literal

from advisor.dossiers.records import Item
from advisor.drafting.composing import BLANK
from advisor.drafting.contradictions import find_contradictions
from advisor.drafting.model import Contradiction, FileCitation, StatedValue
from advisor.drafting.plan_periods import expired_plans
from advisor.evidence.searching import EvidenceFile
from advisor.ingest.blocks import find_blocks
from advisor.ingest.document import Document
from advisor.messages import Language, say
from advisor.review.provenance import citations_of, placed_sentences
from advisor.values import Value
from advisor.wareki import numbers_in


class Issue(Value):
    """Something that a reviewer should look at. `items`: the ids of the items that it is about."""

    kind: Literal["figures", "files", "expired", "deleted", "blank", "length"]
    text: str
    items: tuple[str, ...] = ()
    contradiction: Contradiction | None = None


def consistency(
    items: Sequence[Item],
    contradictions: Sequence[Contradiction],
    present: Collection[str],
    deleted: Mapping[str, str],
    as_of: date,
    language: Language = Language.JA,
) -> tuple[Issue, ...]:
    """Everything that does not agree: between items, in the files, with the day, with what was deleted.

    `present`: ids of the files that are there; `deleted`: names of those that were deleted, by id.
    """
    return (
        *_figures(items, contradictions, language),
        *(Issue(kind="files", text=each.text, contradiction=each) for each in contradictions),
        *_expired(items, as_of, language),
        *_deleted(items, present, deleted, language),
        *_unfinished(items, language),
    )


def _figures(items: Sequence[Item], files: Sequence[Contradiction], language: Language) -> list[Issue]:
    """Figures that differ between items. Those that the cited files state are judged where their columns and headings
    are known, in the files: they disagree between items only when the files do."""
    names = _names(items)
    by_id = {item.id: item for item in items}
    found = find_contradictions([_as_file(item, names[item.id]) for item in items if item.text], language)
    return [
        Issue(
            kind="figures",
            text=each.text,
            items=tuple(dict.fromkeys(value.file_id for value in each.values)),
            contradiction=each,
        )
        for each in found
        if len({value.file_id for value in each.values}) > 1 and not _is_settled(each, by_id, files)
    ]


def _is_settled(found: Contradiction, items: Mapping[str, Item], files: Sequence[Contradiction]) -> bool:
    """Whether each value is a cited file's own, and the files do not contradict each other in these values."""
    rests = [(value.value, _stated_by(items[value.file_id], value)) for value in found.values]
    if not all(cited for _, cited in rests):
        return False
    return not any(len({figure for figure, cited in rests if _tells(each, figure, cited)}) > 1 for each in files)


def _stated_by(item: Item, value: StatedValue) -> tuple[FileCitation, ...]:
    """The quotes that a value in an item's text was taken from: those of its sentence that hold its numbers."""
    spans = placed_sentences(item.text)
    cited = [
        citation
        for (start, end), sentence in zip(spans, item.sentences, strict=False)
        if start < value.end and value.start < end and item.text[start:end] == sentence.text
        for citation in citations_of(sentence)
    ]
    numbers = numbers_in(value.value)
    return tuple(c for c in cited if numbers and numbers <= numbers_in(c.quote))


def _tells(contradiction: Contradiction, figure: str, cited: Sequence[FileCitation]) -> bool:
    """Whether a contradiction of the files is about this figure at one of these places."""
    return any(
        value.file_id == citation.file_id
        and value.start < citation.end
        and citation.start < value.end
        and numbers_in(value.value) == numbers_in(figure)
        for value in contradiction.values
        for citation in cited
    )


def _expired(items: Sequence[Item], as_of: date, language: Language) -> list[Issue]:
    names = _names(items)
    return [
        Issue(
            kind="expired",
            text=say(
                "review.expired", language, item=names[item.id], plan=plan.name, end=plan.ended_on.isoformat(),
                as_of=as_of.isoformat(),
            ),
            items=(item.id,),
        )
        for item in items
        if item.text
        for plan in expired_plans([_as_file(item, names[item.id])], as_of)
    ]  # fmt: skip


def _deleted(
    items: Sequence[Item], present: Collection[str], deleted: Mapping[str, str], language: Language
) -> list[Issue]:
    names = _names(items)
    issues = []
    for item in items:
        cited = {citation.file_id: citation.file for citation in _rests_on(item)}
        for file_id, name in cited.items():
            if file_id and file_id not in present:
                text = say("review.deleted", language, item=names[item.id], file=deleted.get(file_id, name))
                issues.append(Issue(kind="deleted", text=text, items=(item.id,)))
    return issues


def _rests_on(item: Item) -> list[FileCitation]:
    """What the sentences rest on; of a choice, what its draft does unless a person ticked something else."""
    cited = [citation for sentence in item.sentences for citation in citations_of(sentence)]
    if item.draft is not None and item.chosen and item.draft.chosen in ((), item.chosen):
        cited += [citation for claim in item.draft.claims for citation in claim.citations]
    return cited


def _unfinished(items: Sequence[Item], language: Language) -> list[Issue]:
    names = _names(items)
    issues = []
    for item in items:
        blanks = len(BLANK.findall(item.text))
        if blanks:
            text = say("review.blanks", language, item=names[item.id], count=blanks)
            issues.append(Issue(kind="blank", text=text, items=(item.id,)))
        limit = item.form_item.limit_chars
        if limit is not None and len(item.text) > limit:
            text = say("review.too_long", language, item=names[item.id], length=len(item.text), limit=limit)
            issues.append(Issue(kind="length", text=text, items=(item.id,)))
    return issues


def _as_file(item: Item, name: str) -> EvidenceFile:
    document = Document(name=name, media_type="text/plain", text=item.text, blocks=tuple(find_blocks(item.text)))
    return EvidenceFile(id=item.id, name=name, document=document)


def _names(items: Sequence[Item]) -> dict[str, str]:
    """What each item is called, by its id: number and label, with its path and at last its place in the form where
    several are called the same."""
    plain = {item.id: f"{item.form_item.number} {item.form_item.label}".strip() for item in items}
    seen = Counter(plain.values())
    full = {
        item.id: plain[item.id] if seen[plain[item.id]] == 1 else " ".join([*item.form_item.path, plain[item.id]])
        for item in items
    }
    again = Counter(full.values())
    return {
        item.id: full[item.id] if again[full[item.id]] == 1 else f"{full[item.id]} ({place})"
        for place, item in enumerate(items, 1)
    }
