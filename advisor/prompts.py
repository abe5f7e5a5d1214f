"""Prompts: one Markdown file each in prompts/, with a header that says what it is for. Loaded once."""

from functools import lru_cache
from pathlib import Path
from string import Template
from typing import Any

import yaml
from pydantic import ConfigDict, Field, ValidationError

from advisor.errors import ServiceFault
from advisor.llm.chat import Prompt
from advisor.settings import bundled
from advisor.values import Value

_ECHO_LETTERS = 20
_USER = "\n=== user ===\n"


class PromptFile(Value):
    """A prompt: its header, what the model is told to do, and what it is given. `$name` stands for an input."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    purpose: str
    version: int = Field(ge=1)
    inputs: tuple[str, ...]
    output: dict[str, Any] | str  # a JSON schema, or what plain text it is
    system: str
    user: str

    @property
    def reply_schema(self) -> dict[str, Any] | None:
        """The JSON schema that the reply is held to; None: it is plain text."""
        return self.output if isinstance(self.output, dict) else None

    def fill(self, **inputs: str) -> Prompt:
        """Both parts with every input in its place. Raises KeyError when one is missing."""
        return Prompt(system=Template(self.system).substitute(inputs), user=Template(self.user).substitute(inputs))


@lru_cache(maxsize=32)
def load_prompt(name: str, folder: Path | None = None) -> PromptFile:
    """The prompt of that id. Raises ServiceFault naming the file when it cannot be read as one."""
    path = (folder or bundled("prompts")) / f"{name}.md"
    try:
        _, header, body = path.read_text(encoding="utf-8").split("---\n", 2)
        system, user = body.split(_USER)
        return PromptFile(**yaml.safe_load(header), system=system.strip(), user=user.strip())
    except (OSError, ValueError, TypeError, yaml.YAMLError, ValidationError) as wrong:
        raise ServiceFault("prompt_unreadable", file=path.name) from wrong


def is_from_prompt(sentence: str, names: tuple[str, ...] = ("compose", "repair", "understand")) -> bool:
    """Whether a sentence stands in what a model is told: it is echoed then, and answers nothing."""
    plain = _letters(sentence)
    return len(plain) >= _ECHO_LETTERS and any(plain in _letters(load_prompt(name).system) for name in names)


def _letters(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalnum())
