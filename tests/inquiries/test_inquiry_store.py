"""advisor/inquiries: what is taken in, joined, changed, found and deleted; what belongs to whom."""

import inspect
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from inquiry_cases import (
    ASKED,
    HANAKO,
    MONDAY,
    OUTSIDER,
    TARO,
    Clock,
    approved,
    arrival,
    bring_to,
    draft,
    drafted,
    new_inquiry,
    reading,
    revision,
    take,
)
from sqlalchemy import select

from advisor.answering.models import Intent
from advisor.errors import EditRejected, RecordMissing
from advisor.inquiries.inquiry_rules import QUESTION_CHARS, QUESTIONS, InquiryRejected
from advisor.inquiries.records import (
    ApplicantKind,
    Channel,
    Conflict,
    DocumentChange,
    Flag,
    Inquiry,
    InquiryEventKind,
    InquiryFilter,
    InquiryQuestion,
    InquiryStatus,
    SimilarReply,
)
from advisor.inquiries.store import InquiryStore
from advisor.mail.model import Attachment
from advisor.programs.schedule import JST
from advisor.storage.actors import Actor
from advisor.storage.database import FILE
from advisor.storage.schema import metadata


def events(store: InquiryStore, inquiry: Inquiry) -> list[InquiryEventKind]:
    return [event.kind for event in store.events(HANAKO, inquiry.id)]


# Taking in


def test_a_mail_becomes_an_inquiry(store: InquiryStore) -> None:
    file = Attachment(number=1, name="計画.pdf", media_type="application/pdf", size_bytes=9)
    sent = arrival(
        ASKED, ASKED, "いつまでですか。", raw=b"From: x\r\n\r\nraw", flags=(Flag.COMPLAINT,), quoted="> 前",
        signature="--",
        attachments=(file,), faults=("charset",), message_id="a@example.jp",
    )  # fmt: skip
    taken = take(store, sent)[0]
    made = store.inquiry(HANAKO, taken.inquiry_id)
    assert (taken.number, taken.known, taken.joined, taken.duplicate) == (1, False, False, False)
    assert (made.number, made.status, made.messages, made.duplicates) == (1, InquiryStatus.NEW, 1, 0)
    assert (made.sender_name, made.organisation, made.flags) == ("架空 一郎", "架空大学", (Flag.COMPLAINT,))
    assert (made.received_at, made.latest_at, made.due_at) == (MONDAY, MONDAY, MONDAY + timedelta(days=3))
    assert [(question.id, question.text) for question in made.questions] == [("q1", ASKED), ("q2", "いつまでですか。")]
    message = store.messages(HANAKO, made.id)[0]
    assert {question.message_id for question in made.questions} == {message.id} == {taken.message_id}
    assert (message.body, message.quoted, message.signature) == (ASKED, "> 前", "--")
    assert (message.attachments, message.faults, message.message_id) == ((file,), ("charset",), "a@example.jp")
    assert store.raw(HANAKO, made.id, message.id) == b"From: x\r\n\r\nraw"
    assert store.by_number(HANAKO, 1) == made and events(store, made) == [InquiryEventKind.RECEIVED]
    assert made.received_at.utcoffset() == MONDAY.utcoffset()


def test_what_is_known_is_taken_once_also_within_a_batch(store: InquiryStore) -> None:
    first, second = arrival(sender_email="a@example.jp"), arrival("別の質問です。", sender_email="b@example.jp")
    taken = take(store, first, first, second)
    assert [each.known for each in taken] == [False, True, False]
    assert taken[1].message_id == taken[0].message_id and taken[1].number == taken[0].number
    again = take(store, second, first)
    assert [(each.known, each.number) for each in again] == [(True, 2), (True, 1)]
    keys = [first.incoming.key, "mail:none", second.incoming.key]
    assert store.known_keys(HANAKO, keys) == {first.incoming.key, second.incoming.key}
    assert store.known_keys(OUTSIDER, keys) == set() and store.known_keys(HANAKO, []) == set()
    assert len(store.events(HANAKO)) == 2
    assert not take(store, first, actor=OUTSIDER)[0].known


