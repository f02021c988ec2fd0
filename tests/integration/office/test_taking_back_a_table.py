"""Taking back the last report takes back all of it, however many figures it brought."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from decimal import Decimal

from qbot.ledger.versions import Draft, Series
from qbot.people import Person
from qbot.withdrawing import last_report
from storage.store import SqlStore

Enrol = Callable[..., Awaitable[Person]]


async def test_a_table_is_taken_back_as_a_whole(store: SqlStore, enrol: Enrol, at: datetime) -> None:
    person = await enrol(7, "contact", "food-drug-bureau")

    def figure(year: int, month: int, message: int) -> Draft:
        series = Series("food-spot-check", "food-drug-bureau", f"{year}-{month:02}")
        return Draft(
            series, "value", person.id, "file", "食品 96", Decimal(96), chat_id=7, message_id=message
        )

    async with store.writing() as tx:
        await tx.reports.append([figure(2017, 11, 4)], at=at)
        table = [figure(year, month, 5) for year in range(2018, 2025) for month in range(1, 13)]
        stored = await tx.reports.append(table, at=at + timedelta(minutes=1))
        assert sorted(await last_report(tx, person)) == [version.number for version in stored]
