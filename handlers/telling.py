"""Telling people of a unit what concerns its figures, at once and in private."""

from collections.abc import Iterable
from datetime import datetime

from handlers.screen import Screen, send
from qbot.people import Person
from qbot.ports import Reads, Writes
from qbot.reviewing import contacts_of


async def tell_people(
    tx: Writes, people: Iterable[Person], shown: Screen, *, at: datetime, subject: str | None = None
) -> None:
    """Send a notice to each of these people; a reply to it is about `subject`."""
    for person in people:
        calls = send(person.telegram_user_id, shown, kind="notice", subject=subject, resend=True)
        await tx.outbox.add(calls, at=at)


async def concerned(tx: Reads, unit: str, reporter_id: int) -> tuple[Person, ...]:
    """The contacts of a unit, and the contact who reported where that is another one."""
    people = {each.id: each for each in await contacts_of(tx, unit)}
    reporter = await tx.people.get(reporter_id)
    if reporter is not None and reporter.state == "active" and not reporter.is_office:
        people.setdefault(reporter.id, reporter)
    return tuple(people.values())
