"""Nudges: counted by person and figure, not counted when they never arrived; chases are carried out once."""

from datetime import date, timedelta

from qbot.ledger.versions import Series
from qbot.messages import Outgoing, OutgoingKind
from qbot.nudges import Nudge
from storage.store import SqlStore
from tests.integration.storage.store_samples import AT, enrol

FOOD = Series("food-spot-check", "food-drug-bureau", "2018-03")
DRUG = Series("drug-spot-check", "food-drug-bureau", "2018-04")


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
        assert await tx.outbox.told_since(AT) == {11: 1}
        await tx.outbox.give_up(row, state="unreachable", error="blocked", at=AT)
    async with store.reading() as tx:
        assert await tx.nudges.of_periods({"2018-03"}) == []
        assert await tx.outbox.told_since(AT) == {}
        assert await tx.nudges.told_on(date(2018, 4, 4)) == {person.id}
        assert await tx.nudges.told_on(date(2018, 4, 5)) == frozenset()


async def test_only_what_was_said_of_its_own_accord_and_since_then_weighs(store: SqlStore) -> None:
    kinds: tuple[OutgoingKind, ...] = ("reminder", "notice", "answer", "receipt", "question", "edit")
    async with store.writing() as tx:
        await tx.outbox.add([Outgoing(11, "sendMessage", {"text": "x"}, kind) for kind in kinds], at=AT)
    async with store.reading() as tx:
        assert await tx.outbox.told_since(AT) == {11: 2}
        assert await tx.outbox.told_since(AT + timedelta(seconds=1)) == {}


async def test_a_wish_is_fulfilled_once(store: SqlStore) -> None:
    person = await enrol(store, 11)
    async with store.writing() as tx:
        wish = await tx.nudges.wish("food-drug-bureau", by=person.id, at=AT)
        assert await tx.nudges.wishes() == [wish]
        assert await tx.nudges.fulfil(wish.id, at=AT)
        assert not await tx.nudges.fulfil(wish.id, at=AT)
        assert await tx.nudges.wishes() == []
