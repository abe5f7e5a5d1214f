"""advisor/corpus/glossary.py: other names for the words of a question."""

from pathlib import Path

import pytest

from advisor.corpus.glossary import Glossary, Term, load_glossary
from advisor.errors import CorpusError
from advisor.knowledge import Knowledge

SMALL = Glossary(
    (
        Term(ja="高等専門学校", also=("高専",), en=("college of technology",)),
        Term(ja="人工知能", en=("AI",)),
        Term(ja="締切", also=("〆切",), en=("deadline",)),
    )
)


def test_a_colloquial_word_brings_the_official_one() -> None:
    terms = SMALL.expand("高専は出せる?")
    assert "高専" in terms.asked
    assert "高等専門学校" in terms.expansion


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("高専と〆切について", {"高等専門学校", "締切"}),
        ("Colleges of technology", set()),
        ("a COLLEGE OF TECHNOLOGY", {"高等専門学校"}),
        ("the deadlines", {"締切"}),
        ("AIの拠点", {"人工知能"}),
        ("in the air", set()),
        ("天気は", set()),
    ],
)
def test_names_are_seen_as_whole_words(question: str, named: set[str]) -> None:
    assert SMALL.named(question) == named
    assert SMALL.mentions(question) is bool(named)


def test_aliases_are_all_names_of_the_term() -> None:
    assert set(SMALL.aliases("高専")) == {"高等専門学校", "高専", "college of technology"}
    assert SMALL.aliases("大学") == ()


@pytest.mark.parametrize(
    ("colloquial", "official"),
    [
        ("Jイノベ", "地域オープンイノベーション拠点選抜制度"),
        ("サポイン", "戦略的基盤技術高度化支援事業"),
        ("KOSEN", "高等専門学校"),
    ],
)
def test_the_real_glossary(knowledge: Knowledge, colloquial: str, official: str) -> None:
    assert official in knowledge.glossary.named(f"{colloquial}について")


@pytest.mark.parametrize(
    "content",
    ["terms: [{ja: ''}]", "terms: [{ja: 締切, also: ['　']}]", "terms: [{jp: 締切}]", "terms: {", "words: []"],
)
def test_a_spoiled_glossary_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "glossary.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(CorpusError, match=r"glossary\.yaml"):
        load_glossary(tmp_path)


def test_a_missing_glossary_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"glossary\.yaml"):
        load_glossary(tmp_path)
