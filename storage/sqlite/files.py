"""Copies of a database file, taken while others write to it."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path


class CopyDamaged(sqlite3.DatabaseError):
    """The copy does not pass SQLite's own check."""


def copy_database(source: Path, target: Path) -> None:
    """Write a consistent copy to `target`, which must not exist; FileExistsError, OSError,
    CopyDamaged, sqlite3.Error.

    The name appears once the copy is whole and on the disk; a failure leaves nothing behind.
    """
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    target.touch(exist_ok=False)
    try:
        with closing(sqlite3.connect(source.absolute().as_uri() + "?mode=rw", uri=True)) as raw:
            raw.execute("VACUUM INTO ?", (str(part),)).close()
        _check(part)
        _flush(part)
        part.replace(target)
        _flush(target.parent)
    except BaseException:
        part.unlink(missing_ok=True)
        target.unlink(missing_ok=True)
        raise


def _check(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        [found] = raw.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        raise CopyDamaged(found)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
