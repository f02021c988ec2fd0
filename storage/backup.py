"""A consistent copy of the database, taken while the bot runs, and the papers that it refers to."""

import asyncio
import sqlite3
from pathlib import Path

from qbot.errors import ConfigurationError, QbotError, StorageFull
from storage import texts
from storage.engine import database_path
from storage.papers import Papers, copy_papers, folder_beside
from storage.sqlite.faults import storage_error
from storage.sqlite.files import CopyDamaged, copy_database
from storage.sqlite.papers import papers_of


async def backup(url: str, target: Path, *, files: Path) -> Papers:
    """Copy the database of `url` to the new file `target` and check the copy; then the papers it refers to,
    from the folder `files` into a folder beside it.

    ConfigurationError when there is nothing to copy, `target` or the folder beside it exists, or its own
    folder does not; StorageFull or ConfigurationError when the copy could not be made. A failure leaves
    nothing behind; papers that are gone are told and hold nothing up.
    """
    source = database_path(url)
    if not source.is_file():
        raise ConfigurationError(texts.BACKUP_NO_SOURCE.format(path=source))
    if not target.parent.is_dir():
        raise ConfigurationError(texts.BACKUP_NO_FOLDER.format(folder=target.parent))
    folder = folder_beside(target)
    if folder.exists():
        raise ConfigurationError(texts.BACKUP_EXISTS.format(path=folder))
    try:
        await asyncio.to_thread(copy_database, source, target)
        return await asyncio.to_thread(_papers, target, files, folder)
    except (OSError, sqlite3.Error) as error:
        raise _explained(error, target) from error


def _papers(copy: Path, files: Path, folder: Path) -> Papers:
    """The papers are copied after the database, so that none it refers to can be younger."""
    try:
        return copy_papers(papers_of(copy), files, folder)
    except BaseException:
        copy.unlink(missing_ok=True)
        raise


def _explained(error: OSError | sqlite3.Error, target: Path) -> QbotError:
    if isinstance(error, FileExistsError):
        return ConfigurationError(texts.BACKUP_EXISTS.format(path=target))
    if isinstance(error, CopyDamaged):
        return ConfigurationError(texts.BACKUP_DAMAGED.format(path=target, problem=error))
    if isinstance(storage_error(error, path=target), StorageFull):
        return StorageFull(texts.BACKUP_FULL.format(path=target))
    return ConfigurationError(texts.BACKUP_FAILED.format(path=target, problem=error))
