"""The office's morning: at 8:40 on workdays, everything that needs the office, in one message."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Literal

from qbot.calendar import add_workdays, is_workday
from qbot.clock import CITY_TIME, city_day, city_time
from qbot.hours import CLOSES
from qbot.ledger.obligations import Obligation
from qbot.matters import MatterKind
from qbot.messages import Outgoing
from qbot.nudging.papers import Papers, papers
from qbot.nudging.receivers import can_hear
from qbot.nudging.standing import Standing, standing
from qbot.people import Person
from qbot.plan.models import Plan
from qbot.ports import Reads, Store
from qbot.reviewing import queue

AT = time(8, 40)
MOST_INCIDENTS = 99


@dataclass(frozen=True, slots=True)
class Morning:
    """A day's beginning.

    `doubtful` figures wait for review because of a flag, `waiting` are the office's matters by kind, `held`
    figures and `unanswered` questions about figures wait for whoever sent them,
    `unreachable` contacts and `lost_groups` take no message. Since the morning of the workday before, `dead`
    updates were given up, and of messages to `uncertain` people or groups it is unknown whether they arrived.
    """

    on: date
    stands: Standing
    unreviewed: int
    doubtful: int
    waiting: Mapping[MatterKind, int]
    held: int
    unanswered: int
    incidents: int
    unreachable: tuple[Person, ...]
    lost_groups: tuple[str, ...]
    dead: int
    uncertain: tuple[str, ...]
    papers: Papers = field(default_factory=Papers)

    @property
    def due_today(self) -> Sequence[Obligation]:
        return [each for each in self.stands.entries if each.due_on == self.on]

    @property
    def overdue(self) -> Sequence[Obligation]:
        """What is late, the longest first."""
        return [each for each in self.stands.entries if each.due_on < self.on]

    @property
    def is_quiet(self) -> bool:
        """Whether nothing needs the office."""
        open_work = self.unreviewed + sum(self.waiting.values()) + self.incidents + self.dead
        trouble = self.unreachable or self.lost_groups or self.uncertain or not self.papers.is_quiet
        return not (open_work or self.due_today or self.overdue or trouble)


Tell = Callable[[Person, Morning], Sequence[Outgoing]]


async def greet_office(store: Store, plan: Plan, tell: Tell, *, now: datetime) -> int:
    """Send the morning's message to each member of the office once a workday, from 8:40 on; how many.

    After a downtime it comes late the same day. Nothing is sent when nothing needs the office.
    """
    on = city_day(now)
    if not is_morning_time(now):
        return 0
    due_at = _begins(on)
    async with store.reading() as tx:
        settled = await tx.occurrences.settled(since=due_at)
        office = [each for each in await tx.people.all() if each.is_office and can_hear(each)]
    waiting = [each for each in office if (_name(each), due_at) not in settled]
    if not waiting:
        return 0
    async with store.writing() as tx:
        morning = await morning_of(tx, plan, now=now)
        outcome: Literal["sent", "skipped"] = "skipped" if morning.is_quiet else "sent"
        for member in waiting:
            await tx.occurrences.settle(reminder=_name(member), due_at=due_at, outcome=outcome, at=now)
            if not morning.is_quiet:
                await tx.outbox.add(tell(member, morning), at=now)
    return 0 if morning.is_quiet else len(waiting)


def is_morning_time(at: datetime) -> bool:
    """Whether the day's report may still be given: on a workday from 8:40 until the office closes."""
    return is_workday(city_day(at)) and AT <= city_time(at).time() <= CLOSES


async def morning_of(tx: Reads, plan: Plan, *, now: datetime) -> Morning:
    """How the day begins."""
    reviews = await queue(tx, plan)
    people, asked = await tx.people.all(), await tx.questions.open_ones(at=now)
    before = _begins(add_workdays(city_day(now), -1))
    groups = await tx.chats.groups()
    names = {
        **{each.telegram_user_id: each.name for each in people},
        **{each.id: each.title for each in groups},
    }
    return Morning(
        on=city_day(now),
        stands=await standing(tx, plan, units=None, now=now),
        unreviewed=len(reviews.all),
        doubtful=len(reviews.flagged),
        waiting=await tx.matters.count_open(),
        held=sum("draft" in each.payload for each in asked),
        unanswered=sum("half" in each.payload for each in asked),
        incidents=len(await tx.incidents.open_ones(limit=MOST_INCIDENTS)),
        unreachable=tuple(
            p for p in people if p.role == "contact" and p.state != "removed" and not can_hear(p)
        ),
        lost_groups=tuple(group.title for group in groups if group.bound and group.state == "unreachable"),
        dead=await tx.inbox.count_dead(since=before),
        uncertain=tuple(names.get(chat, str(chat)) for chat in await tx.outbox.uncertain_since(before)),
        papers=await papers(tx, plan, now=now),
    )


def _begins(day: date) -> datetime:
    return datetime.combine(day, AT, CITY_TIME).astimezone(UTC)


def _name(member: Person) -> str:
    return f"morning:{member.id}"
