"""What is done in the tab FAQ: read and searched by everybody; at the desk begun, edited, approved, taken down."""

from collections.abc import Callable

from advisor.errors import AdvisorError, RecordMissing
from advisor.faq.records import FaqEntry, FaqStatus
from advisor.faq.rules import FaqEditRejected
from advisor.review.differences import differences
from app.ui.address import query_of, read_address
from app.ui.faq.desk_lists import desk_html
from app.ui.faq.entry import entry_html, versions_html
from app.ui.faq.place import Place
from app.ui.faq.public import entries_html, public_html
from app.ui.panels import message_html
from app.ui.workbench.comparing import conflict_html
from app.ui.workbench.exchange import Reply
from app.ui.workbench.sources import source_part
from app.ui.workbench.wording import moment_words

TAB = "faq"
ENTRY = "entry"  # in the address
PARTS = ("public", "desk", "entry")
Act = Callable[[Place], Reply]


def opened(place: Place) -> Reply:
    """The tab as its address says. An entry that is gone is told, and the lists are shown."""
    address = read_address(place.sent.address)
    wanted = next(iter(address.fields.get(ENTRY, ())), "") if address.tab == TAB else ""
    if not wanted or not place.is_open():
        return _lists(place)
    try:
        entry = place.store.entry(place.actor, wanted)
    except RecordMissing as gone:
        told = message_html(gone.user_message(place.language), "info")
        return _lists(place).model_copy(update={"message": told})
    return _shown(place, entry).model_copy(update={"focus": ""})


def _lists(place: Place) -> Reply:
    sources = place.knowledge.sources
    public = public_html(place.published(), place.sent.find, place.sent.as_of, sources, place.wording)
    desk = ""
    if place.is_open():
        desk = desk_html(place.desk.candidates(place.actor), place.desk.entries(place.actor), place.wording)
    return Reply(parts={"public": public, "desk": desk, "entry": ""}, query=_query(place))


def _query(place: Place, entry_id: str = "") -> str:
    return query_of(TAB, {ENTRY: (entry_id,)} if entry_id else {}, place.sent.as_of)


def home(place: Place) -> Reply:
    """Back to the lists."""
    return _lists(place).model_copy(update={"focus": "faq-entries-title"})


def renew(place: Place) -> Reply:
    """What is shown, as it is on another day."""
    if place.sent.entry:
        return open_entry(place).model_copy(update={"focus": ""})
    return _lists(place)


def find(place: Place) -> Reply:
    """The published entries that hold what is looked for."""
    shown = entries_html(place.published(), place.sent.find, place.knowledge.sources, place.wording)
    return Reply(parts={"entries": shown}, said=place.wording.text("found_said"))


def source(place: Place) -> Reply:
    """The source of a quote."""
    return source_part(place.sent, place.knowledge, place.language, "faq")


def open_entry(place: Place) -> Reply:
    """One entry at the desk."""
    return _shown(place, place.store.entry(place.actor, place.sent.entry))


def _shown(place: Place, entry: FaqEntry, said: str = "") -> Reply:
    shown = entry_html(entry, _personal(place, entry), place.knowledge.sources, place.wording)
    parts = {"public": "", "desk": "", "entry": shown}
    told = place.wording.text(said) if said else ""
    return Reply(parts=parts, query=_query(place, entry.id), focus="faq-entry-title", said=told)


def _personal(place: Place, entry: FaqEntry) -> list[tuple[str, str]]:
    """What may be personal data in the entry, each with its kind in words."""
    found = []
    for text in (entry.question, entry.answer, *entry.variants):
        for each in place.desk.personal(text):
            found.append((text[each.start : each.end], place.wording.personal_kind(each.kind)))
    return found


def start(place: Place) -> Reply:
    """An entry begun from a candidate, or an empty one."""
    actor, key = place.actor, place.sent.key
    entry = place.desk.start(actor, key) if key else place.desk.create(actor, "", "", language=place.language)
    return _shown(place, entry, "begun")


def edit(place: Place) -> Reply:
    """Keep the words."""
    return _stepped(place, lambda entry: entry, "said_edit")


def to_review(place: Place) -> Reply:
    """Keep the words and ask for a review; of an approved entry: take the approval back."""

    def asked(entry: FaqEntry) -> FaqEntry:
        step = place.desk.take_back if entry.status is FaqStatus.APPROVED else place.desk.to_review
        return step(place.actor, entry.id, entry.revision, place.sent.note)

    return _stepped(place, asked, "said_to_review")


def approve(place: Place) -> Reply:
    """Keep the words and approve them: from then on they answer, and are public."""
    desk, sent = place.desk, place.sent

    def approved(entry: FaqEntry) -> FaqEntry:
        return desk.approve(place.decider, entry.id, place.moment, sent.checked, entry.revision, sent.note)

    return _stepped(place, approved, "said_approve")


def retire(place: Place) -> Reply:
    """Take the entry down for good."""
    sent = place.sent
    entry = place.desk.retire(place.actor, sent.entry, sent.revision, sent.note)
    return _shown(place, entry, "said_retire")


def _stepped(place: Place, step: Callable[[FaqEntry], FaqEntry], said: str) -> Reply:
    """The step on the words as they were typed. Too late, they are kept as a version, and both are shown.

    Where the step is refused the words are kept all the same, and the form goes on from there.
    """
    kept: FaqEntry | None = None
    try:
        kept = _with_words(place)
        return _shown(place, step(kept), said)
    except AdvisorError as fault:
        if isinstance(fault, FaqEditRejected) and fault.code == "faq_changed_meanwhile":
            return _conflict(fault, place)
        if kept is None:
            raise
        message = message_html(fault.user_message(place.language))
        return Reply(ok=False, message=message, revision=kept.revision)


def _with_words(place: Place) -> FaqEntry:
    sent = place.sent
    entry = place.store.entry(place.actor, sent.entry)
    if entry.status in (FaqStatus.APPROVED, FaqStatus.RETIRED):
        return entry
    variants = sent.variants.splitlines()
    kept = None if sent.quotes is None else [quote for n, quote in enumerate(entry.quotes) if n in sent.quotes]
    return place.desk.edit(
        place.actor, sent.entry, sent.question, sent.answer, variants, sent.revision, quotes=kept, note=sent.note
    )


def _conflict(late: FaqEditRejected, place: Place) -> Reply:
    theirs, sent, wording = late.current, place.sent, place.wording
    said = "\n\n".join((theirs.question, theirs.answer, *theirs.variants))
    typed = "\n\n".join((sent.question, sent.answer, *sent.variants.splitlines()))
    by = wording.text("conflict_theirs", by=wording.person(theirs.updated_by), at=moment_words(theirs.updated_at))
    reason = late.user_message(place.language)
    shown = conflict_html(reason, said, by, typed, differences(said, typed), theirs.revision, wording)
    return Reply(ok=False, conflict=shown)


def versions(place: Place) -> Reply:
    """All versions of the entry."""
    found = place.store.versions(place.actor, place.sent.entry)
    return Reply(parts={"versions": versions_html(found, place.wording)})


ACTS: dict[str, Act] = {
    "opened": opened,
    "home": home,
    "renew": renew,
    "find": find,
    "source": source,
    "open": open_entry,
    "start": start,
    "edit": edit,
    "to_review": to_review,
    "approve": approve,
    "retire": retire,
    "versions": versions,
}