def test_a_follow_up_asks_further_and_keeps_ids(store: InquiryStore) -> None:
    first = take(store, arrival(message_id="a@x", organisation=""))[0]
    later = MONDAY + timedelta(days=2)
    next_mail = arrival(
        "もう一つ", ASKED, "締切はいつですか。", message_id="b@x", parents=("a@x",), received_at=later,
        sender_email="other@example.jp", subject="Re: 別の件名", flags=(Flag.COMPLAINT,),
    )  # fmt: skip
    joined = take(store, next_mail)[0]
    assert (joined.joined, joined.duplicate, joined.inquiry_id) == (True, False, first.inquiry_id)
    inquiry = store.inquiry(HANAKO, first.inquiry_id)
    assert [(q.id, q.text, q.message_id) for q in inquiry.questions] == [
        ("q1", ASKED, first.message_id),
        ("q2", "締切はいつですか。", joined.message_id),
    ]
    assert (inquiry.text_revision, inquiry.messages, inquiry.latest_at) == (2, 2, later)
    assert (inquiry.received_at, inquiry.flags, inquiry.organisation) == (MONDAY, (Flag.COMPLAINT,), "架空大学")
    assert inquiry.due_at == MONDAY + timedelta(days=3)
    assert events(store, inquiry) == [InquiryEventKind.RECEIVED, InquiryEventKind.JOINED]


def test_threads_are_joined_in_any_order_and_within_one_batch(store: InquiryStore) -> None:
    answer_first = arrival(
        "続きです。", message_id="b@x", parents=("a@x",), sender_email="b@example.jp", subject="Re: 甲"
    )
    original = arrival(
        message_id="a@x", sender_email="a@example.jp", subject="甲", received_at=MONDAY - timedelta(days=1)
    )
    third = arrival("さらに続きます。", message_id="c@x", parents=("a@x", "b@x"), sender_email="c@example.jp")
    taken = take(store, answer_first, original, third)
    assert len({each.inquiry_id for each in taken}) == 1
    inquiry = store.inquiry(HANAKO, taken[0].inquiry_id)
    assert (inquiry.messages, inquiry.received_at) == (3, MONDAY - timedelta(days=1))
    assert [message.message_id for message in store.messages(HANAKO, inquiry.id)] == ["a@x", "b@x", "c@x"]


def test_the_same_text_of_another_sender_is_another_inquiry(store: InquiryStore) -> None:
    long = "短期大学を設置する学校法人は申請できますか。詳しく教えてください。"
    taken = take(
        store, *(arrival(long, sender_email=f"{name}@example.jp") for name in "abc"), arrival(long, sender_email="")
    )
    assert len({each.inquiry_id for each in taken}) == 4


def test_an_old_mail_is_known_again_however_much_its_sender_wrote_since(store: InquiryStore) -> None:
    sent = [
        arrival(
            f"{number}番目の、ほかとは異なる内容の質問です。",
            subject=f"質問その{number}の詳細",
            received_at=MONDAY + timedelta(days=40 * number),
        )
        for number in range(25)
    ]
    first = take(store, *sent)[0]
    again = arrival(
        sent[0].incoming.body.replace("、", "、\n"), subject="再", received_at=MONDAY + timedelta(days=2000)
    )
    assert take(store, again)[0].inquiry_id == first.inquiry_id


STATUSES = list(InquiryStatus)
AFTER_MESSAGE = {
    InquiryStatus.NEW: InquiryStatus.NEW,
    InquiryStatus.DRAFTED: InquiryStatus.NEW,
    InquiryStatus.IN_REVIEW: InquiryStatus.NEW,
    InquiryStatus.APPROVED: InquiryStatus.REOPENED,
    InquiryStatus.SENT: InquiryStatus.REOPENED,
    InquiryStatus.CLOSED: InquiryStatus.REOPENED,
    InquiryStatus.REOPENED: InquiryStatus.REOPENED,
}


