"""A person's decisions on proposals: what is accepted goes into the round's own file, checked, one at a time."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from advisor.answering.drafts import Quote
from advisor.corpus.checks.programs import check_programs
from advisor.corpus.glossary import load_glossary
from advisor.corpus.manifest import load_manifest
from advisor.corpus.rounds.files import dump_round, program_of, round_file_path
from advisor.corpus.rounds.proposals import (
    FOLDER,
    Decision,
    Proposal,
    Proposals,
    RoundPart,
    Verdict,
    dump_proposals,
    proposals_path,
    read_proposals,
)
from advisor.corpus.rounds.writing import write_whole
from advisor.corpus.source_text import source_text
from advisor.errors import CorpusError
from advisor.programs.load import Place, ProgramParts, RoundFile, read_program, read_round
from advisor.programs.model import Call, Fact, Round
from advisor.programs.subjects import is_settled
from advisor.programs.texts import Evidence, Text
from advisor.verifying.values import faults


class RoundReview:
    """The proposals for one round, and the round's file that accepted ones are written to."""

    def __init__(self, corpus_dir: Path, number: int, program_id: str | None = None) -> None:
        """Raises CorpusError when there are no such proposals or a file cannot be read."""
        self._corpus_dir = corpus_dir
        self._program_file, program = program_of(corpus_dir, program_id)
        self._path = proposals_path(corpus_dir, program.id, number)
        if not self._path.is_file():
            raise CorpusError("round_no_proposals", number=number)
        proposals, problems = read_proposals(self._path)
        if proposals is None:
            raise problems[0].error()
        self.proposals: Proposals = proposals
        manifest = load_manifest(corpus_dir)
        self._texts: dict[str, str] = {}
        for source in manifest.sources:
            self._texts[source.id], problems = source_text(manifest.path_of(source.id), source.path)
            if problems:
                raise problems[0].error()
        self._aliases = load_glossary(corpus_dir).aliases
        self._round_path = round_file_path(self._program_file, number)

    def accept(self, proposal_id: str, statement: Text | None, by: str, at: datetime) -> Proposal:
        """Write the proposal into the round, with the person's own `statement` if there is one.

        Raises CorpusError, and nothing is written, for a proposal that is unknown, decided or has nothing to accept,
        whose statement does not hold on its quotes, or after which the corpus would have a problem.
        """
        proposal = self._undecided(proposal_id)
        if statement is not None and proposal.fact is None:
            raise CorpusError("round_no_statement", id=proposal_id)
        before = self._round_file()
        content = before
        if proposal.fact is not None:
            fact = proposal.fact.model_copy(update={"statement": statement}) if statement else proposal.fact
            self._hold(proposal_id, fact)
            content = before.model_copy(update={"facts": (*before.facts, fact)})
        elif proposal.part is not None:
            self._hold_part(proposal_id, proposal.part)
            content = before.model_copy(update={"round": _with_part(before.round, proposal.part)})
        content = self._checked(content)
        decision = Decision(verdict=Verdict.ACCEPTED, by=by, at=at, edited=statement is not None)
        return self._decide(proposal, decision, content, before)

    def reject(self, proposal_id: str, by: str, at: datetime) -> Proposal:
        """Record that the proposal is not taken. Raises CorpusError as `accept` does."""
        decision = Decision(verdict=Verdict.REJECTED, by=by, at=at)
        return self._decide(self._undecided(proposal_id), decision)

    def _undecided(self, proposal_id: str) -> Proposal:
        proposal = self.proposals.by_id(proposal_id)
        if proposal is None:
            raise CorpusError("round_unknown_proposal", id=proposal_id, file=f"{FOLDER}/{self._path.name}")
        if proposal.decision is not None:
            raise CorpusError("round_decided", id=proposal_id, by=proposal.decision.by, at=proposal.decision.at.date())
        if not proposal.open:
            raise CorpusError("round_nothing_found", id=proposal_id)
        return proposal

    def _decide(
        self,
        proposal: Proposal,
        decision: Decision,
        content: RoundFile | None = None,
        before: RoundFile | None = None,
    ) -> Proposal:
        """Write the round, then the record; a record that cannot be written takes the round back."""
        decided = proposal.model_copy(update={"decision": decision})
        proposals = self.proposals.with_proposal(decided)
        name = self._round_path.relative_to(self._corpus_dir).as_posix()
        if content is not None:
            write_whole(self._round_path, dump_round(content).encode(), name)
        try:
            write_whole(self._path, dump_proposals(proposals).encode(), f"{FOLDER}/{self._path.name}")
        except BaseException:
            if before is not None:
                write_whole(self._round_path, dump_round(before).encode(), name)
            raise
        self.proposals = proposals
        return decided

    def _round_file(self) -> RoundFile:
        content, problems = read_round(self._round_path, self._round_path.relative_to(self._corpus_dir).as_posix())
        if content is None:
            raise problems[0].error()
        return content

    def _hold(self, proposal_id: str, fact: Fact) -> None:
        """Raises CorpusError for a fact that the verifier would not show."""
        evidence = (Evidence(source=fact.source, quote=fact.quote), *fact.also)
        self._hold_said(proposal_id, (fact.statement,), evidence)

    def _hold_part(self, proposal_id: str, part: RoundPart) -> None:
        if part.contact is not None:
            texts = (part.contact.name, *map(_alike, (part.contact.email, part.contact.address, part.contact.phone)))
            self._hold_said(proposal_id, texts, part.contact.evidence)
        if part.call is not None and part.call.results_expected is not None:
            self._hold_said(proposal_id, (part.call.results_expected,), part.call.results_evidence)

    def _hold_said(self, proposal_id: str, texts: tuple[Text | None, ...], evidence: tuple[Evidence, ...]) -> None:
        quotes = tuple(_quote(item, self._texts) for item in evidence)
        said = [sentence for text in texts if text is not None for sentence in (text.ja, text.en)]
        found = [f for sentence in said for f in faults(sentence, quotes, (), self._texts, self._aliases)]
        if found:
            raise CorpusError("round_unverified", id=proposal_id, faults=", ".join(dict.fromkeys(found)))

    def _checked(self, content: RoundFile) -> RoundFile:
        """The round with its unknown subjects brought up to date. Raises CorpusError for the first problem."""
        parts, problems = read_program(self._program_file)
        if parts is None:
            raise problems[0].error()
        file = self._round_path.relative_to(self._corpus_dir).as_posix()
        whole = _with_round(parts, content, file)
        settled = {s.id for s in whole.program.subjects if is_settled(whole.program, s, content.round)}
        unknown = tuple(s.id for s in whole.program.subjects if s.id not in settled)
        content = content.model_copy(update={"round": content.round.model_copy(update={"unknown": unknown})})
        problems = check_programs([_with_round(parts, content, file)], self._texts)
        if problems:
            raise problems[0].error()
        return content


