"""The stage: a Telegram and the whole bot in this process, on one clock that jumps from day to day."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from handlers.logs import set_up_logging
from handlers.service import Service
from qbot.clock import CITY_TIME, RehearsalClock
from qbot.people import Role
from qbot.plan.models import Plan
from qbot.sandbox import Group, Sandbox, User, World
from qbot.sandbox.client import SandboxClient
from qbot.settings import Settings
from storage.store import SqlStore

TOKEN = "1:rehearsal"  # noqa: S105 - the sandbox's own, nobody else takes it
GROUP = -1_001_000_000_009
OFFICE, OFFICIAL, FIRST_CONTACT = 11, 12, 100
PATIENCE_SECONDS = 20.0

Message = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody on the stage."""

    user: int
    name: str
    role: Role
    unit: str | None = None


def cast(plan: Plan) -> tuple[Member, ...]:
    """The office, an official, and a contact for every unit; the housing bureau has two."""
    contacts = [
        Member(FIRST_CONTACT + index, f"{unit.name}联络员", "contact", unit.id)
        for index, unit in enumerate(plan.units)
    ]
    second = Member(FIRST_CONTACT + len(contacts), "市住建局第二联络员", "contact", "housing-bureau")
    office = Member(OFFICE, "陈思雨", "office")
    return (office, Member(OFFICIAL, "赵明远", "official"), *contacts, second)


class Stage:
    """What the play is played on; `people` speaks for everybody."""

    def __init__(self, people: SandboxClient, clock: RehearsalClock, store: SqlStore) -> None:
        self.people, self.clock, self.store = people, clock, store
        self.sent = 0

    async def move(self, day: str, at: str = "09:30") -> None:
        """Go forward to a day and an hour of the city."""
        self.clock.move_to(datetime.fromisoformat(f"{day}T{at}").replace(tzinfo=CITY_TIME))

    async def say(
        self, user: int, text: str, *, chat: int | None = None, reply_to: int | None = None
    ) -> Message:
        """Write something; the message as Telegram keeps it."""
        self.sent += 1
        return await self.people.send(user, text, chat, reply_to)

    async def heard(self, chat: int, having: str, *, after: int) -> Message:
        """The bot's first message after another that holds these words."""
        return await self.people.wait_for(
            chat,
            lambda message: bool(message["from"].get("is_bot")) and having in words(message),
            PATIENCE_SECONDS,
            after=after,
        )

    async def exchange(self, user: int, text: str, having: str, *, reply_to: int | None = None) -> Message:
        """Say something in private and wait for an answer with these words."""
        sent = await self.say(user, text, reply_to=reply_to)
        return await self.heard(user, having, after=sent["message_id"])

    async def press(self, user: int, message: Message, label: str, having: str) -> Message:
        """Press a button and wait for the bot's next message with these words."""
        newest = max(each["message_id"] for each in await self.people.messages(user))
        await self.people.press(user, user, message["message_id"], label)
        return await self.heard(user, having, after=newest)

    async def quiet(self) -> None:
        """Wait until nothing is left to be worked off or to be sent at this time."""
        while True:
            now = self.clock.now()
            async with self.store.reading() as tx:
                incoming = await tx.inbox.next_rows(busy=(), limit=1, at=now)
                outgoing = await tx.outbox.next_rows(busy=(), limit=1, at=now)
            if not incoming and not outgoing:
                return
            await asyncio.sleep(0.05)


@contextlib.asynccontextmanager
async def staged(plan: Plan, folder: Path, *, starts_at: str) -> AsyncIterator[Stage]:
    """The stage with everybody on it and the bot running."""
    members = cast(plan)
    clock = RehearsalClock(datetime.fromisoformat(starts_at))
    settings = Settings(data=folder, log="WARNING", _env_file=None)
    set_up_logging(level="WARNING", folder=folder / "logs", secrets=(TOKEN,))
    store = await SqlStore.open(settings.store_url)
    await _enrol(store, members, at=clock.now())
    sandbox = Sandbox(world=_world(members), token=TOKEN, clock=clock)
    root = await sandbox.start(port=0)
    stopping = asyncio.Event()
    service = Service(settings=settings, token=TOKEN, api_url=root, plan=plan, store=store, clock=clock)
    serving = asyncio.create_task(service.run(stopping))
    try:
        async with SandboxClient(root) as people:
            await people.settings(privacy=False)
            yield Stage(people, clock, store)
    finally:
        stopping.set()
        await serving
        await sandbox.stop()
        await store.close()


def _world(members: Sequence[Member]) -> World:
    users = tuple(User(member.user, member.name) for member in members)
    return World(users, (Group(GROUP, "工作群", (OFFICE, *(m.user for m in members if m.user != OFFICE))),))


async def _enrol(store: SqlStore, members: Sequence[Member], *, at: datetime) -> None:
    async with store.writing() as tx:
        for member in members:
            person = await tx.people.enrol(
                telegram_user_id=member.user,
                name=member.name,
                role=member.role,
                units=(member.unit,) if member.unit else (),
                origin="rehearsal",
                started=True,
                at=at,
            )
            if member.user == OFFICE:
                office = person
        await tx.chats.see(GROUP, kind="group", title="工作群", at=at)
        await tx.chats.bind(GROUP, bound=True, by=office.id, at=at)


def words(message: Message) -> str:
    """What a message says."""
    return str(message.get("text") or message.get("caption") or "")
