"""Sheets and slides → one text, its pages and blocks. Pure."""

from collections.abc import Iterable

from advisor.ingest.document import Block, Page, PageState
from advisor.ingest.parts import Part, compose
from advisor.values import Value

PAGE_SEPARATOR = "\n\n"


class PartUnder(Part):
    """A part that stands under something else than headings: `under` are the merged cells that reach down to it."""

    under: tuple[str, ...] = ()


class PageParts(Value):
    """What stands on page `number` (from 1), in reading order."""

    number: int
    parts: tuple[Part, ...]


class Paged(Value):
    """The joined text with the pages and blocks that refer to it."""

    text: str
    pages: tuple[Page, ...]
    blocks: tuple[Block, ...]


def compose_pages(pages: Iterable[PageParts]) -> Paged:
    """The texts of `pages` joined by blank lines. A page without text is EMPTY; headings do not reach over its end."""
    texts: list[str] = []
    made: list[Page] = []
    blocks: list[Block] = []
    start = 0
    for page in pages:
        parts = [part for part in page.parts if _has_text(part)]
        text, of_page = compose(parts, has_headings=True)
        blocks += [_placed(block, part, start, page.number) for block, part in zip(of_page, parts, strict=True)]
        state = PageState.OK if text else PageState.EMPTY
        made.append(Page(number=page.number, start=start, end=start + len(text), state=state))
        texts.append(text)
        start += len(text) + len(PAGE_SEPARATOR)
    return Paged(text=PAGE_SEPARATOR.join(texts), pages=tuple(made), blocks=tuple(blocks))


def _has_text(part: Part) -> bool:
    return bool("".join(part.cells).strip() if part.cells else part.text.strip())


def _placed(block: Block, part: Part, start: int, page: int) -> Block:
    headings = (*block.headings, *part.under) if isinstance(part, PartUnder) else block.headings
    return block.model_copy(
        update={"start": block.start + start, "end": block.end + start, "page": page, "headings": headings}
    )
