"""The labels of the inquiries hold: they quote their mails and the documents; and how a draft is judged by them."""

import re
from collections import Counter
from datetime import datetime

import pytest
from inquiry_mailbox import MadeMail, mails

from advisor.answering.models import Answer, Intent, Status
from advisor.inquiries.records import AnsweredQuestion, Inquiry, InquiryQuestion, InquiryStatus, ReplyDraft
from advisor.knowledge import Knowledge
from advisor.messages import Language
from advisor.programs.schedule import JST
from evals.inquiries.judging import judge
from evals.inquiries.labels import AskedLabel, LabelledInquiry, MailLabel, dev_set, known_answers
from evals.inquiries.matching import matched
from evals.matching import folded

GUIDELINES = "j-innovation-hub-call-7-guidelines"
AT = datetime(2025, 8, 20, 10, tzinfo=JST)
WRITTEN = {each.id: (each, f"{each.subject} {each.sender} {each.body}") for each in dev_set()} | {
    each.id: (each, f"{each.subject} {each.text}") for each in mails()
}


def flat(text: str) -> str:
    """Without white space and the marks of HTML: lines of a mail break anywhere."""
    return re.sub(r"<[^>]*>|&nbsp;|\s", "", text)


def test_the_documents_say_what_the_answers_quote(knowledge: Knowledge) -> None:
    texts = knowledge.texts
    quotes = [(name, gold) for name, known in known_answers().items() for gold in known.shown_by]
    assert [(name, gold.quote) for name, gold in quotes if gold.quote not in texts[gold.source_id]] == []
    assert [name for name, known in known_answers().items() if known.open is False and not known.shown_by] == []


def test_what_is_open_is_nowhere_in_the_guidelines(knowledge: Knowledge) -> None:
    guidelines = folded(knowledge.texts[GUIDELINES])
    words = [(name, word) for name, known in known_answers().items() for word in known.absent]
    assert [(name, word) for name, word in words if folded(word) in guidelines] == []
    silent = {name for name, known in known_answers().items() if known.open and not (known.absent or known.shown_by)}
    assert silent == {"elsewhere"}  # another programme altogether


def test_settled_answers_are_right_by_their_own_source(knowledge: Knowledge) -> None:
    """Figures and dates among the facts demanded stand in a document."""
    everything = folded("".join(knowledge.texts.values()))
    for name, known in known_answers().items():
        for alternatives in known.right:
            if all(re.search(r"\d", each) for each in alternatives):
                assert any(folded(each) in everything for each in alternatives), (name, alternatives)


@pytest.mark.parametrize("name", WRITTEN)
def test_a_label_quotes_its_mail(name: str) -> None:
    each, written = WRITTEN[name]
    asked = [one for one in each.label.questions if not one.attached]
    assert [one.carrying for one in asked if flat(one.carrying) not in flat(written)] == []
    assert {one.answer for one in each.label.questions} <= set(known_answers())
    assert flat(each.label.organisation) in flat(written)
    if isinstance(each, LabelledInquiry):
        assert flat(each.label.sender_name) in flat(written)
    assert not (each.label.questions and each.label.questions[0].with_previous)


def test_every_sender_is_fictional() -> None:
    for name, (each, written) in WRITTEN.items():
        addresses = re.findall(r"[\w.+-]+@([\w.-]+\w)", written)
        assert all(re.search(r"(^|\.)example(\.|$)", address) for address in addresses), name
        if each.label.organisation:
            assert re.search("架空|Kaku|Fictional", each.label.organisation), name


def test_the_mailbox_has_what_it_is_made_for() -> None:
    made = {each.id: each for each in mails()}
    assert len(made) == 60
    assert len(dev_set()) == 30
    charsets = Counter(_charset(each) for each in made.values())
    assert min(charsets[name] for name in ("iso-2022-jp", "shift_jis", "utf-8")) >= 17
    asked = Counter(one.answer for each in made.values() for one in each.label.questions if not each.label.duplicate_of)
    assert [name for name in ("kosen", "submission", "deadline", "several-hubs") if asked[name] < 4] == []
    assert {each.label.thread for each in made.values() if each.label.thread} <= set(made)
    assert {each.label.duplicate_of for each in made.values() if each.label.duplicate_of} <= set(made)


