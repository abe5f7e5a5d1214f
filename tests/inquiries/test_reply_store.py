"""advisor/inquiries: replies are drafted, edited and decided on; no word is lost, nothing is approved by code."""

import random
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from inquiry_cases import (
    ASKED,
    HANAKO,
    MONDAY,
    TARO,
    Clock,
    approved,
    arrival,
    bring_to,
    draft,
    drafted,
    new_inquiry,
    revision,
    take,
)

from advisor.errors import EditRejected
from advisor.inquiries.inquiry_rules import SUBJECT_CHARS, InquiryRejected
from advisor.inquiries.records import Inquiry, InquiryEventKind, InquiryStatus, ReplyVersion, ReplyVersionKind
from advisor.inquiries.reply_rules import NOTE_CHARS, SENT_AS, TEXT_CHARS, ReplyRejected, blanks, text_sha256
from advisor.inquiries.store import InquiryStore

S, V = InquiryStatus, ReplyVersionKind


@pytest.fixture
def inquiry(store: InquiryStore) -> Inquiry:
    return new_inquiry(store)


def write(store: InquiryStore, inquiry: Inquiry, text: str, on: int | None = None, actor: Any = HANAKO) -> int:
    """Save a text; the new revision."""
    return store.save_text(actor, inquiry.id, "件名", text, revision(store, inquiry.id) if on is None else on).revision


def versions(store: InquiryStore, inquiry: Inquiry) -> list[tuple[ReplyVersionKind, str]]:
    return [(version.kind, version.text) for version in store.versions(HANAKO, inquiry.id)]


# The way of a reply


def test_an_inquiry_goes_from_draft_to_closed(store: InquiryStore, inquiry: Inquiry) -> None:
    assert store.reply(HANAKO, inquiry.id) is None and store.versions(HANAKO, inquiry.id) == []
    made = draft(inquiry, "機械の案です。")
    reply = store.save_draft(HANAKO, inquiry.id, made, 0)
    assert (reply.text, reply.draft, reply.revision, reply.outdated) == ("機械の案です。", made, 1, False)
    assert store.inquiry(HANAKO, inquiry.id).status is S.DRAFTED
    reply = store.save_text(HANAKO, inquiry.id, "Re: 高専", "人が直した案です。", 1)
    assert (reply.subject, reply.draft) == ("Re: 高専", made)
    now, reply_ = store.to_review(HANAKO, inquiry.id, "確認をお願いします", 2)
    assert (now.status, reply_ and reply_.note) == (S.IN_REVIEW, "確認をお願いします")
    now, reply_ = store.send_back(TARO, inquiry.id, "締切を足してください", 3)
    assert now.status is S.DRAFTED
    write(store, inquiry, "人が直した案です。締切は27日です。")
    store.to_review(HANAKO, inquiry.id, "", 5)
    now, reply_ = store.approve(TARO, inquiry.id, "", 6)
    assert reply_ is not None and (now.status, reply_.approved_by, reply_.sent_at) == (S.APPROVED, "架空 太郎", None)
    state = store.approved_state(HANAKO)
    now, reply_ = store.mark_sent(HANAKO, inquiry.id, "", 7, "clipboard")
    assert reply_ is not None and (now.status, reply_.sent_by, reply_.sent_as) == (S.SENT, "架空 花子", "clipboard")
    assert [each.asked for each in store.approved_answers(HANAKO)] == [ASKED]
    now, reply_ = store.close(HANAKO, inquiry.id, "", 8)
    assert now.status is S.CLOSED and store.approved_state(HANAKO) == state and store.approved_answers(HANAKO)
    assert [(version.kind, version.status, version.by) for version in store.versions(HANAKO, inquiry.id)] == [
        (V.DRAFT, S.DRAFTED, "架空 花子"),
        (V.EDIT, S.DRAFTED, "架空 花子"),
        (V.TO_REVIEW, S.IN_REVIEW, "架空 花子"),
        (V.SEND_BACK, S.DRAFTED, "架空 太郎"),
        (V.EDIT, S.DRAFTED, "架空 花子"),
        (V.TO_REVIEW, S.IN_REVIEW, "架空 花子"),
        (V.APPROVE, S.APPROVED, "架空 太郎"),
        (V.SENT, S.SENT, "架空 花子"),
    ]
    kept = store.versions(HANAKO, inquiry.id)
    assert (kept[0].draft, kept[3].note, kept[6].text) == (
        made,
        "締切を足してください",
        "人が直した案です。締切は27日です。",
    )
    assert [version.number for version in kept] == list(range(1, 9))


