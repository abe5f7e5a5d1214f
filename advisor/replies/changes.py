"""What changed in the documents since a reply was approved: passages gone, sources gone, newer ones in force. Pure."""

from collections.abc import Iterable
from datetime import datetime

from advisor.answering.models import Source
from advisor.folding import search_form
from advisor.inquiries.records import ApprovedAnswer, DocumentChange, QuotedPassage
from advisor.knowledge import Knowledge
from advisor.messages import Language, say
from advisor.programs.schedule import JST, current_round

_OF_CALLS = frozenset({"guidelines", "outline", "qa", "form"})  # a newer one of these may say another thing


def changes_since(
    answers: Iterable[ApprovedAnswer], as_of: datetime, knowledge: Knowledge, language: Language
) -> list[DocumentChange]:
    """Every change that touches what these answers quote, each once."""
    found: dict[tuple[str, str, str], DocumentChange] = {}
    for answer in answers:
        for passage in answer.quotes:
            text = _change(answer, passage, as_of, knowledge, language)
            if text:
                # one line a source tells of a newer round; passages that are gone are told each
                gone = passage.quote if not _stands(passage, knowledge) else ""
                change = DocumentChange(
                    inquiry_id=answer.inquiry_id,
                    number=answer.number,
                    source_id=passage.source_id,
                    title=passage.title,
                    quote=passage.quote,
                    text=text,
                )
                found.setdefault((answer.inquiry_id, passage.source_id, gone), change)
    return list(found.values())


def _change(
    answer: ApprovedAnswer, passage: QuotedPassage, as_of: datetime, knowledge: Knowledge, language: Language
) -> str:
    """What became of a passage, in words; "" for nothing."""
    when = day_of(answer.approved_at, language)
    said = {"when": when, "number": answer.number, "title": passage.title}
    if passage.source_id not in knowledge.texts:
        return say("replies.change_gone", language, **said)
    if not _stands(passage, knowledge):
        return say("replies.change_passage", language, **said)
    then, now = current_round(knowledge.program, answer.as_of), current_round(knowledge.program, as_of)
    if (
        passage.round is not None
        and now is not None
        and (then is None or then.number < now.number)
        and passage.round < now.number
    ):
        return say("replies.change_round", language, **said, round=now.number, old=passage.round)
    newer = _newer(passage, answer, as_of, knowledge)
    if newer is not None:
        return say("replies.change_newer", language, **said, newer=newer.title, issued=newer.issued_on)
    return ""


def _stands(passage: QuotedPassage, knowledge: Knowledge) -> bool:
    """Whether the source still holds the words, however its lines are broken now."""
    text = knowledge.texts.get(passage.source_id, "")
    return passage.quote in text or search_form(passage.quote) in search_form(text)


def _newer(passage: QuotedPassage, answer: ApprovedAnswer, as_of: datetime, knowledge: Knowledge) -> Source | None:
    """A document of the same round that came out after the reply was made."""
    own = knowledge.infos[passage.source_id]
    made, today = answer.as_of.astimezone(JST).date(), as_of.astimezone(JST).date()
    for info in knowledge.infos.values():
        same = info.kind in _OF_CALLS and own.kind in _OF_CALLS and info.round == own.round and info.id != own.id
        if same and info.is_out(today) and not info.is_out(made):
            return info
    return None


def day_of(moment: datetime, language: Language) -> str:
    """The day of a moment in Tokyo, as it is said."""
    day = moment.astimezone(JST).date()
    return say("answers.day", language, year=day.year, month=day.month, day=day.day)
