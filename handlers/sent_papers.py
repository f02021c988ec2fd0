"""Photos and files as they come: what Telegram says of one, and its content in the files folder."""

from dataclasses import dataclass
from pathlib import PurePath

from telegram import Message

from handlers.attachments import plain_name
from handlers.files import NotFetched
from handlers.texts import evidence as texts
from handlers.transport import TooLarge
from handlers.visit import Visit
from qbot.evidence import EvidenceKind, Paper

TAKEN = frozenset(
    ("pdf", "ofd", "jpg", "jpeg", "png", "webp", "heic", "bmp", "tif", "tiff", "doc", "docx", "wps",
     "xls", "xlsx", "et", "csv", "txt", "rtf", "ppt", "pptx", "zip", "rar", "7z")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sent:
    """A photo or a file as Telegram describes it; `size` in bytes."""

    kind: EvidenceKind
    file_id: str
    name: str
    size: int | None
    album: str | None


def sent_with(message: Message) -> Sent | None:
    """The photo or the file of a message."""
    album = message.media_group_id
    if message.photo:
        largest = message.photo[-1]
        return Sent("photo", largest.file_id, f"照片{message.message_id}.jpg", largest.file_size, album)
    if message.document:
        file = message.document
        return Sent("document", file.file_id, plain_name(file.file_name or "文件"), file.file_size, album)
    return None


async def fetched(visit: Visit, sent: Sent) -> Paper | str:
    """The paper, in the files folder; or why not, in words. Raises StorageError."""
    if sent.kind == "document" and PurePath(sent.name).suffix.lower().lstrip(".") not in TAKEN:
        return texts.NOT_A_PAPER
    try:
        data = await visit.desk.files.fetch(sent.file_id, size=sent.size)
    except TooLarge:
        return texts.TOO_LARGE
    except NotFetched:
        return texts.NOT_FETCHED
    kept = await visit.desk.files.keep(data)
    return Paper(
        kind=sent.kind,
        file_id=sent.file_id,
        name=sent.name,
        size=kept.size,
        sha256=kept.sha256,
        path=kept.path,
        chat_id=visit.chat_id,
        message_id=visit.message_id or 0,
        album=sent.album,
    )
