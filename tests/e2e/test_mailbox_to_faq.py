"""A mailbox becomes replies, a reply an entry of the FAQ; the entry answers until a document overtakes it."""

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
import uvicorn
from inquiry_mailbox import mails, write_mbox
from playwright.sync_api import Browser, Page, expect
from test_access import serious

from advisor.settings import Settings
from app.main import create_app, listen

pytestmark = [pytest.mark.browser, pytest.mark.slow]

OPEN = "2025-08-20"
NAME = "架空 事務"
ASKED = "申請書の提出方法を教えてください。郵送でもよいですか。"
APPROVED = "事務局がこの質問に承認した回答です"
WAS, BECAME = "まで電子メールにてご提出ください", "まで電子メールによりご提出ください"
LONG_MS = 240_000  # some fifty replies are drafted one by one


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the corpus, to be changed."""
    copy = tmp_path_factory.mktemp("changing") / "corpus"
    shutil.copytree(Settings(_env_file=None).corpus_dir, copy)
    return copy


@pytest.fixture(scope="module")
def address(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server that loads its corpus by itself and watches it."""
    settings = Settings(_env_file=None, corpus_dir=corpus, data_dir=tmp_path_factory.mktemp("office"))
    listening = listen("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(create_app(settings), log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    at = f"http://127.0.0.1:{listening.getsockname()[1]}"
    _until(lambda: httpx.get(f"{at}/readyz").status_code == 200)
    yield at
    server.should_exit = True
    thread.join(timeout=10)
    listening.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, locale="ja-JP", timezone_id="Asia/Tokyo", accept_downloads=True
    )
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    assert errors == []


def test_a_mailbox_becomes_an_entry_that_answers_until_a_document_changes(
    page: Page, address: str, corpus: Path, tmp_path: Path
) -> None:
    mailbox = tmp_path / "受信箱.mbox"
    assert write_mbox(mailbox) == 60

    # everything is read, follow-ups and copies are joined
    _open(page, address, "inquiries")
    page.set_input_files("#inq-files", mailbox)
    receipt = page.locator("[data-part=importing] .sent-done")
    expect(receipt).to_contain_text("新しい問合せ: 54件", timeout=LONG_MS)
    expect(receipt).not_to_contain_text("読めなかったもの")

    # drafts of all
    page.locator("[data-begin=draft_all]").click()
    expect(page.locator("[data-part=drafting]")).to_contain_text("54件の返信案を作りました", timeout=LONG_MS)

    # a person decides on the replies to two who ask how to submit
    for name in ("submit-1", "submit-3"):
        _decide(page, address, next(mail.subject for mail in mails() if mail.id == name))

    # the FAQ: a candidate, a look for personal data, approval
    _open(page, address, "faq")
    candidate = page.get_by_role("listitem").filter(has_text="電子メール").first
    candidate.get_by_role("button", name="項目を作る").click()
    expect(page.locator("#faq-entry-title")).to_be_visible()
    form = page.locator("#faq-form")
    form.locator("#faq-question").fill(ASKED)
    form.locator("#faq-name").fill(NAME)
    form.get_by_role("button", name="確認に回す").click()
    expect(page.locator(".item-status-in_review")).to_be_visible()
    form.get_by_label("個人情報がないことを確認しました").check()
    form.get_by_role("button", name="承認して公開する").click()
    expect(page.locator(".item-status-approved").first).to_be_visible()
    assert serious(page) == []

    # the chat answers from it, with the entry as a source
    latest = _asked(page, address)
    assert APPROVED in latest
    page.locator("#latest .cite").first.click()
    expect(page.locator("#panel mark")).to_be_visible()
    expect(page.locator("#panel .source-name")).to_contain_text("事務局回答")

    # a document changes: the entry leaves the answers and is back in review
    for file in (*corpus.glob("documents/*.txt"), *corpus.glob("programs/*.yaml")):
        text = file.read_text(encoding="utf-8")
        if WAS in text:
            file.write_text(text.replace(WAS, BECAME), encoding="utf-8")
    asked = {"question": "申請書はどのように提出しますか", "as_of": OPEN}
    _until(lambda: BECAME in httpx.post(f"{address}/api/v1/ask", json=asked, timeout=60).text)
    assert APPROVED not in _asked(page, address)
    _open(page, address, "faq")
    expect(page.locator("[role=tabpanel]:visible").last).to_contain_text("資料の更新で変わりました")


def _open(page: Page, address: str, tab: str) -> None:
    page.goto(f"{address}/?tab={tab}&as_of={OPEN}")
    expect(page.locator(".clock")).to_be_visible()


def _asked(page: Page, address: str) -> str:
    """The text of the answer on the page."""
    _open(page, address, "ask")
    if page.locator("#clear").is_visible():  # what was answered before
        page.click("#clear")
        expect(page.locator("#latest .turn-question")).to_have_count(0)
    page.fill("#question textarea", ASKED)
    page.press("#question textarea", "Enter")
    expect(page.locator("#latest .turn-question")).to_contain_text(ASKED)
    return page.locator("#latest").inner_text()


def _decide(page: Page, address: str, subject: str) -> None:
    """Fill what is open, to review, approve, save the mail, mark it as sent."""
    _open(page, address, "inquiries")
    page.locator("#inq-filter").get_by_label("ことばで探す").fill(subject)
    page.locator("#inq-filter").get_by_role("button", name="絞り込む").click()
    page.get_by_role("button", name=subject).first.click()
    text = page.locator("#inq-reply-text")
    expect(text).to_be_visible()
    if "【要記入" in text.input_value():
        text.fill("\n".join(line for line in text.input_value().splitlines() if "【要記入" not in line))
        expect(page.locator("[data-save-state]")).to_contain_text("保存しました")
    page.fill("#inq-name", NAME)
    _step(page, "確認に回す", "確認中")
    _step(page, "承認する", "承認済み")
    with page.expect_download() as saved:
        page.locator(".steps").get_by_role("button", name=".eml").click()
    assert saved.value.suggested_filename.endswith(".eml")
    _step(page, "送信済みにする", "送信済み")


def _step(page: Page, button: str, status: str) -> None:
    page.locator(".steps").get_by_role("button", name=button, exact=True).click()
    expect(page.locator(".item-status").first).to_have_text(status)


def _until(holds: Callable[[], bool], seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.5)
