"""Circulating: the office's notices go out, are read, and come back to those alone who have not read them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from qbot.circulars import Circular, Draft, unread
from qbot.clock import city_day
from qbot.errors import Gone
from qbot.hours import office_hours
from qbot.messages import Outgoing
from qbot.nudging.burden import full_this_week, leaves_at
from qbot.nudging.receivers import can_hear
from qbot.people import Person
from qbot.ports import Chat, Reads, Store, Writes
from qbot.reaching import Reach, reach, standing_in_for


@dataclass(frozen=True, slots=True)
class Copies:
    """How a circular is put into words: for a person, for a group, and once more for who has not read it."""

    private: Callable[[Person, Circular], Sequence[Outgoing]]
    group: Callable[[Chat, Circular], Sequence[Outgoing]]
    reminder: Callable[[Person, Circular], Sequence[Outgoing]]


@dataclass(frozen=True, slots=True)
class Issued:
    """What became of it: whom it reaches, when it leaves where the office is closed now, and who gets it in a
    later week, this one's budget being used up."""

    circular: Circular
    met: Reach
    opens_at: datetime | None
    later: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Reminded:
    """Who was reminded, who takes no message, whose budget of the week is used up, and who is away while
    somebody else stands in."""

    told: tuple[Person, ...]
    deaf: tuple[Person, ...] = ()
    full: tuple[Person, ...] = ()
    away: tuple[Person, ...] = ()

    @property
    def is_nobody(self) -> bool:
        """Whether nobody is left who has not read it."""
        return not (self.told or self.deaf or self.full or self.away)


async def issue(tx: Writes, draft: Draft, copies: Copies, *, by: Person, at: datetime) -> Issued | None:
    """Send a circular to all who can be reached; None when that is nobody.

    A group's readers are its contacts: whoever of them does not read it there is reminded in private. Whose
    budget of the week is used up gets it in the first week that has room.
    """
    met = await reach(tx, draft.audience, on=city_day(at))
    if met.is_nobody:
        return None
    readers = {each.id for each in (*met.hearing, *met.deaf)}
    if met.groups:
        readers |= {each.id for each in await tx.people.all() if each.role == "contact" and can_hear(each)}
    made = await tx.circulars.add(draft, readers=readers, by=by.id, at=at)
    opens_at = (await office_hours(tx)).next_open(at)
    leaves = await leaves_at(tx, met.hearing, at=at)
    later = tuple(each for each in met.hearing if leaves[each.id] > opens_at)
    calls = [call for group in met.groups for call in _held(copies.group(group, made), opens_at, at)]
    calls += _each_held(met.hearing, lambda person: copies.private(person, made), leaves, at)
    await tx.outbox.add(calls, at=at)
    after = {"people": len(met.hearing), "groups": len(met.groups), "later": len(later)}
    await tx.audit.add(actor_id=by.id, action="circular", subject=_subject(made), at=at, after=after)
    return Issued(made, met, opens_at if opens_at > at else None, later)


async def waiting(tx: Reads, made: Circular) -> tuple[Person, ...]:
    """Who of those with the office has not read it."""
    left = unread(await tx.circulars.readings(made.id))
    return tuple(each for each in await tx.people.all() if each.id in left and each.state != "removed")


async def remind_unread(
    tx: Writes, made: Circular, copies: Copies, *, by: Person, at: datetime
) -> Reminded | None:
    """Write to those alone who have not read it, within the week's budget; None when that was done today.
    Gone where it is closed."""
    if made.closed_at is not None:
        raise Gone("closed")
    if made.reminded_at is not None and city_day(made.reminded_at) == city_day(at):
        return None
    left = await waiting(tx, made)
    full = await full_this_week(tx, left, at=at)
    away = await standing_in_for(tx, left, on=city_day(at))
    hearing = [each for each in left if can_hear(each) and each.id not in away]
    told = tuple(each for each in hearing if each.id not in full)
    opens_at = (await office_hours(tx)).next_open(at)
    calls = [call for person in told for call in copies.reminder(person, made)]
    await tx.outbox.add(_held(calls, opens_at, at), at=at)
    if told:
        await tx.circulars.remind(made.id, at=at)
        after = {"people": len(told), "full": len(full)}
        await tx.audit.add(actor_id=by.id, action="remind-unread", subject=_subject(made), at=at, after=after)
    return Reminded(
        told,
        deaf=tuple(each for each in left if not can_hear(each)),
        full=tuple(each for each in hearing if each.id in full),
        away=tuple(each for each in left if can_hear(each) and each.id in away),
    )


async def show_counts(
    store: Store, edit: Callable[[Circular, int, int, int], Outgoing], *, now: datetime
) -> int:
    """Edit the number of readers below each circular in groups where it has changed: at most once a look for
    each message, however many people read it. `edit` gets the circular, the chat, the message, the number."""
    async with store.reading() as tx:
        if not await tx.circulars.miscounted():
            return 0
    edits = 0
    async with store.writing() as tx:
        for made, readers in await tx.circulars.miscounted():
            places = [place for place in await tx.outbox.first_about(made.subject) if place[0] < 0]
            calls = [edit(made, chat_id, message_id, readers) for chat_id, message_id in places]
            await tx.outbox.add(calls, at=now)
            await tx.circulars.count(made.id, readers)
            edits += len(calls)
    return edits


def _each_held(
    people: Iterable[Person],
    words: Callable[[Person], Sequence[Outgoing]],
    leaves: Mapping[int, datetime],
    at: datetime,
) -> list[Outgoing]:
    return [call for person in people for call in _held(words(person), leaves[person.id], at)]


def _held(calls: Sequence[Outgoing], until: datetime, at: datetime) -> Sequence[Outgoing]:
    return calls if until <= at else [replace(each, not_before=until) for each in calls]


def _subject(made: Circular) -> str:
    return f"N-{made.id}"
