"""The text of a source, exactly as citations quote it: documents by their reader, tables (CSV) as they stand."""

from pathlib import Path

from advisor.corpus.problems import Problem, problem
from advisor.errors import DocumentUnreadable
from advisor.ingest.reading import READERS, read_document


def source_text(path: Path, file: str) -> tuple[str, list[Problem]]:
    """The text of a source file, or "" and what is wrong. `file`: the name to give it in problems."""
    try:
        if path.suffix.lower() in READERS:
            return read_document(path).text, []
        return path.read_bytes().decode("utf-8"), []  # line ends are kept: offsets count them
    except DocumentUnreadable as error:
        return "", [problem("corpus_unreadable", file, "-", detail=error.user_message())]
    except (OSError, UnicodeDecodeError) as error:
        return "", [problem("corpus_unreadable", file, "-", detail=error)]
