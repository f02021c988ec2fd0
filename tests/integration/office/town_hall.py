"""A town hall for tests of answers: people speak and press, and what the bot would send is read back."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, cast

from handlers.bot_api import FILE, NAME, BotApi
from handlers.buttons import Action, encode
from handlers.commands import parse, run
from handlers.delivery import Delivery
from handlers.edits import edited
from handlers.files import Files
from handlers.painter import Painter
from handlers.presses import press
from handlers.talk import talk
from handlers.transport import AiohttpRequest
from handlers.turns import Turn, begin
from handlers.visit import Desk, Visit
from qbot.clock import FixedClock, city_day
from qbot.ledger.versions import Draft, Series, Version
from qbot.messages import InboxRow
from qbot.people import Person
from qbot.periods import Period
from qbot.plan.loading import load_plan
from qbot.plan.models import Plan
from qbot.reading.reader import Reader
from qbot.standing_in import with_substitution
from storage.store import SqlStore

GROUP = -1001
PLAN = load_plan()
NINE = datetime(2018, 4, 3, 1, 0, tzinfo=UTC)  # in the morning of the city


@cache
def _reader() -> Reader:
    return Reader(PLAN)


@dataclass(frozen=True)
class Said:
    """One call that the bot would make."""

    chat_id: int
    method: str
    payload: Mapping[str, Any]
    subject: str | None

    @property
    def text(self) -> str:
        return str(self.payload.get("text") or self.payload.get("caption") or "")

    @property
    def file(self) -> Mapping[str, str]:
        """The file that goes along: its name and its path in the files folder."""
        found = self.payload.get("document", {})
        return {"name": found[NAME], "path": found[FILE]} if found else {}

    @property
    def keys(self) -> list[Mapping[str, str]]:
        rows = self.payload.get("reply_markup", {}).get("inline_keyboard", [])
        return [key for row in rows for key in row]

    @property
    def labels(self) -> list[str]:
        return [key["text"] for key in self.keys]


class Silence:
    """In place of delivery: everything goes through the outbox but signs of life."""

    async def call(self, _method: str, _parameters: Mapping[str, Any]) -> None:
        return None


class TownHall:
    """Everything that an answer needs, with a clock that the test sets."""

    def __init__(self, store: SqlStore, database: Path, *, at: datetime = NINE) -> None:
        self.store, self.database = store, database
        self.files = database.parent / "files"
        self.plan: Plan = PLAN
        self.clock = FixedClock(at)
        self._last_row = self._count = 0

    async def say(
        self,
        person: Person,
        text: str,
        *,
        group: bool = False,
        addressed: bool = True,
        reply_to: str | None = None,
        thread_id: int | None = None,
    ) -> list[Said]:
        """Say something; what the bot sends because of it."""
        here = await self._visit(person, text, group=group, reply_to=reply_to, thread_id=thread_id)
        command = parse(text, bot="qbot")
        if command is not None:
            await run(here, command)
        else:
            await talk(here.with_text(text.replace("@qbot", "").strip()), addressed=addressed or not group)
        return self.sent()

    @property
    def last_message(self) -> int:
        """The number of what was said last."""
        return 1000 + self._count

    async def edit(self, person: Person, message_id: int, text: str) -> list[Said]:
        """Change a message that was said before; what the bot sends because of it."""
        await edited(replace(await self._visit(person, text, group=False), message_id=message_id), person)
        return self.sent()

    async def press(
        self, person: Person, action: Action | str, *, group: bool = False
    ) -> tuple[str | None, list[Said]]:
        """Press a button; the words beside it, and what the bot sends because of it."""
        here = await self._visit(person, "", group=group)
        words = await press(here, action if isinstance(action, str) else encode(action))
        return words, self.sent()

    def sent(self) -> list[Said]:
        """What was put into the outbox since it was last looked at."""
        with closing(sqlite3.connect(self.database)) as connection:
            rows = connection.execute(
                "select id, chat_id, method, payload, subject from outbox where id > ? order by id",
                (self._last_row,),
            ).fetchall()
        self._last_row = max([self._last_row, *(row[0] for row in rows)])
        return [
            Said(chat, method, json.loads(payload), subject) for _, chat, method, payload, subject in rows
        ]

    async def report(
        self,
        person: Person,
        indicator: str,
        values: Mapping[str, str],
        *,
        unit: str | None = None,
        at: datetime | None = None,
        **more: Any,
    ) -> Sequence[Version]:
        """Put figures of an indicator into the ledger, by period; `483/500` are counts."""
        lead = unit or self.plan.indicator[indicator].lead_unit
        drafts = [
            _draft(Series(indicator, lead, period), text, person, **more) for period, text in values.items()
        ]
        async with self.store.writing() as tx:
            return await tx.reports.append(drafts, at=at or self.clock.now())

    async def bind_group(self, office: Person) -> None:
        """Make the group a working group."""
        async with self.store.writing() as tx:
            await tx.chats.see(GROUP, kind="group", title="工作群", at=self.clock.now())
            await tx.chats.bind(GROUP, bound=True, by=office.id, at=self.clock.now())

    async def _visit(
        self,
        person: Person,
        text: str,
        *,
        group: bool,
        reply_to: str | None = None,
        thread_id: int | None = None,
    ) -> Visit:
        self._count += 1
        now = self.clock.now()
        turn = Turn(InboxRow(self._count, self._count, 1, "{}", 0, now), store=self.store, clock=self.clock)
        begin(turn)
        chat_id = GROUP if group else person.telegram_user_id
        async with self.store.reading() as tx:
            known = await tx.people.by_user(person.telegram_user_id)
            if known is not None:
                known = await with_substitution(tx, known, on=city_day(now))
            chat = await tx.chats.get(chat_id)
        return Visit(
            desk=self._desk(),
            turn=turn,
            user_id=person.telegram_user_id,
            user_name=person.name,
            chat_id=chat_id,
            chat_kind="group" if group else "private",
            chat_title="工作群" if group else person.name,
            said_at=now,
            message_id=1000 + self._count,
            thread_id=thread_id,
            text=text,
            reply_text="",
            reply_subject=reply_to,
            person=known if known and known.state != "removed" else None,
            chat=chat,
        )

    def _desk(self) -> Desk:
        return Desk(
            plan=self.plan,
            reader=_reader(),
            store=self.store,
            clock=self.clock,
            delivery=cast(Delivery, Silence()),
            files=Files(self.files, api=cast(BotApi, None), request=cast(AiohttpRequest, None), file_url=""),
            painter=cast(Painter, None),  # nothing here is painted
            bot_id=9,
            bot_username="qbot",
        )


def _draft(series: Series, text: str, person: Person, **more: Any) -> Draft:
    numerator, _, denominator = text.partition("/")
    counts = {"numerator": int(numerator), "denominator": int(denominator)} if denominator else {}
    value = (
        (Decimal(100) * int(numerator) / int(denominator)).quantize(Decimal("0.01")).normalize()
        if denominator
        else Decimal(text)
    )
    return Draft(
        series, "value", person.id, "message", f"{series.period} {series.indicator} {text}",
        value=value, **counts, **more,
    )  # fmt: skip


def periods_until(day: datetime, frequency: str, *, first: str) -> list[Period]:
    """The periods of a frequency from `first` on that ended before a day."""
    period, found = Period.parse(first), []
    while period.ends_on < day.date():
        found.append(period)
        period = period.shifted(1)
    return found
