"""The log of the desk as a file: who did what to which inquiry, and when. Pure."""

import json
from collections.abc import Sequence

from advisor.errors import EditRejected
from advisor.guides.export import csv_bytes
from advisor.guides.tables import Table
from advisor.inquiries.records import InquiryEvent
from advisor.messages import Language, say

_COLUMNS = ("number", "at", "by", "kind", "inquiry", "detail", "text_sha256")
ENDINGS = (".csv", ".json")


def audit_bytes(events: Sequence[InquiryEvent], ending: str, language: Language = Language.JA) -> bytes:
    """The events in their order as `.csv` (kinds in words beside their codes) or `.json` (a list of objects).

    Raises EditRejected("export_ending").
    """
    if ending == ".json":
        return json.dumps([event.model_dump(mode="json") for event in events], ensure_ascii=False, indent=1).encode()
    if ending != ".csv":
        raise EditRejected("export_ending", ending=ending, allowed=", ".join(ENDINGS))
    columns = tuple(say(f"inquiry_desk.audit_{name}", language) for name in (*_COLUMNS, "words"))
    rows = tuple(
        (
            str(event.number),
            event.at.isoformat(),
            event.by,
            event.kind.value,
            str(event.inquiry),
            event.detail,
            event.text_sha256,
            say(f"inquiries.event_{event.kind.value}", language),
        )
        for event in events
    )
    return csv_bytes(Table(title=say("inquiry_desk.audit_title", language), columns=columns, rows=rows))
