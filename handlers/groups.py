"""Working groups: the bot comes in, the office confirms, and says what the group is shown."""

from collections.abc import Sequence
from dataclasses import replace

from telegram import ChatMemberRestricted, ChatMemberUpdated

from handlers.actions_groups import NameUnits, OfficeGroup, TryAgain
from handlers.buttons import Bind
from handlers.conversation import Command, Conversation
from handlers.notices import tell_office
from handlers.texts import groups as texts
from handlers.texts.refusals import office_told_of_unreachable
from handlers.visit import Visit
from qbot.errors import Gone, NotAllowed
from qbot.people import Person
from qbot.ports import SILENCED, Chat, Writes

_PRESENT = frozenset({"member", "administrator", "creator", "restricted"})


async def membership(visit: Visit, change: ChatMemberUpdated) -> None:
    """The bot was added to a chat, removed, silenced, blocked or unblocked."""
    here = _can_speak(change.new_chat_member)
    was_here = _can_speak(change.old_chat_member)
    reason = SILENCED if change.new_chat_member.status in _PRESENT else change.new_chat_member.status
    async with visit.turn.writing() as tx:
        await tx.chats.see(visit.chat_id, kind=visit.chat_kind, title=visit.chat_title, at=visit.at)
        if not here:
            await tx.chats.set_state(visit.chat_id, "unreachable", reason=reason, at=visit.at)
        if visit.is_private and visit.person:
            await tx.people.set_state(visit.person.id, "active" if here else "blocked", at=visit.at)
            if not here and visit.person.state == "active":
                await tell_office(tx, office_told_of_unreachable(visit.person.name), at=visit.at)
        elif not visit.is_private:
            await _group_changed(tx, visit, here=here, was_here=was_here, reason=reason)


def _can_speak(member: object) -> bool:
    """Whether the bot is in the chat and allowed to send messages there."""
    silenced = isinstance(member, ChatMemberRestricted) and not (
        member.is_member and member.can_send_messages
    )
    return getattr(member, "status", "") in _PRESENT and not silenced


async def _group_changed(tx: Writes, visit: Visit, *, here: bool, was_here: bool, reason: str) -> None:
    """Offer a new group for confirmation; tell the office when a working group is lost or is back."""
    if here and not was_here and not visit.is_bound:
        by_office = bool(visit.person and visit.person.is_office)
        await visit.say(tx, texts.added(visit.chat_id, by_office=by_office))
    elif visit.is_bound and here != (visit.chat is not None and visit.chat.state == "active"):
        told = texts.back(visit.chat_title) if here else texts.lost(visit.chat_title, reason)
        await tell_office(tx, told, at=visit.at)


async def _listing(visit: Visit, _person: Person, _words: Sequence[str]) -> None:
    async with visit.desk.store.reading() as tx:
        known = await tx.chats.groups()
    await visit.answer(texts.listing(known))


async def _bind(visit: Visit, person: Person, action: Bind) -> None:
    """A press on 设为工作群 or 取消; pressed in a topic, the bot speaks in that topic."""
    if not person.is_office:
        raise NotAllowed
    async with visit.writing() as tx:
        group = await _group(tx, action.chat)
        topic = visit.thread_id if visit.chat_id == group.id else group.thread_id
        await tx.chats.bind(group.id, bound=bool(action.bound), by=person.id, at=visit.at, thread_id=topic)
        await tx.audit.add(
            actor_id=person.id,
            action="bind" if action.bound else "unbind",
            subject=f"chat:{group.id}",
            at=visit.at,
            before={"bound": group.bound},
            after={"bound": bool(action.bound)},
        )
        await visit.put(tx, texts.bound(group.title) if action.bound else texts.unbound(group.title))


async def _name_units(visit: Visit, person: Person, action: NameUnits) -> str:
    async with visit.writing() as tx:
        group = await _group(tx, action.chat, bound=True)
        await _arrange(tx, visit, person, replace(group, names_units=bool(action.names)), before=group)
    return texts.NAMES_UNITS if action.names else texts.NAMES_NOBODY


async def _own(visit: Visit, person: Person, action: OfficeGroup) -> str:
    async with visit.writing() as tx:
        group = await _group(tx, action.chat, bound=True)
        await _arrange(tx, visit, person, replace(group, of_office=bool(action.own)), before=group)
    return texts.OVERVIEW_STANDS if action.own else texts.OVERVIEW_GOES


async def _try_again(visit: Visit, person: Person, action: TryAgain) -> str:
    """The office says that the bot may speak again: what waits goes out, or the group is given up anew."""
    if not person.is_office:
        raise NotAllowed
    async with visit.writing() as tx:
        group = await _group(tx, action.chat, bound=True)
        await tx.chats.see(group.id, kind="group", title=group.title, at=visit.at)
        await visit.put(tx, texts.listing(await tx.chats.groups()))
    return texts.TRIED_AGAIN


async def _arrange(tx: Writes, visit: Visit, person: Person, wanted: Chat, *, before: Chat) -> None:
    if not person.is_office:
        raise NotAllowed
    await tx.chats.arrange(wanted.id, names_units=wanted.names_units, of_office=wanted.of_office, at=visit.at)
    await tx.audit.add(
        actor_id=person.id,
        action="arrange",
        subject=f"chat:{wanted.id}",
        at=visit.at,
        before={"names_units": before.names_units, "of_office": before.of_office},
        after={"names_units": wanted.names_units, "of_office": wanted.of_office},
    )
    await visit.put(tx, texts.listing(await tx.chats.groups()))


async def _group(tx: Writes, chat_id: int, *, bound: bool = False) -> Chat:
    group = await tx.chats.get(chat_id)
    if group is None or group.kind != "group" or (bound and not group.bound):
        raise Gone
    return group


CONVERSATION = Conversation(
    commands=(Command("groups", "工作群", _listing, for_office=True, in_groups=True, phrases=("工作群",)),),
    presses={Bind: _bind, NameUnits: _name_units, OfficeGroup: _own, TryAgain: _try_again},
)
