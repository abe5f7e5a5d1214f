"""What does not agree across the items of a dossier. Pure.

The items' own texts are read like files: the same figure stated differently in two items is found as it is found in
two files. Claims are held against the files that are still there.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Literal

from advisor.dossiers.records import Item
from advisor.drafting.composing import BLANK
from advisor.drafting.contradictions import find_contradictions
from advisor.drafting.model import Contradiction
from advisor.drafting.plan_periods import expired_plans
from advisor.evidence.searching import EvidenceFile
from advisor.ingest.blocks import find_blocks
from advisor.ingest.document import Document
from advisor.messages import Language, say
from advisor.values import Value


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
        *_figures(items, language),
        *(Issue(kind="files", text=each.text, contradiction=each) for each in contradictions),
        *_expired(items, as_of, language),
        *_deleted(items, present, deleted, language),
        *_unfinished(items, language),
    )


def _figures(items: Sequence[Item], language: Language) -> list[Issue]:
    found = find_contradictions([_as_file(item) for item in items if item.text], language)
    by_label = {_name(item): item.id for item in items}
    return [
        Issue(
            kind="figures",
            text=each.text,
            items=tuple(dict.fromkeys(by_label[value.file] for value in each.values if value.file in by_label)),
            contradiction=each,
        )
        for each in found
        if len({value.file for value in each.values}) > 1
    ]


def _expired(items: Sequence[Item], as_of: date, language: Language) -> list[Issue]:
    return [
        Issue(
            kind="expired",
            text=say(
                "review.expired", language, item=_name(item), plan=plan.name, end=plan.ended_on.isoformat(),
                as_of=as_of.isoformat(),
            ),
            items=(item.id,),
        )
        for item in items
        if item.text
        for plan in expired_plans([_as_file(item)], as_of)
    ]  # fmt: skip


def _deleted(
    items: Sequence[Item], present: Collection[str], deleted: Mapping[str, str], language: Language
) -> list[Issue]:
    issues = []
    for item in items:
        if item.draft is None:
            continue
        used = {sentence.claim for sentence in item.sentences if sentence.claim is not None}
        claims = [claim for at, claim in enumerate(item.draft.claims) if at in used or item.chosen]
        cited = {c.file_id: c.file for claim in claims for c in claim.citations}
        for file_id, name in cited.items():
            if file_id and file_id not in present:
                text = say("review.deleted", language, item=_name(item), file=deleted.get(file_id, name))
                issues.append(Issue(kind="deleted", text=text, items=(item.id,)))
    return issues


def _unfinished(items: Sequence[Item], language: Language) -> list[Issue]:
    issues = []
    for item in items:
        blanks = len(BLANK.findall(item.text))
        if blanks:
            text = say("review.blanks", language, item=_name(item), count=blanks)
            issues.append(Issue(kind="blank", text=text, items=(item.id,)))
        limit = item.form_item.limit_chars
        if limit is not None and len(item.text) > limit:
            text = say("review.too_long", language, item=_name(item), length=len(item.text), limit=limit)
            issues.append(Issue(kind="length", text=text, items=(item.id,)))
    return issues


def _as_file(item: Item) -> EvidenceFile:
    document = Document(name=_name(item), media_type="text/plain", text=item.text, blocks=tuple(find_blocks(item.text)))
    return EvidenceFile(id=item.id, name=_name(item), document=document)


def _name(item: Item) -> str:
    return f"{item.form_item.number} {item.form_item.label}".strip()
