"""Putting figures into the ledger, and the receipt that tells it from the stored rows."""

from collections.abc import Sequence

from handlers.screen import Screen
from handlers.texts import receipts
from handlers.visit import Visit
from qbot.answering import still_due
from qbot.ledger.versions import Version
from qbot.people import Person
from qbot.periods import Period
from qbot.ports import Writes
from qbot.reporting import Filed, Origin, Reading, file_report


async def record(
    tx: Writes, visit: Visit, person: Person, items: Sequence[Reading], *, origin: Origin
) -> Filed:
    """Store the items and put the receipt into the outbox."""
    filed = await file_report(tx, visit.desk.plan, person, items, origin=origin, at=visit.at)
    shown = await _receipt(tx, visit, person, filed)
    subject = f"R-{filed.numbers[0]}" if filed.numbers else None
    await visit.say(tx, shown, kind="receipt", subject=subject, resend=True)
    return filed


async def _receipt(tx: Writes, visit: Visit, person: Person, filed: Filed) -> Screen:
    plan = visit.desk.plan
    keys = {(each.version.series.indicator, each.version.series.unit) for each in filed.recorded}
    standing = await tx.reports.standing(
        indicators={indicator for indicator, _ in keys}, units={unit for _, unit in keys}
    )
    series: dict[tuple[str, str], dict[Period, Version]] = {key: {} for key in keys}
    for version in standing:
        key = version.series.indicator, version.series.unit
        if key in series:
            series[key][Period.parse(version.series.period)] = version
    newest = filed.recorded[-1].version.series if filed.recorded else None
    owed = await still_due(tx, plan, unit=newest.unit, period=newest.period) if newest else ()
    return receipts.receipt(plan, filed, series=series, still_due=owed, person=person)
