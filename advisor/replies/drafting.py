"""A draft reply: each question of an inquiry answered, put together into a mail, with what the officer should see.

It is a proposal. What could not be answered is marked for a person; nothing is sent.
"""

import time
from collections.abc import Callable, Sequence
from datetime import datetime

from advisor.answering.models import Answer, Question
from advisor.errors import QuestionRejected
from advisor.inquiries.records import AnsweredQuestion, Flag, Inquiry, InquiryQuestion, ReplyDraft
from advisor.knowledge import Knowledge
from advisor.messages import Language, say
from advisor.replies.addressing import recipient, reply_subject
from advisor.replies.asked import question_of, quotable
from advisor.replies.blocks import Block, block_of, empty_block, redirect
from advisor.replies.changes import changes_since
from advisor.replies.checking import unshown_in_block
from advisor.replies.conflicts import conflicts_with
from advisor.replies.office import Office
from advisor.replies.remarks import call_remarks, remarks_of
from advisor.replies.set_aside import ANOTHER, asides
from advisor.replies.similar import PastReplies, quoted_in
from advisor.replies.templates import MailTemplate, load_template

MOST_CHARS = 20_000  # of a mail

Ask = Callable[[Question], Answer]
Asked = Sequence[tuple[InquiryQuestion, Answer | None]]


def draft_reply(
    inquiry: Inquiry, as_of: datetime, office: Office, ask: Ask, past: PastReplies, knowledge: Knowledge
) -> ReplyDraft:
    """The reply to `inquiry`, valid at `as_of`. Questions that an approved reply of this inquiry has answered are left
    out, unless all are.

    Raises ServiceFault for a template that cannot be used.
    """
    begun = time.perf_counter()
    template = load_template(inquiry.language, office.templates)
    questions = unanswered(inquiry, past)
    asked = [(question, _answer(inquiry, place, as_of, questions, ask)) for place, question in enumerate(questions)]
    aside = asides([(question.text, answer) for question, answer in asked], knowledge.infos)
    blocks = _blocks(asked, aside, inquiry, knowledge)
    told = [(question, None if why else answer) for (question, answer), why in zip(asked, aside, strict=True)]
    answers = [answer for _, answer in asked if answer is not None]
    answered = tuple(
        AnsweredQuestion(question=question, answer=answer, text=block.text, open=block.open)
        for (question, answer), block in zip(asked, blocks, strict=True)
        if answer is not None
    )
    near = [past.near(each.question, quoted_in(each.answer), inquiry, knowledge.program) for each in answered]
    conflicts = [
        found
        for each, old in zip(answered, near, strict=True)
        if any(question.id == each.question.id and answer is not None for question, answer in told)
        for found in conflicts_with(each, old, knowledge)
    ]
    similar = {(one.inquiry_id, one.question_id): one for old in near for one in past.similar(old)}
    changes = changes_since(
        [*(n.answer for old in near for n in old), *past.of(inquiry.id)], as_of, knowledge, inquiry.language
    )
    return ReplyDraft(
        subject=template.fill("subject", subject=reply_subject(inquiry.subject, inquiry.language)),
        text=_mail(inquiry, told, blocks, template, office, knowledge, as_of),
        language=inquiry.language,
        as_of=as_of,
        round=next((answer.round for answer in answers if answer.round is not None), None),
        text_revision=inquiry.text_revision,
        answered=answered,
        similar=tuple(sorted(similar.values(), key=lambda one: -one.score)),
        conflicts=tuple(conflicts),
        changes=tuple(changes),
        composer=next((answer.composer for answer in answers if answer.composer != "extractive"), "extractive"),
        made_in_ms=(time.perf_counter() - begun) * 1000,
    )


def unanswered(inquiry: Inquiry, past: PastReplies) -> tuple[InquiryQuestion, ...]:
    """The questions that a reply has to answer: those of a follow-up, or all."""
    done = {answer.question_id for answer in past.of(inquiry.id)}
    new = tuple(question for question in inquiry.questions if question.id not in done)
    return new or inquiry.questions


def _answer(
    inquiry: Inquiry, place: int, as_of: datetime, questions: Sequence[InquiryQuestion], ask: Ask
) -> Answer | None:
    """The advisor's answer; None for a text that it does not take (empty, too long)."""
    try:
        return ask(question_of(inquiry, place, as_of, questions))
    except QuestionRejected:
        return None


