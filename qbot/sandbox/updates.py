"""The bot's queue of updates with getUpdates' rules: offsets confirm, one poller at a time, kinds on demand.

Update ids are never used twice: the counter is stored in the transaction that stores the update.
"""

import asyncio
from collections.abc import Sequence

from qbot.sandbox.changes import Bell
from qbot.sandbox.errors import ApiError, bad_request
from qbot.sandbox.store import Json, Store, dump

FIRST_UPDATE_ID = 410_000_001
KINDS = (
    "message", "edited_message", "channel_post", "edited_channel_post", "callback_query", "inline_query",
    "chosen_inline_result", "my_chat_member", "chat_member", "chat_join_request", "message_reaction",
    "message_reaction_count", "poll", "poll_answer", "shipping_query", "pre_checkout_query", "chat_boost",
    "removed_chat_boost", "business_connection", "business_message", "edited_business_message",
    "deleted_business_messages", "purchased_paid_media",
)  # fmt: skip
_ON_REQUEST_ONLY = {"chat_member", "message_reaction", "message_reaction_count"}
_CONFLICT = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)


class UpdateQueue:
    """Updates not yet confirmed, oldest first, each kept as the JSON text that is sent."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._pending: dict[int, str] = {
            int(key): dump(body) for key, body in sorted(store.rows("update"), key=lambda row: int(row[0]))
        }
        settings = dict(store.rows("polling"))
        self._next_id: int = settings.get("next_id", FIRST_UPDATE_ID)
        self._allowed: list[str] | None = settings.get("allowed")
        self._bell = Bell()
        self._poller: asyncio.Future[None] | None = None

    def __len__(self) -> int:
        return len(self._pending)

    def add(self, kind: str, payload: Json) -> int | None:
        """Queue an update; None when the bot did not ask for its kind."""
        if not self._wants(kind):
            return None
        return self.inject({kind: payload})

    def inject(self, body: Json) -> int:
        """Queue a body as it is, whatever it holds, under a fresh update id."""
        update_id = self._next_id
        self._next_id += 1
        update = {"update_id": update_id, **body}
        self._pending[update_id] = dump(update)
        self._store.put("update", str(update_id), update)
        self._store.put("polling", "next_id", self._next_id)
        self._bell.ring()
        return update_id

    async def poll(self, *, offset: int, limit: int, seconds: float, allowed: Sequence[str] | None) -> str:
        """One getUpdates call: confirm, then wait for something to give; returns the JSON array as text.

        Raises ApiError 409 when another call takes its place.
        """
        if not 1 <= limit <= 100:
            limit = 100
        if allowed is not None:
            self._remember(allowed)
        me = self._take_over()
        try:
            self._confirm(offset)
            deadline = asyncio.get_running_loop().time() + min(max(seconds, 0), 50)
            while not self._pending and not me.done():
                if not await self._bell.wait(deadline - asyncio.get_running_loop().time()):
                    break
            if me.done():
                raise ApiError(409, _CONFLICT)
            return "[" + ",".join(list(self._pending.values())[:limit]) + "]"
        finally:
            if self._poller is me:
                self._poller = None

    def drop(self) -> None:
        """Forget everything that waits."""
        self._forget(list(self._pending))

    def close(self) -> None:
        """End every long poll at once."""
        self._bell.close()

    def _take_over(self) -> asyncio.Future[None]:
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(None)
            self._bell.ring()
        self._poller = asyncio.get_running_loop().create_future()
        return self._poller

    def _confirm(self, offset: int) -> None:
        ids = list(self._pending)
        if offset < 0:
            self._forget(ids[:offset])
        elif offset:
            self._forget([update_id for update_id in ids if update_id < offset])

    def _forget(self, ids: list[int]) -> None:
        for update_id in ids:
            del self._pending[update_id]
            self._store.put("update", str(update_id), None)

    def _wants(self, kind: str) -> bool:
        return kind in self._allowed if self._allowed else kind not in _ON_REQUEST_ONLY

    def _remember(self, allowed: Sequence[str]) -> None:
        if not all(isinstance(kind, str) for kind in allowed):
            raise bad_request("can't parse allowed_updates: expected an array of strings")
        kinds = [kind for kind in allowed if kind in KINDS]
        if kinds != self._allowed:
            self._allowed = kinds
            self._store.put("polling", "allowed", kinds)
