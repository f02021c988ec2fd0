"""The papers beside a backup: what its database refers to, copied from the files folder and checked.

Each lies under the SHA-256 of its content, so a copy that is not what it was is noticed.
"""

import hashlib
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath


@dataclass(frozen=True, slots=True)
class Papers:
    """What came of the papers: how many were copied into `folder`, and which are gone or were altered."""

    folder: Path
    copied: int = 0
    lost: tuple[str, ...] = ()


def folder_beside(target: Path) -> Path:
    """Where the papers of a backup lie."""
    return target.with_name(f"{target.name}.files")


def copy_papers(paths: Sequence[str], source: Path, folder: Path) -> Papers:
    """Copy the papers into a new folder, whose name appears once all are there; FileExistsError, OSError.

    Without papers there is no folder. A failure leaves nothing behind.
    """
    if not paths:
        return Papers(folder)
    if folder.exists():
        raise FileExistsError(folder)
    part = folder.with_name(f".{folder.name}.{os.getpid()}.part")
    try:
        part.mkdir()
        lost = tuple(path for path in paths if not _copied(source / path, part / path))
        _flush(part)
        part.rename(folder)
        _flush(folder.parent)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return Papers(folder, len(paths) - len(lost), lost)


def _copied(source: Path, target: Path) -> bool:
    """Copy one paper; False where it is gone or is not what its name says."""
    try:
        data = source.read_bytes()
    except FileNotFoundError:
        return False
    if hashlib.sha256(data).hexdigest() != PurePosixPath(source).name:
        return False
    target.parent.mkdir(exist_ok=True)
    with target.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return True


def _flush(path: Path) -> None:
    for folder in (*(each for each in path.iterdir() if each.is_dir()), path):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
