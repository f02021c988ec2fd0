"""A whole intake and delivery between a real database and a sandbox, in time that tests turn."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from telegram import Update
from telegram.ext import Application, CallbackContext, ExtBot, TypeHandler

from handlers.bot_api import BotApi
from handlers.delivery import Delivery, LookAgain
from handlers.intake import Intake
from handlers.outcomes import GivenUp
from handlers.timing import cancel_and_wait
from handlers.transport import AiohttpRequest
from qbot.clock import FixedClock
from qbot.errors import StorageError, StorageFull
from qbot.messages import InboxRow, OutboxRow, Outgoing
from qbot.ports import Reads, Store, Writes
from qbot.sandbox import Sandbox
from qbot.sandbox.client import SandboxClient

TOKEN = "700:flow-test-token"
START = datetime(2018, 4, 3, 1, 0, tzinfo=UTC)
LI, WANG, CHEN = 11, 12, 13
GROUP, BASIC_GROUP = -1001, -22

OnUpdate = Callable[[Update], Awaitable[None]]


class TurnedTime:
    """A timer that stands until a test turns it; the stored clock turns with it."""

    def __init__(self, clock: FixedClock) -> None:
        self.clock = clock
        self._now = 0.0
        self._sleepers: list[tuple[float, asyncio.Future[None]]] = []
        self._changed = asyncio.Condition()

    def monotonic(self) -> float:
        return self._now

    async def sleep(self, seconds: float) -> None:
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        sleeper: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        entry = (self._now + seconds, sleeper)
        self._sleepers.append(entry)
        async with self._changed:
            self._changed.notify_all()
        try:
            await sleeper
        finally:
            self._sleepers.remove(entry)

    async def wait(self, event: asyncio.Event, seconds: float | None) -> None:
        waits: list[asyncio.Task[Any]] = [asyncio.ensure_future(event.wait())]
        if seconds is not None:
            waits.append(asyncio.ensure_future(self.sleep(seconds)))
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            await cancel_and_wait(*waits)

    async def until_asleep(self, seconds: float) -> None:
        """Wait until somebody sleeps about so long, a quarter less for chance."""
        async with asyncio.timeout(10), self._changed:
            await self._changed.wait_for(lambda: any(self._fits(due, seconds) for due, _ in self._sleepers))

    async def turn(self, seconds: float) -> None:
        """Let so much time pass, waking each sleeper at its time."""
        target = self._now + seconds
        while due := sorted(at for at, sleeper in self._sleepers if at <= target and not sleeper.done()):
            self._go_to(due[0])
            for at, sleeper in list(self._sleepers):
                if at <= self._now and not sleeper.done():
                    sleeper.set_result(None)
            await self.settle()
        self._go_to(target)

    async def pass_until(self, condition: Callable[[], bool]) -> None:
        """Let time pass second by second, and what is ready run, until something is so."""
        async with asyncio.timeout(10):
            while not condition():
                await self.turn(1.0)
                await self.settle()

    async def settle(self) -> None:
        """Let what is ready run."""
        for _ in range(20):
            await asyncio.sleep(0)

    def _fits(self, due: float, seconds: float) -> bool:
        return 0.74 * seconds <= due - self._now <= seconds + 1e-6

    def _go_to(self, now: float) -> None:
        self.clock.move_to(self.clock.now() + timedelta(seconds=max(0.0, now - self._now)))
        self._now = max(self._now, now)


class TroubledStore:
    """The real store, whose write transactions fail at their commit for as long as `trouble` is set."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.trouble: StorageError | None = None
        self.refused = 0

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Reads]:
        async with self._store.reading() as tx:
            yield tx

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Writes]:
        async with self._store.writing() as tx:
            yield tx
            if self.trouble is not None:
                self.refused += 1
                raise self.trouble


@dataclass
class Told:
    """What the callbacks heard."""

    unsaved: list[tuple[list[Mapping[str, Any]], StorageError]] = field(default_factory=list)
    dead: list[tuple[InboxRow, BaseException]] = field(default_factory=list)
    unreachable: list[tuple[int, str]] = field(default_factory=list)
    lost: list[tuple[OutboxRow, GivenUp]] = field(default_factory=list)
    died: asyncio.Event = field(default_factory=asyncio.Event)
    heard: asyncio.Event = field(default_factory=asyncio.Event)

    async def on_unsaved(self, updates: Sequence[Mapping[str, Any]], error: StorageError) -> None:
        self.unsaved.append((list(updates), error))
        self.heard.set()

    async def on_dead(self, row: InboxRow, error: BaseException) -> None:
        self.dead.append((row, error))
        self.died.set()

    async def on_unreachable(self, chat_id: int, reason: str) -> None:
        self.unreachable.append((chat_id, reason))
        self.heard.set()

    async def on_lost(self, row: OutboxRow, outcome: GivenUp) -> None:
        self.lost.append((row, outcome))
        self.heard.set()


