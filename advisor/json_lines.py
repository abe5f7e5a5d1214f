"""Files of JSON lines, read into values: one line that cannot be read is named, and nothing is taken."""

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from advisor.errors import QuestionRejected

Line = TypeVar("Line", bound=BaseModel)


def read_json_lines(path: Path, kind: type[Line]) -> list[Line]:
    """The lines of a file as values of `kind`; empty ones are passed over. Raises QuestionRejected naming file, line
    and reason."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise QuestionRejected("batch_unreadable", file=path, detail=fault) from fault
    found = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            found.append(kind.model_validate_json(line))
        except ValidationError as fault:
            detail = "; ".join(f"{'.'.join(map(str, e['loc'])) or '-'}: {e['msg']}" for e in fault.errors())
            raise QuestionRejected("batch_line_unreadable", file=path, line=number, detail=detail) from fault
    return found
