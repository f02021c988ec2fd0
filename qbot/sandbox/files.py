"""Files that went through the chats: bytes beside the state file (or in memory), found by their file_id."""

import asyncio
import hashlib
import secrets
import struct
from pathlib import Path

from qbot.sandbox.errors import bad_request
from qbot.sandbox.store import Json, Store
from qbot.sandbox.wire import Upload

PHOTO_LIMIT = 10 * 1024 * 1024
DOWNLOAD_LIMIT = 20 * 1024 * 1024


class FileStore:
    """Bytes by file_id, with what Telegram tells about them."""

    def __init__(self, store: Store, folder: Path | None) -> None:
        self._store = store
        self._folder = folder
        self._bytes: dict[str, bytes] = {}
        self._facts: dict[str, Json] = dict(store.rows("file"))

    def __contains__(self, file_id: str) -> bool:
        return file_id in self._facts

    async def keep(self, upload: Upload, kind: str) -> Json:
        """Store an upload; returns file_id, file_unique_id, file_size, file_name, mime_type, path."""
        file_id = secrets.token_urlsafe(24)
        if self._folder is None:
            self._bytes[file_id] = upload.data
        else:
            await asyncio.to_thread(self._write, self._folder / file_id, upload.data)
        suffix = Path(upload.name).suffix[:12] or (".jpg" if kind == "photo" else "")
        facts = {
            "file_id": file_id,
            "file_unique_id": hashlib.sha256(upload.data).hexdigest()[:16],
            "file_size": len(upload.data),
            "file_name": upload.name,
            "mime_type": upload.mime,
            "path": f"{kind}s/file_{len(self._facts)}{suffix}",
        }
        self._facts[file_id] = facts
        self._store.put("file", file_id, facts)
        return facts

    def facts(self, file_id: str) -> Json:
        """What is known of a file. Raises ApiError 400 for an unknown id."""
        if file_id not in self._facts:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        return self._facts[file_id]

    async def read(self, file_id: str) -> bytes:
        """The bytes of a file. Raises ApiError 400 where they are gone."""
        self.facts(file_id)
        if self._folder is None:
            return self._bytes[file_id]
        try:
            return await asyncio.to_thread((self._folder / file_id).read_bytes)
        except OSError as error:
            raise bad_request("wrong file_id or the file is temporarily unavailable") from error

    def at_path(self, path: str) -> str | None:
        """The file_id behind a getFile path."""
        return next((key for key, facts in self._facts.items() if facts["path"] == path), None)

    @staticmethod
    def _write(path: Path, data: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def photo_sizes(facts: Json, data: bytes) -> list[Json]:
    """The `photo` field of a message. Raises ApiError 400 for what is no picture or too large for one."""
    if len(data) > PHOTO_LIMIT:
        raise bad_request(f"file of size {len(data)} bytes is too big for a photo")
    size = picture_size(data)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    kept = {key: facts[key] for key in ("file_id", "file_unique_id", "file_size")}
    return [{**kept, "width": width, "height": height}]


def picture_size(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels of a PNG, GIF, JPEG or WebP; None for anything else."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        return _positive(*struct.unpack(">II", data[16:24]))
    if data[:6] in {b"GIF87a", b"GIF89a"} and len(data) >= 10:
        return _positive(*struct.unpack("<HH", data[6:10]))
    if data.startswith(b"\xff\xd8"):
        return _jpeg_size(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP" and len(data) >= 30:
        return _webp_size(data)
    return None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return _positive(width, height)
        at += 2 + int(struct.unpack(">H", data[at + 2 : at + 4])[0])
    return None


def _webp_size(data: bytes) -> tuple[int, int] | None:
    match data[12:16]:
        case b"VP8X":
            return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
        case b"VP8L":
            bits = int.from_bytes(data[21:25], "little")
            return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
        case b"VP8 ":
            width, height = struct.unpack("<HH", data[26:30])
            return _positive(width & 0x3FFF, height & 0x3FFF)
    return None


def _positive(width: int, height: int) -> tuple[int, int] | None:
    return (width, height) if width and height else None
