"""What a database says went wrong, as messages. The one place that knows the codes of SQLite and PostgreSQL."""

import errno
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from advisor.errors import ServiceFault

# https://sqlite.org/rescode.html: the lower byte is the primary code.
_SQLITE = {
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_READONLY: "folder_read_only",
    sqlite3.SQLITE_PERM: "folder_read_only",
    sqlite3.SQLITE_CANTOPEN: "folder_read_only",
    sqlite3.SQLITE_BUSY: "database_busy",
    sqlite3.SQLITE_LOCKED: "database_busy",
    sqlite3.SQLITE_CORRUPT: "database_damaged",
    sqlite3.SQLITE_NOTADB: "database_damaged",
    sqlite3.SQLITE_IOERR: "database_failed",
}
# https://www.postgresql.org/docs/current/errcodes-appendix.html: whole codes, then classes.
_POSTGRESQL = {
    "53100": "disk_full",
    "53300": "database_busy",  # too many connections
    "55P03": "database_busy",  # lock not available
    "57014": "database_busy",  # cancelled, as by a time limit for statements
    "25006": "folder_read_only",  # a standby, or set read-only
    "3D000": "database_refused",  # no such database
    "42501": "database_refused",  # no right to do it
    "08": "database_away",
    "57": "database_away",  # shutting down, starting up
    "28": "database_refused",  # wrong user or password
    "40": "database_busy",  # deadlock, serialization
    "58": "database_failed",
    "XX": "database_damaged",
}
_REFUSED = re.compile(
    r"FATAL:.*(does not exist|authentication failed|not permitted|no pg_hba\.conf entry)|no password supplied"
)


@contextmanager
def faults_as_messages(place: str) -> Iterator[None]:
    """Turn the refusals of a database or disk into ServiceFault; `place` is the folder or server for its message."""
    try:
        yield
    except NoConnectionFree as fault:
        raise ServiceFault("database_busy", folder=place) from fault
    except IntegrityError:
        raise  # a mistake of ours, nothing that the operator could mend
    except (DBAPIError, sqlite3.Error) as fault:
        code = _code(fault)
        if code is None:
            raise
        raise ServiceFault(code, folder=place) from fault


@contextmanager
def disk_faults_as_messages(place: str) -> Iterator[None]:
    """The same for what the file system itself refuses."""
    try:
        yield
    except OSError as fault:
        full = fault.errno in {errno.ENOSPC, errno.EDQUOT}
        raise ServiceFault("disk_full" if full else "folder_read_only", folder=place) from fault


def _code(fault: DBAPIError | sqlite3.Error) -> str | None:
    told = fault.orig if isinstance(fault, DBAPIError) else fault
    if isinstance(told, sqlite3.Error):
        return _SQLITE.get(getattr(told, "sqlite_errorcode", 0) & 0xFF)
    state = getattr(told, "sqlstate", None)
    if state is not None:
        return _POSTGRESQL.get(state) or _POSTGRESQL.get(state[:2])
    # Without a code the connection could not be made, or broke. libpq has only words for why a server let nobody in.
    if _REFUSED.search(str(told)):
        return "database_refused"
    return "database_away" if isinstance(fault, OperationalError | InterfaceError) else None
