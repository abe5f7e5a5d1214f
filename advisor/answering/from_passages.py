"""The answer in the words of passages that were found, where no fact fits."""

from advisor.answering.abstaining import likely_intent
from advisor.answering.drafts import Draft, DraftNotice, DraftStatement, Quote
from advisor.answering.extracts import as_quote, extract, readable
from advisor.answering.models import Intent, NoticeKind, Status
from advisor.answering.notices import historical_notice
from advisor.answering.setting import Found, Setting
from advisor.answering.thresholds import ENOUGH, ENOUGH_ENGLISH
from advisor.answering.understand import Part
from advisor.knowledge import Knowledge
from advisor.messages import Language, say
from advisor.programs.model import Authority
from advisor.retrieval.search import Hit

_NOT_QUOTED = {"facts", "precedent"}  # compilations: told as checked facts and rows, never as found sentences


def from_passages(part: Part, found: Found, setting: Setting, knowledge: Knowledge) -> Draft | None:
    """The sentences of the best passages, when they hold enough of the question's words."""
    quotable = [h for h in found.hits if knowledge.infos[h.entry.source_id].kind not in _NOT_QUOTED]
    hits = [hit for hit in quotable if not hit.neighbour and _is_enough(hit, found, setting)]
    if not hits:
        return None
    statements: list[DraftStatement] = []
    for hit in hits[:2]:
        part_of = extract(hit.entry.passage, found.terms, knowledge.index.lexical.weight)
        quote = as_quote(hit.entry.source_id, part_of)
        if any(
            quote.source_id == q.source_id and quote.start < q.end and q.start < quote.end
            for s in statements
            for q in s.quotes
        ):
            continue
        text = say("answers.quoted", setting.language, quote=readable(quote.text))
        statements.append(DraftStatement(text=text, quotes=(quote,), condition=bool(statements)))
    best = knowledge.infos[hits[0].entry.source_id]
    notices = []
    if best.kind in {"background", "policy", "qa"}:
        notices.append(historical_notice(best.issued_on, setting.language))
    if best.authority is Authority.SECONDARY:
        notices.append(DraftNotice(kind=NoticeKind.UNOFFICIAL, text=say("answers.notice_unofficial", setting.language)))
    return Draft(
        intent=likely_intent(found, Intent.BACKGROUND if best.round is None else Intent.OTHER),
        status=Status.ANSWERED,
        statements=tuple(statements),
        notices=tuple(notices),
        round=best.round,
    )


def _overlap(one: Quote, other: Quote) -> bool:
    return one.source_id == other.source_id and one.start < other.end and other.start < one.end


def _is_enough(hit: Hit, found: Found, setting: Setting) -> bool:
    if setting.language is Language.EN and not found.terms.expansion:
        return hit.dense >= ENOUGH_ENGLISH
    return hit.covered >= ENOUGH and hit.lexical > 0
