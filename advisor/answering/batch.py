"""Many questions in one go: JSON lines in and out, in the same order; the output appears whole or not at all."""

import json
from pathlib import Path

from advisor.answering.flow import answer
from advisor.answering.models import Question
from advisor.dates import parse_as_of
from advisor.errors import AdvisorError, ServiceFault
from advisor.json_lines import read_json_lines
from advisor.knowledge import Knowledge
from advisor.llm.chat import Chat
from advisor.messages import Language
from advisor.values import Value


class BatchLine(Value):
    """A line in. Lines of one `conversation` are its turns, in order."""

    id: str
    question: str
    as_of: str | None = None
    conversation: str | None = None
    language: Language | None = None


def answer_batch(source: Path, target: Path, knowledge: Knowledge, chat: Chat | None = None) -> int:
    """Answer every line of `source` into `target`. Returns how many.

    A question that cannot be taken becomes a line `{"id", "question", "error": {"code", "message"}}`.
    Raises ServiceFault when `target` cannot be written.
    """
    lines = read_json_lines(source, BatchLine)
    earlier: dict[str, tuple[str, ...]] = {}
    temporary = target.with_name(f"{target.name}.part")
    try:
        with temporary.open("w", encoding="utf-8") as out:
            for line in lines:
                before = earlier.get(line.conversation, ()) if line.conversation else ()
                out.write(_answer_line(line, before, knowledge, chat) + "\n")
                if line.conversation:
                    earlier[line.conversation] = (*before, line.question)
        temporary.replace(target)
    except OSError as fault:
        temporary.unlink(missing_ok=True)
        raise ServiceFault("file_unwritable", file=target, detail=fault.strerror or fault) from fault
    return len(lines)


def _answer_line(line: BatchLine, earlier: tuple[str, ...], knowledge: Knowledge, chat: Chat | None) -> str:
    try:
        moment = parse_as_of(line.as_of)
        asked = Question(text=line.question, as_of=moment, language=line.language, earlier=earlier)
        return answer(asked, knowledge, chat).model_copy(update={"id": line.id}).model_dump_json()
    except AdvisorError as fault:
        error = {"code": fault.code, "message": fault.user_message(line.language or Language.JA)}
        return json.dumps({"id": line.id, "question": line.question, "error": error}, ensure_ascii=False)
