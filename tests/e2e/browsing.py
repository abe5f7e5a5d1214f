"""What a person does on the page, for the browser tests; and the server that the page comes from."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from playwright.sync_api import Page, expect

from advisor.knowledge import Knowledge
from advisor.settings import Settings
from app.main import create_app, listen

NewPage = Callable[..., Page]
KOSEN = "高専は申請できますか"


def ask(page: Page, question: str) -> None:
    """Type the question and press Enter; wait for its answer."""
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    expect(page.locator("#latest .turn-question")).to_contain_text(question)


def set_as_of(page: Page, text: str) -> None:
    """Give another 基準日."""
    page.fill("#as-of :is(input, textarea)", text)
    page.click("#as-of-apply")


@contextmanager
def running(settings: Settings, knowledge: Knowledge) -> Iterator[str]:
    """The address of the application on a free port of the loopback, until the block ends."""
    listening = listen("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(create_app(settings, knowledge), log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=10)
    listening.close()
