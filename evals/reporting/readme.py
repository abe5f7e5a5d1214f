"""The README's tables, replaced where they stand. Needs nothing that draws."""

from pathlib import Path

from evals.reporting.markdown import in_document

README = Path(__file__).resolve().parents[2] / "README.md"


def write_into_readme(name: str, text: str, readme: Path = README) -> None:
    """Replace the README's block `name`. Raises ValueError when it has none."""
    readme.write_text(in_document(readme.read_text(encoding="utf-8"), name, text), encoding="utf-8")
