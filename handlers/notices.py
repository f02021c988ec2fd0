"""What the bot tells of its own accord when something went wrong: to the sender, and once to the office."""

import json
import logging
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from handlers.arrivals import private_sender
from handlers.delivery import Delivery
from handlers.outcomes import GivenUp
from handlers.screen import Screen, screen, send
from handlers.telling import hearing_office, tell_in_hours
from handlers.texts import groups, refusals
from qbot import calendar
from qbot.clock import Clock
from qbot.errors import StorageError, StorageFull
from qbot.messages import InboxRow, OutboxRow
from qbot.ports import Reads, Store, Writes

_log = logging.getLogger(__name__)


async def tell_office(tx: Writes, shown: Screen, *, at: datetime, but: int | None = None) -> None:
    """Tell every member of the office who can hear it, except the Telegram user `but`."""
    for member in await tx.people.all():
        can_hear = member.is_office and member.state == "active" and member.started
        if can_hear and member.telegram_user_id != but:
            await tx.outbox.add(send(member.telegram_user_id, shown, kind="notice", resend=True), at=at)


class Notices:
    """The callbacks of intake and delivery."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock
        self.delivery: Delivery | None = None

    async def unsaved(self, updates: Sequence[Mapping[str, Any]], error: StorageError) -> None:
        """Tell each sender that the message was not saved, past the outbox, which cannot take it either."""
        words = refusals.UNSAVED_FULL if isinstance(error, StorageFull) else refusals.UNSAVED
        for update in updates:
            chat_id = private_sender(update)
            if chat_id is not None and self.delivery is not None:
                await self.delivery.call("sendMessage", {"chat_id": chat_id, "text": words})

    async def dead(self, row: InboxRow, _error: BaseException) -> None:
        """An update was given up: its sender learns that nothing was recorded, the office where it lies."""
        kind, chat_id = _kind_and_sender(row)
        async with self._store.writing() as tx:
            if chat_id is not None:
                calls = send(chat_id, screen(refusals.DEAD), kind="answer", resend=True)
                await tx.outbox.add(calls, at=self._clock.now())
            await self._tell_office(tx, refusals.office_told_of_dead(kind, row.id))
        self._wake()

    async def unreachable(self, chat_id: int, reason: str) -> None:
        """A chat takes nothing any more: the person counts as blocked, the office hears of it once."""
        async with self._store.writing() as tx:
            person = await tx.people.by_user(chat_id) if chat_id > 0 else None
            if person is not None and person.state == "active":
                await tx.people.set_state(person.id, "blocked", at=self._clock.now())
            told = refusals.office_told_of_unreachable(await _name(tx, chat_id))
            await self._tell_office(tx, told, but=chat_id)
        _log.warning("action=chat.unreachable chat=%d reason=%s", chat_id, reason)
        self._wake()

    async def topic_gone(self, chat_id: int) -> None:
        """A topic takes nothing any more: the group as a whole is spoken to, and the office knows."""
        async with self._store.writing() as tx:
            chat = await tx.chats.get(chat_id)
            await tx.chats.leave_topic(chat_id, at=self._clock.now())
            if chat is not None and chat.thread_id is not None:
                await tell_office(tx, groups.topic_gone(chat.title), at=self._clock.now())
        _log.warning("action=chat.topic_gone chat=%d", chat_id)
        self._wake()

    async def lost(self, row: OutboxRow, outcome: GivenUp) -> None:
        """A reminder or notice may not have arrived, or was given up: the office knows. That one of the
        office's own notices was given up is not told, or two members would go on telling each other."""
        chat_id, is_uncertain = row.outgoing.chat_id, outcome.state == "uncertain"
        if row.outgoing.kind not in ("reminder", "notice") or outcome.state == "unreachable":
            return
        words = refusals.office_told_of_uncertain if is_uncertain else refusals.office_told_of_failed
        async with self._store.writing() as tx:
            person = await tx.people.by_user(chat_id) if chat_id > 0 else None
            if is_uncertain or person is None or not person.is_office:
                await self._tell_office(tx, words(await _name(tx, chat_id), row.id), but=chat_id)
        self._wake()

    async def unknown_calendar(self, today: date) -> int:
        """Say once a year that its holidays are not known and weekends alone count; 1 when it was said."""
        if calendar.knows(today.year):
            return 0
        key = f"calendar.unknown:{today.year}"
        async with self._store.reading() as tx:
            told = await tx.facts.get(key)
        if told is not None:
            return 0
        async with self._store.writing() as tx:
            await tx.facts.set(key, today.isoformat())
            await self._tell_office(tx, refusals.office_told_of_calendar(today.year))
        self._wake()
        return 1

    async def _tell_office(self, tx: Writes, shown: Screen, *, but: int | None = None) -> None:
        """Nobody asked for it: it waits for office hours."""
        members = [each for each in await hearing_office(tx) if each.telegram_user_id != but]
        await tell_in_hours(tx, members, shown, at=self._clock.now())

    def _wake(self) -> None:
        if self.delivery is not None:
            self.delivery.wake()


async def _name(tx: Reads, chat_id: int) -> str:
    """A person's name or a group's title; the number of a chat that is unknown."""
    person = await tx.people.by_user(chat_id) if chat_id > 0 else None
    chat = None if person else await tx.chats.get(chat_id)
    return person.name if person else chat.title if chat else str(chat_id)


def _kind_and_sender(row: InboxRow) -> tuple[str, int | None]:
    try:
        update = json.loads(row.raw)
    except ValueError:
        return "未知", None
    kinds = [key for key in update if key != "update_id"] if isinstance(update, dict) else []
    return (kinds[0] if kinds else "未知"), private_sender(update)
