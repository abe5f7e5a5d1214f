"""What arrives, as what is kept: pasted texts, mails, mailboxes, tables of past inquiries. Nothing is taken twice."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import PurePath

from advisor.dates import now
from advisor.errors import AdvisorError, UploadRejected
from advisor.inquiries.arrivals import Arrival, TakenIn
from advisor.inquiries.due import due_at
from advisor.inquiries.reading.inquiry import ReadInquiry, read_inquiry
from advisor.inquiries.reading.tone import orders_in
from advisor.inquiries.records import Channel, Flag, Incoming
from advisor.knowledge import Knowledge
from advisor.mail.arriving import arriving
from advisor.mail.mailbox import count_mails, mails_of
from advisor.mail.past import past_inquiries
from advisor.mail.reading import hidden_text, read_mail
from advisor.messages import Language
from advisor.values import Value

AT_ONCE = 100  # arrivals of one transaction
ENDINGS = (".eml", ".mbox", ".csv")
# Faults of a mail (messages/mail.toml) after which its officer may not see all of what was sent, or something in it
# was meant for other eyes.
_DAMAGED = frozenset(
    {"not_mail", "header_broken", "header_cut", "undecodable", "transfer_broken", "type_unreadable", "multipart_broken"}
    | {"multipart_unclosed", "too_deep", "too_many_parts", "body_cut", "encrypted", "hidden_text"}
)


class ImportStep(Value):
    """How far an import is. `taken`: what became of one arrival; `fault`: why one could not be read, in words."""

    done: int
    total: int
    taken: TakenIn | None = None
    fault: str = ""


class Imported(Value):
    """What an import came to. `faults`: one line for each arrival that could not be read."""

    new: int = 0
    joined: int = 0
    duplicates: int = 0
    known: int = 0
    faults: tuple[str, ...] = ()

    def plus(self, step: ImportStep) -> "Imported":
        """With one step more."""
        if step.taken is None:
            return self.model_copy(update={"faults": (*self.faults, step.fault)}) if step.fault else self
        return self.model_copy(update={(name := _counted(step.taken)): getattr(self, name) + 1})


def _counted(taken: TakenIn) -> str:
    if taken.known:
        return "known"
    if taken.duplicate:
        return "duplicates"
    return "joined" if taken.joined else "new"


class Receiver:
    """Reads arrivals. `known`: which of these keys are kept already; `receive`: keeps a batch in one transaction."""

    def __init__(
        self,
        knowledge: Knowledge,
        working_days: int,
        known: Callable[[Sequence[str]], set[str]],
        receive: Callable[[Sequence[Arrival]], list[TakenIn]],
    ) -> None:
        self._knowledge = knowledge
        self._working_days = working_days
        self._known = known
        self._receive = receive

    def text(self, incoming: Incoming) -> TakenIn:
        """Keep one text that was pasted, sent to the API or by the form."""
        return self._receive([self._read(incoming, None)])[0]

    def file(self, name: str, data: bytes, language: Language = Language.JA) -> Iterator[ImportStep]:
        """Keep what a file holds, a hundred at a time; what is known already is passed over without being read.

        Raises UploadRejected("inquiry_file_unknown") for another kind of file, DocumentUnreadable.
        """
        ending = PurePath(name).suffix.lower()
        if ending not in ENDINGS:
            raise UploadRejected("inquiry_file_unknown", name=name[:200], endings=" / ".join(ENDINGS))
        if ending == ".csv":
            yield from self._table(data, language)
        else:
            channel = Channel.EML if ending == ".eml" else Channel.MBOX
            total = 1 if channel is Channel.EML else count_mails(data)
            # An empty mailbox is told as a fault, like an empty mail.
            raws = mails_of(data) if channel is Channel.MBOX and total else [data]
            yield from self._kept(self._mails(raws, channel, language), max(total, 1))

    def _mails(
        self, raws: Sequence[bytes] | Iterator[bytes], channel: Channel, language: Language
    ) -> Iterator[tuple[Incoming, bytes] | str]:
        for number, raw in enumerate(raws, start=1):
            try:
                yield arriving(read_mail(raw), now(), channel), raw
            except AdvisorError as fault:
                yield f"{number}: {fault.user_message(language)}"

    def _table(self, data: bytes, language: Language) -> Iterator[ImportStep]:
        table = past_inquiries(data)
        told = [f"{row.row}: {row.reason(language)}" for row in table.skipped]
        yield from self._kept(iter([*told, *((row, None) for row in table.rows)]), len(told) + len(table.rows))

    def _kept(self, arrivals: Iterator[tuple[Incoming, bytes | None] | str], total: int) -> Iterator[ImportStep]:
        done = 0
        batch: list[tuple[Incoming, bytes | None]] = []
        for each in arrivals:
            if isinstance(each, str):
                done += 1
                yield ImportStep(done=done, total=max(total, done), fault=each)
                continue
            batch.append(each)
            if len(batch) == AT_ONCE:
                yield from self._steps(batch, done, total)
                done, batch = done + len(batch), []
        yield from self._steps(batch, done, total)

    def _steps(self, batch: Sequence[tuple[Incoming, bytes | None]], done: int, total: int) -> Iterator[ImportStep]:
        known = self._known([incoming.key for incoming, _ in batch])
        fresh = [self._read(incoming, raw) for incoming, raw in batch if incoming.key not in known]
        kept = iter(self._receive(fresh))
        for number, (incoming, _) in enumerate(batch, start=done + 1):
            taken = TakenIn.passed_over() if incoming.key in known else next(kept)
            yield ImportStep(done=number, total=max(total, number), taken=taken)

    def _read(self, incoming: Incoming, raw: bytes | None) -> Arrival:
        reading = reading_of(incoming, raw, self._knowledge)
        due = due_at(incoming.received_at, self._working_days)
        return Arrival(incoming=incoming, raw=raw, reading=reading, due_at=due)


def reading_of(incoming: Incoming, raw: bytes | None, knowledge: Knowledge) -> ReadInquiry:
    """What an arrival asks, with what its officer is warned of. `raw`: the mail, None for what came another way."""
    reading = read_inquiry(incoming.body, incoming.subject, incoming.organisation, incoming.message_id, knowledge)
    faults = set(incoming.faults)
    ordered = raw is not None and "hidden_text" in faults and orders_in(hidden_text(raw))
    flags = dict.fromkeys(reading.flags)
    flags |= {Flag.INSTRUCTION: None} if ordered else {}
    flags |= {Flag.FAULTY_MAIL: None} if faults & _DAMAGED else {}
    return reading.model_copy(update={"flags": tuple(flags)})


def text_key(*parts: str, at: datetime | None = None) -> str:
    """What makes two texts the same arrival; with `at` each arrival is one of its own."""
    told = "\0".join([*parts, at.isoformat() if at else ""])
    return f"text:{hashlib.sha256(told.encode('utf-8', 'replace')).hexdigest()}"
