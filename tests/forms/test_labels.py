"""advisor/forms/labels.py and its neighbours: numbers, words, limits, boxes and blanks as forms write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.errors import FormUnreadable
from advisor.forms.blanks import is_example, unit_of_blank
from advisor.forms.docx_numbers import number_in
from advisor.forms.entries import read_entries
from advisor.forms.labels import is_blank_answer, is_instruction, read_label, read_options
from advisor.forms.limits import half_width, limit_in, number_of
from advisor.forms.numbering import number_level, split_number
from advisor.messages import Language

LETTERS = "あ拠点名記載ください字以内12４(（)）□☑■○・：:＿_ 　\n年月日円名※①ア第.．、。~～-"
FORM_TEXT = st.text(st.sampled_from(LETTERS), max_size=40)


@pytest.mark.parametrize(
    ("text", "number", "label", "limit"),
    [
        ("２．拠点の概要(400字以内)", "2", "拠点の概要", 400),
        ("(1) 産学連携の体制 ※専任スタッフの人数を含めて記載してください。", "(1)", "産学連携の体制", None),
        ("③ 拠点名", "③", "拠点名", None),
        ("ア　知財の管理体制について、規程の有無を含め800文字程度で記述してください", "ア", "知財の管理体制", 800),
        ("２－（１）　実施体制", "2-(1)", "実施体制", None),
        ("Ⅱ 計画", "Ⅱ", "計画", None),
        ("第１　総論", "第1", "総論", None),
        ("イ) 成果", "イ)", "成果", None),
        ("問3 専任の職員を配置していますか。", "問3", "専任の職員を配置していますか", None),
        ("1．1　背景", "1.1", "背景", None),
        ("【必須】拠点名", "", "拠点名", None),
        ("拠点の\n名称", "", "拠点の名称", None),
        ("氏　　名", "", "氏名", None),
        ("５．貴学の体制を四百字以内で記載してください。", "5", "貴学の体制", 400),
        ("金額（千円）", "", "金額（千円）", None),
        ("電話番号（　　　　）", "", "電話番号", None),
        ("Outline (within 400 characters)", "", "Outline", 400),
        ("３年間の計画", "", "３年間の計画", None),
        ("2025年度の実績", "", "2025年度の実績", None),
        ("第7回公募への応募", "", "第7回公募への応募", None),
        ("アウトカム指標", "", "アウトカム指標", None),
    ],
)
def test_a_label_is_taken_apart(text: str, number: str, label: str, limit: int | None) -> None:
    found = read_label(text)
    assert (found.number, found.label, found.limit_chars) == (number, label, limit)


def test_the_words_that_tell_how_to_write_are_the_instruction() -> None:
    assert read_label("(1) 体制 ※人数を含めて記載してください。").instruction == "※人数を含めて記載してください。"
    assert read_label("住所\n※登記上の所在地").instruction == "※登記上の所在地"
    assert read_label("目的（1,000字以内、図表を含めて記載してください）").instruction.startswith("1,000字以内、図表")
    assert read_label("拠点名（必須）").required and not read_label("拠点名").required


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("400字以内", 400),
        ("四百字以内", 400),
        ("４００文字程度", 400),
        ("最大800字", 800),
        ("400字まで", 400),
        ("1,000字以内", 1000),
        ("１，０００字以内", 1000),
        ("within 400 characters", 400),
        ("200～400字", 400),
        ("２００字以上４００字以内", 400),
        ("八〇〇字以内", 800),
        ("千二百字以内", 1200),
        ("2千字以内", 2000),
        ("（600字）", 600),
        ("上限：400字", 400),
        ("文字数制限：300", 300),
        ("400文字（以内）", 400),
        ("max. 200 characters", 200),
        ("1,200 characters or less", 1200),
        ("全角400字以内", 400),
    ],
)
def test_a_limit_is_read_however_it_is_written(text: str, limit: int) -> None:
    found = limit_in(f"概要 {text}")
    assert found is not None and found.chars == limit


@pytest.mark.parametrize(
    "text",
    [
        "A4 2枚以内",
        "3ページ以内",
        "10行以内",
        "400字以上",
        "原稿用紙400字詰め",
        "文字の大きさは10.5ポイント以上",
        "200 words",
        "5年以内",
    ],
)
def test_pages_lines_and_minimums_are_no_limit(text: str) -> None:
    assert limit_in(text) is None


@pytest.mark.parametrize(
    ("text", "labels", "ticked"),
    [
        ("□はい □いいえ", ["はい", "いいえ"], [False, False]),
        ("☑はい □いいえ", ["はい", "いいえ"], [True, False]),
        ("■はい　□いいえ", ["はい", "いいえ"], [True, False]),
        ("はい □　いいえ □", ["はい", "いいえ"], [False, False]),
        ("該当するもの：□国際展開型　□地域貢献型", ["国際展開型", "地域貢献型"], [False, False]),
        ("○はい　○いいえ", ["はい", "いいえ"], [False, False]),
        ("（　）はい　（　）いいえ", ["はい", "いいえ"], [False, False]),
        ("[ ] A  [x] B", ["A", "B"], [False, True]),
        ("□その他（　　　）　□なし", ["その他", "なし"], [False, False]),
        ("□", [""], [False]),
        ("□ はい\n□ いいえ\n※いずれか一つ", ["はい", "いいえ"], [False, False]),
    ],
)
def test_boxes_are_read_with_the_words_beside_them(text: str, labels: list[str], ticked: list[bool]) -> None:
    found = read_options(text)
    assert [option.label for option in found] == labels
    assert [option.ticked for option in found] == ticked
    assert all(half_width(text[option.start]) in "□☑■○[(" for option in found)


@pytest.mark.parametrize(
    "text",
    [
        "■ 拠点の概要",
        "○○大学",
        "□□□-□□□□",
        "はい ・ いいえ",
        "氏名（　　） 所属（　　）",
        "○ 概要\n○ 体制",
        "□を☑にしてください。",
        "",
    ],
)
def test_bullets_dummies_and_digit_squares_are_no_boxes(text: str) -> None:
    assert read_options(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "　",
        "＿＿＿",
        "………",
        "（　　　）",
        "　年　月　日",
        "記入欄",
        "令和　年　月　日",
        "　　　千円",
        "〒　　　－",
        "（自由記述）",
        "令和　年　月　～　令和　年　月",
        "　　　人（うち女性　　　人）",
        "クリックまたはタップしてテキストを入力してください。",
    ],
)
def test_room_for_an_answer_is_blank(text: str) -> None:
    assert is_blank_answer(text)


@pytest.mark.parametrize(
    "text", ["年度", "年月日", "－", "回答", "TEL", "件数", "拠点名", "有・無", "架空大学", "令和7年4月1日"]
)
def test_words_and_dashes_are_not_blank(text: str) -> None:
    assert not is_blank_answer(text)


@pytest.mark.parametrize(
    "text",
    [
        "※図表を含む",
        "体制を記載してください",
        "(記入例) 架空",
        "注1）大学を含む。",
        "（400字以内）",
        "簡潔に記載すること。",
        "Please describe the staff.",
    ],
)
def test_instructions_are_told_from_labels(text: str) -> None:
    assert is_instruction(text)


@pytest.mark.parametrize("text", ["備考", "拠点の概要", "(1) 体制を記載してください", "注記", "○○大学"])
def test_labels_and_numbered_requests_are_no_instructions(text: str) -> None:
    assert not is_instruction(text)


def test_blanks_in_a_line_have_the_words_before_them() -> None:
    text = "担当者：＿＿＿　電話番号（　　　　）　経費　　　　円"
    assert [entry.label for entry in read_entries(text)] == ["担当者", "電話番号", "経費"]
    assert [entry.label for entry in read_entries("E-mail：")] == ["E-mail"]
    assert [entry.label for entry in read_entries("氏　　名：　　　　　印")] == ["氏名"]
    assert read_entries("https://example.jp 12:30 下記のとおり：") == ()
    assert read_entries("所属：架空大学") == ()


def test_small_parts() -> None:
    assert unit_of_blank("　　千円") == "千円" and unit_of_blank("　年　月　日") == ""
    assert is_example("（例）架空大学") and not is_example("例えば")
    assert [number_of(text) for text in ("1,200", "四百", "一万二千")] == [1200, 400, 12000]
    levels = [number_level(split_number(f"{text} 体制")[0]) for text in ("第1", "１．", "(1)", "1)", "ア", "1-1-1")]
    assert levels == [0, 1, 2, 3, 4, 3]
    assert [number_in(form, 3) for form in ("iroha", "upperRoman", "lowerLetter", "decimalZero", "no such")] == [
        "ハ", "III", "c", "03", "3",
    ]  # fmt: skip


@given(FORM_TEXT)
def test_any_text_is_taken_apart_without_error(text: str) -> None:
    found = read_label(text)
    assert found.limit_chars is None or found.limit_chars >= 10
    for option in read_options(text):
        assert 0 <= option.start < option.end <= len(text)
    starts = [entry.start for entry in read_entries(text)]
    assert starts == sorted(starts) and all(0 <= entry.start <= entry.end <= len(text) for entry in read_entries(text))
    assert isinstance(is_blank_answer(text) or is_instruction(text), bool)


@pytest.mark.parametrize(
    ("code", "values"),
    [
        ("form_no_items", {"name": "a"}),
        ("form_format_unknown", {"name": "a"}),
        ("form_item_unknown", {"item": "a", "name": "b"}),
        ("form_place_unset", {"item": "a", "name": "b"}),
        ("form_place_unknown", {"item": "a", "name": "b", "place": "c"}),
        ("form_place_taken", {"first": "a", "second": "b", "place": "c"}),
        ("form_place_takes_choice", {"item": "a", "name": "b", "place": "c"}),
        ("form_option_unknown", {"item": "a", "name": "b", "option": "c"}),
        ("form_change_invalid", {"item": "a", "field": "b", "value": "c"}),
    ],
)
def test_every_error_of_a_form_speaks_both_languages(code: str, values: dict[str, object]) -> None:
    fault = FormUnreadable(code, **values)
    assert all(str(value) in fault.user_message(language) for value in values.values() for language in Language)
