"""advisor/replies/conflicts.py and values.py: where a draft says another thing than what was approved."""

import re

import pytest
from reply_cases import CLOSED, OFFICE, OPEN, approved, inquiry

from advisor.answering.flow import answer
from advisor.inquiries.records import AnsweredQuestion, ApprovedAnswer, Conflict
from advisor.knowledge import Knowledge
from advisor.messages import Language
from advisor.replies.conflicts import conflicts_with
from advisor.replies.drafting import draft_reply
from advisor.replies.similar import Near, PastReplies
from advisor.replies.values import Kind, exclude, given, of_the_moment


def drafted(
    asked: str, knowledge: Knowledge, language: Language = Language.JA
) -> tuple[AnsweredQuestion, ApprovedAnswer]:
    of = inquiry(asked, language=language)
    none = PastReplies.build((), knowledge.embedder)
    draft = draft_reply(of, OPEN, OFFICE, lambda q: answer(q, knowledge), none, knowledge)
    return draft.answered[0], approved(draft, of)[0]


def against(asked: str, old: str, new: str, knowledge: Knowledge, language: Language = Language.JA) -> list[Conflict]:
    """The conflicts with the same reply in which `old` had stood in place of `new`."""
    ours, theirs = drafted(asked, knowledge, language)
    assert new in theirs.said
    changed = theirs.model_copy(update={"said": theirs.said.replace(new, old)})
    return conflicts_with(ours, [Near(answer=changed, score=0.97)], knowledge)


DIFFERING = [
    ("締切はいつですか。", "9月27日", "8月27日", "日付"),
    ("締切はいつですか。", "17時必着", "12時必着", "時刻"),
    ("選ばれると何年間有効ですか。", "5年度間", "3年度間", "数"),
    ("問い合わせ先を教えてください", "old-address@landbrains.co.jp", "innovation2021@landbrains.co.jp", "連絡先"),
    ("平成20年度のイノベーション創出研究開発事業の予算額は？", "80.1億円", "74.3億円", "金額"),
    ("私立大学でも申請できますか。", "いいえ、申請できません。", "はい、申請できます。", "可否"),
    ("企業は申請できますか。", "企業も申請者として挙げられています", "企業は申請者として挙げられていません", "可否"),
    ("拠点が三つのキャンパスに分かれていてもよいですか。", "必要があります", "必要はありません", "可否"),
    ("申請できるのはどんな機関か、一覧で教えてください。", "企業、高等専門学校", "高等専門学校", "対象となる者"),
]


@pytest.mark.parametrize(("asked", "old", "new", "what"), DIFFERING)
def test_what_differs_is_told_with_both_sentences(
    asked: str, old: str, new: str, what: str, knowledge: Knowledge
) -> None:
    (found,) = against(asked, old, new, knowledge)
    assert what in found.text
    assert found.ours in found.text and found.theirs in found.text
    assert "問合せ12" in found.text and "2025年8月21日承認" in found.text and "第7回" in found.text
    assert old in found.theirs or what in ("可否", "対象となる者")


def test_an_english_reply_is_compared_and_told_in_english(knowledge: Knowledge) -> None:
    asked = "When is the deadline?"
    (found,) = against(asked, "27 September 2025", "27 August 2025", knowledge, Language.EN)
    assert found.text.startswith("The date differs from an approved reply")
    assert against(asked, "27 August 2025", "27 August 2025", knowledge, Language.EN) == []


AGREEING = [
    ("締切はいつですか。", "8月27日の正午までに届くようお送りください。", None),
    ("締切はいつですか。", "2025年8月27日(水)12:00", "令和7年8月27日(水)12時"),
    ("選ばれると何年間有効ですか。", "三年度間", "3年度間"),
    ("私立大学でも申請できますか。", "はい、可能です。", "はい、申請できます。"),
    ("私立大学でも申請できますか。", "承知しました。", None),
    ("私立大学でも申請できますか。", "", None),
]


