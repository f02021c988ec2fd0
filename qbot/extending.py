"""Extending: asking for a later day and deciding on it.

Each function works inside one write transaction that the caller holds.
"""

from datetime import date, datetime

from qbot.errors import Gone, NotAllowed
from qbot.escalating import is_reported
from qbot.extensions import Extension, ExtensionRefused
from qbot.ledger.obligations import PROGRESS, Obligation, obligation, word_owed
from qbot.ledger.versions import Series
from qbot.matters import Matter
from qbot.people import Person
from qbot.periods import Period
from qbot.plan.models import Plan
from qbot.ports import Reads, Writes
from qbot.tasks.quarterly import is_told


async def owed_now(tx: Reads, plan: Plan, series: Series) -> Obligation:
    """The obligation as it stands, a granted day included."""
    period, granted = Period.parse(series.period), await tx.extensions.granted({series.period})
    if series.indicator == PROGRESS:
        return word_owed(plan, series.unit, period, granted=granted)
    return obligation(plan, plan.indicator[series.indicator], period, granted=granted)


async def check(
    tx: Reads, plan: Plan, series: Series, *, on: date, until_on: date | None = None
) -> Obligation:
    """The obligation for which a later day may be asked; ExtensionRefused when none may."""
    due = await owed_now(tx, plan, series)
    if await _is_settled(tx, plan, due, on=on):
        raise ExtensionRefused("reported", due)
    if on > due.due_on:
        raise ExtensionRefused("too-late", due)
    if await tx.extensions.waiting(series) is not None:
        raise ExtensionRefused("waiting", due)
    if until_on is not None and until_on <= due.due_on:
        raise ExtensionRefused("not-later", due)
    return due


async def _is_settled(tx: Reads, plan: Plan, due: Obligation, *, on: date) -> bool:
    if due.is_progress:
        return await is_told(tx, plan, due.series, on=on)
    return await is_reported(tx, due.series)


async def ask(
    tx: Writes,
    plan: Plan,
    person: Person,
    series: Series,
    *,
    until_on: date,
    reason: str,
    text: str,
    message_id: int | None,
    on: date,
    at: datetime,
) -> Matter:
    """Put the wish before the office; ExtensionRefused where it cannot be asked for."""
    due = await check(tx, plan, series, on=on, until_on=until_on)
    extension = await tx.extensions.ask(series, by=person.id, until_on=until_on, reason=reason, at=at)
    await tx.audit.add(
        actor_id=person.id,
        action="ask-extension",
        subject=f"extension:{extension.id}",
        at=at,
        before={"due_on": due.due_on.isoformat()},
        after={"until_on": until_on.isoformat(), "reason": reason, "series": _words(series)},
    )
    return await tx.matters.open(
        "extension",
        person_id=person.id,
        chat_id=person.telegram_user_id,
        message_id=message_id,
        text=text,
        payload={"extension": extension.id},
        at=at,
    )


async def of_matter(tx: Reads, number: int) -> tuple[Matter, Extension]:
    """A wish by the number of its matter; Gone when there is none."""
    matter = await tx.matters.get(number)
    if matter is None or matter.kind != "extension":
        raise Gone
    extension = await tx.extensions.get(int(matter.payload.get("extension", 0)))
    if extension is None:
        raise Gone
    return matter, extension


async def decide(
    tx: Writes, person: Person, number: int, *, granted: bool, at: datetime
) -> tuple[Matter, Extension]:
    """The office's word on a wish. NotAllowed for others; Gone("decided") when it was decided before."""
    if not person.is_office:
        raise NotAllowed
    matter, extension = await of_matter(tx, number)
    if not await tx.extensions.decide(extension.id, granted=granted, by=person.id, at=at):
        raise Gone("decided")
    outcome = "granted" if granted else "refused"
    await tx.matters.close(matter.id, by=person.id, outcome=outcome, at=at)
    await tx.audit.add(
        actor_id=person.id,
        action="grant-extension" if granted else "refuse-extension",
        subject=f"extension:{extension.id}",
        at=at,
        after={"until_on": extension.until_on.isoformat(), "series": _words(extension.series)},
    )
    decided = await tx.extensions.get(extension.id)
    if decided is None:
        raise Gone
    return matter, decided


def _words(series: Series) -> list[str]:
    return [series.indicator, series.unit, series.period]
