"""advisor/guides/menus/finding.py: the ministries' menus by filters and text, each row with its quotes."""

import pytest

from advisor.answering.models import NoticeKind, Status
from advisor.corpus.support_menus import Applicant, MenuPhase
from advisor.dates import parse_as_of
from advisor.errors import QuestionRejected
from advisor.guides.menus.finding import FoundMenus, MenuQuery, find_menus, menu_query
from advisor.knowledge import Knowledge
from advisor.messages import Language

AS_OF = parse_as_of("2025-08-20")
JA, EN = Language.JA, Language.EN


def find(knowledge: Knowledge, language: Language = JA, **values: str | None) -> FoundMenus:
    """What a form with these words finds."""
    return find_menus(menu_query(knowledge.menus[-1], knowledge.glossary, **values), AS_OF, language, knowledge)


def names(found: FoundMenus) -> set[str]:
    return {programme.name for programme in found.programmes}


@pytest.fixture(scope="module")
def everything(knowledge: Knowledge) -> FoundMenus:
    return find(knowledge)


@pytest.mark.parametrize("language", Language)
def test_every_row_is_told_and_rests_on_its_quotes(knowledge: Knowledge, language: Language) -> None:
    found = find(knowledge, language)
    assert found.answer.status is Status.ANSWERED  # nothing was dropped by the verifier
    assert len(found.rows) == 55 and len(found.programmes) == 29
    assert len(found.answer.statements) == 1 + len(found.programmes)
    quotes = {citation.n: citation for citation in found.answer.citations}
    for row in found.rows:
        cited = {quotes[n].quote for n in row.citations}
        assert row.menu.quote in cited
        assert row.menu.page is None or row.menu.page.name_span.quote in cited
    for citation in found.answer.citations:
        text = knowledge.sources[citation.source_id].text
        assert text[citation.start : citation.end] == citation.quote


def test_rows_of_one_programme_are_one_programme(everything: FoundMenus) -> None:
    assert sorted(n for programme in everything.programmes for n in programme.rows) == list(range(55))
    coi = next(p for p in everything.programmes if p.name == "共創の場形成支援プログラム")
    assert len(coi.rows) == 5 == len(coi.themes)
    assert coi.departments == ("文部科学省 科学技術・学術政策局 産業連携・地域振興課 拠点形成・地域振興室",)
    local = next(p for p in everything.programmes if p.name == "未来技術社会実装事業")
    assert local.ministries == ("内閣府", "内閣府 (地方創生推進事務局)")
    assert local.phases == (MenuPhase.IMPLEMENTATION,)


def test_it_is_said_to_be_of_r4(everything: FoundMenus) -> None:
    assert (everything.edition, everything.as_of_printed) == ("R4", "12/23時点")
    notice = everything.answer.notices[0]
    assert notice.kind is NoticeKind.HISTORICAL
    assert all(words in notice.text for words in ("令和4年度(R4)", "12/23時点", "変わっている"))
    assert everything.table.notes[0] == notice.text


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (
            {"applicant": "大学", "ministry": "環境省", "theme": "地域脱炭素技術"},
            {
                "環境研究総合推進費",
                "環境で地域を元気にする地域循環共生圏プラットフォーム事業",
                "「脱炭素×復興まちづくり」推進事業",
            },
        ),
        ({"new_adoptions": "無"}, {"ムーンショット型農林水産研究開発事業"}),
        ({"phase": "関連技術", "ministry": "MLIT", "applicant": "②"}, {"河川砂防技術開発公募"}),
        ({"theme": "MaaS", "ministry": "内閣府"}, {"地方大学・地域産業創生交付金", "未来技術社会実装事業"}),
        ({"theme": "スマートシティ", "ministry": "内閣府"}, {"未来技術社会実装事業"}),
        ({"ministry": "消防庁"}, {"消防防災科学技術研究推進制度"}),
        ({"ministry": "環境省", "theme": "防災"}, set()),
    ],
)
def test_filters(knowledge: Knowledge, filters: dict[str, str], expected: set[str]) -> None:
    assert names(find(knowledge, **filters)) == expected


