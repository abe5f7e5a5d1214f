"""advisor/inquiries: the log of who did what, and what figures are counted from."""

import inspect
import threading
from collections import Counter
from datetime import date, timedelta
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
from sqlalchemy import event

from advisor.answering.models import Intent
from advisor.errors import EditRejected
from advisor.inquiries.records import (
    ApplicantKind,
    Channel,
    Flag,
    InquiryEventKind,
    InquiryStatus,
    ReplyVersionKind,
)
from advisor.inquiries.reply_rules import ReplyRejected, text_sha256
from advisor.inquiries.store import InquiryStore
from advisor.messages import Language, say

E = InquiryEventKind


@pytest.mark.parametrize(
    ("prefix", "kinds"),
    [
        ("status", InquiryStatus),
        ("channel", Channel),
        ("kind", ApplicantKind),
        ("flag", Flag),
        ("topic", Intent),
        ("version", ReplyVersionKind),
        ("event", InquiryEventKind),
    ],
)
def test_every_kind_has_its_words(prefix: str, kinds: Any) -> None:
    for kind in kinds:
        assert all(say(f"inquiries.{prefix}_{kind}", language) for language in Language)


def test_every_kind_of_event_is_told_once_for_what_it_tells_of(store: InquiryStore, clock: Clock) -> None:
    note, text = "秘密の事情による", "秘密の返信です。"
    inquiry = new_inquiry(store, message_id="a@x", sender_email="a@example.jp")
    store.change(HANAKO, inquiry.id, 1, assignee="架空 太郎", organisation="秘密大学")
    drafted(store, inquiry, text)
    with pytest.raises(ReplyRejected):
        store.save_text(TARO, inquiry.id, "", "遅れた秘密", 0)
    store.save_text(TARO, inquiry.id, "", f"{text}。", 1)
    store.to_review(HANAKO, inquiry.id, note, 2)
    store.send_back(TARO, inquiry.id, note, 3)
    store.reject(TARO, inquiry.id, note, 4)
    now = store.inquiry(HANAKO, inquiry.id)
    store.set_questions(HANAKO, inquiry.id, [], now.revision)
    with pytest.raises(ReplyRejected):
        store.save_draft(HANAKO, inquiry.id, draft(now), 5)
    approved(store, inquiry, text)
    store.tell_exported(HANAKO, inquiry.id, "eml\n")
    store.mark_sent(HANAKO, inquiry.id, note, revision(store, inquiry.id), "eml")
    store.close(HANAKO, inquiry.id, note, revision(store, inquiry.id))
    store.reopen(HANAKO, inquiry.id, note, revision(store, inquiry.id))
    same = {"message_id": "a@x", "sender_email": "a@example.jp"}
    joined = take(store, arrival(**same), arrival("秘密の続き", parents=("a@x",), sender_email="a@example.jp"))[1]
    own = store.move_message(HANAKO, inquiry.id, joined.message_id, None, reading())
    store.delete(HANAKO, own.id)
    log = store.events(HANAKO)
    assert Counter(each.kind for each in log) == {
        **dict.fromkeys(E, 1), E.DRAFTED: 2, E.SENT_TO_REVIEW: 2, E.MOVED: 2
    }  # fmt: skip
    assert "秘密" not in "".join(each.detail for each in log)
    assert {each.by for each in log} == {"架空 花子", "架空 太郎"}
    told = {each.kind: (each.detail, each.text_sha256) for each in log}
    assert told[E.SENT] == ("v10 eml", text_sha256(text)) and told[E.EXPORTED] == ("eml", text_sha256(text))
    assert told[E.CONFLICT] == ("v2", text_sha256(text)) and told[E.EDITED] == ("v3", text_sha256(f"{text}。"))
    assert told[E.REJECTED] == ("v6", text_sha256("")) and told[E.DETAILS_CHANGED] == ("organisation", "")
    about = {E.RECEIVED, E.JOINED, E.DUPLICATE, E.ASSIGNED, E.DETAILS_CHANGED, E.QUESTIONS_CHANGED, E.MOVED, E.DELETED}
    assert {each.kind for each in log if not each.text_sha256} == about
    assert [each.at for each in log] == sorted(each.at for each in log)


def test_the_hash_of_each_line_is_that_of_the_version_it_names(store: InquiryStore) -> None:
    inquiry = bring_to(store, new_inquiry(store), InquiryStatus.REOPENED)
    texts = {f"v{version.number}": version.text for version in store.versions(HANAKO, inquiry.id)}
    named = [each for each in store.events(HANAKO) if each.detail.startswith("v")]
    assert len(named) == len(texts) == 5
    assert all(each.text_sha256 == text_sha256(texts[each.detail.split()[0]]) for each in named)


def test_the_log_is_read_in_parts(store: InquiryStore) -> None:
    inquiry = bring_to(store, new_inquiry(store), InquiryStatus.SENT)
    new_inquiry(store)
    log = store.events(HANAKO)
    assert [each.number for each in log] == [1, 2, 3, 4, 5, 6]
    assert store.events(HANAKO, after=2, limit=2) == log[2:4] and store.events(HANAKO, after=6) == []
    assert store.events(HANAKO, inquiry.id, after=1) == log[1:5]
    assert store.events(HANAKO, limit=0) == store.events(HANAKO, after=10**30) == store.events(HANAKO, "\0") == []
    assert store.events(HANAKO, after=-5, limit=10**30) == log


