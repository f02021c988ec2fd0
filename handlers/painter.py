"""Pictures are painted in one thread of their own, and each only once: the same marks give the same file.

The thread and the drawing library are there from the first picture on. One thread keeps one copy of the font.
"""

import asyncio
import hashlib
import logging
import os
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from handlers.files import Files, Kept

if TYPE_CHECKING:
    from qbot.pictures.sheet import Sheet

MOST_REMEMBERED = 128


class Painter:
    """Makes PNG files of composed pictures; `folder` is where the drawing library keeps its list of fonts."""

    def __init__(self, files: Files, *, folder: Path) -> None:
        self._files, self._folder = files, folder
        self._painted: OrderedDict[str, Kept] = OrderedDict()

    async def paint(self, compose: Callable[[], "Sheet"]) -> Kept:
        """The picture in the files folder. Raises StorageFull or StorageUnavailable."""
        loop = asyncio.get_running_loop()
        sheet, key = await loop.run_in_executor(self._thread, _composed, compose)
        kept = self._painted.pop(key, None)
        if kept is None or not await self._files.used(kept.path):
            kept = await self._files.keep(await loop.run_in_executor(self._thread, sheet.png))
        self._painted[key] = kept
        if len(self._painted) > MOST_REMEMBERED:
            self._painted.popitem(last=False)
        return kept

    def close(self) -> None:
        """Let go of the thread; a picture in hand is given up."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    @cached_property
    def _thread(self) -> ThreadPoolExecutor:
        os.environ.setdefault("MPLCONFIGDIR", str(self._folder))
        logging.getLogger("matplotlib").setLevel(logging.WARNING)  # it tells of every font it passes over
        return ThreadPoolExecutor(1, thread_name_prefix="painter")


def _composed(compose: Callable[[], "Sheet"]) -> tuple["Sheet", str]:
    """The marks, and what tells them from all others."""
    sheet = compose()
    content = repr((sheet.width, sheet.height, sheet.marks))
    return sheet, hashlib.sha256(content.encode()).hexdigest()
