"""advisor/answering/assembling.py: numbers, markers, banners and the contact of an answer."""

import pytest

from advisor.answering.assembling import assemble, overall_status
from advisor.answering.drafts import Draft, DraftNotice, DraftStatement, Quote
from advisor.answering.evidence import quotes_of
from advisor.answering.models import Answer, Clarification, Intent, NoticeKind, Question, Status
from advisor.answering.setting import Setting
from advisor.dates import parse_as_of
from advisor.knowledge import Knowledge
from advisor.messages import Language
from advisor.programs.schedule import current_round
from advisor.programs.texts import Evidence

GUIDE = "j-innovation-hub-call-7-guidelines"
CALL = "第7回公募期間: 令和7年7月18日(金)～令和7年8月27日(水)12時必着"
WHO = "申請者は国立大学法人、公立大学法人、学校法人(私立大学)、高等専門学校及びこれらに準じる機関とし"


def quote(knowledge: Knowledge, text: str) -> Quote:
    return quotes_of([Evidence(source=GUIDE, quote=text)], knowledge)[0]


def made(knowledge: Knowledge, *drafts: Draft, as_of: str = "2025-08-01", language: Language = Language.JA) -> Answer:
    moment = parse_as_of(as_of)
    setting = Setting(as_of=moment, language=language, current=current_round(knowledge.program, moment))
    asked = [(f"問い{number}", draft) for number, draft in enumerate(drafts, 1)]
    return assemble(Question(text="問い", as_of=moment), asked, setting, (), knowledge)


def draft(status: Status = Status.ANSWERED, *statements: DraftStatement, **more: object) -> Draft:
    return Draft(intent=Intent.SCHEDULE, status=status, statements=statements, **more)  # type: ignore[arg-type]


def test_the_same_quote_has_one_number(knowledge: Knowledge) -> None:
    call, who = quote(knowledge, CALL), quote(knowledge, WHO)
    found = made(
        knowledge,
        draft(
            Status.ANSWERED, DraftStatement(text="一。", quotes=(call, who)), DraftStatement(text="二。", quotes=(who,))
        ),
        draft(Status.ANSWERED, DraftStatement(text="三。", quotes=(who, call, who))),
    )
    assert [statement.citations for statement in found.statements] == [(1, 2), (2,), (2, 1)]
    assert [citation.quote for citation in found.citations][:2] == [CALL, WHO]
    assert "一。 [1][2] 二。 [2]" in found.text and "三。 [2][1]" in found.text


def test_conditions_follow_as_a_list(knowledge: Knowledge) -> None:
    who = (quote(knowledge, WHO),)
    first = DraftStatement(text="条件。", quotes=who, condition=True)
    found = made(knowledge, draft(Status.ANSWERED, first, DraftStatement(text="答え。", quotes=who)))
    assert found.text == "答え。 [1]\n\n- 条件。 [1]"


def test_a_citation_names_its_source_and_place(knowledge: Knowledge) -> None:
    found = made(knowledge, draft(Status.ANSWERED, DraftStatement(text="一。", quotes=(quote(knowledge, CALL),))))
    cited = found.citations[0]
    assert (cited.n, cited.source_id, cited.issuer, cited.issued_on, cited.round) == (
        1,
        GUIDE,
        "経済産業省 大学連携推進室",
        "2025-07-18",
        7,
    )
    assert cited.locator.section
    assert knowledge.texts[GUIDE][cited.start : cited.end] == cited.quote == CALL


def test_each_part_of_several_is_headed_by_its_question(knowledge: Knowledge) -> None:
    one = draft(Status.ABSTAINED, lead="分かりません。")
    assert "■ 問い1" in made(knowledge, one, one).text and "■ 問い2" in made(knowledge, one, one).text
    assert "■" not in made(knowledge, one).text


def test_a_banner_is_told_once(knowledge: Knowledge) -> None:
    notice = DraftNotice(kind=NoticeKind.UNOFFICIAL, text="非公式です。")
    found = made(knowledge, draft(notices=(notice,)), draft(notices=(notice,)))
    assert [n.text for n in found.notices] == ["非公式です。"]


@pytest.mark.parametrize(
    ("status", "told"),
    [(Status.ABSTAINED, True), (Status.PARTIAL, True), (Status.ANSWERED, False), (Status.CLARIFY, False)],
)
def test_whom_to_ask_is_told_where_the_documents_do_not_settle_it(
    knowledge: Knowledge, status: Status, told: bool
) -> None:
    found = made(knowledge, draft(status, lead="前置き。"))
    assert ("innovation2021@landbrains.co.jp" in found.text) is told
    assert found.contact is not None and found.contact.citations
    assert all(any(c.n == n for c in found.citations) for n in found.contact.citations)


def test_a_refusal_names_nobody(knowledge: Knowledge) -> None:
    found = made(knowledge, draft(Status.REFUSED, lead="お断りします。"))
    assert (found.contact, found.citations, found.text) == (None, (), "お断りします。")


def test_before_the_first_contact_is_known_there_is_none(knowledge: Knowledge) -> None:
    early = made(knowledge, draft(Status.ABSTAINED, lead="分かりません。"), as_of="2019-01-01")
    assert (early.contact, early.round, early.text) == (None, None, "分かりません。")


def test_options_are_listed(knowledge: Knowledge) -> None:
    options = Clarification(question="どちら?", options=("甲", "乙"))
    found = made(knowledge, draft(Status.CLARIFY, lead="どちら?", clarification=options))
    assert found.text == "どちら?\n\n- 甲\n- 乙"
    assert found.clarification == options


@pytest.mark.parametrize(
    ("statuses", "overall"),
    [
        ("answered answered", "answered"),
        ("answered refused", "partial"),
        ("partial answered", "partial"),
        ("clarify abstained", "clarify"),
        ("refused abstained", "abstained"),
        ("refused refused", "refused"),
    ],
)
def test_the_status_of_several(statuses: str, overall: str) -> None:
    assert overall_status([Status(status) for status in statuses.split()]) == overall
