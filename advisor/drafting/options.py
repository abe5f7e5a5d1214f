"""The boxes of a choice: which of them says yes, no, or that it is not known. Pure."""

import re

from advisor.drafting.model import Proposal
from advisor.folding import search_form
from advisor.forms.model import FormItem

# Of the words beside a box; what begins with 無 or 未 is a no before it can be a yes (実施 in 未実施).
_WORDS = {
    Proposal.UNKNOWN: re.compile(r"^(?:不明|わから|分から|要確認|未確認|検討中|その他|unknown|n/?a)"),
    Proposal.NO: re.compile(
        r"^(?:いいえ|否|無|なし|ない|未|非該当|該当し?な|該当なし|不適|×|✕|no\b|不可|不要|実施していない|整備していない)"
    ),
    Proposal.YES: re.compile(r"^(?:はい|有|あり|ある|実施|整備|済|適|該当|○|〇|◯|yes\b|可|対応|要|確認|している|した)"),
}
_LONE = re.compile(r"^(?:|チェック|確認|check|レ|✓)$")


def meaning(option: str) -> Proposal | None:
    """What an option stands for in a question of yes or no; None when it is no such option."""
    folded = search_form(option).strip("。. ")
    return next((proposal for proposal, pattern in _WORDS.items() if pattern.search(folded)), None)


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
