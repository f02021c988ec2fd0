"""Telling people of a unit what concerns its figures, at once and in private."""

from collections.abc import Iterable
from datetime import datetime

from handlers.screen import Screen, send
from handlers.texts import proxy as texts
from handlers.visit import Visit
from qbot.people import Person
from qbot.ports import Reads, Writes
from qbot.reporting import Filed
from qbot.reviewing import contacts_of


async def tell_people(
    tx: Writes, people: Iterable[Person], shown: Screen, *, at: datetime, subject: str | None = None
) -> None:
    """Send a notice to each of these people; a reply to it is about `subject`."""
    for person in people:
        calls = send(person.telegram_user_id, shown, kind="notice", subject=subject, resend=True)
        await tx.outbox.add(calls, at=at)


async def concerned(tx: Reads, unit: str, reporter_id: int) -> tuple[Person, ...]:
    """The contacts of a unit; where it has none, the contact who reported."""
    people = await contacts_of(tx, unit)
    reporter = None if people else await tx.people.get(reporter_id)
    can_hear = reporter is not None and reporter.state == "active" and reporter.role == "contact"
    return (reporter,) if reporter is not None and can_hear else people


async def tell_represented(tx: Writes, visit: Visit, person: Person, filed: Filed) -> None:
    """Tell the contacts of each unit for which the office has just reported."""
    new = [each.version for each in filed.recorded if each.is_new and each.version.draft.source == "proxy"]
    for unit in dict.fromkeys(version.series.unit for version in new):
        versions = [version for version in new if version.series.unit == unit]
        people = await contacts_of(tx, unit)
        shown = texts.told(visit.desk.plan, versions, by=person.name)
        await tell_people(tx, people, shown, at=visit.at, subject=f"R-{versions[0].number}")
        if not people:
            await visit.say(tx, texts.nobody_told(visit.desk.plan, unit))
