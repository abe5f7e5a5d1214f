"""The documents of the corpus as MCP resources, each at an address made of its id. Always from what is served now."""

from urllib.parse import quote, unquote

from mcp_types import Resource, ResourceTemplate, TextResourceContents

from advisor.answering.models import Source
from advisor.knowledge import Knowledge, SourceDocument
from advisor.messages import Language, say
from app.api.errors import NotFound

_SCHEME = "jhub://sources/"
_TEXT = "text/plain"  # of every document: what is handed out is its extracted text

TEMPLATE = ResourceTemplate(
    uri_template=_SCHEME + "{source_id}",
    name="source",
    title=say("mcp.source", Language.JA) + " / " + say("mcp.source", Language.EN),
    description="The extracted text of a document, by the source_id of a citation. Offsets of citations count in it.",
    mime_type=_TEXT,
)


def address_of(source_id: str) -> str:
    """The address of a source.

    >>> address_of("call 7")
    'jhub://sources/call%207'
    """
    return _SCHEME + quote(source_id, safe="")


def listed(knowledge: Knowledge) -> list[Resource]:
    """Every document, with what the manifest says of it."""
    return [
        Resource(
            uri=address_of(source.info.id),
            name=source.info.title,
            title=source.info.title,
            description=described(source.info),
            mime_type=_TEXT,
        )
        for source in knowledge.sources.values()
    ]


def described(source: Source) -> str:
    """Issuer, date and round on one line."""
    round_ = say("ui.round", Language.JA, n=source.round) if source.round else ""
    return "、".join(part for part in (source.issuer, source.issued_on, round_) if part)


def source_of(source_id: str, knowledge: Knowledge) -> SourceDocument:
    """The document with that id. It is looked up by name and never joined to a path. Raises NotFound."""
    found = knowledge.sources.get(source_id)
    if found is None:
        raise NotFound("mcp_source_unknown", id=source_id[:80])
    return found


def contents_of(uri: str, knowledge: Knowledge) -> TextResourceContents:
    """The whole text of the document at `uri`. Raises NotFound."""
    if not uri.startswith(_SCHEME):
        raise NotFound("mcp_source_unknown", id=uri[:80])
    source = source_of(unquote(uri.removeprefix(_SCHEME)), knowledge)
    return TextResourceContents(uri=uri, mime_type=_TEXT, text=source.text)
