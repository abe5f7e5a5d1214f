"""Ask, score and tabulate the composers with the chat model that is set."""

from pathlib import Path

from advisor.errors import ServiceFault
from advisor.knowledge import Knowledge
from advisor.llm.chat import Chat
from advisor.llm.providers import make_model
from advisor.settings import Settings
from evals.composers.asking import Progress, ask_chain, ask_composers, sample
from evals.composers.scoring import score_chain, score_composers, table
from evals.sets import SetName, read_set


def compare_composers(settings: Settings, every: int, folder: Path, progress: Progress) -> str:
    """The table as Markdown; what was said is kept in `folder`, and a run that was cut short is taken up again.

    Raises ServiceFault when no chat model is set.
    """
    if settings.chat_model is None:
        raise ServiceFault("chat_model_unset")
    folder.mkdir(parents=True, exist_ok=True)
    items = sample(read_set(SetName.DEV), every)
    knowledge = Knowledge.load(settings)
    answered = ask_composers(items, knowledge, Chat(settings), folder / "composers.jsonl", progress)
    corpus = list(knowledge.texts.values())
    rows = score_composers(items, answered, corpus, settings.chat_model)
    said = ask_chain(items, knowledge, make_model(settings, frozenset()), folder / "chain.jsonl", progress)
    if isinstance(said, str):
        return table(rows) + f"\nplain RAG: left out, {said}\n"
    return table([*rows, score_chain(items, answered, said, corpus, settings.chat_model)])
