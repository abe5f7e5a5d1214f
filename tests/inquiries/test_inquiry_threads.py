"""Which messages belong together. All senders are fictional."""

from datetime import datetime, timedelta

import pytest

from advisor.inquiries.records import Channel, Incoming
from advisor.inquiries.threads import Candidate, Joining, bare_subject, joined, says_something
from advisor.programs.schedule import JST

FIRST = datetime(2026, 11, 2, 10, tzinfo=JST)
BODY = "本学は県立の短期大学です。国際展開型に応募できますか。申請書の提出方法もご教示ください。"


def kept(**changes: object) -> Candidate:
    given = {
        "inquiry_id": "i1",
        "message_id": "a@example.jp",
        "sender_email": "sasaki@example.ac.jp",
        "subject": "短期大学の応募",
        "body": BODY,
        "received_at": FIRST,
    }
    return Candidate.model_validate({**given, **changes})


def mail(**changes: object) -> Incoming:
    given = {
        "channel": Channel.EML,
        "key": "mail:1",
        "sender_email": "sasaki@example.ac.jp",
        "subject": "別の件",
        "body": "面接はオンラインでも受けられますか。日程が決まっていれば教えてください。",
        "received_at": FIRST + timedelta(days=3),
        "message_id": "b@example.jp",
    }
    return Incoming.model_validate({**given, **changes})


def test_a_reply_joins_what_it_names_whoever_sends_it_and_however_late() -> None:
    late = mail(
        parents=("x@example.jp", "a@example.jp"),
        sender_email="colleague@example.ac.jp",
        received_at=FIRST + timedelta(days=300),
    )
    assert joined(late, [kept()]) == Joining(inquiry_id="i1", duplicate=False)
    nearest = joined(
        mail(parents=("a@example.jp", "c@example.jp")), [kept(), kept(inquiry_id="i2", message_id="c@example.jp")]
    )
    assert nearest == Joining(inquiry_id="i2", duplicate=False)


def test_a_mail_that_comes_after_its_answer_joins_it() -> None:
    assert joined(mail(), [kept(parents=("b@example.jp",))]) == Joining(inquiry_id="i1", duplicate=False)
    assert joined(mail(message_id=""), [kept(message_id="", parents=("",))]) is None


@pytest.mark.parametrize("subject", ["Re: 短期大学の応募", "返信: [jhub 12] Fwd: 短期大学の応募", "RE:短期大学の応募"])
def test_one_sender_and_subject_go_on(subject: str) -> None:
    assert joined(mail(subject=subject), [kept()]) == Joining(inquiry_id="i1", duplicate=False)
    assert joined(mail(subject=subject, received_at=FIRST + timedelta(days=31)), [kept()]) is None
    assert joined(mail(subject=subject, sender_email="other@example.com"), [kept()]) is None
    assert joined(mail(subject=subject, sender_email=""), [kept(sender_email="")]) is None


@pytest.mark.parametrize(
    "subject",
    ["お問い合わせ", "ご質問", "Re: 公募に関する質問", "J-Innovation HUBについて", "question", "", "第7回公募について"],
)
def test_a_subject_that_says_nothing_joins_nothing(subject: str) -> None:
    assert not says_something(subject)
    assert joined(mail(subject=subject), [kept(subject=subject)]) is None


def test_who_writes_twice_about_other_things_is_not_joined() -> None:
    assert joined(mail(), [kept()]) is None


def test_nearly_the_same_body_of_one_sender_is_a_duplicate() -> None:
    again = BODY.replace("。", "。\n").replace("本学", "本学") + " "
    assert joined(mail(body=again), [kept()]) == Joining(inquiry_id="i1", duplicate=True)
    slightly = BODY.replace("ご教示ください", "御教示ください")
    assert joined(mail(body=slightly), [kept()]) == Joining(inquiry_id="i1", duplicate=True)
    assert joined(mail(body=BODY, sender_email="SASAKI@example.ac.jp "), [kept()]) == Joining(
        inquiry_id="i1", duplicate=True
    )


def test_two_senders_who_paste_the_same_text_are_two() -> None:
    assert joined(mail(body=BODY, sender_email="other@example.com"), [kept()]) is None
    assert joined(mail(body=BODY, sender_email=""), [kept(sender_email="")]) is None


def test_another_number_is_another_question() -> None:
    sixth, seventh = (f"{BODY}第{n}回の公募についてお尋ねします。" for n in (6, 7))
    assert joined(mail(body=seventh), [kept(body=sixth)]) is None
    assert joined(mail(body="はい"), [kept(body="はい。")]) == Joining(inquiry_id="i1", duplicate=True)
    assert joined(mail(body="7回?"), [kept(body="6回?")]) is None


def test_a_mail_that_is_sent_again_under_a_word() -> None:
    resent = mail(subject="【再送】短期大学の応募", body="先日のメールを再送いたします。", quoted=f"> {BODY}")
    assert joined(resent, [kept()]) == Joining(inquiry_id="i1", duplicate=True)
    asks = resent.model_copy(
        update={"body": "再送いたします。加えて、" + "地域貢献型にも応募できるか伺いたく存じます。" * 4}
    )
    assert joined(asks, [kept()]) == Joining(inquiry_id="i1", duplicate=False)


def test_a_duplicate_in_a_thread_stays_in_that_thread() -> None:
    reply = mail(body=BODY, parents=("a@example.jp",))
    assert joined(reply, [kept()]) == Joining(inquiry_id="i1", duplicate=True)
    assert joined(reply, [kept(body="別の質問です。"), kept(inquiry_id="i2", message_id="z@example.jp")]) == Joining(
        inquiry_id="i1", duplicate=False
    )


def test_of_several_the_newest() -> None:
    older, newer = kept(), kept(inquiry_id="i2", received_at=FIRST + timedelta(days=1))
    assert joined(mail(subject="短期大学の応募"), [older, newer]) == Joining(inquiry_id="i2", duplicate=False)
    assert joined(mail(), []) is None


def test_empty_bodies() -> None:
    assert joined(mail(body=""), [kept(body="")]) is None
    assert joined(mail(body="", subject="短期大学の応募"), [kept(body="")]) == Joining(inquiry_id="i1", duplicate=True)


def test_subjects() -> None:
    assert bare_subject("ＲＥ： [a 1] [b 2] Fw: 申請") == "申請"
    assert bare_subject("Re[2]: reply") == "reply"
    assert says_something("短期大学の申請資格") and says_something("Eligibility of junior colleges")
