"""The marks in the cells of a table (○, ×, 有, 無): what a row that is told in a line says by them. Pure."""

import re

from advisor.folding import search_form

_YES = re.compile(r"(?:○|◯|〇|●|◎|✓|✔|☑|レ|有り?|あり|ある|済み?|はい|可|適|yes|実施|整備済み?|策定済み?|実施済み?)")
_NO = re.compile(
    r"(?:×|✕|✗|✖|無し?|なし|ない|未|いいえ|否|不可|不適|no|none|未(?:整備|策定|制定|設置|実施|対応|導入|作成))"
)
_SILENT = re.compile(r"(?:[-ー—―–‐/△▲?]+|n/?a|不明|未定|確認中)")
# Column heads that ask for a mark.
ASKS_A_MARK = re.compile(
    r"(?:有無|整備|整備状況|実施|実施状況|策定状況|設置状況|対応|対応状況|状況|チェック|該当|はい|いいえ|有|無|可否|適否|要否)$"
)


def marked(folded: str) -> bool | None:
    """What a row like `名: 列 値、列 値` (a search form) says by its first mark, None when it has none.

    A mark under a head that is itself a yes or a no (無 ○) says what the head says.

    >>> marked("利益相反の規程: 有無 ×"), marked("利益相反の規程: 有 ○"), marked("利益相反の規程: 所管 総務課")
    (False, True, None)
    """
    _, colon, values = folded.rstrip("。").partition(":")
    if not colon:
        return None
    for value in values.split("、"):
        head, _, mark = value.strip().rpartition(" ")
        if _YES.fullmatch(mark):
            return not _NO.fullmatch(head)
        if _NO.fullmatch(mark) and not _NO.fullmatch(head):
            return False
    return None


def leaves_open(header: tuple[str, ...], cells: tuple[str, ...]) -> bool:
    """Whether a row has a column for a mark, and every such cell is empty or says nothing (-, △)."""
    asked = [
        search_form(cell)
        for head, cell in zip(header, cells, strict=False)
        if ASKS_A_MARK.search(search_form(head).strip())
    ]
    return bool(asked) and all(not cell or _SILENT.fullmatch(cell) for cell in asked)
