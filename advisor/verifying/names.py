"""Names of organisations that a statement gives: each must stand in what it cites. Pure."""

import re
from collections.abc import Callable, Collection

from advisor.folding import search_form

_ORGANISATION = re.compile(
    r"[\u4e00-\u9fffァ-ヶー]{2,}(?:機構|財団|協会|株式会社|研究所|研究機構|センター|委員会|審議会|会議|推進室|政策課|推進課|事務局|振興局|本部)"
)
_NOT_WORDS = re.compile(r"[\W_]")


def organisations_in(text: str) -> list[str]:
    """The names of offices and institutions in a text, by their last part.

    >>> organisations_in("事務局は特許庁と科学技術振興機構です。")
    ['科学技術振興機構']
    """
    return list(dict.fromkeys(_ORGANISATION.findall(search_form(text))))


def unknown_organisations(text: str, evidence: str, aliases: Callable[[str], Collection[str]]) -> list[str]:
    """Those that the evidence names in no form."""
    shown = _compact(evidence)
    return [
        name
        for name in organisations_in(text)
        if _compact(name) not in shown and not any(_compact(alias) in shown for alias in aliases(name))
    ]


def _compact(text: str) -> str:
    return _NOT_WORDS.sub("", search_form(text))
