"""The answer from the selected hubs, where a question is about them."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from advisor.answering.drafts import Draft, DraftNotice, DraftStatement
from advisor.answering.from_facts import fact_in_force, fact_statement
from advisor.answering.hubs.asking import HubQuery, asks_by_kind, is_of_rules, places_in, read_query, select
from advisor.answering.hubs.likeness import described, likenesses, most_alike
from advisor.answering.hubs.records import hub_text, known_hubs, lacking, lacking_notice, selected_all_told
from advisor.answering.hubs.sentences import (
    FEW,
    HubText,
    alike_statements,
    compared_statements,
    confidence_statements,
    count_statement,
    hub_statements,
    listed_statements,
    precedent_notice,
    say_type,
)
from advisor.answering.models import Intent, Status
from advisor.answering.notices import nature_notices
from advisor.answering.setting import Found, Setting
from advisor.answering.thresholds import AWAY, CERTAIN, ELSEWHERE, FAMILIAR, TOPIC
from advisor.answering.topics import Match
from advisor.answering.understand import Part
from advisor.corpus.hubs import Hub
from advisor.knowledge import Knowledge
from advisor.messages import Language, say
from advisor.programs.precedents import COUNTS
from advisor.retrieval.embedding import Vectors

# of these the record of hubs says nothing
_NOT_OF_HUBS = frozenset(
    {Intent.SUPPORT_MENU, Intent.OBLIGATION, Intent.SCHEDULE, Intent.PROCEDURE, Intent.CONTACT, Intent.CRITERIA}
)
_AS_LIKELY = 0.93  # share of the best likeness from which a further hub is meant as well
_SIDE_BY_SIDE = 4  # hubs up to which all is set side by side; more are summed up by university


def from_hubs(part: Part, found: Found, setting: Setting, knowledge: Knowledge) -> Draft | None:
    """The hubs that the part is about, or None where it is about something else."""
    source = hub_text(knowledge)
    text = knowledge.spelling.mended(f"{part.before} {part.text}".strip())
    named = knowledge.glossary.named(text)
    query = read_query(text, knowledge.hubs, part.round, named, knowledge.index.lexical.weight)
    if query is not None and part.before:
        query = query.narrowed_to(places_in(part.text, knowledge.hubs, knowledge.glossary.named(part.text)))
    meant = _meant(query, found, setting, knowledge)
    if meant and source is not None and not (query and query.alike):
        return _draft(Status.ANSWERED, hub_statements(meant, source, setting.language), [], number=part.round)
    if query is None and asks_by_kind(text):
        return _draft(Status.ABSTAINED, [], [], lead=say("hubs.kind_unknown", setting.language))
    if query is None or source is None or _is_rather_a_topic(query, text, found, knowledge):
        return None
    if query.alike:
        alike = _alike(query, text, source, setting, knowledge)
        if alike.statements or not meant:
            return alike
        notices = [precedent_notice(setting.language, alike=True)]
        return _draft(Status.ANSWERED, hub_statements(meant, source, setting.language), notices)
    known = known_hubs(setting, knowledge)
    hubs = select(known, query)
    if not hubs and (query.universities or query.names):  # selected in another round than the one that is supposed
        hubs = select(known, query.model_copy(update={"round": None}))
    if _asks_a_round_alone(query):
        return _of_round(query, hubs, source, setting, knowledge)
    if not hubs:
        best = found.matches[0] if found.matches else None
        if best is not None and best.score >= TOPIC and not query.elsewhere:
            return None
        lead = say("hubs.none", setting.language)
        return _draft(Status.ABSTAINED, [], _notices(query, hubs, setting, knowledge), lead=lead)
    statements = _statements(query, hubs, source, setting, knowledge)
    lead = _missing_lead(query, setting.language)
    status = Status.PARTIAL if query.missing else Status.ANSWERED
    return _draft(status, statements, _notices(query, hubs, setting, knowledge), lead=lead, number=part.round)


def _meant(query: HubQuery | None, found: Found, setting: Setting, knowledge: Knowledge) -> list[Hub]:
    """The hubs that a question is most like known questions on; none where it is for hubs by what it names itself."""
    own = query is not None and (
        query.places or query.counts or query.compares or query.types or query.round or query.elsewhere
    )
    best = found.matches[0] if found.matches else None
    if own or best is None or not best.topic.hub or best.score - AWAY * found.elsewhere < FAMILIAR:
        return []
    likely = [m.topic.key for m in found.matches if m.topic.hub and m.score >= best.score * _AS_LIKELY]
    return [hub for hub in known_hubs(setting, knowledge) if hub.id in likely]


def _is_rather_a_topic(query: HubQuery, text: str, found: Found, knowledge: Knowledge) -> bool:
    """Whether a topic answers the question better than a look at the hubs."""
    best = found.matches[0] if found.matches else None
    if best is None or query.alike or query.compares or query.asks_confidence:
        return False
    if best.topic.hub:
        return False
    rules = is_of_rules(text)
    if _says_it_all(best, query, knowledge):
        return True
    if (query.surely or query.lists or query.counts) and not rules and (query.types or query.round is not None):
        return False
    if best.topic.program_id != knowledge.program.id and best.score >= (CERTAIN if query.elsewhere else ELSEWHERE):
        told = " ".join(fact.statement.ja for fact in best.topic.facts)
        of_place = any(place in told for place in query.prefectures) or not query.prefectures
        if of_place and not query.universities and not query.names and not query.surely:
            return True
        if query.prefectures and not of_place:
            return False
    if query.names or (query.surely and not rules and (query.places or query.words)):
        return False
    if query.universities:
        return rules and best.topic.intent in _NOT_OF_HUBS and best.score >= CERTAIN
    if best.score < (CERTAIN if query.narrow else TOPIC):
        return False
    return best.topic.intent is not Intent.PRECEDENT or not query.narrow


def _says_it_all(best: Match, query: HubQuery, knowledge: Knowledge) -> bool:
    """Whether a topic on what calls ask and give is likely, and the question names no hub, place or type."""
    narrowed = query.places or query.types or query.counts or query.lists
    own = best.topic.program_id == knowledge.program.id and best.topic.intent in _NOT_OF_HUBS
    return own and best.score >= FAMILIAR and not narrowed


def _statements(
    query: HubQuery, hubs: Sequence[Hub], source: HubText, setting: Setting, knowledge: Knowledge
) -> list[DraftStatement]:
    language = setting.language
    if query.asks_confidence:
        count = [count_statement(hubs, source, language)] if len(hubs) > FEW else []
        return [*count, *confidence_statements(hubs, source, language)]
    if query.compares:
        return _side_by_side(hubs, source, language)
    rounds = () if query.round is None else (query.round,)
    whole = not (query.places or query.words)
    selected = selected_all_told(setting, knowledge, rounds, query.types) if whole else None
    return hub_statements(hubs, source, language, query.counts, selected)


def _side_by_side(hubs: Sequence[Hub], source: HubText, language: Language) -> list[DraftStatement]:
    """A few hubs with all that they share and differ in; many as a count by university and type, and a list."""
    if len(hubs) <= _SIDE_BY_SIDE:
        return compared_statements(hubs, source, language)
    found = []
    for university in dict.fromkeys(hub.university for hub in hubs):
        own = [hub for hub in hubs if hub.university == university]
        kinds = Counter(hub.type for hub in own)
        parts = [say("hubs.aspect", language, name=say_type(k, language), values=n) for k, n in kinds.items()]
        listed = ("、" if language is Language.JA else ", ").join(parts)
        text = say("hubs.by_university", language, university=university, count=len(own), types=listed)
        quotes = tuple(source.row(hub) for hub in own)
        computed = (listed, str(len(own)))
        found.append(DraftStatement(text=text, quotes=quotes, computed=computed))
        found += listed_statements(own, source, language)
    return found


def _alike(query: HubQuery, text: str, source: HubText, setting: Setting, knowledge: Knowledge) -> Draft:
    """The hubs that are described most like the asker's own, or like the hubs that are named."""
    known = known_hubs(setting, knowledge)
    model = (
        select(known, query.model_copy(update={"words": (), "types": ()})) if query.names or query.universities else []
    )
    others = [hub for hub in known if hub not in model and (not query.types or hub.type in query.types)]
    if model:
        description = " ".join(filter(None, (value for hub in model for value in (hub.field, hub.summary_ja))))
        vector = _middle(model, source, knowledge)
    else:
        description = described(text)
        vector = np.asarray(knowledge.embedder.embed_query(description), dtype=np.float32)
    near = [each.hub for each in most_alike(likenesses(others, description, vector, source, knowledge))]
    notices = [precedent_notice(setting.language, alike=True)]
    if not near:
        return _draft(Status.ABSTAINED, [], notices, lead=say("hubs.none_alike", setting.language))
    return _draft(Status.ANSWERED, alike_statements(near, source, setting.language), notices)


