"""Pictures and files: sendPhoto, sendDocument, sendMediaGroup, getFile."""

import secrets
from typing import Any

from qbot.sandbox.api.messages import caption_of
from qbot.sandbox.api.targets import frame, open_chat
from qbot.sandbox.errors import bad_request
from qbot.sandbox.files import DOWNLOAD_LIMIT, photo_sizes
from qbot.sandbox.network import Network
from qbot.sandbox.store import Json
from qbot.sandbox.wire import Params, Upload


async def media_content(net: Network, params: Params, *, kind: str, source: str) -> Json:
    """The `photo` or `document` field for a source: an upload's name, attach://name, or a file_id."""
    upload = params.uploads.get(source.removeprefix("attach://"))
    if upload is not None:
        return await content_of_upload(net, upload, kind)
    if source.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    if not source or source.startswith("attach://"):
        raise bad_request(f"there is no {kind} in the request")
    facts = net.files.facts(source)
    if kind == "photo":
        return {"photo": photo_sizes(facts, await net.files.read(source))}
    return {"document": _document(facts)}


async def content_of_upload(net: Network, upload: Upload, kind: str) -> Json:
    """Store an upload as a photo or a document. Raises ApiError 400 for an empty file or no picture."""
    if not upload.data:
        raise bad_request("file must be non-empty")
    if kind == "photo":
        photo_sizes({"file_id": "", "file_unique_id": "", "file_size": 0}, upload.data)
        return {"photo": photo_sizes(await net.files.keep(upload, kind), upload.data)}
    return {"document": _document(await net.files.keep(upload, kind))}


def _document(facts: Json) -> Json:
    names = ("file_id", "file_unique_id", "file_size", "file_name", "mime_type")
    return {name: facts[name] for name in names}


async def _send(net: Network, params: Params, kind: str) -> Any:
    chat = open_chat(net, params)
    caption = caption_of(params).fields("caption")
    around = frame(net, params, chat)
    source = kind if kind in params.uploads else params.text(kind)
    media = await media_content(net, params, kind=kind, source=source)
    return net.post(chat, media | caption | around, sender=net.bot).body


async def send_photo(net: Network, params: Params) -> Any:
    """Send a picture."""
    return await _send(net, params, "photo")


async def send_document(net: Network, params: Params) -> Any:
    """Send a file."""
    return await _send(net, params, "document")


async def send_media_group(net: Network, params: Params) -> Any:
    """Send 2-10 pictures or files as one album; all of one kind."""
    chat = open_chat(net, params)
    media = params.object("media")
    if not isinstance(media, list) or not 2 <= len(media) <= 10:
        raise bad_request("expected 2-10 items in the album")
    around = frame(net, params, chat) | {"media_group_id": str(secrets.randbits(53))}
    contents = [await item_content(net, params, item) for item in media]
    if len({frozenset(content.keys() & {"photo", "document"}) for content in contents}) > 1:
        raise bad_request("document can't be mixed with other media types")
    return [net.post(chat, content | around, sender=net.bot).body for content in contents]


async def item_content(net: Network, params: Params, item: Any) -> Json:
    """The content of an InputMedia: photo or document, with its caption."""
    if not isinstance(item, dict) or item.get("type") not in {"photo", "document"}:
        raise bad_request("can't parse InputMedia: photo and document are known here")
    media = await media_content(net, params, kind=item["type"], source=str(item.get("media", "")))
    return media | caption_of(Params(item)).fields("caption")


async def get_file(net: Network, params: Params) -> Any:
    """The path under which a file can be fetched, up to 20 MB."""
    facts = net.files.facts(params.text("file_id"))
    if facts["file_size"] > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    kept = {name: facts[name] for name in ("file_id", "file_unique_id", "file_size")}
    return kept | {"file_path": facts["path"]}


METHODS = {
    "sendphoto": send_photo,
    "senddocument": send_document,
    "sendmediagroup": send_media_group,
    "getfile": get_file,
}
