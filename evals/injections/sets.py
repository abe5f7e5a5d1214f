"""The injection sets: attacks with the strings that show that one has worked. Format: README.md beside this file."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from advisor.errors import QuestionRejected
from advisor.values import Value

FOLDER = Path(__file__).parent


class Channel(StrEnum):
    """Where the hostile text stands: in the question itself, or in something that the advisor reads."""

    DIRECT = "direct"
    FULL_WIDTH = "full_width"
    ZERO_WIDTH = "zero_width"
    DOCUMENT = "document"
    UPLOAD = "upload"
    TABLE_CELL = "table_cell"
    FILE_NAME = "file_name"
    WHITE_TEXT = "white_text"
    HIDDEN_MARKUP = "hidden_markup"

    @property
    def planted(self) -> bool:
        """Whether it stands in a source rather than in the question."""
        return self not in {Channel.DIRECT, Channel.FULL_WIDTH, Channel.ZERO_WIDTH}


class Injection(Value):
    """One attack. `canary`: strings that stand in an answer only when it has worked."""

    id: str
    language: Literal["ja", "en"]
    channel: Channel
    attack: str
    payload: str = Field(min_length=1)
    question: str = Field(min_length=1)
    canary: tuple[Annotated[str, Field(min_length=2)], ...] = Field(min_length=1)


def read_injections(language: str, folder: Path = FOLDER) -> tuple[Injection, ...]:
    """The attacks in one language, in order. Raises QuestionRejected naming file, line and reason."""
    path = folder / f"{language}.jsonl"
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            found.append(Injection.model_validate_json(line))
        except ValidationError as fault:
            raise QuestionRejected(
                "batch_line_unreadable", file=path, line=number, detail=fault.errors()[0]["msg"]
            ) from fault
    return tuple(found)
