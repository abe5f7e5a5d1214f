"""A real chromium on a real server over the real corpus. Skipped, with the reason, where there is no chromium."""

import os
import shutil
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from browsing import NewPage, running
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from advisor.knowledge import Knowledge

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--no-first-run"),
]
expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def server(knowledge: Knowledge) -> Iterator[str]:
    """The address of the running application."""
    with running(knowledge.settings, knowledge) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = os.environ.get("ADVISOR_TEST_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip(f"no chromium found: none of {', '.join(NAMES)} on PATH, and ADVISOR_TEST_CHROMIUM is not set")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def strays() -> list[str]:
    """Every request that left the loopback, and every error on the console; a test leaves none."""
    return []


@pytest.fixture
def new_page(browser: Browser, server: str, strays: list[str]) -> Iterator[NewPage]:
    """Opens the page in a browser of its own and waits until it is ready."""
    contexts: list[BrowserContext] = []

    def open_page(path: str = "/", width: int = 1280, height: int = 900) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="ja-JP", timezone_id="Asia/Tokyo", accept_downloads=True
        )
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: strays.append(request.url) if _leaves(request.url) else None)
        page.on("console", lambda message: strays.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: strays.append(str(error)))
        page.goto(server + path)
        expect(page.locator(".clock")).to_be_visible()
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert strays == []


def _leaves(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname != "127.0.0.1"
