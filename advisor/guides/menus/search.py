"""Which menus a query means, and how many each value of a filter would give. Pure."""

from collections.abc import Callable, Collection, Iterable, Sequence

from advisor.corpus.support_menus import Applicant, MenuPhase, SupportMenu, SupportMenus
from advisor.folding import search_form
from advisor.guides.menus.filters import ministry_of
from advisor.guides.menus.results import Facet, FacetValue, MenuQuery
from advisor.japanese import search_tokens
from advisor.messages import Language, say
from advisor.retrieval.ranking import coverage
from advisor.retrieval.search import Terms

Weigh = Callable[[str], float]  # how much a word tells

_ENOUGH = 0.5  # share of a text's words (by what they tell) that a menu must hold …
_OF_BEST = 0.75  # … and share of the best menu's
FILTERS = ("theme", "phase", "applicant", "ministry", "new_adoptions")


def edition_out(editions: Sequence[SupportMenus], to_come: Collection[str]) -> SupportMenus | None:
    """The newest edition whose source was out already (is not in `to_come`)."""
    out = [edition for edition in editions if edition.source not in to_come]
    return out[-1] if out else None


def select(menus: Sequence[SupportMenu], query: MenuQuery, terms: Terms, weigh: Weigh) -> list[SupportMenu]:
    """The menus that `query` means; with a text those that hold its words best come first.

    `terms`: the words of the query's text. A text without any content word finds nothing;
    a number alone tells nothing.
    """
    found = [menu for menu in menus if all(_passes(menu, query, field) for field in FILTERS)]
    if not query.text:
        return found
    weights = {word: weigh(word) for word in terms.asked if not word.isdigit()}
    shares = {menu.id: coverage(weights, terms.found_in(words_of(menu))) for menu in found}
    wanted = max(_ENOUGH, _OF_BEST * max(shares.values(), default=0.0))
    kept = [menu for menu in found if shares[menu.id] >= wanted]
    return sorted(kept, key=lambda menu: -shares[menu.id])


def silent(menus: Sequence[SupportMenu], query: MenuQuery, terms: Terms, weigh: Weigh) -> list[SupportMenu]:
    """The menus that a filter leaves out only because the document does not say what it asks."""
    found: dict[str, SupportMenu] = {}
    for field in ("phase", "applicant", "new_adoptions"):
        if getattr(query, field) is not None:
            without = select(menus, query.model_copy(update={field: None}), terms, weigh)
            found |= {menu.id: menu for menu in without if not values_of(menu, field)}
    return list(found.values())


def facets_of(edition: SupportMenus, query: MenuQuery, terms: Terms, weigh: Weigh, language: Language) -> list[Facet]:
    """Every filter with its values and what each would give under the other filters."""
    facets = []
    for field in FILTERS:
        others = select(edition.menus, query.model_copy(update={field: None}), terms, weigh)
        known = dict.fromkeys(value for menu in edition.menus for value in values_of(menu, field))
        values = [_facet_value(value, [m for m in others if value in values_of(m, field)], language) for value in known]
        unsaid = [menu for menu in edition.menus if not values_of(menu, field)]
        if unsaid:
            values.append(_facet_value(None, [menu for menu in others if not values_of(menu, field)], language))
        facets.append(Facet(field=field, label=say(f"menus.field_{field}", language), values=tuple(values)))
    return facets


def values_of(menu: SupportMenu, field: str) -> tuple[str | bool, ...]:
    """What the menu says on a filter; nothing where the document does not say."""
    if field == "applicant":
        return (*menu.applicants, *menu.partial_applicants)
    value = ministry_of(menu) if field == "ministry" else getattr(menu, field)
    return () if value is None else (value,)


def words_of(menu: SupportMenu) -> frozenset[str]:
    """What a menu is found by: its names, description, department, theme and ministry."""
    texts = [menu.program, menu.ministry, menu.theme, menu.department, menu.description or ""]
    if menu.page is not None:
        texts += [menu.page.program, menu.page.ministry]
    return frozenset(word for text in texts for word in search_tokens(text))


def key_of(menu: SupportMenu) -> str:
    """What rows of one programme have in common: its name, variant characters folded."""
    return search_form(menu.program)


def grouped(menus: Iterable[SupportMenu]) -> list[list[SupportMenu]]:
    """The rows by programme, in the order in which programmes appear."""
    groups: dict[str, list[SupportMenu]] = {}
    for menu in menus:
        groups.setdefault(key_of(menu), []).append(menu)
    return list(groups.values())


def label_of(value: str | bool | None, language: Language) -> str:
    """A value of a filter in words; a theme or ministry as the document writes it."""
    if value is None:
        return say("menus.not_said", language)
    if isinstance(value, bool):
        return say("menus.yes" if value else "menus.no", language)
    if isinstance(value, Applicant):
        return say(f"menus.applicant_{value.value}", language)
    if isinstance(value, MenuPhase):
        return say(f"menus.phase_{value.name.lower()}", language)
    return value


def _passes(menu: SupportMenu, query: MenuQuery, field: str) -> bool:
    wanted = getattr(query, field)
    return wanted is None or wanted in values_of(menu, field)


def _facet_value(value: str | bool | None, menus: Sequence[SupportMenu], language: Language) -> FacetValue:
    written = "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    programmes = len(grouped(menus))
    return FacetValue(value=written, label=label_of(value, language), rows=len(menus), programmes=programmes)
