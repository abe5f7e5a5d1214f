"""Writing a file of the corpus so that it appears whole or not at all."""

from pathlib import Path

from advisor.corpus.problems import problem


def write_whole(path: Path, content: bytes, name: str) -> None:
    """Replace `path` in one step. Raises CorpusError when it cannot be written; the old file then stays.

    `name`: what to call it in the message.
    """
    unfinished = path.with_name(path.name + ".part")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise problem("corpus_unwritable", name, "-", detail=error.strerror or error).error() from error
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