def test_who_may_apply_for_a_part_only_is_found_too(knowledge: Knowledge) -> None:
    found = find(knowledge, applicant="company", theme="脱炭素", ministry="環境省", phase="実装")
    partly = [p for p in found.programmes if p.partial_applicants]
    assert [p.partial_applicants for p in partly] == [(Applicant.COMPANY,)]
    assert "②民間事業者等(一部)" in found.answer.text


@pytest.mark.parametrize(
    ("field", "written", "meant"),
    [
        ("ministry", ["文部科学省", "文科省", "MEXT", "mext", "もんかしょう"], "文部科学省"),
        ("ministry", ["内閣府", "Cabinet Office", "内閣府 (地方創生推進事務局)", "内閣府地創"], "内閣府"),
        ("theme", ["防災・減災技術", "防災", "減災", "disaster prevention"], "防災・減災技術"),
        ("theme", ["地域脱炭素技術", "カーボンニュートラル", "脱炭素"], "地域脱炭素技術"),
        ("applicant", ["①", "大学", "university", "大学等研究機関"], Applicant.UNIVERSITY),
        ("applicant", ["②", "企業", "会社", "company", "民間事業者等"], Applicant.COMPANY),
        ("applicant", ["③", "自治体", "市町村", "municipality"], Applicant.MUNICIPALITY),
        ("phase", ["実装", " 実装 ", "IMPLEMENTATION"], MenuPhase.IMPLEMENTATION),
        ("new_adoptions", ["true", "有", "あり"], True),
        ("new_adoptions", ["false", "無"], False),
        ("theme", ["", "  "], None),
    ],
)
def test_what_people_write_for_a_filter(knowledge: Knowledge, field: str, written: list[str], meant: object) -> None:
    for word in written:
        query = menu_query(knowledge.menus[-1], knowledge.glossary, **{field: word})
        assert getattr(query, field) == meant, word


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("ministry", "厚生労働省", "環境省"),
        ("ministry", "省" * 1000, "環境省"),
        ("theme", "スマート", "スマートシティ"),
        ("applicant", "1", "university"),
        ("phase", "<script>", "実装"),
        ("new_adoptions", "たぶん", "true"),
    ],
)
def test_a_value_that_a_filter_does_not_have(knowledge: Knowledge, field: str, value: str, named: str) -> None:
    with pytest.raises(QuestionRejected) as refused:
        menu_query(knowledge.menus[-1], knowledge.glossary, **{field: value})
    assert refused.value.code == "filter_unknown"
    message = refused.value.user_message()
    assert named in message and len(message) < 300


def test_a_query_made_by_hand_is_checked_as_well(knowledge: Knowledge) -> None:
    assert find_menus(MenuQuery(ministry="経産省"), AS_OF, JA, knowledge).query.ministry == "経済産業省"
    with pytest.raises(QuestionRejected):
        find_menus(MenuQuery(theme="宇宙"), AS_OF, JA, knowledge)
    with pytest.raises(QuestionRejected) as refused:
        find_menus(MenuQuery(text="再" * 20_000), AS_OF, JA, knowledge)
    assert refused.value.code == "question_too_long"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("プラスチック", {"脱炭素社会を支えるプラスチック等資源循環システム構築実証事業"}),
        ("地方気象台", {"地方気象台との人材育成・防災教育等での連携"}),
        ("砂防", {"河川砂防技術開発公募"}),
    ],
)
def test_a_text_finds_what_holds_its_words(knowledge: Knowledge, text: str, expected: set[str]) -> None:
    assert names(find(knowledge, text=text)) == expected


def test_a_text_finds_under_other_names(knowledge: Knowledge) -> None:
    assert names(find(knowledge, text="smart agriculture")) >= {"スマート農業産地モデル実証"}
    assert names(find(knowledge, text="产学融合")) == names(find(knowledge, text="産学融合"))


