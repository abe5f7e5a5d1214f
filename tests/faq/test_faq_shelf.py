"""advisor/faq/shelf.py: a question is answered from an approved entry only when it is that very question."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from faq_cases import ELIGIBLE, KOSEN, KOSEN_ANSWER, WHEN_CLOSED, WHEN_OPEN, published
from paraphrases import paraphrases

from advisor.faq.guard import guard_of, is_bound_to_the_hour
from advisor.faq.records import Binding, PublishedEntry
from advisor.faq.shelf import FaqShelf, sentences
from advisor.knowledge import Knowledge
from advisor.messages import Language
from advisor.programs.schedule import JST
from advisor.retrieval.embedding import Vectors

DEV = Path(__file__).parents[2] / "evals" / "questions" / "dev.jsonl"
ALWAYS = Binding(round=None, phase=None, valid_from=datetime(2000, 1, 1, tzinfo=JST))


@pytest.fixture(scope="module")
def known() -> dict[str, Vectors]:
    return {}


def shelf_of(knowledge: Knowledge, known: dict[str, Vectors], *entries: PublishedEntry) -> FaqShelf:
    return FaqShelf.build(entries, knowledge, known)


@pytest.mark.parametrize(
    "asked",
    [
        "高専でも申請できますか？",
        "高専も申請できますでしょうか。",
        "高等専門学校でも申請できますか",
        "Jイノベに高専でも申請できますか",
    ],
)
def test_the_same_question_is_answered(asked: str, knowledge: Knowledge, known: dict[str, Vectors]) -> None:
    found = shelf_of(knowledge, known, published()).find(asked, WHEN_OPEN, Language.JA)
    assert found is not None and found.answer == KOSEN_ANSWER


@pytest.mark.parametrize(
    ("entry", "asked"),
    [
        (KOSEN, "短大でも申請できますか。"),
        (KOSEN, "企業でも申請できますか。"),
        (KOSEN, "高専では申請できないのですか。"),
        (KOSEN, "高専以外でも申請できますか。"),
        (KOSEN, "高専だけが申請できますか。"),
        (KOSEN, "第2回では高専でも申請できましたか。"),
        (KOSEN, "高専と企業でも申請できますか。"),
        (KOSEN, "Can a KOSEN apply?"),
        ("第7回の締切はいつですか。", "第2回の締切はいつですか。"),
        ("国際展開型の対象を教えてください。", "地域貢献型の対象を教えてください。"),
        ("締切は8月27日ですか。", "締切は8月29日ですか。"),
        ("締切は正午ですか。", "締切は17時ですか。"),
        ("大阪大学の拠点を教えてください。", "神戸大学の拠点を教えてください。"),
        ("締切はいつですか。", "締切はいつで、どこに何を出せばよいですか。"),
        ("締切はいつですか。", "まだ締切に間に合いますか。"),
        ("ヒアリングはありますか。", "ヒアリングには必ず呼ばれますか。"),
        ("ロゴマークは使えますか。", "ロゴマークは有効期限が切れた後も使えますか。"),
        ("1つの大学から複数の拠点を応募してもよいですか。", "複数の大学から1つの拠点を応募してもよいですか。"),
        ("1つの大学から複数の拠点を応募してもよいですか。", "複数の大学が一つの拠点を連名で応募してもよいですか。"),
        ("同じ大学から拠点を2つ応募できますか。", "2つの大学から同じ拠点を応募できますか。"),
        ("本学から拠点を2つ応募できますか。", "本学から拠点を3つ応募できますか。"),
        ("本学から拠点を2つ応募できますか。", "本学から拠点を2つまで応募できますか。"),
        ("2校で1拠点を運営できますか。", "1校で2拠点を運営できますか。"),
        ("複数の企業が1つの大学と組めますか。", "1つの企業が複数の大学と組めますか。"),
        ("1大学1拠点ですか。", "1大学2拠点ですか。"),
        ("大学は拠点を運営できますか。", "大学は拠点を共同で運営できますか。"),
        ("大学が代表で企業が参画してもよいですか。", "企業が代表で大学が参画してもよいですか。"),
        ("大学が企業と連名で応募できますか。", "企業が大学と連名で応募できますか。"),
        ("Can one university apply for two hubs?", "Can two universities apply for one hub?"),
        ("Can a private university apply?", "Can a public university apply?"),
        ("How many hubs were selected in round 5?", "How many hubs were selected in round 4?"),
    ],
)
def test_a_question_that_differs_in_one_point_is_not(
    entry: str, asked: str, knowledge: Knowledge, known: dict[str, Vectors]
) -> None:
    language = Language.EN if entry.isascii() else Language.JA
    shelf = shelf_of(knowledge, known, published(entry, binding=ALWAYS, language=language))
    assert shelf.find(entry, WHEN_OPEN, language) is not None
    assert shelf.find(asked, WHEN_OPEN, Language.EN if asked.isascii() else Language.JA) is None


@pytest.mark.parametrize(
    ("entry", "asked"),
    [
        ("1つの大学から複数の拠点を応募してもよいですか。", "同じ大学から拠点を2つ応募してもよいですか。"),
        ("1つの大学から複数の拠点を応募してもよいですか。", "一つの大学から複数拠点を応募してもよいでしょうか。"),
        ("1つの大学から複数の拠点を応募してもよいですか。", "本学から2つの拠点を応募できますか。"),
        ("複数の大学が1つの拠点を連名で応募できますか。", "2つの大学が一つの拠点を共同で応募できますか。"),
        ("大学が企業と連名で応募できますか。", "大学は企業と合同で応募できますか。"),
        ("企業と大学が応募できますか。", "大学と企業が応募できますか。"),
        ("Can one university apply for several hubs?", "Can a single university apply for two hubs?"),
    ],
)
def test_the_same_numbers_in_other_words_are_the_same(entry: str, asked: str) -> None:
    assert guard_of(entry).agrees(guard_of(asked)) and guard_of(asked).agrees(guard_of(entry))


def test_the_same_numbers_in_other_words_are_answered(knowledge: Knowledge, known: dict[str, Vectors]) -> None:
    shelf = shelf_of(knowledge, known, published("1つの大学から複数の拠点を応募してもよいですか。", binding=ALWAYS))
    assert shelf.find("一つの大学から複数拠点を応募してもよいでしょうか。", WHEN_OPEN, Language.JA) is not None


def test_time_decides(knowledge: Knowledge, known: dict[str, Vectors]) -> None:
    shelf = shelf_of(knowledge, known, published())
    for moment in (WHEN_OPEN - timedelta(minutes=1), WHEN_CLOSED, datetime(2020, 11, 1, tzinfo=JST)):
        assert shelf.find(KOSEN, moment, Language.JA) is None
    assert shelf.find(KOSEN, WHEN_OPEN + timedelta(days=7), Language.JA) is not None
    assert shelf.find(KOSEN, WHEN_OPEN, Language.EN) is None


def test_another_wording_counts_and_the_newest_of_equals_is_taken(
    knowledge: Knowledge, known: dict[str, Vectors]
) -> None:
    old = published("応募資格について", "古い回答です。", "old", variants=(KOSEN,))
    new = published(KOSEN, "新しい回答です。", "new", approved_at=WHEN_OPEN + timedelta(hours=1))
    for order in ((old, new), (new, old)):
        found = shelf_of(knowledge, known, *order).find(KOSEN, WHEN_OPEN, Language.JA)
        assert found is not None and found.id == "new"
    found = shelf_of(knowledge, known, old).find(KOSEN, WHEN_OPEN, Language.JA)
    assert found is not None and found.id == "old"


def test_what_quotes_a_changed_passage_or_tells_of_a_day_answers_nobody(
    knowledge: Knowledge, known: dict[str, Vectors]
) -> None:
    changed = ELIGIBLE.model_copy(update={"quote": "申請者は企業とし"})
    assert shelf_of(knowledge, known, published(quotes=(changed,))).entries == ()
    today = published("締切はいつですか。", "締切まであと7日です。")
    assert shelf_of(knowledge, known, today).find("締切はいつですか。", WHEN_OPEN, Language.JA) is None


def test_an_entry_is_a_source_whose_sentences_are_its_exact_words(
    knowledge: Knowledge, known: dict[str, Vectors]
) -> None:
    answer = "はい、申請できます。\n\n詳しくは要領をご覧ください!  なお、\n1. 申請書\n2. チェックシート"
    entry = published(answer=answer, quotes=())
    shelf = shelf_of(knowledge, known, entry)
    text, source = shelf.texts["faq:e1"], shelf.sources["faq:e1"]
    assert text == f"{KOSEN}\n{answer}"
    assert (source.title, source.issuer, source.issued_on) == (f"事務局回答: {KOSEN}", "事務局", "2025-08-20")
    assert source.kind == "faq" and not source.is_out(datetime(2025, 8, 19).date())
    told = sentences(entry)
    assert [text[start:end] for _, start, end in told] == [sentence for sentence, _, _ in told]
    assert "".join(sentence for sentence, _, _ in told).replace(" ", "") == "".join(answer.split())
    english = published("Q?", "Yes. It can.", language=Language.EN)
    assert shelf_of(knowledge, known, english).sources["faq:e1"].title == "Answer of the secretariat: Q?"


def test_a_given_vector_is_taken_and_an_empty_shelf_finds_nothing(
    knowledge: Knowledge, known: dict[str, Vectors]
) -> None:
    assert shelf_of(knowledge, known).find(KOSEN, WHEN_OPEN, Language.JA) is None
    vector = np.asarray(knowledge.embedder.embed_query("高専でも申請できますか。"), dtype=np.float32)
    shelf = shelf_of(knowledge, known, published())
    assert shelf.find(KOSEN, WHEN_OPEN, Language.JA, vector) is not None
    assert shelf.find(KOSEN, WHEN_OPEN, Language.JA, -vector) is None


@pytest.mark.slow
def test_other_ways_of_asking_match_and_other_questions_do_not(knowledge: Knowledge) -> None:
    """Every question of dev.jsonl is an entry; each is asked, and so is each other way of asking of paraphrases.py."""
    rows = [json.loads(line) for line in DEV.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if not row.get("earlier")]
    by_language = {
        language: [
            published(row["question"], "回答です。", row["id"], quotes=(), binding=ALWAYS, language=language)
            for row in rows
            if row["language"] == language
        ]
        for language in Language
    }
    known: dict[str, Vectors] = {}
    shelves = {language: FaqShelf.build(entries, knowledge, known) for language, entries in by_language.items()}
    language_of = {row["id"]: Language(row["language"]) for row in rows}
    right = wrong = 0
    for question_id, text in paraphrases():
        found = shelves[language_of[question_id]].find(text, WHEN_OPEN, language_of[question_id])
        if found is not None:
            right, wrong = (right + 1, wrong) if found.id == question_id else (right, wrong + 1)
    gold = {row["id"]: {(g["source_id"], g["quote"][:30]) for g in row["gold"]} for row in rows}
    assert right + wrong >= 0.8 * len(paraphrases())
    assert right >= 0.75 * len(paraphrases())  # the others are another dev question that asks the same
    pairs = []
    for language, entries in by_language.items():
        asked, places = shelves[language]._asked, range(len(entries))
        scores = asked.vectors @ asked.vectors.T
        pairs += [
            (entries[a].id, entries[b].id)
            for a in places
            for b in np.flatnonzero(scores[a] >= 0.93)
            if a < b and asked.guards[a].agrees(asked.guards[int(b)])
            and not is_bound_to_the_hour(entries[a].question)
            and not is_bound_to_the_hour(entries[int(b)].question)
        ]  # fmt: skip
    differing = [pair for pair in pairs if not gold[pair[0]] & gold[pair[1]]]
    assert len(differing) <= 6, differing  # of 330,000 pairs; read one by one, all but one ask the same
