"""/tasks: a unit's own items with the last word on each; all groups for the office and the officials."""

from collections.abc import Sequence

from handlers import tasks as notes
from handlers.actions_tasks import ShowTasks
from handlers.conversation import Command, Conversation
from handlers.screen import Screen, screen
from handlers.texts import tasks as texts
from handlers.visit import Visit
from qbot.errors import Gone
from qbot.people import Person
from qbot.tasks.matching import Tasks
from qbot.tasks.overview import group_lines, lines, owned_items

PAGE = 8


async def _tasks(visit: Visit, person: Person, words: Sequence[str]) -> None:
    """/tasks, or /tasks T-12 with what to do."""
    if words:
        number = words[0].upper().removeprefix("T-")
        if not number.isdecimal() or len(words) < 2:
            return await visit.answer(screen(texts.NOTE_UNKNOWN))
        return await notes.act_in_words(visit, person, int(number), " ".join(words[1:]))
    return await visit.answer(await _first(visit, person))


async def _first(visit: Visit, person: Person) -> Screen:
    if person.role == "contact":
        return await _own(visit, person, offset=0)
    async with visit.desk.store.reading() as tx:
        told = await tx.progress.newest()
    return texts.groups_list(group_lines(Tasks(visit.desk.plan), told, at=visit.at), person)


async def _own(visit: Visit, person: Person, *, offset: int) -> Screen:
    plan, tasks = visit.desk.plan, Tasks(visit.desk.plan)
    async with visit.desk.store.reading() as tx:
        told = await tx.progress.newest(units=person.units)
    found = lines(tasks, owned_items(tasks, person.units, told), told, at=visit.at)
    return texts.own_list(plan, found, person, group=None, offset=offset, page=PAGE)


async def _show(visit: Visit, person: Person, action: ShowTasks) -> str | None:
    """A page of one's own list, or of a group's."""
    if action.person != person.id:
        return texts.NOT_YOUR_LIST
    if not action.group:
        await visit.replace(await _own(visit, person, offset=max(0, action.offset)))
        return None
    plan = visit.desk.plan
    group = next((each for each in plan.groups if each.id == action.group), None)
    if group is None:
        raise Gone
    async with visit.desk.store.reading() as tx:
        told = await tx.progress.newest()
    found = lines(Tasks(plan), [item.id for item in group.items], told, at=visit.at)
    shown = texts.own_list(plan, found, person, group=group, offset=max(0, action.offset), page=PAGE)
    await visit.answer(shown)
    return None


CONVERSATION = Conversation(
    commands=(
        Command(
            "tasks",
            "任务进展:本单位各项,或全部分组",
            _tasks,
            phrases=("我的任务", "任务进展", "任务清单", "本单位任务"),
        ),
    ),
    presses={ShowTasks: _show},
)
