"""From a database URL to an engine, or to one clear line for the operator."""

import os
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from qbot.errors import ConfigurationError, QbotError, StorageError
from storage import texts
from storage.sqlite.faults import primary_code, storage_error
from storage.sqlite.recipe import WRITE, sqlite_engine

OPENING_ERRORS = (DBAPIError, sqlite3.Error, OSError)


@dataclass(frozen=True, slots=True)
class Database:
    """An engine, the file behind it, and the execution options that make a transaction one that writes."""

    engine: AsyncEngine
    path: Path
    write_options: Mapping[str, str]

    def error(self, error: BaseException) -> StorageError:
        """The program's word for an error of the driver."""
        return storage_error(_driver_error(error), path=self.path)

    def opening_error(self, error: BaseException) -> QbotError:
        """The same while opening, when the operator can still put a wrong path or permission right."""
        cause = _driver_error(error)
        code = primary_code(cause)
        if code in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}:
            return ConfigurationError(texts.NOT_A_DATABASE.format(path=self.path))
        if code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}:
            return ConfigurationError(texts.READ_ONLY.format(path=self.path))
        return storage_error(cause, path=self.path)


def database_path(url: str) -> Path:
    """The file that a database URL names; ConfigurationError when it names none."""
    return Path(_parsed(url).database or "")


def open_database(url: str, *, connections: int) -> Database:
    """An engine for `url` that has not connected yet; ConfigurationError when it cannot work."""
    parsed, path = _parsed(url), database_path(url)
    check_folder(path)
    engine = sqlite_engine(parsed, path, connections=connections)
    return Database(engine, path, WRITE)


def check_folder(path: Path) -> None:
    """ConfigurationError when no database can live at `path`."""
    if not path.parent.is_dir():
        raise ConfigurationError(texts.NO_FOLDER.format(folder=path.parent))
    if path.exists() and not path.is_file():
        raise ConfigurationError(texts.NOT_A_FILE.format(path=path))
    places = [path.parent, path] if path.exists() else [path.parent]
    for place in places:
        if not os.access(place, os.W_OK):
            raise ConfigurationError(texts.READ_ONLY.format(path=place))


def _parsed(url: str) -> sa.URL:
    try:
        parsed = sa.make_url(url)
    except ArgumentError as error:
        raise ConfigurationError(texts.BAD_URL) from error
    if parsed.get_backend_name() != "sqlite":
        raise ConfigurationError(texts.ONLY_SQLITE.format(backend=parsed.get_backend_name()))
    if not parsed.database or parsed.database == ":memory:":
        raise ConfigurationError(texts.BAD_URL)
    return parsed.set(drivername="sqlite+aiosqlite")


def _driver_error(error: BaseException) -> BaseException:
    return error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
