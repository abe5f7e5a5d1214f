"""What is known about a made-up inquiry: its questions, and what a right reply says. Labels come from the documents.

Which keys the files have, and what they mean: README.md.
"""

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import Field, TypeAdapter

from advisor.answering.models import Intent
from advisor.inquiries.records import ApplicantKind, Flag
from advisor.messages import Language
from advisor.values import Value
from evals.sets import Gold, Text

FOLDER = Path(__file__).parent


class KnownAnswer(Value):
    """What the documents say on a subject. `open`: they do not settle it, a person has to; None: either may be said.

    `right`: of each inner tuple one has to be said; `wrong`: none may be. Both as evals/questions compares them.
    `shown_by`: the words that settle it, exact. `absent`: words that the newest guidelines never use.
    """

    intents: Annotated[tuple[Intent, ...], Field(min_length=1)]
    right: tuple[Annotated[tuple[Text, ...], Field(min_length=1)], ...] = ()
    wrong: tuple[Text, ...] = ()
    open: bool | None = False
    shown_by: tuple[Gold, ...] = ()
    absent: tuple[Text, ...] = ()


class AskedLabel(Value):
    """A question of a mail. `asks`: in our words; `carrying`: the words of the mail that ask it, exact.

    `attached`: it stands in an attachment alone, and is not to be read from the mail's own text.
    `with_previous`: it may be read as one with the question before it, which then answers both.
    """

    asks: Text
    carrying: Text
    answer: Text
    attached: bool = False
    with_previous: bool = False

    def known(self) -> KnownAnswer:
        """What the documents say on it."""
        return known_answers()[self.answer]


class MailLabel(Value):
    """What is expected of a mail. `thread`: the id of its first mail; empty for a mail of its own.

    `duplicate_of`: the mail that it says again. `kinds_may`, `names_may`: others that are right too.
    `flags_may`: flags that are neither demanded nor wrong.
    `loose`: requests that are no questions about the program may be read as some, and are then left to a person.
    `wrong`: what may stand nowhere in the reply.
    """

    organisation: str = ""
    sender_name: str = ""
    names_may: tuple[Text, ...] = ()
    language: Language = Language.JA
    kind: ApplicantKind = ApplicantKind.UNKNOWN
    kinds_may: tuple[ApplicantKind, ...] = ()
    thread: str = ""
    duplicate_of: str = ""
    flags: tuple[Flag, ...] = ()
    flags_may: tuple[Flag, ...] = ()
    questions: tuple[AskedLabel, ...] = ()
    loose: bool = False
    wrong: tuple[Text, ...] = ()

    def topics(self) -> frozenset[Intent]:
        """The topics that the mail may be filed under: those of its questions. Empty: its own text does not tell."""
        asked = [one for one in self.questions if not one.attached]
        intents = {intent for one in asked for intent in one.known().intents}
        return frozenset(intents if self.questions else {Intent.OTHER})


class LabelledInquiry(Value):
    """An inquiry as plain text, with its label."""

    id: Text
    at: datetime
    subject: str
    sender: Text  # name and address, as a mail program shows them
    body: Text
    label: MailLabel


@cache
def known_answers() -> dict[str, KnownAnswer]:
    """The subjects of answers.yaml by id."""
    return TypeAdapter(dict[str, KnownAnswer]).validate_python(_yaml("answers.yaml"))


def dev_set() -> tuple[LabelledInquiry, ...]:
    """The labelled inquiries of dev.yaml, in order."""
    return TypeAdapter(tuple[LabelledInquiry, ...]).validate_python(_yaml("dev.yaml"))


def _yaml(name: str) -> object:
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
