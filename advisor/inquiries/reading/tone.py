"""The tone of an inquiry: anger and reminders, and orders to whatever answers it. Pure."""

from collections.abc import Sequence

from advisor.drafting.orders import gives_orders
from advisor.folding import search_form
from advisor.inquiries.reading.cues import cue

_LONGEST = 4_000  # characters of a text that are looked at at once
_MACHINE = "tone.orders.to_machine"


def complains(sentences: Sequence[str]) -> bool:
    """Whether one of the sentences complains, or reminds of an answer that did not come."""
    folded = [search_form(sentence[:_LONGEST]) for sentence in sentences]
    return any(cue("tone.complaint.ja").search(each) or cue("tone.complaint.en").search(each) for each in folded)


def is_order(folded: str) -> bool:
    """Whether a sentence (its search form) tells whatever answers the mail what to say.

    To ask for an answer, or for leave to say something, is no order.

    >>> is_order("企業も応募できると返信してください。"), is_order("企業も応募できると回答してよろしいでしょうか。")
    (True, False)
    """
    rest = cue("tone.orders.harmless").sub(" ", folded)
    if cue("tone.orders.asks_leave").search(rest):
        return False
    if cue("tone.orders.ja").search(rest) or cue("tone.orders.en").search(rest):
        return True
    return gives_orders(rest)


def heads_order(folded: str) -> bool:
    """Whether a line (its search form) speaks to a machine, and what follows it is the order."""
    return cue(_MACHINE).search(folded) is not None


def orders_in(text: str) -> bool:
    """Whether a text that was hidden gives an order to whatever answers the mail."""
    lines = text.replace("。", "。\n").split("\n")
    folded = [search_form(line[:_LONGEST]) for line in lines if line.strip()]
    return any(is_order(each) or heads_order(each) or gives_orders(each) for each in folded)