def test_a_rejected_draft_is_gone_from_the_reply_and_kept(store: InquiryStore, inquiry: Inquiry) -> None:
    drafted(store, inquiry, "役に立たない案です。")
    now, reply = store.reject(TARO, inquiry.id, "質問に答えていません", 1)
    assert reply is not None and (now.status, reply.text, reply.note) == (S.NEW, "", "質問に答えていません")
    assert versions(store, inquiry)[-1] == (V.REJECT, "役に立たない案です。")
    event = store.events(HANAKO, inquiry.id)[-1]
    assert (event.kind, event.text_sha256) == (InquiryEventKind.REJECTED, text_sha256(""))
    assert drafted(store, inquiry, "別の案です。").text == "別の案です。"


def test_reopening_takes_the_approval_back(store: InquiryStore, inquiry: Inquiry) -> None:
    approved(store, inquiry)
    state = store.approved_state(HANAKO)
    now, reply = store.reopen(HANAKO, inquiry.id, "数字が変わったため", 3)
    assert reply is not None and (now.status, now.note) == (S.REOPENED, "数字が変わったため")
    assert (reply.approved_at, reply.approved_by, reply.text) == (None, "", "高等専門学校も申請できます。")
    assert store.approved_answers(HANAKO) == [] and store.approved_state(HANAKO) != state
    assert versions(store, inquiry)[-1] == (V.REOPEN, "高等専門学校も申請できます。")
    write(store, inquiry, "改めた返信です。")
    assert store.inquiry(HANAKO, inquiry.id).status is S.DRAFTED


def test_what_was_sent_stays_learnt_when_a_follow_up_is_answered(store: InquiryStore) -> None:
    """The reply to the follow-up answers the new question alone; taken back by hand, all is."""
    inquiry = new_inquiry(store, message_id="a@x", sender_email="a@example.jp")
    approved(store, inquiry)
    store.mark_sent(HANAKO, inquiry.id, "", revision(store, inquiry.id), "eml")
    take(store, arrival("締切はいつですか。", parents=("a@x",), sender_email="a@example.jp"))
    now = store.inquiry(HANAKO, inquiry.id)
    again = draft(now, "8月27日です。").model_copy(update={"answered": draft(now, "8月27日です。").answered[1:]})
    store.save_draft(HANAKO, inquiry.id, again, revision(store, inquiry.id))
    store.to_review(HANAKO, inquiry.id, "", revision(store, inquiry.id))
    store.approve(TARO, inquiry.id, "", revision(store, inquiry.id))
    said = {answer.question_id: answer.said for answer in store.approved_answers(HANAKO)}
    assert said == {"q1": "高等専門学校も申請できます。", "q2": "8月27日です。"}
    take(store, arrival("もう一つ。", parents=("a@x",), sender_email="a@example.jp"))  # before the second was sent
    assert [answer.question_id for answer in store.approved_answers(HANAKO)] == ["q1"]
    store.close(HANAKO, inquiry.id, "電話で回答", revision(store, inquiry.id))
    store.reopen(HANAKO, inquiry.id, "誤り", revision(store, inquiry.id))
    assert store.approved_answers(HANAKO) == []


STEPS: dict[str, Callable[[InquiryStore, str, int, str], Any]] = {
    "to_review": lambda store, it, now, note: store.to_review(HANAKO, it, note, now),
    "approve": lambda store, it, now, note: store.approve(HANAKO, it, note, now),
    "reject": lambda store, it, now, note: store.reject(HANAKO, it, note, now),
    "send_back": lambda store, it, now, note: store.send_back(HANAKO, it, note, now),
    "reopen": lambda store, it, now, note: store.reopen(HANAKO, it, note, now),
    "mark_sent": lambda store, it, now, note: store.mark_sent(HANAKO, it, note, now, "eml"),
    "close": lambda store, it, now, note: store.close(HANAKO, it, note, now),
}
LEADS: dict[tuple[S, str], S] = {
    (S.DRAFTED, "to_review"): S.IN_REVIEW,
    (S.REOPENED, "to_review"): S.IN_REVIEW,
    (S.IN_REVIEW, "approve"): S.APPROVED,
    **dict.fromkeys(((S.DRAFTED, "reject"), (S.IN_REVIEW, "reject"), (S.REOPENED, "reject")), S.NEW),
    (S.IN_REVIEW, "send_back"): S.DRAFTED,
    (S.APPROVED, "mark_sent"): S.SENT,
    **dict.fromkeys(((S.APPROVED, "reopen"), (S.SENT, "reopen"), (S.CLOSED, "reopen")), S.REOPENED),
    **{(status, "close"): S.CLOSED for status in (S.NEW, S.DRAFTED, S.IN_REVIEW, S.SENT, S.REOPENED)},
}
NOTE_NEEDED = {"reject", "send_back", "reopen"}


