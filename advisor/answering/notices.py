"""Banners beside an answer: where the call stands, and what kind of source speaks."""

from collections.abc import Sequence

from advisor.answering.clock.calls import clock_notice
from advisor.answering.drafts import Draft, DraftNotice
from advisor.answering.evidence import quotes_of
from advisor.answering.models import Intent, NoticeKind, Status
from advisor.answering.setting import Setting
from advisor.knowledge import Knowledge
from advisor.messages import Language, say
from advisor.programs.model import Authority, Fact
from advisor.programs.schedule import Phase, call_state

_CLOCK_INTENTS = frozenset(Intent) - {Intent.BACKGROUND, Intent.PRECEDENT, Intent.OTHER}


def nature_notices(facts: Sequence[Fact], setting: Setting, knowledge: Knowledge) -> list[DraftNotice]:
    """That a source is history, or a compilation."""
    found = []
    for fact in facts:
        info = knowledge.infos[fact.source]
        if fact.historical or info.kind in {"background", "policy", "qa"}:
            found.append(historical_notice(info.issued_on, setting.language))
        if info.authority == Authority.SECONDARY:
            text = say("answers.notice_unofficial", setting.language)
            found.append(DraftNotice(kind=NoticeKind.UNOFFICIAL, text=text))
    return found


def closed_lead(number: int | None, setting: Setting, knowledge: Knowledge) -> str:
    """That the call of round `number` is over, before an answer that may be read as 「いま申請できる」; else ""."""
    round_ = next((r for r in knowledge.program.rounds if r.number == number), None)
    if round_ is None or call_state(round_, setting.as_of).phase is not Phase.CLOSED:
        return ""
    return say("answers.closed_lead", setting.language, round=round_.number)


def historical_notice(issued_on: str, language: Language) -> DraftNotice:
    text = say("answers.notice_historical", language, issued_on=issued_on)
    return DraftNotice(kind=NoticeKind.HISTORICAL, text=text)


def clock_notices(draft: Draft, setting: Setting, knowledge: Knowledge) -> list[DraftNotice]:
    """Where the call stands, beside an answer about the program."""
    if setting.current is None or draft.intent not in _CLOCK_INTENTS or draft.status is Status.REFUSED:
        return []
    if any(notice.kind is NoticeKind.HISTORICAL for notice in draft.notices):
        return []
    number = draft.round if draft.round is not None else setting.current.number
    round_ = next((r for r in knowledge.program.rounds if r.number == number), setting.current)
    quotes = quotes_of(round_.call.evidence, knowledge)
    notice = clock_notice(call_state(round_, setting.as_of), quotes, setting.language)
    return [notice] if notice is not None else []
