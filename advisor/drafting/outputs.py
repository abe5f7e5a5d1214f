"""The files that `advisor draft` writes: all of them, or none."""

import errno
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from advisor.errors import ServiceFault


def check_outputs(paths: Sequence[Path]) -> None:
    """Notice before any work what could not be written after it.

    Raises ServiceFault("outputs_same") for two that are one file, ("output_unwritable") for a folder that is none or
    takes no files, and for a name that is a folder's.
    """
    for at, path in enumerate(paths):
        try:
            same = any(_is_same(path, other) for other in paths[:at])
            (_copy_of(path) or _beside(path, b"")).unlink()
        except OSError as fault:
            raise _unwritable(path, fault) from fault
        if same:
            raise ServiceFault("outputs_same", file=path.name)


def write_files(outputs: Mapping[Path, bytes]) -> None:
    """Write all files, or none: each is written beside its place first, and what stood there comes back when a later
    one fails. Raises ServiceFault("output_unwritable")."""
    written: list[tuple[Path, Path]] = []
    path = Path()
    try:
        for path, contents in outputs.items():
            written.append((path, _beside(path, contents)))
    except OSError as fault:
        for _, new in written:
            new.unlink(missing_ok=True)
        raise _unwritable(path, fault) from fault
    _put_in_place(written)


def _put_in_place(written: Sequence[tuple[Path, Path]]) -> None:
    done: list[tuple[Path, Path | None]] = []
    path = Path()
    try:
        for path, new in written:
            done.append((path, _copy_of(path)))
            new.replace(path)
    except OSError as fault:
        for place, old in reversed(done):
            if old is not None:
                old.replace(place)
            else:
                place.unlink(missing_ok=True)
        for _, new in written:
            new.unlink(missing_ok=True)
        raise _unwritable(path, fault) from fault
    for _, old in done:
        if old is not None:
            old.unlink(missing_ok=True)


def _beside(path: Path, contents: bytes) -> Path:
    """A new file with the contents in the folder of `path`. Raises OSError; then nothing is left."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".draft-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(contents)
        Path(name).chmod(0o644)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _copy_of(path: Path) -> Path | None:
    """A copy of the file that stands there, beside it; None where there is none."""
    return _beside(path, path.read_bytes()) if path.exists() else None


def _is_same(one: Path, other: Path) -> bool:
    if one.exists() and other.exists():
        return one.samefile(other)
    return one.resolve() == other.resolve()


def _unwritable(path: Path, fault: OSError) -> ServiceFault:
    return ServiceFault("output_unwritable", file=path.name, reason=fault.strerror)
