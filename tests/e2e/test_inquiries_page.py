"""The secretariat in a real browser: mails in, a reply drafted, approved, marked as sent; the FAQ; the form."""

import mailbox
from email.message import EmailMessage
from pathlib import Path

import pytest
from browsing import NewPage, ask
from playwright.sync_api import Page, expect
from test_access import SMALL_TEXT, serious, tab_to

pytestmark = pytest.mark.browser

OPEN = "2025-08-20"
NAME = "架空 事務局"
STATUS = "[data-part=head] .item-status"
WIDE = """() => [...document.querySelectorAll("[role=tabpanel] *")]
    .filter(node => node.checkVisibility() && !node.closest(".table-region *, .visually-hidden, .guide-plots *"))
    .filter(node => node.getBoundingClientRect().right > 391).map(node => node.outerHTML.slice(0, 120))"""


def box_of(folder: Path, mails: int, about: str) -> Path:
    """A mailbox of fictional mails, the first with a file."""
    path = folder / "box.mbox"
    box = mailbox.mbox(path)
    for number in range(mails):
        mail = EmailMessage()
        mail["From"] = f"架空 花子 <user{number}@example.ac.jp>"
        mail["Subject"] = f"{about}{number}"
        mail["Message-ID"] = f"<{about.encode().hex()}{number}@example.ac.jp>"
        mail["Date"] = "Wed, 06 Aug 2025 10:00:00 +0900"
        mail.set_content("架空大学の架空です。\n\n高専は申請できますか。\n", charset="iso-2022-jp")
        if number == 0:
            mail.add_attachment("架空の添付".encode(), maintype="text", subtype="plain", filename="資料.txt")
        box.add(mail)
    box.flush()
    return path


def take_in(page: Page, path: Path) -> None:
    page.set_input_files("#inq-files", path)
    expect(page.locator("[data-part=importing] .sent")).to_contain_text("取り込みました")


def open_inquiry(page: Page, subject: str) -> None:
    page.fill("#inq-filter-find", subject)
    page.press("#inq-filter-find", "Enter")
    expect(page.locator(".inquiries tbody tr")).to_have_count(1)
    page.locator(".inquiries .item-link").click()
    expect(page.locator("#inq-head-title")).to_be_focused()


def save(page: Page, text: str) -> None:
    page.fill("#inq-reply-text", text)
    page.press("#inq-reply-text", "Control+s")


def test_from_the_mailbox_to_the_faq(new_page: NewPage, tmp_path: Path) -> None:
    page = new_page(f"/?as_of={OPEN}")
    page.locator(".door").nth(1).get_by_role("button", name="問合せに返信する").click()
    expect(page.locator("#inq-files")).to_be_visible()
    take_in(page, box_of(tmp_path, 3, "全工程の問合せ"))
    expect(page.locator("[data-part=importing]")).to_contain_text("新しい問合せ: 3件")
    open_inquiry(page, "全工程の問合せ0")
    page.get_by_role("button", name="「資料.txt」の文字を読む").click()
    expect(page.locator(".mail-files .mail-cut")).to_have_text("架空の添付")
    page.locator("[data-editor] [data-do=draft]").click()
    expect(page.locator("#inq-editor-title")).to_be_focused()
    page.locator(".editor-beside .cite").first.click()
    expect(page.locator("#inq-source-title")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".editor-beside .cite").first).to_be_focused()

    other = new_page("/" + page.url.split("/", 3)[3])
    drafted = other.input_value("#inq-reply-text")
    save(page, f"{drafted}\n一人目の文。")
    expect(page.locator("[data-save-state]")).to_have_attribute("data-state", "saved")
    save(other, f"{drafted}\n二人目の文。")
    expect(other.locator(".conflict")).to_contain_text("一人目の文。")
    other.click("[data-keep-mine]")
    expect(other.locator("[data-save-state]")).to_have_attribute("data-state", "saved")
    other.click("[data-do=to_review]")
    expect(other.locator(STATUS)).to_have_text("確認中")
    other.click("[data-do=approve]")
    expect(other.locator(".editor-main > [data-messages]")).to_contain_text("承認者の名前")
    other.fill("#inq-name", NAME)
    other.click("[data-do=approve]")
    expect(other.locator(STATUS)).to_have_text("承認済み")
    expect(other.locator(".editor-main")).to_contain_text("このサービスはメールを送りません")
    with other.expect_download() as download:
        other.click("[data-do=eml]")
    assert download.value.suggested_filename.endswith(".eml")
    other.click("[data-do=mark_sent]")
    expect(other.locator(STATUS)).to_have_text("送信済み")

    other.click("#tab-faq-button")
    other.reload()
    other.locator("[data-part=desk] [data-do=start][data-key]").first.click()
    expect(other.locator("#faq-entry-title")).to_be_focused()
    other.click("button[value=to_review]")
    expect(other.locator("[data-part=entry] .item-status")).to_have_text("確認中")
    other.check("[name=checked]")
    other.click("button[value=approve]")
    expect(other.locator("[data-part=entry] .item-status")).to_contain_text("公開中")
    other.locator("[data-part=entry] [data-do=home]").click()
    other.locator(".faq-entry summary").first.click()
    expect(other.locator(".faq-answer").first).to_contain_text("事務局回答")
    other.locator(".faq-entry .cite").first.click()
    expect(other.locator("#faq-source-title")).to_be_focused()
    other.locator(".faq-list [data-do=open]").last.evaluate("button => button.closest('details').open = true")
    other.locator(".faq-list [data-do=open]").last.click()
    other.click("button[value=retire]")  # what is published would answer other tests
    expect(other.locator("[data-part=entry] .item-status")).to_contain_text("取り下げ")


