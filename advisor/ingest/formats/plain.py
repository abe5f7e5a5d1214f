"""Plain text (.txt)."""

from advisor.ingest.blocks import find_blocks
from advisor.ingest.decoding import decode
from advisor.ingest.document import Document


def read_plain(data: bytes, name: str) -> Document:
    """The text and the blocks that its look gives away. Raises DocumentUnreadable for binary content."""
    text = decode(data, name)
    return Document(name=name, media_type="text/plain", text=text, blocks=tuple(find_blocks(text)))
