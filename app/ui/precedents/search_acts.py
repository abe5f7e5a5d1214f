"""What is done by searching: text, field, filters, an outline for the session, hubs side by side."""

from collections.abc import Callable

from advisor.answering.flow import setting_at
from advisor.answering.hubs.records import known_hubs
from advisor.errors import EditRejected, RecordMissing
from advisor.evidence.file_names import clean_file_name
from advisor.guides.hubs.counts import facets
from advisor.precedents.comparing import compare as compare_publicly
from advisor.precedents.records import Asked, LentOutline
from advisor.precedents.searching import MOST_MATCHES
from advisor.precedents.searching import search as search_publicly
from app.api.hubs import hub_type
from app.ui.panels import message_html
from app.ui.precedents.list_acts import lists_part
from app.ui.precedents.place import Place
from app.ui.precedents.results import compared_html, results_html
from app.ui.precedents.search_form import outline_html, search_html
from app.ui.workbench.exchange import Reply

Act = Callable[[Place], Reply]


def opened(place: Place) -> Reply:
    """The form, and the lists where the room is open."""
    known = known_hubs(setting_at(place.moment, place.language, place.knowledge), place.knowledge)
    form = search_html(facets(known), place.is_open(), place.settings.evidence_file_mb, place.wording)
    return Reply(parts={"search": form, **(lists_part(place) if place.is_open() else {})})


def search(place: Place) -> Reply:
    """The precedents that are like what is asked. Without the room, from the record alone, and nothing is noted."""
    asked = _asked(place)
    try:
        if place.is_open():
            found = place.room.search(place.actor, asked, place.moment, place.language)
        else:
            found = search_publicly(
                asked.model_copy(update={"outline": ""}), place.moment, place.language, place.descriptions
            )
    except RecordMissing as gone:  # the outline: the field for another one comes back
        told = message_html(gone.user_message(place.language))
        return Reply(ok=False, message=told, parts=_outline_part(None, place))
    shown = results_html(found, place.is_open(), place.wording)
    n = min(len(found.matches), MOST_MATCHES) + found.more
    said = place.wording.text("found", n=n) if n else place.wording.text("none")
    return Reply(parts={"results": shown, "compared": ""}, said=said, focus="prec-results-title")


def lend(place: Place) -> Reply:
    """Take an outline for this session."""
    if not place.sent.path:
        raise EditRejected("form_file_missing")
    name = clean_file_name(place.sent.file_name)
    lent = place.room.lend(name, place.uploads.take(place.sent.path), place.language)
    said = place.wording.text("outline_taken", name=lent.name)
    return Reply(parts=_outline_part(lent, place), said=said, focus="prec-lent")


def drop(place: Place) -> Reply:
    """Forget the outline at once, and what was found by it."""
    told = place.wording.text("outline_dropped")
    try:
        place.room.outlines.drop(place.sent.outline)
    except RecordMissing:
        told = place.wording.text("outline_gone")
    parts = {**_outline_part(None, place), "results": "", "compared": ""}
    return Reply(parts=parts, said=told, message=message_html(told, "info"), focus="prec-file")


def compare(place: Place) -> Reply:
    """Two to four hubs side by side."""
    ids = list(place.sent.hubs)
    if place.is_open():
        found = place.room.compare(place.actor, ids, place.moment, place.language)
    else:
        found = compare_publicly(ids, place.moment, place.language, place.descriptions)
    shown = compared_html(found, place.wording)
    said = place.wording.text("compared_said", n=len(ids))
    return Reply(parts={"compared": shown}, said=said, focus="prec-compared-title")


def _asked(place: Place) -> Asked:
    sent = place.sent
    return Asked(
        text=sent.text,
        field=sent.field,
        round=int(sent.round) if sent.round else None,
        type=hub_type(sent.type),
        region=sent.region,
        prefecture=sent.prefecture,
        university=sent.university,
        outline=sent.outline,
    )


def _outline_part(lent: LentOutline | None, place: Place) -> dict[str, str]:
    return {"outline": outline_html(lent, place.settings.evidence_file_mb, place.wording)}


ACTS: dict[str, Act] = {
    "opened": opened,
    "search": search,
    "lend": lend,
    "drop": drop,
    "compare": compare,
}