@pytest.mark.parametrize("status", STATUSES)
def test_a_follow_up_opens_what_was_decided_and_a_duplicate_does_not(
    store: InquiryStore, status: InquiryStatus
) -> None:
    inquiry = new_inquiry(store, message_id="a@x", sender_email="a@example.jp")
    before = bring_to(store, inquiry, status)
    text, answers = store.reply(HANAKO, inquiry.id), store.approved_answers(HANAKO)
    copy = arrival(message_id="a@x", sender_email="a@example.jp", received_at=MONDAY + timedelta(days=1))
    taken = take(store, copy)[0]
    same = store.inquiry(HANAKO, inquiry.id)
    assert (taken.joined, taken.duplicate) == (True, True)
    assert (same.status, same.questions, same.text_revision) == (status, before.questions, before.text_revision)
    assert (same.messages, same.duplicates, same.revision) == (2, 1, before.revision + 1)
    assert store.reply(HANAKO, inquiry.id) == text and events(store, inquiry)[-1] is InquiryEventKind.DUPLICATE
    assert [message.duplicate for message in store.messages(HANAKO, inquiry.id)] == [False, True]

    take(store, arrival("締切はいつですか。", parents=("a@x",), sender_email="a@example.jp"))
    after, reply = store.inquiry(HANAKO, inquiry.id), store.reply(HANAKO, inquiry.id)
    assert after.status is AFTER_MESSAGE[status] and after.text_revision == before.text_revision + 1
    assert reply is not None and text is not None and (reply.outdated, reply.text) == (True, text.text)
    assert (reply.approved_at, reply.approved_by, reply.sent_at, reply.sent_as) == (None, "", None, "")
    assert store.approved_answers(HANAKO) == (answers if status is InquiryStatus.SENT else [])


def test_a_past_inquiry_is_kept_as_answered_then(store: InquiryStore) -> None:
    then = MONDAY - timedelta(days=400)
    past = arrival(
        channel=Channel.CSV,
        past_reply="申請できます。\n\n事務局",
        received_at=then,
        past_replied_at=then + timedelta(days=2),
    )
    undated = arrival("別の問い合わせです。", channel=Channel.CSV, past_reply="はい、できます。", received_at=then)
    taken = take(store, past, undated, past)
    assert [each.known for each in taken] == [False, False, True] and not taken[1].joined
    inquiry, reply = store.inquiry(HANAKO, taken[0].inquiry_id), store.reply(HANAKO, taken[0].inquiry_id)
    assert (inquiry.status, inquiry.received_at, inquiry.due_at) == (InquiryStatus.SENT, then, None)
    assert reply is not None and reply.text == "申請できます。\n\n事務局"
    assert (reply.sent_at, reply.approved_at, reply.approved_by) == (then + timedelta(days=2),) * 2 + ("架空 花子",)
    assert [version.kind for version in store.versions(HANAKO, inquiry.id)] == ["import"]
    said = store.approved_answers(HANAKO)
    assert {(each.inquiry_id, each.asked) for each in said} >= {(inquiry.id, ASKED)}
    other = store.reply(HANAKO, taken[1].inquiry_id)
    assert other is not None and other.sent_at is None and other.approved_at == then
    follow = take(store, arrival("さらに伺います。", received_at=then + timedelta(days=5)))[0]
    assert follow.joined and store.inquiry(HANAKO, follow.inquiry_id).status is InquiryStatus.REOPENED


def test_strange_and_long_texts_are_kept(store: InquiryStore) -> None:
    long = "拠点の質問です。\n" * 12_000
    strange = arrival(
        long + "\0\ud800", "質\0問\ud83d\ude00\n二行目", "  ", "長" * 3_000, *(f"{n}番目" for n in range(60)),
        sender_name="架空\r\nBcc: x@example.jp\0", organisation="学" * 1_000, subject="件\n名" * 900,
        message_id="i" * 5_000,
        sender_email="e" * 9_000 + "@example.jp", parents=("p" * 5_000, " ", "", *(f"{n}@x" for n in range(300))),
        key="k" * 9_000, quoted="\0", signature="\ud800", received_at=datetime(1, 1, 1, tzinfo=JST), raw=b"\0\xff",
    )  # fmt: skip
    taken = take(store, strange)[0]
    inquiry, message = store.inquiry(HANAKO, taken.inquiry_id), store.messages(HANAKO, taken.inquiry_id)[0]
    assert message.body == long + "\ufffd" and len(message.body) > 100_000
    assert (inquiry.sender_name, len(inquiry.organisation)) == ("架空 Bcc: x@example.jp", 300)
    assert "\n" not in inquiry.subject and len(inquiry.subject) == 1_000 and len(message.message_id) == 998
    assert len(inquiry.questions) == QUESTIONS and inquiry.questions[0].text == "質問😀 二行目"
    assert len(inquiry.questions[1].text) == QUESTION_CHARS and inquiry.received_at.year == 2025
    assert store.raw(HANAKO, inquiry.id, message.id) == b"\0\xff"
    assert take(store, strange)[0].known and store.known_keys(HANAKO, ["k" * 9_000]) == {"k" * 9_000}
    assert take(store, arrival("続き", parents=("i" * 998,)))[0].joined


