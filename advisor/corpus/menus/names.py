"""Which name on a theme page and which name in a contact table are the same menu. Pure.

The document spells them differently: …交付金 and …交付金事業, RoAD to the L4 in brackets or not, 产 and 産.
"""

import re

from rapidfuzz import fuzz

from advisor.folding import search_form

CERTAIN = 90.0  # similarity (0–100) from which two spellings are taken for one name …
APART = 5.0  # … when every other name is at least this much less similar
_BRACKETS = re.compile(r"\(([^()]*)\)")
_SUFFIX = re.compile(r"(?:事業|プロジェクト)$")
_SHORTEST_ALIAS = 6  # characters; shorter bracketed words are no name


def match_names(rows: list[str], pages: list[str]) -> list[int | None]:
    """For each name in `rows` the index in `pages` of the same menu, or None where that is not certain.

    >>> match_names(["地方大学・地域産業創生交付金"], ["地方大学・地域産業創生交付金事業", "未来技術社会実装事業"])
    [0]
    """
    scores = [[similarity(row, page) for page in pages] for row in rows]
    best = [_clear_winner(row) for row in scores]
    return [
        page if page is not None and _clear_winner([scores[r][page] for r in range(len(rows))]) == row else None
        for row, page in enumerate(best)
    ]


def similarity(one: str, other: str) -> float:
    """Likeness (0–100) of two names by their most alike forms: full, without or in brackets, before のうち."""
    return max(fuzz.ratio(a, b) for a in _forms(one) for b in _forms(other))


def _clear_winner(scores: list[float]) -> int | None:
    ranked = sorted(range(len(scores)), key=lambda n: -scores[n])
    if not ranked or scores[ranked[0]] < CERTAIN:
        return None
    if len(ranked) > 1 and scores[ranked[0]] - scores[ranked[1]] < APART:
        return None
    return ranked[0]


def _forms(name: str) -> set[str]:
    folded = search_form(name)
    forms = {folded, _BRACKETS.sub("", folded), folded.split("のうち")[0]}
    forms |= {inner for inner in _BRACKETS.findall(folded) if len(inner) >= _SHORTEST_ALIAS}
    return {_SUFFIX.sub("", re.sub(r"[^\w]", "", form)) for form in forms}
