"""A guide's table as a file to download: CSV, XLSX or Markdown."""

import re
from datetime import datetime
from typing import Any, Literal
from urllib.parse import quote

from fastapi.responses import Response

from advisor.guides.export import csv_bytes, markdown_text, xlsx_bytes
from advisor.guides.tables import Table
from advisor.programs.schedule import JST

TableFormat = Literal["csv", "xlsx", "md"]
Format = Literal["json", "csv", "xlsx", "md"]
MEDIA_TYPES: dict[TableFormat, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "md": "text/markdown; charset=utf-8",
}
DOWNLOADS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The result as JSON, or as a file where `format` asks for one.",
        "content": {media_type.split(";")[0]: {} for media_type in MEDIA_TYPES.values()},
    }
}


def table_response(table: Table, format: TableFormat, name: str) -> Response:
    """The table as a file called `name` with the ending of its format (see `file_name`)."""
    content = {
        "csv": lambda: csv_bytes(table),
        "xlsx": lambda: xlsx_bytes(table),
        "md": lambda: markdown_text(table).encode(),
    }[format]()
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.") or "table"
    disposition = f'attachment; filename="{quote(plain)}.{format}"'
    return Response(content, media_type=MEDIA_TYPES[format], headers={"Content-Disposition": disposition})


def file_name(guide: str, as_of: datetime) -> str:
    """The name of a guide's file without ending: the guide and the day that its result is as of.

    >>> from advisor.dates import parse_as_of
    >>> file_name("schedule", parse_as_of("2025-08-20T10:00"))
    'schedule-2025-08-20'
    """
    return f"{guide}-{as_of.astimezone(JST).date().isoformat()}"
