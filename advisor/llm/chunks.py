"""What a chunk of a LangChain stream says: its text, the tokens it reports, and why the reply ended. Pure."""

from typing import Any

CUT_AT_LIMIT = {"length", "max_tokens"}  # OpenAI, Ollama; Anthropic, Google (in capitals)
ENDINGS = ("finish_reason", "stop_reason", "done_reason")  # OpenAI and Google; Anthropic; Ollama


def text_of(chunk: Any, of_tool: bool) -> str:
    """The text of a chunk. `of_tool`: the JSON of a tool call is the reply, and text beside it is not."""
    calls = "".join(call.get("args") or "" for call in getattr(chunk, "tool_call_chunks", None) or ())
    if of_tool:
        return calls
    content = chunk.content
    if isinstance(content, str):
        return content
    blocks = [block if isinstance(block, str) else _text_block(block) for block in content]
    return "".join(blocks)


def _text_block(block: Any) -> str:
    text = block.get("text") if isinstance(block, dict) and block.get("type", "text") == "text" else None
    return text if isinstance(text, str) else ""


def tokens_of(chunk: Any) -> tuple[int, int] | None:
    """Tokens in and out that the chunk reports, if it does."""
    usage = getattr(chunk, "usage_metadata", None)
    if not usage:
        return None
    return int(usage.get("input_tokens") or 0), int(usage.get("output_tokens") or 0)


def ending_of(chunk: Any) -> str | None:
    """Why the reply ended, in lower case, on the chunk that says so."""
    metadata = getattr(chunk, "response_metadata", None) or {}
    found = next((metadata[name] for name in ENDINGS if metadata.get(name)), None)
    return None if found is None else str(found).lower()
