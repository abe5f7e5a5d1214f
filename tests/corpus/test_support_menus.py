"""The support menus: extracted as they stand in the document, matched only where certain."""

from collections import Counter

import pytest

from advisor.corpus.menus.cells import applicants_in, contact_in
from advisor.corpus.menus.extraction import extract_menus
from advisor.corpus.menus.names import match_names
from advisor.corpus.support_menus import Applicant, MenuPhase, dump_support_menus, load_support_menus
from advisor.errors import CorpusError
from advisor.settings import bundled

SOURCE = "csti-university-promotion-package-2021"
PATH = bundled("corpus") / "support-menus" / "r4.yaml"
ROAD = "自動運転レベル4等先進モビリティサービス研究開発・社会実装プロジェクト（RoAD to the L4）"
HEADER = "事業名\t申請主体\t新規課題採択\t担当部署\t連絡先"


@pytest.fixture(scope="module")
def menus():
    return load_support_menus(PATH).menus


def by_id(menus, name):
    return next(menu for menu in menus if menu.id == name)


def test_extraction_gives_the_same_file_again(csti_text):
    assert dump_support_menus(extract_menus(csti_text, SOURCE)).encode("utf-8") == PATH.read_bytes()


def test_file_reads_back_as_it_was_extracted(csti_text):
    assert load_support_menus(PATH) == extract_menus(csti_text, SOURCE)


def test_rows_per_theme_are_those_of_the_document(menus, csti_text):
    assert Counter(menu.theme for menu in menus) == {
        "MaaS・自動運転技術": 8,
        "スマート農業技術": 10,
        "資源循環技術": 8,
        "地域脱炭素技術": 13,
        "防災・減災技術": 11,
        "スマートシティ": 5,
    }
    counted = 0  # by another way: the lines of five cells below each header
    for block in csti_text.split(HEADER + "\n")[1:]:
        rows = block.split("\n\n")[0].split("\n")
        assert all(row.count("\t") == 4 for row in rows)
        counted += len(rows)
    assert counted == sum(menu.theme != "スマートシティ" for menu in menus) == 50


def test_every_quote_is_an_exact_substring(menus, csti_text):
    for menu in menus:
        spans = [menu, *menu.also]
        if menu.page:
            spans += [s for s in (menu.page.name_span, menu.page.description_span, menu.page.phase_span) if s]
        for span in spans:
            assert csti_text[span.start : span.end] == span.quote
        if menu.theme != "スマートシティ":
            for value in (menu.program, menu.applicants_text, menu.department, menu.phone, menu.email):
                assert value is None or value in menu.quote


def test_row_with_a_partial_applicant(menus):
    row = by_id(menus, "r4-4-09")
    assert row.applicants == (Applicant.MUNICIPALITY,)
    assert row.partial_applicants == (Applicant.COMPANY,)
    assert row.applicants_text == "③自治体 (一部②民間事業者等)"


def test_row_without_new_adoptions(menus):
    assert [menu.program for menu in menus if menu.new_adoptions is False] == ["ムーンショット型農林水産研究開発事業"]


@pytest.mark.parametrize(
    ("row", "page", "phase"),
    [
        ("r4-1-03", "地方大学・地域産業創生交付金事業", MenuPhase.UNIVERSITY),
        ("r4-1-05", "地域の中核大学の産学融合拠点の整備", MenuPhase.UNIVERSITY),  # 产学 in the table
        ("r4-1-07", ROAD, MenuPhase.TECHNOLOGY),
        ("r4-2-09", "スタートアップ総合支援プログラム（SBIR支援）", MenuPhase.IMPLEMENTATION),
        ("r4-4-06", "みどりの食料システム戦略実現技術開発・実証事業のうち革新的環境研究", MenuPhase.TECHNOLOGY),
        ("r4-4-13", "ローカル10,000プロジェクト", MenuPhase.IMPLEMENTATION),  # second table of its theme
    ],
)  # fmt: skip
def test_row_and_theme_page_are_matched(menus, row, page, phase):
    menu = by_id(menus, row)
    assert (menu.page.program, menu.phase) == (page, phase)
    assert menu.description and "**" not in menu.description


