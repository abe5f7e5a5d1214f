"""The guided pages on the real corpus, in a real browser: fill, read, check the source, share, download."""

import csv
import io
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from browsing import NewPage, set_as_of
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from test_access import SMALL_TEXT, serious, tab_to

from advisor.corpus.hubs import HubType
from advisor.dates import parse_as_of
from advisor.guides.menus.finding import MenuQuery, find_menus
from advisor.knowledge import Knowledge
from advisor.messages import Language, say

pytestmark = pytest.mark.browser

TABS = ("eligibility", "type", "menus", "schedule", "hubs")
RESULT = {
    "eligibility": ".verdict",
    "type": ".sides",
    "menus": "#menus-result table",
    "schedule": "#schedule-result table",
    "hubs": "#hubs-result .stacked table",
}
HUB = "本学は国立大学法人です。<b>県内の町工場</b>と一緒に加工技術を開発し、地域の人手不足を解決したいと考えています。"
OPEN, CLOSED = "2025-08-20", "2025-09-10"


def open_guide(page: Page, tab: str) -> None:
    """Click the tab and wait for its form."""
    page.click(f"#tab-{tab}-button")
    expect(page.locator(f"#{tab}-fields")).to_be_visible()


def describe(page: Page, tab: str, text: str = HUB) -> None:
    """Write into the guide's box and send it."""
    page.fill(f"#{tab}-description", text)
    page.click(f"#{tab}-fields .primary")
    expect(page.locator(f"#tab-{tab} {RESULT[tab]}").first).to_be_visible()


def show_result(page: Page, tab: str) -> None:
    """Whatever the guide needs to show a result."""
    open_guide(page, tab)
    if tab in {"eligibility", "type"}:
        describe(page, tab)
    expect(page.locator(f"#tab-{tab} {RESULT[tab]}").first).to_be_visible()


def says(page: Page, query: dict[str, list[str]]) -> None:
    """Wait until the address says this: it follows what is shown, a moment later."""
    page.wait_for_url(lambda url: parse_qs(urlsplit(url).query) == query)


