"""What is said of two rounds side by side: the statement of each with its quote, what is the same, what applies."""

import re
from collections.abc import Iterable, Sequence

from advisor.answering.drafts import DraftStatement, Quote
from advisor.answering.evidence import quotes_of
from advisor.answering.from_facts import fact_statement
from advisor.knowledge import Knowledge
from advisor.messages import Language, say
from advisor.programs.differences import Difference, Verdict
from advisor.programs.model import Authority, Fact, Round
from advisor.programs.texts import Evidence
from advisor.values import Value

_ONE_SIDED = {Verdict.ONLY_A, Verdict.ONLY_B}
_MOST_QUOTES = 12
_YES_OR_NO = re.compile(r"^(?:はい|いいえ)、|^(?:Yes|No)[,.:;]\s+")


class Pair(Value):
    """The two rounds that are compared (in a chat the older one first), and the one in force (None: none is)."""

    a: Round
    b: Round
    in_force: int | None

    @property
    def applies(self) -> int | None:
        """Which of the two is in force; None where neither is."""
        return self.in_force if self.in_force in {self.a.number, self.b.number} else None

    def known_of(self, verdict: Verdict) -> tuple[Round, Round]:
        """Of a one-sided verdict: the round that is known, and the one that is not."""
        return (self.a, self.b) if verdict is Verdict.ONLY_A else (self.b, self.a)


def say_round(round_: Round, language: Language) -> str:
    """A round by its number."""
    return say("answers.round", language, round=round_.number)


def say_applies(pair: Pair, language: Language) -> str:
    """Which of the two rounds applies, or which other one; "" before the first round."""
    if pair.in_force is None:
        return ""
    key = "applies_one" if pair.applies is not None else "applies_neither"
    return say(f"differences.{key}", language, round=say("answers.round", language, round=pair.in_force))


def say_verdict(verdict: Verdict, pair: Pair, language: Language) -> str:
    """A verdict for a reader."""
    named = {"a": say_round(pair.a, language), "b": say_round(pair.b, language)}
    return say(f"differences.verdict_{verdict}", language, **named)


def name_of(row: Difference, language: Language) -> str:
    """What a row of the comparison is about."""
    return row.subject.name.said(language) if row.subject is not None else row.id


def verdict_statement(
    row: Difference, name: str, pair: Pair, language: Language, knowledge: Knowledge
) -> DraftStatement:
    """Whether the two say the same of one thing, and which applies."""
    a, b, applies = say_round(pair.a, language), say_round(pair.b, language), say_applies(pair, language)
    if row.verdict in _ONE_SIDED:
        known, missing = (say_round(round_, language) for round_ in pair.known_of(row.verdict))
        text = say("differences.told_only", language, name=name, known=known, missing=missing, applies=applies)
    else:
        text = say(f"differences.told_{row.verdict}", language, name=name, a=a, b=b, applies=applies)
    computed = tuple(part for part in (applies, name, a, b) if part)
    return DraftStatement(text=capital(text.strip()), quotes=_quotes((*row.a, *row.b), knowledge), computed=computed)


def side_statements(
    row: Difference, pair: Pair, language: Language, knowledge: Knowledge, name: str = ""
) -> list[DraftStatement]:
    """What each round says, the older one first, each with its own quote; of a part, whose `name` is given, only the
    first thing that it says."""
    sides = ((pair.a, row.a[:1] if name else row.a), (pair.b, row.b[:1] if name else row.b))
    return [said_of(fact, round_, language, knowledge, name) for round_, facts in sides for fact in facts]


def said_of(fact: Fact, round_: Round, language: Language, knowledge: Knowledge, name: str = "") -> DraftStatement:
    """A fact's sentence with its round, and the `name` of the thing where given."""
    said = fact_statement(fact, language, knowledge, condition=True)
    told = without_yes(said.text)
    key = "said_of" if name else "said"
    text = say(f"differences.{key}", language, name=name, round=say_round(round_, language), statement=told)
    label = text[: len(text) - len(told)]
    return said.model_copy(update={"text": capital(text), "computed": (capital(label),)})


def without_yes(statement: str) -> str:
    """A fact's sentence without the はい or いいえ by which it answers its own question.

    >>> without_yes("Yes, hubs may use the logo.")
    'Hubs may use the logo.'
    """
    return capital(_YES_OR_NO.sub("", statement))


def capital(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def change_statements(row: Difference, language: Language, knowledge: Knowledge) -> list[DraftStatement]:
    """What a source itself says of the change."""
    return [fact_statement(fact, language, knowledge, condition=True) for fact in row.changes]


def group_statements(
    rows: Sequence[Difference], pair: Pair, language: Language, knowledge: Knowledge
) -> list[DraftStatement]:
    """What is the same, only worded differently, or told of one round alone, by name."""
    named = {"a": say_round(pair.a, language), "b": say_round(pair.b, language)}
    found = []
    for verdict in (Verdict.SAME, Verdict.WORDING):
        own = [row for row in rows if row.verdict is verdict]
        found += _group(f"group_{verdict}", own, named, language, knowledge)
    for verdict in (Verdict.ONLY_A, Verdict.ONLY_B):
        known, missing = pair.known_of(verdict)
        sides = {"known": say_round(known, language), "missing": say_round(missing, language)}
        own = [row for row in rows if row.verdict is verdict]
        open_ = [row for row in own if is_open(row, missing)]
        found += _group("group_only", [row for row in own if row not in open_], sides, language, knowledge)
        found += _group("group_not_known", open_, sides, language, knowledge)
    return found


def is_open(row: Difference, round_: Round) -> bool:
    """Whether it is not known what a round says of the thing: its own documents are not at hand, or not on this."""
    return round_.authority is Authority.SECONDARY or row.id in round_.unknown


def _group(
    key: str, rows: Sequence[Difference], sides: dict[str, str], language: Language, knowledge: Knowledge
) -> list[DraftStatement]:
    if not rows:
        return []
    names = ("、" if language is Language.JA else "; ").join(name_of(row, language) for row in rows)
    text = say(f"differences.{key}", language, names=names, **sides)
    quotes = _quotes([fact for row in rows for fact in (*row.a[:1], *row.b[:1])], knowledge)
    computed = (names, *sides.values())
    return [DraftStatement(text=text, quotes=quotes[:_MOST_QUOTES], computed=computed, condition=True)]


def _quotes(facts: Iterable[Fact], knowledge: Knowledge) -> tuple[Quote, ...]:
    return quotes_of([Evidence(source=fact.source, quote=fact.quote) for fact in facts], knowledge)
