"""The files folder: what people send is fetched into it, what is sent to people is taken from it.

A file is kept under the SHA-256 of its content, so the same one is there once, and its name appears only when
all of it is on the disk. Fetch and keep outside of a transaction, as both wait for others.
"""

import asyncio
import errno
import hashlib
import os
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter, TelegramError

from handlers.bot_api import BotApi, FileMissing
from handlers.timing import RealTimer, Timer
from handlers.transport import AiohttpRequest, TooLarge, seconds_of
from qbot.errors import StorageError, StorageFull, StorageUnavailable

FETCH_LIMIT = 20 * 1024 * 1024  # more a bot cannot fetch from Telegram
T = TypeVar("T")
_TRIES = 3
_PATIENCE_SECONDS = 10.0
_FULL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))


class NotFetched(Exception):
    """Telegram did not hand out the file: it is gone, or cannot be reached just now."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of the folder: its path relative to it, its size in bytes, the hex SHA-256 of its content."""

    path: str
    size: int
    sha256: str


class Files:
    """The folder, and the way of a sent file into it; `file_url` is `{root}/file/bot{token}`."""

    def __init__(
        self, folder: Path, *, api: BotApi, request: AiohttpRequest, file_url: str, timer: Timer | None = None
    ) -> None:
        self._folder, self._api, self._request = folder, api, request
        self._file_url = file_url
        self._timer = timer or RealTimer()

    async def fetch(self, file_id: str, *, size: int | None, limit: int = FETCH_LIMIT) -> bytes:
        """The bytes of a file that somebody sent; `size` is what Telegram said of it.

        Raises TooLarge, judged by what was said and by what comes, and NotFetched.
        """
        if size is not None and size > limit:
            raise TooLarge(limit)
        for attempt in range(1, _TRIES + 1):
            try:
                return await self._fetch(file_id, limit=limit)
            except TelegramError as error:
                wait = _seconds_before_repeating(error, attempt)
                if wait is None:
                    raise NotFetched(type(error).__name__) from error
            await self._timer.sleep(wait)
        raise NotFetched("tries used up")

    async def _fetch(self, file_id: str, *, limit: int) -> bytes:
        try:
            found: Any = await self._api.call("getFile", {"file_id": file_id})
        except BadRequest as error:
            if "too big" in error.message.lower():
                raise TooLarge(limit) from error
            raise
        if int(found.get("file_size") or 0) > limit:
            raise TooLarge(limit)
        path = quote(str(found.get("file_path") or ""))
        return await self._request.download(f"{self._file_url}/{path}", limit=limit)

    async def keep(self, data: bytes) -> Kept:
        """Put a file into the folder, where it stays. Raises StorageFull or StorageUnavailable."""
        sha256 = hashlib.sha256(data).hexdigest()
        kept = Kept(f"{sha256[:2]}/{sha256}", len(data), sha256)
        try:
            await asyncio.to_thread(_write, self._folder / kept.path, data)
        except OSError as error:
            raise _storage_error(error) from error
        return kept

    async def unused_since(self, moment: datetime) -> list[str]:
        """The files that were neither written nor used since; StorageUnavailable."""
        return await self._in_thread(_older, self._folder, moment.timestamp())

    async def remove(self, paths: Sequence[str], *, before: datetime) -> int:
        """Remove files, unless they were used since `before`; how many; StorageUnavailable."""
        return await self._in_thread(_remove, self._folder, paths, before.timestamp())

    async def used(self, path: str) -> bool:
        """Note that a file is used anew; False where it is not there any more."""
        return await asyncio.to_thread(_touched, self._folder / path)

    async def _in_thread(self, work: Callable[..., T], *values: object) -> T:
        try:
            return await asyncio.to_thread(work, *values)
        except OSError as error:
            raise _storage_error(error) from error

    async def read(self, path: str) -> bytes:
        """The content of a kept file. Raises FileMissing."""
        try:
            return await asyncio.to_thread((self._folder / path).read_bytes)
        except OSError as error:
            raise FileMissing(path) from error


def _write(path: Path, data: bytes) -> None:
    """Write beside the name, make sure of it, then give it the name."""
    if path.is_file() and path.stat().st_size == len(data) and _touched(path):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    _settle(path.parent)


def _touched(path: Path) -> bool:
    try:
        os.utime(path)
    except FileNotFoundError:
        return False
    return True


def _older(folder: Path, moment: float) -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.glob("??/*")
        if path.is_file() and path.stat().st_mtime < moment
    )


def _remove(folder: Path, paths: Sequence[str], moment: float) -> int:
    removed = 0
    for path in (folder / each for each in paths):
        if path.is_file() and path.stat().st_mtime < moment:
            path.unlink()
            removed += 1
    return removed


def _settle(folder: Path) -> None:
    """Make a new name in the folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _storage_error(error: OSError) -> StorageError:
    words = f"the files folder: {error.strerror}"
    return StorageFull(words) if error.errno in _FULL else StorageUnavailable(words)


def _seconds_before_repeating(error: TelegramError, attempt: int) -> float | None:
    if attempt == _TRIES or isinstance(error, BadRequest | Forbidden | InvalidToken):
        return None
    if isinstance(error, RetryAfter):
        return seconds_of(error) if seconds_of(error) <= _PATIENCE_SECONDS else None
    return float(attempt)