def test_all_that_wait_are_drafted_and_counted(new_page: NewPage, tmp_path: Path) -> None:
    page = new_page(f"/?tab=inquiries&as_of={OPEN}")
    expect(page.locator("#inq-files")).to_be_visible()
    take_in(page, box_of(tmp_path, 4, "一括の問合せ"))
    page.click("[data-begin=draft_all]")
    expect(page.locator("[data-part=drafting] .sent-done")).to_contain_text("返信案を作りました")
    expect(page.locator("#inq-list-title")).to_be_focused()
    expect(page.locator(".status-counts button").first).to_contain_text("未対応 0")
    page.click("#inq-figures [type=submit]")
    expect(page.locator("#inq-tables-title")).to_be_focused()
    expect(page.locator("#inquiries-plots .vega-embed").first).to_be_visible()


def test_what_the_documents_do_not_settle_goes_to_the_secretariat_by_keyboard(new_page: NewPage) -> None:
    page = new_page(f"/?as_of={OPEN}")
    ask(page, "採択率はどのくらいですか")
    tab_to(page, ".ask-office summary")
    page.keyboard.press("Enter")
    form = page.locator("#latest .office-form")
    expect(form.locator("textarea")).to_have_value("採択率はどのくらいですか")
    form.locator("[type=submit]").press("Enter")
    expect(form.locator("[data-messages]")).to_contain_text("同意の欄")
    expect(form.locator("[name=consent]")).to_be_focused()
    page.keyboard.press("Space")
    form.locator("[type=submit]").press("Enter")
    expect(page.locator("#latest .office-done")).to_be_focused()
    expect(page.locator("#latest .office-done")).to_contain_text("受付番号")


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/", "/en/"])
def test_no_serious_finding_of_axe_and_nothing_sideways_on_a_phone(
    new_page: NewPage, tmp_path: Path, path: str
) -> None:
    page = new_page(f"{path}?tab=inquiries&as_of={OPEN}")
    expect(page.locator("#inq-files")).to_be_visible()
    page.set_input_files("#inq-files", box_of(tmp_path, 1, f"画面の問合せ{path.strip('/')}"))
    expect(page.locator("[data-part=importing] .sent")).to_be_visible()
    found = serious(page)
    found += on_a_phone(page)
    page.locator(".inquiries .item-link").first.click()
    expect(page.locator("#inq-reply-text")).to_be_visible()
    page.locator("details[data-load=versions] summary").first.click()
    found += serious(page) + on_a_phone(page)
    page.goto(page.url.split("?")[0] + "?tab=faq")
    expect(page.locator("#faq-entries-title")).to_be_visible()
    page.locator("[data-do=start]:not([data-key])").click()
    expect(page.locator("#faq-form")).to_be_visible()
    found += serious(page) + on_a_phone(page)
    assert found == []


def on_a_phone(page: Page) -> list[str]:
    """What is too wide or too small at the width of a phone."""
    size = page.viewport_size
    assert size is not None
    page.set_viewport_size({"width": 390, "height": 844})
    found = [*page.evaluate(WIDE), *page.evaluate(SMALL_TEXT)]
    page.set_viewport_size(size)
    return [str(each) for each in found]
