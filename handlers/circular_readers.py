"""Who has read a circular: [已阅], the list of who has not, and reminding those alone."""

import re
from collections.abc import Sequence

from handlers.actions_circulars import CloseCircular, ListCirculars, ListUnread, ReadCircular, RemindUnread
from handlers.circular_copies import buttons_of, copies
from handlers.conversation import Command, Conversation
from handlers.screen import Screen, screen
from handlers.texts import circulars as texts
from handlers.visit import Visit
from qbot.circular_words import asks_who_has_not_read
from qbot.circulars import Circular, unread
from qbot.circulating import remind_unread, waiting
from qbot.errors import Gone, NotAllowed
from qbot.people import Person
from qbot.ports import Reads, Writes

PAGE = 6
UNREAD, REMIND, CLOSE = "未阅", "提醒", "结束"
_NUMBER = re.compile(r"[Nn]-?(\d{1,9})")


async def _read(visit: Visit, person: Person, action: ReadCircular) -> str:
    """A press on [已阅], counted once for each person wherever it was pressed."""
    async with visit.writing() as tx:
        made = await _circular(tx, action.circular)
        if made.closed_at is not None:
            return texts.CLOSED
        is_new = await tx.circulars.read(made.id, person.id, at=visit.at)
        if is_new and visit.is_private and visit.message_id is not None:
            shown = screen(buttons=texts.was_read(made))
            await tx.outbox.add([buttons_of(visit.chat_id, visit.message_id, shown)], at=visit.at)
    return texts.THANKS if is_new else texts.READ_BEFORE


async def _list_unread(visit: Visit, person: Person, action: ListUnread) -> None:
    _only_office(visit, person)
    await _show_unread(visit, action.circular)


async def _show_unread(visit: Visit, number: int) -> None:
    async with visit.desk.store.reading() as tx:
        made = await _circular(tx, number)
        left = await waiting(tx, made)
        readings = await tx.circulars.readings(made.id)
    read = len(readings) - len(unread(readings))
    await visit.answer(texts.unread(visit.desk.plan, made, left, read=read))


async def _remind(visit: Visit, person: Person, action: RemindUnread) -> str | None:
    _only_office(visit, person)
    async with visit.writing() as tx:
        made = await _circular(tx, action.circular)
        done = await remind_unread(tx, made, copies(), by=person, at=visit.at)
        if done is None:
            return texts.REMINDED_TODAY
        if done.is_nobody:
            return texts.EVERYBODY_READ
        await visit.say(tx, texts.reminded(visit.desk.plan, made, done))
    return None


async def _close(visit: Visit, person: Person, action: CloseCircular) -> None:
    _only_office(visit, person)
    async with visit.writing() as tx:
        await visit.put(tx, texts.closed(await _closed(tx, visit, person, action.circular)))


async def _closed(tx: Writes, visit: Visit, person: Person, number: int) -> Circular:
    made = await _circular(tx, number)
    if not await tx.circulars.close(made.id, at=visit.at):
        raise Gone("closed")
    await tx.audit.add(actor_id=person.id, action="close-circular", subject=f"N-{made.id}", at=visit.at)
    return made


async def _list(visit: Visit, person: Person, words: Sequence[str]) -> None:
    """/notices, /notices N-1, /notices N-1 提醒, /notices N-1 结束."""
    if not words:
        return await visit.answer(await page(visit, before=None))
    asked, verb = _NUMBER.fullmatch(words[0]), words[1] if len(words) > 1 else UNREAD
    if asked is None or verb not in (UNREAD, REMIND, CLOSE):
        return await visit.answer(screen(texts.HOW))
    number = int(asked[1])
    async with visit.desk.store.reading() as tx:
        if await tx.circulars.get(number) is None:
            return await visit.answer(screen(texts.NO_SUCH))
    if verb == UNREAD:
        return await _show_unread(visit, number)
    said = await (_remind_in_words if verb == REMIND else _close_in_words)(visit, person, number)
    return await visit.answer(screen(said)) if said else None


async def _remind_in_words(visit: Visit, person: Person, number: int) -> str | None:
    return await _remind(visit, person, RemindUnread(number))


async def _close_in_words(visit: Visit, person: Person, number: int) -> str:
    async with visit.writing() as tx:
        made = await _closed(tx, visit, person, number)
    return texts.CLOSED_NOW.format(number=made.id)


async def _asked(visit: Visit, person: Person) -> bool:
    """谁还没看通知: of the only one whose readers are counted, else of which is asked by the list."""
    if not asks_who_has_not_read(visit.text):
        return False
    _only_office(visit, person)
    async with visit.desk.store.reading() as tx:
        open_ = await tx.circulars.open_ones(before=None, limit=2)
    if len(open_) == 1:
        await _show_unread(visit, open_[0].id)
    else:
        await visit.answer(await page(visit, before=None))
    return True


async def _more(visit: Visit, person: Person, action: ListCirculars) -> None:
    _only_office(visit, person)
    await visit.answer(await page(visit, before=action.before or None))


async def page(visit: Visit, *, before: int | None) -> Screen:
    """A page of the circulars whose readers are counted."""
    async with visit.desk.store.reading() as tx:
        found = await tx.circulars.open_ones(before=before, limit=PAGE + 1)
        shown = []
        for made in found[:PAGE]:
            readings = await tx.circulars.readings(made.id)
            left = len(unread(readings))
            shown.append((made, len(readings) - left, left))
    return texts.listing(shown, more=len(found) > PAGE)


async def _circular(tx: Reads, number: int) -> Circular:
    made = await tx.circulars.get(number)
    if made is None:
        raise Gone
    return made


def _only_office(visit: Visit, person: Person) -> None:
    if not person.is_office or not visit.is_private:
        raise NotAllowed


CONVERSATION = Conversation(
    commands=(
        Command(
            "notices", "通知的已阅情况", _list, for_office=True,
            phrases=(
                "通知情况", "已阅情况", "通知列表", "通知清单", "全部通知", "所有通知", "通知已阅情况",
                "我的通知", "发过的通知", "有哪些通知",
            ),
        ),
    ),
    presses={
        ReadCircular: _read,
        ListUnread: _list_unread,
        RemindUnread: _remind,
        CloseCircular: _close,
        ListCirculars: _more,
    },
    asks=(_asked,),
)  # fmt: skip
