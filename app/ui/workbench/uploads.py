"""The folder where Gradio puts what a browser sends, until it is read a moment later. Nothing is served from it."""

import contextlib
import logging
import shutil
import time
from pathlib import Path

from advisor.errors import UploadRejected

log = logging.getLogger(__name__)
FOLDER = "uploads"  # below the data folder
_LEFT_S = 3600.0  # what nobody came for after that goes


class Uploads:
    """Files that were sent and not read yet. `folder` need not exist."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def make(self) -> None:
        """The folder, for this user alone, without what an earlier run has left.

        Where the disk refuses it the page works all the same; sending a file then fails, and says so.
        """
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as fault:
            log.warning("files cannot be received: %s", fault)
            return
        self.sweep()

    def take(self, sent: str) -> bytes:
        """The bytes of the file that was sent, which is deleted with that.

        Raises UploadRejected("upload_lost") for a path that is none of this folder, or whose file is gone.
        """
        path = Path(sent.replace("\0", ""))
        inside = path.resolve().is_relative_to(self.folder.resolve())
        if not inside or path.is_symlink() or not path.is_file():
            raise UploadRejected("upload_lost")
        try:
            data = path.read_bytes()
        except OSError as fault:
            raise UploadRejected("upload_lost") from fault
        finally:
            self._remove(path)
        self.sweep()
        return data

    def sweep(self, now: float | None = None) -> None:
        """Delete what has been here for an hour."""
        before = (time.time() if now is None else now) - _LEFT_S
        for path in self.folder.glob("*"):
            with contextlib.suppress(OSError):  # another process may have been faster
                if path.stat().st_mtime >= before:
                    continue
                if path.is_dir():
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    path.unlink()

    def _remove(self, path: Path) -> None:
        with contextlib.suppress(OSError):
            path.unlink()
        if path.parent != self.folder:
            with contextlib.suppress(OSError):  # another file of the same bytes may stand in it
                path.parent.rmdir()
