"""What the sender of an inquiry is, as far as it says. Pure."""

from collections.abc import Sequence

from advisor.folding import search_form
from advisor.inquiries.reading.cues import cue, names
from advisor.inquiries.records import ApplicantKind

_LONGEST = 4_000  # characters of a body that are looked at


def kind_of(organisation: str, told: Sequence[str]) -> ApplicantKind:
    """The kind that the organisation's name shows, or else what the sender tells of itself.

    `told`: the sentences of the body without orders. Of two kinds, the more telling one comes first in senders.toml.
    """
    name = search_form(organisation)
    found = _first("organisation", name) if name else None
    body = search_form("。".join(told)[:_LONGEST])
    return found or _first("self", body) or _first("body", body) or ApplicantKind.UNKNOWN


def _first(where: str, text: str) -> ApplicantKind | None:
    key = f"senders.kinds.{where}"
    return next((ApplicantKind(name) for name in names(key) if cue(f"{key}.{name}").search(text)), None)
