"""The files folder: what can be made anew goes after a month, what is on record or in hand stays."""

import os
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest

from handlers.bot_api import FILE, BotApi
from handlers.files import Files, Kept
from handlers.pruning import prune
from handlers.transport import AiohttpRequest
from qbot.evidence import Paper
from qbot.messages import Outgoing
from qbot.people import Person
from storage.store import SqlStore

Enrol = Callable[..., Awaitable[Person]]
NOW = datetime(2018, 6, 20, 1, 0, tzinfo=UTC)
LONG_AGO, LATELY = NOW - timedelta(days=31), NOW - timedelta(days=3)


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(
        tmp_path / "files", api=cast(BotApi, None), request=cast(AiohttpRequest, None), file_url=""
    )  # nothing here is fetched


async def put(files: Files, data: bytes, *, used_at: datetime = LONG_AGO) -> Kept:
    """A file that was last used at a moment."""
    kept = await files.keep(data)
    os.utime(files._folder / kept.path, (used_at.timestamp(), used_at.timestamp()))
    return kept


def there(files: Files) -> set[bytes]:
    return {path.read_bytes() for path in files._folder.rglob("*") if path.is_file()}


async def test_only_what_nobody_needs_goes_and_once_a_day(
    store: SqlStore, files: Files, enrol: Enrol
) -> None:
    person = await enrol(7, "contact", "food-drug-bureau")
    await put(files, b"a form of last month")
    await put(files, b"a form of this week", used_at=LATELY)
    proof, waiting, asked = [await put(files, data) for data in (b"proof", b"waiting", b"asked about")]
    async with store.writing() as tx:
        paper = Paper("document", "f", "报告.pdf", proof.size, proof.sha256, proof.path, 7, 5)
        await tx.evidence.add(person.id, paper, number=None, at=NOW)
        call = Outgoing(7, "sendDocument", {"document": {FILE: waiting.path}}, "answer")
        await tx.outbox.add([call], at=NOW)
        await tx.questions.ask(
            chat_id=7, person_id=person.id, kind="notice", payload={"draft": {"file": asked.path}}, at=NOW,
            expires_at=NOW + timedelta(days=1),
        )  # fmt: skip
    assert await prune(store, files, now=NOW) == 1
    assert there(files) == {b"a form of this week", b"proof", b"waiting", b"asked about"}
    await put(files, b"another form of last month")
    assert await prune(store, files, now=NOW + timedelta(hours=3)) == 0
    assert await prune(store, files, now=NOW + timedelta(days=1)) == 1


async def test_a_file_that_is_used_again_counts_as_new(store: SqlStore, files: Files) -> None:
    await put(files, b"a form that is made again")
    await files.keep(b"a form that is made again")
    picture = await put(files, b"a picture that is shown again")
    assert await files.used(picture.path)
    assert await prune(store, files, now=NOW) == 0


async def test_a_file_that_is_gone_is_not_taken_for_one_that_is_there(files: Files) -> None:
    kept = await put(files, b"picture")
    (files._folder / kept.path).unlink()
    assert not await files.used(kept.path)


async def test_without_a_folder_there_is_nothing_to_remove(store: SqlStore, files: Files) -> None:
    assert await prune(store, files, now=NOW) == 0
