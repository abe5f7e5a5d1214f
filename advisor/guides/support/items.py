"""What a round's documents say of each item of the program's own support. Pure."""

from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from advisor.answering.clock.calls import say_round
from advisor.answering.drafts import DraftStatement
from advisor.answering.from_facts import fact_statement
from advisor.answering.setting import Setting
from advisor.folding import search_form
from advisor.guides.support.results import Listed
from advisor.knowledge import Knowledge
from advisor.messages import say
from advisor.programs.model import Authority, Fact, Program, Round, Subject
from advisor.programs.schedule import has_begun
from advisor.programs.subjects import all_subjects, facts_of
from advisor.values import Value
from advisor.wareki import rounds_in

SUBJECT = "support"
_CONDITION = "budget-condition"  # the part of the subject that conditions others
_SAME = 88  # of 100: likeness of two sentences that say the same in other words


class Item(Value):
    """An item with all that is said of it in the round."""

    subject: Subject
    path: tuple[str, ...]
    state: Listed
    said: tuple[DraftStatement, ...] = ()
    facts: tuple[Fact, ...] = ()
    condition: DraftStatement | None = None
    otherwise: DraftStatement | None = None

    @property
    def statements(self) -> tuple[DraftStatement, ...]:
        """Everything that is told of it."""
        further = (s for s in (self.condition, self.otherwise) if s is not None)
        return (*self.said, *further)


def is_known(round_: Round, setting: Setting, knowledge: Knowledge) -> bool:
    if SUBJECT in round_.unknown or not has_begun(round_, setting.as_of):
        return False
    return bool(facts_of(knowledge.program, support_subject(knowledge.program), round_.number))


def support_subject(program: Program) -> Subject:
    return next(subject for subject in program.subjects if subject.id == SUBJECT)


def items_of(program: Program, round_: Round, setting: Setting, knowledge: Knowledge) -> Iterator[Item]:
    """The subject and its parts, in reading order."""

    def walk(subject: Subject, above: tuple[str, ...]) -> Iterator[Item]:
        path = (*above, subject.id)
        yield _item(subject, path, round_, setting, knowledge)
        for part in subject.items:
            yield from walk(part, path)

    yield from walk(support_subject(program), ())


def _item(subject: Subject, path: tuple[str, ...], round_: Round, setting: Setting, knowledge: Knowledge) -> Item:
    facts = facts_of(knowledge.program, subject, round_.number)
    if not facts:
        return Item(subject=subject, path=path, state=_state_of_none(round_, knowledge))
    timeless = _timeless(subject, setting, knowledge.program)
    said = tuple(_plainly(fact, setting, knowledge) for fact in (*facts, *timeless))
    state = Listed.LISTED
    if any(fact.says_absent for fact in facts):
        state = Listed.NOT_LISTED
    elif any(fact.partial or fact.says_unknown for fact in facts):
        state = Listed.UNKNOWN
    return Item(
        subject=subject,
        path=path,
        state=state,
        said=said,
        facts=facts,
        condition=_condition(facts, setting, knowledge),
        otherwise=_otherwise(facts[0], setting, knowledge),
    )


def _state_of_none(round_: Round, knowledge: Knowledge) -> Listed:
    """What silence means: an official list of the round leaves the item out; a compilation may only not mention it."""
    overview = facts_of(knowledge.program, support_subject(knowledge.program), round_.number)
    complete = any(knowledge.infos[fact.source].round == round_.number for fact in overview)
    return Listed.NOT_LISTED if complete else Listed.UNKNOWN


def _timeless(subject: Subject, setting: Setting, program: Program) -> list[Fact]:
    """What is said of the item over several rounds, none of which was still to come."""
    newest = setting.current.number if setting.current else 0
    return [
        fact
        for fact in program.facts
        if fact.key in subject.keys
        and fact.round is None
        and all(number <= newest for number in rounds_in(fact.statement.ja))
    ]


def _plainly(fact: Fact, setting: Setting, knowledge: Knowledge) -> DraftStatement:
    """What a fact says, without the yes with which it answers a question."""
    said = fact_statement(fact, setting.language, knowledge, condition=True)
    rest = said.text.removeprefix(say("menus.own_yes", setting.language))
    return said.model_copy(update={"text": rest[:1].upper() + rest[1:]})


def _condition(facts: Sequence[Fact], setting: Setting, knowledge: Knowledge) -> DraftStatement | None:
    """予算成立を前提: the condition that one of the facts leads to."""
    subjects = all_subjects([support_subject(knowledge.program)])
    keys = {key for subject in subjects if subject.id == _CONDITION for key in subject.keys}
    then = {(key, fact.round) for fact in facts for key in fact.then if key in keys}
    found = next((fact for fact in knowledge.program.facts if (fact.key, fact.round) in then), None)
    return fact_statement(found, setting.language, knowledge, condition=True) if found else None


def _otherwise(fact: Fact, setting: Setting, knowledge: Knowledge) -> DraftStatement | None:
    """What the nearest other round with an official document says instead, where it says something else.

    A compilation words the same thing in its own way, so nothing differs from it.
    """
    if knowledge.infos[fact.source].authority == Authority.SECONDARY:
        return None
    newest = setting.current.number if setting.current else 0
    others = [
        other
        for other in knowledge.program.facts
        if other.key == fact.key
        and other.round not in {None, fact.round}
        and (other.round or 0) <= newest
        and knowledge.infos[other.source].authority != Authority.SECONDARY
        and fuzz.ratio(search_form(other.statement.ja), search_form(fact.statement.ja)) < _SAME
    ]
    if not others:
        return None
    other = min(others, key=lambda o: abs((o.round or 0) - (fact.round or 0)))
    said = _plainly(other, setting, knowledge)
    text = say("menus.own_otherwise", setting.language, round=other.round, statement=said.text)
    computed = (say_round(other.round or 0, setting.language),)
    return DraftStatement(text=text, quotes=said.quotes, computed=computed, condition=True)
