"""Working groups: the bot comes in, the office confirms, the group hears of phases."""

from collections.abc import Sequence

from telegram import ChatMemberUpdated

from handlers.buttons import Bind
from handlers.conversation import Command, Conversation
from handlers.texts import groups as texts
from handlers.visit import Visit
from qbot.errors import Gone, NotAllowed
from qbot.people import Person

_PRESENT = frozenset({"member", "administrator", "creator", "restricted"})


async def membership(visit: Visit, change: ChatMemberUpdated) -> None:
    """The bot was added to a chat, removed, silenced, blocked or unblocked."""
    here = change.new_chat_member.status in _PRESENT
    was_here = change.old_chat_member.status in _PRESENT
    reason = change.new_chat_member.status
    async with visit.turn.writing() as tx:
        await tx.chats.see(visit.chat_id, kind=visit.chat_kind, title=visit.chat_title, at=visit.at)
        if not here:
            await tx.chats.set_state(visit.chat_id, "unreachable", reason=reason, at=visit.at)
        if visit.is_private and visit.person:
            await tx.people.set_state(visit.person.id, "active" if here else "blocked", at=visit.at)
        elif here and not was_here and not visit.is_bound:
            by_office = bool(visit.person and visit.person.is_office)
            await visit.say(tx, texts.added(visit.chat_id, by_office=by_office), kind="notice")


async def _listing(visit: Visit, _person: Person, _words: Sequence[str]) -> None:
    async with visit.desk.store.reading() as tx:
        known = await tx.chats.groups()
    await visit.answer(texts.listing(known))


async def _bind(visit: Visit, person: Person, action: Bind) -> None:
    """A press on 设为工作群 or 取消."""
    if not person.is_office:
        raise NotAllowed
    async with visit.writing() as tx:
        group = await tx.chats.get(action.chat)
        if group is None or group.kind != "group":
            raise Gone
        await tx.chats.bind(group.id, bound=bool(action.bound), by=person.id, at=visit.at)
        await tx.audit.add(
            actor_id=person.id,
            action="bind" if action.bound else "unbind",
            subject=f"chat:{group.id}",
            at=visit.at,
            before={"bound": group.bound},
            after={"bound": bool(action.bound)},
        )
        await visit.put(tx, texts.bound(group.title) if action.bound else texts.unbound(group.title))


CONVERSATION = Conversation(
    commands=(Command("groups", "工作群", _listing, for_office=True, in_groups=True, phrases=("工作群",)),),
    presses={Bind: _bind},
)
