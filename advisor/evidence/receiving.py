"""An uploaded file → a document that can be searched and quoted, or the reason why not. Nothing is stored here."""

import hashlib

from advisor.evidence.file_names import clean_file_name, divided
from advisor.evidence.file_types import check_type
from advisor.evidence.limits import Limits
from advisor.ingest.document import Document
from advisor.ingest.reading import read_data
from advisor.values import Value


class Received(Value):
    """A file as taken. `sha256`: of its bytes, in hexadecimal. `pages`: also slides or sheets; 0 without any."""

    clean_name: str
    document: Document
    sha256: str
    size_bytes: int
    pages: int


def receive(data: bytes, name: str, limits: Limits) -> Received:
    """Check and read the bytes of a file that somebody calls `name`.

    Raises UploadRejected for what is over a limit, no document, or not what its name says; DocumentUnreadable for what
    its reader cannot read. `Limits.check_room` says whether the dossier has room for it.
    """
    clean_name = clean_file_name(name)
    limits.check_file(clean_name, len(data))
    check_type(data, clean_name, divided(clean_name)[1].lower())
    document = read_data(data, clean_name)
    limits.check_document(document)
    return Received(
        clean_name=clean_name,
        document=document,
        sha256=hashlib.sha256(data).hexdigest(),
        size_bytes=len(data),
        pages=len(document.pages),
    )
