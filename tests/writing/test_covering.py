"""advisor/answering/writing/covering.py: whether written sentences tell what a sentence of code says."""

from collections.abc import Collection

import pytest

from advisor.answering.models import Completeness
from advisor.answering.writing.covering import grade, tells

CALL = "締切は令和7年8月27日(水)12時必着です。"
MUST = "研究者や研究施設・設備が一か所に集積している必要はありません。"
NO_COMPANY = "いいえ、企業は申請者として挙げられていません。"


def alone(word: str) -> Collection[str]:
    """Every word stands for itself."""
    return ()


def kosen(word: str) -> Collection[str]:
    """高専 and 高等専門学校, by the words they consist of."""
    names = {"高専": {"高等", "専門", "学校"}, "高等": {"高専"}, "専門": {"高専"}, "学校": {"高専"}}
    return names.get(word, set())


@pytest.mark.parametrize(
    ("written", "fact"),
    [
        ([CALL], CALL),
        (["締切は2025年8月27日(水)の正午(必着)です。"], CALL),
        (["公募の締切は令和7年8月27日です。", "その日の12時必着です。"], CALL),
        (["集積している必要はなく、研究者や研究施設・設備が一か所になくても構いません。"], MUST),
        (["いいえ、企業は申請者に挙げられていません。"], NO_COMPANY),
        (["The call closes at 12:00 on 27 August 2025."], "The call closes on 27 August 2025, 12:00."),
    ],
)
def test_told(written: list[str], fact: str) -> None:
    assert tells(written, fact, alone)


@pytest.mark.parametrize(
    ("written", "fact"),
    [
        ([], CALL),
        ([""], CALL),
        (["締切は令和7年8月27日(水)必着です。"], CALL),
        (["締切は令和7年8月26日(水)12時必着です。"], CALL),
        (["締切は12時必着です。"], CALL),
        (["令和7年8月27日(水)12時です。"], "説明会の申込みは、令和7年8月27日(水)12時までに電子メールで行います。"),
        (["研究者や研究施設・設備が一か所に集積している必要があります。"], MUST),
        (["企業は申請者として挙げられていません。"], NO_COMPANY),
        (["はい、企業は申請者として挙げられています。"], NO_COMPANY),
        (["選抜の有効期限は、公表年度を含みます。"], "選抜の有効期限は、公表年度を含む3年度間です。"),
        (["提出は電子メールです。"], "提出物は、所定申請用紙フォーマットと体制整備に関するチェックシートです。"),
    ],
)
def test_not_told(written: list[str], fact: str) -> None:
    assert not tells(written, fact, alone)


def test_another_name_of_a_word_tells_it_too() -> None:
    written, fact = ["申請者は高専です。"], "申請者は高等専門学校です。"
    assert tells(written, fact, kosen)
    assert not tells(written, fact, alone)


def test_nothing_wanted_is_told_by_anything() -> None:
    assert tells(["締切は正午です。"], "", alone)


@pytest.mark.parametrize(
    ("told", "wanted", "expected"),
    [
        (0, 0, Completeness.NONE),
        (0, 3, Completeness.NONE),
        (1, 3, Completeness.PARTIAL),
        (2, 3, Completeness.PARTIAL),
        (3, 3, Completeness.COMPLETE),
    ],
)
def test_grades(told: int, wanted: int, expected: Completeness) -> None:
    assert grade(told, wanted) is expected
