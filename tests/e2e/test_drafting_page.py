"""A coordinator prepares an application in a real browser: files, drafts, gaps, edits, approval, the filled form."""

import io
from hashlib import sha256
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from browsing import NewPage, set_as_of
from docx import Document
from playwright.sync_api import Page, Route, expect
from test_access import SMALL_TEXT, serious, tab_to

from advisor.knowledge import Knowledge

pytestmark = pytest.mark.browser

OPEN = "2025-08-20"
PLAN = """拠点の目的は、県内の木材加工の課題を解決することである。

2030年度までに、県内企業30社と再生材の利用を広げる将来像を掲げる。

令和6年度の共同研究は42件である。
"""
REPORT = ("拠点長は架空教授が務める。", "令和6年度の共同研究は39件である。")
NAME = "架空 太郎"
WIDE = """() => [...document.querySelectorAll("[role=tabpanel] *")]
    .filter(node => node.checkVisibility() && !node.closest(".table-region *, .visually-hidden"))
    .filter(node => node.getBoundingClientRect().right > 391).map(node => node.outerHTML.slice(0, 120))"""


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Two real files of an invented hub that count its joint research differently."""
    plan, report = tmp_path / "概要.txt", tmp_path / "年次報告.docx"
    plan.write_text(PLAN, encoding="utf-8")
    word = Document()
    for line in REPORT:
        word.add_paragraph(line)
    word.save(str(report))
    return [plan, report]


def begin(page: Page, title: str) -> None:
    """Start a dossier on the outline of the application."""
    page.fill("#draft-title", title)
    page.click("#draft-start [type=submit]")
    expect(page.locator("#draft-head-title")).to_have_text(title)


def send(page: Page, files: list[Path]) -> None:
    """Upload, and wait for the receipts."""
    page.set_input_files("#draft-files", files)
    expect(page.locator("[data-sending] .sent")).to_have_count(len(files))
    expect(page.locator("#draft-files")).to_be_enabled()


def draft(page: Page) -> None:
    """Have all items drafted."""
    page.click("[data-draft]")
    expect(page.locator("[data-part=going] .sent-done")).to_contain_text("項目の下書きを作りました")


def open_item(page: Page, label: str) -> None:
    page.locator(".requirements").get_by_role("button", name=label, exact=True).click()
    expect(page.locator("#draft-editor-title")).to_contain_text(label)
    expect(page.locator("#draft-editor-title")).to_be_focused()


def prepared(new_page: NewPage, files: list[Path], title: str, path: str = "/", **size: int) -> Page:
    """A page with a drafted dossier."""
    page = new_page(f"{path}?tab=draft&as_of={OPEN}", **size)
    begin(page, title)
    send(page, files)
    page.click("[data-draft]")
    expect(page.locator("[data-part=going] .sent-done")).to_be_visible()
    return page


def path_of(page: Page) -> str:
    parts = urlsplit(page.url)
    return f"{parts.path}?{parts.query}"


def type_and_wait(page: Page, text: str) -> None:
    page.fill("#draft-text", text)
    expect(page.locator("[data-save-state]")).to_have_attribute("data-state", "saved")
    expect(page.locator("[data-save-state]")).to_contain_text("保存しました")


def test_from_two_files_to_the_filled_form(new_page: NewPage, files: list[Path], tmp_path: Path) -> None:
    page = new_page()
    page.locator(".door").nth(2).get_by_role("button", name="申請書を下書きする").click()
    expect(page.locator("#draft-start")).to_be_visible()
    expect(page.locator("#draft-start")).to_contain_text("公式の申請用紙ではありません")
    set_as_of(page, OPEN)
    expect(page.locator(".clock")).to_contain_text("受付中")
    begin(page, "架空大学 全工程")
    expect(page.locator(".days")).to_contain_text("あと7日")
    send(page, [*files, Path(__file__)])  # a file of a kind that is not taken stops no other
    expect(page.locator("[data-sending] .sent-failed")).to_contain_text("test_drafting_page.py")
    expect(page.locator("[data-part=receipts] tbody tr")).to_have_count(2)
    expect(page.locator(".hash").first).to_have_attribute("title", sha256(PLAN.encode()).hexdigest())
    draft(page)
    expect(page.locator(".requirements .item-status", has_text="下書き")).to_have_count(9)
    expect(page.locator(".clashes")).to_contain_text("42件")
    expect(page.locator(".clashes")).to_contain_text("39件")
    expect(page.locator(".requirements .gaps").first).to_be_visible()
    expect(page.locator("#draft-text")).to_have_count(0)  # prose comes when an item is opened
    open_item(page, "ビジョンと目的")
    expect(page.locator(".editor-beside blockquote").first).to_contain_text("概要.txt")
    expect(page.locator(".editor-beside .origin", has_text="資料").first).to_be_visible()

    other = new_page(path_of(page))
    expect(other.locator("#draft-text")).to_be_visible()
    kept = page.input_value("#draft-text")
    type_and_wait(page, f"{kept}\n一人目が書き足した文。")
    expect(page.locator(".editor-beside")).to_contain_text("編集(この端末の利用者)")
    other.fill("#draft-text", "二人目が書き直した文。")
    other.press("#draft-text", "Control+s")
    expect(other.locator(".conflict")).to_contain_text("一人目が書き足した文。")
    expect(other.locator(".conflict")).to_contain_text("二人目が書き直した文。")
    expect(other.locator("#draft-text")).to_have_value("二人目が書き直した文。")
    other.click("[data-keep-mine]")
    expect(other.locator("[data-save-state]")).to_have_attribute("data-state", "saved")

    other.get_by_text("版の一覧と比較").first.click()
    other.click("[data-do=compare]")
    expect(other.locator(".difference ins").first).to_contain_text("(追加ここから)")
    expect(other.locator(".difference del").first).to_be_visible()
    other.click("[data-do=approve]")
    expect(other.locator(".editor-main [data-messages]")).to_contain_text("承認者の名前")
    other.fill("#draft-name", NAME)
    other.click("[data-do=approve]")
    expect(other.locator(".editor-facts .item-status")).to_have_text("承認済み")
    expect(other.locator("#draft-text")).to_have_attribute("readonly", "")
    expect(other.locator(".done")).to_have_text("承認済み 1 / 9 項目")
    expect(other.locator("#draft-only-approved")).to_be_checked()
    with other.expect_download() as download:
        other.click("[data-do=export][data-ending='.docx']")
    download.value.save_as(tmp_path / "申請書.docx")
    text = "\n".join(p.text for p in Document(io.BytesIO((tmp_path / "申請書.docx").read_bytes())).paragraphs)
    assert "二人目が書き直した文。" in text and "一人目が書き足した文。" not in text
    with other.expect_download() as download:
        other.click("[data-do=annex][data-ending='.csv']")
    assert download.value.suggested_filename == "架空大学 全工程-annex.csv"


def refuse_saves(route: Route) -> None:
    """The server is away for saves alone."""
    if '"do":"save"' in (route.request.post_data or ""):
        route.abort()
    else:
        route.continue_()


def test_a_reload_shows_the_same_item_and_brings_back_what_was_not_saved(
    new_page: NewPage, files: list[Path], strays: list[str]
) -> None:
    page = prepared(new_page, files, "架空大学 再読込")
    open_item(page, "人材育成")
    query = parse_qs(urlsplit(page.url).query)
    assert query["tab"] == ["draft"] and len(query["dossier"]) == len(query["item"]) == 1
    page.route("**/component_server/**", refuse_saves)
    page.fill("#draft-text", "切れている間に書いた文。")
    page.press("#draft-text", "Control+s")
    expect(page.locator("[data-save-state]")).to_contain_text("保存できていません")
    expect(page.locator(".editor-main [data-messages]")).to_contain_text("接続できません")
    page.on("dialog", lambda dialog: dialog.accept())  # the browser asks before it leaves what is not saved
    page.reload()
    expect(page.locator("#draft-text")).to_have_value("切れている間に書いた文。")
    page.unroute("**/component_server/**")
    page.press("#draft-text", "Control+s")
    expect(page.locator("[data-save-state]")).to_have_attribute("data-state", "saved")
    assert strays and all("Failed to load resource" in each for each in strays)
    strays.clear()
    page.reload()
    expect(page.locator("#draft-text")).to_have_value("切れている間に書いた文。")
    page.click("[data-do=home]")
    expect(page.locator(".dossier", has_text="架空大学 再読込")).to_be_visible()
    assert "dossier" not in parse_qs(urlsplit(page.url).query)


def test_a_remark_a_review_and_a_deleted_file(new_page: NewPage, files: list[Path]) -> None:
    page = prepared(new_page, files, "架空大学 確認")
    open_item(page, "ビジョンと目的")
    page.fill("#draft-name", NAME)
    page.fill("#draft-comment", "出典を<b>確かめて</b>ください")
    page.click("[data-do=comment]")
    expect(page.locator(".comments .said")).to_have_text("出典を<b>確かめて</b>ください")
    page.click("[data-do=resolve]")
    expect(page.locator(".comments")).to_contain_text(f"解決済み({NAME}")
    page.click("[data-do=send_to_review]")
    expect(page.locator(".editor-facts .item-status")).to_have_text("確認中")
    page.click("[data-do=reopen]")
    expect(page.locator(".editor-main [data-messages]")).to_contain_text("理由を入力")
    page.fill("#draft-note", "表現を直します")
    page.click("[data-do=reopen]")
    expect(page.locator(".editor .note")).to_contain_text("表現を直します")
    row = page.locator("[data-part=receipts] tbody tr", has_text="概要.txt")
    row.locator(".confirm summary").click()
    row.locator("[data-do=remove]").click()
    expect(page.locator("[data-part=receipts]")).to_contain_text("「概要.txt」は")
    expect(page.locator(".issues")).to_contain_text("削除されています")
    page.locator(".issues .item-link").first.click()
    expect(page.locator("#draft-editor-title")).to_be_focused()
    set_as_of(page, "2025-09-10")
    expect(page.locator(".days")).to_contain_text("過ぎています")
    assert parse_qs(urlsplit(page.url).query)["as_of"] == ["2025-09-10"]


def test_a_loaded_form_is_corrected_and_used(new_page: NewPage, tmp_path: Path) -> None:
    word = Document()
    word.add_heading("架空の公募 申請書", level=1)
    table = word.add_table(rows=3, cols=2)
    for row, label in enumerate(("1 拠点の名称", "2 拠点の目的(400字以内)", "3 備考")):
        table.cell(row, 0).text = label
    word.save(str(tmp_path / "様式.docx"))
    page = new_page("/?tab=draft")
    page.fill("#draft-title", "架空大学 様式")
    page.set_input_files("#draft-form-file", tmp_path / "様式.docx")
    expect(page.locator("input[name=form][value=file]")).to_be_checked()
    page.click("#draft-start [type=submit]")
    expect(page.locator("#draft-form-title")).to_be_focused()
    rows = page.locator(".form-items tbody tr")
    expect(rows).to_have_count(4)  # and one to add
    purpose = rows.nth(1)
    expect(purpose.locator("[data-field=limit]")).to_have_value("400")
    purpose.locator("[data-field=limit]").fill("６００")
    purpose.locator("[data-places]").focus()
    assert purpose.locator("[data-places] option").count() > 3
    rows.nth(2).locator("[data-field=keep]").uncheck()
    page.locator("form[data-send=map] [type=submit]").click()
    expect(page.locator(".requirements tbody tr")).to_have_count(2)
    open_item(page, "拠点の目的")
    page.fill("#draft-text", "あ" * 601)
    expect(page.locator("#draft-count")).to_have_text("601字 / 上限600字。1字超えています。")


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/", "/en/"])
def test_no_serious_finding_of_axe_and_nothing_sideways_on_a_phone(
    new_page: NewPage, files: list[Path], path: str
) -> None:
    page = new_page(f"{path}?tab=draft&as_of={OPEN}")
    expect(page.locator("#draft-start")).to_be_visible()
    found = serious(page)
    begin(page, f"架空大学 {path}")
    send(page, files)
    page.click("[data-draft]")
    expect(page.locator("[data-part=going] .sent-done")).to_be_visible()
    page.locator(".requirements .item-link").first.click()
    expect(page.locator("#draft-text")).to_be_visible()
    page.locator("details[data-load=versions] summary").first.click()
    expect(page.locator("[data-part=versions] table")).to_be_visible()
    assert found + serious(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate(WIDE) == []
    assert page.evaluate(SMALL_TEXT) == []
    main, beside = (page.locator(f".editor-{part}").bounding_box() for part in ("main", "beside"))
    assert main and beside and beside["y"] >= main["y"] + main["height"]


def test_with_the_keyboard_alone(new_page: NewPage) -> None:
    page = new_page("/?tab=draft")
    expect(page.locator("#draft-start")).to_be_visible()
    tab_to(page, "#draft-title")
    page.keyboard.type("架空大学 キーボード")
    tab_to(page, "#draft-start [type=submit]")
    page.keyboard.press("Enter")
    expect(page.locator("#draft-head-title")).to_be_focused()
    tab_to(page, ".requirements .item-link")
    page.keyboard.press("Enter")
    expect(page.locator("#draft-editor-title")).to_be_focused()
    tab_to(page, "#draft-text")
    page.keyboard.type("架空の拠点の目的。")
    tab_to(page, "#draft-name")
    page.keyboard.type(NAME)
    tab_to(page, "[data-do=approve]")
    page.keyboard.press("Enter")
    expect(page.locator(".editor-facts .item-status")).to_have_text("承認済み")
    expect(page.locator("#draft-editor-title")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.locator("[data-back-to-table]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".requirements .item-link").first).to_be_focused()


def test_what_is_on_its_way_to_the_desk_is_served_to_nobody(
    new_page: NewPage, knowledge: Knowledge, server: str
) -> None:
    page = new_page("/?tab=draft")
    folder = knowledge.settings.data_dir / "uploads"
    (folder / "left.txt").write_text("架空の秘密", encoding="utf-8")
    for prefix in ("", "/en"):
        reply = page.request.get(f"{server}{prefix}/gradio_api/file={quote(str(folder / 'left.txt'))}")
        assert reply.status == 403 and "架空の秘密" not in reply.text()
    assert [path.name for path in folder.iterdir()] == ["left.txt"]  # of all that was sent nothing is left
