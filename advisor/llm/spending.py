"""What replies cost: tokens as the provider reports them, else estimated, and money by the prices that are set."""

import threading
import time
from collections.abc import Callable

JAPANESE_CHARS_PER_TOKEN = 1.5  # rough and on the safe side: current tokenizers take 1.2 to 2
ASCII_CHARS_PER_TOKEN = 4.0
PER = 1_000_000  # prices are per so many tokens


def estimate_tokens(text: str) -> int:
    """Tokens that `text` takes, roughly: no tokenizer is loaded for it, since that would fetch a file.

    >>> estimate_tokens("公募の締切"), estimate_tokens("deadline")
    (4, 2)
    """
    plain = sum(character.isascii() for character in text)
    return -int(-(plain / ASCII_CHARS_PER_TOKEN + (len(text) - plain) / JAPANESE_CHARS_PER_TOKEN) // 1)


def cost_of(tokens_in: int, tokens_out: int, input_price: float | None, output_price: float | None) -> float:
    """Money for tokens in and out, in the currency of the prices, which are per million tokens; 0 without prices."""
    return (tokens_in * (input_price or 0.0) + tokens_out * (output_price or 0.0)) / PER


class Spending:
    """The account of one answer, which may take several replies. Thread-safe."""

    def __init__(self, limit_s: float, limit_tokens: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.limit_tokens = limit_tokens
        self._limit_s = limit_s
        self._clock = clock
        self._opened = clock()
        self._lock = threading.Lock()
        self._tokens = 0
        self._cost = 0.0

    @property
    def tokens(self) -> int:
        """Tokens in and out so far, as reported or estimated."""
        return self._tokens

    @property
    def cost(self) -> float:
        """Money so far, in the currency of the prices; 0 when no prices are set."""
        return self._cost

    @property
    def seconds(self) -> float:
        """Time since the answer was begun."""
        return self._clock() - self._opened

    @property
    def seconds_left(self) -> float:
        """Time that the answer may still take; 0 or less when it is over."""
        return self._limit_s - self.seconds

    def add(self, tokens: int, cost: float) -> None:
        """Enter a reply."""
        with self._lock:
            self._tokens += tokens
            self._cost += cost


class Tally:
    """What one attempt has read: characters, and tokens if the provider reported them."""

    def __init__(self) -> None:
        self.asked = False  # the prompt was taken, though nothing came back
        self.chars = 0
        self._written: list[str] = []
        self._reported: tuple[int, int] | None = None

    def write(self, piece: str) -> None:
        """Enter a piece of the reply."""
        self.chars += len(piece)
        self._written.append(piece)

    def report(self, tokens: tuple[int, int] | None, sums: bool) -> None:
        """Enter the tokens that a chunk reports. `sums`: those of the chunks add up, else each is the total so far."""
        if tokens is not None:
            before = self._reported if sums and self._reported else (0, 0)
            self._reported = (before[0] + tokens[0], before[1] + tokens[1])

    def tokens(self, prompt: str) -> tuple[int, int]:
        """Tokens in and out, estimated where none were reported; nothing for a request that was refused."""
        if self._reported is not None:
            return self._reported
        if not self.chars and not self.asked:
            return 0, 0
        return estimate_tokens(prompt), estimate_tokens("".join(self._written))


class Bill:
    """What all attempts of one reply took, in tokens."""

    def __init__(self) -> None:
        self.tokens_in = 0
        self.tokens_out = 0

    def add(self, tokens: tuple[int, int]) -> None:
        """Enter an attempt: tokens in and out."""
        self.tokens_in += tokens[0]
        self.tokens_out += tokens[1]
