"""Support-menu files against the document they were extracted from. Pure."""

from collections.abc import Iterator

from advisor.corpus.menus.extraction import extract_menus
from advisor.corpus.problems import Problem, problem
from advisor.corpus.quotes import quote_problem
from advisor.corpus.support_menus import Span, SupportMenu, SupportMenus, dump_support_menus


def check_menus(menus: SupportMenus, file: str, content: str, texts: dict[str, str]) -> list[Problem]:
    """All faults of one file: `menus` as read from `content`; `texts` are the sources' texts by id."""
    if menus.source not in texts:
        return [problem("corpus_unknown_source", file, "source", value=menus.source)]
    found: list[Problem] = []
    first_at: dict[str, str] = {}
    text = texts[menus.source]
    for number, menu in enumerate(menus.menus):
        at = f"menus[{number}]"
        first = first_at.setdefault(menu.id, f"{at}.id")
        if first != f"{at}.id":
            found.append(problem("corpus_duplicate_id", file, f"{at}.id", value=menu.id, first=first))
        if menu.source != menus.source:
            found.append(problem("corpus_unknown_source", file, f"{at}.source", value=menu.source))
        found += [
            quote_problem(menus.source, span.quote, file, f"{at}{path}.quote", text[span.start : span.end])
            for path, span in _spans(menu)
            if text[span.start : span.end] != span.quote
        ]
    if not found and content != _regenerated(text, menus.source):
        found.append(problem("corpus_menus_stale", file, "menus"))
    return found


def _regenerated(text: str, source: str) -> str:
    try:
        return dump_support_menus(extract_menus(text, source))
    except ValueError:
        return ""


def _spans(menu: SupportMenu) -> Iterator[tuple[str, Span]]:
    """Every quote of a menu with its path below the menu."""
    yield "", Span(quote=menu.quote, start=menu.start, end=menu.end)
    yield from ((f".also[{n}]", span) for n, span in enumerate(menu.also))
    if menu.page is not None:
        for name in ("name_span", "description_span", "phase_span"):
            span = getattr(menu.page, name)
            if span is not None:
                yield f".page.{name}", span
