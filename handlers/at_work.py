"""A sign of life while something is made: 「正在发送照片…」 above the chat, and a word when it takes long.

Neither goes through the outbox: a sign that comes after a crash would be a lie.
"""

import asyncio
from collections.abc import Awaitable
from typing import Literal, TypeVar

from handlers.visit import Visit

T = TypeVar("T")
Sign = Literal["upload_photo", "upload_document"]
PATIENCE_SECONDS = 0.3
SIGN_LASTS_SECONDS = 4.5


async def shown_at_work(visit: Visit, work: Awaitable[T], *, sign: Sign, words: str = "") -> T:
    """Wait for `work`; the chat sees the sign for as long as it takes, and `words` once it takes long."""
    task = asyncio.ensure_future(work)
    try:
        if await _is_done(task, PATIENCE_SECONDS):
            return await task
        await _show(visit, sign)
        if words and not await _is_done(task, SIGN_LASTS_SECONDS):
            await visit.desk.delivery.call("sendMessage", {**_place(visit), "text": words})
        while not await _is_done(task, SIGN_LASTS_SECONDS):
            await _show(visit, sign)
        return await task
    finally:
        task.cancel()


async def _is_done(task: "asyncio.Future[T]", seconds: float) -> bool:
    done, _ = await asyncio.wait((task,), timeout=seconds)
    return bool(done)


async def _show(visit: Visit, sign: Sign) -> None:
    await visit.desk.delivery.call("sendChatAction", {**_place(visit), "action": sign})


def _place(visit: Visit) -> dict[str, object]:
    thread = {} if visit.thread_id is None else {"message_thread_id": visit.thread_id}
    return {"chat_id": visit.chat_id, **thread}
