"""Take the pictures of the README from the running page, on the bundled corpus: python docs/screenshots.py

The 基準日 is fixed, so that the pictures are the same on every day. Needs chromium (ADVISOR_TEST_CHROMIUM or on PATH).
"""

import io
import os
import shutil
import sys
import threading
from pathlib import Path

import uvicorn
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from advisor.knowledge import Knowledge
from advisor.settings import Settings
from app.main import create_app, listen

FOLDER = Path(__file__).parent / "screenshots"
AS_OF = "2025-08-20 10:00"
DESKTOP, PHONE = (1280, 900), (390, 844)
LIMIT_BYTES = 300_000
CASE = "公立大学法人です。学内のセンターとして自分たちで運営し、県内の企業との共同研究を続けています。"
HUB = "県内の中小企業や農家と新しい加工食品を共同で開発し、地域の人手不足の解決を目指しています。"
SHOWN_FIRST = {  # where the picture of a guided page begins
    "eligibility": "#eligibility-lead",
    "type": "#type-lead",
    "menus": "#menus-finder",
    "schedule": "#schedule-form",
    "hubs": "#hubs-lead",
}
DESCRIBED = {"eligibility": CASE, "type": HUB}
COLOURS = 128
NAMES = ("chromium", "chromium-browser", "google-chrome")


def open_page(browser: Browser, address: str, size: tuple[int, int]) -> Page:
    """The page at the fixed 基準日."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, locale="ja-JP", timezone_id="Asia/Tokyo")
    page.goto(address)
    page.wait_for_selector(".clock")
    if page.locator(".change-as-of").is_visible():
        page.click(".change-as-of")
    page.fill("#as-of :is(input, textarea)", AS_OF)
    page.click("#as-of-apply")
    page.wait_for_selector(".clock-open")
    if page.locator(".change-as-of").is_visible():
        page.click(".change-as-of")
    return page


def ask(page: Page, question: str, open_source: bool = False) -> None:
    """Ask, and open the first source when wanted."""
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    page.wait_for_selector("#latest .turn")
    if open_source:
        page.locator("#latest .cite").first.click()
        page.wait_for_selector("#panel mark")
        page.locator("#latest").evaluate("node => node.scrollIntoView({block: 'start'})")
    page.wait_for_timeout(500)


def open_guide(browser: Browser, address: str, tab: str, describe: str = "") -> Page:
    """A guided page at the fixed 基準日 with its result, its head in view."""
    page = open_page(browser, address, DESKTOP)
    page.click(f"#tab-{tab}-button")
    page.wait_for_selector(f"#{tab}-fields")
    if describe:
        page.fill(f"#{tab}-description", describe)
        page.click(f"#{tab}-fields .primary")
    page.wait_for_selector(f"#{tab}-result [data-query]", state="attached")
    page.wait_for_timeout(1500)  # the plots are drawn
    page.locator(SHOWN_FIRST[tab]).first.evaluate("node => node.scrollIntoView({block: 'start'})")
    return page


def save(page: Page, name: str) -> None:
    """The picture, in few colours to stay small."""
    page.evaluate("document.activeElement.blur()")
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    path = FOLDER / f"{name}.png"
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    size = path.stat().st_size
    if size > LIMIT_BYTES:
        raise SystemExit(f"{path.name} has {size} bytes, more than {LIMIT_BYTES}")
    page.context.close()


def take_all(browser: Browser, address: str) -> None:
    """Every picture."""
    page = open_page(browser, address, DESKTOP)
    page.evaluate("scrollTo(0, 0)")
    save(page, "desktop-ja")
    page = open_page(browser, address, PHONE)
    ask(page, "高専は申請できますか")
    page.locator("#latest").evaluate("node => node.scrollIntoView({block: 'start'})")
    save(page, "phone-ja")
    page = open_page(browser, address, DESKTOP)
    ask(page, "高専は申請できますか", open_source=True)
    save(page, "citation-ja")
    page = open_page(browser, f"{address}/en/", DESKTOP)
    ask(page, "Can a college of technology (kosen) apply?", open_source=True)
    save(page, "citation-en")
    for tab in SHOWN_FIRST:
        save(open_guide(browser, address, tab, DESCRIBED.get(tab, "")), f"guide-{tab}-ja")


def main() -> None:
    """Start the application, take the pictures, stop."""
    chromium = os.environ.get("ADVISOR_TEST_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if chromium is None:
        sys.exit("no chromium found")
    FOLDER.mkdir(exist_ok=True)
    settings = Settings()
    listening = listen("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(create_app(settings, Knowledge.load(settings)), log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        take_all(browser, f"http://127.0.0.1:{listening.getsockname()[1]}")
        browser.close()
    server.should_exit = True
    thread.join(timeout=10)


if __name__ == "__main__":
    main()
