"""advisor/folding.py: what is folded, and that ordinary Japanese is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.folding import fold_width, search_form


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Ｊ－Ｉｎｎｏｖａｔｉｏｎ　ＨＵＢ", "j-innovation hub"),
        ("１２時００分", "12時00分"),
        ("ｼﾞｮｲﾌﾞ", "ジョイブ"),
        ("产学連携", "産学連携"),
        ("大學發", "大学発"),
        ("新銳の將来", "新鋭の将来"),
        ("⻑⾵", "長風"),
        ("**産学**連携", "産学連携"),
        ("地域の\n拠点", "地域の拠点"),
        ("地域の \t\n  拠点", "地域の拠点"),
        ("METI\nand MEXT", "meti and mext"),
        ("産\u200b学\u00ad連\ufeff携\x00", "産学連携"),
        ("J‐NEXUS J−NEXUS J–NEXUS", "j-nexus j-nexus j-nexus"),
        ("ハブー", "ハブー"),
        ("①②", "12"),
        ("㈱", "(株)"),
        ("㌔", "キロ"),
        ("がぎ", "がぎ"),
        ("  \n\t ", ""),
    ],
)
def test_folds(written: str, folded: str) -> None:
    assert search_form(written) == folded


@pytest.mark.parametrize(
    "text",
    [
        "里山の台所で机を囲み、谷と岳を越えて只今後刻うかがう。",
        "皇后陛下は余生を面会に費やした。",
        "干支と幹事、征伐と制度、丑年の表裏、松の実。",
        "申請者は国立大学法人、公立大学法人、学校法人(私立大学)、高等専門学校及びこれらに準じる機関とし、拠点を選抜する。",
        "岡山、沖縄、鹿児島、愛媛、埼玉、栃木、奈良、阪神、茨城",
    ],
)
def test_ordinary_japanese_is_left_alone(text: str) -> None:
    assert search_form(text) == text


def test_line_breaks_stay_when_only_width_is_folded() -> None:
    assert fold_width("１行\n２行\n") == "1行\n2行\n"


@given(st.text())
def test_the_search_form_is_one_trimmed_line(text: str) -> None:
    folded = search_form(text)
    assert folded == " ".join(folded.split())
    assert not any("A" <= character <= "Z" or "Ａ" <= character <= "ｚ" for character in folded)


@given(st.text(st.characters(min_codepoint=0x3000, max_codepoint=0x9FFF)))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert search_form(search_form(text)) == search_form(text)
