"""Which of the words of a table's row ask for the answer, which group it, and which only explain. Pure."""

import re

from advisor.forms.docx_blocks import Cell
from advisor.forms.docx_cells import CellKind
from advisor.forms.docx_heads import GENERIC_HEAD, Heads
from advisor.forms.docx_hints import KindOf
from advisor.forms.docx_items import Question, is_bare_number, words_of
from advisor.forms.labels import read_label

_ASKING_HEAD = re.compile(
    r"(?:確認|チェック|審査|評価|点検|記載|調査|申請)?(?:事項|項目|内容)$|質問|設問|問$|要件|条件|指標|名称$|item|question",
    re.IGNORECASE,
)
_EXPLAINING_HEAD = re.compile(
    r"(?:観点|説明|補足|要領|留意|注意|ポイント|定義|趣旨|考え方|備考|参考|例)(?:事項|点)?$|記[入載]例|notes?$|guidance|example",
    re.IGNORECASE,
)
_LONG = 45  # characters: what is longer beside a shorter label explains it


def question_in(
    words: list[Cell], heads: Heads, kind: KindOf, path: tuple[str, ...], last: bool = True
) -> Question | None:
    """What a row asks by the cells `words`: nearest to the room (`last`: it stands behind them), or under a head that
    says so. A cell that only counts gives the number, others before the question group it, explanations are notes.

    None where nothing but numbers stands there.
    """
    said = [cell for cell in words if not is_bare_number(cell.text)]
    if not said:
        return None
    plain = [cell for cell in said if not _explains(cell, heads, kind)] or said
    asking = [cell for cell in plain if _ASKING_HEAD.search(_head(cell, heads))]
    own = asking[-1] if asking else plain[-1 if last else 0]
    groups = tuple(words_of(cell.text) for cell in plain if cell.left < own.left)
    notes = tuple(
        " ".join(cell.text.split()) for cell in said if cell is not own and (cell not in plain or cell.left > own.left)
    )
    return Question(text=f"{_number(words, own)}{own.text}", notes=notes, path=(*path, *groups))


def under_head(row: Question | None, head: str, path: tuple[str, ...], is_remark: bool) -> Question:
    """What is asked in a column: by the row's question, by the head of the column, or by both.

    `is_remark`: the row's question is answered in another column.
    """
    if row is None:
        return Question(text=head, path=path)
    if not head or (GENERIC_HEAD.match(head.strip()) and not is_remark):
        return row
    if is_remark:
        return Question(text=head, path=(*row.path, words_of(row.text)))
    own, label = read_label(row.text), read_label(head)
    limit = f"({label.limit_chars}字以内)" if label.limit_chars is not None else ""
    notes = tuple(said for said in (own.instruction, label.instruction) if said)
    number = f"{own.number}. " if own.number.isdecimal() else f"{own.number} " if own.number else ""
    text = f"{number}{own.label or row.text}（{label.label or head}）{limit}"
    return Question(text=text, notes=(*row.notes, *notes), path=row.path)


def _head(cell: Cell, heads: Heads) -> str:
    return " ".join(heads.get(cell.left, "").split())


def _explains(cell: Cell, heads: Heads, kind: KindOf) -> bool:
    head = _head(cell, heads)
    if kind(cell) is CellKind.GUIDE or _EXPLAINING_HEAD.search(head):
        return True
    if _ASKING_HEAD.search(head):
        return False
    lines = [line for line in cell.text.splitlines() if line.strip()]
    listed = len(lines) > 1 and all(line.strip().startswith(("・", "-", "○", "※")) for line in lines)
    return listed or len(words_of(cell.text)) > _LONG


def _number(words: list[Cell], own: Cell) -> str:
    """The number that stands in a cell of its own, as a label begins with it."""
    numbers = [cell.text.strip() for cell in words if is_bare_number(cell.text)]
    if not numbers or read_label(own.text).number:
        return ""
    return f"{numbers[-1]}. " if numbers[-1].isdecimal() else f"{numbers[-1]} "
