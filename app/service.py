"""What both faces share: the settings and the knowledge, which may still be loading or may have failed to load."""

import logging
from concurrent.futures import Future, ThreadPoolExecutor, wait

from advisor.errors import AdvisorError, IndexUnavailable
from advisor.knowledge import Knowledge
from advisor.settings import Settings

log = logging.getLogger(__name__)


class Service:
    """Hands out the knowledge once it is there. Loading runs beside the server: health checks answer meanwhile."""

    def __init__(self, settings: Settings, knowledge: Knowledge | None = None) -> None:
        self.settings = settings
        self._loaded: Future[Knowledge] = Future()
        self._begun = knowledge is not None
        if knowledge is not None:
            self._loaded.set_result(knowledge)

    def start(self) -> None:
        """Begin to load, unless that has begun or the knowledge was given."""
        if self._begun:
            return
        self._begun = True
        loader = ThreadPoolExecutor(max_workers=1, thread_name_prefix="load-knowledge")
        self._loaded = loader.submit(Knowledge.load, self.settings)
        self._loaded.add_done_callback(_log_failure)
        loader.shutdown(wait=False)

    def wait(self, timeout_s: float) -> None:
        """Return when loading has ended, one way or the other, or the time is over."""
        wait([self._loaded], timeout=timeout_s)

    def knowledge(self) -> Knowledge:
        """The knowledge. Raises IndexUnavailable while it loads, and what loading raised when it failed."""
        if not self._loaded.done():
            raise IndexUnavailable("service_starting")
        failure = self._loaded.exception()
        if failure is None:
            return self._loaded.result()
        if isinstance(failure, AdvisorError):
            raise failure.with_traceback(None)
        raise IndexUnavailable("service_not_loaded")


def _log_failure(loaded: Future[Knowledge]) -> None:
    failure = loaded.exception()
    if failure is not None:
        log.error("the knowledge could not be loaded: %s", failure, exc_info=failure)