def copied_link(page: Page, tab: str, button: str = "[data-link='']") -> str:
    """What the button puts on the clipboard."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click(f"#{tab}-result {button}")
    expect(page.locator(f"#{tab}-result .tools [role=status]")).to_contain_text("コピーしました")
    return str(page.evaluate("navigator.clipboard.readText()"))


def path_of(link: str) -> str:
    parts = urlsplit(link)
    return f"{parts.path}?{parts.query}" + (f"#{parts.fragment}" if parts.fragment else "")


def downloaded(page: Page, tab: str, label: str, tmp_path: Path) -> Path:
    with page.expect_download() as download:
        page.locator(f"#{tab}-result .downloads a", has_text=label).last.click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    return path


@pytest.mark.parametrize("tab", TABS)
def test_every_citation_opens_on_its_exact_words(new_page: NewPage, knowledge: Knowledge, tab: str) -> None:
    page = new_page()
    show_result(page, tab)
    cite = page.locator(f"#{tab}-result .cite:visible").first
    place = cite.evaluate("node => ({...node.dataset})")
    cite.click()
    mark = page.locator(f"#{tab}-panel mark")
    expect(mark).to_be_visible()
    expect(page.locator(f"#{tab}-source-title")).to_be_focused()
    text = knowledge.sources[place["source"]].text
    assert mark.evaluate("node => node.textContent") == text[int(place["start"]) : int(place["end"])]
    page.keyboard.press("Escape")
    expect(page.locator(f"#{tab}-panel .source")).to_have_count(0)
    expect(cite).to_be_focused()


@pytest.mark.parametrize("path", ["/", "/en/"])
@pytest.mark.parametrize("tab", TABS)
def test_no_serious_finding_of_axe_and_no_small_text(new_page: NewPage, tab: str, path: str) -> None:
    page = new_page(path)
    show_result(page, tab)
    page.locator(f"#{tab}-result .cite:visible").first.click()
    expect(page.locator(f"#{tab}-panel mark")).to_be_visible()
    assert serious(page) == []
    assert page.evaluate(SMALL_TEXT) == []


@pytest.mark.parametrize("tab", TABS)
def test_a_phone_scrolls_no_guide_sideways(new_page: NewPage, tab: str) -> None:
    page = new_page(width=390, height=844)
    show_result(page, tab)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    wide = """() => [...document.querySelectorAll("[role=tabpanel] *")]
        .filter(node => node.checkVisibility() && !node.closest(".table-region *, svg, .visually-hidden"))
        .filter(node => node.getBoundingClientRect().right > 391).map(node => node.outerHTML.slice(0, 120))"""
    assert page.evaluate(wide) == []
    assert page.evaluate(SMALL_TEXT) == []


def test_the_date_field_of_a_phone_unfolds(new_page: NewPage) -> None:
    page = new_page(width=390, height=844)
    expect(page.locator("#as-of-row")).to_be_hidden()
    page.click(".change-as-of")
    expect(page.locator(".change-as-of")).to_have_attribute("aria-expanded", "true")
    set_as_of(page, OPEN)
    expect(page.locator(".clock")).to_contain_text("受付中")


def test_eligibility_from_words_and_lists(new_page: NewPage, knowledge: Knowledge, tmp_path: Path) -> None:
    page = new_page()
    open_guide(page, "eligibility")
    rules = knowledge.program.eligibility
    expect(page.locator("#eligibility-fields select")).to_have_count(len(rules))
    applicant = page.locator("#eligibility-applicant option").all_inner_texts()
    assert applicant[1:] == [value.name.ja for value in rules[0].values]
    page.select_option("#eligibility-applicant", "company")
    expect(page.locator(".verdict > strong")).to_have_text("非該当")
    page.select_option("#eligibility-applicant", "kosen")
    expect(page.locator(".verdict > strong")).to_have_text("要確認")
    expect(page.locator("#eligibility-result tbody tr")).to_have_count(len(rules))
    expect(page.locator(".next-question .option").first).to_be_visible()
    for _ in rules:  # the questions, one after another, end in a verdict
        if page.locator(".next-question").count() == 0:
            break
        asked = page.locator(".next-question p").inner_text()
        page.locator(".next-question .option").first.click()
        expect(page.locator(".next-question p", has_text=asked)).to_have_count(0)
    expect(page.locator(".verdict > strong")).to_have_text("該当")
    rows = list(csv.reader(io.StringIO(downloaded(page, "eligibility", "CSV", tmp_path).read_text("utf-8-sig"))))
    assert [row[0] for row in rows[1 : len(rules) + 1]] == [rule.name.ja for rule in rules]


def test_free_text_is_shared_only_when_its_writer_says_so(new_page: NewPage) -> None:
    page = new_page()
    for tab in ("eligibility", "type"):
        open_guide(page, tab)
        describe(page, tab)
        assert "町工場" not in page.evaluate("decodeURIComponent(location.href)")
        assert parse_qs(urlsplit(page.url).query)["tab"] == [tab]
        links = page.locator(f"#{tab}-result .downloads a").evaluate_all("nodes => nodes.map(node => node.href)")
        assert links and all(link.startswith("data:") for link in links)
        expect(page.locator(f"#{tab}-private")).to_contain_text("受け取った人")
        assert urlsplit(copied_link(page, tab)).fragment == ""
    with_text = copied_link(page, "type", "[data-link='description']")
    other = new_page(path_of(with_text))
    expect(other.locator("#type-description")).to_have_value(HUB)
    expect(other.locator(".sides")).to_be_visible()
    assert "町工場" not in other.evaluate("decodeURIComponent(location.href)")


def test_type_sets_both_definitions_beside_each_other(new_page: NewPage) -> None:
    page = new_page()
    show_result(page, "type")
    expect(page.locator(".side")).to_have_count(2)
    expect(page.locator(".verdict > strong")).to_have_text(HubType.REGIONAL)
    marked = page.locator(".own-text mark").all_inner_texts()
    assert marked and all(words in HUB for words in marked)
    assert page.locator(".own-text b").count() == 0  # what was written is text
    expect(page.locator(".side blockquote")).to_have_count(2)
    left, right = (page.locator(".side").nth(n).bounding_box() for n in (0, 1))
    assert left and right and left["y"] == right["y"]
    page.set_viewport_size({"width": 390, "height": 844})
    left, right = (page.locator(".side").nth(n).bounding_box() for n in (0, 1))
    assert left and right and right["y"] > left["y"]


def test_menus_by_filter_with_counts(new_page: NewPage, knowledge: Knowledge, tmp_path: Path) -> None:
    page = new_page()
    show_result(page, "menus")
    expect(page.locator("#menus-finder .notice").first).to_contain_text("令和4年度")
    option = page.locator("#menus-ministry option", has_text="環境省").first
    label = option.inner_text()
    page.select_option("#menus-ministry", label=label)
    found = find_menus(MenuQuery(ministry="環境省"), parse_as_of(None), Language.JA, knowledge)
    expect(page.locator("#menus-result .count")).to_contain_text(f"{len(found.programmes)}件")
    assert f"({len(found.programmes)})" in label
    expect(page.locator("#menus-result tbody tr")).to_have_count(len(found.programmes))
    rows = list(csv.reader(io.StringIO(downloaded(page, "menus", "CSV", tmp_path).read_text("utf-8-sig"))))
    assert len([row for row in rows[1:] if len(row) > 1]) == len(found.rows)
    page.select_option("#menus-round", "2")
    expect(page.locator("#menus-own h3")).to_contain_text("第2回")
    again = new_page(path_of(copied_link(page, "menus")))
    expect(again.locator("#menus-result .count")).to_contain_text(f"{len(found.programmes)}件")
    expect(again.locator("#menus-own h3")).to_contain_text("第2回")
    page.fill("#menus-text", "ああああ存在しない言葉")
    page.press("#menus-text", "Enter")
    expect(page.locator("#menus-result")).to_contain_text("見つかりませんでした")
    expect(page.locator("#menus-text")).to_have_value("ああああ存在しない言葉")


def test_the_schedule_follows_the_date(new_page: NewPage, tmp_path: Path) -> None:
    page = new_page()
    show_result(page, "schedule")
    set_as_of(page, OPEN)
    expect(page.locator(".headline")).to_contain_text("7日")
    expect(page.locator(".events .state-ahead").first).to_be_visible()
    set_as_of(page, CLOSED)
    expect(page.locator(".headline")).to_contain_text("終了")
    says(page, {"tab": ["schedule"], "as_of": [CLOSED]})
    plot = page.locator("#schedule-timeline svg.marks")
    expect(plot).to_contain_text("基準日")
    sizes = plot.locator("text").evaluate_all("nodes => nodes.map(node => parseFloat(getComputedStyle(node).fontSize))")
    assert sizes and min(sizes) >= 16
    expect(page.locator("#schedule-timeline .vega-actions")).to_have_count(0)  # no way to an outside editor
    link = copied_link(page, "schedule")
    again = new_page(path_of(link))
    expect(again.locator(".headline")).to_contain_text("終了")
    expect(again.locator("#as-of :is(input, textarea)")).to_have_value(CLOSED)
    assert downloaded(page, "schedule", "Markdown", tmp_path).read_text("utf-8").startswith("# ")


def test_another_date_reaches_a_guide_that_was_opened_before(new_page: NewPage) -> None:
    page = new_page()
    show_result(page, "schedule")
    page.click("#tab-ask-button")
    says(page, {})
    set_as_of(page, OPEN)
    expect(page.locator(".clock")).to_contain_text("受付中")
    page.click("#tab-schedule-button")
    expect(page.locator(".headline")).to_contain_text("7日")
    set_as_of(page, "きのう")
    expect(page.locator("#as-of-error")).to_contain_text("読めません")
    expect(page.locator(".headline")).to_contain_text("7日")


def test_hubs_found_compared_and_shared(new_page: NewPage, knowledge: Knowledge, tmp_path: Path) -> None:
    page = new_page()
    show_result(page, "hubs")
    expect(page.locator("#hubs-lead .count")).to_contain_text(f"{len(knowledge.hubs)}拠点")
    expect(page.locator("#hubs-lead")).to_contain_text("一覧は完全ではありません")
    expect(page.locator("#hubs-map svg.marks")).to_contain_text("北海道")
    page.select_option("#hubs-round", "5")
    page.select_option("#hubs-type", HubType.REGIONAL)
    wanted = [hub for hub in knowledge.hubs if hub.round == 5 and hub.type is HubType.REGIONAL]
    expect(page.locator("#hubs-lead .count")).to_contain_text(f"{len(wanted)}拠点")
    numbers = page.locator("#hubs-map svg.marks text").all_text_contents()
    assert sum(int(number) for number in numbers if number.isdigit()) == len(wanted)
    for n in (0, 1):
        page.locator("#hubs-result input[type=checkbox]").nth(n).check()
    page.click("#hubs-result .form-buttons button")
    expect(page.locator(".compared tbody th").first).to_be_visible()
    expect(page.locator(".compared thead th")).to_have_count(4)
    book = load_workbook(downloaded(page, "hubs", "Excel", tmp_path))
    assert book.worksheets[0].max_row == len(wanted) + 1
    again = new_page(path_of(copied_link(page, "hubs")))
    expect(again.locator("#hubs-lead .count")).to_contain_text(f"{len(wanted)}拠点")
    expect(again.locator(".compared thead th")).to_have_count(4)
    again.click("[data-reset]")
    expect(again.locator("#hubs-lead .count")).to_contain_text(f"{len(knowledge.hubs)}拠点")


def test_hubs_like_a_description(new_page: NewPage) -> None:
    page = new_page()
    show_result(page, "hubs")
    page.fill("#hubs-like", "半導体の研究をしている拠点")
    page.click("#hubs-fields .primary")
    expect(page.locator("#hubs-result .likeness").first).to_be_visible()
    near = [float(text.split()[-1]) for text in page.locator("#hubs-result .likeness:visible").all_inner_texts()]
    assert near == sorted(near, reverse=True) and len(set(near)) > 1
    assert "半導体" not in page.evaluate("decodeURIComponent(location.href)")


def test_what_a_link_says_wrong_is_told_and_left_out(new_page: NewPage) -> None:
    page = new_page("/?tab=hubs&round=99&type=%3Cscript%3E&as_of=yesterday")
    expect(page.locator("#hubs-lead .message")).to_contain_text("round, type")
    expect(page.locator("#link-message")).to_contain_text("基準日")
    expect(page.locator("#hubs-result .stacked table").first).to_be_visible()
    says(page, {"tab": ["hubs"]})
    page = new_page("/?tab=nothing")
    expect(page.locator("#link-message")).to_contain_text("ありません")
    expect(page.locator("#question textarea")).to_be_visible()


def test_markup_in_a_guide_is_shown_as_text(new_page: NewPage) -> None:
    page = new_page()
    text = "<script>window.broken=1</script><img src=x onerror='window.broken=1'> ${window.broken=1} 県内の町工場と組む"
    open_guide(page, "type")
    describe(page, "type", text)
    expect(page.locator("#type-description")).to_have_value(text)
    open_guide(page, "eligibility")
    describe(page, "eligibility", text)
    assert page.evaluate("window.broken") is None
    assert page.locator("[role=tabpanel] img, [role=tabpanel] script").count() == 0


def test_too_much_text_is_refused_and_kept(new_page: NewPage) -> None:
    page = new_page()
    open_guide(page, "type")
    page.fill("#type-description", "あ" * 5000)
    page.click("#type-fields .primary")
    expect(page.locator("#type-lead .message")).to_contain_text("長すぎます")
    assert len(page.input_value("#type-description")) == 5000


def test_the_doors_lead_to_the_guides(new_page: NewPage) -> None:
    page = new_page()
    for tab, door in (("eligibility", 0), ("hubs", 3)):
        name = say(f"guides_ui.{tab}_door", Language.JA)
        page.locator(".door").nth(door).get_by_role("button", name=name).click()
        expect(page.locator(f"#{tab}-fields")).to_be_visible()
        expect(page.locator(f"#tab-{tab}-button")).to_be_focused()
        page.click("#tab-ask-button")


def test_a_guide_comes_along_to_the_other_language(new_page: NewPage) -> None:
    page = new_page("/?tab=hubs&round=5&as_of=2025-08-20")
    expect(page.locator("#hubs-result .stacked table").first).to_be_visible()
    page.click(".languages a")
    expect(page.locator("#tab-hubs-button")).to_have_text("Precedents")
    expect(page.locator("#hubs-round")).to_have_value("5")
    expect(page.locator("#hubs-lead .count")).to_contain_text("10 hubs")


def test_a_guide_with_the_keyboard_alone(new_page: NewPage) -> None:
    page = new_page()
    tab_to(page, "#tab-eligibility-button")
    page.keyboard.press("Enter")
    expect(page.locator("#eligibility-fields")).to_be_visible()
    tab_to(page, "#eligibility-description")
    tab_to(page, "#eligibility-applicant")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".verdict")).to_be_visible()
    expect(page.locator("#eligibility-applicant")).to_be_focused()
    tab_to(page, ".next-question .option")
    page.keyboard.press("Enter")
    tab_to(page, "#eligibility-result .cite")
    page.keyboard.press("Enter")
    expect(page.locator("#eligibility-source-title")).to_be_focused()
