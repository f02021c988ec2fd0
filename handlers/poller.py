"""Fetches updates and stores them before Telegram is told that they arrived.

PTB's own poller confirms what it merely holds in memory; kill -9 loses that. Here the offset moves after the
commit, and what Telegram sends twice meets UNIQUE(update_id).
"""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError, TimedOut

from handlers.arrivals import ALLOWED_UPDATES, read_arrival
from handlers.bot_api import BotApi
from handlers.texts_operator import LOGIN_REFUSED, OTHER_POLLER
from handlers.timing import Backoff, Condition, Timer
from handlers.transport import seconds_of
from qbot.clock import Clock
from qbot.errors import AlreadyRunning, ConfigurationError, StorageError
from qbot.ports import Store

_log = logging.getLogger(__name__)

_CONFLICTS_BEFORE_GIVING_UP = 5
_SECONDS_AFTER_CONFLICT = 2.0
_ANSWER_MARGIN_SECONDS = 10.0

Unsaved = Callable[[Sequence[Mapping[str, Any]], StorageError], Awaitable[None]]


class Poller:
    """The getUpdates loop. `unsaved` is told each time a batch could not be stored."""

    def __init__(
        self,
        api: BotApi,
        store: Store,
        *,
        clock: Clock,
        timer: Timer,
        stored: Callable[[], None],
        unsaved: Unsaved,
        long_poll_seconds: float = 25.0,
    ) -> None:
        self._api, self._store, self._clock, self._timer = api, store, clock, timer
        self._stored, self._unsaved = stored, unsaved
        self._long_poll = long_poll_seconds
        # No offset at first: the numbers may start lower after a quiet week, and an offset taken from the
        # inbox would then confirm updates that nobody has seen. It is sent to confirm a batch, and dropped
        # once Telegram has nothing more, for the same reason.
        self._offset: int | None = None
        self._settled = False
        self._conflicts = 0
        self._telegram = Condition("intake.poll")
        self._storage = Condition("intake.storage")
        self._backoff = Backoff(most=60.0)

    async def introduce(self) -> Mapping[str, Any]:
        """Wait until Telegram answers, and give the bot's own user object.

        Raises ConfigurationError when it refuses the token.
        """
        while True:
            try:
                me: Mapping[str, Any] = await self._api.call("getMe", {})
            except InvalidToken as error:
                raise ConfigurationError(LOGIN_REFUSED) from error
            except TelegramError as error:
                await self._wait_out(error)
            else:
                self._telegram.well()
                self._backoff.reset()
                return me

    async def run(self) -> None:
        """Fetch and store until cancelled.

        Raises AlreadyRunning when another poller holds the token at the start, ConfigurationError when the
        token is refused.
        """
        while True:
            try:
                batch = await self._fetch()
            except Conflict as error:
                await self._yield_to_other(error)
            except InvalidToken as error:
                raise ConfigurationError(LOGIN_REFUSED) from error
            except TelegramError as error:
                await self._wait_out(error)
            else:
                self._telegram.well()
                self._settled, self._conflicts = True, 0
                await self._keep(batch)

    async def _fetch(self) -> list[Any]:
        parameters: dict[str, Any] = {
            "timeout": int(self._long_poll),
            "allowed_updates": list(ALLOWED_UPDATES),
        }
        if self._offset is not None:
            parameters["offset"] = self._offset
        batch = await self._api.call(
            "getUpdates", parameters, read_timeout=self._long_poll + _ANSWER_MARGIN_SECONDS
        )
        if not isinstance(batch, list):
            raise TelegramError("getUpdates gave no list")
        return batch

    async def _keep(self, batch: list[Any]) -> None:
        """Store a batch, and only then let the offset move."""
        if not batch:
            self._offset = None
            self._backoff.reset()
            return
        read = [(update, read_arrival(update)) for update in batch]
        arrivals = [arrival for _, arrival in read if arrival is not None]
        if len(arrivals) < len(batch):
            _log.error("action=intake.nameless count=%d", len(batch) - len(arrivals))
        try:
            async with self._store.writing() as tx:
                await tx.inbox.add(arrivals, at=self._clock.now())
        except StorageError as error:
            self._storage.broken(type(error).__name__)
            await self._unsaved([update for update, arrival in read if arrival is not None], error)
            await self._timer.sleep(self._backoff.next())
            return
        self._storage.well()
        self._stored()
        if arrivals:
            self._offset = max(arrival.update_id for arrival in arrivals) + 1
            self._backoff.reset()
        else:
            await self._timer.sleep(self._backoff.next())

    async def _yield_to_other(self, error: Conflict) -> None:
        """Another poller, or a webhook, has this token.

        A killed predecessor's poll ends within seconds. One that lives is told of us as we are of it, and who
        came last gives way: the bot that serves already keeps asking.
        """
        self._telegram.broken("conflict")
        if "webhook" in error.message.lower():
            await self._drop_webhook()
            return
        self._conflicts += 1
        if not self._settled and self._conflicts >= _CONFLICTS_BEFORE_GIVING_UP:
            raise AlreadyRunning(OTHER_POLLER) from error
        await self._timer.sleep(_SECONDS_AFTER_CONFLICT)

    async def _drop_webhook(self) -> None:
        _log.warning("action=intake.webhook state=removed")
        try:
            await self._api.call("deleteWebhook", {"drop_pending_updates": False})
        except TelegramError as error:
            await self._wait_out(error)

    async def _wait_out(self, error: TelegramError) -> None:
        self._telegram.broken(type(error).__name__)
        wait = self._backoff.next()
        if isinstance(error, RetryAfter):
            wait = max(wait, seconds_of(error))
        elif isinstance(error, TimedOut) and self._backoff.failures == 1:
            wait = 0.0
        await self._timer.sleep(wait)
