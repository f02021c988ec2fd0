"""Keeps a second instance from serving the same bot or the same data folder on this machine.

The locks belong to the operating system, which lets go of them when the process ends, however it ends. A
second instance on another machine is met by Telegram's own 409, which the poller turns into the same refusal.
"""

import hashlib
import os
import sys
import tempfile
from pathlib import Path
from types import TracebackType
from typing import IO

from handlers.texts_operator import BOT_IN_USE, FOLDER_IN_USE, LOCK_IMPOSSIBLE
from qbot.errors import AlreadyRunning, ConfigurationError

if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Lease:
    """The sole use of a token and of a data folder, from `take` to `release` or the end of the process.

    `token` None stands for a bot of this process's own, such as a sandbox's: the folder alone is locked.
    """

    def __init__(self, *, token: str | None, data: Path, shared: Path | None = None) -> None:
        self._data = data
        self._bot_lock: Path | None = None
        if token is not None:
            digest = hashlib.sha256(token.encode()).hexdigest()[:32]
            self._bot_lock = (shared or Path(tempfile.gettempdir())) / f"qbot-{digest}.lock"
        self._held: list[IO[bytes]] = []

    def take(self) -> None:
        """Take both locks. Raises AlreadyRunning when another instance has one of them, ConfigurationError
        when the place does not allow a lock."""
        try:
            self._take(self._data / "qbot.lock", taken=FOLDER_IN_USE.format(folder=self._data))
            if self._bot_lock is not None:
                self._take(self._bot_lock, taken=BOT_IN_USE)
        except (AlreadyRunning, ConfigurationError):
            self.release()
            raise

    def release(self) -> None:
        """Let go; does nothing when nothing is held."""
        while self._held:
            self._held.pop().close()

    def __enter__(self) -> "Lease":
        self.take()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def _take(self, path: Path, *, taken: str) -> None:
        try:
            # The lock file stays: removing it would let two instances lock two files of one name.
            file = open(os.open(path, os.O_RDWR | os.O_CREAT, 0o666), "r+b")  # noqa: SIM115, PTH123
        except OSError as error:
            words = LOCK_IMPOSSIBLE.format(folder=path.parent, reason=error.strerror)
            raise ConfigurationError(words) from error
        try:
            _lock(file)
        except OSError as error:
            file.close()
            raise AlreadyRunning(taken) from error
        self._held.append(file)
