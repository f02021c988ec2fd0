"""Keeps the sandbox's state over a restart, kill -9 included: rows of JSON in one SQLite table.

Changes gather in memory and are written in one transaction before any answer leaves the server (`flush`):
nothing that a client has seen is forgotten. The disk is not synced: a sandbox need not survive a power cut.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from qbot.sandbox.errors import StateError

Json = dict[str, Any]

_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS rows (kind TEXT, key TEXT, body TEXT, PRIMARY KEY (kind, key)) WITHOUT ROWID"
)
_UPSERT = "INSERT INTO rows VALUES (?, ?, ?) ON CONFLICT (kind, key) DO UPDATE SET body = excluded.body"


def dump(value: object) -> str:
    """Compact JSON with Chinese left readable."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class Store:
    """Rows by kind and key; without a path nothing is kept."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._dirty: dict[tuple[str, str], object] = {}
        self._db = None if path is None else self._open(path)

    @staticmethod
    def _open(path: Path) -> sqlite3.Connection:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            db = sqlite3.connect(path, isolation_level=None, timeout=0.2, check_same_thread=False)
        except (OSError, sqlite3.Error) as error:
            raise StateError(f"cannot open the sandbox's state {path}: {error}") from error
        try:
            for pragma in ("locking_mode=EXCLUSIVE", "journal_mode=WAL", "synchronous=OFF"):
                db.execute(f"PRAGMA {pragma}")
            db.execute(_SCHEMA)
        except sqlite3.Error as error:
            db.close()
            raise StateError(f"cannot use the sandbox's state {path}: {error}") from error
        return db

    def rows(self, kind: str) -> Iterator[tuple[str, Any]]:
        """All stored rows of a kind, as (key, value)."""
        if self._db is None:
            return
        for key, body in self._db.execute("SELECT key, body FROM rows WHERE kind = ?", (kind,)).fetchall():
            yield key, json.loads(body)

    def put(self, kind: str, key: str, value: object) -> None:
        """Store a JSON value; None removes the row."""
        if self._db is not None:
            self._dirty[kind, key] = value

    def flush(self) -> None:
        """Write what has changed since the last flush, all or nothing."""
        if self._db is None or not self._dirty:
            return
        changed, self._dirty = self._dirty, {}
        kept = [(*where, dump(value)) for where, value in changed.items() if value is not None]
        gone = [where for where, value in changed.items() if value is None]
        try:
            self._db.execute("BEGIN")
            self._db.executemany(_UPSERT, kept)
            self._db.executemany("DELETE FROM rows WHERE kind = ? AND key = ?", gone)
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            self._dirty = changed | self._dirty
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise StateError(f"cannot write the sandbox's state {self._path}: {error}") from error

    def close(self) -> None:
        """Write what is left and let go of the file."""
        if self._db is not None:
            self.flush()
            self._db.close()
            self._db = None


def stored_time(state: Path) -> datetime | None:
    """The clock's time when the state was last written (aware, UTC), or None where there is no such state."""
    if not state.exists():
        return None
    try:
        with closing(sqlite3.connect(state, timeout=2)) as db:
            row = db.execute("SELECT body FROM rows WHERE kind = 'clock' AND key = 'now'").fetchone()
    except sqlite3.Error as error:
        raise StateError(f"cannot read the sandbox's state {state}: {error}") from error
    return None if row is None else datetime.fromisoformat(json.loads(row[0]))
