"""Bot API calls by method name and JSON parameters, as they are stored, without PTB's objects in between.

A value `{"$file": "relative/path"}` anywhere in the parameters is uploaded from the files folder; with a
`"name"` beside it the receiver sees that name.
"""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from telegram import InputFile
from telegram.request import BaseRequest, RequestData

# RequestParameter is the one way to hand prepared uploads to a PTB request object.
from telegram.request._requestparameter import RequestParameter

FILE, NAME = "$file", "name"


class FileMissing(Exception):
    """A file that was to be uploaded is not in the files folder; `name` is its relative path."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no such file to send: {name}")
        self.name = name


class BotApi:
    """One bot's methods; `base_url` is `{root}/bot{token}`."""

    def __init__(self, request: BaseRequest, *, base_url: str, files: Path | None = None) -> None:
        self._request = request
        self._base_url = base_url
        self._files = files

    def __repr__(self) -> str:
        return "BotApi()"

    async def call(
        self, method: str, parameters: Mapping[str, Any], *, read_timeout: float | None = None
    ) -> Any:
        """Make the call and give its `result`.

        Raises telegram.error.TelegramError, and FileMissing before anything is sent.
        """
        if _names_a_file(parameters):
            prepared = await asyncio.to_thread(self._with_uploads, parameters)
        else:
            prepared = [RequestParameter(name, value, None) for name, value in parameters.items()]
        return await self._request.post(
            f"{self._base_url}/{method}",
            RequestData(prepared),
            read_timeout=BaseRequest.DEFAULT_NONE if read_timeout is None else read_timeout,
        )

    def _with_uploads(self, parameters: Mapping[str, Any]) -> list[RequestParameter]:
        prepared = []
        for name, value in parameters.items():
            if _is_file(value):
                prepared.append(RequestParameter(name, None, [self._upload(value, attach=False)]))
            else:
                uploads: list[InputFile] = []
                prepared.append(RequestParameter(name, self._attach(value, uploads), uploads or None))
        return prepared

    def _attach(self, value: Any, uploads: list[InputFile]) -> Any:
        if _is_file(value):
            upload = self._upload(value, attach=True)
            uploads.append(upload)
            return upload.attach_uri
        if isinstance(value, Mapping):
            return {key: self._attach(part, uploads) for key, part in value.items()}
        if isinstance(value, list | tuple):
            return [self._attach(part, uploads) for part in value]
        return value

    def _upload(self, value: Mapping[str, str], *, attach: bool) -> InputFile:
        name = value[FILE]
        if self._files is None:
            raise FileMissing(name)
        folder = self._files.resolve()
        path = (folder / name).resolve()
        if not path.is_relative_to(folder) or not path.is_file():
            raise FileMissing(name)
        return InputFile(path.read_bytes(), filename=value.get(NAME, path.name), attach=attach)


def _is_file(value: Any) -> bool:
    return isinstance(value, Mapping) and FILE in value and value.keys() <= {FILE, NAME}


def _names_a_file(value: Any) -> bool:
    if isinstance(value, Mapping):
        return _is_file(value) or any(_names_a_file(part) for part in value.values())
    return isinstance(value, list | tuple) and any(_names_a_file(part) for part in value)
