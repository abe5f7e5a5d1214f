"""What is done to an item: opened, edited, drafted anew, sent to review, approved, taken back, remarked on."""

from collections.abc import Callable

from advisor.dates import now
from advisor.dossiers.item_rules import ItemEditRejected
from advisor.dossiers.records import Item
from advisor.programs.schedule import JST
from advisor.review.differences import differences
from app.ui.drafting.comments import comments_html
from app.ui.drafting.dossier_acts import Act
from app.ui.drafting.place import Place
from app.ui.drafting.requirements import marks_of
from app.ui.drafting.sentences import sentences_html
from app.ui.drafting.showing import (
    changed_parts,
    deleted_ids,
    editor_part,
    light_parts,
    query,
)
from app.ui.drafting.versions import conflict_html, versions_html
from app.ui.workbench.comparing import differences_html
from app.ui.workbench.exchange import Parts, Reply

TITLE = "draft-editor-title"


def open_item(place: Place) -> Reply:
    """The editor with the item."""
    dossier = place.store.dossier(place.actor, place.dossier_id)
    parts = editor_part(place, dossier, place.sent.item)
    return Reply(parts=parts, query=query(place, dossier.id, place.sent.item), focus=TITLE)


def save(place: Place) -> Reply:
    """Keep what was typed, on top of the revision that was read. Too late, it is kept as a version and both shown."""
    sent = place.sent
    try:
        item = place.desk.edit(place.actor, place.dossier_id, sent.item, sent.text, sent.chosen, sent.revision)
    except ItemEditRejected as late:
        return _conflict(late, place)
    parts = light_parts(place) | {"sentences": sentences_html(item, deleted_ids(place), place.wording)}
    at = f"{now().astimezone(JST):%H:%M}"
    return Reply(revision=item.revision, saved_at=at, parts=parts, marks=marks_of(item, place.wording))


def _conflict(late: ItemEditRejected, place: Place) -> Reply:
    theirs, mine = late.current, place.sent
    typed = "、".join(mine.chosen) if mine.chosen else mine.text
    pieces = differences("、".join(theirs.chosen) if theirs.chosen else theirs.text, typed)
    html = conflict_html(late.user_message(place.language), theirs, typed, pieces, place.wording)
    return Reply(ok=False, conflict=html, marks=marks_of(theirs, place.wording))


def send_to_review(place: Place) -> Reply:
    """Ask for a review."""
    return _step(place, "sent_to_review", place.store.send_to_review)


def approve(place: Place) -> Reply:
    """Approve under the name that was sent: without one it is refused."""
    approver = place.actor.model_copy(update={"name": place.sent.name.strip()})

    def approved(_: object, dossier_id: str, item_id: str, revision: int, note: str) -> Item:
        return place.store.approve(approver, dossier_id, item_id, revision, note)

    return _step(place, "approved", approved)


def reopen(place: Place) -> Reply:
    """Take an approval back, or an item from review: the note says why."""

    def reopened(_: object, dossier_id: str, item_id: str, revision: int, note: str) -> Item:
        return place.store.reopen(place.actor, dossier_id, item_id, note)

    return _step(place, "reopened", reopened)


def redraft(place: Place) -> Reply:
    """Draft the item anew from the files as they are now; its earlier text stays in the versions."""
    done = place.desk.draft(place.actor, place.dossier_id, place.moment, [place.sent.item], place.language)
    try:
        items = list(done)
    except ItemEditRejected as late:
        return _conflict(late, place)
    return _with_all(place, "redrafted" if items else "nothing_drafted")


def restore(place: Place) -> Reply:
    """Make a version the item's text again."""
    sent = place.sent
    try:
        place.store.restore_version(place.actor, place.dossier_id, sent.item, sent.version, sent.revision)
    except ItemEditRejected as late:
        return _conflict(late, place)
    return _with_all(place, "restored")


def _step(place: Place, said: str, step: Callable[..., Item]) -> Reply:
    sent = place.sent
    try:
        step(place.actor, place.dossier_id, sent.item, sent.revision, sent.note)
    except ItemEditRejected as fault:
        if fault.code != "item_changed_meanwhile":
            raise
        return _conflict(fault, place)
    return _with_all(place, said)


def _with_all(place: Place, said: str) -> Reply:
    """The editor anew, and all that depends on its item."""
    dossier = place.store.dossier(place.actor, place.dossier_id)
    parts = changed_parts(place, dossier) | editor_part(place, dossier, place.sent.item)
    return Reply(parts=parts, said=place.wording.text(f"said_{said}"), focus=TITLE)


def versions(place: Place) -> Reply:
    """All versions of the item."""
    item = place.store.item(place.actor, place.dossier_id, place.sent.item)
    found = place.store.versions(place.actor, place.dossier_id, item.id)
    return Reply(parts={"versions": versions_html(found, item, place.wording)})


def compare(place: Place) -> Reply:
    """What changed between two versions."""
    sent = place.sent
    pieces = place.desk.compare(place.actor, place.dossier_id, sent.item, sent.old, sent.new)
    return Reply(parts={"differences": differences_html(pieces, place.wording)}, said=place.wording.text("compared"))


def comment(place: Place) -> Reply:
    """Remark on the item."""
    place.store.add_comment(place.actor, place.dossier_id, place.sent.item, place.sent.comment)
    return Reply(parts=_comments(place), said=place.wording.text("commented"), focus="draft-comments-title")


def resolve(place: Place) -> Reply:
    """Say that a remark is dealt with."""
    place.store.resolve_comment(place.actor, place.dossier_id, place.sent.comment)
    return Reply(parts=_comments(place), said=place.wording.text("resolved"), focus="draft-comments-title")


def _comments(place: Place) -> Parts:
    found = place.store.comments(place.actor, place.dossier_id, place.sent.item)
    return {"comments": comments_html(found, place.wording)}


ITEM_ACTS: dict[str, Act] = {
    "item": open_item,
    "save": save,
    "send_to_review": send_to_review,
    "approve": approve,
    "reopen": reopen,
    "redraft": redraft,
    "restore": restore,
    "versions": versions,
    "compare": compare,
    "comment": comment,
    "resolve": resolve,
}
