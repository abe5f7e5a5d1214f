"""An inquiry with its reply as one JSON object: what `advisor inquiries draft --out` writes. A stable schema."""

from collections.abc import Sequence
from typing import Any

from advisor.inquiries.records import AnsweredQuestion, Inquiry, InquiryMessage, InquiryQuestion, Reply, ReplyDraft
from advisor.replies.citing import is_faq


def reply_json(inquiry: Inquiry, reply: Reply | ReplyDraft, messages: Sequence[InquiryMessage] = ()) -> dict[str, Any]:
    """The inquiry, its questions with what was answered, and the reply. Times are ISO 8601 in Asia/Tokyo.

    `text` of a question is what the draft says to it ("" where the draft does not take it up); the reply's text is the
    current one, which a person may have edited. `messages`: those of the inquiry, told without their texts.
    """
    draft = reply.draft if isinstance(reply, Reply) else reply
    answered = {each.question.id: each for each in draft.answered} if draft else {}
    return {
        "inquiry": inquiry.number,
        "id": inquiry.id,
        "sender": {"name": inquiry.sender_name, "email": inquiry.sender_email},
        "organisation": inquiry.organisation,
        "subject": inquiry.subject,
        "received_at": inquiry.received_at.isoformat(),
        "due_at": inquiry.due_at.isoformat() if inquiry.due_at else None,
        "status": inquiry.status.value,
        "language": inquiry.language.value,
        "topic": inquiry.topic.value,
        "applicant_kind": inquiry.kind.value,
        "flags": [flag.value for flag in inquiry.flags],
        "messages": [
            {
                "id": message.id,
                "received_at": message.received_at.isoformat(),
                "subject": message.subject,
                "duplicate": message.duplicate,
                "attachments": [attachment.model_dump(mode="json") for attachment in message.attachments],
            }
            for message in messages
        ],
        "as_of": draft.as_of.isoformat() if draft else None,
        "round": draft.round if draft else None,
        "composer": draft.composer if draft else None,
        "questions": [_question(question, answered.get(question.id)) for question in inquiry.questions],
        "reply": {"subject": reply.subject, "text": reply.text},
        "similar": [each.model_dump(mode="json") for each in draft.similar] if draft else [],
        "conflicts": [each.model_dump(mode="json") for each in draft.conflicts] if draft else [],
        "changes": [each.model_dump(mode="json") for each in draft.changes] if draft else [],
    }


def _question(question: InquiryQuestion, answered: AnsweredQuestion | None) -> dict[str, Any]:
    told: dict[str, Any] = {"id": question.id, "text": question.text, "topic": question.topic.value}
    if answered is None:
        return {**told, "status": None, "answer": "", "open": True, "citations": []}
    used = {n for statement in answered.answer.statements for n in statement.citations}
    return {
        **told,
        "status": answered.answer.status.value,
        "answer": answered.text,
        "open": answered.open,
        "citations": [
            {
                "source_id": citation.source_id,
                "title": citation.title,
                "round": citation.round,
                "locator": citation.locator.model_dump(exclude_none=True),
                "quote": citation.quote,
            }
            for citation in answered.answer.citations
            if citation.n in used and not is_faq(citation.source_id)
        ],
    }