def test_a_workspace_that_nobody_knows_takes_nothing(store: InquiryStore) -> None:
    with pytest.raises(RecordMissing) as refused:
        store.receive(Actor(id="x", name="x", workspace="nowhere"), [arrival()])
    assert refused.value.code == "workspace_missing"


def test_one_bad_arrival_takes_the_whole_batch_back(store: InquiryStore) -> None:
    bad = arrival("悪い")
    with pytest.raises(RuntimeError):
        _failing_at(store, bad.incoming.key).receive(HANAKO, [arrival(), bad])
    assert store.page(HANAKO, InquiryFilter(), 9, 0).total == 0 and store.events(HANAKO) == []
    assert take(store, arrival())[0].number == 1


def _failing_at(store: InquiryStore, key: str) -> InquiryStore:
    def join(incoming: Any, _candidates: Any) -> None:
        if incoming.key == key:
            raise RuntimeError

    return InquiryStore(store.database, join=join)


def test_two_imports_at_once_take_nothing_twice(store: InquiryStore) -> None:
    mails = [arrival(f"{n}番の質問です。", sender_email=f"{n}@example.jp", message_id=f"{n}@x") for n in range(30)]
    start = threading.Barrier(3)
    told: list[Any] = []

    def run(actor: Actor, part: list[Any]) -> None:
        start.wait()
        for begin in range(0, len(part), 10):
            told.extend(store.receive(actor, part[begin : begin + 10]))

    parts = [(HANAKO, mails), (TARO, mails[::-1]), (OUTSIDER, mails)]
    threads = [threading.Thread(target=run, args=part) for part in parts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == 90 and sum(each.known for each in told) == 30
    for actor in (HANAKO, OUTSIDER):
        page = store.page(actor, InquiryFilter(), 100, 0)
        assert sorted(inquiry.number for inquiry in page.inquiries) == list(range(1, 31))
        assert [event.number for event in store.events(actor)] == list(range(1, 31))


# Questions, details, messages


def test_questions_are_set_and_an_id_never_means_two(store: InquiryStore) -> None:
    made = new_inquiry(store)
    one = made.questions[0]
    second = one.model_copy(update={"id": "q2", "text": "二つ目\nです。"})
    now = store.set_questions(HANAKO, made.id, [one, second], made.revision)
    assert [(q.id, q.text) for q in now.questions] == [("q1", ASKED), ("q2", "二つ目 です。")]
    now = store.set_questions(HANAKO, made.id, [one], now.revision)
    now = store.set_questions(TARO, made.id, [one, second, one], now.revision)
    assert [q.id for q in now.questions] == ["q1", "q3", "q4"]
    assert (now.text_revision, now.updated_by) == (4, "架空 太郎")
    assert store.set_questions(HANAKO, made.id, now.questions, now.revision) == now
    with pytest.raises(InquiryRejected) as stale:
        store.set_questions(HANAKO, made.id, [], made.revision)
    assert stale.value.code == "inquiry_changed_meanwhile" and stale.value.current == now
    assert events(store, made).count(InquiryEventKind.QUESTIONS_CHANGED) == 3


def test_questions_that_cannot_be_kept_are_refused(store: InquiryStore) -> None:
    made = new_inquiry(store)
    one = made.questions[0]
    cases: list[tuple[list[InquiryQuestion], str]] = [
        ([one.model_copy(update={"id": f"n{n}"}) for n in range(QUESTIONS + 1)], "questions_too_many"),
        ([one.model_copy(update={"text": " \0"})], "question_part_empty"),
        ([one.model_copy(update={"text": "長" * (QUESTION_CHARS + 1)})], "question_part_too_long"),
        ([one.model_copy(update={"message_id": "none"})], "question_part_of_no_message"),
    ]
    for questions, code in cases:
        with pytest.raises(EditRejected) as refused:
            store.set_questions(HANAKO, made.id, questions, made.revision)
        assert refused.value.code == code
    assert store.inquiry(HANAKO, made.id) == made
    for status in (InquiryStatus.APPROVED, InquiryStatus.SENT, InquiryStatus.CLOSED):
        inquiry = bring_to(store, new_inquiry(store), status)
        with pytest.raises(InquiryRejected) as ended:
            store.set_questions(HANAKO, inquiry.id, [], inquiry.revision)
        assert ended.value.code == "inquiry_status_wrong"


def test_changed_questions_outdate_the_reply(store: InquiryStore) -> None:
    inquiry = bring_to(store, new_inquiry(store), InquiryStatus.IN_REVIEW)
    after = store.set_questions(HANAKO, inquiry.id, [], inquiry.revision)
    reply = store.reply(HANAKO, inquiry.id)
    assert after.status is InquiryStatus.NEW and after.questions == () and reply is not None and reply.outdated
    assert store.save_draft(HANAKO, inquiry.id, draft(after), reply.revision).outdated is False


def test_only_details_that_are_given_change(store: InquiryStore) -> None:
    made = new_inquiry(store)
    now = store.change(TARO, made.id, made.revision, topic=Intent.SCHEDULE, assignee=" 架空\n花子 ", due_at=None)
    assert (now.topic, now.assignee, now.due_at, now.kind) == (Intent.SCHEDULE, "架空 花子", None, made.kind)
    assert (now.revision, now.text_revision, now.updated_by) == (2, 1, "架空 太郎")
    assert [(e.kind, e.detail) for e in store.events(HANAKO, made.id)[1:]] == [
        (InquiryEventKind.ASSIGNED, "架空 花子"),
        (InquiryEventKind.DETAILS_CHANGED, "due_at, topic"),
    ]
    assert store.change(HANAKO, made.id, 2, topic=Intent.SCHEDULE) == now == store.change(HANAKO, made.id, 2)
    other = {
        "kind": ApplicantKind.COMPANY,
        "organisation": "架空社",
        "sender_name": "二郎",
        "flags": [Flag.OFF_TOPIC] * 2,
    }
    now = store.change(HANAKO, made.id, 2, **other, due_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert (now.kind, now.organisation, now.sender_name, now.flags) == (
        ApplicantKind.COMPANY, "架空社", "二郎", (Flag.OFF_TOPIC,),
    )  # fmt: skip
    assert store.page(HANAKO, InquiryFilter(text="架空社"), 9, 0).total == 1
    for revision_given, details, code in (
        (2, {"topic": Intent.OTHER}, "inquiry_changed_meanwhile"),
        (3, {"organisation": "長" * 301}, "inquiry_detail_too_long"),
        (3, {"due_at": datetime(1, 1, 1, tzinfo=JST)}, "inquiry_due_invalid"),
    ):
        with pytest.raises(EditRejected) as refused:
            store.change(HANAKO, made.id, revision_given, **details)  # type: ignore[arg-type]
        assert refused.value.code == code
    assert store.change(HANAKO, made.id, 3, **dict.fromkeys(other), topic=None) == now  # type: ignore[arg-type]
    local_time = store.change(HANAKO, made.id, 3, due_at=datetime(2026, 1, 1, 17)).due_at
    assert local_time == datetime(2026, 1, 1, 17, tzinfo=JST)
    with pytest.raises(TypeError):
        store.change(HANAKO, made.id, 3, status="sent")  # type: ignore[call-arg]


def test_a_message_gets_an_inquiry_of_its_own(store: InquiryStore) -> None:
    first, second = take(store, arrival(message_id="a@x"), arrival("別の件です。", parents=("a@x",), raw=b"raw"))
    drafted(store, store.inquiry(HANAKO, first.inquiry_id))
    own = store.move_message(TARO, first.inquiry_id, second.message_id, None, reading("別の件です。"))
    left = store.inquiry(HANAKO, first.inquiry_id)
    assert (own.number, own.messages, [q.text for q in own.questions]) == (2, 1, ["別の件です。"])
    assert (left.messages, [q.text for q in left.questions], left.text_revision) == (1, [ASKED], 3)
    assert left.status is InquiryStatus.NEW and store.raw(HANAKO, own.id, second.message_id) == b"raw"
    assert [message.id for message in store.messages(HANAKO, left.id)] == [first.message_id]
    assert [event.detail for event in store.events(HANAKO) if event.kind is InquiryEventKind.MOVED] == ["1 → 2"] * 2


def test_a_message_goes_to_another_inquiry_which_it_asks_further(store: InquiryStore) -> None:
    target, source = bring_to(store, new_inquiry(store), InquiryStatus.SENT), new_inquiry(store, "続きの質問です。")
    message = store.messages(HANAKO, source.id)[0]
    now = store.move_message(HANAKO, source.id, message.id, target.id, reading("続きの質問です。"))
    assert (now.id, now.status, now.messages) == (target.id, InquiryStatus.REOPENED, 2)
    assert [(q.id, q.message_id) for q in now.questions][-1] == ("q2", message.id)
    with pytest.raises(RecordMissing):
        store.inquiry(HANAKO, source.id)
    assert events(store, source)[-2:] == [InquiryEventKind.MOVED, InquiryEventKind.DELETED]


def test_a_copy_stands_for_the_message_that_was_moved_away(store: InquiryStore) -> None:
    first, copy = take(store, arrival(message_id="a@x"), arrival(message_id="a@x"))
    assert copy.duplicate
    own = store.move_message(HANAKO, first.inquiry_id, first.message_id, None, reading(ASKED))
    left = store.inquiry(HANAKO, first.inquiry_id)
    assert (left.messages, left.duplicates, own.messages) == (1, 0, 1)
    assert [(q.text, q.message_id) for q in left.questions] == [(ASKED, copy.message_id)]


def test_moves_that_make_no_sense_are_refused(store: InquiryStore) -> None:
    made, other = new_inquiry(store), new_inquiry(store)
    message = store.messages(HANAKO, made.id)[0].id
    for args, code in (
        ((made.id, message, None), "message_stays"),
        ((made.id, message, made.id), "message_stays"),
        ((made.id, "none", None), "message_missing"),
        ((other.id, message, None), "message_missing"),
        ((made.id, message, "none"), "inquiry_missing"),
    ):
        with pytest.raises((EditRejected, RecordMissing)) as refused:
            store.move_message(HANAKO, *args, reading())
        assert refused.value.code == code
    ended = bring_to(store, made, InquiryStatus.APPROVED)
    with pytest.raises(InquiryRejected):
        store.move_message(HANAKO, ended.id, message, other.id, reading())
    drafted(store, other)
    with pytest.raises(EditRejected, match="移動できません"):
        store.move_message(HANAKO, other.id, store.messages(HANAKO, other.id)[0].id, made.id, reading())


# Finding


def test_pages_are_filtered_and_show_the_newest_first(store: InquiryStore) -> None:
    made = [new_inquiry(store, f"{n}番の質問です。", received_at=MONDAY + timedelta(hours=n)) for n in range(6)]
    sent = bring_to(store, made[0], InquiryStatus.SENT)
    store.change(HANAKO, made[1].id, 1, assignee="花子", topic=Intent.SCHEDULE, kind=ApplicantKind.COMPANY)
    store.change(HANAKO, made[2].id, 1, flags=[Flag.OFF_TOPIC])

    def found(limit: int = 9, offset: int = 0, **narrow: Any) -> list[int]:
        page = store.page(HANAKO, InquiryFilter(**narrow), limit, offset)
        assert len(page.inquiries) == min(limit, max(page.total - offset, 0))
        return [inquiry.number for inquiry in page.inquiries]

    assert found() == [6, 5, 4, 3, 2, 1] and found(2, 1) == [5, 4] and found(offset=99) == []
    assert found(statuses=(InquiryStatus.SENT, InquiryStatus.CLOSED)) == [sent.number]
    assert found(topic=Intent.SCHEDULE) == found(kind=ApplicantKind.COMPANY) == found(assignee="花子") == [2]
    assert (
        found(assignee="") == [6, 5, 4, 3, 1] and found(flag=Flag.OFF_TOPIC) == [3] and found(flag=Flag.COMPLAINT) == []
    )
    assert found(overdue_at=MONDAY + timedelta(days=3, hours=2)) == [2]  # the first is sent, the third due then
    assert store.page(HANAKO, InquiryFilter(), -1, -5).total == 6
    assert [each.number for each in store.all_of(HANAKO, [InquiryStatus.SENT])] == [1]
    assert len(store.all_of(HANAKO)) == 6
    again = {"sender_email": made[0].sender_email, "subject": made[0].subject}
    take(store, arrival("続き", received_at=MONDAY + timedelta(days=9), **again))
    assert found()[0] == 1


def test_words_are_found_as_people_type_them(store: InquiryStore) -> None:
    new_inquiry(store, "Ｊ-Innovation ＨＵＢの\n申請は100%可能ですか。", subject="ﾊﾌﾞの件", sender_name="Kakuu TARO")
    new_inquiry(store, "100円\\_です。", subject="x_y", organisation="株式会社 架空")
    for text, numbers in (
        ("innovation hub", [1]), ("ハブ", [1]), ("kakuu taro", [1]), ("100%", [1]), ("100", [2, 1]), ("%", [1]),
        ("_", [2]), ("\\_", [2]), ("株式会社架空", [2]), ("x_y", [2]), ("xay", []), ("HUBの申請", [1]),
        (" \n", [2, 1]), ("\0", [2, 1]), ("'; --", []), ("ichiro@", []), ("@EXAMPLE.jp", [2, 1]),
    ):  # fmt: skip
        page = store.page(HANAKO, InquiryFilter(text=text), 9, 0)
        assert [inquiry.number for inquiry in page.inquiries] == numbers, text
        assert page.total == len(numbers)


@pytest.mark.parametrize("number", [0, -1, 2, 10**30])
def test_a_number_that_nobody_has_is_missing(store: InquiryStore, number: int) -> None:
    new_inquiry(store)
    with pytest.raises(RecordMissing):
        store.by_number(HANAKO, number)


# Deleting


def test_a_deleted_inquiry_leaves_only_its_lines_in_the_log(local: InquiryStore, tmp_path: Path) -> None:
    secret = "秘密の相談"
    taken = take(local, arrival(secret, raw="生のメール".encode(), message_id="a@x", parents=("p@x",), subject=secret))[
        0
    ]
    inquiry = local.inquiry(HANAKO, taken.inquiry_id)
    approved(local, inquiry, f"{secret}への返信です。")
    other = new_inquiry(local)
    told = {"inquiry_id": inquiry.id, "number": 1, "approved_at": MONDAY}
    about = draft(
        other,
        similar=(SimilarReply(**told, question_id="q1", asked=secret, said=secret, score=0.9, approved_by="x"),),
        conflicts=(Conflict(**told, question_id="q1", text=secret, ours="甲", theirs=secret),),
        changes=(DocumentChange(inquiry_id=inquiry.id, number=1, source_id="s", title="t", quote=secret, text=secret),),
    )
    local.save_draft(HANAKO, other.id, about, 0)
    state, before = local.approved_state(HANAKO), local.events(HANAKO)
    assert secret.encode() in (tmp_path / FILE).read_bytes()
    local.delete(HANAKO, inquiry.id)
    assert secret.encode() not in (tmp_path / FILE).read_bytes()
    assert "生のメール".encode() not in (tmp_path / FILE).read_bytes()
    reply = local.reply(HANAKO, other.id)
    assert reply is not None and reply.draft is not None and reply.text == about.text
    assert (reply.draft.similar, reply.draft.conflicts, reply.draft.changes) == ((), (), ())
    assert local.approved_answers(HANAKO) == [] and local.approved_state(HANAKO) != state
    after = local.events(HANAKO)
    assert after[:-1] == before and (after[-1].kind, after[-1].inquiry) == (InquiryEventKind.DELETED, 1)
    assert [event.inquiry for event in local.events(HANAKO, inquiry.id)] == [1] * 5
    with local.database.reading() as connection:
        for table in metadata.sorted_tables:
            for column in table.c:
                if column.name == "inquiry_id" and table.name != "inquiry_events":
                    assert inquiry.id not in connection.execute(select(column)).scalars().all(), table.name
        assert connection.execute(select(metadata.tables["inquiry_mails"].c.message)).all() == []
        assert connection.execute(select(metadata.tables["inquiry_parents"].c.message)).all() == []
    assert take(local, arrival(secret))[0].number == 3  # a number is given once


# Workspaces

OF_THE_WHOLE_WORKSPACE = {
    "receive", "page", "all_of", "by_number", "known_keys", "events", "approved_answers", "approved_state",
    "figure_inputs",
}  # fmt: skip
METHODS = sorted(name for name, _ in inspect.getmembers(InquiryStore, inspect.isfunction) if not name.startswith("_"))


def arguments(inquiry: Inquiry, message: str, own: str) -> dict[str, tuple[Any, ...]]:
    """Arguments after the actor, for every method about one inquiry, that would work for its own people."""
    step = (inquiry.id, "理由", 3)
    return {
        "inquiry": (inquiry.id,),
        "messages": (inquiry.id,),
        "raw": (inquiry.id, message),
        "set_questions": (inquiry.id, [], inquiry.revision),
        "change": (inquiry.id, inquiry.revision),
        "move_message": (inquiry.id, message, own, reading()),
        "reply": (inquiry.id,),
        "versions": (inquiry.id,),
        "save_draft": (inquiry.id, draft(inquiry), 3),
        "save_text": (inquiry.id, "件名", "本文", 3),
        **dict.fromkeys(("to_review", "approve", "reject", "send_back", "reopen", "close"), step),
        "mark_sent": (*step, "eml"),
        "delete": (inquiry.id,),
        "tell_exported": (inquiry.id, "eml"),
    }


def everything(store: InquiryStore, inquiry_id: str) -> list[Any]:
    read = (store.inquiry, store.messages, store.reply, store.versions)
    whole = (store.events, store.approved_answers, store.approved_state, store.figure_inputs)
    return [*(each(HANAKO, inquiry_id) for each in read), *(each(HANAKO) for each in whole)]


def test_an_inquiry_of_another_workspace_is_missing_for_every_method(store: InquiryStore) -> None:
    made = bring_to(store, new_inquiry(store, raw=b"raw"), InquiryStatus.IN_REVIEW)
    own = new_inquiry(store, "よその質問です。", OUTSIDER)  # the outsider's workspace is one with inquiries, too
    cases = arguments(made, store.messages(HANAKO, made.id)[0].id, own.id)
    assert sorted({*cases, *OF_THE_WHOLE_WORKSPACE}) == METHODS  # a new method needs its arguments above
    before = everything(store, made.id)
    for method, args in cases.items():
        with pytest.raises(RecordMissing) as refused:
            getattr(store, method)(OUTSIDER, *args)
        assert refused.value.code == "inquiry_missing", method
        assert everything(store, made.id) == before, method
    with pytest.raises(RecordMissing):
        store.move_message(OUTSIDER, own.id, store.messages(OUTSIDER, own.id)[0].id, made.id, reading())
    assert everything(store, made.id) == before


def test_a_workspace_finds_its_own_alone(store: InquiryStore) -> None:
    made = new_inquiry(store, message_id="a@x", sender_email="a@example.jp")
    approved(store, made)
    assert (
        store.page(OUTSIDER, InquiryFilter(), 9, 0).total
        == store.page(OUTSIDER, InquiryFilter(text="高等"), 9, 0).total
        == 0
    )
    assert store.all_of(OUTSIDER) == store.events(OUTSIDER) == store.events(OUTSIDER, made.id) == []
    assert store.approved_answers(OUTSIDER) == store.figure_inputs(OUTSIDER) == []
    assert store.approved_state(OUTSIDER) == "0"
    with pytest.raises(RecordMissing):
        store.by_number(OUTSIDER, made.number)
    theirs = take(
        store, arrival("続き", parents=("a@x",), message_id="a@x", sender_email="a@example.jp"), actor=OUTSIDER
    )[0]
    assert (theirs.joined, theirs.number) == (False, 1)
    assert store.by_number(OUTSIDER, 1).id == theirs.inquiry_id != made.id


def test_ids_of_another_inquiry_of_the_same_workspace_are_missing_too(store: InquiryStore) -> None:
    made, other = new_inquiry(store, raw=b"raw"), new_inquiry(store)
    message = store.messages(HANAKO, made.id)[0].id
    for ids, code in (
        ((other.id, message), "message_missing"),
        ((other.id, store.messages(HANAKO, other.id)[0].id), "mail_missing"),
    ):
        with pytest.raises(RecordMissing) as refused:
            store.raw(HANAKO, *ids)
        assert refused.value.code == code
    assert revision(store, other.id) == 0


def test_a_restart_keeps_everything(store: InquiryStore, clock: Clock) -> None:
    made = bring_to(store, new_inquiry(store), InquiryStatus.SENT)
    assert everything(InquiryStore(store.database, clock), made.id) == everything(store, made.id)
