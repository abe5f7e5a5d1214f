"""What a question takes for true: corrected first, confirmed only where the fact says so, or left alone."""

import pytest

from advisor.answering.flow import answer
from advisor.answering.models import Answer, NoticeKind, Question, Status
from advisor.answering.rounds.claims import asserts, denies, values_in
from advisor.dates import parse_as_of
from advisor.knowledge import Knowledge


def asked(knowledge: Knowledge, text: str, as_of: str = "2025-08-20T10:00") -> Answer:
    return answer(Question(text=text, as_of=parse_as_of(as_of)), knowledge)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("有効期限は5年ですよね", True),
        ("締切は11月13日だと聞きました", True),
        ("提出はメールで合っていますか", True),
        ("The deadline is November 13, right?", True),
        ("有効期限は何年ですか", False),
        ("個人で申請していいですか", False),
        ("8月25日に出せば間に合いますよね", False),
        ("What is the deadline?", False),
    ],
)
def test_asserting_is_told_from_asking(text: str, expected: bool) -> None:
    assert asserts(text) is expected


def test_a_duty_is_no_denial() -> None:
    assert denies("公開しなくていいんですよね") and denies("The logo can't be used, right?")
    assert not denies("公開しなければならないんですよね") and not denies("It is needed, isn't it?")


def test_values_in_any_writing() -> None:
    one, other = values_in("有効期限は五年、締切は8月27日の正午"), values_in("5年度間, 8/27 12:00")
    assert one.amounts == other.amounts and one.times == other.times
    assert [(d.month, d.day) for d in one.dates] == [(d.month, d.day) for d in other.dates]
    assert values_in("2025年の公募").amounts == ()


@pytest.mark.parametrize(
    ("text", "first", "wanted", "number"),
    [
        ("KPIの実績はHPで公開しないといけないんですよね?", "いいえ。それは第2回の内容です。", "調査票", 2),
        ("サポインの支援があると聞いたのですが", "いいえ。それは第2回の内容です。", "Go-Tech", 2),
        ("第7回の締切は11月13日の正午でよいですか", "いいえ。それは第2回の内容です。", "8月27日", 2),
        ("締切は7月31日ですよね", "いいえ。それは第5回の内容です。", "8月27日", 5),
        ("結果は12月中旬に公表されるんですよね", "いいえ。それは第2回の内容です。", "10月中旬", 2),
        ("The KPI results must be published on our website, right?", "No. That was round 2.", "questionnaires", 2),
        ("We heard that Sapoin is part of the support. Is that still true?", "No. That was round 2.", "Go-Tech", 2),
    ],
)
def test_an_older_rounds_rule_is_corrected_first(
    knowledge: Knowledge, text: str, first: str, wanted: str, number: int
) -> None:
    told = asked(knowledge, text)
    assert told.text.startswith(first), told.text
    assert wanted in told.statements[1].text
    cited = {citation.n: citation for citation in told.citations}
    assert told.statements[0].citations
    assert number == 5 or {cited[n].round for n in told.statements[0].citations} == {number}
    difference = next(n for n in told.notices if n.kind is NoticeKind.ROUND_DIFFERENCE)
    assert difference.citations and (f"第{number}回" in difference.text or f"round {number}" in difference.text)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("選抜の有効期限は5年ですよね", "いいえ。資料にあるのは「公表年度を含む3年度間」です。"),
        ("書類は8月29日必着ですよね", "いいえ。資料にあるのは「令和7年8月27日(水)12時必着」です。"),
        ("締切は8月27日の17時だと聞きました", "いいえ。資料にあるのは「令和7年8月27日(水)12時必着」です。"),
        ("締切は9月末ですよね", "いいえ。資料にあるのは「令和7年8月27日(水)12時必着」です。"),
        ("面接は必ずあるんですよね", "いいえ。ヒアリングは必要に応じて"),
        ("書類は郵送で出すんですよね", "いいえ。提出方法として案内されているのは電子メール"),
        ("3類型のうちどれで出すか迷っています", "いいえ。類型は国際展開型と地域貢献型の2つです。"),
        ("ロゴは使えないんですよね", "いいえ。ロゴマークの使用許可"),
        ("KPIは設定しなくていいんですよね", "いいえ。"),
        (
            "I heard the selection is valid for five years. Is that correct?",
            "No. The document says 「公表年度を含む3年度間」.",
        ),
    ],
)
def test_a_wrong_premise_is_corrected_first(knowledge: Knowledge, text: str, first: str) -> None:
    told = asked(knowledge, text)
    assert told.status in {Status.ANSWERED, Status.PARTIAL} and told.text.startswith(first), told.text


@pytest.mark.parametrize(
    "text",
    [
        "有効期限は公表年度を含む3年度間ということで合っていますか",
        "締切は8月27日の12時ですよね?",
        "説明会は7月24日の午後2時からですよね",
        "高専も申請できるんですよね?",
        "企業は申請できないんですよね",
        "Applications are submitted by email, right?",
    ],
)
def test_a_true_premise_is_confirmed(knowledge: Knowledge, text: str) -> None:
    assert asked(knowledge, text).text.startswith(("はい。", "Yes. ", "Yes, "))


@pytest.mark.parametrize(
    "text",
    [
        "KPIの実績は公開しなくていいんですよね",  # what is not written is not said not to be so
        "審査は書面だけですよね",
        "審査にはヒアリングがあるんですよね",
        "締切は8月末ですよね",
        "申請は9時から受け付けですよね",
        "説明会は対面ですよね",
        "8月25日に出せば間に合いますよね",
        "締切っていつでしたっけ",
        "締切はいつですか",
        "第2回の締切は?",
    ],
)
def test_what_cannot_be_told_is_neither_confirmed_nor_corrected(knowledge: Knowledge, text: str) -> None:
    told = asked(knowledge, text)
    assert told.statements
    assert not told.text.startswith(("はい", "いいえ")), told.text


def test_in_its_own_time_the_older_rule_was_right(knowledge: Knowledge) -> None:
    told = asked(knowledge, "締切は11月13日の正午でよいですか", "2020-11-01")
    assert told.text.startswith("はい。") and "第7回" not in told.text


def test_after_the_call_the_correction_still_comes_first(knowledge: Knowledge) -> None:
    told = asked(knowledge, "締切は11月13日の正午でよいですか", "2025-09-10")
    assert told.text.startswith("いいえ。それは第2回の内容です。")
    assert "受付は終了しています" in told.text
