"""What figures are made from: one record of each inquiry, as the store hands it out."""

from datetime import datetime

from advisor.answering.models import Citation
from advisor.inquiries.records import Inquiry, InquiryQuestion, ReplyDraft
from advisor.values import Value


class DraftFigures(Value):
    """What figures need of a draft: the questions that it leaves to a person, and what its answers rest on."""

    open: tuple[InquiryQuestion, ...]
    citations: tuple[Citation, ...]


class InquiryRecord(Value):
    """An inquiry with what became of it.

    `first_draft`, `first_approved`: the texts as the product drafted and as a person approved them first; None where
    that has not happened. `imported`: it is a past inquiry, answered before the product was there. `first_sent_at`
    stays when the inquiry is taken up again; None also for a past one that does not say. `open_questions`,
    `citations`: of the newest draft, also when that was rejected.
    """

    inquiry: Inquiry
    first_draft: str | None = None
    first_approved: str | None = None
    imported: bool = False
    rejected: int = 0
    first_sent_at: datetime | None = None
    open_questions: tuple[InquiryQuestion, ...] = ()
    citations: tuple[Citation, ...] = ()


def draft_figures(draft: ReplyDraft) -> DraftFigures:
    """What figures need of this draft."""
    return DraftFigures(
        open=tuple(each.question for each in draft.answered if each.open),
        citations=tuple(citation for each in draft.answered for citation in each.answer.citations),
    )
