"""What a language model answers from the pieces that a baseline found: the plain RAG of the tutorials.

The model is the same for every system, so that answers differ only in what was found.
"""

from collections.abc import Sequence
from pathlib import Path
from string import Template

import yaml
from langchain_core.language_models import BaseChatModel
from pydantic import Field

from evals.baselines.contract import Data, Found, Run, Task

PROMPT_FILE = Path(__file__).resolve().parents[2] / "prompts" / "baseline-rag.md"
PIECES = 5  # the tutorials' retrievers hand over 2 to 5; the most generous of them


class Prompt(Data):
    """A prompt file: what its front matter says, and the text with `$name` where a variable goes."""

    id: str
    purpose: str
    version: int = Field(ge=1)
    variables: tuple[str, ...]
    output: str
    text: str

    def fill(self, **values: str) -> str:
        """The text with every variable in its place. Raises KeyError when one is missing."""
        return Template(self.text).substitute(values)


def read_prompt(path: Path = PROMPT_FILE) -> Prompt:
    """The prompt in the file. Raises ValueError when its front matter is not closed or lacks a field."""
    _, header, text = path.read_text(encoding="utf-8").split("---\n", 2)
    return Prompt(**yaml.safe_load(header), text=text.strip())


def make_model(name: str) -> BaseChatModel:
    """The chat model of that name (`provider:model`), with the keys that its provider expects in the environment."""
    from langchain.chat_models import init_chat_model  # noqa: PLC0415  an extra

    model: BaseChatModel = init_chat_model(name)
    return model


def answers(task: Task, run: Run, model: BaseChatModel) -> dict[str, str]:
    """By question id: what the model says from the first pieces that the run found, white space around it taken off."""
    prompt = read_prompt()
    return {
        question.id: str(
            model.invoke(prompt.fill(question=question.text, context=context(run.found[question.id]))).text
        ).strip()
        for question in task.questions
    }


def context(found: Sequence[Found]) -> str:
    """The first pieces, best first, a blank line between them."""
    return "\n\n".join(piece.text for piece in found[:PIECES])
