"""What people write for a filter of the menu finder, read as the values of the edition. Pure."""

import re
from collections.abc import Mapping
from typing import NoReturn, TypeVar

from advisor.corpus.glossary import Glossary
from advisor.corpus.support_menus import Applicant, MenuPhase, SupportMenu, SupportMenus
from advisor.errors import QuestionRejected
from advisor.folding import fold_width, search_form
from advisor.guides.menus.results import MenuQuery
from advisor.messages import Language, say

Named = TypeVar("Named")

_SHOWN_CHARS = 40  # of a value that nobody knows, in the message about it
# What each applicant is called: the document's own marks and names, then the glossary's terms whose other names count.
_APPLICANTS: Mapping[Applicant, tuple[str, ...]] = {
    Applicant.UNIVERSITY: ("①", "大学等研究機関", "大学", "研究機関"),
    Applicant.COMPANY: ("②", "民間事業者等", "企業", "民間"),
    Applicant.MUNICIPALITY: ("③", "自治体", "地方公共団体"),
}
_YES = frozenset({"true", "yes", "1", "有", "あり", "有り"})
_NO = frozenset({"false", "no", "0", "無", "なし", "無し"})


def menu_query(
    menus: SupportMenus | None,
    glossary: Glossary,
    theme: str | None = None,
    phase: str | None = None,
    applicant: str | None = None,
    ministry: str | None = None,
    new_adoptions: str | None = None,
    text: str | None = None,
) -> MenuQuery:
    """The query that the words of a form or an address mean; None and "" do not narrow.

    Raises QuestionRejected("filter_unknown") naming the field and what can be used.
    """
    return MenuQuery(
        theme=_read("theme", theme, theme_names(menus, glossary)),
        phase=_read("phase", phase, {kind: (kind.value, kind.name) for kind in MenuPhase}),
        applicant=_read("applicant", applicant, applicant_names(glossary)),
        ministry=_read("ministry", ministry, ministry_names(menus, glossary)),
        new_adoptions=_read("new_adoptions", new_adoptions, {True: tuple(_YES), False: tuple(_NO)}),
        text=fold_width(text or "").strip(),
    )


def checked(query: MenuQuery, menus: SupportMenus, glossary: Glossary) -> MenuQuery:
    """The query with theme and ministry as the edition writes them. Raises as `menu_query` does."""
    theme = _read("theme", query.theme, theme_names(menus, glossary))
    ministry = _read("ministry", query.ministry, ministry_names(menus, glossary))
    text = fold_width(query.text).strip()
    return query.model_copy(update={"theme": theme, "ministry": ministry, "text": text})


def ministry_of(menu: SupportMenu) -> str:
    """The ministry without its bureau in brackets: 内閣府 (地方創生推進事務局) is 内閣府."""
    return re.split(r"\s*[(（]", menu.ministry)[0]


def theme_names(menus: SupportMenus | None, glossary: Glossary) -> dict[str, tuple[str, ...]]:
    """The themes in their order, each with all that it is called: itself, its parts, and their other names."""
    themes = dict.fromkeys(menu.theme for menu in menus.menus) if menus else {}
    named = {}
    for theme in themes:
        parts = [part.removesuffix("技術").removeprefix("地域") for part in theme.split("・")]
        named[theme] = (theme, *parts, *(name for part in parts for name in glossary.aliases(part)))
    return named


def ministry_names(menus: SupportMenus | None, glossary: Glossary) -> dict[str, tuple[str, ...]]:
    """The ministries in their order, each with its abbreviations, in Japanese and English."""
    found: dict[str, dict[str, None]] = {}
    for menu in menus.menus if menus else ():
        names = found.setdefault(ministry_of(menu), {ministry_of(menu): None})
        names.update(dict.fromkeys((menu.ministry, *([menu.page.ministry] if menu.page else []))))
    return {ministry: (*names, *glossary.aliases(ministry)) for ministry, names in found.items()}


def applicant_names(glossary: Glossary) -> dict[Applicant, tuple[str, ...]]:
    """The applicants, each with all that it is called."""
    return {
        applicant: (applicant.value, *names, *(other for name in names for other in glossary.aliases(name)))
        for applicant, names in _APPLICANTS.items()
    }


def _read(field: str, value: str | None, known: Mapping[Named, tuple[str, ...]]) -> Named | None:
    """The one of `known` that is called `value`; None for no value."""
    if value is None or not value.strip():
        return None
    folded = _key(value)
    found = [meant for meant, names in known.items() if folded in {_key(name) for name in names}]
    return found[0] if found else _refuse(field, value, known)


def _refuse(field: str, value: str, known: Mapping[Named, tuple[str, ...]]) -> NoReturn:
    choices = ", ".join(_choice(meant) for meant in known)
    shown = "".join(character for character in value[:_SHOWN_CHARS] if character.isprintable())
    names = {language: say(f"menus.field_{field}", language) for language in Language}
    raise QuestionRejected(
        "filter_unknown", field=names[Language.JA], field_en=names[Language.EN], value=shown, choices=choices
    )


def _choice(meant: object) -> str:
    return str(meant).lower() if isinstance(meant, bool) else str(meant)


def _key(text: str) -> str:
    """A name as it is compared: ① stays apart from the digit that the search form makes of it."""
    return f"mark {text.strip()}" if text.strip() in "①②③" else re.sub(r"\s", "", search_form(text))
