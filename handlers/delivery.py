"""From the outbox to Telegram, at its pace and with its errors, in order within each chat.

A row that must not be sent twice is claimed in the tables before its call, so that a crash in between leaves
it `uncertain` and not sent again. Results are stored together, as many as have gathered.
"""

import logging
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from telegram.error import RetryAfter, TelegramError

from handlers.bot_api import BotApi, FileMissing
from handlers.lanes import Lanes
from handlers.outcomes import GivenUp, Held, Later, Moved, Outcome, Sent, TopicGone, judge, repeatable
from handlers.pace import Pace
from handlers.records import Recorder
from handlers.timing import Backoff, Condition, RealTimer, Timer
from handlers.transport import NotSent, seconds_of
from qbot.clock import Clock
from qbot.errors import StorageError
from qbot.messages import OutboxRow
from qbot.ports import Store, Writes

_log = logging.getLogger(__name__)

_GRACE_SECONDS = 8.0
_AFTER_STORAGE_SECONDS = 5.0
_DIRECT_TRIES = 3
_DIRECT_PATIENCE_SECONDS = 30.0
_OUTSIDE_CHAT_LIMITS = frozenset({"answerCallbackQuery", "sendChatAction"})

Unreachable = Callable[[int, str], Awaitable[None]]
TopicLeft = Callable[[int], Awaitable[None]]
Lost = Callable[[OutboxRow, GivenUp], Awaitable[None]]
LookAgain = Callable[[OutboxRow], Awaitable[OutboxRow | Outcome]]


