"""The page for everybody: keyboard, phone, screen reader (axe)."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import KOSEN, NewPage, ask
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

SMALL_TEXT = """() => [...document.querySelectorAll("p, li, button, label, dd, a, textarea, input, summary")]
    .filter(node => node.checkVisibility() && node.innerText !== "")
    .filter(node => parseFloat(getComputedStyle(node).fontSize) < 16)
    .map(node => node.outerHTML.slice(0, 80))"""


def tab_to(page: Page, selector: str, limit: int = 40) -> None:
    """Press Tab until what has the focus matches; every stop on the way must show its focus."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", page.evaluate("document.activeElement.outerHTML")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"{selector} was not reached")


def test_with_the_keyboard_alone(new_page: NewPage) -> None:
    page = new_page()
    tab_to(page, "#question textarea")
    page.keyboard.type(KOSEN)
    page.keyboard.press("Enter")
    expect(page.locator("#latest .turn")).to_be_visible()
    tab_to(page, "#latest .cite")
    page.keyboard.press("Enter")
    expect(page.locator("#panel mark")).to_be_visible()
    expect(page.locator("#source-title")).to_be_focused()
    tab_to(page, "[data-close]")
    page.keyboard.press("Enter")
    expect(page.locator("#latest .cite").first).to_be_focused()


@pytest.mark.parametrize("path", ["/", "/en/"])
def test_a_phone_has_one_column_and_no_sideways_scroll(new_page: NewPage, path: str) -> None:
    page = new_page(path, width=390, height=844)
    expect(page.locator("#question textarea")).to_be_in_viewport()
    ask(page, KOSEN)
    expect(page.locator("#latest .turn-question")).to_be_in_viewport()
    page.locator("#latest .cite").first.click()
    expect(page.locator("#panel mark")).to_be_visible()
    expect(page.locator("#source-title")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    answer, panel = page.locator("#latest").bounding_box(), page.locator("#panel").bounding_box()
    assert answer and panel and panel["y"] >= answer["y"] + answer["height"] - 1
    small = page.evaluate(SMALL_TEXT)
    assert small == []


@pytest.mark.parametrize("path", ["/", "/en/"])
def test_no_serious_finding_of_axe(new_page: NewPage, path: str) -> None:
    page = new_page(path)
    found = serious(page)
    ask(page, KOSEN)
    page.locator("#latest .cite").first.click()
    expect(page.locator("#panel mark")).to_be_visible()
    assert found + serious(page) == []


def serious(page: Page) -> list[str]:
    """The findings that keep people out, with the places."""
    results = Axe().run(page).response["violations"]
    bad = [finding for finding in results if finding["impact"] in {"serious", "critical"}]
    return [f"{finding['id']}: {[node['html'][:200] for node in finding['nodes']]}" for finding in bad]
