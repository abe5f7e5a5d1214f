"""advisor/replies/set_aside.py: what a draft leaves to a person although the documents say something."""

from datetime import datetime, timedelta
from functools import partial

import pytest
from reply_cases import OFFICE, OPEN, inquiry

from advisor.answering.flow import answer
from advisor.answering.models import Answer, Citation, Intent, Locator, Notice, NoticeKind, Question, Statement, Status
from advisor.inquiries.records import ReplyDraft
from advisor.knowledge import Knowledge
from advisor.messages import Language
from advisor.replies.blanks import has_blank
from advisor.replies.drafting import draft_reply
from advisor.replies.set_aside import left_to_office, on_another_programme
from advisor.replies.similar import PastReplies

OLD, CURRENT = "meti-regional-innovation-qa-2008", "j-innovation-hub-call-7-guidelines"
OLD_REMARK = "2008年の資料による、当時の内容です。"


def answered(asked: str, *source_ids: str, knowledge: Knowledge) -> Answer:
    """An answer that says the beginning of each source."""
    citations = []
    for n, source_id in enumerate(source_ids, start=1):
        info, quote = knowledge.infos[source_id], knowledge.texts[source_id][:20]
        told = {"title": info.title, "issuer": info.issuer, "issued_on": info.issued_on, "round": info.round}
        citations.append(Citation(n=n, source_id=source_id, locator=Locator(), quote=quote, start=0, end=20, **told))
    return Answer(
        question=asked,
        language=Language.JA,
        as_of=OPEN,
        program=knowledge.program.id,
        round=7,
        intent=Intent.BACKGROUND,
        status=Status.ANSWERED,
        text="",
        statements=tuple(Statement(text=f"「{c.quote}」とあります。", citations=(c.n,)) for c in citations),
        citations=tuple(citations),
        notices=(Notice(kind=NoticeKind.HISTORICAL, text=OLD_REMARK),),
    )


def drafted(asked: tuple[str, ...], sources: tuple[str, ...], knowledge: Knowledge) -> ReplyDraft:
    def ask(question: Question) -> Answer:
        return answered(question.text, *sources, knowledge=knowledge)

    past = PastReplies.build((), knowledge.embedder)
    return draft_reply(inquiry(*asked), OPEN, OFFICE, ask, past, knowledge)


def test_an_old_document_alone_does_not_answer_on_the_current_call(knowledge: Knowledge) -> None:
    asked = ("共同で使う機器の置き場所はどこにすべきですか。", "会計の担当者は常勤でなければなりませんか。")
    found = drafted(asked, (OLD,), knowledge)
    assert all(each.open and each.answer.statements for each in found.answered)  # the answer stays beside
    assert has_blank(found.text)
    assert knowledge.texts[OLD][:20] not in found.text and OLD_REMARK not in found.text
    assert knowledge.infos[OLD].title not in found.text


@pytest.mark.parametrize(
    ("asked", "sources", "why"),
    [
        ("共同で使う機器の置き場所はどこにすべきですか。", (OLD,), "elsewhere"),
        ("共同で使う機器の置き場所はどこにすべきですか。", (OLD, CURRENT), ""),
        ("2008年の資料では機器の置き場所はどうなっていますか。", (OLD,), ""),
        ("この公募が始まった背景を教えてください。", (OLD,), ""),
        ("ほかに受けられる支援はありますか。", (OLD,), ""),
        ("Go-Tech の窓口はどこですか。", (OLD,), ""),
        ("Excel の様式はどこにありますか。", (OLD,), "elsewhere"),
        ("過去の選抜拠点を教えてください。", ("hubs",), ""),
        ("選抜拠点の数を教えてください。", ("program-facts",), ""),
    ],
)
def test_what_only_old_documents_say_is_told_where_it_is_asked_for(
    asked: str, sources: tuple[str, ...], why: str, knowledge: Knowledge
) -> None:
    assert left_to_office(asked, answered(asked, *sources, knowledge=knowledge), knowledge.infos) == why


