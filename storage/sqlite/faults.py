"""What SQLite's error codes mean for the program."""

import errno
import shutil
import sqlite3
from pathlib import Path

from qbot.errors import StorageError, StorageFull, StorageUnavailable

_PRIMARY = 0xFF
_AWAY = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_AUTH,
    sqlite3.SQLITE_PROTOCOL,
}
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
_NO_ROOM_BYTES = 256 * 1024  # below this, a failed write to the log or its index is a full disk


def primary_code(error: BaseException | None) -> int | None:
    """SQLite's primary result code, None for any other error."""
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & _PRIMARY


def storage_error(error: BaseException | None, *, path: Path) -> StorageError:
    """The program's word for a driver's error at the database `path`."""
    code = primary_code(error)
    if code == sqlite3.SQLITE_FULL or getattr(error, "errno", None) in _NO_ROOM:
        return StorageFull(str(error))
    if code == sqlite3.SQLITE_IOERR and _disk_is_full(path):
        return StorageFull(str(error))
    if code in _AWAY:
        return StorageUnavailable(str(error))
    return StorageError(str(error))


def _disk_is_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _NO_ROOM_BYTES
    except OSError:
        return False