@pytest.mark.parametrize("status", list(S))
def test_only_the_steps_of_the_table_can_be_taken(local: InquiryStore, status: S) -> None:
    for name, step in STEPS.items():
        inquiry = bring_to(local, new_inquiry(local), status)
        before, reply, kept = local.events(HANAKO), local.reply(HANAKO, inquiry.id), local.versions(HANAKO, inquiry.id)
        now = revision(local, inquiry.id)
        leads = LEADS.get((status, name))
        if leads is None:
            with pytest.raises(EditRejected) as refused:
                step(local, inquiry.id, now, "理由")
            # a new inquiry may be reviewed as soon as it has a text: this one's was rejected
            code = "reply_empty" if (status, name) == (S.NEW, "to_review") else "inquiry_status_wrong"
            assert refused.value.code == code, name
            assert (local.inquiry(HANAKO, inquiry.id), local.events(HANAKO)) == (inquiry, before)
            assert (local.reply(HANAKO, inquiry.id), local.versions(HANAKO, inquiry.id)) == (reply, kept)
            continue
        with pytest.raises(ReplyRejected) as stale:
            step(local, inquiry.id, now - 1, "理由")
        assert stale.value.code == "reply_changed_meanwhile" and stale.value.current == reply
        if name in NOTE_NEEDED or (name == "close" and status is not S.SENT):
            with pytest.raises(EditRejected) as unsaid:
                step(local, inquiry.id, now, " \n\0")
            assert unsaid.value.code == "note_missing"
        step(local, inquiry.id, now, "理由")
        assert local.inquiry(HANAKO, inquiry.id).status is leads, name
        assert len(local.events(HANAKO)) == len(before) + 1


def test_an_inquiry_without_a_reply_can_be_closed_and_taken_up_again(store: InquiryStore, inquiry: Inquiry) -> None:
    now, reply = store.close(HANAKO, inquiry.id, "公募と関係がないため", 0)
    assert (now.status, now.note, reply) == (S.CLOSED, "公募と関係がないため", None)
    with pytest.raises(ReplyRejected) as closed:
        store.save_text(HANAKO, inquiry.id, "", "遅い返信", 0)
    assert closed.value.code == "inquiry_closed" and versions(store, inquiry) == [(V.CONFLICT, "遅い返信")]
    now, reply = store.reopen(HANAKO, inquiry.id, "返信することにした", 0)
    assert (now.status, now.note, reply) == (S.REOPENED, "返信することにした", None)
    for step in ("to_review", "approve"):
        with pytest.raises(EditRejected):
            STEPS[step](store, inquiry.id, 0, "")


def test_a_text_that_a_message_made_new_can_be_reviewed_as_it_stands(store: InquiryStore) -> None:
    inquiry = new_inquiry(store, message_id="a@x", sender_email="a@example.jp")
    drafted(store, inquiry)
    take(store, arrival("念のためお知らせです。", parents=("a@x",), sender_email="a@example.jp"))
    assert store.inquiry(HANAKO, inquiry.id).status is S.NEW
    now, reply = store.to_review(HANAKO, inquiry.id, "", 1)
    assert now.status is S.IN_REVIEW and reply is not None and reply.outdated
    _, reply = store.approve(TARO, inquiry.id, "", 2)
    assert reply is not None and not reply.outdated


