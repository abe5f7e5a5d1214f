"""Rows of one programme told as one sentence, each value with the rows that it stands in. Pure."""

import re
from collections.abc import Iterable, Sequence

from advisor.answering.drafts import DraftStatement, Quote
from advisor.corpus.support_menus import Applicant, ContactVariant, MenuPhase, SupportMenu, SupportMenus
from advisor.folding import search_form
from advisor.guides.menus.search import key_of, label_of
from advisor.messages import Language, say
from advisor.values import Value


class Group(Value):
    """The rows of one programme that were found. `spelled`: its contacts that the document contradicts itself on, and
    the rows of the whole edition that they are printed in; `others`: those of them that were not found."""

    menus: tuple[SupportMenu, ...]
    variants: tuple[ContactVariant, ...] = ()
    others: tuple[SupportMenu, ...] = ()

    @property
    def first(self) -> SupportMenu:
        """The row that names the programme."""
        return self.menus[0]

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Every part of the source that the rows rest on, the rows themselves first."""
        rows = [quote for menu in self.menus for quote in row_quotes(menu)]
        pages = [quote for menu in self.menus for quote in page_quotes(menu)]
        return tuple(dict.fromkeys([*rows, *(q for menu in self.others for q in row_quotes(menu)), *pages]))

    @property
    def applicants(self) -> tuple[Applicant, ...]:
        """Who applies, in the document's order; those who may for a part only are in `partial_applicants`."""
        return tuple(a for a in Applicant if any(a in menu.applicants for menu in self.menus))

    @property
    def partial_applicants(self) -> tuple[Applicant, ...]:
        """Who applies for a part only."""
        return tuple(a for a in Applicant if any(a in menu.partial_applicants for menu in self.menus))

    @property
    def phases(self) -> tuple[MenuPhase, ...]:
        """Where the theme pages put it."""
        return tuple(phase for phase in MenuPhase if any(menu.phase is phase for menu in self.menus))

    @property
    def new_adoptions(self) -> bool | None:
        """Whether new projects are taken; None: not said, or rows differ."""
        said = {menu.new_adoptions for menu in self.menus} - {None}
        return said.pop() if len(said) == 1 else None

    def all_of(self, field: str) -> tuple[str, ...]:
        """The different values of a field of the rows; of a contact also those of the rows that spell it otherwise."""
        menus = (*self.menus, *self.others) if field in {variant.field for variant in self.variants} else self.menus
        values = [str(value) for menu in menus if (value := getattr(menu, field)) is not None]
        # the same words broken at other places are one value
        return tuple({re.sub(r"\s", "", search_form(value)): value for value in reversed(values)}.values())[::-1]


def group_of(menus: Sequence[SupportMenu], edition: SupportMenus) -> Group:
    """The rows of one programme, with what else the edition prints of its contacts."""
    variants = tuple(v for v in edition.variants if key_of(menus[0]) == key_of_name(v, edition))
    spelled = {ids[0] for variant in variants for _, ids in variant.spellings if not _shown(ids, menus)}
    return Group(menus=tuple(menus), variants=variants, others=tuple(m for m in edition.menus if m.id in spelled))


def key_of_name(variant: ContactVariant, edition: SupportMenus) -> str:
    """The programme that a contradiction is about, as `key_of` says it."""
    return next(key_of(menu) for menu in edition.menus if menu.program == variant.program)


def row_quotes(menu: SupportMenu) -> tuple[Quote, ...]:
    """The printed row, and the other cells that it rests on."""
    return _quotes(menu.source, ((menu.quote, menu.start, menu.end), *((s.quote, s.start, s.end) for s in menu.also)))


def page_quotes(menu: SupportMenu) -> tuple[Quote, ...]:
    """The theme page's words on the menu: its name, its description, its phase."""
    if menu.page is None:
        return ()
    spans = (menu.page.name_span, menu.page.description_span, menu.page.phase_span)
    return _quotes(menu.source, ((span.quote, span.start, span.end) for span in spans if span is not None))


def programme_statement(group: Group, language: Language) -> DraftStatement:
    """The programme, who applies, whether new projects are taken, whom to ask."""
    text = say(
        "menus.programme",
        language,
        name=group.first.program,
        ministry=group.first.ministry,
        applicants=applicants_text(group.applicants, group.partial_applicants, language),
        adoptions=label_of(group.new_adoptions, language),
        contact=contact_text(group, language),
    )
    return DraftStatement(text=text, quotes=group.quotes, computed=_counts(group, language), condition=True)


def applicants_text(applicants: Sequence[Applicant], partial: Sequence[Applicant], language: Language) -> str:
    """Who applies, in words."""
    said = [label_of(applicant, language) for applicant in applicants]
    said += [say("menus.partly", language, applicant=label_of(applicant, language)) for applicant in partial]
    return say("menus.list_separator", language).join(said) or say("menus.not_said", language)


def contact_text(group: Group, language: Language) -> str:
    """Department, phone and e-mail; a contact spelled in two ways in both, and that said."""
    parts = [say("menus.list_separator", language).join(group.all_of("department"))]
    parts += [*(f"TEL {phone}" for phone in group.all_of("phone"))]
    parts += [f"E-mail {spelled(group, 'email', language)}"] if group.all_of("email") else []
    return " ".join(parts)


def spelled(group: Group, field: str, language: Language) -> str:
    """The value of a contact's field; where the document contradicts itself, every spelling and how many."""
    values = group.all_of(field)
    joined = say("menus.or", language).join(values)
    if not any(variant.field == field for variant in group.variants):
        return joined
    return say("menus.spelled", language, spellings=joined, count=len(values))


def silent_names(menus: Iterable[SupportMenu]) -> tuple[str, ...]:
    """The programmes of rows that say nothing on a filter."""
    return tuple(dict.fromkeys(menu.program for menu in menus))


def _counts(group: Group, language: Language) -> tuple[str, ...]:
    """How many spellings there are: counted, so that no quote has to hold it."""
    counts = {len(variant.spellings) for variant in group.variants}
    return tuple(say("menus.spelled", language, spellings="", count=count).strip() for count in sorted(counts))


def _shown(ids: Sequence[str], menus: Sequence[SupportMenu]) -> bool:
    return any(menu.id in ids for menu in menus)


def _quotes(source: str, spans: Iterable[tuple[str, int, int]]) -> tuple[Quote, ...]:
    return tuple(Quote(source_id=source, start=start, end=end, text=quote) for quote, start, end in spans)
