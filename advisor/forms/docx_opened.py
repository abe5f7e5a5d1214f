"""A heading of a form, until it is known whether an answer belongs to it or only what follows. Pure."""

from dataclasses import dataclass, field

from advisor.forms.docx_blocks import Paragraph
from advisor.forms.docx_headings import Heading
from advisor.forms.docx_items import Question
from advisor.forms.docx_spots import after_id
from advisor.forms.limits import limit_in

_ROOM = 2  # empty lines under a plain line; fewer are the space between two paragraphs
_ROOM_BEFORE_HEADINGS = 3  # the same on a title page, where lines stand wide


@dataclass
class Opened:
    """A heading with what was read under it so far.

    `caption`: a plain line, which is a heading only if there is room under it. `remark_on`: the words of the choice
    that it asks more about. `explained`: a table without room stands under it.
    """

    heading: Heading
    caption: bool = False
    remark_on: tuple[str, ...] = ()
    notes: list[Paragraph] = field(default_factory=list)
    room: list[Paragraph] = field(default_factory=list)
    example: Paragraph | None = None
    prose: list[Paragraph] = field(default_factory=list)
    explained: bool = False

    def question(self, path: tuple[str, ...]) -> Question:
        """What the heading asks, with the instructions under it; what else is said there explains the room below."""
        said = sorted((*self.notes, *(self.prose if self.room else ())), key=lambda paragraph: paragraph.number)
        notes = tuple(note.text.strip() for note in said if note.number != self.heading.paragraph)
        return Question(text=self.heading.text, notes=notes, path=(*path, *self.remark_on))

    def place(self, has_parts: bool, under_headings: bool) -> str | None:
        """Where the answer goes; None for a heading that asks for nothing by itself.

        `has_parts`: a heading of its parts follows. `under_headings`: it does not stand on a title page.
        """
        limited = self.heading.asks or any(limit_in(note.text) for note in self.notes)
        if has_parts and not (limited and (self.room or self.example)):
            return None
        if self.example is not None:
            return f"paragraph:{self.example.number}"
        if self.caption and not self._has_room(under_headings):
            return None
        if self.room:
            return f"paragraph:{self.room[0].number}"
        if self.caption or ((self.prose or self.explained) and not limited):
            return None
        unmarked = self.heading.look in ("bold", "plain") or self.heading.look.startswith("mark")
        if unmarked and not limited and not self.notes:
            return None
        return after_id(self.notes[-1].number if self.notes else self.heading.paragraph)

    def _has_room(self, under_headings: bool) -> bool:
        if self.heading.asks or self.notes:
            return len(self.room) > 0
        return len(self.room) >= (_ROOM if under_headings else _ROOM_BEFORE_HEADINGS)
