"""advisor/messages: both languages say the same, and every message that the code names exists."""

import re
import string
import tomllib
from pathlib import Path

import pytest

import advisor.messages
from advisor.errors import AdvisorError
from advisor.messages import Language, catalogue, say

ROOT = Path(__file__).parents[1]
TOML = sorted(Path(advisor.messages.__file__).parent.glob("*.toml"))
CODE = [path for folder in ("advisor", "app") for path in sorted((ROOT / folder).rglob("*.py"))]
SAYS = re.compile(r"\bsay\(\s*\"([a-z_.]+)\"")
RAISES = re.compile(
    r"\b(?:QuestionRejected|DocumentUnreadable|CorpusError|IndexUnavailable|ServiceFault|LlmFailed|Fault|problem)\(\s*\"([a-z_]+)\""
)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def named(pattern: re.Pattern[str]) -> set[str]:
    return {found for path in CODE for found in pattern.findall(path.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("key", sorted(catalogue()))
def test_both_languages_have_the_same_placeholders(key: str) -> None:
    texts = catalogue()[key]
    assert fields(texts[Language.JA]) == fields(texts[Language.EN])
    assert all(text.strip() for text in texts.values())


@pytest.mark.parametrize("path", TOML, ids=lambda path: path.stem)
def test_a_message_is_in_these_two_languages_and_no_other(path: Path) -> None:
    for name, texts in tomllib.loads(path.read_text(encoding="utf-8")).items():
        assert set(texts) == {"ja", "en"}, name


def test_every_message_that_is_said_exists() -> None:
    said = named(SAYS)
    assert len(said) > 30
    assert said - catalogue().keys() == set()


def test_every_error_that_is_raised_has_a_message() -> None:
    raised = named(RAISES)
    assert len(raised) > 20
    assert {f"errors.{code}" for code in raised} - catalogue().keys() == set()


def test_the_errors_in_english_are_ascii() -> None:
    told = {key: texts[Language.EN] for key, texts in catalogue().items() if key.startswith("errors.")}
    assert [key for key, text in told.items() if not text.isascii()] == []


def test_values_are_filled_in() -> None:
    assert "3" in say("cli.batch_done", count=3, file="out.jsonl")
    assert say("cli.batch_done", Language.EN, count=3, file="out.jsonl") == "3 answers written: out.jsonl"


@pytest.mark.parametrize(("key", "values"), [("answers.none_such", {}), ("cli.batch_done", {"count": 3})])
def test_an_unknown_message_or_a_missing_value_is_an_error(key: str, values: dict[str, object]) -> None:
    with pytest.raises(KeyError):
        say(key, **values)


def test_an_error_speaks_both_languages() -> None:
    fault = AdvisorError("question_too_long", length=3000, limit=2000)
    assert "3000" in fault.user_message() and str(fault) == fault.user_message(Language.JA)
    assert fault.user_message(Language.EN).startswith("The question is too long (3000 characters)")