def test_approval_wants_a_name_words_and_no_open_places(store: InquiryStore, inquiry: Inquiry) -> None:
    write(store, inquiry, "締切は【要記入: 日時】です。")
    store.to_review(HANAKO, inquiry.id, "", 1)
    with pytest.raises(EditRejected) as nameless:
        store.approve(HANAKO.model_copy(update={"name": " "}), inquiry.id, "", 2)
    assert nameless.value.code == "approver_unnamed"
    for text in ("締切は【要記入: 日時】です。", "[to be filled in: fee]", "【 要記入"):
        write(store, inquiry, text)
        with pytest.raises(ReplyRejected) as blank:
            store.approve(HANAKO, inquiry.id, "それでも承認する", revision(store, inquiry.id))
        assert blank.value.code == "reply_has_blanks" and store.inquiry(HANAKO, inquiry.id).status is S.IN_REVIEW
    write(store, inquiry, " \n")
    with pytest.raises(ReplyRejected) as empty:
        store.approve(HANAKO, inquiry.id, "", revision(store, inquiry.id))
    assert empty.value.code == "reply_empty" and store.approved_answers(HANAKO) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("【要記入: 社数】と【 要記入:金額】", 2),
        ("途中で切れた【要記入: 社数", 1),
        ("[TO BE FILLED IN: the fee] and [to be filled in", 2),
        ("【重要】要記入とは書かない。to be filled in later", 0),
    ],
)
def test_open_places_are_found_however_they_are_written(text: str, found: int) -> None:
    assert len(blanks(text)) == found


@pytest.mark.parametrize("way", [*SENT_AS, "", "fax", "EML"])
def test_sent_is_said_in_one_of_the_known_ways(local: InquiryStore, way: str) -> None:
    inquiry = new_inquiry(local)
    approved(local, inquiry)
    if way in SENT_AS:
        assert local.mark_sent(HANAKO, inquiry.id, "", 3, way)[1] is not None
        return
    with pytest.raises(EditRejected) as refused:
        local.mark_sent(HANAKO, inquiry.id, "", 3, way)
    assert refused.value.code == "sent_as_unknown" and local.inquiry(HANAKO, inquiry.id).status is S.APPROVED


# Writing


def test_a_draft_of_an_inquiry_that_changed_is_dropped(store: InquiryStore) -> None:
    inquiry = new_inquiry(store, message_id="a@x", sender_email="a@example.jp")
    made = draft(inquiry)
    take(store, arrival("締切はいつですか。", parents=("a@x",), sender_email="a@example.jp"))
    with pytest.raises(ReplyRejected) as refused:
        store.save_draft(HANAKO, inquiry.id, made, 0)
    assert (refused.value.code, refused.value.current) == ("draft_outdated", None)
    assert store.reply(HANAKO, inquiry.id) is None and versions(store, inquiry) == []
    assert store.events(HANAKO)[-1].kind is InquiryEventKind.DRAFT_DROPPED
    assert drafted(store, inquiry).draft is not None


@pytest.mark.parametrize("status", [S.APPROVED, S.SENT, S.CLOSED])
def test_what_was_decided_takes_no_change_and_keeps_what_was_tried(store: InquiryStore, status: S) -> None:
    inquiry = bring_to(store, new_inquiry(store), status)
    reply = store.reply(HANAKO, inquiry.id)
    assert reply is not None
    tries: list[Callable[[], Any]] = [
        lambda: store.save_text(TARO, inquiry.id, "", "後からの文", reply.revision),
        lambda: store.save_draft(TARO, inquiry.id, draft(inquiry, "後からの案"), reply.revision),
        lambda: store.save_text(TARO, inquiry.id, "", "後からの文", reply.revision),
        lambda: store.save_text(TARO, inquiry.id, "", "", reply.revision),
    ]
    for attempt in tries:
        with pytest.raises(ReplyRejected) as refused:
            attempt()
        assert refused.value.code == ("inquiry_closed" if status is S.CLOSED else "reply_approved")
        assert refused.value.current == reply
    assert (store.reply(HANAKO, inquiry.id), store.inquiry(HANAKO, inquiry.id)) == (reply, inquiry)
    late = [text for kind, text in versions(store, inquiry) if kind is V.CONFLICT]
    assert late == ["後からの文", "後からの案"]


def test_a_late_edit_is_kept_beside(store: InquiryStore, inquiry: Inquiry) -> None:
    write(store, inquiry, "花子の文", 0)
    with pytest.raises(ReplyRejected, match="架空 花子") as late:
        write(store, inquiry, "太郎の文", 0, TARO)
    assert late.value.code == "reply_changed_meanwhile" and late.value.current == store.reply(HANAKO, inquiry.id)
    with pytest.raises(ReplyRejected):
        store.save_draft(TARO, inquiry.id, draft(store.inquiry(HANAKO, inquiry.id), "太郎の案"), 0)
    assert versions(store, inquiry) == [(V.EDIT, "花子の文"), (V.CONFLICT, "太郎の文"), (V.CONFLICT, "太郎の案")]
    assert store.events(HANAKO)[-1].text_sha256 == text_sha256("花子の文")
    assert write(store, inquiry, "花子の文", 99) == 1  # the same words are no change