def _middle(hubs: Sequence[Hub], source: HubText, knowledge: Knowledge) -> Vectors:
    rows = knowledge.index.vectors_of([source.entry_id(hub) for hub in hubs])
    middle = np.mean(list(rows.values()), axis=0)
    return np.asarray(middle / np.linalg.norm(middle), dtype=np.float32)


def _asks_a_round_alone(query: HubQuery) -> bool:
    """Whether it asks for the hubs of a round without anything that narrows them further."""
    narrowed = query.places or query.words or query.types or query.elsewhere or query.compares or query.asks_confidence
    return query.round is not None and not narrowed and (query.lists or query.counts or query.surely)


def _of_round(
    query: HubQuery, hubs: Sequence[Hub], source: HubText, setting: Setting, knowledge: Knowledge
) -> Draft | None:
    """How many a round selected, as a source tells it, and those on record; None where only the latter is known."""
    topic = knowledge.questions.by_key.get(COUNTS)
    fact = fact_in_force(topic, query.round, setting) if topic is not None else None
    if fact is None and not hubs:
        lead = say("hubs.not_announced", setting.language, round=query.round)
        return _draft(Status.ABSTAINED, [], [], lead=lead, number=query.round)
    if fact is None:
        return None
    statements = [
        fact_statement(fact, setting.language, knowledge),
        *listed_statements(hubs, source, setting.language),
    ]
    notices = [*nature_notices([fact], setting, knowledge), *_notices(query, hubs, setting, knowledge)]
    status = Status.ANSWERED if hubs or query.counts else Status.PARTIAL
    return _draft(status, statements, notices, number=query.round)


def _notices(query: HubQuery, hubs: Sequence[Hub], setting: Setting, knowledge: Knowledge) -> list[DraftNotice]:
    """What the list lacks, where that matters: not for the one hub of a university that is asked about."""
    single = bool(query.names) or (bool(query.universities) and len(hubs) == 1 and not query.counts)
    if single or query.asks_confidence or query.compares:
        return []
    rounds = () if query.round is None else (query.round,)
    notice = lacking_notice(lacking(setting, knowledge, rounds, query.types), setting.language, knowledge)
    return [notice] if notice is not None else []


def _missing_lead(query: HubQuery, language: Language) -> str:
    if not query.missing:
        return ""
    names = ("、" if language is Language.JA else ", ").join(query.missing)
    return say("hubs.missing", language, universities=names)


def _draft(
    status: Status,
    statements: Sequence[DraftStatement],
    notices: Sequence[DraftNotice],
    lead: str = "",
    number: int | None = None,
) -> Draft:
    return Draft(
        intent=Intent.PRECEDENT,
        status=status,
        statements=tuple(statements),
        notices=tuple(notices),
        lead=lead,
        round=number,
    )