def test_what_is_refused_leaves_no_line(store: InquiryStore) -> None:
    inquiry = drafted(store, new_inquiry(store)).inquiry_id
    before = store.events(HANAKO)
    for refused in (
        lambda: store.approve(HANAKO, inquiry, "", 1),
        lambda: store.reject(HANAKO, inquiry, "", 1),
        lambda: store.save_text(HANAKO, inquiry, "", "長" * 60_000, 1),
        lambda: store.change(HANAKO, inquiry, 99, assignee="x"),
    ):
        with pytest.raises(EditRejected):
            refused()
    assert store.events(HANAKO) == before


def test_the_log_has_no_gap_when_many_write_at_once(store: InquiryStore) -> None:
    inquiries = [new_inquiry(store, f"{n}番の質問です。") for n in range(3)]
    start = threading.Barrier(4)
    faults: list[BaseException] = []

    def run(part: int) -> None:
        start.wait()
        try:
            for number in range(6):
                inquiry = inquiries[(part + number) % 3]
                take(store, arrival(f"{part}-{number}", sender_email=f"{part}{number}@example.jp"))
                try:
                    store.save_text(HANAKO, inquiry.id, "", f"{part}-{number}", revision(store, inquiry.id))
                except ReplyRejected:
                    continue
        except BaseException as fault:  # noqa: BLE001 — told below, in the test's own thread
            faults.append(fault)

    threads = [threading.Thread(target=run, args=(part,)) for part in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    log = store.events(HANAKO)
    assert faults == [] and [each.number for each in log] == list(range(1, len(log) + 1)) and len(log) >= 27 + 12
    counted = Counter(each.kind for each in log)
    assert counted[E.RECEIVED] == 27 and counted[E.EDITED] + counted[E.CONFLICT] == 24


def test_no_method_takes_a_line_back() -> None:
    """Deleting is the one way to lose anything, and it adds to the log: see test_inquiry_store.py."""
    for name, method in inspect.getmembers(InquiryStore, inspect.isfunction):
        source = inspect.getsource(method)
        assert "delete(inquiry_events" not in source and "update(inquiry_events" not in source, name


# What figures are counted from


def test_figures_have_what_became_of_each_inquiry(store: InquiryStore, clock: Clock) -> None:
    two = arrival("二つ伺います。", "申請できますか。", "いつまでですか。", sender_email="two@example.jp")
    asked = store.inquiry(HANAKO, take(store, two)[0].inquiry_id)
    drafted(store, asked, "一つ目の案")
    store.reject(TARO, asked.id, "使えない", 1)
    drafted(store, asked, "二つ目の案")
    store.save_text(HANAKO, asked.id, "", "直した案", 3)
    store.to_review(HANAKO, asked.id, "", 4)
    store.approve(TARO, asked.id, "", 5)
    sent = store.mark_sent(HANAKO, asked.id, "", 6, "eml")[1]
    store.reopen(HANAKO, asked.id, "追伸", 7)
    clock.pass_by(days=1)
    store.save_text(HANAKO, asked.id, "", "二度目の返信", 8)
    store.to_review(HANAKO, asked.id, "", 9)
    store.approve(TARO, asked.id, "", 10)
    store.mark_sent(HANAKO, asked.id, "", 11, "eml")
    record = store.figure_inputs(HANAKO)[0]
    assert sent is not None and record.first_sent_at == sent.sent_at and record.imported is False
    assert (record.first_draft, record.first_approved, record.rejected) == ("一つ目の案", "直した案", 1)
    assert [question.text for question in record.open_questions] == ["いつまでですか。"]
    assert [citation.source_id for citation in record.citations] == ["call-7"] * 2
    assert record.inquiry == store.inquiry(HANAKO, asked.id)


def test_figures_of_new_and_past_inquiries(store: InquiryStore) -> None:
    new_inquiry(store)
    then = MONDAY - timedelta(days=300)
    past = {"channel": Channel.CSV, "past_reply": "はい。", "received_at": then}
    take(store, arrival(ASKED, **past, past_replied_at=then + timedelta(days=1)), arrival("別です。", **past))
    fresh, *old = store.figure_inputs(HANAKO)
    assert (fresh.first_draft, fresh.first_approved, fresh.first_sent_at, fresh.imported) == (None, None, None, False)
    assert [(each.first_approved, each.imported, each.first_draft) for each in old] == [("はい。", True, None)] * 2
    assert {each.first_sent_at for each in old} == {then + timedelta(days=1), None}


def test_figures_of_days_in_tokyo(store: InquiryStore) -> None:
    midnight = MONDAY.replace(hour=0)
    for number, at in enumerate(
        (midnight - timedelta(seconds=1), midnight, midnight + timedelta(hours=23, minutes=59))
    ):
        new_inquiry(store, f"{number}番", received_at=at)
    day = date(2025, 8, 18)

    def numbers(since: date | None, until: date | None) -> list[int]:
        return [record.inquiry.number for record in store.figure_inputs(HANAKO, since, until)]

    assert numbers(day, day) == [3, 2] and numbers(None, day - timedelta(days=1)) == [1]
    assert (
        numbers(None, None) == numbers(date.min, date.max) == [3, 2, 1] and numbers(day + timedelta(days=1), None) == []
    )
    assert store.figure_inputs(OUTSIDER) == []


def test_figures_take_as_many_statements_for_many_as_for_one(local: InquiryStore) -> None:
    def statements() -> int:
        counted: list[str] = []
        listener = lambda *told: counted.append(told[2])  # noqa: E731
        event.listen(local.database.engine, "before_cursor_execute", listener)
        local.figure_inputs(HANAKO)
        event.remove(local.database.engine, "before_cursor_execute", listener)
        return len(counted)

    drafted(local, new_inquiry(local))
    one = statements()
    for _ in range(5):
        drafted(local, new_inquiry(local))
    assert statements() == one < 6
