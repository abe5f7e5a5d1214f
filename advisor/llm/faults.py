"""What a provider raises, as one of our codes: the only place that knows their errors.

Providers share neither classes nor an HTTP library (httpx, httpx2, requests), so an error is told by what it calls
itself and by its HTTP status. LangChain's own `ModelError` classes are among the names.
"""

import re
from collections.abc import Callable
from typing import Any

from advisor.errors import LlmFailed

TIMED_OUT = {"TimeoutError", "TimeoutException", "APITimeoutError", "ModelTimeoutError", "Timeout"}
UNREACHABLE = {"ConnectionError", "TransportError", "APIConnectionError", "ModelConnectionError"}
NOT_OFFERED = {"NotImplementedError"}  # by LangChain: this model cannot be held to a schema

# Parts of a request that some servers do not know, by the words in which they say so. What is refused is left out from
# then on. Sources: OpenAI's reasoning models refuse `temperature`, older servers `stream_options`.
PARTS = {
    "temperature": re.compile("temperature"),
    "stream_usage": re.compile("stream_options|include_usage"),
    "schema": re.compile("response_format|json_schema|grammar|structured output"),
}
BAD_REQUEST = {400, 415, 422, 501}

NO_KEY = re.compile("api[_ -]?key|credential", re.I)


class Fault(Exception):
    """A failed attempt. `again`: another attempt may succeed. `sick`: it speaks against the server's health.

    `part`: what the server refused of the request, a key of PARTS, where that can be told. `text`: what the provider
    said; for the log at DEBUG only.
    """

    def __init__(
        self,
        code: str,
        *,
        again: bool = False,
        sick: bool = False,
        part: str | None = None,
        pause_s: float = 0.0,
        text: str = "",
        **values: object,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.again = again
        self.sick = sick
        self.part = part
        self.pause_s = pause_s  # the server asks to wait so long (Retry-After)
        self.text = text
        self.values = values

    def for_the_user(self) -> LlmFailed:
        """The error that leaves this package; it carries nothing of what the provider said."""
        return LlmFailed(self.code, **self.values)


def fault_of(error: Exception, started: bool) -> Fault:
    """The fault that `error` of a provider amounts to; `started`: a part of the reply had come already."""
    names = {kind.__name__ for kind in type(error).__mro__}
    status = status_of(error)
    text = f"{type(error).__name__} {status or ''} {error}"
    if started:
        return _in_mid_stream(names, text)
    if names & TIMED_OUT or status in {408, 504}:
        return Fault("llm_timeout", again=True, sick=True, text=text)
    if names & NOT_OFFERED:
        return Fault("llm_failed", part="schema", text=text)
    if status is not None:
        return _by_status(status, error, text)
    if names & UNREACHABLE:
        return Fault("llm_unreachable", again=True, sick=True, text=text)
    if NO_KEY.search(text):
        return Fault("llm_refused_key", text=text)
    return Fault("llm_failed", sick=True, text=text)


def status_of(error: Exception) -> int | None:
    """The HTTP status that the error carries, where its provider keeps one."""
    for holder in (error, getattr(error, "response", None)):
        for name in ("status_code", "code"):
            value = getattr(holder, name, None)
            if isinstance(value, int) and not isinstance(value, bool) and 400 <= value <= 599:
                return value
    return None


def _in_mid_stream(names: set[str], text: str) -> Fault:
    if "LengthFinishReasonError" in names:  # openai, when the JSON was cut at the output limit
        return Fault("llm_reply_too_long", text=text)
    if names & TIMED_OUT:
        return Fault("llm_timeout", sick=True, text=text)
    if names & UNREACHABLE:
        return Fault("llm_cut_off", sick=True, text=text)
    return Fault("llm_failed", sick=True, text=text)


def _by_status(status: int, error: Exception, text: str) -> Fault:
    if status in {401, 403}:
        return Fault("llm_refused_key", text=text)
    if status == 404:
        return Fault("llm_model_unknown", text=text)
    if status == 429:
        return Fault("llm_rate_limited", again=True, sick=True, pause_s=_retry_after_s(error), text=text)
    if status in BAD_REQUEST:
        return Fault("llm_failed", part=refused_part(text), text=text)
    return Fault("llm_failed", again=status >= 500, sick=status >= 500, part=_named_part(text), text=text)


def refused_part(text: str) -> str:
    """The part of the request that a refusal names; the schema when it names none, since that is the likeliest.

    >>> refused_part("Unsupported value: 'temperature' does not support 0 with this model")
    'temperature'
    """
    return _named_part(text) or "schema"


def _named_part(text: str) -> str | None:
    # llama.cpp answers 500 when it cannot make a grammar of a schema.
    lowered = text.lower()
    return next((part for part, words in PARTS.items() if words.search(lowered)), None)


def _retry_after_s(error: Exception) -> float:
    get: Callable[[str], Any] = getattr(getattr(getattr(error, "response", None), "headers", None), "get", lambda _: 0)
    try:
        return max(0.0, float(get("retry-after") or 0))
    except (TypeError, ValueError):
        return 0.0  # a date; our own pause will do
