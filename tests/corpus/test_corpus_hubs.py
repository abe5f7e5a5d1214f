"""The selected hubs: every row typed and quotable, every fault named."""

from collections import Counter

import pytest

from advisor.corpus.hubs import HubType, hub_passage, load_hubs, parse_hubs
from advisor.errors import CorpusError
from advisor.settings import bundled

PATH = bundled("corpus") / "hubs" / "hubs.csv"
FILE = "hubs/hubs.csv"
FIRST = "1,2020-04-10,国際展開型,東北大学,国際集積エレクトロニクス研究開発センター,"


def test_every_hub_is_its_line_of_the_file():
    text = PATH.read_bytes().decode("utf-8")
    hubs = load_hubs(PATH)
    assert Counter(hub.round for hub in hubs) == {1: 9, 2: 3, 3: 3, 4: 10, 5: 10}
    assert [text[hub.start : hub.end] for hub in hubs] == text.splitlines()[1:]
    assert len({hub.id for hub in hubs}) == len(hubs)


def test_values_are_typed_and_unknown_stays_unknown():
    hubs = {hub.id: hub for hub in load_hubs(PATH)}
    last = hubs["hub-5-10"]
    assert (last.university, last.hub_name, last.field, last.summary_ja) == ("豊橋技術科学大学", None, None, None)
    ryukoku = next(hub for hub in hubs.values() if hub.university == "龍谷大学")
    assert (ryukoku.announced_on, ryukoku.type) == (None, HubType.REGIONAL)
    assert ryukoku.selection_url.startswith("https://www.sentankyo.jp/") and len(ryukoku.summary_urls) == 2
    assert " | " not in "".join(url for hub in hubs.values() for url in (hub.selection_url, *hub.summary_urls))


def test_passage_has_the_words_people_search_by():
    shiga = next(hub for hub in load_hubs(PATH) if hub.university == "滋賀大学")
    passage = hub_passage(shiga)
    for word in ("第5回", "地域貢献型", "滋賀大学", "滋賀県", "データサイエンス・AI", "2023-09-22", "選抜拠点"):
        assert word in passage
    assert "\n" not in passage
    assert "拠点名は未確認" in hub_passage(load_hubs(PATH)[-1])


def test_quoted_cells_may_hold_commas_and_line_ends():
    head = PATH.read_text(encoding="utf-8").splitlines()[0]
    row = '1,,地域貢献型,"甲,乙大学",,,,"一行目\n二行目",https://example.jp/,seed'
    text = f"{head}\r\n{row}\r\n"
    hubs, problems = parse_hubs(text)
    assert problems == []
    assert (hubs[0].university, hubs[0].summary_ja) == ("甲,乙大学", "一行目\n二行目")
    assert text[hubs[0].start : hubs[0].end] == row


@pytest.mark.parametrize(
    ("old", "new", "code", "at"),
    [
        (FIRST, FIRST.replace("国際展開型", "国際型"), "corpus_unknown_type", "row[1].type"),
        (FIRST, FIRST.replace("2020-04-10", "2020-04-31"), "corpus_bad_date", "row[1].announced_on"),
        (FIRST, FIRST.replace("1,2020", "一,2020", 1), "corpus_bad_value", "row[1].round"),
        (FIRST, FIRST.replace("1,2020", "9,2020", 1), "corpus_unknown_round", "row[1].round"),
        (FIRST, FIRST.replace("東北大学", ""), "corpus_bad_value", "row[1].university"),
        (FIRST, FIRST.replace("東北大学,", "東北大学"), "corpus_bad_table", "row[1]"),
        ("http://www.cies", "ftp://www.cies", "corpus_bad_url", "row[1].source_url"),
        ("english/overview/,seed", "english/overview/,rumour", "corpus_unknown_value", "row[1].confidence"),
        ("round,announced_on", "number,announced_on", "corpus_bad_table", "header"),
    ],
)
def test_fault_names_file_row_and_reason(corpus, old, new, code, at):
    corpus.replace(FILE, old, new)
    with pytest.raises(CorpusError) as caught:
        load_hubs(corpus.root / FILE, rounds={1, 2, 3, 4, 5})
    assert caught.value.code == code
    assert caught.value.user_message().startswith(f"{FILE}: {at}: ")


def test_hub_twice_is_refused(corpus):
    line = (corpus.root / FILE).read_text(encoding="utf-8").splitlines()[-2]
    corpus.append(FILE, line + "\n")
    with pytest.raises(CorpusError, match="順天堂大学") as caught:
        load_hubs(corpus.root / FILE)
    assert (caught.value.code, caught.value.values["at"], caught.value.values["first"]) == (
        "corpus_duplicate_hub", "row[36]", "row[34]",
    )  # fmt: skip


def test_missing_file_is_named(tmp_path):
    with pytest.raises(CorpusError, match=r"hubs/hubs\.csv"):
        load_hubs(tmp_path / "hubs.csv")
