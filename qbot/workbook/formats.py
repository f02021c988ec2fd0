"""What a file is, judged by its bytes before any library opens it: a table that can be read, or why not."""

import io
import zipfile
from pathlib import PurePath
from typing import Literal

from qbot.errors import Refused

SIZE_LIMIT = 2 * 1024 * 1024
ROW_LIMIT = 2_000
COLUMN_LIMIT = 60
SHEET_LIMIT = 12
UNPACKED_LIMIT = 16 * 1024 * 1024
RATIO_LIMIT = 150  # tables of one repeated number reach about 60
PART_LIMIT = 1_000

Trouble = Literal[
    "too-large", "too-many-rows", "too-many-columns", "too-many-sheets", "old", "encrypted", "macros", "bomb",
    "broken", "encoding", "unknown", "empty",
]  # fmt: skip
_TABLES = frozenset(
    (".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlsb", ".et", ".ods", ".numbers", ".csv", ".tsv")
)
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ZIP = b"PK\x03\x04"


class TableRefused(Refused):
    """A file that is not read as a table; `count` goes with what there are too many of."""

    def __init__(self, trouble: Trouble, count: int | None = None) -> None:
        super().__init__(trouble)
        self.trouble = trouble
        self.count = count


def is_table(name: str) -> bool:
    """Whether a file calls itself a table, readable or not."""
    return PurePath(name).suffix.lower() in _TABLES


def kind_of(name: str, data: bytes) -> Literal["xlsx", "csv"]:
    """How to read a table. Raises TableRefused for what cannot or must not be opened."""
    if len(data) > SIZE_LIMIT:
        raise TableRefused("too-large")
    if not data.strip():
        raise TableRefused("empty")
    if data.startswith(_OLD):
        raise TableRefused("encrypted" if _ENCRYPTED in data else "old")
    if data.startswith(_ZIP):
        _check_archive(data)
        return "xlsx"
    if PurePath(name).suffix.lower() in (".csv", ".tsv"):
        return "csv"
    raise TableRefused(
        "unknown" if PurePath(name).suffix.lower() in (".et", ".ods", ".numbers") else "broken"
    )


def _check_archive(data: bytes) -> None:
    """Judge a zip by its directory; what is read later can be no larger than the directory says."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError) as error:
        raise TableRefused("broken") from error
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > PART_LIMIT or unpacked > UNPACKED_LIMIT or unpacked > RATIO_LIMIT * len(data):
        raise TableRefused("bomb")
    names = {part.filename.lower() for part in parts}
    if any(name.endswith("vbaproject.bin") for name in names):
        raise TableRefused("macros")
    if any(part.flag_bits & 0x1 for part in parts):
        raise TableRefused("encrypted")
    if "xl/workbook.bin" in names or "xl/workbook.xml" not in names:
        raise TableRefused("unknown")
