"""The boxes of a choice: which of them says yes, no, or that it is not known. Pure."""

import re

from advisor.drafting.model import Proposal
from advisor.folding import search_form
from advisor.forms.model import FormItem

# Of the words beside a box, the first that fits: 未確認 is not known before it can be a no, 未実施 a no before a yes.
_UNKNOWN = re.compile(r"^(?:不明|わから|分から|要確認|未確認|確認中|検討中|その他|どちら|unknown|n/?a\b)")
# Under way, planned, in part, or not asked: neither a yes nor a no.
_NEITHER = re.compile(
    r"(?<!実施)(?<!運用)(?<!稼働)(?<!活動)中$|予定|計画|準備|検討|途中|今後|一部|不十分|^要.|適用な|(?:問題|支障|異常|不備)(?:は)?な"
)
_NO = re.compile(
    r"^(?:いいえ|否|無|なし|ない|未|非|不適|不可|不要|×|✕|✗|no\b)|(?:ない|なかった|ず|せん|せんでした|なし|無し|無い|未了)$"
)
_YES = re.compile(
    r"^(?:はい|有(?![料限機識])|あり|ある|済|適(?:合|切|正)?(?:する|している)?$|○|〇|◯|✓|yes\b|可$|要$)"
    r"|^(?:実施|整備|対応|確認|該当|策定|設置|制定|運用|稼働|活動|導入)(?:中|あり|有り?|する|した|できる|可)?$|済み?$"
    r"|[てで](?:いる|ある|おり|います|おります|あります)$|(?:した|しました|された|する|します|できる|できます|満たす)$"
)
_LONE = re.compile(r"^(?:|チェック|確認|check|レ|✓)$")


def meaning(option: str) -> Proposal | None:
    """What an option stands for in a question of yes or no; None when it is no such option."""
    folded = re.sub(r"\([^)]*\)|^\s*(?:\d{1,2}[.)]?|[a-z][.)])\s+(?=\S)|^[□☐]\s*", "", search_form(option)).strip(
        "。. "
    )
    if _UNKNOWN.search(folded):
        return Proposal.UNKNOWN
    if _NO.search(folded) and not _NEITHER.search(folded):
        return Proposal.NO
    return Proposal.YES if _YES.search(folded) and not _NEITHER.search(folded) else None


def options_for(item: FormItem, proposal: Proposal) -> tuple[str, ...] | None:
    """The options to tick for a proposal, none when the form has no box for it. None: it is no yes-or-no question.

    A lone box is ticked for what the word beside it says; one without such a word (a statement to confirm) for a yes.
    """
    if len(item.options) == 1 or all(_LONE.match(search_form(option)) for option in item.options):
        wanted = meaning(item.options[0]) or Proposal.YES
        return item.options[:1] if proposal is wanted else ()
    meanings = [(option, meaning(option)) for option in item.options]
    if {Proposal.YES, Proposal.NO} - {found for _, found in meanings}:
        return None
    return tuple(option for option, found in meanings if found is proposal)[:1]


_TYPES = {"international": "国際展開型", "regional": "地域貢献型"}


def type_options(item: FormItem) -> dict[str, str]:
    """The options that name the two types, by type; empty where the boxes are something else."""
    named = {kind: option for kind, name in _TYPES.items() for option in item.options if name in search_form(option)}
    return named if len(named) == len(_TYPES) else {}
