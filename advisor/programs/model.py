"""The program as dated, sourced data: rounds, calls, contacts, facts and known gaps. Read from corpus/programs/*.yaml.

A fact says one thing about one round (or about none), in a plain sentence in both languages, with the exact words
of its source. `key` names what it is about, so that the same question finds the fact of another round; the
`asked_as` of all facts and gaps with one key are pooled. A gap says that the documents do not settle something.
Subjects put the keys in order: what every call is expected to say. Rules and hub types are in rules.py.
"""

from datetime import date, datetime
from enum import StrEnum

from pydantic import Field

from advisor.answering.models import Intent
from advisor.programs.rules import HubTypeDefinition, Rule
from advisor.programs.texts import Evidence, Text
from advisor.values import Value


class Authority(StrEnum):
    """Who says so: the program's own document, or somebody reporting on it."""

    OFFICIAL = "official"
    SECONDARY = "secondary"


class Call(Value):
    """A call period. `closes_at` is aware (JST). None: not known from any source."""

    opens_on: date | None = None
    closes_at: datetime | None = None
    must_arrive: bool = False  # 必着
    results_expected: Text | None = None
    announced_on: date | None = None
    evidence: tuple[Evidence, ...] = ()
    results_evidence: tuple[Evidence, ...] = ()


class ContactPoint(Value):
    """Whom to ask, as a source gives it."""

    name: Text
    email: str | None = None
    address: str | None = None
    phone: str | None = None
    evidence: tuple[Evidence, ...]


class Briefing(Value):
    """The information session (説明会) of a call. Times are aware (JST)."""

    starts_at: datetime
    ends_at: datetime | None = None
    register_by: datetime | None = None
    online: bool = False
    evidence: tuple[Evidence, ...] = Field(min_length=1)


class Validity(Value):
    """How long a selection holds: Japanese fiscal years, the one of the announcement being the first."""

    fiscal_years: int = Field(ge=1)
    evidence: tuple[Evidence, ...] = Field(min_length=1)


class Round(Value):
    """One call (回). `begins_on`: from this day on it is the newest known round (its first public day); None: not known
    yet, and until it is the round is never in force. `unknown`: the subjects that no source settles for this round.
    """

    number: int = Field(ge=1)
    begins_on: date | None = None
    fiscal_years: tuple[int, ...] = ()  # Japanese fiscal years (from April) that people may name it by
    authority: Authority
    call: Call = Call()
    briefing: Briefing | None = None
    validity: Validity | None = None
    contact: ContactPoint | None = None
    unknown: tuple[str, ...] = ()


class Fact(Value):
    """One thing that a source says. `round` None: not bound to a round.

    `then`: keys whose facts belong to a full answer (a condition, an exception), told after this one.
    `through`: of a fact that compares rounds or speaks of all, the newest round that it takes into account: once a
    later one is in force, an answer says that it is not considered.
    """

    key: str = Field(pattern=r"^[a-z0-9]+(?:[-_.][a-z0-9]+)*$")
    round: int | None = None
    through: int | None = None
    intent: Intent
    statement: Text
    source: str
    quote: str = Field(min_length=1)
    also: tuple[Evidence, ...] = ()
    asked_as: tuple[str, ...] = ()
    then: tuple[str, ...] = ()
    partial: bool = False  # the sources settle the question only in part; the contact is named with it
    historical: bool = False
    says_unknown: bool = False  # the source itself says that this is not known
    says_absent: bool = False  # the source lists its like and says that this is not among them


class Gap(Value):
    """Something that people ask and the documents do not settle. `nearest`: keys of facts that help all the same.

    `next_call`: it is about a call that is not known yet. `subjects`: it is about one round, and holds only while one
    of them is unknown for it; `{round}` in the statement is that round.
    """

    key: str = Field(pattern=r"^[a-z0-9]+(?:[-_.][a-z0-9]+)*$")
    intent: Intent
    statement: Text  # what was looked for and not found, without any claim beyond that
    asked_as: tuple[str, ...] = Field(min_length=1)
    nearest: tuple[str, ...] = ()
    next_call: bool = False
    subjects: tuple[str, ...] = ()


class Subject(Value):
    """Something that every call is expected to say (目的, 申請者, 審査項目 …), or a part of it.

    `keys`: the facts that say it. `items`: its parts, in the order of the documents.
    """

    id: str = Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")
    name: Text
    keys: tuple[str, ...] = Field(min_length=1)
    items: tuple["Subject", ...] = ()


class Program(Value):
    """A program file."""

    id: str
    name: Text
    short_names: tuple[str, ...] = ()
    rounds: tuple[Round, ...] = ()
    subjects: tuple[Subject, ...] = ()
    eligibility: tuple[Rule, ...] = ()
    types: tuple[HubTypeDefinition, ...] = ()
    word_classes: dict[str, tuple[str, ...]] = Field(default_factory=dict)  # the words that cues name as @class
    facts: tuple[Fact, ...] = ()
    gaps: tuple[Gap, ...] = ()
    hubs_asked_as: dict[str, tuple[str, ...]] = Field(default_factory=dict)  # ways of asking for a hub, by its id
    elsewhere: tuple[str, ...] = ()  # questions on something else that people ask here: what is like them is refused
