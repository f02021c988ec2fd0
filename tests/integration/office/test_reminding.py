"""Reminders of phases: told once, in office hours, to bound groups; caught up for a day, then logged."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from qbot.clock import CITY_TIME
from qbot.ledger.current import Current
from qbot.messages import Outgoing
from qbot.people import Person
from qbot.plan.models import Phase, Plan
from qbot.ports import Chat
from qbot.reminding import Cards, remind
from storage.store import SqlStore

Enrol = Callable[..., Awaitable[Person]]
GROUP = -1001


def city(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CITY_TIME).astimezone(UTC)


@dataclass
class Office:
    """The store, and what was put into words by whom."""

    store: SqlStore
    plan: Plan
    phases: list[tuple[int, str, int]] = field(default_factory=list)

    async def tick(self, text: str) -> int:
        return await remind(self.store, self.plan, Cards(phase=self._phase), now=city(text))

    def _phase(
        self, chat: Chat, phase: Phase, days_left: int, everything: Sequence[Current]
    ) -> Sequence[Outgoing]:
        assert len(everything) == len(self.plan.indicators)
        self.phases.append((chat.id, phase.id, days_left))
        return [Outgoing(chat.id, "sendMessage", {"text": phase.name}, "reminder")]

    async def bind(self, chat_id: int = GROUP) -> None:
        async with self.store.writing() as tx:
            await tx.chats.see(chat_id, kind="group", title="工作群", at=city("2018-01-01"))
            await tx.chats.bind(chat_id, bound=True, by=1, at=city("2018-01-01"))

    async def outbox(self) -> list[int]:
        async with self.store.reading() as tx:
            rows = await tx.outbox.next_rows(busy=(), limit=99, at=city("2030-01-01"))
        return [row.outgoing.chat_id for row in rows]


@pytest.fixture
async def office(store: SqlStore, plan: Plan, enrol: Enrol) -> Office:
    await enrol(1, "office")
    return Office(store, plan)


async def test_a_bound_group_hears_of_a_phase_once(office: Office) -> None:
    await office.bind()
    assert [await office.tick(f"2019-04-23T09:{minute:02}") for minute in (0, 1, 30)] == [1, 0, 0]
    assert office.phases == [(GROUP, "advance", 7)]
    assert await office.outbox() == [GROUP]


async def test_a_group_that_is_not_bound_hears_nothing(office: Office) -> None:
    async with office.store.writing() as tx:
        await tx.chats.see(GROUP, kind="group", title="闲聊", at=city("2018-01-01"))
    assert await office.tick("2019-04-23T09:00") == 0


async def test_a_group_bound_later_in_the_day_is_told_then(office: Office) -> None:
    await office.bind()
    await office.tick("2019-04-23T09:00")
    await office.bind(-1002)
    assert await office.tick("2019-04-23T15:00") == 1
    assert office.phases[-1] == (-1002, "advance", 7)


@pytest.mark.parametrize("early", ["2019-04-23T08:59:59", "2019-04-23T17:30:01", "2019-04-23T23:00"])
async def test_outside_office_hours_nothing_is_sent(office: Office, early: str) -> None:
    await office.bind()
    assert await office.tick(early) == 0
    assert office.phases == []


async def test_the_last_minute_of_the_day_still_counts(office: Office) -> None:
    await office.bind()
    assert await office.tick("2019-04-23T17:30") == 1


async def test_a_downtime_within_a_day_is_caught_up_the_next_morning(office: Office) -> None:
    await office.bind()
    await office.tick("2019-04-22T12:00")
    assert [await office.tick(f"2019-04-{when}") for when in ("23T20:00", "24T08:30", "24T09:00")] == [
        0,
        0,
        1,
    ]
    assert office.phases == [(GROUP, "advance", 6)]


async def test_a_longer_downtime_is_skipped_and_logged(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    await office.bind()
    await office.tick("2019-04-22T12:00")
    with caplog.at_level(logging.WARNING, logger="qbot.reminding"):
        assert await office.tick("2019-04-24T10:00") == 0
        assert await office.tick("2019-04-24T12:00") == 0
    assert [record.getMessage().split(" due_at")[0] for record in caplog.records] == [
        "action=reminder.skipped reminder=phase:advance:T-7"
    ]


async def test_a_bot_that_was_up_logs_nothing_when_nobody_had_to_be_told(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    for day in range(20, 28):
        for hour in (9, 12, 17):
            await office.tick(f"2019-04-{day}T{hour:02}:00")
    assert caplog.records == []


async def test_the_first_start_ever_skips_nothing(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    await office.tick("2019-05-15T10:00")
    assert caplog.records == []


async def test_after_a_downtime_only_the_latest_card_of_a_phase_is_sent(office: Office) -> None:
    await office.bind()
    await office.tick("2019-04-28T12:00")
    assert await office.tick("2019-04-30T09:00") == 1  # T-1 of the day before and T-0
    assert office.phases == [(GROUP, "advance", 0)]


async def test_a_phase_that_is_over_is_not_announced(office: Office) -> None:
    await office.bind()
    await office.tick("2019-04-29T12:00")
    office.phases.clear()
    assert await office.tick("2019-05-01T09:00") == 0
    assert office.phases == []
