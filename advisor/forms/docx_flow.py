"""The items of a run of paragraphs and tables: of the body of a form, or of a cell that is a page of its own. Pure."""

from advisor.forms.boxes import without_options
from advisor.forms.docx_blocks import Block, Cell, Grid, Paragraph
from advisor.forms.docx_headings import Heading, Role, heading_of, is_form_title, role_of
from advisor.forms.docx_items import Question, are_statements, choice_item, item_of_group, text_item, words_of
from advisor.forms.docx_opened import Opened
from advisor.forms.docx_spots import Spot, group_spot
from advisor.forms.docx_tables import Found, read_table
from advisor.forms.entries import read_entries
from advisor.forms.model import FormItem
from advisor.forms.numbering import split_number


def read_flow(blocks: tuple[Block, ...], path: tuple[str, ...] = ()) -> Found:
    """The items of `blocks` in order, under `path`."""
    reader = _Reader(path)
    at = 0
    while at < len(blocks):
        at = reader.read(blocks, at)
    reader.close()
    return Found(items=tuple(reader.items), spots=tuple(reader.spots))


class _Reader:
    """Reads block by block, with the headings that it stands under and the one that waits for its answer."""

    def __init__(self, path: tuple[str, ...]) -> None:
        self._path = path
        self._stack: list[Heading] = []
        self._open: Opened | None = None
        self._titled = False  # whether the title of the form has been read: what follows is no title page
        self._asked: str = ""  # the choice just read, which the next line may ask more about
        self.items: list[FormItem] = []
        self.spots: list[Spot] = []

    def read(self, blocks: tuple[Block, ...], at: int) -> int:
        """Take the block at `at`, with those that belong to it; the position behind them."""
        block = blocks[at]
        if isinstance(block, Grid):
            self._read_table(block)
            return at + 1
        role = role_of(block)
        self._titled = self._titled or is_form_title(block)
        if role is Role.BOXES:
            return self._read_boxes(blocks, at)
        self._read_paragraph(block, role)
        return at + 1

    def close(self, following: Heading | None = None) -> None:
        """Settle the open heading: an item, or only the heading of what follows."""
        opened, self._open, self._asked = self._open, None, ""
        if opened is not None and not self._in_notes:
            place = opened.place(self._has_part(opened, following), under_headings=self._titled or bool(self._stack))
            if place is not None:
                self._take(text_item(place, opened.question(self._above(opened.heading))))

    @property
    def _in_notes(self) -> bool:
        return any(heading.about_filling for heading in self._stack)

    def _above(self, heading: Heading | None = None) -> tuple[str, ...]:
        """The words above what comes next; of a heading those above it."""
        return (*self._path, *(words_of(entry.text) for entry in self._stack if entry is not heading))

    def _take(self, item: FormItem | None) -> None:
        if item is not None:
            self.items.append(item)

    def _has_part(self, opened: Opened, following: Heading | None) -> bool:
        """Whether `following` stands under the open heading."""
        if following is None or not self._stack or self._stack[-1] is not opened.heading:
            return False
        return all(entry.look != following.look for entry in self._stack) and following.level >= opened.heading.level

    def _enter(self, heading: Heading) -> None:
        """Put a heading in its place: behind those that it stands under."""
        looks = [entry.look for entry in self._stack]
        if heading.look in looks:
            del self._stack[looks.index(heading.look) :]
        while self._stack and self._stack[-1].level > heading.level:
            self._stack.pop()
        self._stack.append(heading)

    def _read_paragraph(self, paragraph: Paragraph, role: Role) -> None:
        opened = self._open
        if role is Role.HEADING:
            self._open_heading(heading_of(paragraph), caption=False, stands=True)
        elif role is Role.CAPTION and (opened is None or opened.caption or opened.room):
            self._open_heading(heading_of(paragraph), caption=True, stands=bool(split_number(paragraph.shown)[0]))
        elif role is Role.ENTRIES:
            self._read_entries(paragraph)
        elif opened is None:
            if role is Role.INSTRUCTION and self._asked:
                remark = heading_of(paragraph).model_copy(update={"text": paragraph.shown.strip(" 　（）()")})
                above = () if self._asked in self._above()[-1:] else (self._asked,)
                self._open = Opened(remark, caption=True, remark_on=above, notes=[paragraph])
        elif role is Role.ROOM:
            opened.room.append(paragraph)
        elif role is Role.INSTRUCTION and not opened.room:
            opened.notes.append(paragraph)
        elif role is Role.EXAMPLE and opened.example is None:
            opened.example = paragraph
        elif role in (Role.PROSE, Role.CAPTION):  # a short line under a heading that waits for its room is prose
            if opened.room or opened.example is not None:
                self.close()
            else:
                opened.prose.append(paragraph)

    def _open_heading(self, heading: Heading, caption: bool, stands: bool) -> None:
        """`stands`: it has a place among the headings, by its number or its style."""
        self.close(heading if stands else None)
        looks = [entry.look for entry in self._stack]
        if stands:
            self._enter(heading)
        elif heading.look in looks:
            del self._stack[looks.index(heading.look) :]
        self._open = Opened(heading, caption=caption)

    def _open_as_part(self, paragraph: Paragraph) -> None:
        """Settle the open heading before a line that has room of its own, and put the line in its place."""
        if split_number(paragraph.shown)[0]:
            heading = heading_of(paragraph)
            self.close(heading)
            self._enter(heading)
        elif self._open is not None and self._open.room and not self._open.caption:
            self.close()
        else:
            self._open = None

    def _read_entries(self, paragraph: Paragraph) -> None:
        """Blanks in a line. A numbered line stands where a heading of its number would."""
        self._open_as_part(paragraph)
        if self._in_notes:
            return
        number = split_number(paragraph.shown)[0]
        path = self._above(self._stack[-1] if number else None)
        for at, entry in enumerate(read_entries(paragraph.text), start=1):
            own = not number or at > 1 or split_number(entry.label)[0]
            text = (
                entry.label if own else f"{number}. {entry.label}" if number.isdecimal() else f"{number} {entry.label}"
            )
            self._take(text_item(f"paragraph:{paragraph.number}/blank:{at}", Question(text=text, path=path)))

    def _read_boxes(self, blocks: tuple[Block, ...], at: int) -> int:
        group = _box_group(blocks, at)
        first, opened = group[0], self._open
        own = without_options(first.shown).strip() if not first.lists else ""
        numbered = bool(split_number(first.shown)[0])
        if own or opened is None or (len(group) == 1 and numbered):
            self._open_as_part(first)
            question = Question(text="", path=self._above(self._stack[-1] if numbered else None))
        else:
            question = opened.question(self._above(opened.heading))
            self._open = None
        if not self._in_notes:
            self._take_boxes(group, question)
        return at + len(group)

    def _take_boxes(self, group: tuple[Paragraph, ...], question: Question) -> None:
        if group[0].lists:
            self._take_lists(group[0], question)
            return
        spot = group_spot(group)
        self.spots.append(spot)
        if len(group) > 1 and are_statements(spot.place.options):
            path = (*question.path, words_of(question.text)) if question.text else question.path
            for paragraph in group:
                self._take_boxes((paragraph,), Question(text="", path=path))
            return
        item = item_of_group(spot, group, question)
        self._take(item)
        self._asked = item.label if item is not None else ""

    def _take_lists(self, paragraph: Paragraph, question: Question) -> None:
        for at, found in enumerate(paragraph.lists, start=1):
            before = paragraph.text[: found.start].strip(" 　:：")
            asked = question if question.text else question.model_copy(update={"text": before or paragraph.alias})
            self._take(choice_item(f"paragraph:{paragraph.number}/list:{at}", asked, found.options))

    def _read_table(self, grid: Grid) -> None:
        opened = self._open if self._open is not None and not self._in_notes else None
        self._stack = [entry for entry in self._stack if not entry.about_filling]
        question = opened.question(self._above(opened.heading)) if opened is not None else None
        path = self._above()
        if opened is not None and opened.caption and opened.heading not in self._stack:
            path = (*path, words_of(opened.heading.text))
        found = read_table(grid, path, question, read_cell)
        self.items.extend(found.items)
        self.spots.extend(found.spots)
        if found.items:
            self._open, self._asked = None, ""
        elif self._open is not None:
            self._open.explained = True


def read_cell(cell: Cell, path: tuple[str, ...]) -> Found:
    """The items of a cell that is a page of its own."""
    return read_flow(cell.blocks, path)


def _box_group(blocks: tuple[Block, ...], at: int) -> tuple[Paragraph, ...]:
    """The paragraphs with boxes from `at` on that make one choice: none but the first has words before its box."""
    group: list[Paragraph] = []
    for block in blocks[at:]:
        if not isinstance(block, Paragraph) or role_of(block) is not Role.BOXES:
            break
        if group and (block.lists or group[0].lists or without_options(block.shown).strip() or _repeats(group, block)):
            break
        group.append(block)
    return tuple(group)


def _repeats(group: list[Paragraph], paragraph: Paragraph) -> bool:
    """Whether a paragraph offers again what stands above it: it answers another question."""
    offered = group_spot(tuple(group)).place.options
    return bool(set(offered) & set(group_spot((paragraph,)).place.options))
