"""Replies of a chat model, with time limits, retries, budgets, a circuit breaker and a limit of how many at once.

A reply passes, in this order: the day's and the answer's budget, a free place, and, for each attempt, the breaker. Only
before its first piece is an attempt repeated. Whatever goes wrong leaves here as LlmFailed.
"""

import logging
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Any

from tenacity import RetryCallState, Retrying, retry_if_exception
from tenacity.wait import wait_exponential_jitter

from advisor.llm.breaker import Breaker
from advisor.llm.chunks import CUT_AT_LIMIT, ending_of, text_of, tokens_of
from advisor.llm.faults import PARTS, Fault, fault_of
from advisor.llm.providers import OPENAI_LIKE, make_model, provider_of
from advisor.llm.spending import Bill, Spending, Tally, cost_of, estimate_tokens
from advisor.llm.streaming import read_within
from advisor.llm.structured import Held, held_to
from advisor.llm.usage import UsageBook
from advisor.settings import Settings
from advisor.values import Value

BUSY_WAIT_S = 1.0  # for a free place; longer, and the extractive answer would have been there first
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.25, 5.0  # between attempts, doubled each time, with as much chance again
log = logging.getLogger(__name__)


class Prompt(Value):
    """What the model is told: how to work, and what it is asked."""

    system: str
    user: str


