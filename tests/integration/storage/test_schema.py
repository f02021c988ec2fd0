"""The schema: made once, migrated with a copy kept, refused when it comes from a newer program."""

import asyncio
import errno
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from qbot.errors import ConfigurationError, SchemaTooNew, StorageFull
from storage import schema
from storage.migrations import HEAD, upgrade
from storage.store import SqlStore
from storage.tables import metadata


def revisions(database: Path) -> list[tuple[str]]:
    with closing(sqlite3.connect(database)) as raw:
        return raw.execute("SELECT version_num FROM alembic_version").fetchall()


async def test_migrations_and_tables_agree(store: SqlStore, database: Path) -> None:
    engine = sa.create_engine(f"sqlite:///{database}")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_the_known_head_is_the_newest_migration() -> None:
    assert ScriptDirectory.from_config(upgrade.config()).get_current_head() == HEAD


async def test_a_new_database_is_at_head_and_needs_no_copy(store: SqlStore, database: Path) -> None:
    assert revisions(database) == [(HEAD,)]
    assert not list(database.parent.glob("*before*"))


async def test_opening_does_not_depend_on_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    await (await SqlStore.open("sqlite+aiosqlite:///here.db")).close()
    assert revisions(tmp_path / "here.db") == [(HEAD,)]


async def run_python(code: str) -> str:
    """What a program of its own prints; it must succeed."""
    command = [sys.executable, "-c", code]
    root = Path(__file__).parents[3]
    done = await asyncio.to_thread(subprocess.run, command, cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return str(done.stdout)


def program_that_opens(url: str) -> str:
    return (
        "import asyncio, sys; from storage.store import SqlStore\n"
        f"async def main(): await (await SqlStore.open({url!r})).close()\n"
        "asyncio.run(main()); print('alembic' in sys.modules)"
    )


async def test_two_programs_that_start_at_once_make_one_schema(url: str, database: Path) -> None:
    await asyncio.gather(*(run_python(program_that_opens(url)) for _ in range(2)))
    assert revisions(database) == [(HEAD,)]


async def test_a_database_of_a_newer_program_is_refused_and_left_alone(url: str, database: Path) -> None:
    await (await SqlStore.open(url)).close()
    with closing(sqlite3.connect(database)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(SchemaTooNew) as refused:
        await SqlStore.open(url)
    assert refused.value.found == "9999"
    assert revisions(database) == [("9999",)]
    assert not list(database.parent.glob("*before*"))


async def test_an_older_database_is_copied_before_it_is_migrated(
    url: str, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = await SqlStore.open(url)
    async with store.writing() as tx:
        await tx.facts.set("kept", "yes")
    await store.close()
    monkeypatch.setattr(schema, "HEAD", "next")
    await (await SqlStore.open(url)).close()
    with closing(sqlite3.connect(database.with_name("qbot-before-next.db"))) as copy:
        assert copy.execute("SELECT value FROM facts WHERE key = 'kept'").fetchall() == [("yes",)]


async def test_a_disk_too_full_for_that_copy_stops_the_migration(
    url: str, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(_source: Path, _target: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    await (await SqlStore.open(url)).close()
    monkeypatch.setattr(schema, "HEAD", "next")
    monkeypatch.setattr(schema, "copy_database", no_room)
    with pytest.raises(StorageFull):
        await SqlStore.open(url)
    assert revisions(database) == [(HEAD,)]


async def test_a_migration_that_fails_leaves_the_database_as_it_was(
    url: str, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half(connection: sa.Connection) -> None:
        connection.execute(sa.text("CREATE TABLE half (id INTEGER)"))
        raise ConfigurationError("stopped half way")

    with monkeypatch.context() as broken:
        broken.setattr(upgrade, "to_head", half)
        with pytest.raises(ConfigurationError):
            await SqlStore.open(url)
    await (await SqlStore.open(url)).close()
    with closing(sqlite3.connect(database)) as raw:
        assert raw.execute("SELECT 1 FROM sqlite_master WHERE name = 'half'").fetchone() is None


async def test_a_database_at_head_opens_without_alembic(url: str) -> None:
    await (await SqlStore.open(url)).close()
    assert await run_python(program_that_opens(url)) == "False\n"


def test_the_tables_can_be_made_on_postgresql() -> None:
    dialect = postgresql.dialect()
    for table in metadata.sorted_tables:
        assert "BIGINT" in str(CreateTable(table).compile(dialect=dialect)) or table.name in {
            "facts",
            "occurrences",
        }
        for index in table.indexes:
            assert str(CreateIndex(index).compile(dialect=dialect)).startswith("CREATE INDEX")
