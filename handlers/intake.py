"""From Telegram to a handler: poller, inbox, one update per chat at a time.

An update that fails is tried again, and after MAX_TRIES it is dead: it stays in the inbox for the office, and
lets those behind it pass. A full or locked storage is no fault of the update and counts no try; what the
storage refuses for its content is.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any

from telegram import Update
from telegram.ext import Application

from handlers.arrivals import private_sender
from handlers.bot_api import BotApi
from handlers.lanes import Lanes
from handlers.poller import Poller, Unsaved
from handlers.timing import Backoff, RealTimer, Timer, cancel_and_wait
from handlers.turns import Turn, begin, record_error
from qbot.clock import Clock
from qbot.errors import StorageError, StorageFull, StorageUnavailable
from qbot.messages import InboxRow
from qbot.ports import Store

_log = logging.getLogger(__name__)

MAX_TRIES = 3
_TRY_AGAIN_AFTER = (1.0, 5.0)
_GRACE_SECONDS = 8.0
_FAILURES_BEFORE_TELLING = 3
_REMEMBER_TOLD = 10_000

Dead = Callable[[InboxRow, BaseException], Awaitable[None]]
AnyApplication = Application[Any, Any, Any, Any, Any, Any]


class Intake:
    """Everything that comes in.

    `on_unsaved(updates, error)` gets the raw updates of people who wrote in private and whose message was not
    saved, each once. `on_dead(row, error)` gets an update that is given up. `on_commit` is called after each
    turn that wrote, and is where delivery is woken.
    """

    def __init__(
        self,
        *,
        api: BotApi,
        store: Store,
        application: AnyApplication,
        clock: Clock,
        on_unsaved: Unsaved,
        on_dead: Dead,
        on_commit: Callable[[], None] = lambda: None,
        timer: Timer | None = None,
        long_poll_seconds: float = 25.0,
    ) -> None:
        timer = timer or RealTimer()
        self._store, self._application, self._clock = store, application, clock
        self._on_unsaved, self._on_dead, self._on_commit = on_unsaved, on_dead, on_commit
        self._told_unsaved: set[int] = set()
        self._storage_failures = 0
        self._storage_backoff = Backoff(most=30.0)
        self._lanes: Lanes[InboxRow] = Lanes(
            name="intake", pick=self._pick, work=self._work, chat_of=lambda row: row.chat_id, timer=timer
        )
        self._poller = Poller(
            api,
            store,
            clock=clock,
            timer=timer,
            stored=self._after_storing,
            unsaved=self._tell_unsaved,
            long_poll_seconds=long_poll_seconds,
        )
        self._polling: asyncio.Task[None] | None = None
        application.add_error_handler(record_error)

    async def introduce(self) -> Mapping[str, Any]:
        """Wait until Telegram answers and give the bot's own user object. Raises ConfigurationError."""
        return await self._poller.introduce()

    async def run(self) -> None:
        """Take in and work off until `stop`. Raises AlreadyRunning or ConfigurationError."""
        self._polling = asyncio.create_task(self._poller.run(), name="intake poll")
        working = asyncio.create_task(self._lanes.run(), name="intake lanes")
        try:
            done, _ = await asyncio.wait((self._polling, working), return_when=asyncio.FIRST_EXCEPTION)
            for task in done:
                if not task.cancelled():
                    task.result()
        finally:
            await cancel_and_wait(self._polling, working)

    async def stop(self) -> None:
        """Fetch nothing more; let the turns in hand end within 8 seconds. What is left stays in the inbox."""
        if self._polling is not None:
            await cancel_and_wait(self._polling)
        await self._lanes.stop(_GRACE_SECONDS)

    def wake(self) -> None:
        """Look at the inbox now."""
        self._lanes.wake()

    def _after_storing(self) -> None:
        self._storage_failures = 0
        self._lanes.wake()

    async def _pick(self, busy: Collection[int], limit: int) -> Sequence[InboxRow]:
        async with self._store.reading() as tx:
            return await tx.inbox.next_rows(busy=busy, limit=limit, at=self._clock.now())

    async def _work(self, row: InboxRow) -> None:
        try:
            raw = json.loads(row.raw)
            update = Update.de_json(raw, self._application.bot)
        except Exception as error:  # noqa: BLE001 - whatever PTB makes of it, it will make of it again
            await self._bury(row, error)
            return
        turn = Turn(row, store=self._store, clock=self._clock, committed=self._on_commit)
        begin(turn)
        await self._application.process_update(update)
        await self._settle(turn, raw)

    async def _settle(self, turn: Turn, raw: Mapping[str, Any]) -> None:
        """Close the turn's row, or see that it is tried again."""
        error = turn.error
        if error is None:
            try:
                await turn.close()
            except StorageError as trouble:
                error = trouble
        if error is None:
            self._storage_backoff.reset()
        elif turn.closed:
            _log.error("action=intake.after_commit row=%d", turn.row_id, exc_info=error)
        elif isinstance(error, StorageFull | StorageUnavailable):
            await self._wait_for_storage(raw, error)
        elif turn.row.tries + 1 >= MAX_TRIES:
            await self._bury(turn.row, error)
        else:
            await self._try_again(turn.row, error)

    async def _try_again(self, row: InboxRow, error: BaseException) -> None:
        _log.warning("action=intake.failed row=%d try=%d", row.id, row.tries + 1, exc_info=error)
        wait = _TRY_AGAIN_AFTER[min(row.tries, len(_TRY_AGAIN_AFTER) - 1)]
        next_try_at = self._clock.now() + timedelta(seconds=wait)
        async with self._store.writing() as tx:
            await tx.inbox.failed(row.id, error=type(error).__name__, next_try_at=next_try_at)
        self._lanes.hold(row.chat_id, wait)

    async def _bury(self, row: InboxRow, error: BaseException) -> None:
        _log.error("action=intake.dead row=%d update=%d", row.id, row.update_id, exc_info=error)
        async with self._store.writing() as tx:
            await tx.inbox.dead(row.id, error=type(error).__name__, at=self._clock.now())
        await self._on_dead(row, error)

    async def _wait_for_storage(self, raw: Mapping[str, Any], error: StorageError) -> None:
        self._lanes.back_off(self._storage_backoff)
        await self._tell_unsaved([raw], error)

    async def _tell_unsaved(self, updates: Sequence[Mapping[str, Any]], error: StorageError) -> None:
        """Tell each private sender once, at once on a full disk, and else when it lasts."""
        self._storage_failures += 1
        if not isinstance(error, StorageFull) and self._storage_failures < _FAILURES_BEFORE_TELLING:
            return
        if len(self._told_unsaved) > _REMEMBER_TOLD:
            self._told_unsaved.clear()
        fresh = [
            update
            for update in updates
            if private_sender(update) is not None and update["update_id"] not in self._told_unsaved
        ]
        self._told_unsaved.update(update["update_id"] for update in fresh)
        if fresh:
            await self._on_unsaved(fresh, error)
