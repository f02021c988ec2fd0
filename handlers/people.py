"""People coming and going: /start, /invite, /people, removal. Office functions check the role each time."""

import re
from collections.abc import Sequence

from handlers import handover
from handlers.buttons import Invite, Remove, ShowPeople
from handlers.conversation import Command, Conversation
from handlers.screen import Screen, safe, screen
from handlers.texts import people as texts
from handlers.texts import roster as roster_texts
from handlers.visit import Visit
from qbot.admission import invite, join, remove
from qbot.errors import InvitationRefused, NotAllowed
from qbot.people import Person, Role
from qbot.plan.models import Plan
from qbot.reference_entry import on_record

ROLE_WORDS: dict[str, Role] = {
    "contact": "contact", "联络员": "contact", "official": "official", "领导": "official",
    "office": "office", "办公室": "office",
}  # fmt: skip
_REMOVE = re.compile(r"(?:请|把)?(?:移除|删除)(?:人员|联络员|领导)?[:：\s]*(\S{1,30}?)[。！!]?")


async def start(visit: Visit, code: str | None) -> Person | None:
    """/start, with or without an invitation; who it turned out to be."""
    plan = visit.desk.plan
    if not code:
        await visit.answer(texts.welcome(plan, visit.person) if visit.person else texts.stranger(plan))
        return visit.person
    if not visit.is_private:
        await visit.answer(screen("邀请码请私聊发给我。"))
        return None
    async with visit.writing() as tx:
        outcome = await join(tx, code, telegram_user_id=visit.user_id, name=visit.user_name, at=visit.at)
        if isinstance(outcome, InvitationRefused):
            await visit.say(tx, texts.refused(outcome))
        else:
            await visit.say(tx, texts.welcome(plan, outcome), resend=True)
            has_taken_over = await handover.came_in(tx, visit, outcome, code)
    if isinstance(outcome, InvitationRefused):
        return None
    if has_taken_over:
        await handover.give_pack(visit, outcome)
    return outcome


async def _invite_by_words(visit: Visit, person: Person, words: Sequence[str]) -> None:
    """/invite ROLE [UNIT…] [NAME]; what is missing is asked by buttons."""
    if not words:
        return await visit.answer(texts.choose_role())
    role = ROLE_WORDS.get(words[0])
    if role is None:
        return await visit.answer(texts.choose_role())
    units, rest = _units(visit.desk.plan, words[1:])
    if role == "contact" and not units:
        return await visit.answer(texts.unknown_unit(rest[0]) if rest else texts.choose_unit(visit.desk.plan))
    return await visit.answer(await _invitation(visit, person, role, units, " ".join(rest) or None))


async def _invite_by_button(visit: Visit, person: Person, action: Invite) -> None:
    """A press on a role or a unit of /invite."""
    _only_office(visit, person)
    role = ROLE_WORDS.get(action.role)
    if role is None or (action.unit and action.unit not in visit.desk.plan.unit):
        raise NotAllowed
    if role == "contact" and not action.unit:
        shown = texts.choose_unit(visit.desk.plan)
    else:
        shown = await _invitation(visit, person, role, (action.unit,) if action.unit else (), None)
    await visit.replace(shown)


def _units(plan: Plan, words: Sequence[str]) -> tuple[tuple[str, ...], Sequence[str]]:
    """The leading words that name units, and the rest."""
    names = {name: unit.id for unit in plan.units for name in (unit.id, unit.name, *unit.aliases)}
    units: list[str] = []
    for index, word in enumerate(words):
        if word not in names:
            return tuple(units), words[index:]
        units.append(names[word])
    return tuple(dict.fromkeys(units)), ()


async def _invitation(
    visit: Visit, person: Person, role: Role, units: tuple[str, ...], name: str | None
) -> Screen:
    async with visit.writing() as tx:
        code, made = await invite(
            tx, role=role, units=() if role == "office" else units, name=name, by=person, at=visit.at
        )
    link = f"https://t.me/{visit.desk.bot_username}?start={code}"
    return texts.invitation(visit.desk.plan, made, code, link)


async def _roster(visit: Visit, person: Person, words: Sequence[str]) -> None:
    """/people, or /people with a name or a unit."""
    shown = await _page(visit, person, 0, words=" ".join(words))
    await visit.answer(shown)


