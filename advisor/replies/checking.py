"""Whether a reply says only what can be shown: its figures, dates, names and addresses. Pure.

The sentences were verified when the answers were made; this holds what was put together from them to the same rule.
"""

import re
from collections.abc import Callable, Collection, Sequence

from advisor.answering.drafts import Quote
from advisor.answering.models import Answer
from advisor.inquiries.records import Inquiry, ReplyDraft
from advisor.messages import Language, say
from advisor.replies.blanks import BLANK_WORDS, leads_of
from advisor.replies.citing import place_of, shown_quote
from advisor.replies.office import Office
from advisor.replies.remarks import remarks_of
from advisor.replies.templates import load_template
from advisor.verifying.faults import Fault
from advisor.verifying.values import Aliases, faults

_MARKS = re.compile(r"\[\d+\]")


def unshown_in_block(text: str, answer: Answer, asked: str, aliases: Aliases, program: str) -> list[Fault]:
    """What a block says beyond its own answer. `asked`: the question; `program`: the program's name.

    The citations' own words are taken out first: they are the answer's, which quotes exactly.
    """
    for quote in sorted({shown_quote(citation.quote) for citation in answer.citations}, key=len, reverse=True):
        text = text.replace(quote, " ")
    return _unshown(_plain(text), [asked, program, *_shown_by(answer)], aliases)


def _plain(text: str) -> str:
    """The text without numbers of citations and the words that only mark a blank."""
    for words in BLANK_WORDS:
        text = text.replace(words, " ")
    return _MARKS.sub("", text)


def unshown_in_mail(draft: ReplyDraft, inquiry: Inquiry, office: Office, aliases: Aliases, program: str) -> list[str]:
    """What the whole mail says beyond its answers, the inquiry's own words and the settings, each fault with the id of
    the question that it stands under, or "frame"; empty when all can be shown."""
    found: list[str] = []
    frame = draft.text
    for number, answered in enumerate(draft.answered, start=1):
        block = answered.text
        found += [
            f"{answered.question.id}: {fault}"
            for fault in unshown_in_block(block, answered.answer, answered.question.text, aliases, program)
        ]
        frame = frame.replace(block, " ").replace(f"{number}:", ":", 1)
    template = load_template(draft.language, office.templates)
    known = [
        template.words,
        say("replies.question_left_out", draft.language),
        office.signed(draft.language),
        office.named(draft.language),
        inquiry.sender_name,
        inquiry.organisation,
        *(answered.question.text for answered in draft.answered),
        *(str(number) for number in range(1, len(draft.answered) + 1)),
        *(text for answered in draft.answered for text in _shown_by(answered.answer)),
    ]
    return found + [f"frame: {fault}" for fault in _unshown(_plain(frame), known, aliases)]


def _shown_by(answer: Answer) -> list[str]:
    """All that an answer shows: sentences, quotes, where they stand, its remarks, the round that it is about."""
    found = [statement.text for statement in answer.statements]
    for citation in answer.citations:
        found += [citation.quote, citation.title, place_of(citation, Language.JA), str(citation.locator.row or "")]
    found += [notice.text for notice in answer.notices] + [notice.text for notice in remarks_of(answer)]
    found += list(answer.clarification.options) if answer.clarification else []
    return [*found, *leads_of(answer)]


def _unshown(text: str, known: Sequence[str], aliases: Callable[[str], Collection[str]]) -> list[Fault]:
    evidence = "\n".join(filter(None, known))
    return faults(text, [Quote(source_id="", start=0, end=len(evidence), text=evidence)], (), None, aliases)
