"""How much evidence is taken: of one file, and of all files of a dossier together. Pure."""

from pydantic import Field

from advisor.errors import UploadRejected
from advisor.ingest.document import Document
from advisor.values import Value

MEGABYTE = 1_000_000


class Limits(Value):
    """Bytes, pages and characters as uploaded. A page is also a slide or a sheet; other formats have none."""

    max_file_bytes: int = Field(default=20_000_000, ge=1)
    max_pages: int = Field(default=200, ge=1)
    max_characters: int = Field(default=600_000, ge=1)  # of a file: 200 full pages, or a table of 50,000 cells
    max_files: int = Field(default=100, ge=1)
    max_total_bytes: int = Field(default=200_000_000, ge=1)

    def check_file(self, name: str, size_bytes: int) -> None:
        """Raises UploadRejected for a file that is too large; asked before it is read."""
        if size_bytes > self.max_file_bytes:
            size_mb, limit_mb = _megabytes(size_bytes), _megabytes(self.max_file_bytes)
            raise UploadRejected("evidence_too_large", name=name, size_mb=size_mb, limit_mb=limit_mb)

    def check_document(self, document: Document) -> None:
        """Raises UploadRejected for a document with too many pages or too much text."""
        name, pages, characters = document.name, len(document.pages), len(document.text)
        if pages > self.max_pages:
            raise UploadRejected("evidence_too_many_pages", name=name, pages=pages, limit=self.max_pages)
        if characters > self.max_characters:
            raise UploadRejected("evidence_too_long", name=name, characters=characters, limit=self.max_characters)

    def check_room(self, files: int, total_bytes: int, size_bytes: int) -> None:
        """Raises UploadRejected where a dossier with `files` of `total_bytes` cannot take another of `size_bytes`."""
        if files >= self.max_files:
            raise UploadRejected("evidence_too_many_files", limit=self.max_files)
        if total_bytes + size_bytes > self.max_total_bytes:
            left_mb = max(0, self.max_total_bytes - total_bytes) // MEGABYTE
            limit_mb = _megabytes(self.max_total_bytes)
            raise UploadRejected("evidence_total_too_large", limit_mb=limit_mb, left_mb=left_mb)


def _megabytes(size_bytes: int) -> str:
    """With one decimal where it tells something: a file of 20.4 MB is over a limit of 20.

    >>> _megabytes(20_000_000), _megabytes(20_430_000)
    ('20', '20.5')
    """
    tenths = -(-size_bytes * 10 // MEGABYTE)  # rounded up, so that what is over a limit looks so
    return f"{tenths // 10}.{tenths % 10}" if tenths % 10 else str(tenths // 10)
