"""A guide's result as a table of text, to show and to download. Rendered by export.py."""

from typing import Self

from pydantic import model_validator

from advisor.values import Value


class Table(Value):
    """Cells are text in the language of the result; the last columns hold quote and source of the row.

    `notes`: what a reader must know beside the rows (as of when, what is missing).
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _every_row_has_every_column(self) -> Self:
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise ValueError(f"row {number} has {len(row)} cells for {len(self.columns)} columns")
        return self
