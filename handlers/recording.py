"""Putting figures into the ledger: the receipt told from the stored rows, and what has to be asked."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from handlers.asking import ask_unclear
from handlers.holding import ask_held
from handlers.screen import Screen, send
from handlers.telling import tell_represented
from handlers.texts import receipts
from handlers.visit import Visit
from qbot.answering import still_due
from qbot.answering.yardsticks import oldest_of, references_for
from qbot.errors import ForeignUnit
from qbot.explaining import explained, said_reason
from qbot.ledger.references import References
from qbot.ledger.versions import Draft, Version
from qbot.people import Person
from qbot.periods import Period
from qbot.plan.models import Plan
from qbot.ports import Reads, Writes
from qbot.reporting import Filed, Origin, Reading, file_drafts, file_report, may_file


async def record(
    tx: Writes,
    visit: Visit,
    person: Person,
    items: Sequence[Reading],
    *,
    origin: Origin,
    edited: bool = False,
) -> Filed:
    """Store the items that are certain, and say what became of each."""
    plan = visit.desk.plan
    filed = await file_report(tx, plan, person, items, origin=origin, at=visit.at, edited=edited)
    filed = await explained(tx, plan, filed, said_reason(visit.text), at=visit.at)
    await tell(tx, visit, person, filed)
    return filed


async def record_drafts(tx: Writes, visit: Visit, person: Person, drafts: Sequence[Draft]) -> Filed:
    """Store figures whose series is known, and say what became of each."""
    plan = visit.desk.plan
    own = [draft for draft in drafts if may_file(plan, person, draft)]
    filed = await file_drafts(tx, plan, own, at=visit.at)
    filed = await explained(tx, plan, filed, said_reason(visit.text), at=visit.at)
    if len(own) < len(drafts):
        foreign = tuple(draft.series.indicator for draft in drafts if draft not in own)
        filed = replace(filed, foreign=ForeignUnit(foreign))
    await tell(tx, visit, person, filed)
    return filed


async def tell(tx: Writes, visit: Visit, person: Person, filed: Filed) -> None:
    """Receipt, questions, and a word to whoever reported what is replaced now."""
    if filed.recorded or filed.foreign:
        shown = await _receipt(tx, visit, person, filed)
        subject = f"R-{filed.recorded[0].version.number}" if filed.recorded else None
        await visit.say(tx, shown, kind="receipt", subject=subject, resend=True)
        visit.turn.mark("recorded" if filed.recorded else "refused")
    for held in filed.held:
        await ask_held(tx, visit, person, held)
    for unclear in filed.unclear:
        await ask_unclear(tx, visit, person, unclear)
    await tell_others(tx, visit, person, filed)


async def tell_others(tx: Writes, visit: Visit, person: Person, filed: Filed) -> None:
    """A word to those whose figures these are, or were until now."""
    new = [each.version for each in filed.recorded if each.is_new]
    await tell_represented(tx, visit, person, new)
    await _tell_replaced(tx, visit, person, filed, at=visit.at)


async def series_of(tx: Reads, filed: Filed) -> Mapping[tuple[str, str], Mapping[Period, Version]]:
    """What stands in the series of the recorded figures, by (indicator, unit) and period."""
    keys = {(each.version.series.indicator, each.version.series.unit) for each in filed.recorded}
    standing = await tx.reports.standing(
        indicators={indicator for indicator, _ in keys}, units={unit for _, unit in keys}
    )
    series: dict[tuple[str, str], dict[Period, Version]] = {key: {} for key in keys}
    for version in standing:
        key = version.series.indicator, version.series.unit
        if key in series:
            series[key][Period.parse(version.series.period)] = version
    return series


async def yardsticks_of(
    tx: Reads, plan: Plan, series: Mapping[tuple[str, str], Mapping[Period, Version]]
) -> References:
    """The reference values by which the figures of these series are measured."""
    versions = [version for by_period in series.values() for version in by_period.values()]
    return await references_for(
        tx, (plan.indicator[indicator] for indicator, _ in series), oldest_of(versions)
    )


async def _receipt(tx: Writes, visit: Visit, person: Person, filed: Filed) -> Screen:
    plan = visit.desk.plan
    series = await series_of(tx, filed)
    newest = filed.recorded[-1].version.series if filed.recorded else None
    owed = await still_due(tx, plan, unit=newest.unit, period=newest.period) if newest else ()
    references = await yardsticks_of(tx, plan, series)
    return receipts.receipt(plan, filed, series=series, references=references, still_due=owed, person=person)


async def _tell_replaced(tx: Writes, visit: Visit, person: Person, filed: Filed, *, at: datetime) -> None:
    """Two people may report the same figure: the first one learns that another one stands now."""
    for each in filed.recorded:
        is_known = each.version.draft.source == "proxy"  # the contacts have been told of it
        earlier = (
            each.replaced.draft.reporter_id if each.is_new and each.replaced and not is_known else person.id
        )
        someone = await tx.people.get(earlier) if earlier != person.id else None
        if someone is not None and someone.state == "active" and someone.started:
            shown = receipts.replaced_by(visit.desk.plan, each, person, to=someone)
            await tx.outbox.add(send(someone.telegram_user_id, shown, kind="notice", resend=True), at=at)
