"""What a new contact must know: what is reported when, the last values, what stands open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from qbot.ledger.obligations import Obligation, obligation
from qbot.ledger.versions import Version
from qbot.orders import Order
from qbot.periods import Period
from qbot.plan.models import Indicator, Plan
from qbot.ports import Reads
from qbot.reporting import oldest_owed
from qbot.tasks.quarterly import next_words

LAST_VALUES = 12


@dataclass(frozen=True, slots=True)
class Reported:
    """One indicator of a unit: the period to be reported next, its last day, and the last values, oldest
    first. A township's own figures have no due day."""

    unit: str
    indicator: Indicator
    values: tuple[Version, ...]
    next_period: Period | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Pack:
    """All that is handed over with some units; `words` are those that townships among them are to say next,
    `names` are the reporters by id, `reasons` what the office
    said of returned figures, by number."""

    units: tuple[str, ...]
    reported: tuple[Reported, ...]
    promised: tuple[Version, ...]
    returned: tuple[Version, ...]
    orders: tuple[Order, ...]
    names: Mapping[int, str]
    reasons: Mapping[int, str]
    words: tuple[Obligation, ...] = ()


async def pack_of(tx: Reads, plan: Plan, units: Sequence[str], *, on: date) -> Pack:
    """The pack of these units as they stand on a day."""
    standing = await tx.reports.standing(units=set(units))
    granted = await tx.extensions.granted()
    reported: list[Reported] = []
    orders: list[Order] = []
    for unit in units:
        own = [each for each in standing if each.series.unit == unit]
        led = plan.led_by(unit)
        settled = {version.series for version in own if version.settles}
        for indicator in led:
            oldest = oldest_owed(plan, indicator, settled, on=on, granted=granted)
            period = oldest or Period.containing(on, indicator.frequency)
            entry = obligation(plan, indicator, period, granted=granted)
            values = _last_values(own, indicator)
            reported.append(Reported(unit, indicator, values, period, entry.due_on))
        others = {each.series.indicator for each in own} - {each.id for each in led}
        reported += [
            Reported(unit, each, _last_values(own, each)) for each in plan.indicators if each.id in others
        ]
        orders += await tx.orders.open_of(unit)
    people = await tx.people.all()
    returned = tuple(each for each in standing if each.verdict == "returned")
    return Pack(
        units=tuple(units),
        reported=tuple(reported),
        promised=tuple(each for each in standing if each.draft.state == "deferred"),
        returned=returned,
        orders=tuple(orders),
        names={each.id: each.name for each in people},
        reasons={each.number: await _reason(tx, each.number) for each in returned},
        words=await next_words(tx, plan, on=on, units=units),
    )


async def _reason(tx: Reads, number: int) -> str:
    """What the office said as it gave a figure back the last time."""
    said = [each.words or "" for each in await tx.reviews.of(number) if each.step == "returned"]
    return said[-1] if said else ""


def _last_values(own: Sequence[Version], indicator: Indicator) -> tuple[Version, ...]:
    values = [
        each
        for each in own
        if each.series.indicator == indicator.id
        and each.value is not None
        and Period.parse(each.series.period).frequency == indicator.frequency
    ]
    return tuple(sorted(values, key=lambda each: Period.parse(each.series.period)))[-LAST_VALUES:]
