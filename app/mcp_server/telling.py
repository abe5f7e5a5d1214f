"""Answers as plain text: what a model reads where it does not take the structured content. Pure."""

from collections.abc import Iterator

from advisor.answering.models import Answer, Contact
from advisor.guides.eligibility import Assessment
from advisor.messages import say
from app.clock import as_of_words
from app.present import source_line

MOST_SOURCES = 20  # shown with their quotes; lists have over a hundred, and all stand in the structured content


def answer_text(answer: Answer) -> str:
    """Status and moment, the text with its markers, notices, the numbered sources with quotes, whom to ask."""
    language = answer.language
    status = say(f"ui.status_{answer.status.value}", language)
    as_of = say("ui.answer_as_of", language, moment=as_of_words(answer.as_of, language))
    parts = [f"{status} ({as_of})", answer.text, *(f"▲ {notice.text}" for notice in answer.notices)]
    if answer.citations:
        parts.append("\n".join(_sources(answer)))
    if answer.contact is not None:
        parts.append(f"{say('ui.contact_title', language)}: {_contact(answer.contact)}")
    return "\n\n".join([*parts, say("ui.unofficial", language)])


def assessment_text(assessment: Assessment) -> str:
    """The answer, and how the reply to what it asks next is handed in."""
    told = answer_text(assessment.answer)
    asked = assessment.asks
    if asked is None:
        return told
    values = ", ".join(f"{option.value_id} ({option.label})" for option in asked.options)
    ask_next = say(
        "mcp.ask_next", assessment.answer.language, question=asked.question, slot=asked.rule_id, values=values
    )
    return f"{told}\n\n{ask_next}"


def _sources(answer: Answer) -> Iterator[str]:
    language = answer.language
    yield f"{say('ui.sources_title', language)}:"
    for citation in answer.citations[:MOST_SOURCES]:
        place = f"source_id {citation.source_id}, {citation.start}-{citation.end}"
        yield f"[{citation.n}] {source_line(citation, language)} ({place})"
        yield from (f"    {line}" for line in citation.quote.splitlines())
    left = len(answer.citations) - MOST_SOURCES
    if left > 0:
        yield say("mcp.more_sources", language, count=left)


def _contact(contact: Contact) -> str:
    return ", ".join(part for part in (contact.name, contact.email, contact.phone, contact.address) if part)
