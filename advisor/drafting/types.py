"""The two types by the names that people give them. Pure."""

from advisor.errors import QuestionRejected
from advisor.folding import search_form

_NAMES = {
    "international": ("international", "国際展開型", "国際展開", "国際型", "国際"),
    "regional": ("regional", "地域貢献型", "地域貢献", "地域型", "地域"),
}


def hub_type_of(name: str | None) -> str | None:
    """`international` or `regional` for a name of a type, None for none. Raises QuestionRejected for another name.

    >>> hub_type_of("地域貢献型")
    'regional'
    """
    if name is None or not name.strip():
        return None
    folded = search_form(name)
    found = next((kind for kind, names in _NAMES.items() if folded in names), None)
    if found is None:
        raise QuestionRejected("draft_type_unknown", value=name[:40])
    return found