def test_edits_of_a_few_minutes_are_one_version_unless_words_go(
    store: InquiryStore, inquiry: Inquiry, clock: Clock
) -> None:
    for text in ("一", "一、二", "一、二、三"):
        write(store, inquiry, text)
    assert versions(store, inquiry) == [(V.EDIT, "一、二、三")]
    write(store, inquiry, "一、二、三、四", actor=TARO)
    write(store, inquiry, "長" * 300, actor=TARO)
    write(store, inquiry, "短", actor=TARO)  # takes much away
    clock.pass_by(minutes=6)
    write(store, inquiry, "短い", actor=TARO)
    assert [text for _, text in versions(store, inquiry)] == ["一、二、三", "長" * 300, "短", "短い"]
    store.save_text(TARO, inquiry.id, "題" * 200, "短い", revision(store, inquiry.id))
    store.save_text(TARO, inquiry.id, "", "短い", revision(store, inquiry.id))
    assert [version.subject for version in store.versions(HANAKO, inquiry.id)][-2:] == ["題" * 200, ""]
    assert len([e for e in store.events(HANAKO) if e.kind is InquiryEventKind.EDITED]) == 9


def test_an_edit_after_reopening_never_joins_what_was_approved(store: InquiryStore, inquiry: Inquiry) -> None:
    write(store, inquiry, "承認する文")
    store.to_review(HANAKO, inquiry.id, "", 1)
    store.approve(HANAKO, inquiry.id, "", 2)
    store.reopen(HANAKO, inquiry.id, "直す", 3)
    write(store, inquiry, "承認する文を直した")
    write(store, inquiry, "承認する文を直した。")
    assert [kind for kind, _ in versions(store, inquiry)] == [V.EDIT, V.TO_REVIEW, V.APPROVE, V.REOPEN, V.EDIT]
    assert versions(store, inquiry)[2] == (V.APPROVE, "承認する文")


def test_a_text_taken_away_leaves_nothing_drafted(store: InquiryStore, inquiry: Inquiry) -> None:
    assert write(store, inquiry, "") == 1 and store.inquiry(HANAKO, inquiry.id).status is S.NEW
    write(store, inquiry, "書きかけ")
    assert store.inquiry(HANAKO, inquiry.id).status is S.DRAFTED
    write(store, inquiry, " ")
    assert store.inquiry(HANAKO, inquiry.id).status is S.NEW


def test_what_is_too_long_is_refused_whole_and_strange_characters_are_kept(
    store: InquiryStore, inquiry: Inquiry
) -> None:
    for subject, text, code in (
        ("", "長" * (TEXT_CHARS + 1), "reply_too_long"),
        ("長" * (SUBJECT_CHARS + 1), "", "reply_subject_too_long"),
    ):
        with pytest.raises(EditRejected) as refused:
            store.save_text(HANAKO, inquiry.id, subject, text, 0)
        assert refused.value.code == code and store.reply(HANAKO, inquiry.id) is None
    reply = store.save_text(HANAKO, inquiry.id, "件\r\nBcc: x", "長" * (TEXT_CHARS - 3) + "\0\ud800\ud83d\ude00", 0)
    assert (reply.subject, reply.text[-2:]) == ("件 Bcc: x", "\ufffd😀")
    with pytest.raises(EditRejected) as note:
        store.to_review(HANAKO, inquiry.id, "長" * (NOTE_CHARS + 1), 1)
    assert note.value.code == "note_too_long"
    strange = draft(inquiry, "\ud800案\0", similar=())
    assert store.save_draft(HANAKO, inquiry.id, strange, 1).text == "\ufffd案"


# At the same time


