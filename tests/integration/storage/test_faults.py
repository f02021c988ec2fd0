"""Faults of the disk and of the file become the program's own errors, and nothing is half stored."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from qbot.errors import ConfigurationError, StorageFull, StorageUnavailable
from qbot.ledger.chain import check_chain
from storage.sqlite import faults, recipe
from storage.sqlite.faults import storage_error
from storage.store import SqlStore
from tests.integration.storage.store_samples import AT, content_of, enrol, figure, overwrite, update


async def test_a_full_disk_stores_nothing_and_leaves_everything_readable(
    url: str, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = await SqlStore.open(url)
    contact = await enrol(store, 501)
    async with store.writing() as tx:
        await tx.reports.append([figure(contact)], at=AT)
    await store.close()

    connect = recipe.connect

    def connect_to_a_full_disk(path: Path) -> sqlite3.Connection:
        raw = connect(path)
        raw.execute("PRAGMA max_page_count=1").close()  # SQLite takes the present size for the least
        return raw

    with monkeypatch.context() as full:
        full.setattr(recipe, "connect", connect_to_a_full_disk)
        store = await SqlStore.open(url)
        with pytest.raises(StorageFull):
            async with store.writing() as tx:
                await tx.facts.set("small", "fits")
                await tx.inbox.add([update(1, raw="x" * 100_000)], at=AT)
        async with store.reading() as view:
            assert check_chain([version async for version in view.reports.all()]) == 1
            assert await view.facts.get("small") is None
        await store.close()

    store = await SqlStore.open(url)
    async with store.writing() as tx:
        assert await tx.inbox.add([update(1, raw="x" * 100_000)], at=AT) == 1
    await store.close()


async def test_a_failed_input_or_output_is_a_full_disk_only_when_no_room_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_SHMSIZE
    assert isinstance(storage_error(error, path=tmp_path / "qbot.db"), StorageUnavailable)
    monkeypatch.setattr(faults, "_NO_ROOM_BYTES", 1 << 60)
    assert isinstance(storage_error(error, path=tmp_path / "qbot.db"), StorageFull)
    assert isinstance(storage_error(error, path=tmp_path / "gone" / "qbot.db"), StorageUnavailable)


async def test_a_database_locked_by_another_program_is_unavailable_and_then_works_again(
    url: str, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recipe, "BUSY_SECONDS", 0.01)
    store = await SqlStore.open(url)
    with closing(sqlite3.connect(database, isolation_level=None)) as raw:
        raw.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageUnavailable):
            async with store.writing() as tx:
                await tx.facts.set("count", "1")
        async with store.reading() as view:
            assert await view.facts.get("count") is None
    async with store.writing() as tx:
        await tx.facts.set("count", "1")
    await store.close()


async def complaint(url: str) -> str:
    with pytest.raises(ConfigurationError) as error:
        await SqlStore.open(url)
    assert "\n" not in str(error.value)
    return str(error.value)


async def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "not-there"
    assert f"数据文件夹不存在：{folder}" in await complaint(f"sqlite+aiosqlite:///{folder}/qbot.db")
    assert not folder.exists()


async def test_a_folder_in_place_of_the_database_is_named(tmp_path: Path) -> None:
    assert str(tmp_path) in await complaint(f"sqlite+aiosqlite:///{tmp_path}")


@pytest.mark.parametrize("content", [b"This is no database. " * 500, b"\0" * 16_384])
async def test_a_file_that_is_no_database_is_named_and_left_alone(
    url: str, database: Path, content: bytes
) -> None:
    overwrite(database, content)
    assert str(database) in await complaint(url)
    assert content_of(database) == content


async def test_the_database_of_another_program_is_refused(url: str, database: Path) -> None:
    with closing(sqlite3.connect(database)) as raw, raw:
        raw.execute("CREATE TABLE bookmarks (id)")
    assert str(database) in await complaint(url)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
@pytest.mark.parametrize("read_only", ["folder", "file"])
async def test_a_place_that_may_not_be_written_is_named(
    url: str, database: Path, tmp_path: Path, read_only: str
) -> None:
    await (await SqlStore.open(url)).close()
    place = tmp_path if read_only == "folder" else database
    mode = place.stat().st_mode
    place.chmod(0o500 if read_only == "folder" else 0o400)
    try:
        assert str(place) in await complaint(url)
    finally:
        place.chmod(mode)


@pytest.mark.parametrize(
    "url", ["", "qbot.db", "sqlite+aiosqlite://", "sqlite+aiosqlite:///:memory:", "postgresql+asyncpg://h/db"]
)
async def test_an_address_that_names_no_usable_database_is_refused(url: str) -> None:
    assert "sqlite+aiosqlite:///" in await complaint(url)
