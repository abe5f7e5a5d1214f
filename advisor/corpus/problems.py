"""What is wrong in the corpus: code, file, path in the file. Problems are collected; an error carries one of them."""

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from advisor.errors import CorpusError
from advisor.messages import Language, say
from advisor.values import Value

# pydantic's error types, as far as a person who writes a corpus file meets them, and our codes for them
_CODES = {
    "extra_forbidden": "corpus_unknown_key",
    "missing": "corpus_missing_key",
    "enum": "corpus_unknown_value",
    "literal_error": "corpus_unknown_value",
    "timezone_naive": "corpus_no_timezone",
}


class Problem(Value):
    """One fault: `code` names an entry of messages/errors.toml, `file` is relative to the corpus, `at` the path in it.

    `details` fill the other placeholders of the message.
    """

    code: str
    file: str
    at: str
    details: tuple[tuple[str, str], ...] = ()

    def line(self, language: Language = Language.JA) -> str:
        """File, path in the file and reason in one line."""
        values = {"file": self.file, "at": self.at, **dict(self.details)}
        return " ".join(say(f"errors.{self.code}", language, **values).split())

    def reason(self, language: Language = Language.JA) -> str:
        """The line without the file and the path."""
        return self.line(language).removeprefix(" ".join(f"{self.file}: {self.at}: ".split()) + " ")

    def error(self) -> CorpusError:
        """The problem as an exception, for callers who cannot go on."""
        return CorpusError(self.code, file=self.file, at=self.at, **dict(self.details))


def problem(code: str, file: str, at: str, **details: object) -> Problem:
    """A problem with its details as text, shortened so that a message stays one readable line."""
    return Problem(code=code, file=file, at=at, details=tuple((k, _short(str(v))) for k, v in details.items()))


def problems_of(error: ValidationError, file: str, prefix: str = "") -> list[Problem]:
    """Every fault that pydantic found in one file, with its path below `prefix`."""
    return [_from_pydantic(detail, file, prefix) for detail in error.errors(include_url=False)]


def path_in_file(location: tuple[str | int, ...], prefix: str = "") -> str:
    """A path such as `facts[3].quote`; `-` for the file as a whole.

    >>> path_in_file(("facts", 3, "quote"))
    'facts[3].quote'
    """
    path = prefix
    for step in location:
        path += f"[{step}]" if isinstance(step, int) else f".{step}" if path else str(step)
    return path or "-"


def _from_pydantic(detail: ErrorDetails, file: str, prefix: str) -> Problem:
    at, kind, value = path_in_file(detail["loc"], prefix), detail["type"], detail["input"]
    if kind.startswith(("date", "datetime", "timezone")) and kind not in _CODES:
        return problem("corpus_bad_date", file, at, value=value)
    if kind in ("enum", "literal_error"):
        return problem("corpus_unknown_value", file, at, value=value, expected=(detail.get("ctx") or {})["expected"])
    if kind in _CODES:
        return problem(_CODES[kind], file, at)
    return problem("corpus_bad_value", file, at, value=value, detail=detail["msg"])


def _short(text: str, limit: int = 120) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
