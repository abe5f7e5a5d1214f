"""What the finder of support menus takes and gives. Values only."""

from advisor.answering.models import Answer
from advisor.corpus.support_menus import Applicant, MenuPhase, SupportMenu
from advisor.guides.tables import Table
from advisor.values import Value


class MenuQuery(Value):
    """Which menus are wanted; None and "" do not narrow. `theme` and `ministry` as the edition writes them (see
    menu_filters.py for what people write instead); a ministry includes its bureaus in brackets."""

    theme: str | None = None
    phase: MenuPhase | None = None
    applicant: Applicant | None = None
    ministry: str | None = None
    new_adoptions: bool | None = None
    text: str = ""


class Spelling(Value):
    """One way in which the document prints a contact, with the citations of the rows that have it."""

    value: str
    citations: tuple[int, ...]


class ContactSpellings(Value):
    """A contact that the document prints in several ways. `field`: "email" or "phone". Nothing is corrected."""

    field: str
    spellings: tuple[Spelling, ...]


class MenuRow(Value):
    """One printed row. `citations` point into `answer.citations`; `spellings`: its programme's contacts that the
    document contradicts itself on."""

    menu: SupportMenu
    citations: tuple[int, ...]
    spellings: tuple[ContactSpellings, ...] = ()


class Programme(Value):
    """One menu, listed once with all that its rows say: what a reader looks for. `rows`: places in `FoundMenus.rows`.

    Several applicants, phases, departments, phones or e-mails: the rows differ. `phases` is empty where no row has one.
    """

    name: str
    ministries: tuple[str, ...]
    themes: tuple[str, ...]
    phases: tuple[MenuPhase, ...]
    applicants: tuple[Applicant, ...]
    partial_applicants: tuple[Applicant, ...]
    new_adoptions: bool | None
    descriptions: tuple[str, ...]
    departments: tuple[str, ...]
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    rows: tuple[int, ...]
    citations: tuple[int, ...]
    spellings: tuple[ContactSpellings, ...] = ()


class FacetValue(Value):
    """A value that a filter can take. `value`: what the query takes ("" where the document says nothing: not to be
    chosen); `label`: in the language of the result; how many rows and programmes have it under the other filters."""

    value: str
    label: str
    rows: int
    programmes: int


class Facet(Value):
    """A filter of the query: its field in `MenuQuery`, its label, its values in the order of the document."""

    field: str
    label: str
    values: tuple[FacetValue, ...]


class FoundMenus(Value):
    """The menus that `query` means, as rows and grouped as programmes, best first where there is a text.

    `edition`: "R4" (令和4年度); `as_of_printed`: as the tables print it (12/23時点); both "" where none was out.
    """

    query: MenuQuery
    rows: tuple[MenuRow, ...]
    programmes: tuple[Programme, ...]
    facets: tuple[Facet, ...]
    answer: Answer
    table: Table
    edition: str
    as_of_printed: str
