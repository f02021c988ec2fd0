"""Nudges: counted by person and figure, not counted when they never arrived; chases are carried out once."""

from datetime import date, timedelta

from qbot.ledger.versions import Series
from qbot.messages import Outgoing, OutgoingKind
from qbot.nudges import Nudge
from storage.store import SqlStore
from tests.integration.storage.store_samples import AT, enrol

FOOD = Series("food-spot-check", "food-drug-bureau", "2018-03")
DRUG = Series("drug-spot-check", "food-drug-bureau", "2018-04")
WEEK = timedelta(days=7)


async def put(store: SqlStore, person_id: int, *series: Series, chat_id: int = 11) -> int:
    async with store.writing() as tx:
        (row,) = await tx.outbox.add([Outgoing(chat_id, "sendMessage", {"text": "催"}, "reminder")], at=AT)
        await tx.nudges.add([Nudge(person_id, each, date(2018, 4, 4), AT) for each in series], outbox_id=row)
    return row


async def test_nudges_are_found_by_period_and_by_message(store: SqlStore) -> None:
    person = await enrol(store, 11)
    row = await put(store, person.id, FOOD, DRUG)
    async with store.reading() as tx:
        assert [each.series for each in await tx.nudges.of_periods({"2018-03"})] == [FOOD]
        assert [each.series for each in await tx.nudges.in_message(row)] == [FOOD, DRUG]
        assert await tx.nudges.of_periods(()) == ()


async def test_what_telegram_did_not_take_was_never_said(store: SqlStore) -> None:
    person = await enrol(store, 11)
    row = await put(store, person.id, FOOD)
    async with store.writing() as tx:
        assert await tx.outbox.told_between(AT, AT + WEEK) == {11: 1}
        await tx.outbox.give_up(row, state="unreachable", error="blocked", at=AT)
    async with store.reading() as tx:
        assert await tx.nudges.of_periods({"2018-03"}) == []
        assert await tx.outbox.told_between(AT, AT + WEEK) == {}
        assert await tx.nudges.told_on(date(2018, 4, 4)) == {person.id}
        assert await tx.nudges.told_on(date(2018, 4, 5)) == frozenset()


async def test_only_what_was_said_of_its_own_accord_and_since_then_weighs(store: SqlStore) -> None:
    kinds: tuple[OutgoingKind, ...] = ("reminder", "notice", "answer", "receipt", "question", "edit")
    async with store.writing() as tx:
        await tx.outbox.add([Outgoing(11, "sendMessage", {"text": "x"}, kind) for kind in kinds], at=AT)
    async with store.reading() as tx:
        assert await tx.outbox.told_between(AT, AT + WEEK) == {11: 2}
        assert await tx.outbox.told_between(AT - WEEK, AT) == {}
        assert await tx.outbox.told_between(AT + timedelta(seconds=1), AT + WEEK) == {}


async def test_what_is_held_back_weighs_in_the_week_in_which_it_goes(store: SqlStore) -> None:
    late = Outgoing(11, "sendMessage", {"text": "x"}, "notice", not_before=AT + WEEK)
    async with store.writing() as tx:
        (row,) = await tx.outbox.add([late], at=AT)
        assert await tx.outbox.told_between(AT, AT + WEEK) == {}
        assert await tx.outbox.told_between(AT + WEEK, AT + 2 * WEEK) == {11: 1}
        await tx.outbox.hold(row, until=AT + 2 * WEEK, why="out of hours")
        assert await tx.outbox.told_between(AT + WEEK, AT + 2 * WEEK) == {}
        assert await tx.outbox.next_rows(busy=(), limit=9, at=AT + WEEK) == []
        (held,) = await tx.outbox.next_rows(busy=(), limit=9, at=AT + 2 * WEEK)
        assert (held.outgoing.not_before, held.tries) == (AT + 2 * WEEK, 0)


async def test_a_wish_is_fulfilled_once(store: SqlStore) -> None:
    person = await enrol(store, 11)
    async with store.writing() as tx:
        wish = await tx.nudges.wish("food-drug-bureau", by=person.id, at=AT)
        assert await tx.nudges.wishes() == [wish]
        assert await tx.nudges.fulfil(wish.id, at=AT)
        assert not await tx.nudges.fulfil(wish.id, at=AT)
        assert await tx.nudges.wishes() == []