def _with_round(parts: ProgramParts, content: RoundFile, file: str) -> ProgramParts:
    """The program with the round of `file` replaced."""
    program = parts.program
    pairs = zip(parts.round_places, program.rounds, strict=True)
    rounds = tuple(content.round if place.file == file else round_ for place, round_ in pairs)
    kept = [(p, fact) for p, fact in zip(parts.fact_places, program.facts, strict=True) if p.file != file]
    own = [(Place(file=file, at=f"facts[{n}]"), fact) for n, fact in enumerate(content.facts)]
    facts = tuple(fact for _, fact in [*kept, *own])
    update: Mapping[str, Any] = {
        "program": program.model_copy(update={"rounds": rounds, "facts": facts}),
        "fact_places": tuple(place for place, _ in [*kept, *own]),
    }
    return parts.model_copy(update=update)


def _with_part(round_: Round, part: RoundPart) -> Round:
    """The round with the field of `part`; the parts of a call are put together."""
    fields = {name: value for name in RoundPart.model_fields if (value := getattr(part, name)) is not None}
    if part.call is not None:
        given = part.call.model_dump(exclude_defaults=True).keys()
        joined = {name: getattr(part.call, name) for name in given}
        fields["call"] = Call(**{**{n: getattr(round_.call, n) for n in Call.model_fields}, **joined})
    return round_.model_copy(update=fields)


def _alike(text: str | None) -> Text | None:
    return Text(ja=text, en=text) if text else None


def _quote(evidence: Evidence, texts: Mapping[str, str]) -> Quote:
    text = texts.get(evidence.source, "")
    start = max(0, text.find(evidence.quote))
    return Quote(source_id=evidence.source, start=start, end=start + len(evidence.quote), text=evidence.quote)
