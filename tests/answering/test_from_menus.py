"""Questions that ask for support menus by what they must fulfil, and those that only sound like it."""

import pytest

from advisor.answering.flow import answer
from advisor.answering.models import Answer, NoticeKind, Question, Status
from advisor.dates import parse_as_of
from advisor.knowledge import Knowledge

LEADS = ("府省の支援メニュー", "support menus of")


def ask(knowledge: Knowledge, text: str, as_of: str = "2025-08-20") -> Answer:
    return answer(Question(text=text, as_of=parse_as_of(as_of)), knowledge)


def lists_menus(found: Answer) -> bool:
    return any(lead in found.text.split("\n")[0] for lead in LEADS)


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        (
            "大学が申請できる環境省の事業は?",
            ["環境研究総合推進費", "「脱炭素×復興まちづくり」推進事業"],
            ["地域脱炭素移行"],
        ),
        ("自治体が申請主体の防災の補助金", ["消防防災科学技術研究推進制度"], ["河川砂防"]),
        ("農水省の企業向け支援メニューを一覧で", ["スマート農業産地モデル実証", "ムーンショット型"], ["みどりの食料"]),
        ("経産省のMaaS関連の支援メニューは?", ["RoAD to the L4", "地域新MaaS創出推進事業"], ["日本版MaaS"]),
        ("関係府省の支援メニューで新規課題採択が無いものは?", ["ムーンショット型農林水産研究開発事業"], ["環境研究"]),
        (
            "Which FY2022 menus can companies apply for in smart agriculture?",
            ["スマート農業産地モデル実証"],
            ["共創の場"],
        ),
        (
            "List the Ministry of the Environment programmes open to municipalities",
            ["地域脱炭素移行・再エネ推進交付金"],
            ["環境研究総合推進費"],
        ),
    ],
)
def test_menus_by_filters(knowledge: Knowledge, question: str, told: list[str], untold: list[str]) -> None:
    found = ask(knowledge, question)
    assert lists_menus(found) and found.status is Status.ANSWERED
    assert all(name in found.text for name in told) and not any(name in found.text for name in untold)
    historical = [notice.text for notice in found.notices if notice.kind is NoticeKind.HISTORICAL]
    assert any("(R4)" in text for text in historical)
    assert all(statement.citations for statement in found.statements)


@pytest.mark.parametrize("ministry", ["厚労省", "厚生労働省", "法務省"])
def test_a_ministry_that_the_table_lacks_is_said_to_be_lacking(knowledge: Knowledge, ministry: str) -> None:
    found = ask(knowledge, f"{ministry}の支援はありますか")
    assert lists_menus(found) and found.status is Status.ABSTAINED


def test_a_ministry_alone_is_enough_unless_it_runs_the_program(knowledge: Knowledge) -> None:
    assert lists_menus(ask(knowledge, "環境省の支援はありますか"))
    assert not lists_menus(ask(knowledge, "経産省の支援はありますか"))
    assert not lists_menus(ask(knowledge, "特許庁の支援はありますか"))


def test_the_contact_comes_with_each(knowledge: Knowledge) -> None:
    found = ask(knowledge, "自治体が申請主体の防災の補助金")
    assert "TEL 03-6257-3803" in found.text and "chisei@soumu.go.jp" in found.text


def test_a_long_list_is_cut_and_counted(knowledge: Knowledge) -> None:
    found = ask(knowledge, "脱炭素で新規採択のある支援を教えて")
    listed = [statement for statement in found.statements if "新規課題採択" in statement.text]
    total = int(found.statements[0].text.split("件(")[0].rpartition("表に")[2])
    assert len(listed) == 8 and f"ほか{total - 8}件" in found.text


@pytest.mark.parametrize("question", ["環境省の防災の支援事業はある?", "厚労省の脱炭素の支援メニューは?"])
def test_nothing_that_fulfils_it(knowledge: Knowledge, question: str) -> None:
    found = ask(knowledge, question)
    assert lists_menus(found) and found.status is Status.ABSTAINED and "見つかりませんでした" in found.text


@pytest.mark.parametrize(
    "question",
    [
        "選ばれるとどんな支援がある?",
        "支援メニューを教えて",
        "経産省の支援メニューは?",
        "選抜された大学が使える経産省の事業は?",
        "J-Innovation HUBで大学が使える経産省の事業は?",
        "共創の場形成支援プログラムの問い合わせ先は?",
        "ローカル10,000プロジェクトは自治体が申請する総務省の事業ですか?",
        "環境省の脱炭素の事業の予算はいくら?",
        "大学が申請できますか?",
        "防災がテーマの拠点でも企業は申請できる制度?",
        "脱炭素の研究をしている大学が申請できる公募ですか?",
        "環境省と農水省の脱炭素の事業の違いは?",
        "What support does a selected hub get?",
        "第7回の支援メニューは?",
    ],
)
def test_what_asks_for_something_else(knowledge: Knowledge, question: str) -> None:
    assert not lists_menus(ask(knowledge, question))


def test_no_known_question_is_taken_over(knowledge: Knowledge) -> None:
    known = [q for topic in knowledge.questions.topics if topic.key.startswith("csti.") for q in topic.asked_as]
    asked = [question for question in known if "メニュー" in question or "事業は" in question]
    assert len(asked) > 20
    assert [question for question in asked if lists_menus(ask(knowledge, question))] == []


def test_before_the_tables_were_out_there_is_no_list(knowledge: Knowledge) -> None:
    assert not lists_menus(ask(knowledge, "大学が申請できる環境省の事業は?", "2021-09-01"))
