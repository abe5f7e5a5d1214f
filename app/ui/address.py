"""The state of a guided page as the query of its address: what is shared by link, and read back. Pure.

Free text about a case never stands in the query, which servers write into their logs: where a person decides to share
it, the browser puts it behind the # (app/ui/assets/guides.js), which no browser sends with the address.
"""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

from pydantic import Field

from advisor.values import Value

TAB, AS_OF = "tab", "as_of"
_LONGEST_QUERY = 20_000  # characters; more is no link of ours
_MOST_PARTS = 100

Given = Mapping[str, tuple[str, ...]]  # what a form says: the values of each field, without the empty ones


class Address(Value):
    """What an address says. None: it does not say; `fields` as they stand there, not checked."""

    tab: str | None = None
    as_of: str | None = None
    fields: dict[str, tuple[str, ...]] = Field(default_factory=dict)


def read_address(text: str) -> Address:
    """The address in `text`: its query and what stands behind the #. What cannot be read is left out.

    >>> read_address("?tab=hubs&round=5").fields
    {'round': ('5',)}
    """
    query, _, behind = text[:_LONGEST_QUERY].partition("#")
    parts = [*_parts(query.removeprefix("?")), *_parts(behind)]
    fields = collected(parts)
    tabs, moments = fields.pop(TAB, ()), fields.pop(AS_OF, ())
    return Address(tab=tabs[0] if tabs else None, as_of=moments[0] if moments else None, fields=fields)


def collected(parts: list[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Pairs of name and value by name; empty values are none.

    >>> collected([("a", "1"), ("b", " "), ("a", "2")])
    {'a': ('1', '2')}
    """
    found: dict[str, tuple[str, ...]] = {}
    for name, value in parts[:_MOST_PARTS]:
        if value.strip() and value not in found.get(name, ()):
            found[name] = (*found.get(name, ()), value)
    return found


def query_of(tab: str, given: Given, as_of: str) -> str:
    """The query that brings the same state back; the same for the same state.

    >>> query_of("hubs", {"round": ("5",)}, "")
    'tab=hubs&round=5'
    """
    parts = [(TAB, tab), *((name, value) for name, values in given.items() for value in values)]
    return urlencode([*parts, (AS_OF, as_of)] if as_of else parts)


def _parts(query: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(query, max_num_fields=_MOST_PARTS)
    except ValueError:  # more fields than that
        return []
