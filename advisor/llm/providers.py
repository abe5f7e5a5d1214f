"""Making a LangChain chat model from the settings: the only module that knows how providers name things."""

import re
from typing import Any, NamedTuple

from langchain_core.language_models import BaseChatModel

from advisor.llm.faults import NO_KEY, Fault
from advisor.settings import Settings


class Provider(NamedTuple):
    """What one provider calls the limit of a reply and the time limit, which pip extra brings it, how it holds to JSON.

    `structured`: a `method` of with_structured_output, where LangChain's default is not the best one.
    """

    output_limit: str = "max_tokens"
    timeout: str = "timeout"
    extra: str | None = None
    structured: str | None = None


# Others of init_chat_model take the same names as OpenAI, as far as they follow LangChain's standard parameters.
PROVIDERS = {
    "openai": Provider(extra="llm"),
    "azure_openai": Provider(extra="llm"),
    "anthropic": Provider(extra="llm-providers"),
    # The default of langchain-google-genai 3.2, a tool call, loses the schema's properties.
    "google_genai": Provider(output_limit="max_output_tokens", extra="llm-providers", structured="json_schema"),
    "ollama": Provider(output_limit="num_predict", timeout="client_kwargs", extra="llm-providers"),
}
OPENAI_LIKE = {"openai", "azure_openai"}  # count the tokens of a stream only when asked to


def provider_of(name: str) -> str:
    """The provider in a model's name, `openai` of `openai:gpt-x`; empty where LangChain has to guess it.

    >>> provider_of("ollama:qwen3:8b"), provider_of("gpt-x")
    ('ollama', '')
    """
    return name.partition(":")[0] if ":" in name else ""


def make_model(settings: Settings, without: frozenset[str]) -> BaseChatModel:
    """The chat model that the settings name, without the parts that its server refused (advisor.llm.faults.PARTS).

    Raises Fault for a missing package, an unknown provider, or a missing key.
    """
    from langchain.chat_models import init_chat_model  # noqa: PLC0415  half a second, only when a reply is wanted

    name = settings.chat_model or ""
    provider = provider_of(name)
    try:
        model: BaseChatModel = init_chat_model(name, **_parameters(settings, provider, without))
    except ImportError as error:
        raise Fault("llm_package_missing", text=repr(error), package=_package(provider, str(error))) from None
    except Exception as error:  # noqa: BLE001  every provider checks its parameters in its own way
        text = f"{type(error).__name__} {error}"
        raise Fault("llm_refused_key" if NO_KEY.search(text) else "llm_model_unknown", text=text) from None
    return model


def _package(provider: str, text: str) -> str:
    """What to install: our extra where it has the provider, else the package that LangChain names."""
    extra = PROVIDERS.get(provider, Provider()).extra
    named = re.search(r"pip install ([\w-]+)", text)
    return f"jhub-advisor[{extra}]" if extra or not named else named[1]


def _parameters(settings: Settings, provider: str, without: frozenset[str]) -> dict[str, Any]:
    names = PROVIDERS.get(provider, Provider())
    limit: Any = settings.chat_timeout_s
    found: dict[str, Any] = {
        names.output_limit: settings.chat_reply_tokens,
        names.timeout: {"timeout": limit} if names.timeout == "client_kwargs" else limit,
    }
    if provider != "ollama":  # which never retries
        found["max_retries"] = 0  # retries are ours: two layers would multiply them
    if "temperature" not in without:
        found["temperature"] = settings.chat_temperature
    if provider in OPENAI_LIKE and "stream_usage" not in without:
        found["stream_usage"] = True
    if settings.chat_base_url is not None:
        found["base_url"] = settings.chat_base_url
    if settings.chat_api_key is not None and provider != "ollama":
        found["api_key"] = settings.chat_api_key.get_secret_value()
    return found