def _blocks(asked: Asked, aside: Sequence[str], inquiry: Inquiry, knowledge: Knowledge) -> list[Block]:
    """What is said to each question; what cannot be shown is not said, nor what is left `aside`."""
    language = inquiry.language
    program = _program(knowledge, language)
    shared = set(_shared_remarks([(q, None if why else a) for (q, a), why in zip(asked, aside, strict=True)]))
    away = say("answers.refused_off_topic", language)
    elsewhere = all(answer is not None and answer.text.startswith(away) for _, answer in asked)
    flags = {*inquiry.flags, Flag.OFF_TOPIC} if asked and elsewhere else set(inquiry.flags)
    found: list[Block] = []
    for (question, answer), why in zip(asked, aside, strict=True):
        if why == ANOTHER and Flag.COMPLAINT not in flags:
            found.append(redirect(language, program))
            continue
        if answer is None or why:
            found.append(empty_block("unread" if why in {"", ANOTHER} else why, language))
            continue
        block = block_of(answer, flags, program, knowledge.glossary.aliases, shared)
        if unshown_in_block(block.text, answer, question.text, knowledge.glossary.aliases, program):
            block = empty_block("unshown", language)
        found.append(block)
    return found


def _shared_remarks(asked: Asked) -> dict[str, list[int]]:
    """The remarks that hold for several questions and cite nothing, each with the numbers of the questions."""
    numbers: dict[str, list[int]] = {}
    for number, (_, answer) in enumerate(asked, start=1):
        for notice in remarks_of(answer) if answer is not None else ():
            if not notice.citations and number not in numbers.setdefault(notice.text, []):
                numbers[notice.text].append(number)
    return {text: of for text, of in numbers.items() if len(of) > 1}


def _program(knowledge: Knowledge, language: Language) -> str:
    name = knowledge.program.name
    return name.ja if language is Language.JA else name.en


def _mail(
    inquiry: Inquiry,
    asked: Asked,
    blocks: Sequence[Block],
    template: MailTemplate,
    office: Office,
    knowledge: Knowledge,
    as_of: datetime,
) -> str:
    """The whole mail; from where it would be too long on, one blank stands for the rest."""
    language = inquiry.language
    answers = [answer for _, answer in asked if answer is not None]
    # a date before the mail came says nothing of where the call stands when the reply is read
    came = inquiry.received_at.astimezone(as_of.tzinfo).date()
    call, after = ("", "") if as_of.date() < came else call_remarks(answers, knowledge.program, language)
    separator = "・" if language is Language.JA else ", "
    notes = [
        say("replies.remark_of", language, numbers=separator.join(map(str, numbers)), text=text)
        for text, numbers in _shared_remarks(asked).items()
    ]
    parts = _parts(inquiry, asked, blocks, template, _program(knowledge, language))
    for shown in range(len(parts), -1, -1):
        left_out = [empty_block("too_long", language, first=shown + 1).text] if shown < len(parts) else []
        text = template.fill(
            "mail",
            recipient=recipient(inquiry.organisation, inquiry.sender_name, language),
            office=office.named(language),
            regret=say("replies.regret", language) if Flag.COMPLAINT in inquiry.flags else "",
            call=call,
            answers="\n\n".join([*parts[:shown], *left_out]),
            notes="\n".join(filter(None, [*notes, after])),
            signature=office.signed(language),
        )
        if len(text) <= MOST_CHARS:
            return text
    return text[:MOST_CHARS]


def _parts(inquiry: Inquiry, asked: Asked, blocks: Sequence[Block], template: MailTemplate, program: str) -> list[str]:
    if not blocks:
        off_topic = Flag.OFF_TOPIC in inquiry.flags and Flag.COMPLAINT not in inquiry.flags
        return [
            (redirect(inquiry.language, program) if off_topic else empty_block("no_question", inquiry.language)).text
        ]
    filled = [{"answer": b.answer, "remarks": b.remarks, "citations": b.citations} for b in blocks]
    if len(blocks) == 1:
        return [template.fill("single", **filled[0])]
    return [
        template.fill("question", number=str(number), question=quotable(question.text, inquiry.language), **values)
        for number, ((question, _), values) in enumerate(zip(asked, filled, strict=True), start=1)
    ]
