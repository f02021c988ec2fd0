"""A consistent copy of the database, taken while the bot runs."""

import asyncio
import sqlite3
from pathlib import Path

from qbot.errors import ConfigurationError, QbotError, StorageFull
from storage import texts
from storage.engine import database_path
from storage.sqlite.faults import storage_error
from storage.sqlite.files import CopyDamaged, copy_database


async def backup(url: str, target: Path) -> None:
    """Copy the database of `url` to the new file `target` and check the copy.

    ConfigurationError when there is nothing to copy, `target` exists or its folder does not; StorageFull or
    ConfigurationError when the copy could not be made. A failure leaves no file behind.
    """
    source = database_path(url)
    if not source.is_file():
        raise ConfigurationError(texts.BACKUP_NO_SOURCE.format(path=source))
    if not target.parent.is_dir():
        raise ConfigurationError(texts.BACKUP_NO_FOLDER.format(folder=target.parent))
    try:
        await asyncio.to_thread(copy_database, source, target)
    except (OSError, sqlite3.Error) as error:
        raise _explained(error, target) from error


def _explained(error: OSError | sqlite3.Error, target: Path) -> QbotError:
    if isinstance(error, FileExistsError):
        return ConfigurationError(texts.BACKUP_EXISTS.format(path=target))
    if isinstance(error, CopyDamaged):
        return ConfigurationError(texts.BACKUP_DAMAGED.format(path=target, problem=error))
    if isinstance(storage_error(error, path=target), StorageFull):
        return StorageFull(texts.BACKUP_FULL.format(path=target))
    return ConfigurationError(texts.BACKUP_FAILED.format(path=target, problem=error))
