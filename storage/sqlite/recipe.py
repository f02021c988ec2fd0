"""How SQLite is opened so that nothing committed is lost and no two writers read the same past.

WAL lets readers go on beside the writer; synchronous=FULL keeps the last commit through a power failure;
BEGIN IMMEDIATE takes the write lock before the first read.
"""

import sqlite3
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.sqlite.connection import EagerConnection

BEGIN = "qbot_begin"
WRITE = {BEGIN: "BEGIN IMMEDIATE"}
BUSY_SECONDS = 5.0
_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY")


def connect(path: Path) -> sqlite3.Connection:
    """A connection with the pragmas set and without the driver's own transactions."""
    raw = sqlite3.connect(path, isolation_level=None, timeout=BUSY_SECONDS)
    try:
        for pragma in _PRAGMAS:
            raw.execute(f"PRAGMA {pragma}").close()
    except BaseException:
        raw.close()
        raise
    return raw


def sqlite_engine(url: sa.URL, path: Path, *, connections: int) -> AsyncEngine:
    """An engine over `connections` connections; transactions begin as their execution options say."""

    async def creator() -> EagerConnection:
        return await EagerConnection(lambda: connect(path)).opened()

    engine = create_async_engine(url, async_creator=creator, pool_size=connections, max_overflow=0)
    sa.event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _begin(connection: sa.Connection) -> None:
    options: Any = connection.get_execution_options()
    driver: Any = connection.connection.driver_connection
    driver.begin_with = options.get(BEGIN, "BEGIN")
