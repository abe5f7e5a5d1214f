"""An evidence set: the files of one invented hub, described, and what a good draft takes from them."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, Self

import yaml
from pydantic import Field, model_validator

from advisor.values import Value

DEV = Path(__file__).parent / "dev"

Text = Annotated[str, Field(min_length=1)]


class Formula(Value):
    """A cell that is computed; `cached` is what Excel showed last, None in a file that Excel never opened."""

    formula: Annotated[str, Field(pattern="^=")]
    cached: int | float | str | None = None


PlainCell = str | int | float | None
SheetCell = str | int | float | date | Formula | None


class Title(Value):
    """The name of a document, large and in the middle."""

    title: Text


class Aside(Value):
    """A line at the right edge: a date, a number, an office."""

    right: Text


class Heading(Value):
    h: Text
    level: int = Field(default=1, ge=1, le=3)


class Bullets(Value):
    bullets: tuple[Text, ...]


class Numbers(Value):
    numbers: tuple[Text, ...]


class Table(Value):
    """Rows of cells; `merge` names ranges as a spreadsheet does (A1:B1), the text stands in the first cell."""

    table: tuple[tuple[PlainCell, ...], ...]
    merge: tuple[Text, ...] = ()


class PageBreak(Value):
    page_break: Literal[True]


Block = Text | Title | Aside | Heading | Bullets | Numbers | Table | PageBreak


class Pages(Value):
    """A PDF or a Word file. `columns` and `font` are for PDF."""

    blocks: tuple[Block, ...]
    header: str = ""
    footer: str = ""
    columns: int = Field(default=1, ge=1, le=2)
    font: Literal["HeiseiKakuGo-W5", "HeiseiMin-W3"] = "HeiseiKakuGo-W5"


class Sheet(Value):
    """`formats`: number formats by column letter. `notes`: comments by cell."""

    name: Text
    rows: tuple[tuple[SheetCell, ...], ...]
    merge: tuple[Text, ...] = ()
    formats: dict[str, str] = Field(default_factory=dict)
    notes: dict[str, str] = Field(default_factory=dict)
    hidden: bool = False


class Book(Value):
    sheets: Annotated[tuple[Sheet, ...], Field(min_length=1)]


class Slide(Value):
    """`boxes` are loose text boxes; `notes` is what the speaker reads."""

    title: str = ""
    subtitle: str = ""
    bullets: tuple[Text, ...] = ()
    table: tuple[tuple[PlainCell, ...], ...] = ()
    boxes: tuple[Text, ...] = ()
    notes: str = ""


class Deck(Value):
    slides: Annotated[tuple[Slide, ...], Field(min_length=1)]


class Rows(Value):
    """A CSV as Excel on a Japanese Windows saves it."""

    rows: tuple[tuple[PlainCell, ...], ...]
    encoding: str = "cp932"


class Plain(Value):
    text: Text
    encoding: str = "utf-8"


Content = Pages | Book | Deck | Rows | Plain


class ItemName(StrEnum):
    VISION = "vision"
    STRATEGY_PLAN = "strategy-plan"
    STAFF = "staff"
    FINANCE = "finance"
    FACILITIES = "facilities"
    CONTRACTS_SECURITY = "contracts-security"
    TRAINING = "training"
    PROCESS = "process"
    OUTPUTS = "outputs"


class Viewpoint(StrEnum):
    CONFLICT_OF_INTEREST = "利益相反の体制"
    SECRETS = "営業秘密・秘密情報の管理"
    EXPORT_CONTROL = "安全保障貿易管理の体制"
    FLEXIBLE_CONTRACTS = "共同研究契約の柔軟性"
    COSTS = "間接経費・費用負担の考え方"
    HEADQUARTERS = "本部機能・組織的な連携体制"
    AWARENESS = "研究者や学生への普及啓発"
    EXPERTS = "専門人材の確保"


class Label(StrEnum):
    HUB_NAME = "拠点名"
    APPLICANT = "申請機関"
    HEAD = "代表者(役職・氏名)"
    ADDRESS = "所在地"
    FOUNDED = "設立年月"
    TELEPHONE = "電話番号"
    EMAIL = "E-mail"
    URL = "URL"


class Quote(Value):
    """An exact substring of the file's text, white space aside."""

    file: str
    quote: Annotated[str, Field(min_length=3, max_length=80)]


class Told(Value):
    """A value as a file writes it."""

    file: str
    value: Text


class Contradiction(Value):
    subject: Text
    values: Annotated[tuple[Told, ...], Field(min_length=2)]


class NotContradiction(Contradiction):
    """Values that look like a contradiction; `why` they are none."""

    why: Text


class ExpectedItem(Value):
    """`missing` says in words what no file tells; then `gap` is true. With nothing to quote, all of it is missing."""

    must_quote: Annotated[tuple[Quote, ...], Field(max_length=5)] = ()
    gap: bool = False
    missing: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _gap_is_what_is_missing(self) -> Self:
        if self.gap != bool(self.missing) or not (self.must_quote or self.gap):
            raise ValueError("an item has quotes, or a gap with what is missing")
        return self


class ExpectedCheck(Value):
    """`no`: the evidence says that it does not exist yet or is not done. `unknown`: the evidence is silent."""

    viewpoint: Viewpoint
    answer: Literal["yes", "no", "unknown"]
    file: str | None = None
    quote: str | None = None

    @model_validator(mode="after")
    def _known_is_quoted(self) -> Self:
        if (self.answer == "unknown") != (self.quote is None) or (self.file is None) != (self.quote is None):
            raise ValueError("a quote and its file belong to yes and no, and to them only")
        return self


class ShortField(Value):
    """`value` as a file writes it, None when no file does; `also`: other spellings that are right."""

    value: str | None
    also: tuple[str, ...] = ()


class Outdated(Quote):
    """What stands in a file but holds no longer."""

    why: Text


class Expected(Value):
    contradictions: tuple[Contradiction, ...]
    not_contradictions: tuple[NotContradiction, ...]
    items: dict[ItemName, ExpectedItem]
    checks: tuple[ExpectedCheck, ...]
    short: dict[Label, ShortField]
    outdated: tuple[Outdated, ...] = ()
    puffery: tuple[Quote, ...] = ()


class EvidenceSet(Value):
    """`character`: what kind of hub and which traps, for the reader of a report."""

    hub: Text
    character: Text
    files: dict[str, Content]
    expect: Expected


def read_set(path: Path) -> EvidenceSet:
    """The set in a YAML file; pydantic's ValidationError names what is wrong with it."""
    return EvidenceSet.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


def dev_sets() -> dict[str, EvidenceSet]:
    """The sets to tune on, by the names of their files."""
    return {path.stem: read_set(path) for path in sorted(DEV.glob("*.yaml"))}
