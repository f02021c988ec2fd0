"""Files that the bot sent, fetched back from the chat as a person's device would."""

import io
from typing import Any
from zipfile import ZipFile

import aiohttp
from PIL import Image

from tests.e2e.town import Message, Town


async def fetched(town: Town, message: Message) -> bytes:
    """The bytes of the photo (its largest size) or document of a message."""
    file: dict[str, Any] = message["photo"][-1] if "photo" in message else message["document"]
    async with aiohttp.ClientSession() as session:
        asked = session.get(f"{town.root}/bot{town.token}/getFile", params={"file_id": file["file_id"]})
        async with asked as response:
            path = (await response.json())["result"]["file_path"]
        async with session.get(f"{town.root}/file/bot{town.token}/{path}") as response:
            assert response.status == 200
            return await response.read()


async def picture(town: Town, message: Message) -> Image.Image:
    """The picture of a message, opened."""
    image = Image.open(io.BytesIO(await fetched(town, message)))
    image.load()
    return image


async def document_text(town: Town, message: Message) -> str:
    """All words of a .docx, the tables' included."""
    from docx import Document

    document = Document(io.BytesIO(await fetched(town, message)))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join((*(paragraph.text for paragraph in document.paragraphs), *cells))


async def is_whole_archive(town: Town, message: Message) -> bool:
    """Whether an office file can be unpacked to its last byte."""
    with ZipFile(io.BytesIO(await fetched(town, message))) as archive:
        return archive.testzip() is None
