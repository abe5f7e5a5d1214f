"""The manifest: what it holds, and what it refuses."""

import pytest

from advisor.corpus.manifest import Kind, load_manifest
from advisor.corpus.source_text import source_text
from advisor.errors import CorpusError
from advisor.messages import Language
from advisor.settings import bundled

DOCUMENTS = {
    "j-innovation-hub-call-7-guidelines": "2025-07-18",
    "j-innovation-hub-call-2-outline": "2020-10",
    "csti-university-promotion-package-2021": "2021-12",
    "mext-regional-innovation-action-plan-2014": "2014-03-07",
    "meti-regional-innovation-qa-2008": "2008",
}
SEVENTH = "    path: documents/j-innovation-hub-call-7-guidelines.txt\n"


def test_every_document_is_listed_with_its_date():
    manifest = load_manifest(bundled("corpus"))
    assert {s.id: s.issued_on for s in manifest.sources if s.path.startswith("documents/")} == DOCUMENTS
    on_disk = {p.relative_to(manifest.root).as_posix() for p in (manifest.root / "documents").iterdir()}
    assert on_disk <= {s.path for s in manifest.sources}
    assert set(manifest.by_id) == {*DOCUMENTS, "hubs", "program-facts"}
    assert manifest.by_id["hubs"].kind == Kind.PRECEDENT


def test_entry_becomes_the_source_that_answers_show():
    entry = load_manifest(bundled("corpus")).by_id["j-innovation-hub-call-7-guidelines"]
    source = entry.as_source()
    assert (source.id, source.round, source.url, source.kind) == (entry.id, 7, None, "guidelines")
    assert entry.display_title == "第7回公募要領"


def test_low_confidence_copy_page_is_not_carried():
    text = load_manifest(bundled("corpus")).path_of("program-facts").read_text(encoding="utf-8")
    assert "sunservice" not in text
    assert "第3回: 発表日、応募5件" in text


REFUSED = [
    (SEVENTH, "    path: documents/none.txt\n", "missing_file", "sources[0].path", "documents/none.txt"),
    (SEVENTH, "    path: documents\n", "missing_file", "sources[0].path", "documents"),
    (SEVENTH, "    path: ../outside.txt\n", "outside", "sources[0].path", "../outside.txt"),
    (SEVENTH, "    path: documents/../../outside.txt\n", "outside", "sources[0].path", "outside.txt"),
    (SEVENTH, "    path: /etc/hostname\n", "outside", "sources[0].path", "/etc/hostname"),
    (SEVENTH, "    path: hubs/hubs.csv\n", "duplicate_path", "sources[5].path", "hubs/hubs.csv"),
    ("  - id: hubs\n", "  - id: program-facts\n", "duplicate_id", "sources[6].id", "program-facts"),
    ("  - id: hubs\n", "  - id: Hubs!\n", "bad_value", "sources[5].id", "Hubs!"),
    ('"2025-07-18"', '"2025-13-18"', "bad_value", "sources[0].issued_on", "2025-13-18"),
    ('"2025-07-18"', '"18 July"', "bad_value", "sources[0].issued_on", "18 July"),
    ("valid_from: 2025-07-18", "valid_from: 2025-07-32", "bad_date", "sources[0].valid_from", "2025-07-32"),
    ("valid_from: 2025-07-18\n    valid_until: null", "valid_from: 2025-07-18\n    valid_until: 2025-07-17",
     "dates_out_of_order", "sources[0]", "2025-07-17"),
    ("    kind: guidelines\n", "    kind: guideline\n", "unknown_value", "sources[0].kind", "guideline"),
    ("    short_title: 第7回公募要領\n", "    sort_title: 第7回公募要領\n",
     "unknown_key", "sources[0].sort_title", ""),
    ("    short_title: 第7回公募要領\n    issuer: 経済産業省 大学連携推進室\n", "",
     "missing_key", "sources[0].issuer", ""),
    ("sources:\n", "source:\n", "unknown_key", "source", ""),
    ("sources:\n", "sources: [\n", "bad_yaml", "line", ""),
]  # fmt: skip


@pytest.mark.parametrize("refused", REFUSED, ids=lambda refused: f"{refused[2]}-{refused[3]}")
def test_refusal_names_file_path_and_reason(corpus, refused):
    old, new, reason, at, word = refused
    (corpus.root.parent / "outside.txt").write_text("x", encoding="utf-8")
    corpus.replace("manifest.yaml", old, new)
    with pytest.raises(CorpusError) as caught:
        load_manifest(corpus.root)
    assert caught.value.code == f"corpus_{reason}"
    for language in Language:
        message = caught.value.user_message(language)
        assert message.startswith(f"manifest.yaml: {at}") and word in message


def test_symlink_may_not_lead_out(corpus):
    outside = corpus.root.parent / "outside.txt"
    outside.write_text("x", encoding="utf-8")
    (corpus.root / "documents" / "link.txt").symlink_to(outside)
    corpus.replace("manifest.yaml", SEVENTH, "    path: documents/link.txt\n")
    with pytest.raises(CorpusError, match="corpus フォルダの外"):
        load_manifest(corpus.root)


def test_missing_manifest_is_named(tmp_path):
    with pytest.raises(CorpusError, match=r"manifest\.yaml"):
        load_manifest(tmp_path)


def test_bytes_that_are_no_utf8_are_named(corpus):
    (corpus.root / "manifest.yaml").write_bytes(b"sources: \xff\xfe")
    with pytest.raises(CorpusError) as caught:
        load_manifest(corpus.root)
    assert caught.value.code == "corpus_unreadable"


@pytest.mark.parametrize("source_id", [*DOCUMENTS, "program-facts", "hubs"])
def test_text_of_a_source_is_the_text_of_its_file(source_id):
    manifest = load_manifest(bundled("corpus"))
    path = manifest.path_of(source_id)
    assert source_text(path, path.name) == (path.read_bytes().decode("utf-8"), [])


def test_unreadable_source_is_a_problem(tmp_path):
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 nothing else")
    (tmp_path / "broken.csv").write_bytes(b"\xff\xff")
    for name in ("broken.pdf", "broken.csv"):
        text, problems = source_text(tmp_path / name, name)
        assert text == "" and [(p.code, p.file) for p in problems] == [("corpus_unreadable", name)]
