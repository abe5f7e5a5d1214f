"""Which hubs are known at a moment, and what their record lacks, said with the sources' numbers."""

from collections.abc import Collection, Sequence

from advisor.answering.drafts import DraftNotice
from advisor.answering.evidence import quotes_of
from advisor.answering.hubs.sentences import HubText
from advisor.answering.models import NoticeKind
from advisor.answering.setting import Setting
from advisor.corpus.hubs import Hub, HubType
from advisor.knowledge import Knowledge
from advisor.messages import Language, say
from advisor.programs.precedents import Record, announced, records, selected_in
from advisor.programs.texts import Evidence


def hub_text(knowledge: Knowledge) -> HubText | None:
    """The file of the hubs, where the corpus has one."""
    source_id = next((info.id for info in knowledge.infos.values() if info.kind == "precedent"), None)
    return None if source_id is None else HubText(source_id=source_id, text=knowledge.texts[source_id])


def known_hubs(setting: Setting, knowledge: Knowledge) -> list[Hub]:
    """The hubs that were announced by the moment of the setting."""
    return announced(knowledge.hubs, knowledge.program, setting.as_of)


def lacking(
    setting: Setting, knowledge: Knowledge, rounds: Collection[int] = (), types: Collection[HubType] = ()
) -> list[Record]:
    """The records that are known to be incomplete, of `rounds` (of all, where none are given) and of `types`."""
    known = known_hubs(setting, knowledge)
    found = records(knowledge.program, known, setting.as_of, types)
    return [record for record in found if not record.is_complete and (not rounds or record.round in rounds)]


def selected_all_told(
    setting: Setting, knowledge: Knowledge, rounds: Collection[int] = (), types: Collection[HubType] = ()
) -> int | None:
    """How many hubs were selected in `rounds` (in all, where none are given); None where one of them does not tell."""
    known = known_hubs(setting, knowledge)
    found = [r for r in records(knowledge.program, known, setting.as_of, types) if not rounds or r.round in rounds]
    told = [record.selected for record in found if record.selected is not None]
    return sum(told) if found and len(told) == len(found) else None


def say_lacking(record: Record, language: Language) -> tuple[str, tuple[str, ...]]:
    """An incomplete record in words, and the parts of it that code worked out."""
    named = say("answers.round", language, round=record.round)
    if record.fact is None:
        return say("hubs.not_announced", language, round=record.round), (named,)
    total = selected_in(record.fact)
    key = "incomplete" if record.selected is not None else "incomplete_type"
    on_record = record.on_record if record.selected is not None else record.of_all_types
    told = record.selected if record.selected is not None else total
    text = say(f"hubs.{key}", language, round=record.round, selected=told, on_record=on_record)
    return text, (named, say("hubs.on_record", language, count=on_record))


def lacking_notice(records: Sequence[Record], language: Language, knowledge: Knowledge) -> DraftNotice | None:
    """That the list of the hubs of these rounds is known to be incomplete; None where there are none."""
    if not records:
        return None
    told = [say_lacking(record, language) for record in records]
    facts = [record.fact for record in records if record.fact is not None]
    evidence = [e for fact in facts for e in (Evidence(source=fact.source, quote=fact.quote), *fact.also)]
    return DraftNotice(
        kind=NoticeKind.UNOFFICIAL,
        text=("" if language is Language.JA else " ").join(text for text, _ in told),
        quotes=quotes_of(evidence, knowledge),
        computed=tuple(dict.fromkeys(phrase for _, phrases in told for phrase in phrases)),
    )
