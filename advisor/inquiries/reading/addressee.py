"""The lines at the top of a mail that say to whom it goes: nothing in them tells who writes. Pure."""

import re

from advisor.inquiries.reading.lines import Entry

_HONOURS = re.compile(r"(?:様|御中|各位|殿|先生|さま)[、,\s]*$")
_ADDRESSED, _ADDRESS_CHARS = 4, 40  # lines that may address, characters of one
_SENTENCE_ENDS = re.compile(r"[。｡．.?？!！:：;；…]\s*$|(?:ます|です|ません|ました|でした|ください|下さい|か)\s*$")


def without_addressee(found: list[Entry]) -> list[Entry]:
    """Without the lines at the top that say to whom the mail goes: they end in 様 or 御中, names of bodies above it."""
    last = -1
    for place, entry in enumerate(found[:_ADDRESSED]):
        if entry.mark or entry.paragraph or len(entry.text) > _ADDRESS_CHARS or _SENTENCE_ENDS.search(entry.text):
            break
        last = place if _HONOURS.search(entry.text) else last
    return found[last + 1 :]
