"""The tools: what each takes and gives. The docstrings of the functions are what a model reads of them.

Every tool only reads, and does what the route of the API with the same parts does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mcp_types import Tool, ToolAnnotations
from pydantic import BaseModel

from advisor.answering.models import Answer, Question
from advisor.dates import parse_as_of
from advisor.guides.eligibility import Assessment, Case, assess
from advisor.guides.hubs.finding import find_hubs
from advisor.guides.hubs.results import FoundHubs, HubFilter
from advisor.guides.menus.finding import FoundMenus, OwnSupport, find_menus, menu_query, own_support
from advisor.guides.menus.search import edition_out
from advisor.guides.type_selection import TypeComparison, weigh_types
from advisor.messages import Language, say
from advisor.values import Value
from app.api.eligibility import CaseBody
from app.api.hubs import hub_type
from app.api.schemas import AskBody
from app.api.type_selection import HubBody
from app.mcp_server.arguments import ExcerptQuery, Part, PrecedentQuery, SupportQuery
from app.mcp_server.documents import source_of
from app.mcp_server.excerpts import Excerpt, excerpt, excerpt_text
from app.mcp_server.telling import answer_text, assessment_text
from app.service import Service

Given = tuple[Value, str]  # the structured content, and the same for reading


class FoundSupport(Value):
    """The parts of the support that were asked for; the others are null."""

    own: OwnSupport | None
    ministries: FoundMenus | None


@dataclass(frozen=True)
class Offered:
    """A tool. `call` takes the service and a `takes`, and raises AdvisorError; its docstring describes the tool."""

    name: str
    takes: type[BaseModel]
    gives: type[Value]
    call: Callable[[Service, Any], Given]

    def described(self) -> Tool:
        """As clients are told of it."""
        return Tool(
            name=self.name,
            title=" / ".join(say(f"mcp.title_{self.name}", language) for language in Language),
            description=" ".join((self.call.__doc__ or "").split()),
            input_schema=self.takes.model_json_schema(),
            output_schema=self.gives.model_json_schema(mode="serialization"),
            annotations=ToolAnnotations(
                read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
            ),
        )


def ask(service: Service, body: AskBody) -> Given:
    """Answer a question about METI's J-Innovation HUB call (地域オープンイノベーション拠点選抜制度, Jイノベ) from its
    documents: eligibility, types, support, schedule, criteria, procedure, obligations, precedents, contact. Every
    sentence carries exact quotes. The answer holds for `as_of`: give it when the question is about another day. When
    the status is abstained the documents do not settle the question; when it is clarify, choose one of the options."""
    question = Question(
        text=body.question, as_of=parse_as_of(body.as_of), language=body.language, earlier=tuple(body.earlier)
    )
    found = service.answer(question)
    return found, answer_text(found)


def check_eligibility(service: Service, body: CaseBody) -> Given:
    """Set a case (who applies, who runs the hub, …) against each condition of the call: met, not met or to be
    confirmed, each with its quote, and the one question that comes next (`asks`) with the slot that its reply goes
    into. Begin with a description in free text; an unknown slot or value is refused with those that exist. It says
    what the documents say; it is no ruling."""
    case = Case(slots=body.slots, description=body.description, confirmed=tuple(body.confirmed))
    found = assess(case, parse_as_of(body.as_of), body.language, service.knowledge())
    return found, assessment_text(found)


def compare_types(service: Service, body: HubBody) -> Given:
    """Set a described hub against both types, 国際展開型 (international) and 地域貢献型 (regional): what speaks for and
    against each in the description's own words, what is missing, and similar selected hubs (which are no grounds)."""
    found = weigh_types(body.description, parse_as_of(body.as_of), body.language, service.knowledge())
    return found, answer_text(found.answer)


def find_support(service: Service, query: SupportQuery) -> Given:
    """Find support: what the program gives a selected hub (`own`, by round), and the ministries' support menus of
    FY2022 (`ministries`) by theme, phase, applicant, ministry, new adoptions and words, with contacts. Names, budgets
    and contacts of the latter may have changed since. An unknown value of a filter is refused with those that exist."""
    moment, knowledge = parse_as_of(query.as_of), service.knowledge()
    own = own_support(query.round, moment, query.language, knowledge) if query.wants(Part.OWN) else None
    ministries = None
    if query.wants(Part.MINISTRIES):
        wanted = menu_query(
            edition_out(knowledge.menus, ()),
            knowledge.glossary,
            query.theme,
            query.phase,
            query.applicant,
            query.ministry,
            None if query.new_adoptions is None else str(query.new_adoptions).lower(),
            query.q,
        )
        ministries = find_menus(wanted, moment, query.language, knowledge)
    told = [answer_text(part.answer) for part in (own, ministries) if part is not None]
    return FoundSupport(own=own, ministries=ministries), "\n\n".join(told)


def search_precedents(service: Service, query: PrecedentQuery) -> Given:
    """Find selected hubs (選抜拠点) by round, type, university, prefecture, region and words, or by likeness to a
    description (`like`), with counts and what is missing on record. Precedents illustrate; they are never a rule."""
    wanted = HubFilter(
        round=query.round,
        type=hub_type(query.type),
        university=query.university or None,
        prefecture=query.prefecture or None,
        region=query.region or None,
        text=query.q,
        like=query.like,
    )
    found = find_hubs(wanted, parse_as_of(query.as_of), query.language, service.knowledge())
    return found, answer_text(found.answer)


def get_source(service: Service, query: ExcerptQuery) -> Given:
    """Read a document that answers quote: what it is, and the characters `start:end` of its text (at most 20,000; the
    first 4,000 by default). A citation's quote is exactly the text between its start and end: widen them to read on."""
    piece = excerpt(source_of(query.source_id, service.knowledge()), query.start, query.end)
    return piece, excerpt_text(piece)


TOOLS = (
    Offered("ask", AskBody, Answer, ask),
    Offered("check_eligibility", CaseBody, Assessment, check_eligibility),
    Offered("compare_types", HubBody, TypeComparison, compare_types),
    Offered("find_support", SupportQuery, FoundSupport, find_support),
    Offered("search_precedents", PrecedentQuery, FoundHubs, search_precedents),
    Offered("get_source", ExcerptQuery, Excerpt, get_source),
)
