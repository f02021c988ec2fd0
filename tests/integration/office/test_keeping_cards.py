"""Standing cards: told once, in office hours, to bound groups; replaced, edited, pinned and taken away."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from handlers.cards import drawing
from qbot.cards.missed import note_missed_cards
from qbot.cards.standing import keep_cards
from qbot.clock import CITY_TIME, city_day
from qbot.ledger.versions import Draft, Series
from qbot.people import Person
from qbot.periods import Period
from qbot.plan.models import Plan
from storage.store import SqlStore

Enrol = Callable[..., Awaitable[Person]]
GROUP = -1001
MARCH_FOOD = Series("food-spot-check", "food-drug-bureau", "2019-03")


def city(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CITY_TIME).astimezone(UTC)


@dataclass
class Office:
    """The store, a Telegram that takes everything, and the calls that it took."""

    store: SqlStore
    plan: Plan
    calls: list[tuple[str, int, dict[str, Any]]]
    messages: int = 0
    refuses: str = ""

    async def tick(self, text: str) -> list[str]:
        """Two looks with a delivery after each; the methods called."""
        seen = len(self.calls)
        for _ in range(2):
            await keep_cards(self.store, self.plan, drawing(self.plan), now=city(text))
            await self._deliver(city(text))
        return [method for method, _, _ in self.calls[seen:]]

    async def _deliver(self, now: datetime) -> None:
        async with self.store.writing() as tx:
            while rows := await tx.outbox.next_rows(busy=(), limit=99, at=now):
                for row in rows:
                    out = row.outgoing
                    self.calls.append((out.method, out.chat_id, dict(out.payload)))
                    if out.method == self.refuses:
                        await tx.outbox.give_up(row.id, state="failed", error="refused", at=now)
                        continue
                    self.messages += out.method == "sendMessage"
                    await tx.outbox.sent(row.id, message_id=self.messages, at=now)

    async def bind(self, chat_id: int = GROUP, **arranged: bool) -> None:
        at = city("2018-01-01")
        async with self.store.writing() as tx:
            await tx.chats.see(chat_id, kind="group", title="工作群", at=at)
            await tx.chats.bind(chat_id, bound=True, by=1, at=at)
            wanted = {"names_units": False, "of_office": False, **arranged}
            await tx.chats.arrange(chat_id, at=at, **wanted)

    async def report(self, value: str, at: str, *, period: str = MARCH_FOOD.period) -> None:
        await self._append(replace(MARCH_FOOD, period=period), value, at)

    async def report_for(self, indicator: str, unit: str, *, at: str) -> None:
        """A figure for the last period that is over."""
        frequency = self.plan.indicator[indicator].frequency
        period = Period.last_completed(city_day(city(at)), frequency)
        await self._append(Series(indicator, unit, str(period)), "97", at)

    async def _append(self, series: Series, value: str, at: str) -> None:
        draft = Draft(series, "value", 1, "message", value, value=Decimal(value))
        async with self.store.writing() as tx:
            await tx.reports.append([draft], at=city(at))

    def last(self, method: str) -> dict[str, Any]:
        return next(payload for name, _, payload in reversed(self.calls) if name == method)


@pytest.fixture
async def office(store: SqlStore, plan: Plan, enrol: Enrol) -> Office:
    await enrol(1, "office")
    return Office(store, plan, [])


async def test_a_bound_group_is_shown_a_phase_once_and_the_card_is_pinned(office: Office) -> None:
    await office.bind()
    told = [await office.tick(f"2019-04-23T09:{minute:02}") for minute in (0, 1, 30)]
    assert told == [["sendMessage", "pinChatMessage"], [], []]
    assert "还有7天" in office.last("sendMessage")["text"]
    assert office.last("pinChatMessage") == {"message_id": 1, "disable_notification": True}


async def test_a_group_that_does_not_let_it_pin_is_asked_once(office: Office) -> None:
    await office.bind()
    office.refuses = "pinChatMessage"
    await office.tick("2019-04-23T09:00")
    assert await office.tick("2019-04-23T10:00") == []


async def test_a_group_that_is_not_bound_is_shown_nothing(office: Office) -> None:
    async with office.store.writing() as tx:
        await tx.chats.see(GROUP, kind="group", title="闲聊", at=city("2018-01-01"))
    assert await office.tick("2019-04-23T09:00") == []


async def test_a_group_bound_later_in_the_day_is_shown_the_card_then(office: Office) -> None:
    await office.bind()
    await office.tick("2019-04-23T09:00")
    await office.bind(-1002)
    assert await office.tick("2019-04-23T15:00") == ["sendMessage", "pinChatMessage"]
    assert office.calls[-1][1] == -1002


@pytest.mark.parametrize("closed", ["2019-04-23T08:59:59", "2019-04-23T17:30:01", "2019-04-27T10:00"])
async def test_outside_office_hours_and_on_days_off_nothing_is_shown(office: Office, closed: str) -> None:
    await office.bind()
    assert await office.tick(closed) == []


async def test_the_next_card_takes_the_place_of_the_one_before(office: Office) -> None:
    await office.bind()
    await office.tick("2019-04-29T09:00")
    assert await office.tick("2019-04-30T09:00") == ["deleteMessage", "sendMessage", "pinChatMessage"]
    assert "今天结束" in office.last("sendMessage")["text"]


async def test_between_two_cards_the_days_left_are_edited_every_morning(office: Office) -> None:
    await office.bind()
    await office.tick("2019-04-23T09:00")
    assert await office.tick("2019-04-24T09:00") == ["editMessageText"]
    assert "还有6天" in office.last("editMessageText")["text"]


async def test_a_card_that_stood_long_is_retired_before_the_next(office: Office) -> None:
    await office.bind()
    await office.tick("2019-04-30T09:00")
    told = await office.tick("2019-05-05T09:00")
    assert told == ["unpinChatMessage", "editMessageText", "deleteMessage", "sendMessage", "pinChatMessage"]
    assert "「自查申报」阶段开始" in office.last("sendMessage")["text"]


async def test_what_is_missed_is_caught_up_on_the_next_workday_with_the_days_left_then(
    office: Office,
) -> None:
    await office.bind()
    assert await office.tick("2019-04-24T17:00") == ["sendMessage", "pinChatMessage"]
    assert "还有6天" in office.last("sendMessage")["text"]


async def test_after_a_longer_downtime_a_card_is_passed_over(office: Office) -> None:
    await office.bind()
    assert await office.tick("2019-04-25T09:00") == []


@pytest.mark.parametrize(("first", "skipped"), [("22", 1), ("23", 0), ("24", 0)])
async def test_what_was_passed_over_is_on_record_and_logged_once(
    office: Office, caplog: pytest.LogCaptureFixture, first: str, skipped: int
) -> None:
    await note_missed_cards(office.store, office.plan, now=city(f"2019-04-{first}T12:00"))
    with caplog.at_level(logging.WARNING, logger="qbot.cards.missed"):
        for at in ("2019-04-25T08:00", "2019-04-25T10:00", "2019-04-25T12:00"):
            await note_missed_cards(office.store, office.plan, now=city(at))
    assert [each.getMessage().split(" due_at")[0] for each in caplog.records] == [
        "action=card.skipped card=phase:advance:T-7"
    ] * skipped


async def test_units_are_named_on_the_card_from_the_moment_the_office_allows_it(office: Office) -> None:
    await office.bind()
    await office.tick("2019-04-23T09:00")
    assert "未报:" not in office.last("sendMessage")["text"]
    await office.bind(names_units=True)
    assert await office.tick("2019-04-23T10:00") == ["editMessageText"]
    assert "未报:" in office.last("editMessageText")["text"]


async def test_a_phase_that_is_over_is_not_counted_down(office: Office) -> None:
    await office.bind()
    await office.tick("2019-05-06T09:00")
    assert "「整体推进」" not in str(office.calls)


async def test_a_late_figure_edits_the_card_with_a_line_for_its_hour(office: Office) -> None:
    await office.bind()
    await office.tick("2019-04-23T09:00")
    await office.report("90", "2019-04-23T10:20")
    assert await office.tick("2019-04-23T10:21") == ["editMessageText"]
    assert "4月23日10时后新报" in office.last("editMessageText")["text"]
    assert await office.tick("2019-04-23T11:00") == []


async def test_a_granted_day_takes_the_unit_off_the_card_at_once(office: Office) -> None:
    await office.bind(names_units=True)
    for indicator in office.plan.indicators:
        if indicator.id != MARCH_FOOD.indicator:
            await office.report_for(indicator.id, indicator.lead_unit, at="2019-04-20T10:00")
    await office.report("97", "2019-04-20T10:00", period="2019-02")
    await office.tick("2019-04-23T09:00")
    assert "逾期未报:市食品药品监督管理局1项" in office.last("sendMessage")["text"]
    async with office.store.writing() as tx:
        wish = await tx.extensions.ask(
            MARCH_FOOD, by=1, until_on=date(2019, 4, 29), reason="等检测", at=city("2019-04-08T10:00")
        )
        await tx.extensions.decide(wish.id, granted=True, by=1, at=city("2019-04-23T10:00"))
    await office.tick("2019-04-23T10:01")
    assert "逾期未报" not in office.last("editMessageText")["text"]


async def test_the_overview_stands_in_the_office_group_and_is_edited_when_a_light_changes(
    office: Office,
) -> None:
    await office.bind(of_office=True)
    assert await office.tick("2019-04-02T09:00") == ["sendMessage", "pinChatMessage"]
    assert await office.tick("2019-04-02T12:00") == []
    await office.report("96.6", "2019-04-02T12:10")
    assert await office.tick("2019-04-02T12:11") == ["editMessageText"]
    assert await office.tick("2019-04-03T09:00") == ["editMessageText"]  # a new morning
    assert "4月3日" in office.last("editMessageText")["text"]


async def test_a_group_that_is_the_offices_no_more_loses_the_overview(office: Office) -> None:
    await office.bind(of_office=True)
    await office.tick("2019-04-02T09:00")
    await office.bind(of_office=False)
    assert await office.tick("2019-04-02T10:00") == ["deleteMessage"]


async def test_a_card_that_somebody_deleted_stands_again_the_next_day(office: Office) -> None:
    await office.bind(of_office=True)
    await office.tick("2019-04-02T09:00")
    office.refuses = "editMessageText"
    await office.report("96.6", "2019-04-02T12:10")
    assert await office.tick("2019-04-02T12:11") == ["editMessageText"]
    assert await office.tick("2019-04-02T13:00") == []
    assert await office.tick("2019-04-03T09:00") == ["sendMessage", "pinChatMessage"]


async def test_a_group_that_cannot_be_reached_gets_its_card_once_it_is_back(office: Office) -> None:
    await office.bind()
    await office.tick("2019-04-22T09:00")
    async with office.store.writing() as tx:
        await tx.chats.set_state(GROUP, "unreachable", reason="kicked", at=city("2019-04-22T10:00"))
    assert await office.tick("2019-04-23T09:00") == []
    async with office.store.writing() as tx:
        await tx.chats.see(GROUP, kind="group", title="工作群", at=city("2019-04-23T14:00"))
    assert await office.tick("2019-04-23T14:01") == ["sendMessage", "pinChatMessage"]


async def test_a_group_that_moved_is_shown_its_cards_anew(office: Office) -> None:
    await office.bind(of_office=True)
    await office.tick("2019-04-02T09:00")
    async with office.store.writing() as tx:
        await tx.chats.migrate(GROUP, -1_009, at=city("2019-04-02T10:00"))
    assert await office.tick("2019-04-02T10:01") == ["sendMessage", "pinChatMessage"]
    assert office.calls[-1][1] == -1_009


async def test_a_card_goes_to_the_topic_that_the_group_was_bound_for(office: Office) -> None:
    await office.bind()
    async with office.store.writing() as tx:
        await tx.chats.bind(GROUP, bound=True, by=1, at=city("2018-01-01"), thread_id=7)
    await office.tick("2019-04-23T09:00")
    assert office.last("sendMessage")["message_thread_id"] == 7


async def test_a_thinner_plan_leaves_cards_of_what_it_dropped_alone(office: Office) -> None:
    await office.bind()
    await office.tick("2019-04-23T09:00")
    office.plan = office.plan.model_copy(update={"phases": office.plan.phases[:1], "publicity": ()})
    assert await office.tick("2019-04-23T10:00") == []
