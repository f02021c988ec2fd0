"""What townships owe instead of figures: once a quarter, a word on their own plan of action (方案 四(一)).

Any note of progress is such a word. It is for the last quarter that is over, where that has none yet, and
otherwise for the quarter in which it was said; so whoever says anything owes nothing until the next quarter
is over.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time

from qbot.clock import CITY_TIME, city_day
from qbot.ledger.obligations import NONE_GRANTED, PROGRESS, QUARTER, Granted, Obligation, townships, word_owed
from qbot.ledger.versions import Series
from qbot.periods import Period
from qbot.plan.models import Plan
from qbot.ports import Reads


def quarters_begun(plan: Plan, *, on: date) -> tuple[Period, ...]:
    """The quarters that lie wholly within the plan and have begun, the oldest first."""
    quarter = Period.containing(plan.phases[0].starts_on, QUARTER)
    if quarter.starts_on < plan.phases[0].starts_on:
        quarter = quarter.shifted(1)
    found = []
    while quarter.starts_on <= on and quarter.ends_on <= plan.phases[-1].ends_on:
        found.append(quarter)
        quarter = quarter.shifted(1)
    return tuple(found)


def words_expected(
    plan: Plan, *, on: date, units: Collection[str] | None = None, granted: Granted = NONE_GRANTED
) -> Iterator[Obligation]:
    """Every word that fell to a township up to a day, said or not; of these units where some are named."""
    over = [each for each in quarters_begun(plan, on=on) if each.ends_on < on]
    for unit in townships(plan):
        if units is None or unit in units:
            yield from (word_owed(plan, unit, quarter, granted=granted) for quarter in over)


def first_words(quarters: Collection[Period], days: Iterable[date]) -> Mapping[Period, date]:
    """When each quarter was first told of, by the days on which a township spoke, the oldest first."""
    found: dict[Period, date] = {}
    for day in days:
        own = Period.containing(day, QUARTER)
        before = own.shifted(-1)
        found.setdefault(before if before in quarters and before not in found else own, day)
    return found


async def words_told(tx: Reads, plan: Plan, *, on: date, units: Collection[str]) -> Mapping[Series, date]:
    """For which quarters these townships have told, and on which day first."""
    asked, quarters = [each for each in townships(plan) if each in units], quarters_begun(plan, on=on)
    if not asked or not quarters:
        return {}
    spoken = await _days(tx, asked, since=quarters[0])
    return {
        Series(PROGRESS, unit, str(quarter)): day
        for unit in asked
        for quarter, day in first_words(quarters, spoken[unit]).items()
        if quarter in quarters
    }


async def words_missing(
    tx: Reads, plan: Plan, *, on: date, units: Collection[str] | None = None
) -> tuple[Obligation, ...]:
    """The words that townships owe on a day, with granted days: of the last quarter alone, as nothing that is
    said later is for an older one."""
    last = Period.last_completed(on, QUARTER)
    asked = [unit for unit in townships(plan) if units is None or unit in units]
    if not asked or last not in quarters_begun(plan, on=on):
        return ()
    told = await words_told(tx, plan, on=on, units=asked)
    granted = await tx.extensions.granted({str(last)})
    owed = (word_owed(plan, unit, last, granted=granted) for unit in asked)
    return tuple(each for each in owed if each.series not in told)


async def next_words(tx: Reads, plan: Plan, *, on: date, units: Collection[str]) -> tuple[Obligation, ...]:
    """The word that each of these townships is to say next: of the last quarter, where it still owes that
    one, else of the first it has not told of; none once the plan is over."""
    owed = {each.unit: each for each in await words_missing(tx, plan, on=on, units=units)}
    told, granted = await words_told(tx, plan, on=on, units=units), await tx.extensions.granted()
    running = Period.containing(on, QUARTER)
    ahead = [each for each in (running, running.shifted(1)) if each.ends_on <= plan.phases[-1].ends_on]
    for unit in townships(plan):
        if unit in units and unit not in owed:
            words = (word_owed(plan, unit, quarter, granted=granted) for quarter in ahead)
            first = next((each for each in words if each.series not in told), None)
            owed.update({unit: first} if first else {})
    return tuple(owed[unit] for unit in units if unit in owed)


async def is_told(tx: Reads, plan: Plan, series: Series, *, on: date) -> bool:
    """Whether a township has said the word that is owed."""
    return series in await words_told(tx, plan, on=on, units={series.unit})


async def _days(tx: Reads, units: Sequence[str], *, since: Period) -> Mapping[str, Sequence[date]]:
    """The days on which each of them told of a task."""
    start = datetime.combine(since.starts_on, time(), CITY_TIME).astimezone(UTC)
    found: defaultdict[str, list[date]] = defaultdict(list)
    for unit, told_at in await tx.progress.told(units, since=start):
        found[unit].append(city_day(told_at))
    return found
