"""The running bot: intake, delivery and the tick, started together and stopped together."""

import asyncio
import gc
import logging
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from telegram.error import NetworkError
from telegram.ext import Application, ExtBot

from handlers.application import register
from handlers.bot_api import BotApi
from handlers.delivery import Delivery
from handlers.files import Files
from handlers.intake import Intake
from handlers.jobs import Job, jobs
from handlers.menu import show_to_all, show_to_office
from handlers.notices import Notices
from handlers.nudging import gate
from handlers.painter import Painter
from handlers.pruning import prune
from handlers.timing import Backoff
from handlers.transport import AiohttpRequest
from handlers.visit import Desk
from qbot.admission import grant_office
from qbot.aliases import with_aliases
from qbot.clock import REHEARSAL_TIME, Clock, city_day
from qbot.errors import StorageError
from qbot.plan.models import Plan
from qbot.ports import Store
from qbot.reading.reader import Reader
from qbot.settings import Settings

_log = logging.getLogger(__name__)

TICK_SECONDS = 30
REHEARSAL_TICK_SECONDS = 2
NOTE_TIME_EVERY = timedelta(minutes=1)


class Service:
    """Everything that runs while the bot is up."""

    def __init__(
        self, *, settings: Settings, token: str, api_url: str, plan: Plan, store: Store, clock: Clock
    ) -> None:
        self._settings, self._plan, self._store, self._clock = settings, plan, store, clock
        self._request = AiohttpRequest()
        self._noted_at = datetime.min.replace(tzinfo=UTC)
        folder = settings.data / "files"
        api = BotApi(self._request, base_url=f"{api_url}/bot{token}", files=folder)
        self._files = Files(folder, api=api, request=self._request, file_url=f"{api_url}/file/bot{token}")
        self._painter = Painter(self._files, folder=settings.data / "matplotlib")
        bot = ExtBot(
            token=token,
            base_url=f"{api_url}/bot",
            base_file_url=f"{api_url}/file/bot",
            request=self._request,
            get_updates_request=self._request,
        )
        self._application = Application.builder().bot(bot).updater(None).build()
        notices = Notices(store, clock)
        self.delivery = Delivery(
            api=api,
            store=store,
            clock=clock,
            on_unreachable=notices.unreachable,
            on_topic_gone=notices.topic_gone,
            on_lost=notices.lost,
            look_again=gate(store, plan, clock),
        )
        notices.delivery = self.delivery
        self.intake = Intake(
            api=api,
            store=store,
            application=self._application,
            clock=clock,
            on_unsaved=notices.unsaved,
            on_dead=notices.dead,
            on_commit=self.delivery.wake,
        )

        self._jobs: Sequence[tuple[str, Job]] = (
            *jobs(store, plan),
            ("calendar", lambda now: notices.unknown_calendar(city_day(now))),
            ("prune", lambda now: prune(store, self._files, now=now)),
            ("time", self._note_time),
        )

    async def run(self, stopping: asyncio.Event) -> None:
        """Serve until `stopping` is set. Raises ConfigurationError, AlreadyRunning, StorageError."""
        await self._request.initialize()
        try:
            await self._prepare(stopping)
            if not stopping.is_set():
                await self._serve(stopping)
        finally:
            self._painter.close()
            await self._application.shutdown()
            await self._request.shutdown()

    async def _prepare(self, stopping: asyncio.Event) -> None:
        introducing = asyncio.ensure_future(self.intake.introduce())
        told = asyncio.ensure_future(stopping.wait())
        await asyncio.wait((introducing, told), return_when=asyncio.FIRST_COMPLETED)
        told.cancel()
        if not introducing.done():
            introducing.cancel()
            return
        me = introducing.result()
        now = self._clock.now()
        async with self._store.writing() as tx:
            await grant_office(tx, self._settings.office, at=now)
            await tx.facts.set("bot.username", str(me.get("username", "")))
            added = await tx.aliases.all()
        reader = Reader(with_aliases(self._plan, [(each.word, each.indicator) for each in added]))
        desk = Desk(
            plan=self._plan,
            reader=reader,
            store=self._store,
            clock=self._clock,
            delivery=self.delivery,
            files=self._files,
            painter=self._painter,
            bot_id=int(me["id"]),
            bot_username=str(me.get("username", "")),
            rehearsal=self._settings.is_rehearsal,
        )
        register(self._application, desk)
        self._application._initialized = True
        gc.freeze()  # plan, tables and code stay for good: a collection under load need not walk them

    async def _initialise(self) -> None:
        """PTB asks getMe once more by itself; a passing fault there is no reason not to start."""
        backoff = Backoff(most=30.0)
        while True:
            try:
                return await self._application.initialize()
            except NetworkError as error:
                _log.warning("action=service.initialise error=%s", type(error).__name__)
            await asyncio.sleep(backoff.next())

    async def _serve(self, stopping: asyncio.Event) -> None:
        scheduler = AsyncIOScheduler(timezone="UTC")
        seconds = REHEARSAL_TICK_SECONDS if self._settings.is_rehearsal else TICK_SECONDS
        scheduler.add_job(
            self.tick, "interval", seconds=seconds, misfire_grace_time=None, coalesce=True, max_instances=1
        )
        scheduler.start()
        work = [
            asyncio.create_task(self.intake.run(), name="intake"),
            asyncio.create_task(self.delivery.run(), name="delivery"),
            asyncio.create_task(self._announce_commands(), name="commands"),
        ]
        told = asyncio.create_task(stopping.wait(), name="stopping")
        _log.info("action=service.started")
        try:
            await asyncio.wait((*work[:2], told), return_when=asyncio.FIRST_COMPLETED)
        finally:
            scheduler.shutdown(wait=False)
            await asyncio.gather(self.intake.stop(), self.delivery.stop())
            for task in (*work, told):
                task.cancel()
            results = await asyncio.gather(*work, told, return_exceptions=True)
        _log.info("action=service.stopped")
        for result in results:
            if isinstance(result, Exception):
                raise result

    async def tick(self) -> None:
        """Do what time brings; what one job cannot store does not keep the others waiting."""
        now = self._clock.now()
        for name, job in self._jobs:
            try:
                done = await job(now)
            except StorageError as error:
                _log.error("action=tick.failed job=%s error=%s", name, type(error).__name__)
            except asyncio.CancelledError:  # we are stopping: it is rolled back, and done at the next start
                _log.info("action=tick.cut_off job=%s", name)
                return
            else:
                if done:
                    _log.info("action=tick.done job=%s count=%d", name, done)
        self.intake.wake()
        self.delivery.wake()

    async def _note_time(self, now: datetime) -> int:
        """In a rehearsal, leave its time where a sub-command beside the running bot finds it."""
        if self._settings.is_rehearsal and abs(now - self._noted_at) > NOTE_TIME_EVERY:
            async with self._store.writing() as tx:
                await tx.facts.set(REHEARSAL_TIME, now.isoformat())
            self._noted_at = now
        return 0

    async def _announce_commands(self) -> None:
        await show_to_all(self.delivery)
        async with self._store.reading() as tx:
            office = [person for person in await tx.people.all() if person.is_office and person.started]
        for person in office:
            await show_to_office(self.delivery, person)
