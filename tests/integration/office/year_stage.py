"""A year of forty units in simulated time: who reports when, a bot that can be killed at any moment, and the
Telegram that keeps what really arrived."""

import asyncio
import random
from collections.abc import AsyncIterator, Coroutine, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

from handlers.bot_api import BotApi
from handlers.delivery import Delivery
from handlers.jobs import jobs
from handlers.lanes import RECHECK_SECONDS
from handlers.nudging import gate
from handlers.outcomes import GivenUp
from handlers.timing import cancel_and_wait
from qbot.calendar import add_workdays, is_workday
from qbot.clock import CITY_TIME, FixedClock
from qbot.ledger.obligations import PROGRESS, Obligation, expected
from qbot.ledger.versions import Draft, Series
from qbot.messages import OutboxRow
from qbot.plan.models import Plan
from qbot.ports import Reads, Store, Writes
from qbot.tasks.progress import Stated
from qbot.tasks.quarterly import words_expected
from storage.store import SqlStore

FIRST, LAST = date(2017, 12, 1), date(2019, 1, 18)
UNITS = 40
GROUPS = (-1001, -1002)
OFFICE = 1
WORKDAY_TIMES = ("08:40", "09:00", "09:30", "10:00", "13:00", "17:31")
DAY_OFF_TIMES = ("09:00",)


class Death:
    """kill -9: at one moment to come, counted from when it is ordered, everything stops where it stands."""

    def __init__(self) -> None:
        self.moments_to_live: int | None = None
        self.has_come = asyncio.Event()

    @property
    def is_ordered(self) -> bool:
        return self.moments_to_live is not None

    async def passes(self) -> None:
        """A moment at which it may come: before or after a commit, before or after Telegram takes a call."""
        if self.moments_to_live is None:
            return
        self.moments_to_live -= 1
        if self.moments_to_live <= 0:
            self.has_come.set()
            await asyncio.Event().wait()


class MortalStore:
    """The real store, in which death may come before each commit, and right after it."""

    def __init__(self, store: Store, death: Death) -> None:
        self._store, self._death = store, death

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Reads]:
        async with self._store.reading() as tx:
            yield tx

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Writes]:
        async with self._store.writing() as tx:
            yield tx
            await self._death.passes()
        await self._death.passes()


@dataclass(frozen=True, slots=True)
class Arrived:
    """What Telegram took, and when."""

    at: datetime
    chat: int
    method: str
    text: str


class Telegram:
    """Takes every call at once; death may come before it does, or after it and before the answer."""

    def __init__(self, clock: FixedClock, death: Death) -> None:
        self._clock, self._death = clock, death
        self.arrived: list[Arrived] = []

    async def call(self, method: str, parameters: Mapping[str, Any]) -> Mapping[str, Any]:
        await self._death.passes()
        chat, text = parameters["chat_id"], str(parameters.get("text", ""))
        self.arrived.append(Arrived(self._clock.now(), chat, method, text))
        await self._death.passes()
        return {"message_id": len(self.arrived)}


class WorkTime:
    """A timer for which time passes only while something waits for its pace; else all waits for the driver."""

    def __init__(self, clock: FixedClock) -> None:
        self._clock, self._now = clock, 0.0
        self.delivery: Delivery | None = None
        self.nothing_left = asyncio.Event()

    def monotonic(self) -> float:
        return self._now

    def pass_until(self, moment_: datetime) -> None:
        """Let time pass, unless it is later already."""
        self._pass(max(0.0, (moment_ - self._clock.now()).total_seconds()))

    async def sleep(self, seconds: float) -> None:
        self._pass(seconds)
        await asyncio.sleep(0)

    async def wait(self, event: asyncio.Event, seconds: float | None) -> None:
        is_busy = self.delivery is not None and bool(self.delivery._lanes._tasks)
        if is_busy or event.is_set():
            await event.wait()
        elif seconds is None or seconds >= RECHECK_SECONDS:
            self.nothing_left.set()
            await event.wait()
        else:
            await self.sleep(seconds)

    def _pass(self, seconds: float) -> None:
        self._now += seconds
        self._clock.move_to(self._clock.now() + timedelta(seconds=seconds))


