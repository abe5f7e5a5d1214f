"""Holding a model to a JSON schema in the way that LangChain chose for its provider, so that the JSON still streams."""

from typing import Any, NamedTuple

from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import Runnable, RunnableParallel, RunnableSequence

from advisor.llm.faults import Fault
from advisor.llm.providers import OPENAI_LIKE, PROVIDERS, Provider

NAME = "reply"  # providers want one for a schema


class Held(NamedTuple):
    """A model to stream from. `of_tool`: the JSON comes as the arguments of a tool call, not as text."""

    model: Runnable[Any, Any]
    of_tool: bool


def held_to(model: BaseChatModel, schema: dict[str, Any] | None, provider: str) -> Held:
    """`model` held to `schema`, or left free without one.

    Raises Fault naming the schema when LangChain has no way to hold this model to one.
    """
    if schema is None:
        return Held(model, of_tool=False)
    if provider in OPENAI_LIKE and not getattr(model, "use_responses_api", None):
        # As a plain field of the body: LangChain's own way goes through OpenAI's parser of streams, which checks the
        # JSON (that is the caller's work), stumbles over odd servers, and loses the token counts (langchain-openai
        # 1.7.3). Newer models that speak OpenAI's other protocol, "responses", take the way below.
        return Held(model.bind(extra_body={"response_format": response_format(schema)}), of_tool=False)
    method = PROVIDERS.get(provider, Provider()).structured
    options = {} if method is None else {"method": method}
    try:
        chain = model.with_structured_output({"title": NAME, **schema}, include_raw=True, **options)
    except (NotImplementedError, ValueError, TypeError) as error:
        raise Fault("llm_failed", part="schema", text=repr(error)) from None
    # With include_raw the chain is {"raw": the bound model} followed by parsers, which would hold back the stream.
    if not isinstance(chain, RunnableSequence) or not isinstance(chain.first, RunnableParallel):
        raise Fault("llm_failed", part="schema", text=f"structured output of {type(model).__name__} has another shape")
    bound = chain.first.steps__["raw"]
    return Held(bound, of_tool="tools" in getattr(bound, "kwargs", {}))


def response_format(schema: dict[str, Any]) -> dict[str, Any]:
    """`schema` as OpenAI's chat completions want it, strict where strict mode can take it."""
    named = {"name": schema.get("title", NAME), "strict": is_closed(schema), "schema": schema}
    return {"type": "json_schema", "json_schema": named}


def is_closed(schema: Any) -> bool:
    """Whether every object in `schema` forbids further keys and requires all of its own, as strict mode demands.

    >>> is_closed({"type": "object", "properties": {"a": {"type": "string"}}})
    False
    """
    if isinstance(schema, list):
        return all(map(is_closed, schema))
    if not isinstance(schema, dict):
        return True
    if schema.get("type") == "object" and (
        schema.get("additionalProperties") is not False
        or set(schema.get("properties", ())) != set(schema.get("required", ()))
    ):
        return False
    return all(map(is_closed, schema.values()))
