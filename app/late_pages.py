"""The pages for people, made once the API can answer: no first answer waits for Gradio, whose import takes seconds."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable

from fastapi import FastAPI
from starlette.types import Receive, Scope, Send


class LatePages:
    """An ASGI application that makes the real one when it is first asked for, or when `prepare` is called. The MCP
    endpoint is made so as well.

    A request that comes earlier waits. `make` runs in a thread; what it made is started and stopped with `lifetime`.
    """

    def __init__(self, make: Callable[[], FastAPI]) -> None:
        self._make = make
        self._running: asyncio.Task[None] | None = None
        self._made: asyncio.Future[FastAPI] | None = None
        self._over: asyncio.Event | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        pages = await self.prepare()
        await pages(scope, receive, send)

    async def prepare(self) -> FastAPI:
        """The pages, ready to serve. Raises what making them raised, to everyone who asks."""
        if self._made is None:
            self._made = asyncio.get_running_loop().create_future()
            self._over = asyncio.Event()
            self._running = asyncio.create_task(self._run(self._made, self._over))
        return await asyncio.shield(self._made)

    @contextlib.asynccontextmanager
    async def lifetime(self) -> AsyncIterator[None]:
        """At its end the pages, if they were made, are shut down."""
        try:
            yield
        finally:
            if self._running is not None and self._over is not None:
                self._over.set()
                await self._running

    async def _run(self, made: asyncio.Future[FastAPI], over: asyncio.Event) -> None:
        """One task from start to end, since what is entered in one must be left in the same."""
        try:
            pages = await asyncio.to_thread(self._make)
            async with pages.router.lifespan_context(pages):
                made.set_result(pages)
                await over.wait()
        except Exception as fault:
            if made.done():
                raise
            made.set_exception(fault)
