"""One tiny reply, to see whether the chat model that is set works, and how."""

import json
import time

from advisor.llm.chat import Chat, Prompt
from advisor.settings import Settings
from advisor.values import Value

PATIENCE_S, LIMIT_S = 15.0, 30.0  # to each piece, and for the whole
PROMPT = Prompt(system='Reply with the JSON object {"ok": true} and nothing else.', user="ok?")
SCHEMA = {
    "title": "reply",
    "type": "object",
    "properties": {"ok": {"type": "boolean"}},
    "required": ["ok"],
    "additionalProperties": False,
}


class Probe(Value):
    """What came of it: the seconds to the whole reply, and whether it was held to a JSON schema."""

    seconds: float
    structured: bool
    refused: tuple[str, ...]  # parts of a request that the server does not take: advisor.llm.faults.PARTS


def probe(settings: Settings) -> Probe:
    """Ask the chat model for a tiny reply, once. It counts towards the day's budget. Raises LlmFailed."""
    chat = Chat(
        settings.model_copy(
            update={
                "chat_timeout_s": min(settings.chat_timeout_s, PATIENCE_S),
                "chat_answer_s": min(settings.chat_answer_s, LIMIT_S),
                "chat_retries": 0,
            }
        )
    )
    begun = time.monotonic()
    said = "".join(chat.reply(PROMPT, SCHEMA, chat.open_answer()))
    return Probe(
        seconds=time.monotonic() - begun,
        structured="schema" not in chat.refused and _is_object(said),
        refused=tuple(sorted(chat.refused)),
    )


def _is_object(said: str) -> bool:
    try:
        return isinstance(json.loads(said), dict)
    except ValueError:
        return False
