"""/burden: the office sees how much the bot writes to people, sets the budget, and leaves lunch free."""

from collections.abc import Sequence

from handlers.actions_follow import SetBudget, SetLunch, ShowBurden
from handlers.conversation import Command, Conversation
from handlers.screen import Screen
from handlers.texts import burden as texts
from handlers.visit import Visit
from qbot.errors import Gone, NotAllowed
from qbot.hours import leave_lunch_free, office_hours
from qbot.nudging.burden import LARGEST, SMALLEST, budget, messages_this_week, set_budget
from qbot.people import Person
from qbot.ports import Reads, Writes


async def _burden(visit: Visit, person: Person, words: Sequence[str]) -> None:
    """/burden shows, /burden 5 sets, /burden 午休 leaves lunch free or does so no longer."""
    if words and words[0] == "午休":
        async with visit.writing() as tx:
            await _set_lunch(tx, visit, person, free=not (await office_hours(tx)).lunch_free)
            await visit.say(tx, await _screen(tx, visit))
        return None
    if not words:
        async with visit.desk.store.reading() as tx:
            shown = await _screen(tx, visit)
        return await visit.answer(shown)
    if not (words[0].isascii() and words[0].isdigit() and SMALLEST <= int(words[0]) <= LARGEST):
        return await visit.answer(texts.not_a_number())
    async with visit.writing() as tx:
        await _set(tx, visit, person, int(words[0]))
        await visit.say(tx, await _screen(tx, visit))
    return None


async def _by_button(visit: Visit, person: Person, action: SetBudget) -> str | None:
    _only_office(visit, person)
    if not SMALLEST <= action.messages <= LARGEST:
        raise Gone
    async with visit.writing() as tx:
        await _set(tx, visit, person, action.messages)
        await visit.put(tx, await _screen(tx, visit))
    return None


async def _lunch(visit: Visit, person: Person, action: SetLunch) -> str | None:
    _only_office(visit, person)
    async with visit.writing() as tx:
        await _set_lunch(tx, visit, person, free=bool(action.kept_free))
        await visit.put(tx, await _screen(tx, visit))
    return None


async def _page(visit: Visit, person: Person, action: ShowBurden) -> str | None:
    _only_office(visit, person)
    async with visit.desk.store.reading() as tx:
        shown = await _screen(tx, visit, page=max(0, action.page))
    await visit.replace(shown)
    return None


async def _set_lunch(tx: Writes, visit: Visit, person: Person, *, free: bool) -> None:
    before = (await office_hours(tx)).lunch_free
    await leave_lunch_free(tx, free=free)
    await tx.audit.add(
        actor_id=person.id,
        action="set-lunch",
        subject="hours",
        at=visit.at,
        before={"free": before},
        after={"free": free},
    )


async def _set(tx: Writes, visit: Visit, person: Person, messages: int) -> None:
    before = await budget(tx)
    await set_budget(tx, messages)
    await tx.audit.add(
        actor_id=person.id,
        action="set-budget",
        subject="burden",
        at=visit.at,
        before={"messages": before},
        after={"messages": messages},
    )


async def _screen(tx: Reads, visit: Visit, *, page: int = 0) -> Screen:
    messages = await messages_this_week(tx, at=visit.at)
    people = [each for each in await tx.people.all() if each.telegram_user_id in messages]
    counts = sorted(((each, messages[each.telegram_user_id]) for each in people), key=lambda pair: -pair[1])
    return texts.burden(counts, budget=await budget(tx), hours=await office_hours(tx), page=page)


def _only_office(visit: Visit, person: Person) -> None:
    if not person.is_office or not visit.is_private:
        raise NotAllowed


CONVERSATION = Conversation(
    commands=(
        Command(
            "burden", "提醒打扰计数、上限、午休", _burden, for_office=True, phrases=("打扰计数", "提醒上限")
        ),
    ),
    presses={SetBudget: _by_button, SetLunch: _lunch, ShowBurden: _page},
)
