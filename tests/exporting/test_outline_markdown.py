"""advisor/exporting/markdown and documents: a form with its answers as a file; a text shows as it stands."""

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from advisor.exporting.documents import filled_bytes
from advisor.exporting.markdown import outline_markdown
from advisor.forms.model import Filled, Filling, Form, FormFormat, FormItem, ItemKind
from advisor.forms.outlines import APPLICATION, CHECK_SHEET, Outline, load_outlines
from advisor.messages import Language
from advisor.settings import bundled

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
VISION = FormItem(id="vision", label="ビジョン", number="1-(1)", path=("拠点の背景",))
PLAN = FormItem(id="plan", label="計画", number="1-(2)", path=("拠点の背景",))
RULES = FormItem(id="rules", label="規程がありますか。", kind=ItemKind.CHOICE, options=("はい", "いいえ"))
PRINTABLE = st.text("研究42件。 -+*_#>|`~\\[]()<>&;!.1=:'\"ab\t\n", min_size=1, max_size=60)


@pytest.fixture(scope="module")
def outlines() -> dict[str, Outline]:
    return load_outlines(bundled("corpus"))


def form(*items: FormItem, title: str = "構成案") -> Form:
    return Form(name="outline", title=title, format=FormFormat.OUTLINE, items=items)


def written(text: str, item: FormItem = VISION, face: str = "") -> str:
    return outline_markdown(form(item), Filling(answers={item.id: Filled(text=text)}, face=face))


def shown(text: str) -> list[str]:
    """What a reader sees of an answer, its paragraphs' lines."""
    page = MARKDOWN.render(written(text)).split("</h3>")[1]
    assert not re.search(r"<(?!/?p>|br ?/?>)", page), page  # no heading, list, code, table or link
    plain = html.unescape(re.sub(r"</?p>|<br ?/?>", "\n", page))
    return [line.strip() for line in plain.splitlines() if line.strip()]


# --- texts ---


@pytest.mark.parametrize(
    "text",
    [
        "共同研究は42件である。\n次の行。",
        "- 項目",
        "+ 項目",
        "* 項目",
        "-",
        "+",
        "# 見出し",
        "> 引用",
        "1. 一つ目",
        "1) 一つ目",
        "1.",
        "2025. 4 開設",
        "表題\n---",
        "表題\n===",
        "表題\n-",
        "***",
        "___",
        "    字下げ",
        "\t字下げ",
        "*強調* と _下線_ と ~~消し~~",
        "`code` と ```code```",
        "a|b\n--|--\n1|2",
        "<b>太字</b> <script>alert(1)</script>",
        "&copy; &amp; &lt;b&gt; &#42;",
        "[名](https://a.example) ![絵](b.png)",
        "C:\\data\\*.csv",
        "[1]: https://a.example",
        "- - -",
        "a|b\n:-",
        "-3%\n-",
        "123456789. 番号",
        "終わりの\\\n次",
        "【要記入: 額】",
        "前期\n\n\n後期",
    ],
)
def test_a_text_shows_as_it_stands(text: str) -> None:
    assert shown(text) == [line.strip() for line in text.splitlines() if line.strip()]


@given(PRINTABLE)
@settings(max_examples=150)
def test_any_text_shows_as_it_stands(text: str) -> None:
    assert [" ".join(line.split()) for line in shown(text)] == [
        " ".join(line.split()) for line in text.splitlines() if line.strip()
    ]


# --- the page ---


def test_headings_stand_above_the_items_once() -> None:
    page = outline_markdown(form(VISION, PLAN), Filling(answers={"vision": Filled(text="文。")}))
    assert page.count("## 拠点の背景\n") == 1
    assert page.index("## 拠点の背景") < page.index("### 1-(1) ビジョン") < page.index("文。") < page.index("### 1-(2)")
    assert page.startswith("# 構成案\n") and page.endswith("\n") and not page.endswith("\n\n")


def test_the_boxes_of_a_choice_show_which_is_ticked() -> None:
    page = outline_markdown(form(RULES), Filling(answers={"rules": Filled(chosen=("いいえ",))}))
    assert "□ はい" in page and "☑ いいえ" in page
    assert "☑" not in outline_markdown(form(RULES), Filling(answers={}))


def test_what_is_said_on_the_face_stands_before_the_items() -> None:
    page = written("文。", face="【下書き・未承認】*承認*前です。")
    assert "> **【下書き・未承認】\\*承認\\*前です。**" in page
    assert page.index("下書き") < page.index("ビジョン")
    assert ">" not in written("文。")


def test_raw_text_is_not_escaped_where_nothing_would_happen() -> None:
    page = written("-3%である。(1. 甲) 前年+2件、1.5倍。")
    assert "-3%である。(1. 甲) 前年+2件、1.5倍。" in page


def test_a_label_of_two_lines_is_one_heading() -> None:
    item = VISION.model_copy(update={"label": "ビジョン\n- 概要", "path": ("背景\n===",)})
    page = MARKDOWN.render(outline_markdown(form(item), Filling(answers={})))
    assert "<h2>背景 ===</h2>" in page and "<h3>1-(1) ビジョン - 概要</h3>" in page and "<li>" not in page


def test_titles_and_labels_are_no_markup() -> None:
    item = VISION.model_copy(update={"label": "*ビジョン* <b>", "path": ("# 背景",)})
    page = MARKDOWN.render(outline_markdown(form(item, title="[案](x)"), Filling(answers={})))
    assert "<b>" not in page and "<em>" not in page and "<a " not in page


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", [APPLICATION, CHECK_SHEET])
def test_an_outline_says_that_it_is_not_official_in_every_format(
    name: str, language: Language, outlines: dict[str, Outline]
) -> None:
    made = outlines[name].form(language)
    assert made.notice is not None
    page = filled_bytes(made, None, Filling(answers={}, language=language), ".md").decode()
    assert "公式の" in page if language is Language.JA else "not the official" in page
    assert all(f"{item.number} {item.label}" in re.sub(r"\\", "", page) for item in made.items)


@pytest.mark.parametrize("ending", [".docx", ".xlsx", ".md"])
def test_the_same_filling_gives_the_same_bytes(ending: str, outlines: dict[str, Outline]) -> None:
    made = outlines[CHECK_SHEET].form()
    filling = Filling(answers={item.id: Filled(chosen=("はい",)) for item in made.items}, face="未承認です。")
    first = filled_bytes(made, None, filling, ending)
    assert first == filled_bytes(made, None, filling, ending)
    assert first != filled_bytes(made, None, filling.model_copy(update={"answers": {}}), ending)
