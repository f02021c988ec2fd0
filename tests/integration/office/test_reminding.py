"""Reminders: told once, in office hours, to whom it still concerns; caught up for a day, then logged."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from qbot.clock import CITY_TIME
from qbot.ledger.current import Current
from qbot.ledger.obligations import Obligation
from qbot.ledger.versions import Draft, Series
from qbot.messages import Outgoing
from qbot.people import Person
from qbot.plan.models import Phase, Plan
from qbot.ports import Chat
from qbot.reminding import Cards, remind
from storage.store import SqlStore

Enrol = Callable[..., Awaitable[Person]]
GROUP = -1001
MARCH_FOOD = Series("food-spot-check", "food-drug-bureau", "2018-03")
MARCH_DRUG = Series("drug-spot-check", "food-drug-bureau", "2018-03")


def city(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CITY_TIME).astimezone(UTC)


@dataclass
class Office:
    """The store, and what was put into words by whom."""

    store: SqlStore
    plan: Plan
    phases: list[tuple[int, str, int]] = field(default_factory=list)
    digests: list[tuple[int, list[Series]]] = field(default_factory=list)

    async def tick(self, text: str) -> int:
        return await remind(
            self.store, self.plan, Cards(phase=self._phase, digest=self._digest), now=city(text)
        )

    def _phase(
        self, chat: Chat, phase: Phase, days_left: int, everything: Sequence[Current]
    ) -> Sequence[Outgoing]:
        assert len(everything) == len(self.plan.indicators)
        self.phases.append((chat.id, phase.id, days_left))
        return [Outgoing(chat.id, "sendMessage", {"text": phase.name}, "reminder")]

    def _digest(self, person: Person, owed: Sequence[Obligation]) -> Sequence[Outgoing]:
        self.digests.append((person.telegram_user_id, [each.series for each in owed]))
        return [Outgoing(person.telegram_user_id, "sendMessage", {"text": "owed"}, "reminder")]

    async def bind(self, chat_id: int = GROUP) -> None:
        async with self.store.writing() as tx:
            await tx.chats.see(chat_id, kind="group", title="工作群", at=city("2018-01-01"))
            await tx.chats.bind(chat_id, bound=True, by=1, at=city("2018-01-01"))

    async def report(self, *series: Series) -> None:
        drafts = [Draft(each, "value", 1, "message", "97", value=Decimal(97)) for each in series]
        async with self.store.writing() as tx:
            await tx.reports.append(drafts, at=city("2018-04-03T09:00"))

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


async def test_a_contact_hears_once_a_day_of_everything_it_owes(office: Office, enrol: Enrol) -> None:
    await enrol(7, "contact", "food-drug-bureau")
    assert [await office.tick(f"2018-04-04T{hour}:00") for hour in ("09", "10", "17")] == [1, 0, 0]
    assert office.digests == [(7, [MARCH_FOOD, MARCH_DRUG])]


async def test_who_owes_nothing_hears_nothing(office: Office, enrol: Enrol) -> None:
    await enrol(7, "contact", "food-drug-bureau")
    await enrol(8, "contact", "finance-bureau")
    await office.report(MARCH_FOOD, MARCH_DRUG)
    assert await office.tick("2018-04-04T09:00") == 0


async def test_what_is_owed_is_asked_at_the_moment_of_sending(office: Office, enrol: Enrol) -> None:
    await enrol(7, "contact", "food-drug-bureau")
    await office.report(MARCH_FOOD)
    await office.tick("2018-04-04T09:00")
    assert office.digests == [(7, [MARCH_DRUG])]


async def test_a_township_that_reported_its_own_figure_does_not_settle_the_lead_units(
    office: Office, enrol: Enrol
) -> None:
    await enrol(7, "contact", "food-drug-bureau")
    township = next(unit.id for unit in office.plan.units if unit.kind == "township")
    await office.report(Series("food-spot-check", township, "2018-03"))
    await office.tick("2018-04-04T09:00")
    assert office.digests == [(7, [MARCH_FOOD, MARCH_DRUG])]


@pytest.mark.parametrize("state", ["blocked", "removed"])
async def test_who_is_blocked_or_removed_is_not_reminded(office: Office, enrol: Enrol, state: str) -> None:
    person = await enrol(7, "contact", "food-drug-bureau")
    async with office.store.writing() as tx:
        await tx.people.set_state(
            person.id, "blocked" if state == "blocked" else "removed", at=city("2018-04-01")
        )
    assert await office.tick("2018-04-04T09:00") == 0


async def test_who_never_pressed_start_is_not_reminded(office: Office, enrol: Enrol) -> None:
    await enrol(7, "contact", "food-drug-bureau", started=False)
    assert await office.tick("2018-04-04T09:00") == 0


async def test_a_digest_missed_before_a_day_off_is_not_sent_on_it(office: Office, enrol: Enrol) -> None:
    await enrol(7, "contact", "food-drug-bureau")
    await office.tick("2018-04-03T12:00")
    assert await office.tick("2018-04-05T09:00") == 0  # 清明, a holiday; the digest fell due on the 4th


async def test_two_digests_waiting_are_one(office: Office, enrol: Enrol) -> None:
    await enrol(7, "contact", "food-drug-bureau")
    await office.tick("2018-04-08T12:00")
    office.digests.clear()
    assert await office.tick("2018-04-10T09:00") == 1  # due on the 9th, overdue on the 10th
    assert office.digests == [(7, [MARCH_FOOD, MARCH_DRUG])]


async def test_no_person_hears_more_than_three_times_of_a_period(office: Office, enrol: Enrol) -> None:
    await enrol(7, "contact", "food-drug-bureau")
    for day in range(1, 31):
        for hour in (8, 9, 12, 17, 20):
            await office.tick(f"2018-04-{day:02}T{hour:02}:00")
    assert [user for user, _ in office.digests] == [7, 7, 7]


async def promise(office: Office, series: Series, day: str) -> None:
    draft = Draft(series, "deferred", 1, "message", "暂无", promised_on=datetime.fromisoformat(day).date())
    async with office.store.writing() as tx:
        await tx.reports.append([draft], at=city("2018-04-03T09:00"))


async def test_what_is_promised_is_not_reminded_of_until_its_day_has_passed(
    office: Office, enrol: Enrol
) -> None:
    await enrol(7, "contact", "food-drug-bureau")
    await promise(office, MARCH_DRUG, "2018-04-12")
    await office.tick("2018-04-09T09:00")
    assert office.digests == [(7, [MARCH_FOOD])]
    await office.tick("2018-04-12T09:00")
    assert len(office.digests) == 1
    await office.tick("2018-04-13T09:00")
    assert office.digests[1:] == [(7, [MARCH_DRUG])]


async def test_a_broken_promise_is_reminded_of_once_and_names_its_day(office: Office, enrol: Enrol) -> None:
    await enrol(7, "contact", "food-drug-bureau")
    await promise(office, MARCH_DRUG, "2018-04-20")
    told: list[Obligation] = []

    def digest(_person: Person, owed: Sequence[Obligation]) -> Sequence[Outgoing]:
        told.extend(owed)
        return []

    cards = Cards(phase=lambda *_: [], digest=digest)
    for now in (
        "2018-04-20T10:00",
        "2018-04-21T10:00",
        "2018-04-23T10:00",
        "2018-04-23T11:00",
        "2018-04-24T10:00",
    ):
        await remind(office.store, office.plan, cards, now=city(now))
    assert [(each.series, each.promised_on) for each in told] == [(MARCH_DRUG, datetime(2018, 4, 20).date())]


async def test_a_promise_kept_or_taken_back_is_not_reminded_of(office: Office, enrol: Enrol) -> None:
    await enrol(7, "contact", "food-drug-bureau")
    await promise(office, MARCH_DRUG, "2018-04-20")
    await office.report(MARCH_DRUG)
    await office.tick("2018-04-23T10:00")
    assert office.digests == []
