"""Drives a sandbox from a test: acts as its people, waits for what the bot answers, orders trouble.

It speaks the control API alone, so it works with a sandbox in this process and with one in another.
"""

import asyncio
import io
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

import aiohttp

from qbot.sandbox.store import Json

Predicate = Callable[[Json], bool]


class SandboxRefusedError(Exception):
    """The sandbox refused a request; the text is its one line."""


class SandboxClient:
    """An async context manager over the control API at `root_url`."""

    def __init__(self, root_url: str) -> None:
        self._root = root_url.rstrip("/") + "/sandbox/"
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        connector = aiohttp.TCPConnector(limit=0)
        self._session = aiohttp.ClientSession(
            connector=connector, timeout=aiohttp.ClientTimeout(total=None, sock_connect=10)
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Let go of the connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def get(self, path: str, **query: Any) -> Json:
        """A GET request; parameters that are None are left out."""
        return await self._request("GET", path, params=_given(query))

    async def act(self, path: str, **body: Any) -> Json:
        """A POST request with a JSON body; fields that are None are left out."""
        return await self._request("POST", path, json=_given(body))

    async def _request(self, verb: str, path: str, **how: Any) -> Json:
        if self._session is None:
            await self.__aenter__()
        assert self._session is not None  # noqa: S101
        async with self._session.request(verb, self._root + path, **how) as response:
            body: Json = await response.json()
            if response.status != 200:
                raise SandboxRefusedError(body.get("error", f"HTTP {response.status}"))
            return body

    async def state(self) -> Json:
        """Users, chats with their last messages, the clock, how many updates wait."""
        return await self.get("state")

    async def send(
        self, user_id: int, text: str, chat_id: int | None = None, reply_to: int | None = None, **extra: Any
    ) -> Json:
        """Write a text; returns the message. `extra`: topic, anonymous."""
        body = await self.act("send", user_id=user_id, text=text, chat_id=chat_id, reply_to=reply_to, **extra)
        return dict(body["message"])

    async def send_content(self, user_id: int, chat_id: int | None = None, **content: Any) -> Json:
        """Send sticker="👍", location={…}, contact={…} or forward={"chat_id", "message_id"}."""
        return dict((await self.act("send", user_id=user_id, chat_id=chat_id, **content))["message"])

    async def photo(
        self,
        user_id: int,
        *data: bytes,
        chat_id: int | None = None,
        caption: str = "",
        reply_to: int | None = None,
    ) -> list[Json]:
        """Send pictures, several as an album; returns the messages."""
        files = [(f"photo{number}.png", one) for number, one in enumerate(data, 1)]
        return await self.upload(
            user_id, files, kind="photo", chat_id=chat_id, caption=caption, reply_to=reply_to
        )

    async def document(
        self,
        user_id: int,
        name: str,
        data: bytes,
        *,
        chat_id: int | None = None,
        caption: str = "",
        reply_to: int | None = None,
    ) -> Json:
        """Send a file; returns the message."""
        sent = await self.upload(
            user_id, [(name, data)], kind="document", chat_id=chat_id, caption=caption, reply_to=reply_to
        )
        return sent[0]

    async def voice(self, user_id: int, data: bytes = b"OggS", *, chat_id: int | None = None) -> Json:
        """Send a voice message; returns the message."""
        return (await self.upload(user_id, [("voice.ogg", data)], kind="voice", chat_id=chat_id))[0]

    async def upload(
        self,
        user_id: int,
        files: list[tuple[str, bytes]],
        *,
        kind: str,
        chat_id: int | None = None,
        caption: str = "",
        reply_to: int | None = None,
    ) -> list[Json]:
        """Send files by name and bytes as photo, document or voice; returns the messages."""
        form = aiohttp.FormData(quote_fields=False)
        for name, value in _given(
            {"user_id": user_id, "chat_id": chat_id, "caption": caption, "as": kind, "reply_to": reply_to}
        ).items():
            form.add_field(name, str(value))
        for number, (name, data) in enumerate(files):
            form.add_field(f"file{number}", io.BytesIO(data), filename=name)
        return list((await self._request("POST", "upload", data=form))["messages"])

    async def edit(self, user_id: int, message_id: int, text: str, chat_id: int | None = None) -> Json:
        """Edit an own message; returns it."""
        body = await self.act("edit", user_id=user_id, chat_id=chat_id, message_id=message_id, text=text)
        return dict(body["message"])

    async def press(
        self,
        user_id: int,
        chat_id: int,
        message_id: int,
        text_or_data: str,
        *,
        raw: bool = False,
        wait: float = 10,
    ) -> Json:
        """Press a button by its label or its data; `raw` sends data no button has. Returns the answer."""
        target: Json = {"user_id": user_id, "chat_id": chat_id, "message_id": message_id, "wait": wait}
        if raw:
            return await self.act("press", **target, data=text_or_data, raw=True)
        message = next(m for m in await self.messages(chat_id, after=message_id - 1))
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        labels = {button["text"] for row in rows for button in row}
        return await self.act(
            "press", **target, **{"text" if text_or_data in labels else "data": text_or_data}
        )

    async def start_bot(self, user_id: int, code: str | None = None) -> Json:
        """Press START, with a deep link's payload if given; returns the message."""
        return dict((await self.act("start", user_id=user_id, code=code))["message"])

    async def block(self, user_id: int, *, blocked: bool = True) -> None:
        """Block or unblock the bot."""
        await self.act("block", user_id=user_id, blocked=blocked)

    async def add_user(self, name: str, **facts: Any) -> int:
        """A new person (id, note, username, started); returns the id."""
        return int((await self.act("users", name=name, **facts))["id"])

    async def add_group(self, title: str, members: list[int], **facts: Any) -> int:
        """A new group (supergroup, forum, bot); returns the id."""
        return int((await self.act("groups", title=title, members=members, **facts))["id"])

    async def set_bot_member(self, chat_id: int, status: str, *, by: int) -> None:
        """Put the bot into a group or out of it: member, administrator, restricted, left, kicked."""
        await self.act("bot-member", chat_id=chat_id, status=status, by=by)

    async def migrate(self, chat_id: int) -> int:
        """Make a basic group a supergroup; returns the new id."""
        return int((await self.act("migrate", chat_id=chat_id))["id"])

    async def messages(self, chat_id: int, after: int = 0) -> list[Json]:
        """A chat's messages with ids above `after`, by id."""
        return list((await self.get("messages", chat_id=chat_id, after=after))["messages"])

    async def wait_for(
        self,
        chat_id: int,
        predicate: Predicate,
        timeout: float = 10,  # noqa: ASYNC109
        *,
        after: int = 0,
    ) -> Json:
        """The first message with an id above `after` that fits, present or to come.

        Raises TimeoutError, naming what the chat held instead.
        """
        clock = asyncio.get_running_loop().time
        deadline, cursor, seen = clock() + timeout, 0, {}
        while (left := deadline - clock()) > 0:
            page = await self.get(
                "messages", chat_id=chat_id, changed_after=cursor, timeout=f"{min(left, 25):.3f}"
            )
            for message in page["messages"]:
                cursor = max(cursor, message["seq"])
                if message["message_id"] > after:
                    seen[message["message_id"]] = message
                    if predicate(message):
                        return dict(message)
        raise TimeoutError(f"no such message in chat {chat_id} in {timeout} s; last: {_last(seen)}")

    async def move_clock(
        self, *, hours: float | None = None, days: float | None = None, to: str | None = None
    ) -> str:
        """Move the clock forward; returns its time (ISO, UTC)."""
        return str((await self.act("clock", hours=hours, days=days, to=to))["now"])

    async def fault(self, method: str = "*", status: int | str | None = None, **how: Any) -> None:
        """Order trouble: times (0: until cleared), retry_after, delay_ms, chat_id, description."""
        await self.act("faults", method=method, status=status, **how)

    async def clear_faults(self) -> None:
        """End all trouble."""
        await self.act("faults/clear")

    async def settings(self, *, privacy: bool | None = None, latency_ms: int | None = None) -> Json:
        """Privacy mode and a standing delay for each Bot API call."""
        return await self.act("settings", privacy=privacy, latency_ms=latency_ms)

    async def calls(self, method: str | None = None, after: int = 0) -> list[Json]:
        """The Bot API calls so far: seq, method, params, status."""
        return list((await self.get("calls", method=method, after=after))["calls"])

    async def commands(self, user_id: int, chat_id: int | None = None) -> list[Json]:
        """The /-menu of a person in a chat."""
        return list((await self.get("commands", user_id=user_id, chat_id=chat_id))["commands"])

    async def inject(self, update: Json) -> int:
        """Queue any update body; returns its update id."""
        return int((await self.act("inject", update=update))["update_id"])


def _given(values: Json) -> Json:
    return {name: value for name, value in values.items() if value is not None}


def _last(seen: dict[int, Json]) -> str:
    texts = [str(m.get("text") or m.get("caption") or "(no text)")[:60] for m in seen.values()]
    return " | ".join(texts[-3:]) or "nothing"
