"""What figures are counted from: one row an inquiry."""

from datetime import datetime

from advisor.answering.models import Intent
from advisor.inquiries.figure_record import InquiryRecord
from advisor.inquiries.records import ApplicantKind, InquiryStatus, QuotedPassage
from advisor.values import Value


class FigureRow(Value):
    """An inquiry as figures see it: nothing of who sent it.

    `first_sent_at`: when it was answered first. `first_draft_text`, `approved_text`: of the product's first draft and
    of the text that was approved first; None where there is none. `rejected`: how often a draft was. `imported`: it
    was answered before the product was there, so its text says nothing of drafts. `open_questions`: what the documents
    do not answer, with its topic; `quoted`: what the newest draft rests on.
    """

    received_at: datetime
    topic: Intent
    kind: ApplicantKind
    status: InquiryStatus
    first_sent_at: datetime | None = None
    first_draft_text: str | None = None
    approved_text: str | None = None
    rejected: int = 0
    imported: bool = False
    open_questions: tuple[tuple[str, Intent], ...] = ()
    quoted: tuple[QuotedPassage, ...] = ()


def figure_row(record: InquiryRecord) -> FigureRow:
    """The row of an inquiry as the store hands it out."""
    inquiry = record.inquiry
    return FigureRow(
        received_at=inquiry.received_at,
        topic=inquiry.topic,
        kind=inquiry.kind,
        status=inquiry.status,
        first_sent_at=record.first_sent_at,
        first_draft_text=record.first_draft,
        approved_text=record.first_approved,
        rejected=record.rejected,
        imported=record.imported,
        open_questions=tuple((question.text, question.topic) for question in record.open_questions),
        quoted=tuple(
            QuotedPassage(source_id=each.source_id, title=each.title, round=each.round, quote=each.quote)
            for each in record.citations
        ),
    )
