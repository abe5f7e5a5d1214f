"""Whether what a question takes for true is what the fact in force says, what another round said, or neither. Pure.

Judged by values (dates, times, amounts) and by words: those that only another round's fact has, and those that the
fact in force itself says are not so. Where it cannot be told, nothing is ruled.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from advisor.answering.rounds.claims import Amount, Values, asks_openly, asserts, denies, values_in
from advisor.folding import search_form
from advisor.japanese import search_tokens
from advisor.programs.differences import Verdict, verdict_of
from advisor.programs.model import Fact
from advisor.retrieval.search import Terms
from advisor.values import Value
from advisor.wareki import Moment

_CLAUSE = re.compile(r"(?<=[。、;；])|(?<=[.,;])\s+|\n")
_NOT_SO = re.compile(
    r"(?:ありません|いません|られません|れません|できません|限りません|なりません|しません|ではない|ていない|記載なし|見えません|見えない|ない)[。、]?$"
    r"|\b(?:not|no|never|nor|neither)\b"
)
_TABLE_ROW = "|"  # how the row of a table begins, which speaks of all rounds at once
_YES_OR_NO = re.compile(r"^(?:はい|いいえ)、|^(?:yes|no)[,.:;]\s")
_END = re.compile(
    r"(?:(?:を予定し(?:て(?:い|おり))?|と(?:し)?|で)?(?:ます|です|した))?[。.]?$|とします[。.]?$|(?<=まで)に$"
)
_ABSENT = re.compile(r"(?:書かれて|記載|挙げられて|見え|見当たり|案内されて)")  # not written is not the same as not so
_HEDGED = re.compile(r"必要に応じ|場合があ|ことがあ|前提|where necessary|if necessary")
_ALONE = re.compile(r"だけ|のみ|しか|\bonly\b|\bjust\b")  # that nothing else is so, no fact says
_QUOTE_PART = re.compile(r"[。\n、]|[：:]\s")
# by which the asker speaks of hearing, thinking and confirming, not of the thing
_OF_ASKING = frozenset({
    "聞く", "伺う", "思う", "合う", "間違い", "本当", "認識", "理解", "必要", "正しい", "確認", "はず", "筈", "今回",
    "場合", "大丈夫", "良い", "宜しい", "公募", "選抜", "拠点", "right", "correct", "heard", "read", "told",
    "true", "i", "must", "our", "understand", "thought", "believe", "call", "also", "only",
})  # fmt: skip
_SURE = frozenset({"絶対", "全員", "全て", "all", "always"})  # say 必ず in other words
_ALWAYS = "必ず"


class Ruling(StrEnum):
    """What a premise comes to. OPEN: not asserted, or it cannot be told."""

    TRUE = "true"
    FALSE = "false"
    OPEN = "open"


class Judged(Value):
    """A ruling. `older`: the fact of another round that the premise is true of; `says`: the part of the quote of the
    fact in force that stands against it, "" where its sentence is the answer."""

    ruling: Ruling
    older: Fact | None = None
    says: str = ""


OPEN = Judged(ruling=Ruling.OPEN)


def judge(question: str, terms: Terms, fact: Fact, others: Sequence[Fact], current_words: Collection[str]) -> Judged:
    """What the premise of `question` comes to, given the `fact` that answers it.

    `terms`: the question's words; `others`: facts of other rounds on the same, the most telling first;
    `current_words`: what facts of the round in force say (see `affirmed_words`).
    """
    if not asserts(question) or fact.says_unknown:
        return OPEN
    by_values = _by_values(values_in(question), fact, others)
    if by_values is not None and not denies(question):
        if by_values.ruling is Ruling.TRUE and asks_openly(question):
            return OPEN
        return by_values
    by_words = _by_words(question, terms, fact, others, current_words)
    # a value that the fact neither has nor contradicts leaves it open whether all that is said is true
    unsettled = asks_openly(question) or not values_in(question).is_empty
    return OPEN if by_words.ruling is Ruling.TRUE and unsettled else by_words


def counted_wrong(question: str, counts: Mapping[str, int]) -> Amount | None:
    """An amount that `question` takes for true and that is another one by `counts` (by unit)."""
    if not asserts(question):
        return None
    amounts = values_in(question).amounts
    return next((amount for amount in amounts if counts.get(amount.unit, amount.number) != amount.number), None)


def affirmed_words(facts: Iterable[Fact]) -> frozenset[str]:
    """The words of what facts say is so, in both languages and in their quotes."""
    return frozenset(word for fact in facts for word in _affirmed(fact))


def _by_values(claim: Values, fact: Fact, others: Sequence[Fact]) -> Judged | None:
    """The ruling on the values of a claim; None where it has none that the fact has as well."""
    if claim.is_empty:
        return None
    said = values_in(_all_text(fact))
    if claim.begins and not said.begins:  # a beginning is no end
        return None
    wrong = _against(claim, said)
    if not wrong.is_empty:
        older = next((other for other in others if _holds(wrong, values_in(_said(other)))), None)
        return Judged(ruling=Ruling.FALSE, older=older, says="" if older else _saying(fact, wrong))
    beyond = Values(amounts=tuple(a for a in claim.amounts if a not in said.amounts))
    if not beyond.is_empty:
        older = next((other for other in others if _holds(beyond, values_in(_said(other)))), None)
        return Judged(ruling=Ruling.FALSE, older=older) if older else None
    settled = _held_dates(claim, said) and claim.times <= said.times
    exact = bool(claim.dates or claim.times or claim.amounts)
    return Judged(ruling=Ruling.TRUE) if settled and exact and not claim.months else None


def _against(claim: Values, said: Values) -> Values:
    """The values of a claim in whose stead the fact has others of the same kind."""
    units = {amount.unit for amount in said.amounts}
    return Values(
        dates=tuple(d for d in claim.dates if said.dates and not any(_same_day(d, o) for o in said.dates)),
        months=tuple(m for m in claim.months if said.all_months and m not in said.all_months),
        times=frozenset(t for t in claim.times if said.times and t not in said.times),
        amounts=tuple(a for a in claim.amounts if a.unit in units and a not in said.amounts),
    )


def _holds(wanted: Values, said: Values) -> bool:
    return (
        _held_dates(wanted, said)
        and set(wanted.months) <= said.all_months
        and wanted.times <= said.times
        and set(wanted.amounts) <= set(said.amounts)
    )


def _held_dates(wanted: Values, said: Values) -> bool:
    return all(any(_same_day(day, other) for other in said.dates) for day in wanted.dates)


def _same_day(one: Moment, other: Moment) -> bool:
    years = {one.year, other.year} - {None}
    return (one.month, one.day) == (other.month, other.day) and len(years) < 2


def _by_words(
    question: str, terms: Terms, fact: Fact, others: Sequence[Fact], current_words: Collection[str]
) -> Judged:
    asked = _asked(terms)
    affirmed, negated = _affirmed(fact), _negated(fact)
    hit = asked.found_in(negated - affirmed)
    denied = denies(question)
    own = _YES_OR_NO.match(search_form(fact.statement.ja))
    if denied and own is not None:  # its はい answers the question without the denial
        return Judged(ruling=Ruling.FALSE if own[0].startswith("はい") else Ruling.TRUE)
    if hit and denied:
        absent = any(_ABSENT.search(clause) for clause in _negative_clauses(fact))
        return OPEN if absent else Judged(ruling=Ruling.TRUE)
    if hit:
        older = next((other for other in others if asked.found_in(_affirmed(other)) >= hit), None)
        return Judged(ruling=Ruling.FALSE, older=older)
    if not denied and own is None:
        now = asked.found_in(affirmed | frozenset(current_words))
        for other in others:
            stale = asked.found_in(_affirmed(other)) - now
            if stale and verdict_of(fact, other) is Verdict.DIFFERS:
                return Judged(ruling=Ruling.FALSE, older=other)
    whole = bool(asked.asked) and asked.found_in(affirmed) >= set(asked.asked)
    folded = search_form(question)
    hedged = bool(_HEDGED.search(fact.statement.ja)) and not _HEDGED.search(folded)
    if not whole or fact.partial or fact.historical or hedged or (negated and denied) or _ALONE.search(folded):
        return OPEN
    return Judged(ruling=Ruling.FALSE if denied else Ruling.TRUE)


def _asked(terms: Terms) -> Terms:
    """The words that a question says of the thing itself."""
    kept = (word for word in terms.asked if word not in _OF_ASKING and not word.isdigit())
    return terms.model_copy(update={"asked": tuple(dict.fromkeys(_ALWAYS if w in _SURE else w for w in kept))})


def _affirmed(fact: Fact) -> frozenset[str]:
    clauses = [clause for text in _sentences(fact) for clause in _clauses(text) if not _NOT_SO.search(clause)]
    quoted = () if fact.quote.startswith(_TABLE_ROW) else _clauses(fact.quote)
    clauses += [clause for clause in quoted if not _NOT_SO.search(clause)]
    return frozenset(word for clause in clauses for word in search_tokens(clause))


def _negated(fact: Fact) -> frozenset[str]:
    return frozenset(word for clause in _negative_clauses(fact) for word in search_tokens(clause)) - _OF_ASKING


def _negative_clauses(fact: Fact) -> list[str]:
    return [clause for text in _sentences(fact) for clause in _clauses(text) if _NOT_SO.search(clause)]


def _sentences(fact: Fact) -> tuple[str, str]:
    return _YES_OR_NO.sub("", search_form(fact.statement.ja)), _YES_OR_NO.sub("", search_form(fact.statement.en))


def _clauses(text: str) -> Iterator[str]:
    return (clause.strip() for clause in _CLAUSE.split(text) if clause and clause.strip())


def _said(fact: Fact) -> str:
    """A fact's own sentences: its quote may speak of other rounds and other days as well."""
    return f"{fact.statement.ja}\n{fact.statement.en}"


def _all_text(fact: Fact) -> str:
    return "\n".join((fact.statement.ja, fact.statement.en, fact.quote, *(e.quote for e in fact.also)))


def _saying(fact: Fact, wrong: Values) -> str:
    """The shortest part of the fact's quote that has a value of a kind that is wrong, without the verb at its end."""
    parts = [part.strip(" *-・|") for part in _QUOTE_PART.split(fact.quote)]
    fitting = [_END.sub("", part) for part in parts if part and _has_kind(values_in(part), wrong)]
    return min((part for part in fitting if part in fact.quote), key=len, default="")


def _has_kind(said: Values, wrong: Values) -> bool:
    units = {amount.unit for amount in wrong.amounts}
    return bool(
        ((wrong.dates or wrong.months) and said.all_months)
        or (wrong.times and said.times)
        or any(amount.unit in units for amount in said.amounts)
    )
