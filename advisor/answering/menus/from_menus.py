"""The answer from the ministries' support menus, where a question asks for them by what they must fulfil."""

from collections.abc import Sequence

from advisor.answering.drafts import Draft
from advisor.answering.menus.asking import left_over, read_menu_question, theme_words
from advisor.answering.setting import Found, Setting
from advisor.answering.understand import Part
from advisor.corpus.support_menus import SupportMenu, SupportMenus
from advisor.folding import search_form
from advisor.guides.menus.programmes import group_of
from advisor.guides.menus.results import MenuQuery
from advisor.guides.menus.search import edition_out, grouped, select, silent
from advisor.guides.menus.telling import conditions_text, menu_draft
from advisor.knowledge import Knowledge

MOST_LISTED = 8  # programmes; the rest is counted
_KNOWN = 0.85  # surface likeness from which a question is one whose answer is known


def from_menus(part: Part, found: Found, setting: Setting, knowledge: Knowledge) -> Draft | None:
    """The programmes that fulfil what the question names, with applicants, new projects and contact; or None.

    One programme alone is left to the facts on it when the question says more than its filters do.
    """
    edition = edition_out(knowledge.menus, setting.to_come)
    if found.matches and found.matches[0].signals.surface >= _KNOWN:
        return None
    if edition is None or part.round is not None or knowledge.names.removed_from(part.text) != part.text:
        return None
    asked = read_menu_question(part.text, edition, knowledge.glossary)
    if asked is None:
        return None
    query, weigh = asked.query, knowledge.index.lexical.weight
    about = left_over(part.text, query, edition, knowledge.glossary)
    if about and not asked.elsewhere:
        query = query.model_copy(update={"text": " ".join(about)})
    terms = knowledge.glossary.expand(query.text)
    menus = [] if asked.elsewhere else select(edition.menus, query, terms, weigh)
    if query.theme and not asked.elsewhere:
        menus += _of_other_themes(query, menus, edition, knowledge)
    groups = [group_of(rows, edition) for rows in grouped(menus)]
    if query.text and len(groups) < 2:
        return None
    unsaid = [] if asked.elsewhere else silent(edition.menus, query, terms, weigh)
    conditions = conditions_text(query, setting.language, widely=True, elsewhere=asked.elsewhere)
    return menu_draft(groups, query, edition, unsaid, setting.language, MOST_LISTED, conditions)


def _of_other_themes(
    query: MenuQuery, menus: Sequence[SupportMenu], edition: SupportMenus, knowledge: Knowledge
) -> list[SupportMenu]:
    """The menus on pages of other themes that name the theme themselves, under the query's other filters."""
    names = theme_words(query.theme or "", edition, knowledge.glossary)
    terms, weigh = knowledge.glossary.expand(query.text), knowledge.index.lexical.weight
    others = select(edition.menus, query.model_copy(update={"theme": None}), terms, weigh)
    shown = {menu.id for menu in menus}
    told = {menu.id: search_form(f"{menu.program} {menu.description or ''}") for menu in others if menu.id not in shown}
    return [menu for menu in others if any(name in told.get(menu.id, "") for name in names)]
