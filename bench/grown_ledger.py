"""A ledger that has grown for years: every unit's figures of every indicator, each as often as it is due.

Quarterly figures were corrected twice, so that each indicator has as many versions as there are months.
"""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import islice

from qbot.ledger.references import has_reference
from qbot.ledger.versions import Draft, Series
from qbot.people import Person
from qbot.periods import Period
from qbot.plan.models import Indicator, Plan
from storage.store import SqlStore

TODAY = datetime(2019, 12, 10, 1, 0, tzinfo=UTC)
LAST_YEAR = 2019
UNITS = 40
_AT_ONCE = 250  # versions appended together, as large as a unit's workbook
_TOGETHER = 40  # of these in one transaction


async def grow(store: SqlStore, plan: Plan, person: Person, *, years: int) -> int:
    """Fill an empty ledger up to today; the number of versions."""
    await _enter_references(store, plan, person, years=years)
    drafts = _drafts(plan, person, years=years)
    count = 0
    while True:
        async with store.writing() as tx:
            for _ in range(_TOGETHER):
                some = list(islice(drafts, _AT_ONCE))
                if not some:
                    return count
                await tx.reports.append(some, at=_reported_at(some[0]))
                count += len(some)


async def _enter_references(store: SqlStore, plan: Plan, person: Person, *, years: int) -> None:
    """A reference value of each quarter for each indicator that is measured by one."""
    first = Period.of_quarter(LAST_YEAR - years + 1, 1)
    quarters = [first.shifted(at) for at in range(4 * years)]
    async with store.writing() as tx:
        for indicator in filter(has_reference, plan.indicators):
            for quarter in (each for each in quarters if each.ends_on < TODAY.date()):
                await tx.references.enter(
                    indicator.id, quarter, value=Decimal(3), text="参考值", by=person.id, at=TODAY
                )


def _reported_at(draft: Draft) -> datetime:
    ended_on = Period.parse(draft.series.period).ends_on
    return datetime(ended_on.year, ended_on.month, ended_on.day, tzinfo=UTC) + timedelta(days=3)


def _drafts(plan: Plan, person: Person, *, years: int) -> Iterator[Draft]:
    """Month by month, as they would come in; what is not over by today is left out."""
    chance = random.Random(7)  # noqa: S311 - the same ledger each time
    first = Period.of_month(LAST_YEAR - years + 1, 1)
    for month in (first.shifted(at) for at in range(12 * years)):
        if month.ends_on >= TODAY.date():
            return
        for indicator in plan.indicators:
            series_period = _period(indicator, month)
            if series_period.ends_on >= TODAY.date():
                continue
            for unit in _units(plan, indicator):
                yield _draft(indicator, unit, series_period, person, chance)


def _period(indicator: Indicator, month: Period) -> Period:
    """The period that a figure of this month is about: its quarter, said again, for quarterly ones."""
    return month if indicator.frequency == "month" else Period.containing(month.starts_on, "quarter")


def _units(plan: Plan, indicator: Indicator) -> list[str]:
    others = [unit.id for unit in plan.units if unit.id != indicator.lead_unit]
    return [indicator.lead_unit, *others][:UNITS]


def _draft(indicator: Indicator, unit: str, period: Period, person: Person, chance: random.Random) -> Draft:
    if indicator.measure == "%" and not indicator.whole:
        total = chance.randint(100, 500)
        good = total - chance.randint(0, total // 15)
        value = (Decimal(100) * good / total).quantize(Decimal("0.01")).normalize()
        counts: tuple[int | None, int | None] = (good, total)
    else:
        value, counts = Decimal(chance.randint(0, 6)), (None, None)
    text = f"{period} {indicator.name} {value}{indicator.measure}"
    return Draft(
        Series(indicator.id, unit, str(period)), "value", person.id, "message", text,
        value=value, numerator=counts[0], denominator=counts[1],
    )  # fmt: skip