class Chat:
    """A chat model. Safe to share between threads; make one with `make_chat`."""

    def __init__(self, settings: Settings) -> None:
        self.name = settings.chat_model or ""
        self._settings = settings
        self._provider = provider_of(self.name)
        self._places = threading.BoundedSemaphore(settings.chat_concurrency)
        self._breaker = Breaker(settings.chat_breaker_faults, settings.chat_breaker_rest_s)
        self._book = UsageBook(settings.data_dir)
        self._lock = threading.Lock()
        self._without: frozenset[str] = frozenset()
        self._models: dict[frozenset[str], Any] = {}

    def __repr__(self) -> str:
        return f"Chat({self.name!r})"

    @property
    def refused(self) -> frozenset[str]:
        """What the server has refused of a request so far and is no longer asked for: of `PARTS`."""
        return self._without

    def open_answer(self) -> Spending:
        """The account of one answer, and the start of its time."""
        return Spending(self._settings.chat_answer_s, self._settings.chat_answer_tokens)

    def reply(self, prompt: Prompt, schema: dict[str, Any] | None, spent: Spending) -> Generator[str]:
        """The reply's text in pieces as they come: JSON when the model can be held to `schema`, else what it writes.

        The text is not checked against `schema`. Raises LlmFailed, also after pieces have been given out; closing the
        iterator ends the reply.
        """
        try:
            with self._budget(prompt, spent) as bill, self._place(spent):
                yield from self._pieces(prompt, schema, spent, bill)
            return
        except Fault as fault:
            failed = fault
        # Outside of `except`: what the provider said may hold a part of the key, and must not hang on to the error as
        # its context, since tracebacks are logged elsewhere.
        log.warning("reply of %s failed: %s", self.name, failed.code)
        log.debug("reply of %s: %s", self.name, self._without_key(failed.text))
        raise failed.for_the_user()

    def _pieces(self, prompt: Prompt, schema: dict[str, Any] | None, spent: Spending, bill: Bill) -> Iterator[str]:
        def hopeless(state: RetryCallState) -> bool:
            spent_up = state.attempt_number > self._settings.chat_retries
            return spent_up or self._breaker.open or spent.seconds_left <= state.upcoming_sleep

        def pause(state: RetryCallState) -> float:
            fault = state.outcome.exception() if state.outcome else None
            asked = fault.pause_s if isinstance(fault, Fault) else 0.0
            return max(asked, wait_exponential_jitter(FIRST_PAUSE_S, LONGEST_PAUSE_S, jitter=FIRST_PAUSE_S)(state))

        attempts = Retrying(
            retry=retry_if_exception(lambda error: isinstance(error, Fault) and error.again),
            stop=hopeless,
            wait=pause,
            reraise=True,
        )
        first, rest = attempts(self._begin, prompt, schema, spent, bill)
        yield first
        yield from rest

    def _begin(
        self, prompt: Prompt, schema: dict[str, Any] | None, spent: Spending, bill: Bill
    ) -> tuple[str, Iterator[str]]:
        """The first piece, and the rest to come. What the server refuses is left out, from then on if that helps."""
        without = self._without
        while True:
            pieces = self._attempt(prompt, None if "schema" in without else schema, spent, bill, without)
            try:
                first = next(pieces)
            except Fault as fault:
                asked = set(PARTS) - without - (set() if schema else {"schema"})
                if fault.part not in asked:
                    raise
                without |= {fault.part}
                continue
            with self._lock:
                self._without |= without
            return first, pieces

    def _attempt(
        self,
        prompt: Prompt,
        schema: dict[str, Any] | None,
        spent: Spending,
        bill: Bill,
        without: frozenset[str],
    ) -> Iterator[str]:
        """One request. Gives at least one piece, or raises Fault."""
        held = self._held(schema, without)
        tally = Tally()
        with self._breaker.watch():
            try:
                yield from self._read(held, prompt, spent, tally)
            except Fault:
                raise
            except Exception as error:  # noqa: BLE001  every provider has errors of its own
                fault = fault_of(error, started=tally.chars > 0)
                tally.asked = fault.code == "llm_timeout"
                raise fault from None
            finally:
                bill.add(tally.tokens(prompt.system + prompt.user))

    def _read(self, held: Held, prompt: Prompt, spent: Spending, tally: Tally) -> Iterator[str]:
        messages = [("system", prompt.system), ("user", prompt.user)]
        ending: str | None = None
        aside = ""  # what a model writes beside its tool call, or instead of it

        def patience_s() -> float:
            return min(self._settings.chat_timeout_s, spent.seconds_left)

        chunks = read_within(lambda: held.model.stream(messages), patience_s)
        try:
            for chunk in chunks:
                tally.report(tokens_of(chunk), sums=self._provider not in OPENAI_LIKE)
                ending = ending_of(chunk) or ending
                text = text_of(chunk, held.of_tool)
                aside += text_of(chunk, of_tool=False) if held.of_tool else ""
                if len(aside) > self._settings.chat_reply_chars:
                    raise Fault("llm_reply_too_long")
                piece = text if tally.chars else text.lstrip()  # blanks alone are no reply
                if not piece:
                    continue
                tally.write(piece)
                if tally.chars > self._settings.chat_reply_chars:
                    raise Fault("llm_reply_too_long")
                yield piece
                if spent.seconds_left <= 0:
                    raise TimeoutError
        finally:
            chunks.close()
        if ending in CUT_AT_LIMIT:
            raise Fault("llm_reply_too_long")
        if not tally.chars and aside.strip():
            tally.write(aside)
            yield aside
        if not tally.chars:
            raise Fault("llm_reply_empty", sick=True)
        if ending is None and self._provider in OPENAI_LIKE:  # whose protocol always says why it ends
            raise Fault("llm_cut_off", sick=True)

    def _held(self, schema: dict[str, Any] | None, without: frozenset[str]) -> Held:
        parts = without - {"schema"}
        with self._lock:
            if parts not in self._models:
                self._models[parts] = make_model(self._settings, parts)
            model = self._models[parts]
        return held_to(model, schema, self._provider)

    @contextmanager
    def _place(self, spent: Spending) -> Iterator[None]:
        if not self._places.acquire(timeout=max(0.0, min(BUSY_WAIT_S, spent.seconds_left))):
            raise Fault("llm_busy")
        try:
            yield
        finally:
            self._places.release()

    @contextmanager
    def _budget(self, prompt: Prompt, spent: Spending) -> Iterator[Bill]:
        """Set aside what the reply may take at most, and enter what it took instead when it is over."""
        settings = self._settings
        asked, written = estimate_tokens(prompt.system + prompt.user), settings.chat_reply_tokens
        most, most_cost = asked + written, self._cost(asked, written)
        too_dear = settings.chat_answer_cost is not None and spent.cost + most_cost > settings.chat_answer_cost
        if spent.tokens + most > spent.limit_tokens or too_dear:
            raise Fault("llm_budget_answer")
        limits = (settings.chat_daily_tokens, settings.chat_daily_cost)
        if not self._book.enter(most, most_cost, *(float("inf") if limit is None else limit for limit in limits)):
            raise Fault("llm_budget_day")
        bill = Bill()
        try:
            yield bill
        finally:
            tokens, cost = bill.tokens_in + bill.tokens_out, self._cost(bill.tokens_in, bill.tokens_out)
            spent.add(tokens, cost)
            self._book.enter(tokens - most, cost - most_cost)

    def _cost(self, tokens_in: int, tokens_out: int) -> float:
        return cost_of(tokens_in, tokens_out, self._settings.chat_input_price, self._settings.chat_output_price)

    def _without_key(self, text: str) -> str:
        key = self._settings.chat_api_key
        return text.replace(key.get_secret_value(), "***") if key and key.get_secret_value() else text


def make_chat(settings: Settings) -> Chat | None:
    """The chat model that the settings name, None when they name none. Imports and connects to nothing yet."""
    return Chat(settings) if settings.chat_model else None
