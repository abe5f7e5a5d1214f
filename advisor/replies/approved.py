"""What an approved reply answered: each question with the paragraph of the approved text that answers it. Pure."""

import re
from collections.abc import Sequence
from datetime import datetime
from difflib import SequenceMatcher

from advisor.answering.models import Citation, Intent, Statement
from advisor.folding import search_form
from advisor.inquiries.records import (
    AnsweredQuestion,
    ApprovedAnswer,
    Inquiry,
    InquiryQuestion,
    QuotedPassage,
    ReplyDraft,
)
from advisor.messages import Language, say
from advisor.replies.asked import quotable
from advisor.replies.blanks import has_blank
from advisor.replies.citing import is_faq, shown_quote
from advisor.replies.mail_frame import Section, core, sections
from advisor.replies.remarks import is_of_the_call

_SAME_QUESTION = 0.6  # likeness of a heading to the question that it repeats
_ENOUGH = 8  # letters of a sentence that are not met by chance
_MARKS = re.compile(r"\s*(?:\[\d{1,2}\])+")
_SENTENCE = re.compile(r"[^。]+。?")
_LIST_LINE = re.compile(r"^\s*(?:\[\d{1,2}\]\s*)?(?:『|同資料|the same document|\(このほかの引用|\(further passages)")


def approved_answers_of(
    inquiry: Inquiry, reply_text: str, draft: ReplyDraft | None, approved_at: datetime, approved_by: str
) -> tuple[ApprovedAnswer, ...]:
    """Each question that the approved text answers, in the order of the questions. A question whose paragraph was taken
    out, or still holds a blank, is left out.

    `draft`: what was proposed; None for a text that a person wrote, or that was imported: then nothing is quoted.
    """
    drafted = {each.question.id: each for each in draft.answered} if draft else {}
    asked = tuple(each.question for each in draft.answered) if draft and draft.answered else inquiry.questions
    found: list[ApprovedAnswer] = []
    answers = [each.answer for each in drafted.values()]
    text = "\n".join(line for line in core(reply_text).split("\n") if not is_of_the_call(line, answers)).strip()
    for question, paragraph in _paragraphs(asked, text, inquiry.language):
        said = _without_citations(paragraph)
        if not said or has_blank(said):
            continue
        answered = drafted.get(question.id)
        topic = question.topic
        if topic is Intent.OTHER and answered is not None:
            topic = answered.answer.intent
        found.append(
            ApprovedAnswer(
                inquiry_id=inquiry.id,
                number=inquiry.number,
                question_id=question.id,
                asked=question.text,
                said=said,
                topic=topic,
                language=draft.language if draft else inquiry.language,
                as_of=draft.as_of if draft else approved_at,
                round=answered.answer.round if answered else None,
                quotes=_quotes(answered, paragraph) if answered else (),
                approved_at=approved_at,
                approved_by=approved_by,
            )
        )
    return tuple(found)


def _paragraphs(asked: Sequence[InquiryQuestion], text: str, language: Language) -> list[tuple[InquiryQuestion, str]]:
    """The questions with what stands under their headings; with the whole text where there are no headings."""
    under = sections(text)
    if not under:
        return [(question, text) for question in asked]
    if len(asked) == 1 and len(under) == 1:
        return [(asked[0], under[0].text)]
    left = list(under)
    found: list[tuple[InquiryQuestion, str]] = []
    # by the words first: numbers are what a person changes when blocks are moved or taken out
    pairs = sorted(
        (
            (_likeness(section.asked, question, language), place, at)
            for place, question in enumerate(asked)
            for at, section in enumerate(under)
        ),
        reverse=True,
    )
    matched: dict[int, Section] = {}
    for score, place, at in pairs:
        if score >= _SAME_QUESTION and place not in matched and under[at] in left:
            matched[place] = under[at]
            left.remove(under[at])
    for section in left:
        place = (section.number or 0) - 1
        if not section.asked and 0 <= place < len(asked) and place not in matched:
            matched[place] = section
    for place, question in enumerate(asked):
        if place in matched:
            found.append((question, matched[place].text))
    return found


def _likeness(heading: str, question: InquiryQuestion, language: Language) -> float:
    if not heading:
        return 0.0
    ours = _letters(heading)
    return max(
        SequenceMatcher(None, ours, _letters(each), autojunk=False).ratio()
        for each in (question.text, quotable(question.text, language))
    )


def _without_citations(paragraph: str) -> str:
    """The paragraph without the list of citations under it and the numbers that point into it."""
    heads = {say("replies.citations", language) for language in Language}
    lines = paragraph.split("\n")
    kept = [
        line
        for at, line in enumerate(lines)
        if line.strip() not in heads and not (_LIST_LINE.match(line) and _in_list(lines, at, heads))
    ]
    return re.sub(r"\n{3,}", "\n\n", _MARKS.sub("", "\n".join(kept))).strip()


def _in_list(lines: Sequence[str], at: int, heads: set[str]) -> bool:
    for line in reversed(lines[:at]):
        if line.strip() in heads:
            return True
        if not _LIST_LINE.match(line):
            return False
    return False


def _quotes(answered: AnsweredQuestion, paragraph: str) -> tuple[QuotedPassage, ...]:
    """The citations of the statements whose sentence still stands in the paragraph, and those whose own words do."""
    standing = _letters(_MARKS.sub("", paragraph))
    kept = {n for statement in answered.answer.statements if _stands(statement, standing) for n in statement.citations}
    cited = {n for statement in answered.answer.statements for n in statement.citations}
    return tuple(
        QuotedPassage(source_id=c.source_id, title=c.title, round=c.round, quote=c.quote)
        for c in answered.answer.citations
        if not is_faq(c.source_id) and (c.n in kept or (c.n in cited and _shown(c, standing)))
    )


def _stands(statement: Statement, standing: str) -> bool:
    parts = [letters for part in _SENTENCE.findall(statement.text) if len(letters := _letters(part)) >= _ENOUGH]
    return any(part in standing for part in parts)


def _shown(citation: Citation, standing: str) -> bool:
    letters = _letters(shown_quote(citation.quote).rstrip("…"))
    return len(letters) >= _ENOUGH and letters in standing


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", search_form(text))