@dataclass(frozen=True, slots=True)
class Habit:
    """What a unit does about one figure, or a township about its quarterly word: reports it on `reported_on`,
    or promises it before."""

    series: Series
    reported_on: date | None
    said_on: date | None = None
    promised_on: date | None = None


@dataclass
class Year:
    """Time goes by; people report by their habits; the jobs run at the interesting minutes of each day, and
    what they put into the outbox is delivered."""

    plan: Plan
    path: Path
    kills: int = 0
    death: Death = field(default_factory=Death)
    clock: FixedClock = field(default_factory=lambda: FixedClock(moment(FIRST, "00:00")))
    telegram: Telegram = field(init=False)
    store: MortalStore = field(init=False)
    _opened: SqlStore = field(init=False)
    _time: WorkTime = field(init=False)
    _delivering: "asyncio.Task[None]" = field(init=False)
    _habits: dict[date, list[Habit]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.telegram = Telegram(self.clock, self.death)

    async def open(self) -> None:
        """Start: open the database file, recover what was being sent."""
        self._opened = await SqlStore.open(f"sqlite+aiosqlite:///{self.path}")
        self.store = MortalStore(self._opened, self.death)
        self._time = WorkTime(self.clock)
        self._time.delivery = Delivery(
            api=cast(BotApi, self.telegram),
            store=self.store,
            clock=self.clock,
            on_unreachable=_all_is_well,
            on_topic_gone=_all_is_well,
            on_lost=_all_is_well,
            look_again=gate(self.store, self.plan, self.clock),
            timer=self._time,
        )
        self._delivering = asyncio.create_task(self._time.delivery.run())

    async def close(self) -> None:
        """Stop where it stands."""
        delivery = self._time.delivery
        await cancel_and_wait(self._delivering)
        if delivery is not None:
            recording = delivery._recorder._task
            await cancel_and_wait(*delivery._lanes._tasks.values(), *([recording] if recording else []))
        await self._opened.close()

    async def furnish(self) -> None:
        """Everybody, and two working groups."""
        at = moment(FIRST, "07:00")
        async with self.store.writing() as tx:
            await self._enrol(tx, OFFICE, "办公室", at)
            for number, unit in enumerate(self.plan.units):
                await tx.people.enrol(
                    telegram_user_id=100 + number, name=f"{unit.name}联络员", role="contact", units=(unit.id,),
                    origin="invitation", started=True, at=at,
                )  # fmt: skip
            for group in GROUPS:
                await tx.chats.see(group, kind="group", title="工作群", at=at)
                await tx.chats.bind(group, bound=True, by=1, at=at)

    async def _enrol(self, tx: Writes, user: int, name: str, at: datetime) -> None:
        await tx.people.enrol(
            telegram_user_id=user, name=name, role="office", units=(), origin="settings", started=True, at=at
        )

    def live(self, habits: Iterator[Habit]) -> None:
        """What people will do."""
        for habit in habits:
            for day in (habit.said_on, habit.reported_on):
                if day is not None:
                    self._habits.setdefault(day, []).append(habit)

    async def pass_day(self, day: date, *, down: tuple[str, str] | None = None) -> None:
        """A day, with the bot down from one time to another; what is said meanwhile arrives all the same."""
        for text in WORKDAY_TIMES if is_workday(day) else DAY_OFF_TIMES:
            if text == "10:00":
                await self._people_report(day)
            elif not (down and down[0] <= text < down[1]):
                await self._tick(moment(day, text))

    async def _tick(self, now: datetime) -> None:
        """The jobs and their delivery; killed, the process is there again within a minute."""
        self._time.pass_until(now)
        while not await self._lives_through(self._work(now)):
            self.kills += 1
            await self.close()
            self.death.moments_to_live = None
            self.death.has_come.clear()
            await self.open()
            self._time.pass_until(self.clock.now() + timedelta(seconds=20))
            now = self.clock.now()

    async def _work(self, now: datetime) -> None:
        done = [await job(now) for _, job in jobs(self.store, self.plan)]
        if any(done) and self._time.delivery is not None:
            self._time.nothing_left.clear()
            self._time.delivery.wake()
        await self._time.nothing_left.wait()

    async def _lives_through(self, work: Coroutine[Any, Any, None]) -> bool:
        """Whether it was done before death came."""
        working = asyncio.create_task(work)
        dying = asyncio.create_task(self.death.has_come.wait())
        await asyncio.wait((working, dying), return_when=asyncio.FIRST_COMPLETED)
        survived = not self.death.has_come.is_set()
        if survived:
            await working
        await cancel_and_wait(working, dying)
        return survived

    async def _people_report(self, day: date) -> None:
        habits, at = self._habits.get(day, ()), moment(day, "10:00")
        drafts = [_said(habit, day) for habit in habits if habit.series.indicator != PROGRESS]
        words = [habit.series.unit for habit in habits if habit.series.indicator == PROGRESS]
        if drafts or words:
            async with self._opened.writing() as tx:
                await tx.reports.append(drafts, at=at)
                for unit in words:
                    await tx.progress.add(
                        item="fund-growth", unit=unit, person_id=1, stated=Stated("running"), text="推进中",
                        chat_id=None, message_id=None, at=at,
                    )  # fmt: skip


async def _all_is_well(*_what: int | str | OutboxRow | GivenUp) -> None:
    raise AssertionError("Telegram takes everything")


def _said(habit: Habit, day: date) -> Draft:
    if day == habit.said_on:
        return Draft(habit.series, "deferred", 1, "message", "暂无", promised_on=habit.promised_on)
    return Draft(habit.series, "value", 1, "message", "97", value=Decimal(97))


def moment(day: date, text: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(text), CITY_TIME).astimezone(UTC)


def forty_units(plan: Plan) -> Plan:
    """The plan with one monthly and one quarterly figure for each of forty units."""
    units = [
        *plan.units,
        plan.units[-1].model_copy(update={"id": "unit-40", "name": "第四十单位", "aliases": ()}),
    ]
    by_frequency = {each.frequency: each for each in plan.indicators}
    indicators = [
        by_frequency[frequency].model_copy(update={"id": f"{frequency}-{number}", "lead_unit": unit.id})
        for number, unit in enumerate(units[:UNITS])
        for frequency in ("month", "quarter")
    ]
    changed = {"units": tuple(units[:UNITS]), "indicators": tuple(indicators), "families": ()}
    return Plan(**{**{name: getattr(plan, name) for name in Plan.model_fields}, **changed})


def habits(plan: Plan, make_up_days: Sequence[date], *, seed: int) -> Iterator[Habit]:
    """Most report early or on time, some late, some never; some promise a day and keep it, or do not; the
    townships tell of their own plan likewise, besides their figures. On the
    eve of each make-up day one promise is broken, so that there is somebody to be asked on it."""
    chance = random.Random(seed)
    everything = list(expected(plan, on=LAST))
    broken = dict(_broken_on_the_eve(everything, make_up_days))
    for entry in everything:
        if entry.series in broken:
            yield broken[entry.series]
            continue
        way = chance.choices(("early", "last day", "late", "never", "kept", "broken"), (50, 15, 15, 8, 6, 6))[
            0
        ]
        yield _habit(entry, way, chance)
    for entry in words_expected(plan, on=LAST):
        (way,) = chance.choices(("early", "last day", "late", "never"), (50, 20, 20, 10))
        yield _habit(entry, way, chance)


def _broken_on_the_eve(
    entries: Sequence[Obligation], make_up_days: Sequence[date]
) -> Iterator[tuple[Series, Habit]]:
    for number, day in enumerate(make_up_days):
        eve = add_workdays(day, -1)
        late = [e for e in entries if e.indicator == f"month-{number}" and e.due_on < eve]
        series = late[-1].series
        yield series, Habit(series, None, add_workdays(late[-1].period.ends_on, 1), eve)


def _habit(entry: Obligation, way: str, chance: random.Random) -> Habit:
    first = add_workdays(entry.period.ends_on, 1)
    if way == "early":
        return Habit(entry.series, add_workdays(first, chance.randrange(3)))
    if way == "last day":
        return Habit(entry.series, entry.due_on)
    if way == "late":
        return Habit(entry.series, add_workdays(entry.due_on, chance.randrange(1, 12)))
    if way == "never":
        return Habit(entry.series, None)
    promised_on = add_workdays(entry.due_on, chance.randrange(1, 6))
    shift = 0 if way == "kept" else chance.randrange(2, 8)
    return Habit(entry.series, add_workdays(promised_on, shift), first, promised_on)


def all_days() -> list[date]:
    return [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
