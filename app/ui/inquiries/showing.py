"""The parts of the tab as they stand now: the list with what belongs to it, an open inquiry."""

from advisor.inquiries.records import Inquiry, InquiryFilter, InquiryPage, InquiryStatus
from app.ui.address import query_of
from app.ui.inquiries.beside import beside_html
from app.ui.inquiries.exchange import ListFilter
from app.ui.inquiries.figures import figures_html
from app.ui.inquiries.history import history_html
from app.ui.inquiries.inquiry_head import details_html, head_html, questions_html
from app.ui.inquiries.intake import batch_html, intake_html
from app.ui.inquiries.listing import PAGE, list_html, rows_html
from app.ui.inquiries.messages import messages_html
from app.ui.inquiries.place import Place
from app.ui.inquiries.reply import editor_html
from app.ui.workbench.exchange import Parts, Reply

TAB = "inquiries"
INQUIRY = "inquiry"  # in the address
PUBLIC = ("status", "topic", "kind", "flag")  # of the filter: no name, no words of a case stand in an address
PARTS = (
    "list",
    "intake",
    "batch",
    "figures",
    "tables",
    "head",
    "messages",
    "questions",
    "details",
    "editor",
    "history",
)
_WAITING = (InquiryStatus.NEW, InquiryStatus.REOPENED)


def shown_list(place: Place) -> Reply:
    """The list and all that is done without opening an inquiry."""
    parts = dict.fromkeys(PARTS, "") | {
        "list": list_html(*_found(place), place.sent.filter, place.moment, place.wording),
        "intake": intake_html(place.settings.inquiry_file_mb, place.wording),
        "figures": figures_html(place.moment, place.wording),
        **batch_part(place),
    }
    return Reply(parts=parts, query=query(place))


def rows_part(place: Place) -> Parts:
    """The page of the list that the filter means."""
    return {"rows": rows_html(*_found(place), place.sent.filter, place.moment, place.wording)}


def batch_part(place: Place) -> Parts:
    """How many wait for a draft."""
    waiting = place.store.page(place.actor, InquiryFilter(statuses=_WAITING), 1, 0).total
    return {"batch": batch_html(waiting, place.wording)}


def _found(place: Place) -> tuple[InquiryPage, dict[InquiryStatus, int]]:
    """A page of the inquiries that the filter means, and how many there are of each status."""
    wanted = place.sent.filter
    meant = meant_by(wanted, place)
    found = place.store.page(place.actor, meant, PAGE, (wanted.page - 1) * PAGE)
    counts = {
        status: place.store.page(place.actor, meant.model_copy(update={"statuses": (status,)}), 1, 0).total
        for status in InquiryStatus
    }
    return found, counts


def meant_by(wanted: ListFilter, place: Place) -> InquiryFilter:
    """The filter as the store takes it."""
    return InquiryFilter(
        statuses=wanted.statuses,
        topic=wanted.topic_meant(),
        kind=wanted.kind_meant(),
        assignee=wanted.assignee.strip() or None,
        flag=wanted.flag_meant(),
        overdue_at=place.moment if wanted.overdue else None,
        text=wanted.find.strip(),
    )


def shown_inquiry(place: Place, inquiry: Inquiry) -> Reply:
    """The inquiry from top to bottom."""
    parts = dict.fromkeys(PARTS, "") | inquiry_parts(place, inquiry)
    return Reply(parts=parts, query=query(place, inquiry.id), focus="inq-head-title")


def inquiry_parts(place: Place, inquiry: Inquiry) -> Parts:
    """All parts of an open inquiry, as they are now."""
    wording = place.wording
    messages = place.store.messages(place.actor, inquiry.id)
    return {
        "head": head_html(inquiry, place.moment, wording),
        "messages": messages_html(messages, wording),
        "questions": questions_html(inquiry, wording),
        "details": details_html(inquiry, wording),
        "editor": _editor(place, inquiry),
        "history": history_html(wording),
    }


def _editor(place: Place, inquiry: Inquiry) -> str:
    reply = place.store.reply(place.actor, inquiry.id)
    out = inquiry.status in (InquiryStatus.APPROVED, InquiryStatus.SENT) and reply is not None
    mailto = place.desk.mailto(place.actor, inquiry.id) if out else None
    beside = beside_html(reply.draft if reply else None, place.wording)
    return editor_html(inquiry, reply, beside, mailto, place.wording)


def query(place: Place, inquiry_id: str = "") -> str:
    """The address that shows the same again."""
    wanted = place.sent.filter
    given = {name: (getattr(wanted, name),) for name in PUBLIC if getattr(wanted, name)}
    if inquiry_id:
        given[INQUIRY] = (inquiry_id,)
    return query_of(TAB, given, place.sent.as_of)
