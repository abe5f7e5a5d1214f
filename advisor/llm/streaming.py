"""Reading a stream with a limit on how long to wait for each item, whatever the provider's client does.

A client's own time limit is one between two packets: a server that sends comments to keep the line open, or a client
that knows no limit, would hold an answer for ever. So a thread reads, and the answer waits for the thread.
"""

import queue
import threading
from collections.abc import Callable, Generator, Iterator
from typing import Any

from langsmith.run_helpers import tracing_context

HELD_ITEMS = 64  # read ahead of a slow reader
LOOKS_EVERY_S = 0.2  # whether the reader of a full queue has gone


class _End:
    """The last thing in the queue: the stream ended, or failed with `error`."""

    def __init__(self, error: Exception | None) -> None:
        self.error = error


def read_within(make: Callable[[], Iterator[Any]], patience_s: Callable[[], float]) -> Generator[Any, None, None]:
    """The items of `make()`, which is called in a thread of its own and raises here what it raises there.

    `patience_s()`: how many seconds to wait for the next item. Raises TimeoutError when it does not come in time; the
    thread is then left to the time limit of its own client. A reader that stops ends the thread after its next item.
    """
    items: queue.Queue[Any] = queue.Queue(maxsize=HELD_ITEMS)
    gone = threading.Event()
    threading.Thread(target=_read, args=(make, items, gone), name="llm-reply", daemon=True).start()
    try:
        while True:
            try:
                item = items.get(timeout=max(0.0, patience_s()))
            except queue.Empty:
                raise TimeoutError from None
            if not isinstance(item, _End):
                yield item
            elif item.error is None:
                return
            else:
                raise item.error
    finally:
        gone.set()


def _read(make: Callable[[], Iterator[Any]], items: "queue.Queue[Any]", gone: threading.Event) -> None:
    end = _End(None)
    try:
        with tracing_context(enabled=False):  # LangSmith's: questions are nobody else's, whatever its variables say
            stream = make()
            for item in stream:
                if not _put(item, items, gone):
                    break
            close = getattr(stream, "close", None)
            if close is not None:
                close()  # and with it the connection, when the reader has gone
    except Exception as error:  # noqa: BLE001  handed to the reader, who translates it
        end = _End(error)
    _put(end, items, gone)


def _put(item: Any, items: "queue.Queue[Any]", gone: threading.Event) -> bool:
    while not gone.is_set():
        try:
            items.put(item, timeout=LOOKS_EVERY_S)
            return True
        except queue.Full:
            continue
    return False
