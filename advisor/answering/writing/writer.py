"""The composer that a language model writes for: its sentences, each verified before it is handed on.

What fails is mended once, given the reason, or dropped; what code answers with and the model leaves out is added.
"""

import re
import time
from collections.abc import Iterator, Sequence

from advisor.answering.drafts import Draft, DraftStatement, Quote
from advisor.answering.models import Completeness, Dropped, Status
from advisor.answering.setting import Found, Setting
from advisor.answering.understand import Part
from advisor.answering.writing.addresses import Addresses, has_token
from advisor.answering.writing.covering import grade, tells, tells_statement
from advisor.answering.writing.handed import as_passages, evidence_text, pieces_of, settled_round
from advisor.answering.writing.replies import ReplyReader
from advisor.errors import LlmFailed
from advisor.knowledge import Knowledge
from advisor.llm.chat import Chat
from advisor.llm.spending import Spending
from advisor.messages import Language, say
from advisor.prompts import PromptFile, is_from_prompt, load_prompt
from advisor.verifying.claims import Asked, Claim
from advisor.verifying.faults import Fault
from advisor.verifying.judging import judge, same_words
from advisor.verifying.quotes import place_of, sentence_around
from advisor.verifying.support import likeness
from advisor.verifying.values import faults as value_faults
from advisor.wareki import rounds_in

MOST_FACTS = 8  # sentences of code in a draft; a longer list is no prose, and is told as it is
_MOST_WRITTEN = 4
_SIGN_OF_LIFE_S = 0.5
_SAME = 0.965  # cosine of two sentences that say one thing
_ON_THE_QUESTION = 0.85  # cosine of the question and a sentence that rests on no fact of the answer


def can_write(draft: Draft) -> bool:
    """Whether there is an answer to word: code found one, it is no long list, and it asks nothing back."""
    told = draft.status in {Status.ANSWERED, Status.PARTIAL} and 0 < len(draft.statements) <= MOST_FACTS
    return told and draft.clarification is None and not draft.closing