def test_what_is_not_certain_stays_unknown(menus):
    row = by_id(menus, "r4-2-06")  # its name is that of two menus of the theme page, in two phases
    assert (row.program, row.phase, row.description, row.page) == (
        "スマート農業技術の開発・実証・実装プロジェクト", None, None, None,
    )  # fmt: skip
    assert [m.id for m in menus if m.page is None and m.theme != "スマートシティ"] == ["r4-2-06"]


def test_smart_city_columns(menus):
    row = by_id(menus, "r4-6-04")
    assert (row.program, row.ministry) == ("地域新MaaS創出推進事業", "経済産業省 (製造産業局)")
    assert row.email == "contact_mobility_pt@meti.go.jp"
    assert "contact_mobility_pt(atmark)meti.go.jp" in row.quote
    assert (row.applicants, row.new_adoptions, row.phase, row.as_of) == ((), None, None, None)


def test_two_spellings_of_an_address_are_kept_and_shown():
    found = {variant.program: variant for variant in load_support_menus(PATH).variants}
    assert set(found) == {"地域の中核大学の产学融合拠点の整備", "产学融合拠点創出事業"}
    spellings = dict(found["产学融合拠点創出事業"].spellings)
    assert spellings["s-sangi-daigakurenkeisuushin@meti.go.jp"] == ("r4-2-05",)
    assert len(spellings["s-sangi-daigakurenkeisuishin@meti.go.jp"]) == 4


def test_next_edition_is_read_too():
    text = (
        "大学の強みを伸ばす ：大学が変わる\n\n人材を**育成**\n\n人材育成事業【文科省】\n\n※注\n\n"
        "政策課題への対応 ：社会が変わる\n\n②海洋技術の実装を通じた地方創生等\n\n"
        "港を支援\n\n港湾プロジェクト【国交省】\n\n"
        "R5年度海洋技術の社会実装に向けた支援メニューの連絡先\n\n4/1時点\n\n"
        f"{HEADER}\n人材育成\t①大学等研究機関\t有\t文部科学省 人材課\tTEL : 03-0000-0000\n"
        "港湾\t②民間事業者等 ③自治体\t無\t国土交通省 港湾局\tmail : a@example.jp\n\n後書き\n"
    )
    read = extract_menus(text, "next")
    assert (read.edition, [m.id for m in read.menus]) == ("R5", ["r5-1-01", "r5-1-02"])
    first, second = read.menus
    assert (first.theme, first.as_of, first.phase, first.description) == (
        "海洋技術", "4/1時点", MenuPhase.UNIVERSITY, "人材を育成",
    )  # fmt: skip
    assert second.applicants == (Applicant.COMPANY, Applicant.MUNICIPALITY)
    assert (second.phase, second.page.phase_span.quote) == (
        MenuPhase.IMPLEMENTATION, "②海洋技術の実装を通じた地方創生等",
    )  # fmt: skip


def test_document_without_tables_is_refused():
    with pytest.raises(ValueError, match="no contact table"):
        extract_menus("地域イノベーション", "x")


def test_cells():
    assert contact_in("TEL:03-3502-7462 Mail : a_b@maff.go.jp") == ("03-3502-7462", "a_b@maff.go.jp")
    assert contact_in("電話：03-6206-6175") == ("03-6206-6175", None)
    assert applicants_in("①大学等研究機関 ②民間事業者等 ③自治体")[0] == tuple(Applicant)


def test_names_alike_twice_are_matched_with_neither():
    assert match_names(["甲事業"], ["甲事業のうち乙", "甲事業のうち丙"]) == [None]
    assert match_names(["甲事業", "甲プロジェクト"], ["甲事業"]) == [None, None]
    assert match_names([], []) == []


def test_unreadable_file_is_named(tmp_path):
    path = tmp_path / "r9.yaml"
    path.write_text("edition: R9\nsource: x\nmenus: [{id: a}]\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"support-menus/r9\.yaml: menus\[0\]\.theme"):
        load_support_menus(path)