class Flow:
    """The parts, and short ways to use them. `start_*` may be called again after `crash`."""

    def __init__(self, *, root: str, store: TroubledStore, database: Path, telegram: SandboxClient) -> None:
        self.root, self.store, self.database, self.telegram = root, store, database, telegram
        self.clock = FixedClock(START)
        self.time = TurnedTime(self.clock)
        self.told = Told()
        self.requests: list[AiohttpRequest] = []
        self.tasks: list[asyncio.Task[Any]] = []
        self.api: BotApi
        self.delivery: Delivery
        self.intake: Intake
        self.application: Application[Any, Any, Any, Any, Any, Any]

    async def request(self, **limits: Any) -> AiohttpRequest:
        request = AiohttpRequest(**limits)
        await request.initialize()
        self.requests.append(request)
        return request

    async def new_api(self, *, files: Path | None = None, **limits: Any) -> BotApi:
        return BotApi(await self.request(**limits), base_url=f"{self.root}/bot{TOKEN}", files=files)

    async def build_delivery(
        self,
        *,
        turned: bool = False,
        files: Path | None = None,
        look_again: LookAgain | None = None,
        **limits: Any,
    ) -> Delivery:
        self.delivery = Delivery(
            api=await self.new_api(files=files, **limits),
            store=self.store,
            clock=self.clock,
            on_unreachable=self.told.on_unreachable,
            on_topic_gone=self._leave_topic,
            on_lost=self.told.on_lost,
            look_again=look_again,
            timer=self.time if turned else None,
        )
        return self.delivery

    async def _leave_topic(self, chat_id: int) -> None:
        async with self.store.writing() as tx:
            await tx.chats.leave_topic(chat_id, at=self.clock.now())

    async def start_delivery(self, **how: Any) -> Delivery:
        delivery = await self.build_delivery(**how)
        self.tasks.append(asyncio.create_task(delivery.run()))
        return delivery

    async def build_intake(
        self, on_update: OnUpdate, *, turned: bool = False, long_poll: float = 25, **limits: Any
    ) -> Intake:
        request = await self.request()
        bot = ExtBot(TOKEN, base_url=f"{self.root}/bot", request=request, get_updates_request=request)
        self.application = Application.builder().bot(bot).updater(None).build()
        self.intake = Intake(
            api=await self.new_api(**limits),
            store=self.store,
            application=self.application,
            clock=self.clock,
            on_unsaved=self.told.on_unsaved,
            on_dead=self.told.on_dead,
            timer=self.time if turned else None,
            long_poll_seconds=long_poll,
        )

        async def handle(update: Update, _context: CallbackContext[Any, Any, Any, Any]) -> None:
            await on_update(update)

        self.application.add_handler(TypeHandler(Update, handle))
        return self.intake

    async def start_intake(self, on_update: OnUpdate, **how: Any) -> Intake:
        intake = await self.build_intake(on_update, **how)
        await self.application.initialize()
        self.tasks.append(asyncio.create_task(intake.run()))
        return intake

    async def crash(self) -> None:
        """End everything where it stands, as kill -9 does, and forget it."""
        await cancel_and_wait(*self.tasks)
        for part in (getattr(self, "intake", None), getattr(self, "delivery", None)):
            if part is not None:
                await cancel_and_wait(*part._lanes._tasks.values())
        self.tasks.clear()

    async def put(self, *outgoing: Outgoing) -> None:
        async with self.store.writing() as tx:
            await tx.outbox.add(outgoing, at=self.clock.now())
        if hasattr(self, "delivery"):
            self.delivery.wake()

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with sqlite3.connect(self.database) as connection:
            found = connection.execute(query).fetchall()
        connection.close()
        return found

    async def texts(self, chat_id: int) -> list[str]:
        """What the bot has said in a chat."""
        said = await self.telegram.messages(chat_id)
        return [message["text"] for message in said if message["from"]["is_bot"] and "text" in message]

    async def said(self, chat_id: int, text: str) -> dict[str, Any]:
        return await self.telegram.wait_for(chat_id, lambda message: message.get("text") == text)

    async def close(self) -> None:
        await self.crash()
        if hasattr(self, "application"):
            await self.application.shutdown()
        for request in self.requests:
            await request.shutdown()


def message(chat_id: int, text: str, **more: Any) -> Outgoing:
    payload = {"chat_id": chat_id, "text": text}
    return Outgoing(chat_id=chat_id, method="sendMessage", payload=payload, kind="notice", **more)


async def until(condition: Callable[[], bool]) -> None:
    """Let the event loop run until something is so that no event tells of."""
    async with asyncio.timeout(10):
        while True:
            if condition():
                return
            await asyncio.sleep(0)


def full() -> StorageFull:
    return StorageFull("no room")


def updates_waiting(sandbox: Sandbox) -> int:
    """How many updates Telegram still keeps for the bot."""
    return len(sandbox.network.updates)
