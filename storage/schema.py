"""Brings a database to the schema of this program, and refuses one that a newer program wrote.

At head, which is nearly always, that takes one query and Alembic is not even loaded.
"""

import asyncio
from pathlib import Path

import sqlalchemy as sa

from qbot.errors import ConfigurationError, SchemaTooNew
from storage import texts
from storage.engine import Database
from storage.migrations import HEAD
from storage.sqlite.files import copy_database

_REVISION = sa.text("SELECT version_num FROM alembic_version")


async def bring_up_to_date(database: Database) -> None:
    """Migrate to head in one transaction; a database with content is copied beside itself before."""
    async with database.engine.connect() as connection:
        revision = await connection.run_sync(_revision, database.path)
    if revision == HEAD:
        return
    if revision is not None:
        await asyncio.to_thread(_keep_copy, database.path, revision)
    async with database.engine.connect() as connection:
        writer = await connection.execution_options(**database.write_options)
        await writer.run_sync(_migrate)
        await writer.commit()


def _revision(connection: sa.Connection, path: Path) -> str | None:
    tables = set(sa.inspect(connection).get_table_names())
    if "alembic_version" in tables:
        revision: str | None = connection.execute(_REVISION).scalar()
        return revision
    if tables:
        raise ConfigurationError(texts.FOREIGN_DATABASE.format(path=path))
    return None


def _migrate(connection: sa.Connection) -> None:
    from storage.migrations import upgrade  # noqa: PLC0415 - Alembic is slow to load

    upgrade.to_head(connection)


def _keep_copy(path: Path, revision: str) -> None:
    from storage.migrations import upgrade  # noqa: PLC0415 - Alembic is slow to load

    if not upgrade.knows(revision):
        raise SchemaTooNew(revision)
    copy = path.with_name(f"{path.stem}-before-{HEAD}{path.suffix}")
    if not copy.exists():
        copy_database(path, copy)
