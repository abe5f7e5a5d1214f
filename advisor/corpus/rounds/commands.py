"""`advisor corpus new-round` and `advisor corpus accept`: a further round from its document, decided by a person."""

import getpass
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from advisor.corpus.rounds.accepting import RoundReview
from advisor.corpus.rounds.new_round import Described, new_round
from advisor.corpus.rounds.proposals import Proposal, Proposals, ProposalState, Verdict
from advisor.dates import now
from advisor.errors import AdvisorError, CorpusError
from advisor.messages import Language, say
from advisor.programs.texts import Text
from advisor.settings import Settings

FAULT = 2
_SHOWN_STATE = {state: f"rounds.state_{state.value.replace('-', '_')}" for state in ProposalState}

CorpusDir = Annotated[
    Path | None, typer.Option("--corpus", help="corpus フォルダ / the corpus folder", file_okay=False, exists=True)
]
InEnglish = Annotated[bool, typer.Option("--english", help="messages in English")]
ProgramId = Annotated[str | None, typer.Option("--program", help="制度の id / the program's id")]
Number = Annotated[int, typer.Argument(help="回の番号 / the round's number", min=1)]


def new_round_command(
    number: Number,
    document: Annotated[Path, typer.Option("--document", help="公募要領 (PDF, DOCX, HTML, txt) / the call document")],
    fiscal_year: Annotated[
        int | None, typer.Option(min=2000, max=2100, help="年度 / the fiscal year; that of the date when absent")
    ] = None,
    title: Annotated[str | None, typer.Option(help="資料の表題 / the document's title")] = None,
    issuer: Annotated[str | None, typer.Option(help="発行者 / who issued it")] = None,
    issued_on: Annotated[str | None, typer.Option(help="発行日 / its date: 2026-07-17")] = None,
    program: ProgramId = None,
    corpus: CorpusDir = None,
    english: InEnglish = False,
) -> None:
    """新しい回を公募要領から作り、事実の案を出す / add a round from its call document and propose its facts."""
    language = _language(english)
    with_fault = _telling(language)

    def run() -> None:
        described = Described(fiscal_year=fiscal_year, title=title, issuer=issuer, issued_on=_day(issued_on))
        made = new_round(corpus or Settings().corpus_dir, number, document, described, program)
        entry = made.entry
        values = {"title": entry.title, "issuer": entry.issuer, "issued_on": entry.issued_on, "licence": entry.licence}
        typer.echo(say("rounds.scaffolded", language, round=number, **values))
        for path in made.paths:
            typer.echo(say("rounds.written", language, path=path))
        if made.garbled_pages:
            pages = ", ".join(map(str, made.garbled_pages))
            typer.echo(say("rounds.garbled_pages", language, pages=pages))
        for line in _remainder(made.proposals, language):
            typer.echo(line)
        waiting = sum(proposal.open for proposal in made.proposals.proposals)
        typer.echo(say("rounds.next_step", language, open=waiting, round=number))

    with_fault(run)


def accept_command(
    number: Number,
    proposal_id: Annotated[str | None, typer.Option("--id", help="1件だけ採用する / accept only this one")] = None,
    statement_ja: Annotated[str | None, typer.Option(help="直した文 / the edited statement")] = None,
    statement_en: Annotated[str | None, typer.Option(help="直した英文 / the edited English statement")] = None,
    only_list: Annotated[bool, typer.Option("--list", help="一覧を示す / list them")] = False,
    program: ProgramId = None,
    corpus: CorpusDir = None,
    english: InEnglish = False,
) -> None:
    """新しい回の案を1件ずつ採用する / decide the proposals of a round one by one."""
    language = _language(english)

    def run() -> None:
        given = (statement_ja, statement_en)
        if any(given) and not (all(given) and proposal_id):
            raise CorpusError("round_both_statements")
        review = RoundReview(corpus or Settings().corpus_dir, number, program)
        if only_list:
            _list(review.proposals, language)
        elif proposal_id is not None:
            edited = Text(ja=statement_ja, en=statement_en) if statement_ja and statement_en else None
            review.accept(proposal_id, edited, _user(), now())
            typer.echo(say("rounds.accepted", language, id=proposal_id))
        else:
            _decide_each(review, language)
        typer.echo(_summary(review.proposals, language))

    _telling(language)(run)


def _decide_each(review: RoundReview, language: Language) -> None:
    """Show each open proposal and do what the person says, until all are shown or the person stops."""
    waiting = [proposal.id for proposal in review.proposals.proposals if proposal.open]
    for n, proposal_id in enumerate(waiting, 1):
        proposal = review.proposals.by_id(proposal_id)
        if proposal is None:
            continue
        state = say(_SHOWN_STATE[proposal.state], language)
        typer.echo("\n" + say("rounds.heading", language, n=n, total=len(waiting), id=proposal.id, state=state))
        for line in _described(proposal, language):
            typer.echo(line)
        if not _decided(review, proposal, language):
            return
    for line in _remainder(review.proposals, language):
        typer.echo(line)
    typer.echo(say("rounds.after", language))