class Writer:
    """Writes one part of an answer. After `statements` has ended, the rest says what became of it."""

    def __init__(self, part: Part, draft: Draft, found: Found, setting: Setting, knowledge: Knowledge) -> None:
        self._draft = draft
        self._setting = setting
        self._knowledge = knowledge
        self._addresses = Addresses()
        number = draft.round if draft.round is not None else settled_round(part.round, setting)
        self._pieces = {piece.n: piece for piece in pieces_of(draft.statements, found, number, knowledge)}
        self._passages = as_passages(list(self._pieces.values()), knowledge)
        self._same = same_words(knowledge)
        self._asked = Asked(
            question=" ".join([part.before, part.text]).strip(),
            as_of=setting.as_of,
            round=number,
            named=part.round is not None,
            compares=any(quote_round != number for quote_round in self._rounds()),
            language=setting.language,
            known=tuple(statement.text for statement in draft.statements),
        )
        self.written: list[DraftStatement] = []
        self.shown: list[DraftStatement] = []
        self.dropped: list[Dropped] = []
        self.failure: str | None = None  # code of the fault that ended the writing

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The evidence of what code answers with, in the order of its numbers."""
        return tuple(quote for statement in self._draft.statements for quote in statement.quotes)

    def statements(self, chat: Chat, spent: Spending) -> Iterator[DraftStatement | None]:
        """Verified sentences as they are written, then those of code that they leave out. None: still at it, about once
        a second, so that whoever reads can leave."""
        failed: list[tuple[Claim, tuple[Fault, ...]]] = []
        yield from self._reply(chat, spent, load_prompt("compose"), "", failed)
        again, failed = failed, []
        if again and self.failure is None and not self._all_told():
            yield from self._reply(
                chat, spent, load_prompt("repair"), _listed(again, self._addresses), failed, mended=True
            )
        self.dropped += [_dropped(claim, faults) for claim, faults in again]
        self.dropped += [_dropped(claim, faults, repaired=True) for claim, faults in failed]
        if self.shown:
            for statement in self._draft.statements:
                if not tells_statement([said.text for said in self.shown], statement, self._same):
                    self.shown.append(statement)
                    yield statement

    @property
    def completeness(self) -> Completeness:
        """How much of the answer itself the model told."""
        texts = [said.text for said in self.written]
        wanted = [s for s in self._draft.statements if not s.condition]
        return grade(sum(tells_statement(texts, statement, self._same) for statement in wanted), len(wanted))

    def _rounds(self) -> set[int | None]:
        quotes = [quote for statement in self._draft.statements for quote in statement.quotes]
        return {self._knowledge.infos[quote.source_id].round for quote in quotes} - {None}

    def _all_told(self) -> bool:
        texts = [said.text for said in self.shown]
        return all(tells_statement(texts, s, self._same) for s in self._draft.statements if not s.condition)

    def _reply(
        self,
        chat: Chat,
        spent: Spending,
        prompt: PromptFile,
        failed_text: str,
        failed: list[tuple[Claim, tuple[Fault, ...]]],
        mended: bool = False,
    ) -> Iterator[DraftStatement | None]:
        inputs = {
            "language": "Japanese" if self._setting.language is Language.JA else "English",
            "question": self._addresses.hide(self._asked.question),
            "as_of": self._setting.as_of.isoformat(timespec="minutes"),
            "evidence": evidence_text(list(self._pieces.values()), self._addresses, self._knowledge),
        }
        filled = prompt.fill(**inputs, **({"failed": failed_text} if mended else {}))
        reader = ReplyReader()
        pieces = chat.reply(filled, prompt.reply_schema, spent)
        try:
            told_at = time.monotonic()
            for piece in pieces:
                for claim in reader.feed(piece):
                    yield from self._judged(claim, failed)
                if time.monotonic() - told_at > _SIGN_OF_LIFE_S:
                    told_at = time.monotonic()
                    yield None
            for claim in reader.end():
                yield from self._judged(claim, failed)
        except LlmFailed as fault:
            self.failure = fault.code
        finally:
            pieces.close()

    def _judged(self, claim: Claim, failed: list[tuple[Claim, tuple[Fault, ...]]]) -> Iterator[DraftStatement]:
        claim = self._with_quote(
            claim.model_copy(
                update={"text": self._addresses.show(claim.text), "quote": self._addresses.show(claim.quote)}
            )
        )
        faults = list(judge(claim, self._passages, self._asked, self._knowledge).faults)
        if is_from_prompt(claim.text):
            faults.append(Fault.INSTRUCTION)
        if has_token(claim.text):
            faults.append(Fault.ADDRESS)
        if not faults and not self._is_on_the_question(claim):
            faults.append(Fault.OFF_QUESTION)
        if not faults and self._repeats(claim.text):
            faults.append(Fault.REPEATS)
        statement = None if faults else self._statement(claim)
        faults += self._value_faults(statement) if statement else []
        if statement is None or faults:
            failed.append((claim, tuple(faults)))
            return
        if len(self.written) >= _MOST_WRITTEN:
            return
        lead = next((s for s in self._draft.statements if not s.condition), None)
        if not self.shown and lead is not None and not tells_statement([statement.text], lead, self._same):
            self.shown.append(lead)  # the answer comes first, in the words of code where the model has begun elsewhere
            yield lead
            if self._repeats(statement.text):
                failed.append((claim, (Fault.REPEATS,)))
                return
        self.written.append(statement)
        self.shown.append(statement)
        yield statement

    def _with_quote(self, claim: Claim) -> Claim:
        """A claim without a quote rests on the sentence of its passages that is likest to it, and so does one that
        quotes the fact instead of the text that the fact rests on."""
        facts = [self._pieces[n].fact for n in claim.citations if n in self._pieces]
        of_fact = any(place_of(claim.quote, fact) for fact in facts if fact)
        if (claim.quote.strip() and not of_fact) or not claim.citations:
            return claim
        texts = [self._passages[n].quote for n in claim.citations if n in self._passages]
        sentences = [sentence_around(text, at, at + 1) for text in texts for at in range(0, len(text), 40)]
        best = max(
            dict.fromkeys(sentences), key=lambda s: likeness(claim.text, [s], self._knowledge.embedder), default=""
        )
        return claim.model_copy(update={"quote": best.strip()})

    def _is_on_the_question(self, claim: Claim) -> bool:
        if any(self._pieces[n].fact for n in claim.citations):
            return True
        return likeness(claim.text, [self._asked.question], self._knowledge.embedder) >= _ON_THE_QUESTION

    def _repeats(self, text: str) -> bool:
        shown = [said.text for said in self.shown]
        return bool(shown) and (
            likeness(text, shown, self._knowledge.embedder) >= _SAME or tells(shown, text, self._same)
        )

    def _statement(self, claim: Claim) -> DraftStatement:
        """The claim with the quotes it shows: those of the facts, and of a passage the sentences that it quotes."""
        quotes: list[Quote] = []
        computed: list[str] = []
        for n in dict.fromkeys(claim.citations):
            piece = self._pieces[n]
            quotes += piece.quotes if piece.fact else [_narrowed(piece.quotes[0], claim.quote)]
            computed += [phrase for phrase in piece.computed if phrase in claim.text]
            computed += _round_phrases(claim.text, self._passages[n].round)
        return DraftStatement(text=claim.text, quotes=tuple(dict.fromkeys(quotes)), computed=tuple(computed))

    def _value_faults(self, statement: DraftStatement) -> list[Fault]:
        """What is wrong with it beside the quotes that will be shown, which may be fewer than it was judged by."""
        texts, aliases = self._knowledge.texts, self._knowledge.glossary.aliases
        return value_faults(statement.text, statement.quotes, statement.computed, texts, aliases)


def _round_phrases(text: str, number: int | None) -> list[str]:
    """The words of a text that name the round of its source, which the manifest knows and no quote needs to say."""
    phrases = re.findall(r"第\s*\d+\s*回|\bround \d+\b|\b(?:the )?\w+ (?:call|round)\b", text, re.I)
    return [phrase for phrase in phrases if number is not None and rounds_in(phrase) == {number}]


def _narrowed(whole: Quote, quoted: str) -> Quote:
    """The sentences of a passage that hold the quoted words."""
    place = place_of(quoted, whole.text)
    if place is None:
        return whole
    text = sentence_around(whole.text, *place).strip()
    start = whole.start + whole.text.find(text)
    return Quote(source_id=whole.source_id, start=start, end=start + len(text), text=text)


def _listed(failed: Sequence[tuple[Claim, tuple[Fault, ...]]], addresses: Addresses) -> str:
    return "\n".join(
        f"- {addresses.hide(claim.text)} [{', '.join(map(str, claim.citations))}]: "
        + " ".join(say(f"verifying.{fault.value}", Language.EN) for fault in faults)
        for claim, faults in failed
    )


def _dropped(claim: Claim, faults: Sequence[Fault], repaired: bool = False) -> Dropped:
    return Dropped(text=claim.text, reasons=tuple(fault.value for fault in faults), repaired=repaired)
