"""Who writes, where, and how to answer: read from the database for every update, never remembered."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from telegram import Message, Update

from handlers.attachments import Attachment, attach
from handlers.packing import plain
from handlers.screen import Screen, edit, send
from handlers.turns import Turn, current_turn
from qbot.clock import Clock, city_day
from qbot.messages import OutgoingKind
from qbot.people import Person
from qbot.plan.models import Plan
from qbot.ports import Chat, ChatKind, Reads, Store, Writes
from qbot.standing_in import with_substitution

if TYPE_CHECKING:
    from handlers.delivery import Delivery
    from handlers.files import Files
    from handlers.painter import Painter
    from qbot.reading.reader import Reader

NOBODY = frozenset({1087968824, 777000, 136817688})  # anonymous admins, linked channels, channel bots
_RECEIPT = re.compile(r"已记录 R-(\d{1,12})")


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything a handler works with; wired once by the front door."""

    plan: Plan
    reader: "Reader"
    store: Store
    clock: Clock
    delivery: "Delivery"
    files: "Files"
    painter: "Painter"
    bot_id: int
    bot_username: str
    rehearsal: bool = False


@dataclass(frozen=True, slots=True)
class Visit:
    """One update, seen as a person in a chat; `person` is None for strangers and for removed people."""

    desk: Desk
    turn: Turn
    user_id: int
    user_name: str
    chat_id: int
    chat_kind: ChatKind
    chat_title: str
    said_at: datetime
    message_id: int | None
    thread_id: int | None
    text: str
    reply_text: str
    reply_subject: str | None
    person: Person | None
    chat: Chat | None

    @property
    def at(self) -> datetime:
        """When the update came in."""
        return self.turn.received_at

    @property
    def on(self) -> date:
        """The city's day on which it was said."""
        return city_day(self.said_at)

    @property
    def is_private(self) -> bool:
        return self.chat_kind == "private"

    @property
    def is_bound(self) -> bool:
        """Whether figures may be told here: a private chat, or a group that the office has confirmed."""
        return self.is_private or bool(self.chat and self.chat.bound)

    @property
    def _is_news_of_the_chat(self) -> bool:
        """Whether the chat is new, has another name, or was unreachable until it was heard from."""
        known = self.chat
        if known is None:
            return True
        return not known.is_silenced and (known.state != "active" or known.title != self.chat_title)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Writes]:
        """The turn's write transaction, in which the chat and the person are noted as reachable."""
        async with self.turn.writing() as tx:
            if self._is_news_of_the_chat:
                await tx.chats.see(self.chat_id, kind=self.chat_kind, title=self.chat_title, at=self.at)
            if (
                self.person
                and self.is_private
                and (not self.person.started or self.person.state == "blocked")
            ):
                await tx.people.heard_from(self.person.id, at=self.at)
            yield tx

    async def say(
        self,
        tx: Writes,
        shown: Screen,
        *,
        kind: OutgoingKind = "answer",
        subject: str | None = None,
        resend: bool = False,
    ) -> None:
        """Put an answer into the outbox of the same transaction."""
        calls = send(
            self.chat_id,
            shown,
            kind=kind,
            subject=subject,
            resend=resend,
            reply_to=None if self.is_private else self.message_id,
            thread_id=self.thread_id,
        )
        await tx.outbox.add(calls, at=self.at)

    async def say_with(
        self,
        tx: Writes,
        attachment: Attachment,
        shown: Screen,
        *,
        kind: OutgoingKind = "answer",
        subject: str | None = None,
        resend: bool = False,
    ) -> None:
        """Put a file or a picture with a caption and buttons into the outbox of the same transaction."""
        calls = attach(
            self.chat_id,
            attachment,
            shown,
            kind=kind,
            subject=subject,
            resend=resend,
            reply_to=None if self.is_private else self.message_id,
            thread_id=self.thread_id,
        )
        await tx.outbox.add(calls, at=self.at)

    async def put(self, tx: Writes, shown: Screen) -> None:
        """Put a screen in the place of the message whose button was pressed."""
        if self.message_id is not None:
            await tx.outbox.add([edit(self.chat_id, self.message_id, shown)], at=self.at)

    async def replace(self, shown: Screen) -> None:
        """Put a screen in that place and be done."""
        async with self.writing() as tx:
            await self.put(tx, shown)

    async def answer(self, shown: Screen) -> None:
        """Answer and be done."""
        async with self.writing() as tx:
            await self.say(tx, shown)

    def with_text(self, text: str) -> "Visit":
        """The same visit, with other words."""
        return replace(self, text=text)


async def visit(desk: Desk, update: Update) -> Visit | None:
    """The visit behind an update; None where nobody in particular speaks."""
    user, chat, message = update.effective_user, update.effective_chat, update.effective_message
    if user is None or chat is None or user.is_bot or user.id in NOBODY or chat.type == "channel":
        return None
    turn = current_turn()
    async with desk.store.reading() as tx:
        person = await tx.people.by_user(user.id)
        if person is not None:
            person = await with_substitution(tx, person, on=city_day(turn.received_at))
        known = await tx.chats.get(chat.id)
        subject = await _subject(tx, desk, message) if isinstance(message, Message) else None
    kind: ChatKind = "private" if chat.type == "private" else "group"
    is_message = isinstance(message, Message) and update.callback_query is None
    return Visit(
        desk=desk,
        turn=turn,
        user_id=user.id,
        user_name=user.full_name,
        chat_id=chat.id,
        chat_kind=kind,
        chat_title=chat.title or user.full_name,
        said_at=_said_at(desk, turn, message if is_message and isinstance(message, Message) else None),
        message_id=message.message_id if message else None,
        thread_id=message.message_thread_id
        if isinstance(message, Message) and message.is_topic_message
        else None,
        text=(message.text or message.caption or "") if is_message and isinstance(message, Message) else "",
        reply_text=_words(message.reply_to_message) if isinstance(message, Message) else "",
        reply_subject=subject,
        person=person if person and person.state != "removed" else None,
        chat=known,
    )


async def _subject(tx: Reads, desk: Desk, message: Message) -> str | None:
    """What the message that is replied to was about, where it is one of ours.

    One that is answered before its delivery is on record is known by its words. So is a receipt that arrived
    without our hearing of it.
    """
    reply = message.reply_to_message
    if reply is None:
        return None
    subject = await tx.outbox.subject_of(message.chat_id, reply.message_id)
    if subject is not None or reply.from_user is None or reply.from_user.id != desk.bot_id:
        return subject
    said = _words(reply).strip()
    for payload, about in await tx.outbox.in_flight(message.chat_id):
        if plain(str(payload.get("text") or payload.get("caption") or "")) == said:
            return about
    told = _RECEIPT.search(said)
    return f"R-{told[1]}" if told else None


def _words(message: Message | None) -> str:
    return (message.text or message.caption or "") if message else ""


def _said_at(desk: Desk, turn: Turn, message: Message | None) -> datetime:
    """When it was first said: Telegram's time, but in a rehearsal the bot's clock alone counts."""
    if desk.rehearsal or message is None:
        return turn.received_at
    return min(message.date, turn.received_at)