def _decided(review: RoundReview, proposal: Proposal, language: Language) -> bool:
    """Ask until the proposal is decided or skipped. False: the person stops, or the input is at its end."""
    while True:
        try:
            choice = str(typer.prompt(say("rounds.ask", language))).strip().lower()
            if choice in ("a", "e"):
                edited = _edited(proposal, language) if choice == "e" else None
                review.accept(proposal.id, edited, _user(), now())
                typer.echo(say("rounds.accepted", language, id=proposal.id))
                return True
            if choice == "r":
                review.reject(proposal.id, _user(), now())
                typer.echo(say("rounds.rejected", language, id=proposal.id))
                return True
        except CorpusError as fault:
            typer.echo(_line(fault, language))
            continue
        except typer.Abort:
            typer.echo("")
            return False
        if choice in ("s", "q"):
            return choice == "s"
        typer.echo(say("rounds.unknown_choice", language))


def _edited(proposal: Proposal, language: Language) -> Text:
    """The person's own statement; Enter keeps a language's sentence. Raises CorpusError where there is none."""
    if proposal.fact is None:
        raise CorpusError("round_no_statement", id=proposal.id)
    was = proposal.fact.statement
    ja, en = (
        typer.prompt(say("rounds.ask_statement", language, tongue=name), default=text).strip()
        for name, text in (("ja", was.ja), ("en", was.en))
    )
    return Text(ja=ja, en=en)


def _described(proposal: Proposal, language: Language) -> Iterator[str]:
    for key, evidence in (("old_quote", proposal.old), ("new_quote", proposal.evidence)):
        yield from (say(f"rounds.{key}", language, text=_one_line(item.quote)) for item in evidence)
    yield from (say("rounds.change", language, old=change.old, new=change.new) for change in proposal.changes)
    yield from (say("rounds.beside", language, text=_one_line(text)) for text in proposal.beside)
    if proposal.fact is not None:
        for spoken in Language:
            text = proposal.fact.statement.said(spoken)
            yield say("rounds.statement", language, tongue=spoken.value, text=text)
    if proposal.part is not None:
        data = proposal.part.model_dump(mode="json", exclude_defaults=True)
        yield from (say("rounds.field", language, name=name, value=value) for name, value in _fields(data))
    if proposal.faults:
        yield say("rounds.faults", language, faults=", ".join(proposal.faults))


def _fields(data: dict[str, Any], above: str = "") -> Iterator[tuple[str, object]]:
    """The values of a field by their path, without its quotes, which are shown already."""
    for name, value in data.items():
        if isinstance(value, dict):
            yield from _fields(value, f"{above}{name}.")
        elif "evidence" not in name:
            yield f"{above}{name}", value


def _list(proposals: Proposals, language: Language) -> None:
    for proposal in proposals.proposals:
        state = say(_SHOWN_STATE[proposal.state], language)
        if decision := proposal.decision:
            at = decision.at.date()
            state = say(f"rounds.decided_{decision.verdict.value}", language, by=decision.by, at=at)
        typer.echo(say("rounds.line", language, id=proposal.id, state=state))
    for line in _remainder(proposals, language):
        typer.echo(line)


def _remainder(proposals: Proposals, language: Language) -> Iterator[str]:
    """What no proposal covers, for the person to see."""
    for passage in proposals.uncovered:
        place = say("rounds.page", language, page=passage.page) if passage.page else ""
        yield say("rounds.uncovered", language, place=place, text=_one_line(passage.text))
    if proposals.left_out:
        yield say("rounds.left_out", language, keys=", ".join(proposals.left_out))


def _summary(proposals: Proposals, language: Language) -> str:
    verdicts = Counter(p.decision.verdict for p in proposals.proposals if p.decision)
    missing = sum(p.state is ProposalState.NOT_FOUND for p in proposals.proposals)
    counts = {"accepted": verdicts[Verdict.ACCEPTED], "rejected": verdicts[Verdict.REJECTED], "missing": missing}
    return say("rounds.summary", language, open=sum(p.open for p in proposals.proposals), **counts)


def _telling(language: Language) -> Callable[[Callable[[], None]], None]:
    """Runs something; a fault is told in one line and ends the command with exit code 2."""

    def run(work: Callable[[], None]) -> None:
        try:
            work()
        except AdvisorError as fault:
            typer.echo(_line(fault, language))
            raise typer.Exit(FAULT) from fault

    return run


def _line(fault: AdvisorError, language: Language) -> str:
    return _one_line(fault.user_message(language))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise CorpusError("round_bad_date", value=text) from None


def _user() -> str:
    """Who decides: the operating system's user, or "-" where it has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "-"


def _language(english: bool) -> Language:
    return Language.EN if english else Language.JA