@pytest.mark.parametrize("again", [False, True])
def test_no_words_of_two_who_write_at_once_are_lost(store: InquiryStore, inquiry: Inquiry, again: bool) -> None:
    people = (HANAKO, TARO)
    start, rounds = threading.Barrier(len(people)), 6

    def run(actor: Any) -> None:
        start.wait()
        now, text = 0, ""
        for number in range(rounds):
            text += f"[{actor.id} {number}]"
            try:
                reply = store.save_text(actor, inquiry.id, "", text, now)
            except ReplyRejected as late:
                assert late.current is not None
                if again:
                    now, text = late.current.revision, late.current.text + f"[{actor.id} {number}]"
                continue
            now, text = reply.revision, reply.text

    threads = [threading.Thread(target=run, args=(actor,)) for actor in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = store.versions(HANAKO, inquiry.id)
    everything = "".join(version.text for version in kept)
    assert [word for actor in people for n in range(rounds) if (word := f"[{actor.id} {n}]") not in everything] == []
    assert [version.number for version in kept] == list(range(1, len(kept) + 1))
    reply = store.reply(HANAKO, inquiry.id)
    assert reply is not None and reply.text == [each for each in kept if each.kind is not V.CONFLICT][-1].text


def test_of_those_who_approve_at_once_one_does(store: InquiryStore, inquiry: Inquiry) -> None:
    drafted(store, inquiry)
    store.to_review(HANAKO, inquiry.id, "", 1)
    start, outcomes = threading.Barrier(4), []

    def run(actor: Any) -> None:
        start.wait()
        try:
            outcomes.append(store.approve(actor, inquiry.id, "", 2)[0].status)
        except InquiryRejected as refused:
            outcomes.append(refused.code)

    threads = [threading.Thread(target=run, args=(actor,)) for actor in (HANAKO, TARO) * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["approved", *["inquiry_status_wrong"] * 3]
    assert len(store.approved_answers(HANAKO)) == 1


# Anything in any order


def act(store: InquiryStore, inquiry_id: str, dice: random.Random) -> None:
    """One thing that a person, or a mail, might do next; mostly with what he last read, sometimes with older."""
    actor = dice.choice((HANAKO, TARO))
    now = max(0, revision(store, inquiry_id) - (dice.random() < 0.1))
    inquiry = store.inquiry(HANAKO, inquiry_id)
    text = dice.choice(("案", "返信です。", "【要記入: 日】", "", "長" * 200)) + str(dice.randrange(4))
    mail = {"parents": ("root@x",), "sender_email": "root@example.jp", "received_at": MONDAY + timedelta(days=1)}
    dice.choice(
        [
            lambda: store.save_text(actor, inquiry_id, "件名", text, now),
            lambda: store.save_draft(actor, inquiry_id, draft(inquiry, text), now),
            lambda: store.save_draft(actor, inquiry_id, draft(inquiry, text), now),
            lambda: take(store, arrival(text, **mail), actor=actor),
            lambda: store.set_questions(actor, inquiry_id, inquiry.questions[:1], inquiry.revision),
            *(lambda step=step: step(store, inquiry_id, now, "理由") for step in STEPS.values()),
            *(
                lambda step=STEPS[name]: step(store, inquiry_id, now, "")
                for name in ("to_review", "approve", "mark_sent")
            ),
        ]
    )()


def newest_approval(kept: list[ReplyVersion]) -> ReplyVersion | None:
    return next((version for version in reversed(kept) if version.kind is V.APPROVE), None)


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_done_no_approved_text_changes_without_a_version(local: InquiryStore, seed: int) -> None:
    dice, seen = random.Random(seed), set()
    inquiry_id = new_inquiry(local, message_id="root@x", sender_email="root@example.jp").id
    before: list[ReplyVersion] = []
    for _ in range(80):
        counted = len(local.events(HANAKO))
        try:
            act(local, inquiry_id, dice)
        except EditRejected as refused:
            seen.add(refused.code)
        kept, reply = local.versions(HANAKO, inquiry_id), local.reply(HANAKO, inquiry_id)
        status = local.inquiry(HANAKO, inquiry_id).status
        seen.add(status)
        settled = before if not before or before[-1].kind is not V.EDIT else before[:-1]
        assert kept[: len(settled)] == settled  # versions are only added; the last edit alone may still grow
        if kept != before:
            assert len(local.events(HANAKO)) > counted
        if status in (S.APPROVED, S.SENT):
            approval = newest_approval(kept)
            assert reply is not None and approval is not None and reply.approved_at is not None
            assert (approval.subject, approval.text) == (reply.subject, reply.text) and not blanks(reply.text)
        written = [version for version in kept if version.kind is not V.CONFLICT]
        if reply is not None:
            now = "" if written[-1].kind is V.REJECT else written[-1].text
            assert reply.text == now
        answers = local.approved_answers(HANAKO)
        assert not answers or newest_approval(kept) is not None
        before = kept
    assert {S.NEW, S.DRAFTED, S.IN_REVIEW, "inquiry_status_wrong"} <= seen