@pytest.mark.parametrize(("asked", "old", "new"), AGREEING)
def test_the_same_in_other_words_is_no_conflict(asked: str, old: str, new: str | None, knowledge: Knowledge) -> None:
    ours, theirs = drafted(asked, knowledge)
    said = old if new is None else theirs.said.replace(new, old)
    assert conflicts_with(ours, [Near(answer=theirs.model_copy(update={"said": said}), score=0.97)], knowledge) == []


def test_what_the_clock_says_changes_every_day(knowledge: Knowledge) -> None:
    of = inquiry("締切まであと何日ありますか。")
    none = PastReplies.build((), knowledge.embedder)
    early, late = (
        draft_reply(of, moment, OFFICE, lambda q: answer(q, knowledge), none, knowledge) for moment in (OPEN, CLOSED)
    )
    near = Near(answer=approved(early, of)[0], score=1.0)
    assert conflicts_with(late.answered[0], [near], knowledge) == []


def test_an_old_reply_of_another_round_is_told_with_its_round_and_date(knowledge: Knowledge) -> None:
    ours, theirs = drafted("締切はいつですか。", knowledge)
    old = theirs.model_copy(update={"said": "締切は令和2年11月13日(金)正午です。", "round": 2})
    (found,) = conflicts_with(ours, [Near(answer=old, score=1.0)], knowledge)
    assert "第2回についての回答" in found.text
    assert "日付" in found.text
    asked = old.model_copy(update={"asked": "第2回の締切はいつですか。"})
    assert conflicts_with(ours, [Near(answer=asked, score=1.0)], knowledge) == []


def test_questions_that_are_only_somewhat_alike_need_not_agree(knowledge: Knowledge) -> None:
    ours, theirs = drafted("締切はいつですか。", knowledge)
    old = theirs.model_copy(update={"said": "締切は9月27日です。"})
    assert conflicts_with(ours, [Near(answer=old, score=0.86)], knowledge) == []


def test_the_draft_carries_its_conflicts(knowledge: Knowledge) -> None:
    of, other = inquiry("締切はいつですか。"), inquiry("締切はいつですか。", id="i2", number=3)
    none = PastReplies.build((), knowledge.embedder)
    first = draft_reply(of, OPEN, OFFICE, lambda q: answer(q, knowledge), none, knowledge)
    wrong = approved(first, of, first.text.replace("8月27日", "9月10日"))
    past = PastReplies.build(wrong, knowledge.embedder)
    found = draft_reply(other, OPEN, OFFICE, lambda q: answer(q, knowledge), past, knowledge)
    assert [(each.question_id, each.inquiry_id, each.number) for each in found.conflicts] == [("q1", "i1", 12)]
    assert [each.inquiry_id for each in found.similar] == ["i1"]
    assert "9月10日" not in found.text
    right = PastReplies.build(approved(first, of), knowledge.embedder)
    assert draft_reply(other, OPEN, OFFICE, lambda q: answer(q, knowledge), right, knowledge).conflicts == ()


@pytest.mark.parametrize(
    ("one", "other", "kind", "excluded"),
    [
        ("8月27日です", "2025年8月27日です", Kind.DATE, False),
        ("2024年8月27日です", "2025年8月27日です", Kind.DATE, True),
        ("正午です", "12時です", Kind.TIME, False),
        ("７４．３億円", "7,430百万円", Kind.AMOUNT, False),
        ("3件です", "3拠点です", Kind.COUNT, False),
        ("3件です", "4件です", Kind.COUNT, True),
        ("第3回です", "第4回です", Kind.COUNT, False),
        ("a@example.jp", "b@example.jp", Kind.ADDRESS, True),
        ("なし", "4件です", Kind.COUNT, False),
    ],
)
def test_values_exclude_each_other(one: str, other: str, kind: Kind, excluded: bool) -> None:
    assert exclude(given(one, kind), given(other, kind)) is excluded


def test_what_holds_only_at_a_moment() -> None:
    assert of_the_moment("2025年8月20日10時00分の時点で受付中です。")
    assert not of_the_moment("締切は令和7年8月27日(水)12時必着です。")
    assert not re.search("時点", "締切")
