"""What a new document seems to say for a round: each fact of the last one found again in it and carried over. Pure.

Nothing here is a fact yet: a person accepts each proposal (accepting.py).
"""

import re
from collections.abc import Sequence
from datetime import date

from advisor.corpus.rounds.aligning import fold
from advisor.corpus.rounds.carrying import carried
from advisor.corpus.rounds.found_again import FoundAgain, NewDocument, state_of
from advisor.corpus.rounds.proposals import Proposal, Proposals, ProposalState, UncoveredPassage
from advisor.corpus.rounds.proposing_parts import propose_parts
from advisor.programs.model import Fact, Program, Round
from advisor.programs.texts import Evidence

_LIST_MARK = re.compile(r"[・•●○◦①-⑳※]|[(（]?\d{1,2}[.)）]")


def propose(program: Program, last: Round, number: int, issued_on: date, document: NewDocument) -> Proposals:
    """Proposals for round `number`: its own fields first, then each fact of round `last` in the program's order."""
    made = propose_parts(last, issued_on, document)
    left_out = []
    for fact in program.facts:
        if fact.round != last.number:
            continue
        if fact.source in document.sources:
            made.append(propose_fact(fact, number, document))
        else:
            left_out.append(fact.key)
    uncovered = document.uncovered([span for _, found in made for span in found.spans])
    return Proposals(
        program=program.id,
        round=number,
        last_round=last.number,
        document=document.source,
        proposals=tuple(_beside(proposal, found, uncovered, document) for proposal, found in made),
        uncovered=tuple(passage for _, passage in uncovered),
        left_out=tuple(left_out),
    )


def _beside(
    proposal: Proposal,
    found: FoundAgain,
    uncovered: Sequence[tuple[int, UncoveredPassage]],
    document: NewDocument,
) -> Proposal:
    """The proposal with the new passages that follow its quotes at once; a list that grew needs a person."""
    text = document.document.text
    beside = [
        (start, passage.text)
        for start, passage in uncovered
        if passage.new and any(end <= start and not fold(text[end:start]).text for _, end in found.spans)
    ]
    if not beside:
        return proposal
    proposal = proposal.model_copy(update={"beside": tuple(added for _, added in beside)})
    for start, added in beside:
        if proposal.fact is not None and _LIST_MARK.match(added) and "\n" in proposal.fact.quote:
            first, last = found.spans[0]
            if last <= start and not fold(text[last:start]).text:
                proposal = _grown(proposal, text[first : start + len(added)])
    return proposal


def _grown(proposal: Proposal, quote: str) -> Proposal:
    """The proposal on a list that has got further items: they belong to its quote, and a person says what they are."""
    evidence = (proposal.evidence[0].model_copy(update={"quote": quote}), *proposal.evidence[1:])
    fact = proposal.fact.model_copy(update={"quote": quote}) if proposal.fact else None
    state = ProposalState.NEEDS_PERSON
    return proposal.model_copy(update={"evidence": evidence, "fact": fact, "state": state})


def propose_fact(fact: Fact, number: int, document: NewDocument) -> tuple[Proposal, FoundAgain]:
    """The fact for round `number`, as the new document gives it."""
    found = document.found_again((Evidence(source=fact.source, quote=fact.quote), *fact.also))
    if not found.first:
        return Proposal(id=fact.key, state=ProposalState.NOT_FOUND, old=found.old), found
    statement = carried(fact.statement, found.changes)
    proposed = fact.model_copy(
        update={
            "round": number,
            "statement": statement,
            "source": found.new[0].source,
            "quote": found.new[0].quote,
            "also": found.new[1:],
            "asked_as": (),  # pooled over the key: written once
        }
    )
    wrong = document.faults_of(statement, found.new)
    proposal = Proposal(
        id=fact.key,
        state=state_of(found, wrong),
        old=found.old,
        evidence=found.new,
        changes=found.changes.told,
        faults=wrong,
        fact=proposed,
    )
    return proposal, found
