"""Whatever a guide is asked, at whatever moment: its answer keeps the contract, and every statement holds."""

from datetime import datetime

import pytest
from answer_contract import check, check_statements
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.answering.models import Answer
from advisor.corpus.hubs import HubType
from advisor.corpus.support_menus import Applicant, MenuPhase
from advisor.guides.eligibility import Case, assess
from advisor.guides.hubs.finding import HubFilter, compare_hubs, find_hubs
from advisor.guides.menus.finding import MenuQuery, find_menus
from advisor.guides.schedule.at import schedule_at
from advisor.guides.support.own import own_support
from advisor.guides.tables import Table
from advisor.guides.type_selection import weigh_types
from advisor.knowledge import Knowledge
from advisor.messages import Language
from advisor.programs.precedents import REGIONS
from advisor.programs.schedule import JST

MOMENTS = st.datetimes(datetime(2019, 1, 1), datetime(2030, 1, 1)).map(lambda moment: moment.replace(tzinfo=JST))
LANGUAGES = st.sampled_from(Language)
ROUNDS = st.sampled_from([None, 1, 2, 3, 4, 5, 6, 7])
CLAUSES = [
    *("うちは国立大学です。", "私立大学で、", "会社です。", "センターは本学が運営し、", "運営は財団に任せ、"),
    *("欧州の企業と共同研究をし、", "地元の町工場と開発し、", "海外との取引はありません。"),
    "島の医療の課題に取り組んでいます。",
    *("まだ構想段階です。", "We work with companies in Germany. ", "2025年8月に99社と1億円で「契約」し、"),
]  # fmt: skip
DESCRIPTIONS = st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=5).map("".join)


class Desk:
    """The real corpus in a wrapping that prints short: hypothesis shows what a failing test was given."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge


@pytest.fixture(scope="module")
def desk(knowledge: Knowledge) -> Desk:
    return Desk(knowledge)


def holds(answer: Answer, table: Table, desk: Desk) -> None:
    check(answer, desk.knowledge)
    check_statements(answer, desk.knowledge)
    assert all(len(row) == len(table.columns) for row in table.rows)


@given(st.data())
@settings(max_examples=60)
def test_eligibility(desk: Desk, data: st.DataObject) -> None:
    rules = desk.knowledge.program.eligibility
    values = st.fixed_dictionaries({}, optional={r.id: st.sampled_from([v.id for v in r.values]) for r in rules})
    case = Case(slots=data.draw(values), description=data.draw(DESCRIPTIONS | st.just("")))
    found = assess(case, data.draw(MOMENTS), data.draw(LANGUAGES), desk.knowledge)
    holds(found.answer, found.table, desk)


@given(DESCRIPTIONS, MOMENTS, LANGUAGES)
@settings(max_examples=40)
def test_type_selection(desk: Desk, text: str, as_of: datetime, language: Language) -> None:
    found = weigh_types(text, as_of, language, desk.knowledge)
    holds(found.answer, found.table, desk)
    words = [w for side in found.types for e in side.elements for w in (*e.speaks_for, *e.against)]
    assert all(word in text for word in words)


@given(st.data())
@settings(max_examples=40)
def test_support_menus(desk: Desk, data: st.DataObject) -> None:
    query = MenuQuery(
        phase=data.draw(st.none() | st.sampled_from(MenuPhase)),
        applicant=data.draw(st.none() | st.sampled_from(Applicant)),
        new_adoptions=data.draw(st.none() | st.booleans()),
        text=data.draw(st.sampled_from(["", "脱炭素", "自動運転", "地震", "xyzzy"])),
    )
    found = find_menus(query, data.draw(MOMENTS), data.draw(LANGUAGES), desk.knowledge)
    holds(found.answer, found.table, desk)


@given(ROUNDS, MOMENTS, LANGUAGES)
@settings(max_examples=40)
def test_own_support_and_schedule(desk: Desk, number: int | None, as_of: datetime, language: Language) -> None:
    support = own_support(number, as_of, language, desk.knowledge)
    holds(support.answer, support.table, desk)
    schedule = schedule_at(as_of, language, desk.knowledge, number)
    holds(schedule.answer, schedule.table, desk)


@given(st.data())
@settings(max_examples=40)
def test_hubs(desk: Desk, data: st.DataObject) -> None:
    wanted = HubFilter(
        round=data.draw(ROUNDS),
        type=data.draw(st.none() | st.sampled_from(HubType)),
        region=data.draw(st.none() | st.sampled_from(sorted(REGIONS))),
        text=data.draw(st.sampled_from(["", "半導体", "農業", "xyzzy"])),
        like=data.draw(st.just("") | DESCRIPTIONS),
    )
    as_of, language = data.draw(MOMENTS), data.draw(LANGUAGES)
    found = find_hubs(wanted, as_of, language, desk.knowledge)
    holds(found.answer, found.table, desk)
    assert all(row.hub.announced_on is None or row.hub.announced_on <= as_of.date() for row in found.rows)
    if len(found.rows) > 1:
        pair = compare_hubs([row.hub.id for row in found.rows[:2]], as_of, language, desk.knowledge)
        holds(pair.answer, pair.table, desk)
