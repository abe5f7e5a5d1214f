"""A file to hand out, and the media types of those that the product makes."""

from advisor.values import Value

_OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES = {
    ".docx": f"{_OFFICE}.wordprocessingml.document",
    ".xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    ".pdf": "application/pdf",
    ".md": "text/markdown; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".eml": "message/rfc822",
}


class Exported(Value):
    """A file to hand out."""

    name: str
    media_type: str
    contents: bytes


def exported(stem: str, ending: str, contents: bytes) -> Exported:
    """The file `stem` + `ending`. Raises KeyError for an ending that nothing has."""
    return Exported(name=f"{stem}{ending}", media_type=MEDIA_TYPES[ending], contents=contents)