@pytest.mark.parametrize("text", ["ブロックチェーン", "???", "\x00", "は", "🦑", "' OR 1=1 --", "{x} %s"])
def test_a_text_that_nothing_holds_finds_nothing_and_says_so(knowledge: Knowledge, text: str) -> None:
    found = find_menus(MenuQuery(text=text), AS_OF, JA, knowledge)
    if not found.query.text:
        assert len(found.rows) == 55
        return
    assert found.rows == () == found.programmes == found.table.rows
    assert found.answer.status is Status.ABSTAINED
    assert "見つかりませんでした" in found.answer.text
    assert [n.kind for n in found.answer.notices] == [NoticeKind.HISTORICAL]


def test_the_facets_count_what_each_value_would_give(knowledge: Knowledge) -> None:
    found = find(knowledge, theme="防災", applicant="大学")
    for facet in found.facets:
        for value in facet.values:
            if not value.value:
                continue
            chosen = {"theme": "防災", "applicant": "大学", facet.field: value.value}
            again = find(knowledge, **chosen)
            assert (len(again.rows), len(again.programmes)) == (value.rows, value.programmes), (facet.field, value)


def test_what_the_document_does_not_say_is_a_value_of_its_own(everything: FoundMenus) -> None:
    unsaid = {facet.field: facet.values[-1] for facet in everything.facets}
    assert (unsaid["phase"].label, unsaid["phase"].rows) == ("記載なし", 6)
    assert (unsaid["applicant"].rows, unsaid["new_adoptions"].rows) == (5, 5)
    assert unsaid["ministry"].value and unsaid["theme"].value


def test_rows_left_out_for_silence_are_named(knowledge: Knowledge) -> None:
    found = find(knowledge, theme="スマートシティ", applicant="自治体")
    assert found.rows == ()
    assert "5件は含めていません" in found.answer.text and "日本版MaaS推進・支援事業" in found.answer.text


def test_the_address_that_is_spelled_in_two_ways_is_shown_in_both(knowledge: Knowledge) -> None:
    found = find(knowledge, theme="MaaS", ministry="METI", applicant="大学")
    (row,) = found.rows
    (spelled,) = row.spellings
    both = ["s-sangi-daigakurenkeisuishin@meti.go.jp", "s-sangi-daigakurenkeisuushin@meti.go.jp"]
    assert [spelling.value for spelling in spelled.spellings] == both
    quotes = {citation.n: citation.quote for citation in found.answer.citations}
    for spelling in spelled.spellings:
        assert spelling.citations and all(spelling.value in quotes[n] for n in spelling.citations)
    told = next(s.text for s in found.answer.statements if "2通りの表記" in s.text)
    assert all(address in told for address in both)
    assert all(address in found.table.rows[0][9] for address in both)
    assert any("2通りの表記" in notice.text for notice in found.answer.notices)


def test_before_the_document_was_out_nothing_is_told(knowledge: Knowledge) -> None:
    found = find_menus(MenuQuery(), parse_as_of("2021-10-01"), JA, knowledge)
    assert found.rows == () and found.edition == "" and found.answer.citations == ()
    assert found.answer.status is Status.ABSTAINED and "まだ公表されていません" in found.answer.text


def test_the_table_ends_with_quote_and_source(everything: FoundMenus) -> None:
    assert everything.table.columns[-2:] == ("引用", "出典")
    for row, cells in zip(everything.rows, everything.table.rows, strict=True):
        assert cells[0] == row.menu.program and cells[-2].startswith(row.menu.quote)


def test_the_same_query_gives_the_same_result(knowledge: Knowledge) -> None:
    one, other = find(knowledge, text="再エネ"), find(knowledge, text="再エネ")
    assert one.model_dump(exclude={"answer": {"timings_ms"}}) == other.model_dump(exclude={"answer": {"timings_ms"}})
