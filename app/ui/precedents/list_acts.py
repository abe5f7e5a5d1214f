"""What is done with saved lists: begun, opened, filled, noted on, ordered, handed out, deleted."""

from collections.abc import Callable

from advisor.errors import EditRejected
from advisor.precedents.exporting import ENDINGS
from advisor.precedents.records import PrecedentList
from app.ui.address import query_of
from app.ui.precedents.lists import list_html, lists_html
from app.ui.precedents.place import Place
from app.ui.workbench.downloads import handed_out
from app.ui.workbench.exchange import Parts, Reply

Act = Callable[[Place], Reply]
LIST = "list"


def lists_part(place: Place, open_id: str = "") -> Parts:
    """All lists."""
    return {"lists": lists_html(place.store.lists(place.actor), open_id, place.wording)}


def new(place: Place) -> Reply:
    """A new list, which is open at once."""
    return _shown(place, place.store.create_list(place.actor, place.sent.title), "prec-list-title")


def open_list(place: Place) -> Reply:
    """One list."""
    return _shown(place, place.store.saved_list(place.actor, place.sent.list), "prec-list-title")


def renew(place: Place) -> Reply:
    """The open list as it is now."""
    return _shown(place, place.store.saved_list(place.actor, place.sent.list))


def add(place: Place) -> Reply:
    """Put a hub into the open list."""
    if not place.sent.list:
        raise EditRejected("list_not_open")
    saved = place.room.list_hub(place.actor, place.sent.list, place.sent.hub)
    return _shown(place, saved, said=place.wording.text("list_added", name=saved.name))


def note(place: Place) -> Reply:
    """Another note on a hub."""
    sent = place.sent
    saved = place.store.note_hub(place.actor, sent.list, sent.hub, sent.note, sent.revision)
    return _shown(place, saved, said=place.wording.text("saved"))


def rename(place: Place) -> Reply:
    """Another name, another note on the whole."""
    sent = place.sent
    saved = place.store.rename_list(place.actor, sent.list, sent.revision, name=sent.title, note=sent.note)
    return _shown(place, saved, "prec-list-title", place.wording.text("saved"))


def move(place: Place) -> Reply:
    """One place up or down."""
    sent = place.sent
    hubs = [entry.hub_id for entry in place.store.saved_list(place.actor, sent.list).entries]
    if sent.hub not in hubs or sent.to not in {"up", "down"}:
        raise EditRejected("request_unknown")
    before = hubs.index(sent.hub)
    after = max(0, before - 1) if sent.to == "up" else before + 1
    hubs.insert(after, hubs.pop(before))
    saved = place.store.order_hubs(place.actor, sent.list, hubs, sent.revision)
    return _shown(place, saved, f"prec-entry-{hubs.index(sent.hub)}", place.wording.text("moved"))


def remove(place: Place) -> Reply:
    """Take a hub out."""
    sent = place.sent
    saved = place.store.remove_hub(place.actor, sent.list, sent.hub, sent.revision)
    return _shown(place, saved, "prec-list-title", place.wording.text("removed"))


def export(place: Place) -> Reply:
    """The list as a file, with its sources."""
    ending = f".{place.sent.ending}"
    if ending not in ENDINGS:
        raise EditRejected("request_unknown")
    return handed_out(place.room.export(place.actor, place.sent.list, ending, place.language), place.wording)


def delete(place: Place) -> Reply:
    """Delete the list with its notes."""
    place.store.delete_list(place.actor, place.sent.list, place.sent.revision)
    parts = {**lists_part(place), "list": ""}
    return Reply(parts=parts, query=_query(""), said=place.wording.text("deleted"), focus="prec-lists-title")


def _shown(place: Place, saved: PrecedentList, focus: str = "", said: str = "") -> Reply:
    hubs = {hub.id: hub for hub in place.knowledge.hubs}
    parts = {**lists_part(place, saved.id), "list": list_html(saved, hubs, place.wording)}
    return Reply(parts=parts, query=_query(saved.id), focus=focus, said=said)


def _query(list_id: str) -> str:
    """Kept by the browser as what is open; the address stays that of the guided page below."""
    return query_of("hubs", {LIST: (list_id,)} if list_id else {}, "")


LIST_ACTS: dict[str, Act] = {
    "list_new": new,
    "list_open": open_list,
    "renew": renew,
    "list_add": add,
    "list_note": note,
    "list_rename": rename,
    "list_move": move,
    "list_remove": remove,
    "list_export": export,
    "list_delete": delete,
}
