"""A fictional eighth call (架空), added and accepted by the command line: answers use it; the 7th is superseded."""

import re
import shutil

import pytest
from fictional_call import make_call_pdf
from typer.testing import CliRunner

from advisor.answering.flow import answer
from advisor.answering.models import Answer, NoticeKind, Question, Status
from advisor.corpus.commands import corpus_app
from advisor.dates import parse_as_of
from advisor.knowledge import Knowledge
from advisor.settings import Settings, bundled

EIGHTH, SEVENTH = "j-innovation-hub-call-8-guidelines", "j-innovation-hub-call-7-guidelines"
IN_EIGHTH, IN_SEVENTH, AFTER_EIGHTH = "2026-08-01", "2025-08-20", "2026-11-30"


@pytest.fixture(scope="module")
def with_eighth(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    root = tmp_path_factory.mktemp("eighth")
    shutil.copytree(bundled("corpus"), root / "corpus")
    pdf = make_call_pdf(root / "call.pdf")
    for command, said in (("new-round", ""), ("accept", "a\n" * 100)):
        arguments = [command, "8", "--corpus", str(root / "corpus")]
        arguments += ["--document", str(pdf)] if command == "new-round" else []
        result = CliRunner().invoke(corpus_app, arguments, input=said)
        assert result.exit_code == 0, result.output
    assert CliRunner().invoke(corpus_app, ["check", "--corpus", str(root / "corpus")]).exit_code == 0
    return Knowledge.load(Settings(_env_file=None, corpus_dir=root / "corpus", data_dir=root / "data"))


def ask(knowledge: Knowledge, text: str, as_of: str) -> Answer:
    return answer(Question(text=text, as_of=parse_as_of(as_of)), knowledge)


def kinds(found: Answer) -> set[NoticeKind]:
    return {notice.kind for notice in found.notices}


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("締切はいつですか", "令和8年8月26日(水)12時必着"),
        ("高専は申請できますか", "高等専門学校は申請者として挙げられています"),
        ("問い合わせ先を教えてください", "jhub8@kakuu-jimukyoku.example.jp"),
        ("選抜の有効期限は何年ですか", "3年度間"),
        ("説明会はいつありますか", "令和8年7月23日(木)15時～16時"),
        ("選抜拠点の公表時期はいつですか", "令和8年10月下旬"),
        ("When is the deadline?", "26 August 2026"),
        ("第8回の公募はいつまでですか", "令和8年8月26日(水)12時必着"),
        ("令和8年度の公募の期間は", "令和8年7月17日(金)～令和8年8月26日(水)"),
    ],
)
def test_in_the_eighth_call_its_own_document_answers(with_eighth: Knowledge, question: str, said: str) -> None:
    found = ask(with_eighth, question, IN_EIGHTH)
    assert (found.status, found.round) == (Status.ANSWERED, 8)
    assert said in found.text
    assert {c.source_id for c in found.citations} == {EIGHTH}
    assert found.contact is not None and found.contact.email == "jhub8@kakuu-jimukyoku.example.jp"
    assert NoticeKind.SUPERSEDED not in kinds(found)
    assert not re.search(r"令和7年|2025|landbrains", found.text)


def test_a_question_on_the_seventh_call_is_answered_as_such_and_called_superseded(with_eighth: Knowledge) -> None:
    found = ask(with_eighth, "第7回の締切は", IN_EIGHTH)
    assert found.round == 7 and "令和7年8月27日(水)12時必着" in found.text and "受付は終了" in found.text
    told = [notice.text for notice in found.notices if notice.kind is NoticeKind.SUPERSEDED]
    assert told == ["第7回についての回答です。いま基準となるのは第8回です。"]


@pytest.mark.parametrize("question", ["締切はいつですか", "問い合わせ先を教えてください", "説明会はいつありますか"])
def test_in_the_seventh_call_nothing_of_the_eighth_is_known(with_eighth: Knowledge, question: str) -> None:
    found = ask(with_eighth, question, IN_SEVENTH)
    assert found.round == 7 and {c.source_id for c in found.citations} == {SEVENTH}
    assert not re.search(r"令和8年|2026|kakuu", found.text)


def test_the_eighth_call_is_no_gap_once_it_is_known_and_one_before(with_eighth: Knowledge) -> None:
    before = ask(with_eighth, "第8回の公募はいつ始まりますか", IN_SEVENTH)
    assert before.status is Status.ABSTAINED and "次の公募の有無" in before.text
    assert ask(with_eighth, "第8回の公募はいつ始まりますか", IN_EIGHTH).status is Status.ANSWERED
    after = ask(with_eighth, "次の公募はいつですか", IN_EIGHTH)
    assert after.status is Status.ABSTAINED and not re.search(r"第\d回", after.text.split("\n")[0])


@pytest.mark.parametrize(
    ("question", "as_of", "named"),
    [
        ("今回の結果は発表されましたか", AFTER_EIGHTH, "第8回"),
        ("第8回で選ばれた拠点はどこ", AFTER_EIGHTH, "第8回"),
        ("第7回の結果を教えてください", AFTER_EIGHTH, "第7回"),
        ("今回の結果は発表されましたか", "2025-11-30", "第7回"),
    ],
)
def test_an_unknown_result_is_that_of_the_round_in_question(
    with_eighth: Knowledge, question: str, as_of: str, named: str
) -> None:
    found = ask(with_eighth, question, as_of)
    assert found.status is Status.ABSTAINED
    assert found.text.startswith(f"{named}の")
    assert re.search("未確認です|確認できませんでした", found.text)


def test_a_comparison_of_older_rounds_says_that_the_eighth_is_in_force(with_eighth: Knowledge) -> None:
    question = "KPIの義務は第2回と第7回でどう違いますか"
    assert "いま基準となるのはどちらでもなく、第8回です" in ask(with_eighth, question, IN_EIGHTH).text
    assert "いま基準となるのは第7回です" in ask(with_eighth, question, IN_SEVENTH).text


def test_a_list_of_hubs_names_the_eighth_as_missing_only_when_it_is_known(with_eighth: Knowledge) -> None:
    def missing(as_of: str) -> str:
        found = ask(with_eighth, "大阪大学の選抜拠点を教えて", as_of)
        return next(n.text for n in found.notices if "未確認" in n.text)

    assert missing(IN_SEVENTH).endswith("第7回の選抜結果は、資料では未確認です。")
    assert missing(IN_EIGHTH).endswith("第8回の選抜結果は、資料では未確認です。")
