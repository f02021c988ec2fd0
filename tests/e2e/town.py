"""The town of the tests: a Telegram in this process, a bot in another, and the files between them."""

import re
import secrets
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from qbot.clock import CITY_TIME, RehearsalClock
from qbot.people import Role
from qbot.sandbox import Group, Sandbox, User, World
from qbot.sandbox.client import SandboxClient
from storage.store import SqlStore
from tests.e2e.bot_process import BotProcess, Ended, run

NOW = "2018-04-03T09:00:00+08:00"
FOOD, FARM, LEADER, OFFICE, STRANGER, NEW = 1001, 1002, 1003, 1004, 1005, 1006
GROUP, OTHER_GROUP = -1_001_000_000_001, -1_001_000_000_002
PEOPLE = {
    FOOD: "王秀兰", FARM: "李建国", LEADER: "赵明远", OFFICE: "陈思雨", STRANGER: "路人甲", NEW: "新同事",
}  # fmt: skip
Message = dict[str, Any]
Membership = tuple[Role, tuple[str, ...]]
PATIENCE_SECONDS = 20


class Town:
    """People, groups, one bot. `people` speaks for everybody, `bot` is the process under test."""

    def __init__(self, folder: Path, *, extra_users: Sequence[User] = ()) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.token = f"{secrets.randbelow(10**9) + 10**9}:{secrets.token_urlsafe(26)}"
        users = (*(User(id_, name) for id_, name in PEOPLE.items()), *extra_users)
        groups = tuple(Group(id_, "工作群", (OFFICE, FOOD, FARM, STRANGER)) for id_ in (GROUP, OTHER_GROUP))
        clock = RehearsalClock(_time(NOW))
        self._sandbox = Sandbox(world=World(users, groups), token=self.token, clock=clock)
        self.settings: dict[str, str] = {}

    async def open(self) -> None:
        """Start Telegram; the bot is started by `bot.start`."""
        self.root = await self._sandbox.start(port=0)
        self.people = SandboxClient(self.root)
        await self.people.settings(privacy=False)
        self.settings = {
            "QBOT_TOKEN": self.token,
            "QBOT_API_URL": self.root,
            "QBOT_DATA": str(self.data),
            "QBOT_NOW": NOW,
            "QBOT_OFFICE": str(OFFICE),
        }
        self.bot = BotProcess(settings=self.settings, folder=self.folder)

    async def close(self) -> int:
        """End everything; the bot's exit code."""
        try:
            return await self.bot.stop()
        finally:
            await self.people.close()
            await self._sandbox.stop()

    async def enrol(self, members: Mapping[int, Membership], *, group: bool = False) -> None:
        """Put people, and the group as a working group, into the database before the first start."""
        self.data.mkdir(exist_ok=True)
        store = await SqlStore.open(f"sqlite+aiosqlite:///{self.data / 'qbot.db'}")
        at = _time(NOW)
        async with store.writing() as tx:
            for user, (role, units) in members.items():
                await tx.people.enrol(
                    telegram_user_id=user, name=PEOPLE.get(user, f"联络员{user}"), role=role, units=units,
                    origin="invitation", started=True, at=at,
                )  # fmt: skip
            if group:
                await tx.chats.see(GROUP, kind="group", title="工作群", at=at)
                await tx.chats.bind(GROUP, bound=True, by=1, at=at)
        await store.close()

    async def command(self, *arguments: str, **changed: str) -> Ended:
        """`python bot.py ARGUMENTS` beside the bot."""
        return await run(*arguments, settings={**self.settings, **changed}, folder=self.folder)

    async def invitation(self, role: str, *extra: str, **changed: str) -> str:
        """A code, as the operator makes it."""
        ended = await self.command("invite", "--role", role, *extra, **changed)
        assert ended.code == 0, ended.err
        return ended.out.splitlines()[0]

    async def answer(self, user: int, text: str, chat: int | None = None) -> Message:
        """Say something and give the answer there, whatever morning report comes in between."""
        sent = await self.people.send(user, text, chat_id=chat)
        return await self.people.wait_for(
            chat or user,
            lambda m: by_bot(m) and "办公室晨报" not in words(m),
            PATIENCE_SECONDS,
            after=sent["message_id"],
        )

    async def office(self, text: str) -> Message:
        """Say something as the office and give the answer."""
        return await self.answer(OFFICE, text)

    async def next(self, chat: int, *, after: int, having: str = "") -> Message:
        """The bot's first message after another, with these words."""
        return await self.people.wait_for(
            chat, lambda m: by_bot(m) and having in words(m), PATIENCE_SECONDS, after=after
        )

    async def changed(self, chat: int, message_id: int, having: str) -> Message:
        """A message once it holds these words."""
        return await self.people.wait_for(
            chat, lambda m: m["message_id"] == message_id and having in words(m), PATIENCE_SECONDS
        )

    async def said_by_bot(self, chat: int) -> list[str]:
        """Everything the bot has said in a chat."""
        return [words(m) for m in await self.people.messages(chat) if by_bot(m)]

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Read the database file."""
        return read(self.data / "qbot.db", sql, *values)

    def write(self, sql: str, *values: object) -> None:
        """Change the database file behind the bot's back: what an operator or another process may do."""
        with closing(sqlite3.connect(self.data / "qbot.db", timeout=10)) as connection, connection:
            connection.execute(sql, values)

    def figures(self) -> list[tuple[Any, ...]]:
        """The standing figures: (indicator, unit, period, value)."""
        return self.rows(
            "select s.indicator, s.unit, s.period, v.value from standing s join report_versions v"
            " on v.number = s.number where v.state = 'value' order by v.number"
        )

    def logs(self) -> str:
        """All that the bot told the operator."""
        files = sorted((self.data / "logs").glob("*"))
        return "\n".join([*self.bot.lines, *(file.read_text() for file in files)])


def read(database: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    """Rows of an SQLite file that another process may be writing."""
    with closing(sqlite3.connect(database, timeout=10)) as connection:
        return connection.execute(sql, values).fetchall()


def by_bot(message: Message) -> bool:
    return bool(message.get("from", {}).get("is_bot"))


def words(message: Message) -> str:
    return str(message.get("text") or message.get("caption") or "")


def labels(message: Message) -> list[str]:
    """The buttons below a message."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


def numbers(text: str) -> set[int]:
    """The receipt numbers that a text says are recorded."""
    return {int(number) for number in re.findall(r"已记录 R-(\d+)", text)}


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(CITY_TIME)
