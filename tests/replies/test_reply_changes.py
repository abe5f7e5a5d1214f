"""advisor/replies/changes.py: what became of the documents that approved replies quote."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import pytest
from reply_cases import OFFICE, OPEN, approved, inquiry

from advisor.answering.flow import answer
from advisor.answering.models import Answer, Question, Source
from advisor.inquiries.records import ApprovedAnswer, DocumentChange, Inquiry
from advisor.knowledge import Knowledge
from advisor.messages import Language
from advisor.programs.schedule import JST
from advisor.replies.changes import changes_since
from advisor.replies.drafting import draft_reply
from advisor.replies.similar import PastReplies

GUIDELINES = "j-innovation-hub-call-7-guidelines"
ASKED = "私立大学でも申請できますか。"


def given_then(knowledge: Knowledge, of: Inquiry, as_of: datetime = OPEN) -> tuple[ApprovedAnswer, ...]:
    none = PastReplies.build((), knowledge.embedder)
    return approved(draft_reply(of, as_of, OFFICE, lambda q: answer(q, knowledge), none, knowledge), of)


def with_texts(knowledge: Knowledge, texts: dict[str, str]) -> Knowledge:
    return replace(knowledge, texts=texts)


def with_source(knowledge: Knowledge, source: Source) -> Knowledge:
    document = replace(knowledge.sources[GUIDELINES], info=source)
    return replace(knowledge, sources={**knowledge.sources, source.id: document})


def changes(
    answers: Sequence[ApprovedAnswer], knowledge: Knowledge, as_of: datetime = OPEN, language: Language = Language.JA
) -> list[DocumentChange]:
    return changes_since(answers, as_of, knowledge, language)


def test_nothing_changed(knowledge: Knowledge) -> None:
    then = given_then(knowledge, inquiry(ASKED))
    assert then[0].quotes
    assert changes(then, knowledge) == []


def test_a_passage_that_is_no_longer_there_is_told_with_its_words(knowledge: Knowledge) -> None:
    then = given_then(knowledge, inquiry(ASKED))
    text = knowledge.texts[GUIDELINES].replace("学校法人(私立大学)", "学校法人")
    found = changes(then, with_texts(knowledge, {**knowledge.texts, GUIDELINES: text}))
    assert [each.quote for each in found] == [q.quote for q in then[0].quotes if "私立大学" in q.quote]
    assert "いまの『" in found[0].text and "問合せ12" in found[0].text and "2025年8月21日" in found[0].text
    assert found[0].source_id == GUIDELINES


def test_lines_broken_elsewhere_are_no_change(knowledge: Knowledge) -> None:
    then = given_then(knowledge, inquiry(ASKED))
    text = knowledge.texts[GUIDELINES].replace("申請者は国立大学法人、", "申請者は国立\n大学法人、")
    assert text != knowledge.texts[GUIDELINES]
    assert changes(then, with_texts(knowledge, {**knowledge.texts, GUIDELINES: text})) == []


@pytest.mark.parametrize("language", list(Language))
def test_a_source_that_is_gone_is_told_once_a_passage(language: Language, knowledge: Knowledge) -> None:
    then = given_then(knowledge, inquiry(ASKED))
    texts = {id: text for id, text in knowledge.texts.items() if id != GUIDELINES}
    found = changes(then, with_texts(knowledge, texts), language=language)
    assert {each.quote for each in found} == {q.quote for q in then[0].quotes}
    assert {Language.JA: "いまの資料集にありません", Language.EN: "no longer held"}[language] in found[0].text


def test_a_newer_round_in_force_is_told_once_a_source(knowledge: Knowledge) -> None:
    then = given_then(knowledge, inquiry("締切はいつですか。"), datetime(2020, 11, 1, 10, tzinfo=JST))
    assert 2 in {quote.round for quote in then[0].quotes}
    found = changes(then, knowledge)
    assert len(found) == len({each.source_id for each in found}) == 1
    assert "第7回が基準" in found[0].text and "第2回の資料" in found[0].text
    assert changes(then, knowledge, datetime(2020, 11, 5, 10, tzinfo=JST)) == []


def test_a_newer_document_of_the_same_round_is_told(knowledge: Knowledge) -> None:
    then = given_then(knowledge, inquiry(ASKED))
    info = knowledge.infos[GUIDELINES]
    correction = info.model_copy(
        update={"id": "correction", "title": "公募要領(訂正版)", "issued_on": "2025-09-10", "valid_from": None}
    )
    newer = with_source(knowledge, correction)
    found = changes(then, newer, datetime(2025, 9, 11, tzinfo=JST))
    assert [("訂正版" in each.text, each.source_id) for each in found] == [(True, GUIDELINES)]
    assert changes(then, newer, datetime(2025, 9, 1, tzinfo=JST)) == []


def test_the_draft_tells_of_similar_replies_and_of_earlier_ones_of_the_inquiry(knowledge: Knowledge) -> None:
    other, of = inquiry(ASKED, id="i2", number=3), inquiry(ASKED, "締切はいつですか。")
    past = PastReplies.build(
        [*given_then(knowledge, other), *given_then(knowledge, inquiry(ASKED))], knowledge.embedder
    )
    text = knowledge.texts[GUIDELINES].replace("学校法人(私立大学)", "学校法人")
    told = {ASKED: answer_of(ASKED, knowledge), "締切はいつですか。": answer_of("締切はいつですか。", knowledge)}
    changed = with_texts(knowledge, {**knowledge.texts, GUIDELINES: text})
    follow_up = draft_reply(of, OPEN, OFFICE, lambda q: told[q.text], past, changed)
    assert {each.number for each in follow_up.changes} == {12}
    alike = draft_reply(inquiry(ASKED, id="i4"), OPEN, OFFICE, lambda q: told[q.text], past, changed)
    assert {each.number for each in alike.changes} == {3, 12}


def answer_of(asked: str, knowledge: Knowledge) -> Answer:
    return answer(Question(text=asked, as_of=OPEN), knowledge)