class Delivery:
    """Everything that goes out.

    `on_unreachable(chat_id, reason)` hears of a chat that takes nothing any more; the chat itself is already
    off. `on_topic_gone(chat_id)` makes what waits go to the group instead of its topic. `on_lost(row,
    outcome)` hears of a row given up as failed or uncertain. `look_again(row)` is asked in the second before
    a call: the row as it is to be sent now, or what becomes of it instead.
    """

    def __init__(
        self,
        *,
        api: BotApi,
        store: Store,
        clock: Clock,
        on_unreachable: Unreachable,
        on_topic_gone: TopicLeft,
        on_lost: Lost,
        look_again: LookAgain | None = None,
        timer: Timer | None = None,
    ) -> None:
        self._api, self._store, self._clock = api, store, clock
        self._on_unreachable, self._on_lost, self._look_again = on_unreachable, on_lost, look_again
        self._on_topic_gone = on_topic_gone
        self._timer = timer or RealTimer()
        self._pace = Pace()
        self._flooded: dict[int, float] = {}
        self._due_at: datetime | None = None
        self._telegram = Condition("delivery.send")
        self._outage = Backoff(most=60.0)
        self._recorder = Recorder(store, timer=self._timer)
        self._lanes: Lanes[OutboxRow] = Lanes(
            name="delivery",
            pick=self._pick,
            work=self._deliver,
            chat_of=lambda row: row.outgoing.chat_id,
            timer=self._timer,
            next_due=self._next_due,
        )

    async def run(self) -> None:
        """Recover what a crash left, then deliver until `stop`. Raises StorageError when recovery fails."""
        async with self._store.writing() as tx:
            uncertain = await tx.outbox.recover(at=self._clock.now())
        if uncertain:
            _log.warning("action=delivery.recovered uncertain=%d", uncertain)
        await self._lanes.run()

    async def stop(self) -> None:
        """Start nothing more; what is in hand has 8 seconds. What is left stays in the outbox."""
        await self._lanes.stop(_GRACE_SECONDS)
        await self._recorder.stop()

    def wake(self) -> None:
        """There are new rows, or the clock has moved."""
        self._lanes.wake()

    async def call(self, method: str, parameters: Mapping[str, Any]) -> Any:
        """One call outside the outbox, for what need not survive a crash: the result, or None.

        It keeps the pace, waits out a short flood limit and tries again where nothing was sent; every other
        error is logged and not raised.
        """
        chat_id = None if method in _OUTSIDE_CHAT_LIMITS else _as_chat_id(parameters.get("chat_id"))
        for attempt in range(1, _DIRECT_TRIES + 1):
            await self._wait_for_pace(chat_id)
            try:
                return await self._api.call(method, parameters)
            except (TelegramError, FileMissing) as error:
                wait = _seconds_before_repeating(error, attempt)
                if wait is None:
                    _log.warning("action=delivery.direct method=%s error=%s", method, type(error).__name__)
                    return None
            await self._timer.sleep(wait)
        return None

    async def _wait_for_pace(self, chat_id: int | None) -> None:
        while (wait := self._pace.wait(chat_id, self._timer.monotonic())) > 0:
            await self._timer.sleep(wait)
        self._pace.spend(chat_id, self._timer.monotonic())

    async def _pick(self, busy: Collection[int], limit: int) -> Sequence[OutboxRow]:
        """Rows that may go out at this moment, claimed where they must not go twice."""
        now = self._timer.monotonic()
        room = min(limit, self._pace.room(now))
        if room <= 0:
            self._lanes.pause(self._pace.wait_for_room(now))
            return ()
        async with self._store.reading() as tx:
            rows = await tx.outbox.next_rows(busy=busy, limit=room, at=self._clock.now())
            self._due_at = None if rows else await tx.outbox.next_due_at()
        ready = [row for row in rows if self._may_go(row)]
        if len(ready) < len(rows) == room:
            self._lanes.wake()  # chats that must wait took the place of others that need not
        claims = [row.id for row in ready if not repeatable(row)]
        if claims:
            async with self._store.writing() as tx:
                await tx.outbox.claim(claims, at=self._clock.now())
        return ready

    def _may_go(self, row: OutboxRow) -> bool:
        """Spend the row's share of the pace, or hold its chat until there is one."""
        now = self._timer.monotonic()
        chat_id = _paced_chat(row)
        wait = self._pace.wait(chat_id, now)
        if wait > 0:
            self._lanes.hold(row.outgoing.chat_id, wait)
            return False
        self._pace.spend(chat_id, now)
        return True

    def _next_due(self) -> float | None:
        return None if self._due_at is None else (self._due_at - self._clock.now()).total_seconds()

    async def _deliver(self, row: OutboxRow) -> None:
        outcome = await self._attempt(row)
        self._slow_down(row, outcome)
        await self._recorder.record(lambda tx: self._write(tx, row, outcome))
        await self._tell(row, outcome)

    async def _attempt(self, row: OutboxRow) -> Outcome:
        try:
            seen = await self._look_again(row) if self._look_again else row
        except StorageError as error:
            return Later(_AFTER_STORAGE_SECONDS, type(error).__name__, count_try=False, reach="row")
        return await self._call(seen) if isinstance(seen, OutboxRow) else seen

    async def _call(self, row: OutboxRow) -> Outcome:
        try:
            result = await self._api.call(row.outgoing.method, _parameters(row))
        except (TelegramError, FileMissing) as error:
            return judge(error, row, now=self._clock.now())
        self._telegram.well()
        self._outage.reset()
        return Sent(result.get("message_id") if isinstance(result, Mapping) else None)

    def _slow_down(self, row: OutboxRow, outcome: Outcome) -> None:
        """Keep the chat, or everything, from trying before its time."""
        if not isinstance(outcome, Later) or outcome.reach == "row":
            return
        chat_id = row.outgoing.chat_id
        if outcome.reach == "telegram":
            self._telegram.broken(outcome.reason)
            self._lanes.back_off(self._outage)
            return
        self._lanes.hold(chat_id, outcome.seconds)
        if outcome.reach == "limit":
            self._flood(chat_id, outcome.seconds)

    def _flood(self, chat_id: int, seconds: float) -> None:
        """A flood limit names no chat. When it meets two private chats at once it is the bot's as a whole."""
        now = self._timer.monotonic()
        self._flooded = {chat: until for chat, until in self._flooded.items() if now < until}
        self._flooded[chat_id] = now + seconds
        _log.warning("action=delivery.flood chat=%d seconds=%g", chat_id, seconds)
        if sum(1 for chat in self._flooded if chat > 0) > 1:
            self._lanes.pause(max(self._flooded.values()) - now)

    async def _write(self, tx: Writes, row: OutboxRow, outcome: Outcome) -> None:
        now = self._clock.now()
        match outcome:
            case Sent(message_id):
                await tx.outbox.sent(row.id, message_id=message_id, at=now)
            case Later(seconds, reason, count_try):
                not_before = now + timedelta(seconds=seconds)
                await tx.outbox.wait(row.id, not_before=not_before, error=reason, count_try=count_try)
            case Held(seconds, reason):
                await tx.outbox.hold(row.id, until=now + timedelta(seconds=seconds), why=reason)
            case Moved(new_chat_id):
                await tx.outbox.wait(row.id, not_before=now, error="group migrated", count_try=True)
                await tx.chats.migrate(row.outgoing.chat_id, new_chat_id, at=now)
            case TopicGone():
                await tx.outbox.wait(row.id, not_before=now, error="topic gone", count_try=True)
            case GivenUp(state, reason):
                await tx.outbox.give_up(row.id, state=state, error=reason, at=now)
                if state == "unreachable":
                    await tx.chats.set_state(row.outgoing.chat_id, "unreachable", reason=reason, at=now)

    async def _tell(self, row: OutboxRow, outcome: Outcome) -> None:
        if isinstance(outcome, TopicGone):
            await self._on_topic_gone(row.outgoing.chat_id)
        if not isinstance(outcome, GivenUp):
            return
        _log.warning(
            "action=delivery.%s row=%d method=%s reason=%s",
            outcome.state,
            row.id,
            row.outgoing.method,
            outcome.reason,
        )
        if outcome.state == "unreachable":
            await self._on_unreachable(row.outgoing.chat_id, outcome.reason)
        elif not outcome.quiet:
            await self._on_lost(row, outcome)


def _parameters(row: OutboxRow) -> dict[str, Any]:
    """The stored parameters, with the chat as it is known today, and replies that survive their question."""
    parameters = dict(row.outgoing.payload)
    if row.outgoing.method != "answerCallbackQuery":
        parameters["chat_id"] = row.outgoing.chat_id
    reply = parameters.get("reply_parameters")
    if isinstance(reply, Mapping):
        parameters["reply_parameters"] = {"allow_sending_without_reply": True, **reply}
    return parameters


def _paced_chat(row: OutboxRow) -> int | None:
    return None if row.outgoing.method in _OUTSIDE_CHAT_LIMITS else row.outgoing.chat_id


def _as_chat_id(value: Any) -> int | None:
    return value if isinstance(value, int) else None


def _seconds_before_repeating(error: TelegramError | FileMissing, attempt: int) -> float | None:
    """How long to wait before a direct call is made again; None when it is not."""
    if attempt == _DIRECT_TRIES:
        return None
    if isinstance(error, RetryAfter) and seconds_of(error) <= _DIRECT_PATIENCE_SECONDS:
        return seconds_of(error)
    return float(attempt) if isinstance(error, NotSent) else None
