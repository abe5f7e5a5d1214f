"""The answer from the selected hubs, where a question is about them."""

from advisor.answering.drafts import Draft
from advisor.answering.models import Intent, Status
from advisor.answering.precedents import hub_statements, incomplete_notice, read_query, select
from advisor.answering.setting import Found, Setting
from advisor.answering.thresholds import CERTAIN, ELSEWHERE, TOPIC
from advisor.answering.understand import Part
from advisor.knowledge import Knowledge
from advisor.messages import say
from advisor.programs.subjects import unlisted_rounds


def from_hubs(part: Part, found: Found, setting: Setting, knowledge: Knowledge) -> Draft | None:
    source_id = next((info.id for info in knowledge.infos.values() if info.kind == "precedent"), None)
    text = f"{part.before} {part.text}".strip()
    named = knowledge.glossary.named(text)
    query = read_query(text, knowledge.hubs, part.round, named, knowledge.index.lexical.weight)
    if query is None or source_id is None:
        return None
    best = found.matches[0] if found.matches else None
    places = query.names or query.universities or query.prefectures
    narrow = bool(places or query.words) or query.elsewhere or query.lists or bool(query.surely and query.types)
    elsewhere = best is not None and best.topic.program_id != knowledge.program.id and best.score >= ELSEWHERE
    rather = best is not None and best.score >= (CERTAIN if narrow else TOPIC)
    if elsewhere and not query.universities and not query.names and not query.surely:
        return None
    if rather and not query.names and best is not None and (best.topic.intent is not Intent.PRECEDENT or not narrow):
        return None
    hubs = select(knowledge.hubs, query, setting.as_of)
    notices = (incomplete_notice(unlisted_rounds(knowledge.program, setting.current), setting.language),)
    if not hubs:
        if best is not None and best.score >= TOPIC and not query.elsewhere:
            return None
        lead = say("answers.hubs_none", setting.language)
        return Draft(intent=Intent.PRECEDENT, status=Status.ABSTAINED, lead=lead, notices=notices)
    statements = hub_statements(hubs, query, source_id, knowledge.texts[source_id], setting.language)
    return Draft(
        intent=Intent.PRECEDENT, status=Status.ANSWERED, statements=tuple(statements), notices=notices, round=part.round
    )
