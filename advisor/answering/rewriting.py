"""A message read with a language model's help: questions that stand alone, each with its intent. Optional.

What the model makes of it is used only when it says nothing that the conversation does not say; otherwise, and whenever
the model fails, the deterministic reading stands.
"""

import json
from collections.abc import Sequence

from pydantic import ValidationError

from advisor.answering.models import Intent, Question
from advisor.answering.understand import MOST_PARTS, Part, Understanding, understand
from advisor.errors import LlmFailed
from advisor.knowledge import Knowledge
from advisor.llm.chat import Chat
from advisor.llm.spending import Spending
from advisor.programs.model import Round
from advisor.prompts import load_prompt
from advisor.values import Value
from advisor.verifying.judging import same_words
from advisor.verifying.names import unknown_organisations
from advisor.verifying.support import likeness, new_nouns
from advisor.verifying.wording import content_words
from advisor.wareki import numbers_in, rounds_in

_CLOSE = 0.84  # cosine of a rewritten question and the message with what it goes on from
_NEW_NOUNS = 1  # that a rewritten question may bring (参加 for 出る)


class Rewritten(Value):
    """A question as the model put it."""

    text: str
    intent: Intent


class _Reply(Value):
    questions: tuple[Rewritten, ...]


def reread(
    understood: Understanding,
    question: Question,
    current: Round | None,
    knowledge: Knowledge,
    chat: Chat,
    spent: Spending,
) -> Understanding:
    """`understood`, its parts as the model divides and completes them; as it is where the model is of no use.

    Sentences that try to steer are gone already: the model never sees them.
    """
    asked = " ".join(part.text for part in understood.parts)
    if not understood.readable or not understood.parts:
        return understood
    rewritten = _asked_of(chat, spent, asked, question)
    if not rewritten or not all(_adds_nothing(each.text, [asked, *question.earlier], knowledge) for each in rewritten):
        return understood
    parts: list[Part] = []
    for each in rewritten:
        alone = question.model_copy(update={"text": each.text, "earlier": ()})
        read = understand(alone, knowledge.program, current)
        if read.hostile or not read.parts:
            return understood
        earlier = (*question.earlier, *(part.text for part in parts))
        parts += [part.model_copy(update={"intent": each.intent, "earlier": earlier}) for part in read.parts]
    return understood.model_copy(update={"parts": tuple(parts[:MOST_PARTS])})


def _asked_of(chat: Chat, spent: Spending, asked: str, question: Question) -> tuple[Rewritten, ...]:
    prompt = load_prompt("understand")
    filled = prompt.fill(
        question=json.dumps(asked, ensure_ascii=False),
        earlier=json.dumps(list(question.earlier), ensure_ascii=False),
        as_of=question.as_of.isoformat(timespec="minutes"),
        intents=", ".join(Intent),
    )
    try:
        reply = "".join(chat.reply(filled, prompt.reply_schema, spent))
        return _Reply.model_validate_json(reply[reply.find("{") : reply.rfind("}") + 1]).questions
    except (LlmFailed, ValidationError):
        return ()


def _adds_nothing(text: str, said: Sequence[str], knowledge: Knowledge) -> bool:
    """Whether a rewritten question speaks of nothing but what was said."""
    whole = "\n".join(said)
    return (
        bool(text.strip())
        and len(text) <= knowledge.settings.question_chars
        and numbers_in(text) <= numbers_in(whole)
        and rounds_in(text) <= rounds_in(whole)
        and not unknown_organisations(text, whole, knowledge.glossary.aliases)
        and len(new_nouns(text, content_words(whole), same_words(knowledge))) <= _NEW_NOUNS
        and likeness(text, [whole, *said], knowledge.embedder) >= _CLOSE
    )
