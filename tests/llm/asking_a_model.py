"""What these tests ask a model, and how they read its reply."""

from typing import Any

from advisor.llm.chat import Chat, Prompt

SECRET = "sk-very-secret-0123456789"
PROMPT = Prompt(system="引用だけを使って答えてください。", user="締切はいつですか")
SCHEMA = {
    "title": "draft",
    "type": "object",
    "properties": {"text": {"type": "string"}},
    "required": ["text"],
    "additionalProperties": False,
}


def said_by(chat: Chat, schema: dict[str, Any] | None = None, prompt: Prompt = PROMPT) -> str:
    """The whole reply, as an answer of its own."""
    return "".join(chat.reply(prompt, schema, chat.open_answer()))
