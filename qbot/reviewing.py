"""Reviewing: the office passes a figure, gives it back or asks about it, and its unit answers.

Each function works inside a transaction that the caller holds.
"""

from datetime import datetime, timedelta

from qbot.errors import Gone
from qbot.ledger.reviews import Queue, Step, Waiting, grounds, last_verdict
from qbot.ledger.versions import Verdict, Version
from qbot.people import Person
from qbot.plan.models import Plan
from qbot.ports import Reads, Writes

INQUIRY_LIFE = timedelta(days=3)  # so long the next words of the asked are taken for the answer


async def queue(tx: Reads, plan: Plan) -> Queue:
    """All that waits for a verdict, flagged first."""
    waiting = [each for each in await tx.reviews.waiting() if each.indicator in plan.indicator]
    granted = await tx.extensions.granted()
    flagged = tuple(each for each in waiting if grounds(plan, each, granted=granted))
    numbers = {each.number for each in flagged}
    plain = tuple(each for each in waiting if each.number not in numbers)
    return Queue(flagged, plain, granted)


async def judge(
    tx: Writes,
    person: Person,
    number: int,
    *,
    verdict: Verdict,
    seen: int,
    reason: str | None = None,
    at: datetime,
) -> Version:
    """Pass a figure or give it back; the version with its new verdict.

    `seen` is the id of the verdict that the reviewer had in view, 0 for none. Gone("replaced") when the
    version does not stand any more, Gone("judged") when somebody has judged it since.
    """
    version = await standing_version(tx, number)
    before = last_verdict(await tx.reviews.of(number))
    if (before.id if before else 0) != seen:
        raise Gone("judged")
    await tx.reviews.add(number, step=verdict, words=reason, person_id=person.id, at=at)
    await tx.audit.add(
        actor_id=person.id,
        action="pass" if verdict == "passed" else "return",
        subject=f"R-{number}",
        at=at,
        before={"verdict": before.step if before else None},
        after={"verdict": verdict, "reason": reason},
    )
    judged = await tx.reports.get(version.number)
    if judged is None:
        raise Gone("replaced")
    return judged


async def pass_plain(
    tx: Writes, plan: Plan, person: Person, *, until: int, expected: int, at: datetime
) -> tuple[Waiting, ...]:
    """Pass everything up to version `until` that is not flagged; Gone("changed") when these are not the
    `expected` number that was confirmed."""
    chosen = tuple(each for each in (await queue(tx, plan)).plain if each.number <= until)
    if len(chosen) != expected or not chosen:
        raise Gone("changed")
    await tx.reviews.add_all([each.number for each in chosen], step="passed", person_id=person.id, at=at)
    await tx.audit.add(
        actor_id=person.id,
        action="pass-plain",
        subject=f"R-{chosen[0].number}",
        at=at,
        before={"verdict": None},
        after={"verdict": "passed", "numbers": [each.number for each in chosen]},
    )
    return chosen


async def remark(
    tx: Writes, person: Person, number: int, *, step: Step, words: str | None, at: datetime
) -> Version:
    """Add a question, an answer or an objection to a figure's review; Gone when there is no such figure."""
    version = await tx.reports.get(number)
    if version is None or version.draft.state == "withdrawn":
        raise Gone
    await tx.reviews.add(number, step=step, words=words, person_id=person.id, at=at)
    await tx.audit.add(
        actor_id=person.id, action=f"review-{step}", subject=f"R-{number}", at=at, after={"words": words}
    )
    return version


async def standing_version(tx: Reads, number: int) -> Version:
    """Version `number`; Gone("replaced") when it is not what stands, Gone("unknown figure") without one."""
    version = await tx.reports.get(number)
    if version is None:
        raise Gone("unknown figure")
    if version.draft.state == "withdrawn":
        raise Gone("replaced")
    series = version.series
    standing = await tx.reports.standing(
        indicators={series.indicator}, units={series.unit}, periods={series.period}
    )
    if all(each.number != number for each in standing):
        raise Gone("replaced")
    return version


async def contacts_of(tx: Reads, unit: str) -> tuple[Person, ...]:
    """The contacts of a unit whom a message can reach."""
    return tuple(
        person
        for person in await tx.people.all()
        if person.role == "contact" and unit in person.units and person.state == "active"
    )
