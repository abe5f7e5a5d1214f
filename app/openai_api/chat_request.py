"""What a chat client sends, and the question in it."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field

from advisor.answering.models import Question
from advisor.dates import parse_as_of
from advisor.messages import Language
from app.api.schemas import QUESTIONS_KEPT
from app.openai_api.errors import WrongField
from app.openai_api.model_list import MODEL, check_model

_USER = "user"
_TEXT = "text"
_SHOWN_CHARS = 40  # of a kind of content that cannot be read


def _whole_characters(text: str) -> str:
    text.encode()  # JSON can carry halves of characters, which nothing after this can read; a ValueError
    return text


Text = Annotated[str, AfterValidator(_whole_characters)]


class Part(BaseModel):
    """A part of a message. Only parts of type `text` can be read."""

    type: str
    text: Text | None = None


class Message(BaseModel):
    """A message of the conversation, with what else its role has ignored."""

    role: str
    content: Text | list[Part] | None = None


class StreamOptions(BaseModel):
    """`include_usage`: a last chunk with the token counts."""

    include_usage: bool | None = False


class Dated(BaseModel):
    """What our answers take and OpenAI's interface does not know."""

    as_of: str | None = Field(
        None, description="The day (its start) or moment the answer holds for; Asia/Tokyo unless it says. Default: now."
    )
    language: Language | None = Field(None, description="Language of the answer. Default: that of the question.")


class ChatBody(Dated):
    """A request for a completion. Fields that are not named here are accepted and ignored: clients send many.

    `as_of` and `language` may also stand in `metadata`; those beside it are stronger.
    """

    model: str = Field(examples=[MODEL])
    messages: list[Message] = Field(examples=[[{"role": "user", "content": "高専は申請できますか"}]])
    stream: bool | None = False
    stream_options: StreamOptions | None = None
    n: int | None = None
    metadata: Dated | None = None

    @property
    def wants_usage(self) -> bool:
        """Whether a stream ends with the token counts."""
        return bool(self.stream_options and self.stream_options.include_usage)


def question_of(body: ChatBody) -> Question:
    """The last message of the user as the question, those before it as the conversation's earlier questions.

    Messages of other roles (system, developer, assistant, tool) are never instructions and never sources, and are
    ignored: what the advisor does is fixed, and what it says comes from its documents alone. Of earlier messages the
    text is kept and the rest left out; in the last one anything but text is refused.

    Raises WrongField for another model, several answers (`n`), no message of the user, content that is not text;
    QuestionRejected for an `as_of` that cannot be read.
    """
    check_model(body.model)
    if body.n not in {None, 1}:
        raise WrongField("one_answer_only", "n")
    places = [place for place, message in enumerate(body.messages) if message.role == _USER]
    if not places:
        raise WrongField("user_message_missing", "messages")
    *before, last = places
    _check_is_text(body.messages[last], last)
    earlier = [text for place in before if (text := _text_of(body.messages[place])).strip()]
    beside = body.metadata or Dated()
    return Question(
        text=_text_of(body.messages[last]),
        as_of=parse_as_of(body.as_of if body.as_of is not None else beside.as_of),
        language=body.language or beside.language,
        earlier=tuple(earlier[-QUESTIONS_KEPT:]),
    )


def _check_is_text(message: Message, place: int) -> None:
    if not isinstance(message.content, list):
        return
    other = next((number for number, part in enumerate(message.content) if part.type != _TEXT), None)
    if other is not None:
        kind = "".join(c if c.isprintable() else " " for c in message.content[other].type[:_SHOWN_CHARS])
        raise WrongField("content_not_text", f"messages[{place}].content[{other}]", kind=kind)


def _text_of(message: Message) -> str:
    if isinstance(message.content, list):
        return "\n".join(part.text for part in message.content if part.type == _TEXT and part.text)
    return message.content or ""
