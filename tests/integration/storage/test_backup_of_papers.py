"""A backup holds the papers that its database refers to, and says which are no longer what they were."""

import hashlib
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from qbot.errors import ConfigurationError
from qbot.evidence import Paper
from qbot.people import Person
from storage.backup import backup
from storage.sqlite.files import copy_database
from storage.sqlite.papers import papers_of
from storage.store import SqlStore
from tests.integration.storage.store_samples import AT, enrol, figure, files_in


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    return folder


@pytest.fixture
async def person(store: SqlStore) -> Person:
    return await enrol(store, 7)


def put(files: Path, content: bytes) -> Paper:
    """A paper in the files folder."""
    name = hashlib.sha256(content).hexdigest()
    path = files / name[:2] / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    return Paper("document", "file-1", "报告.pdf", len(content), name, f"{name[:2]}/{name}", 7, 5)


async def record(store: SqlStore, person: Person, *papers: Paper) -> None:
    async with store.writing() as tx:
        (version,) = await tx.reports.append([figure(person)], at=AT)
        for paper in papers:
            await tx.evidence.add(person.id, paper, number=version.number, at=AT + timedelta(minutes=1))


def contents(folder: Path) -> set[bytes]:
    return {path.read_bytes() for path in folder.rglob("*") if path.is_file()}


async def test_papers_on_record_lie_beside_the_copy_and_nothing_else(
    store: SqlStore, person: Person, files: Path, url: str, tmp_path: Path
) -> None:
    await record(store, person, put(files, b"one"), put(files, b"two"))
    put(files, b"a form that was sent out")
    papers = await backup(url, tmp_path / "copy.db", files=files)
    assert (papers.folder, papers.copied, papers.lost) == (tmp_path / "copy.db.files", 2, ())
    assert contents(papers.folder) == {b"one", b"two"}
    assert not any(".part" in path.name for path in files_in(tmp_path))


async def test_papers_that_are_gone_or_altered_are_named_and_hold_nothing_up(
    store: SqlStore, person: Person, files: Path, url: str, tmp_path: Path
) -> None:
    kept, gone, altered = (put(files, content) for content in (b"kept", b"gone", b"altered"))
    await record(store, person, kept, gone, altered)
    (files / gone.path).unlink()
    (files / altered.path).write_bytes(b"another")
    papers = await backup(url, tmp_path / "copy.db", files=files)
    assert papers.copied == 1
    assert set(papers.lost) == {gone.path, altered.path}
    assert contents(papers.folder) == {b"kept"}


async def test_without_papers_there_is_no_folder(
    store: SqlStore, person: Person, files: Path, url: str, tmp_path: Path
) -> None:
    await record(store, person)
    papers = await backup(url, tmp_path / "copy.db", files=files)
    assert papers.copied == 0
    assert not papers.folder.exists()


async def test_a_folder_of_papers_is_never_overwritten(
    store: SqlStore, person: Person, files: Path, url: str, tmp_path: Path
) -> None:
    await record(store, person, put(files, b"one"))
    (tmp_path / "copy.db.files").mkdir()
    with pytest.raises(ConfigurationError, match=r"copy\.db\.files"):
        await backup(url, tmp_path / "copy.db", files=files)
    assert not (tmp_path / "copy.db").exists()


async def test_papers_that_cannot_be_copied_leave_nothing_behind(
    store: SqlStore, person: Person, files: Path, url: str, tmp_path: Path
) -> None:
    paper = put(files, b"one")
    await record(store, person, paper)
    (files / paper.path).unlink()
    (files / paper.path).mkdir()  # what cannot be read as a file
    before = files_in(tmp_path)
    with pytest.raises(ConfigurationError):
        await backup(url, tmp_path / "copy.db", files=files)
    assert files_in(tmp_path) == before


async def test_a_database_that_knows_of_no_papers_yet_refers_to_none(
    store: SqlStore, database: Path, tmp_path: Path
) -> None:
    copy_database(database, tmp_path / "old.db")
    with closing(sqlite3.connect(tmp_path / "old.db")) as raw, raw:
        raw.execute("DROP TABLE issued")
    assert papers_of(tmp_path / "old.db") == ()
