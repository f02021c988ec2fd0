"""What came over HTTP, whichever way: query, JSON, form or multipart, read into one set of named values."""

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from qbot.sandbox.errors import ApiError, bad_request
from qbot.sandbox.store import Json

UPLOAD_LIMIT = 50 * 1024 * 1024
TOO_LARGE = ApiError(413, "Request Entity Too Large")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was sent along."""

    name: str
    mime: str
    data: bytes


@dataclass(slots=True)
class Params:
    """The parameters of a Bot API call, forgiving about types as Telegram is (numbers may come as text)."""

    values: Json = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Whether a value was given."""
        return self.values.get(name) not in (None, "")

    def text(self, name: str, default: str = "") -> str:
        """A string; numbers are written out."""
        value = self.values.get(name)
        return default if value is None else value if isinstance(value, str) else str(value)

    def integer(self, name: str, default: int = 0) -> int:
        """A whole number; what is none counts as not given, as at Telegram."""
        try:
            return int(self.values.get(name) or default)
        except (TypeError, ValueError):
            return default

    def number(self, name: str, default: float = 0) -> float:
        """A number."""
        try:
            return float(self.values.get(name) or default)
        except (TypeError, ValueError):
            return default

    def flag(self, name: str) -> bool:
        """A yes or no."""
        return str(self.values.get(name, "")).lower() in {"true", "1", "yes"}

    def object(self, name: str) -> Any:
        """A JSON value, sent as such or as its text; None where there is none."""
        value = self.values.get(name)
        if not isinstance(value, str) or not value:
            return value or None
        try:
            return json.loads(value)
        except ValueError as error:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from error

    def described(self) -> Json:
        """For the log of calls: values as they came, files by name and size."""
        files = {name: {"file": up.name, "size": len(up.data)} for name, up in self.uploads.items()}
        return self.values | files


async def read_params(request: web.Request) -> Params:
    """Query and body together. Raises ApiError 400 for an unreadable body and 413 for one too large."""
    params = Params(dict(request.query))
    if not request.can_read_body:
        return params
    if (request.content_length or 0) > UPLOAD_LIMIT + 1024 * 1024:
        raise TOO_LARGE
    try:
        match request.content_type:
            case "application/json":
                body = json.loads(await request.text() or "{}")
                if not isinstance(body, dict):
                    raise bad_request("Object expected")
                params.values |= body
            case "multipart/form-data":
                await _read_multipart(request, params)
            case "application/x-www-form-urlencoded":
                params.values |= {name: str(value) for name, value in (await request.post()).items()}
    except web.HTTPRequestEntityTooLarge as error:
        raise TOO_LARGE from error
    except ValueError as error:
        raise bad_request("can't parse the body") from error
    return params


async def _read_multipart(request: web.Request, params: Params) -> None:
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or not part.name:
            continue
        data = bytes(await part.read())
        if part.filename is None:
            params.values[part.name] = data.decode()
        elif len(data) > UPLOAD_LIMIT:
            raise TOO_LARGE
        else:
            mime = part.headers.get("Content-Type", "application/octet-stream")
            params.uploads[part.name] = Upload(part.filename, mime, data)
