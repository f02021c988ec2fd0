"""Telling people of a unit what concerns its figures, at once and in private."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from handlers.screen import Screen, edit, send
from handlers.texts import proxy as texts
from handlers.visit import Visit
from qbot.hours import office_hours
from qbot.ledger.versions import Version
from qbot.messages import Outgoing
from qbot.people import Person
from qbot.ports import Reads, Writes
from qbot.reaching import instead_of
from qbot.reviewing import contacts_of


async def tell_people(
    tx: Writes, people: Iterable[Person], shown: Screen, *, at: datetime, subject: str | None = None
) -> None:
    """Send a notice to each of these people; a reply to it is about `subject`."""
    for person in people:
        calls = send(person.telegram_user_id, shown, kind="notice", subject=subject, resend=True)
        await tx.outbox.add(calls, at=at)


async def tell_in_hours(
    tx: Writes, people: Iterable[Person], shown: Screen, *, at: datetime, subject: str | None = None
) -> None:
    """The same, held back until the office opens next where it is closed now."""
    for person in people:
        calls = send(person.telegram_user_id, shown, kind="notice", subject=subject, resend=True)
        await tx.outbox.add(await held(tx, calls, at=at), at=at)


async def held(tx: Reads, calls: Sequence[Outgoing], *, at: datetime) -> Sequence[Outgoing]:
    """Calls that nobody waits for: as they are in office hours, else not before the office opens next."""
    opens_at = (await office_hours(tx)).next_open(at)
    return calls if opens_at <= at else [replace(each, not_before=opens_at) for each in calls]


async def hearing_office(tx: Reads) -> tuple[Person, ...]:
    """The members of the office whom a message can reach."""
    return tuple(
        each for each in await tx.people.all() if each.is_office and each.state == "active" and each.started
    )


async def renew_cards(
    tx: Writes, people: Iterable[Person], shown: Screen, *, subject: str, at: datetime
) -> None:
    """Put a screen in place of the card about a subject that each of these people got first."""
    cards = dict(await tx.outbox.first_about(subject))
    for person in people:
        card = cards.get(person.telegram_user_id)
        if card is not None:
            await tx.outbox.add([edit(person.telegram_user_id, card, shown)], at=at)


async def concerned(tx: Reads, unit: str, reporter_id: int, *, on: date) -> tuple[Person, ...]:
    """The contacts of a unit, each with who stands in for it on a day in its place; where it has none, the
    contact who reported."""
    people = await instead_of(tx, await contacts_of(tx, unit), on=on)
    reporter = None if people else await tx.people.get(reporter_id)
    can_hear = reporter is not None and reporter.state == "active" and reporter.role == "contact"
    return (reporter,) if reporter is not None and can_hear else people


async def tell_represented(tx: Writes, visit: Visit, person: Person, stored: Sequence[Version]) -> None:
    """Tell the contacts of each unit for which the office has just reported what is new."""
    new = [each for each in stored if each.draft.source == "proxy"]
    for unit in dict.fromkeys(version.series.unit for version in new):
        versions = [version for version in new if version.series.unit == unit]
        people = await contacts_of(tx, unit)
        shown = texts.told(visit.desk.plan, versions, by=person.name)
        await tell_people(tx, people, shown, at=visit.at, subject=f"R-{versions[0].number}")
        if not people:
            await visit.say(tx, texts.nobody_told(visit.desk.plan, unit))