@pytest.mark.parametrize(
    "asked",
    [
        "いつ頃までにご返信をいただけるのでしょうか。",
        "先週お送りした質問書は届いておりますでしょうか。",
        "折り返しお電話をいただけますでしょうか。",
        "掲載された本学の名称を訂正してください。",
        "別紙の質問票にご回答くださいますようお願いいたします。",
        "二度問い合わせましたが、返事がありません。",
        "When can we expect a reply from you?",
        "Did you receive our e-mail of Monday?",
    ],
)
def test_what_the_office_itself_is_asked_is_for_a_person(asked: str, knowledge: Knowledge) -> None:
    assert left_to_office(asked, answered(asked, CURRENT, knowledge=knowledge), knowledge.infos) == "office"
    found = drafted((asked,), (CURRENT,), knowledge)
    assert found.answered[0].open and knowledge.texts[CURRENT][:20] not in found.text


@pytest.mark.parametrize(
    "asked",
    [
        "審査結果の連絡はいつ頃いただけますか。",
        "応募書類は何時までに届いている必要がありますか。",
        "提出した申請書を後から修正できますか。",
        "申請書に添付する資料は何ですか。",
        "問い合わせ先の電話番号を教えてください。",
        "電話で問い合わせることはできますか。",
        "When will the results be announced?",
    ],
)
def test_what_the_call_settles_is_no_matter_of_the_office(asked: str, knowledge: Knowledge) -> None:
    assert left_to_office(asked, answered(asked, CURRENT, knowledge=knowledge), knowledge.infos) == ""


def test_one_question_left_aside_leaves_the_others(knowledge: Knowledge) -> None:
    found = drafted(("締切はいつですか。", "このメールへのご返信はいつ頃いただけますか。"), (CURRENT,), knowledge)
    assert [each.open for each in found.answered] == [False, True]
    assert found.text.count(knowledge.texts[CURRENT][:20].split("\n")[0]) >= 1


@pytest.mark.parametrize(
    ("asked", "goes_on", "another"),
    [
        ("IT導入補助金の締切はいつですか。", False, True),
        ("科研費の申請書はどこにありますか。", False, True),
        ("補助率はいくらですか。", True, True),
        ("補助率はいくらですか。", False, False),
        ("締切はいつですか。", True, False),
        ("選抜された拠点は、ものづくり補助金で加点されますか。", False, False),
        ("拠点に補助金は交付されますか。", False, False),
    ],
)
def test_programmes_of_other_offices_are_told_by_name(asked: str, goes_on: bool, another: bool) -> None:
    assert on_another_programme(asked, goes_on) is another


def really_drafted(asked: str, as_of: datetime, knowledge: Knowledge) -> ReplyDraft:
    """The draft to a question, answered from the real corpus."""
    past = PastReplies.build((), knowledge.embedder)
    return draft_reply(inquiry(asked), as_of, OFFICE, partial(answer, knowledge=knowledge), past, knowledge)


def test_a_verdict_on_a_case_is_left_to_the_office(knowledge: Knowledge) -> None:
    case = "県の財団が運営し、国立大学が参加する拠点について、国立大学を申請者として申請できますか。"
    draft = really_drafted(case, OPEN, knowledge)
    assert "判定:" not in draft.text
    assert draft.answered[0].open and has_blank(draft.text)


def test_a_programme_of_another_office_is_not_answered(knowledge: Knowledge) -> None:
    draft = really_drafted("IT導入補助金の次回の締切はいつですか。", OPEN, knowledge)
    assert draft.answered[0].open and "受付中" not in draft.text


def test_a_date_before_the_mail_came_tells_nothing_of_the_call(knowledge: Knowledge) -> None:
    asked = "国立大学法人は申請できますか。"
    assert "受付中です" in really_drafted(asked, OPEN, knowledge).text
    assert "受付中です" not in really_drafted(asked, OPEN - timedelta(days=3), knowledge).text