def _charset(each: MadeMail) -> str:
    found = re.search(rb'charset="([\w-]+)"', each.data)
    return found[1].decode() if found else ""


def test_questions_are_matched_once_and_a_clause_may_go_with_its_question() -> None:
    asked = [
        AskedLabel(asks="a", carrying="締切はいつですか", answer="deadline"),
        AskedLabel(asks="b", carrying="公表はいつですか", answer="results"),
        AskedLabel(asks="c", carrying="延期の場合は何日になりますか", answer="results", with_previous=True),
    ]
    assert matched(asked, ["選抜拠点の公表はいつですか。", "第7回の締切はいつですか。"]) == {0: 1, 1: 0, 2: 0}
    assert matched(asked[:1], ["ロゴマークは使えますか"]) == {}


def drafted(
    said: str, *, left_open: bool = False, asked: str = "第7回の締切はいつですか。"
) -> tuple[Inquiry, ReplyDraft]:
    question = InquiryQuestion(id="q1", text=asked, topic=Intent.SCHEDULE, message_id="m1")
    reply = Answer(
        question=asked,
        language=Language.JA,
        as_of=AT,
        program="j-innovation-hub",
        round=7,
        intent=Intent.SCHEDULE,
        status=Status.ANSWERED,
        text=said,
    )
    answered = AnsweredQuestion(question=question, answer=reply, text=f"{asked}\n{said}", open=left_open)
    draft = ReplyDraft(
        subject="Re", text=answered.text, language=Language.JA, as_of=AT, round=7, text_revision=1, answered=(answered,)
    )
    at = {name: AT for name in ("received_at", "latest_at", "updated_at")}
    empty = {name: "" for name in ("sender_name", "sender_email", "subject", "assignee", "updated_by")}
    counts = {"messages": 1, "duplicates": 0, "revision": 1, "text_revision": 1, "number": 1}
    inquiry = Inquiry(
        id="i1",
        status=InquiryStatus.NEW,
        organisation="架空大学",
        language=Language.JA,
        topic=Intent.SCHEDULE,
        kind="university",
        flags=(),
        questions=(question,),
        due_at=None,
        **at,
        **empty,
        **counts,
    )
    return inquiry, draft


LABEL = MailLabel(
    organisation="架空大学 研究課",
    kind="university",
    questions=(AskedLabel(asks="締切", carrying="締切はいつですか", answer="deadline"),),
)


@pytest.mark.parametrize(
    ("said", "left_open", "reason"),
    [
        ("締切は8月27日12時必着です。", False, None),
        ("締切は8月27日です。", False, "lacks 12時"),
        ("締切は8月27日12時で、当日消印有効です。", False, "says 当日消印有効"),
        ("締切は8月27日12時必着です。", True, "left open"),
        ("締切は8月27日12時必着、問い合わせは31件です。", False, "invented: 31"),
    ],
)
def test_a_draft_is_right_only_as_a_whole(said: str, left_open: bool, reason: str | None) -> None:
    inquiry, draft = drafted(said, left_open=left_open)
    found = judge("x", LABEL, inquiry, draft, "締切は2025年8月27日12時ですか", 0.1)
    assert found.draft is (reason is None)
    assert found.split and found.organisation and found.kind and found.topic and found.flags
    assert any(reason in each for each in found.reasons) if reason else found.reasons == ()


def test_repeating_the_question_is_no_answer_and_an_unasked_one_is_left_to_a_person() -> None:
    inquiry, draft = drafted("担当者が確認します。", asked="締切はいつですか。8月27日12時ですか。")
    assert not judge("x", LABEL, inquiry, draft, "8月27日12時", 0.1).draft
    loose = LABEL.model_copy(update={"questions": (), "loose": True})
    assert not judge("x", loose, *drafted("締切は8月27日です。"), "8月27日", 0.1).draft
    assert judge("x", loose, *drafted("担当者が確認します。", left_open=True), "", 0.1).split
