"""From verified drafts to the answer: citations numbered, text with markers, notices, contact. Pure."""

from collections.abc import Sequence

from advisor.answering.drafts import Draft, DraftNotice, DraftStatement, Quote
from advisor.answering.evidence import quotes_of
from advisor.answering.models import (
    Answer,
    Citation,
    Contact,
    Intent,
    Locator,
    Notice,
    Question,
    Statement,
    Status,
)
from advisor.answering.setting import Setting
from advisor.knowledge import Knowledge
from advisor.messages import Language, say

Asked = Sequence[tuple[str, Draft]]  # the parts of a question, each with its draft


_MOST_OPTIONS = 6  # options of a question back that the text lists; all are in the answer's clarification


class Citations:
    """Hands out numbers: the same quote always gets the same one. `all`: every citation that has a number."""

    def __init__(self, knowledge: Knowledge, numbered: Sequence[Quote] = ()) -> None:
        self._knowledge = knowledge
        self._numbers: dict[tuple[str, int, int], int] = {}
        self._used: set[int] = set()
        self.all: list[Citation] = []
        for quote in numbered:
            self._give(quote)

    @property
    def made(self) -> list[Citation]:
        """Those that something rests on."""
        return [citation for citation in self.all if citation.n in self._used]

    def number(self, quote: Quote) -> int:
        """The number of a quote that something rests on."""
        number = self._give(quote)
        self._used.add(number)
        return number

    def _give(self, quote: Quote) -> int:
        place = (quote.source_id, quote.start, quote.end)
        if place not in self._numbers:
            self._numbers[place] = len(self._numbers) + 1
            self.all.append(citation_of(self._numbers[place], quote, self._knowledge))
        return self._numbers[place]

    def numbers(self, quotes: Sequence[Quote]) -> tuple[int, ...]:
        """The numbers of quotes that something rests on."""
        return tuple(dict.fromkeys(self.number(quote) for quote in quotes))


def assemble(
    question: Question,
    asked: Asked,
    setting: Setting,
    notices: Sequence[DraftNotice],
    knowledge: Knowledge,
    numbered: Sequence[Quote] = (),
) -> Answer:
    """The answer to `question` from the drafts of its parts. `notices`: banners beside those of the drafts;
    `numbered`: quotes that have their numbers already (those that nothing rests on are left out)."""
    citations = Citations(knowledge, numbered)
    drafts = [draft for _, draft in asked]
    statements = [
        Statement(text=s.text, citations=citations.numbers(s.quotes), computed=bool(s.computed))
        for draft in drafts
        for s in draft.statements
    ]
    status = overall_status([draft.status for draft in drafts])
    banners: dict[tuple[str, str], Notice] = {}
    for notice in (n for group in (*(d.notices for d in drafts), notices) for n in group):
        banner = Notice(kind=notice.kind, text=notice.text, citations=citations.numbers(notice.quotes))
        banners.setdefault((notice.kind, notice.text), banner)
    contact = None if status is Status.REFUSED else _contact(setting, citations, knowledge)
    text = "\n\n".join(
        part_text(part if len(asked) > 1 else None, draft, citations, setting.language) for part, draft in asked
    )
    if contact is not None and any(draft.status in {Status.ABSTAINED, Status.PARTIAL} for draft in drafts):
        text += "\n\n" + _contact_line(contact, setting.language)
    return Answer(
        question=question.text,
        language=setting.language,
        as_of=setting.as_of,
        program=knowledge.program.id,
        round=next(
            (d.round for d in drafts if d.round is not None), setting.current.number if setting.current else None
        ),
        intent=next((d.intent for d in drafts if d.intent is not Intent.OTHER), Intent.OTHER),
        status=status,
        text=text,
        statements=tuple(statements),
        citations=tuple(citations.made),
        notices=tuple(banners.values()),
        clarification=next((d.clarification for d in drafts if d.clarification), None),
        contact=contact,
    )


def overall_status(statuses: Sequence[Status]) -> Status:
    """The status of a whole message from those of its parts.

    >>> overall_status([Status.ANSWERED, Status.ABSTAINED])
    <Status.PARTIAL: 'partial'>
    """
    if len(set(statuses)) == 1:
        return statuses[0]
    if {Status.ANSWERED, Status.PARTIAL} & set(statuses):
        return Status.PARTIAL
    return next(s for s in (Status.CLARIFY, Status.ABSTAINED, Status.REFUSED) if s in statuses)


def part_text(part: str | None, draft: Draft, citations: Citations, language: Language) -> str:
    """What a person reads of one part, under its question where there are several."""
    blocks = [say("answers.part", language, question=part)] if part else []
    if draft.lead:
        blocks.append(draft.lead)
    lead = [s for s in draft.statements if not s.condition]
    conditions = [s for s in draft.statements if s.condition]
    if lead:
        blocks.append(" ".join(_marked(s, citations) for s in lead))
    if conditions:
        blocks.append("\n".join(f"- {_marked(s, citations)}" for s in conditions))
    if draft.closing:
        blocks.append(draft.closing)
    if draft.clarification:
        question = [] if draft.clarification.question in draft.lead else [draft.clarification.question]
        options = "\n".join(f"- {option}" for option in draft.clarification.options[:_MOST_OPTIONS])
        blocks += [block for block in (*question, options) if block]
    return "\n\n".join(blocks)


def _marked(statement: DraftStatement, citations: Citations) -> str:
    marks = "".join(f"[{n}]" for n in citations.numbers(statement.quotes)[:4])
    return f"{statement.text} {marks}"


def citation_of(number: int, quote: Quote, knowledge: Knowledge) -> Citation:
    """A quote as citation `number`, with what the manifest says of its source and where in it the quote stands."""
    document = knowledge.sources[quote.source_id]
    passage = document.passage_at(quote.start)
    page = next((p.number for p in document.pages if p.start <= quote.start < p.end), None)
    return Citation(
        n=number,
        source_id=quote.source_id,
        title=document.info.title,
        issuer=document.info.issuer,
        issued_on=document.info.issued_on,
        round=document.info.round,
        url=document.info.url,
        locator=Locator(page=page, section=passage.section if passage else None, row=passage.row if passage else None),
        quote=quote.text,
        start=quote.start,
        end=quote.end,
    )


def _contact(setting: Setting, citations: Citations, knowledge: Knowledge) -> Contact | None:
    """The contact of the round in force, or of the newest one before it that names one."""
    number = setting.current.number if setting.current else 0
    rounds = [r for r in knowledge.program.rounds if r.contact is not None and r.number <= number]
    point = max(rounds, key=lambda r: r.number).contact if rounds else None
    if point is None:
        return None
    return Contact(
        name=point.name.ja if setting.language is Language.JA else point.name.en,
        email=point.email,
        address=point.address,
        phone=point.phone,
        citations=citations.numbers(quotes_of(point.evidence, knowledge)),
    )


def _contact_line(contact: Contact, language: Language) -> str:
    address = contact.email or contact.phone or contact.address or ""
    marks = "".join(f"[{n}]" for n in contact.citations)
    return say("answers.ask_contact", language, name=contact.name, address=address) + f" {marks}"
