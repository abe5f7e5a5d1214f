"""Reading one cell of a support-menu table: where it stands, who applies, phone and e-mail. Pure."""

import re
import unicodedata
from dataclasses import dataclass

from advisor.corpus.support_menus import Applicant, Span

_MARKS = {"①": Applicant.UNIVERSITY, "②": Applicant.COMPANY, "③": Applicant.MUNICIPALITY}
_PARTLY = re.compile(r"[(（]一部([^)）]*)[)）]")
_PHONE = re.compile(r"(?:TEL|電話)\s*[:：]\s*(\d[\d-]+(?:\s*[(（]内線\d+[)）])?)", re.IGNORECASE)
_EMAIL = re.compile(r"([A-Za-z0-9._+-]+)(?:@|\(atmark\))([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")


@dataclass(frozen=True)
class Cell:
    """A piece of the source's text and the offset at which it begins."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """The offset behind it."""
        return self.start + len(self.text)

    def stripped(self) -> "Cell":
        """Without the white space around it."""
        body = self.text.lstrip()
        return Cell(body.rstrip(), self.start + len(self.text) - len(body))

    def split(self, separator: str = "\t") -> list["Cell"]:
        """The cells of a row."""
        cells, position = [], self.start
        for part in self.text.split(separator):
            cells.append(Cell(part, position))
            position += len(part) + len(separator)
        return cells

    def span(self) -> Span:
        """The piece as a quote. Raises ValueError (pydantic) for an empty one."""
        return Span(quote=self.text, start=self.start, end=self.end)


def applicants_in(cell: str) -> tuple[tuple[Applicant, ...], tuple[Applicant, ...]]:
    """Those who may apply, and those who may for a part only (一部).

    >>> applicants_in("③自治体 (一部②民間事業者等)")[0]
    (<Applicant.MUNICIPALITY: 'municipality'>,)
    """
    partly = "".join(_PARTLY.findall(cell))
    whole = _PARTLY.sub("", cell)
    return (
        tuple(applicant for mark, applicant in _MARKS.items() if mark in whole),
        tuple(applicant for mark, applicant in _MARKS.items() if mark in partly),
    )


def contact_in(cell: str) -> tuple[str | None, str | None]:
    """Phone (with its extension, as printed) and e-mail of a contact cell; `(atmark)` becomes @.

    >>> contact_in("自動車課 担当 a_b(atmark)meti.go.jp")
    (None, 'a_b@meti.go.jp')
    """
    phone, email = _PHONE.search(cell), _EMAIL.search(cell)
    return phone[1] if phone else None, f"{email[1]}@{email[2]}" if email else None


def organisation_in(department: str) -> str:
    """The ministry or agency that a department cell begins with."""
    return department.split(maxsplit=1)[0] if department.split() else ""


def without_contact(cell: str) -> str:
    """A cell's words without phone and e-mail."""
    return " ".join(_EMAIL.sub("", _PHONE.sub("", cell)).split())


def plain_words(text: str) -> str:
    """A sentence without the marks of its layout, in composed characters; for showing, never for quoting."""
    return " ".join(unicodedata.normalize("NFC", text.replace("**", "")).split())
