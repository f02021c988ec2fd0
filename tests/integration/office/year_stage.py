"""A year of forty units in simulated time: who reports when, a bot that can be killed, and what it sent."""

import random
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

from handlers.jobs import jobs
from qbot.calendar import add_workdays, is_workday
from qbot.clock import CITY_TIME
from qbot.ledger.obligations import Obligation, expected
from qbot.ledger.versions import Draft, Series
from qbot.plan.models import Plan
from qbot.ports import Reads, Store, Writes
from storage.store import SqlStore

FIRST, LAST = date(2017, 12, 1), date(2019, 1, 18)
UNITS = 40
GROUPS = (-1001, -1002)
OFFICE = 1
WORKDAY_TIMES = ("08:40", "09:00", "09:30", "10:00", "13:00", "17:31")
DAY_OFF_TIMES = ("09:00",)


class Killed(Exception):
    """The process is gone."""


class MortalStore:
    """The real store, which dies at one of its write transactions: before its commit, or right after it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.writes_to_live: int | None = None
        self.dies_after_commit = False

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Reads]:
        async with self._store.reading() as tx:
            yield tx

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Writes]:
        dies = self._counts_down()
        async with self._store.writing() as tx:
            yield tx
            if dies and not self.dies_after_commit:
                raise Killed
        if dies:
            raise Killed

    @property
    def is_doomed(self) -> bool:
        """Whether it is going to die."""
        return self.writes_to_live is not None and self.writes_to_live > 0

    def _counts_down(self) -> bool:
        if self.writes_to_live is None:
            return False
        self.writes_to_live -= 1
        return self.writes_to_live == 0


@dataclass(frozen=True, slots=True)
class Habit:
    """What a unit does about one figure: reports it on `reported_on`, or promises it before."""

    series: Series
    reported_on: date | None
    said_on: date | None = None
    promised_on: date | None = None


@dataclass
class Year:
    """Time goes by; people report by their habits; the jobs run at the interesting minutes of each day."""

    plan: Plan
    path: Path
    store: MortalStore = field(init=False)
    kills: int = 0
    _opened: SqlStore = field(init=False)
    _habits: dict[date, list[Habit]] = field(default_factory=dict)

    async def open(self) -> None:
        """Open the database file."""
        self._opened = await SqlStore.open(f"sqlite+aiosqlite:///{self.path}")
        self.store = MortalStore(self._opened)

    async def close(self) -> None:
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
        try:
            done = [await job(now) for _, job in jobs(self.store, self.plan)]
            if any(done):
                await self._deliver(now)
        except Killed:
            self.kills += 1
            await self.close()
            await self.open()

    async def _deliver(self, now: datetime) -> None:
        """Telegram takes everything at once."""
        async with self._opened.writing() as tx:
            while rows := await tx.outbox.next_rows(busy=(), limit=99, at=now):
                for row in rows:
                    await tx.outbox.sent(row.id, message_id=row.id, at=now)

    async def _people_report(self, day: date) -> None:
        drafts = [_said(habit, day) for habit in self._habits.get(day, ())]
        if drafts:
            async with self._opened.writing() as tx:
                await tx.reports.append(drafts, at=moment(day, "10:00"))


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
    """Most report early or on time, some late, some never; some promise a day and keep it, or do not. On the
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
