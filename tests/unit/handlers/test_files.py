"""The files folder: what is fetched, what is refused, and what lies there afterwards."""

import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from handlers.bot_api import BotApi, FileMissing
from handlers.files import Files, NotFetched
from handlers.transport import AiohttpRequest, TooLarge
from qbot.errors import StorageUnavailable
from tests.unit.handlers.test_transport import TOKEN, serving

DATA = b"%PDF-1.7 evidence"


class Telegram:
    """getFile and the download behind it; `size` is what it claims, `data` what it hands out."""

    def __init__(self, *, data: bytes = DATA, size: int | None = None, failures: int = 0) -> None:
        self.data, self.size, self.failures = data, size, failures
        self.downloads = 0

    async def view(self, request: web.Request) -> web.StreamResponse:
        if request.path.startswith("/file/"):
            self.downloads += 1
            if self.failures >= self.downloads:
                return web.Response(status=502)
            answer = web.StreamResponse()  # in pieces, without a length
            await answer.prepare(request)
            await answer.write(self.data)
            return answer
        facts: dict[str, Any] = {"file_id": "f", "file_path": "documents/报告 1.pdf"}
        if self.size is not None:
            facts["file_size"] = self.size
        return web.json_response({"ok": True, "result": facts})


def contents(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in folder.rglob("*") if path.is_file()]


class NoWaiting:
    def monotonic(self) -> float:
        return 0.0

    async def sleep(self, seconds: float) -> None: ...

    async def wait(self, event: Any, seconds: float | None) -> None: ...


@asynccontextmanager
async def fetching(folder: Path, telegram: Telegram) -> AsyncIterator[Files]:
    async with serving(telegram.view) as root, AiohttpRequest() as request:
        api = BotApi(request, base_url=f"{root}/bot{TOKEN}")
        yield Files(folder, api=api, request=request, file_url=f"{root}/file/bot{TOKEN}", timer=NoWaiting())


async def test_a_file_is_fetched_and_kept_once_under_its_content(tmp_path: Path) -> None:
    async with fetching(tmp_path, Telegram()) as files:
        data = await files.fetch("f", size=len(DATA))
        first, second = await files.keep(data), await files.keep(data)
        assert await files.read(first.path) == DATA
    assert first == second
    assert (first.size, first.sha256) == (len(DATA), hashlib.sha256(DATA).hexdigest())
    assert contents(tmp_path) == [DATA]


@pytest.mark.parametrize("said", [None, 5])
async def test_a_file_that_grows_beyond_the_limit_while_it_comes_is_refused(
    tmp_path: Path, said: int | None
) -> None:
    async with fetching(tmp_path, Telegram(data=b"x" * 4000, size=said)) as files:
        with pytest.raises(TooLarge):
            await files.fetch("f", size=said, limit=1000)


@pytest.mark.parametrize(("said", "claimed"), [(1001, None), (None, 1001)])
async def test_a_file_that_is_said_to_be_too_large_is_not_fetched(
    tmp_path: Path, said: int | None, claimed: int | None
) -> None:
    telegram = Telegram(size=claimed)
    async with fetching(tmp_path, telegram) as files:
        with pytest.raises(TooLarge):
            await files.fetch("f", size=said, limit=1000)
    assert telegram.downloads == 0


async def test_a_passing_fault_is_tried_again_and_a_lasting_one_is_told_without_the_token(
    tmp_path: Path,
) -> None:
    async with fetching(tmp_path, Telegram(failures=2)) as files:
        assert await files.fetch("f", size=None) == DATA
    async with fetching(tmp_path, Telegram(failures=9)) as files:
        with pytest.raises(NotFetched) as caught:
            await files.fetch("f", size=None)
    assert TOKEN not in f"{caught.value!r} {caught.value.__cause__!r}"


async def test_a_folder_that_cannot_be_written_is_trouble_of_the_storage(tmp_path: Path) -> None:
    (tmp_path / "files").write_bytes(b"in the way")
    async with fetching(tmp_path / "files", Telegram()) as files:
        with pytest.raises(StorageUnavailable):
            await files.keep(DATA)
        with pytest.raises(FileMissing):
            await files.read("ab/abc")
