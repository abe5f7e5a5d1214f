"""advisor/replies/outputs.py: an inquiry with its reply as JSON."""

import json

from reply_cases import OFFICE, OPEN, inquiry

from advisor.answering.flow import answer
from advisor.inquiries.records import Channel, InquiryMessage, Reply
from advisor.knowledge import Knowledge
from advisor.replies.drafting import draft_reply
from advisor.replies.outputs import reply_json
from advisor.replies.similar import PastReplies

OF = inquiry("高専は対象になりますか。", "補助金の上限額はいくらですか。")
MESSAGE = InquiryMessage(
    id="m1",
    channel=Channel.EML,
    sender_name="山田 太郎",
    sender_email="taro@example.ac.jp",
    organisation="架空大学",
    subject="質問",
    body="本文です。",
    quoted="",
    signature="",
    received_at=OPEN,
    message_id="<1@example.ac.jp>",
    attachments=(),
    faults=(),
    duplicate=False,
)


def test_it_is_json_with_what_a_program_needs(knowledge: Knowledge) -> None:
    none = PastReplies.build((), knowledge.embedder)
    draft = draft_reply(OF, OPEN, OFFICE, lambda q: answer(q, knowledge), none, knowledge)
    told = json.loads(json.dumps(reply_json(OF, draft, [MESSAGE]), ensure_ascii=False))
    assert list(told) == [
        "inquiry", "id", "sender", "organisation", "subject", "received_at", "due_at", "status", "language", "topic",
        "applicant_kind", "flags", "messages", "as_of", "round", "composer", "questions", "reply", "similar",
        "conflicts", "changes",
    ]  # fmt: skip
    assert told["reply"] == {"subject": draft.subject, "text": draft.text}
    first, second = told["questions"]
    assert (first["status"], first["open"], second["open"]) == ("answered", False, True)
    assert first["citations"][0]["quote"] in knowledge.texts[first["citations"][0]["source_id"]]
    assert second["citations"] == []
    assert "本文です。" not in json.dumps(told, ensure_ascii=False)


def test_a_text_that_a_person_edited_is_the_replys(knowledge: Knowledge) -> None:
    reply = Reply(
        inquiry_id=OF.id,
        subject="件名",
        text="手で書いた返信",
        draft=None,
        revision=3,
        outdated=False,
        note="",
        updated_at=OPEN,
        updated_by="鈴木",
    )
    told = reply_json(OF, reply)
    assert told["reply"] == {"subject": "件名", "text": "手で書いた返信"}
    assert [question["open"] for question in told["questions"]] == [True, True]
    assert told["as_of"] is None
