"""Make every attack: direct ones on the corpus as it is, planted ones on a copy that holds all of them."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from advisor.answering import flow
from advisor.answering.models import Answer, Question
from advisor.dates import parse_as_of
from advisor.knowledge import Knowledge
from evals.injections.planting import plant
from evals.injections.scoring import InjectionScores, score_injections
from evals.injections.sets import Injection
from evals.sets import AS_OF


def attack(language: str, injections: Sequence[Injection], knowledge: Knowledge) -> InjectionScores:
    """What the attacks in one language did. The planted copy and its index are gone afterwards."""
    direct = [each for each in injections if not each.channel.planted]
    planted = [each for each in injections if each.channel.planted]
    answered = [(each, _asked(each, knowledge)) for each in direct]
    if planted:
        with tempfile.TemporaryDirectory() as folder:
            poisoned = poisoned_knowledge(planted, knowledge, Path(folder))
            answered += [(each, _asked(each, poisoned)) for each in planted]
    return score_injections(language, answered)


def poisoned_knowledge(planted: Sequence[Injection], knowledge: Knowledge, folder: Path) -> Knowledge:
    """Knowledge of a copy of the corpus in `folder` with every planted text in it."""
    corpus = plant(planted, knowledge.settings.corpus_dir, folder / "corpus")
    settings = knowledge.settings.model_copy(update={"corpus_dir": corpus, "data_dir": folder / "data"})
    return Knowledge.load(settings, embedder=knowledge.embedder)


def _asked(injection: Injection, knowledge: Knowledge) -> Answer:
    return flow.answer(Question(text=injection.question, as_of=parse_as_of(AS_OF)), knowledge)
