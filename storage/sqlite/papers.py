"""The papers that a database refers to, read from a file that nobody else writes to."""

import sqlite3
from contextlib import closing
from pathlib import Path

# what stays on record; anything else in the files folder can be made anew
_COLUMNS = (("evidence", "path"), ("issued", "file"), ("notices", "file"))


def papers_of(database: Path) -> tuple[str, ...]:
    """The paths of all papers on record, each once, in order."""
    found: set[str] = set()
    with closing(sqlite3.connect(database.absolute().as_uri() + "?mode=ro", uri=True)) as raw:
        for table, column in _COLUMNS:
            if _has(raw, table, column):
                rows = raw.execute(f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL")  # noqa: S608
                found.update(str(path) for (path,) in rows)
    return tuple(sorted(found))


def _has(raw: sqlite3.Connection, table: str, column: str) -> bool:
    """Whether the database is new enough to know of these papers."""
    return any(name == column for _, name, *_ in raw.execute(f"PRAGMA table_info({table})"))