async def _page(visit: Visit, person: Person, page: int, *, words: str = "") -> Screen:
    async with visit.desk.store.reading() as tx:
        everyone = await tx.people.all()
        open_ = [] if words else await tx.people.open_invitations(at=visit.at)
    if words:
        everyone = _fitting(visit.desk.plan, everyone, words)
        if not everyone:
            return screen(roster_texts.NOBODY.format(words=safe(words)))
    return roster_texts.roster(visit.desk.plan, everyone, open_, viewer=person, page=page)


def _fitting(plan: Plan, people: Sequence[Person], words: str) -> Sequence[Person]:
    """Those who are there and whose name or unit holds the words."""
    units = {unit.id for unit in plan.units if any(words in name for name in (unit.name, *unit.aliases))}
    return [
        each
        for each in people
        if each.state != "removed" and (words in each.name or units.intersection(each.units))
    ]


async def _turn(visit: Visit, person: Person, action: ShowPeople) -> None:
    """A press on another page of the list."""
    _only_office(visit, person)
    await visit.replace(await _page(visit, person, action.page))


async def _remove_by_words(visit: Visit, person: Person) -> bool:
    """移除王秀兰: asked first, like the button."""
    match = _REMOVE.fullmatch(visit.text.strip())
    if match is None or not person.is_office or not visit.is_private:
        return False
    async with visit.desk.store.reading() as tx:
        everyone = await tx.people.all()
    named = [each for each in everyone if each.state != "removed" and each.name == match[1]]
    if not named:
        return False
    plan = visit.desk.plan
    is_certain = len(named) == 1
    await visit.answer(
        roster_texts.confirm_removal(plan, named[0]) if is_certain else roster_texts.which(plan, named)
    )
    return True


async def _remove_by_button(visit: Visit, person: Person, action: Remove) -> None:
    """A press on a person: ask first, then remove."""
    _only_office(visit, person)
    await visit.replace(await _removal(visit, person, action))


async def _removal(visit: Visit, person: Person, action: Remove) -> Screen:
    if not action.sure:
        async with visit.desk.store.reading() as tx:
            someone = await tx.people.get(action.person)
        if someone is None or someone.state == "removed":
            return screen(roster_texts.GONE)
        return roster_texts.confirm_removal(visit.desk.plan, someone)
    if action.person == person.id:
        return screen(roster_texts.CANNOT_REMOVE)
    async with visit.writing() as tx:
        gone = await remove(tx, action.person, by=person, at=visit.at)
    return roster_texts.removed(gone)


async def _desk_of_office(visit: Visit, _person: Person, _words: Sequence[str]) -> None:
    async with visit.desk.store.reading() as tx:
        everyone = await tx.people.all()
        groups = [chat for chat in await tx.chats.groups() if chat.bound]
        waiting = await tx.matters.count_open()
        emergencies = await tx.incidents.count_open()
        unreviewed = await tx.reviews.count_waiting()
        known = await on_record(tx, visit.desk.plan)
        dead, uncertain = await tx.inbox.count_dead(), await tx.outbox.count_uncertain()
    shown = texts.office_desk(
        visit.desk.plan,
        people=everyone,
        groups=len(groups),
        dead=dead,
        uncertain=uncertain,
        waiting=waiting,
        emergencies=emergencies,
        unreviewed=unreviewed,
        without_reference=[id_ for id_, entries in known.items() if not entries],
    )
    await visit.answer(shown)


def _only_office(visit: Visit, person: Person) -> None:
    """Office matters are for the office, and only where nobody else reads along."""
    if not person.is_office or not visit.is_private:
        raise NotAllowed


CONVERSATION = Conversation(
    commands=(
        Command("invite", "邀请联络员、领导或办公室同事", _invite_by_words, for_office=True),
        Command("people", "人员名单,移除", _roster, for_office=True, phrases=("人员名单",)),
        Command("office", "办公室首页", _desk_of_office, for_office=True, phrases=("办公室首页",)),
    ),
    presses={Invite: _invite_by_button, Remove: _remove_by_button, ShowPeople: _turn},
    says=(_remove_by_words,),
)
