"""The least of a Bot API server that a bot can be measured against: hands out updates, counts answers.

It is not the sandbox, which checks and stores what it is told and would be measured along with the bot.
"""

import asyncio
import json
import time
from typing import Any

from aiohttp import web

TOKEN = "4200:bench-token"  # noqa: S105 - opens nothing
_ME = {"id": 4200, "is_bot": True, "first_name": "bench", "username": "bench_bot"}
_BATCH = 100


class FakeTelegram:
    """Serves one bot from `start` to `stop`; each call is answered after `latency` seconds."""

    def __init__(self, *, latency: float = 0.0) -> None:
        self._latency = latency
        self._updates: list[dict[str, Any]] = []
        self._news = asyncio.Condition()
        self._runner: web.AppRunner | None = None
        self._message_id = 0
        self.first_poll = asyncio.Event()
        self.sent: list[tuple[float, int, str]] = []

    async def start(self) -> str:
        """Serve on a free loopback port; the root URL."""
        app = web.Application()
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        self._runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        return f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        """End all calls."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def write(self, messages: list[tuple[int, str]]) -> None:
        """Let people write: (user id, text) of each, in order."""
        for user_id, text in messages:
            self._message_id += 1
            chat = {"id": user_id, "type": "private", "first_name": f"p{user_id}"}
            user = {"id": user_id, "is_bot": False, "first_name": f"p{user_id}"}
            content = {"message_id": self._message_id, "date": 1522717200, "chat": chat, "from": user}
            self._updates.append({"update_id": self._message_id, "message": {**content, "text": text}})
        async with self._news:
            self._news.notify_all()

    async def until_sent(self, count: int, *, seconds: float) -> bool:
        """Wait for so many messages of the bot; False when they do not come."""
        try:
            async with asyncio.timeout(seconds), self._news:
                await self._news.wait_for(lambda: len(self.sent) >= count)
        except TimeoutError:
            return False
        return True

    async def _call(self, request: web.Request) -> web.Response:
        method = request.match_info["method"].lower()
        values: dict[str, Any] = dict(await request.post()) if request.body_exists else dict(request.query)
        if method == "getupdates":
            return _ok(await self._poll(values))
        if self._latency:
            await asyncio.sleep(self._latency)
        if method == "getme":
            return _ok(_ME)
        if method == "sendmessage":
            return _ok(await self._send(int(values["chat_id"]), str(values["text"])))
        return _ok(result=True)

    async def _poll(self, values: dict[str, Any]) -> list[dict[str, Any]]:
        self.first_poll.set()
        offset, wait = int(values.get("offset", 0)), float(values.get("timeout", 0))
        self._updates = [update for update in self._updates if update["update_id"] >= offset]
        try:
            async with asyncio.timeout(wait), self._news:
                await self._news.wait_for(lambda: bool(self._updates))
        except TimeoutError:
            return []
        return self._updates[:_BATCH]

    async def _send(self, chat_id: int, text: str) -> dict[str, Any]:
        self._message_id += 1
        self.sent.append((time.perf_counter(), chat_id, text))
        async with self._news:
            self._news.notify_all()
        chat = {"id": chat_id, "type": "private"}
        return {"message_id": self._message_id, "date": 1522717200, "chat": chat, "from": _ME, "text": text}


def _ok(result: Any) -> web.Response:
    return web.Response(text=json.dumps({"ok": True, "result": result}), content_type="application/json")
