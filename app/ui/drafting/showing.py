"""The parts of the tab as they stand now: the list, an open dossier, an open item."""

from collections.abc import Sequence

from advisor.dossiers.desk import Reviewed, export_endings
from advisor.dossiers.records import Dossier, Item, Status
from advisor.review.progress import progress
from app.ui.address import query_of
from app.ui.drafting.call_words import call_words
from app.ui.drafting.editor import OpenItem, editor_html
from app.ui.drafting.evidence import files_html, receipts_html
from app.ui.drafting.export import export_html, review_html
from app.ui.drafting.form_items import form_items_html
from app.ui.drafting.home import home_html
from app.ui.drafting.overview import head_html, progress_html
from app.ui.drafting.place import Place
from app.ui.drafting.progress import drafting_html
from app.ui.drafting.requirements import item_name, table_part_html
from app.ui.workbench.exchange import Parts, Reply

TAB = "draft"
DOSSIER, ITEM = "dossier", "item"  # in the address
PARTS = ("home", "head", "form", "files", "draft", "table", "editor", "review", "export")


def shown_home(place: Place) -> Reply:
    """The list of dossiers and nothing of any."""
    summaries = place.store.dossiers(place.actor)
    parts = dict.fromkeys(PARTS, "") | {"home": home_html(summaries, place.outlines, place.settings, place.wording)}
    return Reply(parts=parts, query=query(place))


def shown_dossier(place: Place, dossier: Dossier) -> Reply:
    """The dossier from top to bottom, with no item open."""
    wording = place.wording
    reviewed = reviewed_now(place, dossier.id)
    receipts = place.store.evidence(place.actor, dossier.id)
    deleted = place.store.deleted_files(place.actor, dossier.id)
    drafted = reviewed.progress.by_status[Status.EMPTY] < reviewed.progress.items
    parts = {
        "home": "",
        "head": head_html(dossier, reviewed.progress, wording),
        "form": form_items_html(dossier, wording),
        "files": files_html(receipts, deleted, place.settings, wording, opened=not drafted),
        "editor": "",
        **_changing(place, dossier, reviewed, has_files=bool(receipts)),
    }
    return Reply(parts=parts, query=query(place, dossier.id), focus="draft-head-title")


def reviewed_now(place: Place, dossier_id: str) -> Reviewed:
    """How the dossier stands on the day."""
    return place.desk.review(place.actor, dossier_id, place.moment, place.language)


def changed_parts(place: Place, dossier: Dossier) -> Parts:
    """What may look different once drafts, items or files have changed."""
    reviewed = reviewed_now(place, dossier.id)
    has_files = bool(place.store.evidence(place.actor, dossier.id))
    progress_part = {"progress": progress_html(reviewed.progress, place.wording)}
    return progress_part | _changing(place, dossier, reviewed, has_files)


def _changing(place: Place, dossier: Dossier, reviewed: Reviewed, has_files: bool) -> Parts:
    wording = place.wording
    items = place.store.items(place.actor, dossier.id)
    asks = call_words(items, place.outlines, place.knowledge.infos, dossier.hub_type)
    clashes = [issue.contradiction for issue in reviewed.issues if issue.kind == "files" and issue.contradiction]
    names = {item.id: item_name(item) for item in items}
    return {
        "draft": drafting_html(items, has_files, wording),
        "table": table_part_html(items, asks, clashes, wording),
        "review": review_html(reviewed.issues, names, wording),
        "export": export_html(export_endings(dossier.form), reviewed.progress, wording),
    }


def receipts_part(place: Place) -> Parts:
    """The files that are there."""
    receipts = place.store.evidence(place.actor, place.dossier_id)
    deleted = place.store.deleted_files(place.actor, place.dossier_id)
    return {"receipts": receipts_html(receipts, deleted, place.wording)}


def light_parts(place: Place) -> Parts:
    """The progress alone: what is worked out at each save."""
    dossier = place.store.dossier(place.actor, place.dossier_id)
    items = place.store.items(place.actor, place.dossier_id)
    found = progress(items, place.knowledge.program, dossier.round, place.moment)
    return {"progress": progress_html(found, place.wording)}


def editor_part(place: Place, dossier: Dossier, item_id: str) -> Parts:
    """The editor with the item. Raises RecordMissing("item_missing")."""
    item = place.store.item(place.actor, dossier.id, item_id)
    items = place.store.items(place.actor, dossier.id)
    before, after = _neighbours(items, item_id)
    opened = OpenItem(
        item=item,
        asks=call_words([item], place.outlines, place.knowledge.infos, dossier.hub_type)[item.id],
        comments=tuple(place.store.comments(place.actor, dossier.id, item_id)),
        deleted=deleted_ids(place),
        before=before,
        after=after,
    )
    return {"editor": editor_html(opened, place.wording)}


def deleted_ids(place: Place) -> frozenset[str]:
    """The ids of the files that were deleted."""
    return frozenset(file.id for file in place.store.deleted_files(place.actor, place.dossier_id))


def query(place: Place, dossier_id: str = "", item_id: str = "") -> str:
    """The address that shows the same again."""
    given = {name: (value,) for name, value in ((DOSSIER, dossier_id), (ITEM, item_id)) if value}
    return query_of(TAB, given, place.sent.as_of)


def _neighbours(items: Sequence[Item], item_id: str) -> tuple[str | None, str | None]:
    ids = [item.id for item in items]
    at = ids.index(item_id)
    return ids[at - 1] if at else None, ids[at + 1] if at + 1 < len(ids) else None
