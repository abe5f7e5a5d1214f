"""advisor/faq/candidates.py: what is asked often, told once, without who asked it."""

import json
import time
from pathlib import Path

import pytest
from faq_cases import ELIGIBLE, KOSEN, WHEN_OPEN, answered, new_entry
from paraphrases import paraphrases

from advisor.faq.candidates import candidates
from advisor.faq.personal import Public
from advisor.faq.records import FaqCandidate, FaqEntry, FaqStatus, PersonalKind
from advisor.faq.store import FaqStore
from advisor.inquiries.records import ApprovedAnswer
from advisor.knowledge import Knowledge
from advisor.messages import Language

DEV = Path(__file__).parents[2] / "evals" / "questions" / "dev.jsonl"


@pytest.fixture
def group(knowledge: Knowledge):  # type: ignore[no-untyped-def]
    def grouped(*answers: ApprovedAnswer, entries: tuple[FaqEntry, ...] = ()) -> list[FaqCandidate]:
        return candidates(answers, entries, knowledge.embedder, Public(knowledge.texts.values()))

    return grouped


def test_what_asks_the_same_is_one_candidate_with_the_newest_answer(group) -> None:  # type: ignore[no-untyped-def]
    found = group(
        answered("締切はいつですか。", "8月27日正午です。", "i9"),
        answered("高専でも申請できますか。", "はい。", "i1"),
        answered("高専でも申請できますか？", "はい、申請できます。", "i2", days=2),
        answered("高専も申請できますでしょうか。", "可能です。", "i3", "q2", days=1),
    )
    assert [each.asked for each in found] == [3, 1]
    first = found[0]
    assert (first.question, first.answer) == ("高専でも申請できますか？", "はい、申請できます。")
    assert first.variants == ("高専でも申請できますか。", "高専も申請できますでしょうか。")[: len(first.variants)] or (
        "高専も申請できますでしょうか。" in first.variants
    )
    assert first.inquiries == ("i1", "i3", "i2") and set(first.asked_in) == {"i1:q1", "i2:q1", "i3:q2"}
    assert first.quotes == (ELIGIBLE,) and first.language is Language.JA


@pytest.mark.parametrize(
    "other",
    [
        "短大でも申請できますか。",
        "高専では申請できませんか。それとも企業ならできますか。",
        "第2回は高専でも申請できましたか。",
        "高専以外も申請できますか。",
        "高専は申請できないのですか。",
    ],
)
def test_what_differs_in_one_point_is_another_candidate(other: str, group) -> None:  # type: ignore[no-untyped-def]
    assert [each.asked for each in group(answered(KOSEN), answered(other, inquiry="i2"))] == [1, 1]


def test_personal_data_is_taken_out_and_counted(group) -> None:  # type: ignore[no-untyped-def]
    asked = "架空工業高専の山田花子と申します。高専でも申請できますか。連絡先は hanako@kakuu.example.jp です。"
    said = "山田様\n架空工業高専も申請できます。お電話（03-0000-1234）いただいた件です。"
    (found,) = group(answered(asked, said))
    whole = f"{found.question}{found.answer}{found.variants}"
    assert not any(word in whole for word in ("山田", "花子", "架空工業", "hanako", "0000"))
    assert found.question.startswith("高専でも申請できますか。")
    assert found.found[PersonalKind.NAME] == 2 and found.found[PersonalKind.EMAIL] == 1
    assert found.found[PersonalKind.PHONE] == 1


def test_the_same_question_of_two_people_is_one_whoever_asks(group) -> None:  # type: ignore[no-untyped-def]
    found = group(
        answered("架空高専の山田と申します。高専でも申請できますか。", inquiry="i1"),
        answered("白波高専の佐藤です。高専でも申請できますか。", inquiry="i2"),
    )
    assert [(each.asked, each.variants) for each in found] == [(2, ())]


def test_what_an_entry_covers_is_left_out(group, local: FaqStore) -> None:  # type: ignore[no-untyped-def]
    entry = new_entry(local)
    assert group(answered("高専でも申請できますか？"), entries=(entry,)) == []
    made = entry.model_copy(update={"question": "まったく別の言い方", "asked_in": ("i1:q1",)})
    assert group(answered(KOSEN), answered(KOSEN, inquiry="i2"), entries=(made,)) == []
    other = group(answered("締切はいつですか。", inquiry="i3"), entries=(made, entry))
    assert [each.question for each in other] == ["締切はいつですか。"]


def test_of_a_retired_entry_only_what_is_asked_anew_comes_back(group, local: FaqStore) -> None:  # type: ignore[no-untyped-def]
    made = new_entry(local).model_copy(update={"asked_in": ("i1:q1",), "status": FaqStatus.RETIRED})
    assert group(answered(KOSEN), entries=(made,)) == []
    (again,) = group(answered(KOSEN), answered(KOSEN, inquiry="i2", days=1), entries=(made,))
    assert (again.asked, again.asked_in) == (1, ("i2:q1",))


def test_the_key_stays_while_the_group_grows(group) -> None:  # type: ignore[no-untyped-def]
    (one,) = group(answered(KOSEN))
    (two,) = group(answered(KOSEN, inquiry="i2", days=3), answered(KOSEN))
    assert one.key == two.key and two.asked == 2


def test_languages_are_apart_and_nothing_makes_nothing(group) -> None:  # type: ignore[no-untyped-def]
    english = answered("Can a KOSEN apply?", "Yes.", "i2", language=Language.EN)
    assert {each.language for each in group(answered(KOSEN), english)} == {Language.JA, Language.EN}
    assert group() == [] and group(answered(" "), answered(KOSEN, " \n")) == []


@pytest.mark.slow
def test_other_ways_of_asking_join_and_many_are_grouped_in_time(knowledge: Knowledge) -> None:
    rows = [json.loads(line) for line in DEV.read_text(encoding="utf-8").splitlines()]
    asked = {row["id"]: row["question"] for row in rows}
    pairs = [(asked[question_id], text) for question_id, text in paraphrases()]
    answers = [answered(text, inquiry=f"i{n}-{m}") for n, pair in enumerate(pairs) for m, text in enumerate(pair)]
    known: dict = {}
    found = candidates(answers, (), knowledge.embedder, None, known)
    joined = sum(any({f"i{n}-0:q1", f"i{n}-1:q1"} <= set(each.asked_in) for each in found) for n in range(len(pairs)))
    assert joined >= 0.75 * len(pairs)
    begun = time.perf_counter()
    many = [each.model_copy(update={"inquiry_id": f"{each.inquiry_id}-{n}"}) for n in range(3) for each in answers]
    again = candidates(many, (), knowledge.embedder, None, known)
    assert sum(each.asked for each in again) == len(many) and len(again) == len(found)
    assert time.perf_counter() - begun < 30
    assert again[0].as_of == WHEN_OPEN
