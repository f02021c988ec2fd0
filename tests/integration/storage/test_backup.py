"""A backup is a whole, checked copy, taken while others write; it never overwrites."""

import asyncio
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from qbot.errors import ConfigurationError, StorageFull
from qbot.ledger.chain import check_chain
from qbot.people import Person
from storage.backup import backup
from storage.sqlite import files
from storage.store import SqlStore
from tests.integration.storage.store_samples import AT, content_of, enrol, figure, files_in, overwrite

NO_FILES = Path("no-files")  # nothing here refers to papers


async def count_of(path: Path) -> int:
    store = await SqlStore.open(f"sqlite+aiosqlite:///{path}")
    async with store.reading() as view:
        number = check_chain([version async for version in view.reports.all()])
        assert await view.reports.standing_mismatch() is None
    await store.close()
    return number


async def report(store: SqlStore, contact: Person) -> None:
    async with store.writing() as tx:
        await tx.reports.append([figure(contact)] * 20, at=AT)


async def test_a_copy_taken_while_reports_arrive_is_one_moment_of_the_ledger(
    store: SqlStore, contact: Person, url: str, tmp_path: Path
) -> None:
    await report(store, contact)
    copy = tmp_path / "备份 %.db"
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(backup(url, copy, files=NO_FILES))
        for _ in range(20):
            tasks.create_task(report(store, contact))
    count = await count_of(copy)
    assert count % 20 == 0
    assert 20 <= count <= 420


async def test_a_copy_works_as_the_database(store: SqlStore, url: str, tmp_path: Path) -> None:
    await backup(url, tmp_path / "copy.db", files=NO_FILES)
    restored = await SqlStore.open(f"sqlite+aiosqlite:///{tmp_path / 'copy.db'}")
    await report(restored, await enrol(restored, 7))
    await restored.close()
    assert await count_of(tmp_path / "copy.db") == 20


async def refusal(url: str, target: Path) -> str:
    with pytest.raises(ConfigurationError) as error:
        await backup(url, target, files=NO_FILES)
    return str(error.value)


async def test_an_existing_file_is_never_overwritten(store: SqlStore, url: str, tmp_path: Path) -> None:
    target = tmp_path / "old.db"
    target.write_text("precious")
    assert str(target) in await refusal(url, target)
    assert target.read_text() == "precious"


async def test_a_missing_folder_or_database_is_named(store: SqlStore, url: str, tmp_path: Path) -> None:
    assert "not-there" in await refusal(url, tmp_path / "not-there" / "copy.db")
    assert "none.db" in await refusal(f"sqlite+aiosqlite:///{tmp_path}/none.db", tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


FAILURES = [(sqlite3.SQLITE_FULL, StorageFull), (sqlite3.SQLITE_IOERR_READ, ConfigurationError)]


@pytest.mark.parametrize("failure", FAILURES)
async def test_a_copy_that_fails_leaves_nothing_behind(
    store: SqlStore, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: tuple[int, Any]
) -> None:
    code, expected = failure

    def fail(_path: Path) -> None:
        error = sqlite3.OperationalError("no room")
        error.sqlite_errorcode = code
        raise error

    monkeypatch.setattr(files, "_check", fail)
    before = files_in(tmp_path)
    with pytest.raises(expected):
        await backup(url, tmp_path / "copy.db", files=NO_FILES)
    assert files_in(tmp_path) == before


async def test_a_damaged_database_gives_no_backup(
    store: SqlStore, contact: Person, url: str, database: Path, tmp_path: Path
) -> None:
    await report(store, contact)
    await store.close()
    content = content_of(database)
    overwrite(database, content[:4096].ljust(len(content), b"U"))
    assert "备份" in await refusal(url, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()
