"""Program files as values: what the loader gives, and what it refuses with file and path."""

import pytest

from advisor.errors import CorpusError
from advisor.programs.load import load_program, load_programs

FILE = "programs/j-innovation-hub.yaml"


def test_program_is_read_with_its_times_aware(corpus):
    (program,) = load_programs(corpus.root)
    seventh = program.rounds[-1]
    assert seventh.call.closes_at.isoformat() == "2025-08-27T12:00:00+09:00"
    assert (program.id, seventh.number, len(program.facts), len(program.gaps)) == ("j-innovation-hub", 7, 2, 1)


def test_programs_come_in_the_order_of_their_file_names(corpus):
    text = (corpus.root / FILE).read_text(encoding="utf-8")
    for name in ("z", "a"):
        (corpus.root / "programs" / f"{name}.yaml").write_text(
            text.replace("id: j-innovation-hub\n", f"id: {name}\n"), encoding="utf-8"
        )
    assert [program.id for program in load_programs(corpus.root)] == ["a", "j-innovation-hub", "z"]


def test_folder_without_programs_has_none(tmp_path):
    assert load_programs(tmp_path) == ()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "corpus_bad_yaml"),
        ("- a\n- b\n", "corpus_bad_yaml"),
        ("{[1, 2]: x}\n", "corpus_bad_yaml"),
        ("id: x\nid: y\n", "corpus_bad_yaml"),
        ("id: !!python/object/apply:os.getcwd []\n", "corpus_bad_yaml"),
        ("id: x\nname: {ja: あ}\n", "corpus_missing_key"),
        ("id: x\nname: {ja: あ, en: A}\n8: x\n", "corpus_bad_value"),
    ],
)
def test_refusal_names_the_file(tmp_path, content, code):
    path = tmp_path / "x.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(CorpusError, match=r"^programs/x\.yaml: ") as caught:
        load_program(path)
    assert caught.value.code == code


def test_missing_file_is_named(tmp_path):
    with pytest.raises(CorpusError, match=r"programs/none\.yaml"):
        load_program(tmp_path / "none.yaml")
