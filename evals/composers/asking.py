"""Ask a sample of a set of each composer, one line a question, so that a long run can be taken up again."""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from langchain_core.language_models import BaseChatModel

from advisor.answering.flow import answer
from advisor.answering.models import Answer
from advisor.knowledge import Knowledge
from advisor.llm.chat import Chat
from advisor.values import Value
from evals.baselines.answering import context, read_prompt
from evals.baselines.contract import Run
from evals.baselines.running import PACKAGE, run_module
from evals.comparing import task_of
from evals.sets import Item

RAG = "langchain_chroma_e5"  # the chain of the tutorials, with the embedder that the advisor uses as well
_RAG_TIMEOUT_S = 1200.0

Progress = Callable[[str, int, int], None]


class Answered(Value):
    """What code and what the model under the verifier answered, with the seconds of each."""

    id: str
    extractive: Answer
    extractive_s: float
    worded: Answer
    worded_s: float


class ChainSaid(Value):
    """What the plain chain answered."""

    id: str
    text: str
    seconds: float


def sample(items: Sequence[Item], every: int) -> list[Item]:
    """Every so-manieth question of a set, from the first on: all categories in their proportions, never chosen."""
    return list(items[::every])


def ask_composers(
    items: Sequence[Item], knowledge: Knowledge, chat: Chat, file: Path, progress: Progress
) -> list[Answered]:
    """Both composers' answers; those that `file` holds already are not asked again."""
    known = {row.id: row for row in (Answered.model_validate_json(line) for line in _lines(file))}
    with file.open("a", encoding="utf-8") as out:
        for done, item in enumerate(items, start=1):
            if item.id not in known:
                begun = time.perf_counter()
                extractive = answer(item.asked(), knowledge)
                between = time.perf_counter()
                worded = answer(item.asked(), knowledge, chat)
                known[item.id] = Answered(
                    id=item.id,
                    extractive=extractive,
                    extractive_s=between - begun,
                    worded=worded,
                    worded_s=time.perf_counter() - between,
                )
                out.write(known[item.id].model_dump_json() + "\n")
                out.flush()
            progress("composers", done, len(items))
    return [known[item.id] for item in items]


def ask_chain(
    items: Sequence[Item], knowledge: Knowledge, model: BaseChatModel, file: Path, progress: Progress
) -> list[ChainSaid] | str:
    """The plain chain's answers with the same model and documents, or why there are none."""
    known = {row.id: row for row in (ChainSaid.model_validate_json(line) for line in _lines(file))}
    if any(item.id not in known for item in items):
        task = task_of(items, knowledge.texts)
        task_file = file.with_name("chain-task.json")
        task_file.write_text(task.model_dump_json(), encoding="utf-8")
        found = run_module(f"{PACKAGE}.{RAG}", task_file, file.with_name("chain-run.json"), _RAG_TIMEOUT_S)
        if not isinstance(found, Run):
            return found
        prompt = read_prompt()
        with file.open("a", encoding="utf-8") as out:
            for done, question in enumerate(task.questions, start=1):
                if question.id not in known:
                    begun = time.perf_counter()
                    filled = prompt.fill(question=question.text, context=context(found.found[question.id]))
                    text = str(model.invoke(filled).text).strip()
                    known[question.id] = ChainSaid(id=question.id, text=text, seconds=time.perf_counter() - begun)
                    out.write(known[question.id].model_dump_json() + "\n")
                    out.flush()
                progress("chain", done, len(items))
    return [known[item.id] for item in items]


def _lines(file: Path) -> Iterator[str]:
    if file.exists():
        yield from (line for line in file.read_text(encoding="utf-8").splitlines() if line.strip() and json.loads(line))
