"""What a person does on the page, for the browser tests."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

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
