"""`advisor corpus check` and `advisor corpus extract-menus`."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from advisor.corpus.commands import corpus_app
from advisor.settings import bundled

MENUS = "support-menus/r4.yaml"


def run(*arguments: object):
    return CliRunner().invoke(corpus_app, [str(argument) for argument in arguments])


def test_check_of_a_sound_corpus_shows_contradicting_contacts(corpus):
    result = run("check", "--corpus", corpus.root)
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert lines[-1] == "問題はありません。"
    assert any("daigakurenkeisuushin@" in line and "daigakurenkeisuishin@" in line for line in lines)


def test_check_exits_2_with_one_line_a_problem(corpus):
    corpus.replace("programs/j-innovation-hub.yaml", "12時必着", "12時必差")
    corpus.replace("programs/j-innovation-hub.yaml", "then: [hub-place]", "then: [nothing]")
    result = run("check", "--corpus", corpus.root)
    assert result.exit_code == 2
    assert len(result.output.splitlines()) == 2
    english = run("check", "--english", "--corpus", corpus.root)
    assert "there is no fact with the key 'nothing'" in english.output


def test_extract_menus_makes_the_bundled_file_again(corpus):
    (corpus.root / MENUS).unlink()
    result = run("extract-menus", "--corpus", corpus.root)
    assert result.exit_code == 0 and "55" in result.output
    assert (corpus.root / MENUS).read_bytes() == (bundled("corpus") / MENUS).read_bytes()
    assert [path.name for path in (corpus.root / "support-menus").iterdir()] == ["r4.yaml"]


@pytest.mark.parametrize("source", ["nobody", "j-innovation-hub-call-2-outline"])
def test_extract_menus_refuses_a_source_without_tables(corpus, source):
    before = (corpus.root / MENUS).read_bytes()
    result = run("extract-menus", "--corpus", corpus.root, "--source", source)
    assert result.exit_code == 2 and len(result.output.splitlines()) == 1
    assert (corpus.root / MENUS).read_bytes() == before


def test_write_that_fails_leaves_the_old_file(corpus, monkeypatch):
    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    before = (corpus.root / MENUS).read_bytes()
    monkeypatch.setattr(Path, "write_bytes", full)
    result = run("extract-menus", "--corpus", corpus.root)
    assert result.exit_code == 2 and "No space left" in result.output
    assert (corpus.root / MENUS).read_bytes() == before
    assert [path.name for path in (corpus.root / "support-menus").iterdir()] == ["r4.yaml"]
