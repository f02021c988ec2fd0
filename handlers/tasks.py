"""Progress on the plan's tasks: which item it is about, the receipt, and what its sender does with it."""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from handlers.actions_tasks import ChangeItem, DropNote, PickGroup, PickItem, TakeBackNote, WantHelp
from handlers.conversation import Conversation
from handlers.coordinating import send_to_office
from handlers.expiry import ON_EXPIRY
from handlers.questions import ask
from handlers.screen import Screen, screen
from handlers.texts import asking as asking_texts
from handlers.texts import tasks as texts
from handlers.visit import Visit
from qbot.errors import Gone, NotAllowed
from qbot.people import Person
from qbot.ports import PendingQuestion, Reads, Writes
from qbot.reporting import Origin, speaking_units
from qbot.tasks.matching import Tasks
from qbot.tasks.progress import Progress
from qbot.tasks.stating import says_how_it_stands, stated, wants_help
from qbot.tasks.telling import last_note, own_note, take_back, tell, telling_unit, want_help

Act = Callable[[Writes, Visit, Person, int], Awaitable[None]]

ITEM = "task-item"
UNDO_TIME = timedelta(days=1)
_TAKE_BACK = re.compile(r"\s*(?:撤回|撤销|作废|发错了?)[\s。!!]*")
_OTHER_ITEM = re.compile(r"\s*(?:改条目|条目不对|不是这项|换一项)[\s。!!]*")
_HELP = re.compile(r"\s*(?:需要?|要|请)?协调[\s。!!]*")


async def progress(visit: Visit, person: Person) -> None:
    """A note of progress: kept where its item is certain, asked about where it is not."""
    plan = visit.desk.plan
    units = speaking_units(plan, person)
    if not units:
        return await visit.answer(screen(texts.NOT_A_REPORTER))
    tasks = Tasks(plan)
    found = tasks.match(visit.text, units=units)
    origin = Origin(visit.text, visit.chat_id, visit.message_id)
    async with visit.writing() as tx:
        if found.certain is not None:
            await _keep(tx, visit, person, tasks, item=found.certain, origin=origin)
        else:
            await _ask_item(tx, visit, person, tasks, found.likely, origin=origin)
    return None


async def edited(visit: Visit, person: Person) -> bool:
    """A message that brought a note says something else now; False where it brought none."""
    async with visit.desk.store.reading() as view:
        before = await _brought_by(view, visit)
    if before is None:
        return False
    if before.text == visit.text:
        return True
    tasks = Tasks(visit.desk.plan)
    found = tasks.match(visit.text, units=speaking_units(visit.desk.plan, person))
    origin = Origin(visit.text, visit.chat_id, visit.message_id)
    async with visit.writing() as tx:
        await take_back(tx, person, before.id, at=visit.at)
        item = found.certain or before.item
        await _keep(tx, visit, person, tasks, item=item, origin=origin, instead_of=before)
    return True


async def _brought_by(tx: Reads, visit: Visit) -> Progress | None:
    if visit.message_id is None:
        return None
    return await tx.progress.by_message(visit.chat_id, visit.message_id)


async def _keep(
    tx: Writes,
    visit: Visit,
    person: Person,
    tasks: Tasks,
    *,
    item: str,
    origin: Origin,
    instead_of: Progress | None = None,
) -> None:
    """Store the note and put the receipt into the outbox; help that its words ask for is asked of the office,
    once also where the note takes the place of another."""
    unit = telling_unit(visit.desk.plan, tasks, person, item)
    said, asked = stated(origin.text), bool(instead_of and instead_of.needs_help)
    note = await tell(
        tx, person, item=item, unit=unit, stated=replace(said, needs_help=asked), origin=origin, at=visit.at
    )
    if said.needs_help and not asked:
        note = await _want_help(tx, visit, person, note.id) or note
    shown = texts.receipt(visit.desk.plan, tasks, note)
    await visit.say(tx, shown, kind="receipt", subject=f"progress:{note.id}", resend=True)
    visit.turn.mark("noted")


async def _ask_item(
    tx: Writes,
    visit: Visit,
    person: Person,
    tasks: Tasks,
    likely: Sequence[str],
    *,
    origin: Origin,
    replaces: int | None = None,
) -> None:
    payload = {
        "text": origin.text,
        "message_id": origin.message_id,
        "likely": list(likely),
        "replaces": replaces,
        ON_EXPIRY: texts.EXPIRED if replaces is None else texts.EXPIRED_CHANGE,
    }
    question = await ask(tx, visit, person, ITEM, payload)
    if question is not None:
        await visit.say(
            tx,
            _which(tasks, likely, question=question, said=origin.text),
            kind="question",
            subject=f"task-item:{question}",
            resend=True,
        )


def _which(tasks: Tasks, likely: Sequence[str], *, question: int, said: str) -> Screen:
    if likely:
        return texts.which_item(tasks, likely, question=question, said=said)
    return texts.which_group(tasks, question=question, said=said)


async def _pick_item(visit: Visit, person: Person, action: PickItem) -> str | None:
    tasks = Tasks(visit.desk.plan)
    async with visit.writing() as tx:
        question = await _asked(tx, visit, action.question)
        if question.person_id != person.id:
            return asking_texts.OF_ANOTHER
        said = question.payload["text"]
        if not action.item:
            await visit.put(tx, texts.which_group(tasks, question=question.id, said=said))
            return None
        if action.item not in tasks.item:
            raise Gone
        await tx.questions.close(question.id, outcome="answered", at=visit.at)
        await visit.put(tx, texts.chosen(tasks, action.item))
        replaces = question.payload["replaces"]
        before = await take_back(tx, person, replaces, at=visit.at) if replaces is not None else None
        origin = Origin(said, visit.chat_id, question.payload["message_id"])
        await _keep(tx, visit, person, tasks, item=action.item, origin=origin, instead_of=before)
    return None


async def _pick_group(visit: Visit, person: Person, action: PickGroup) -> str | None:
    async with visit.writing() as tx:
        question = await _asked(tx, visit, action.question)
        if question.person_id != person.id:
            return asking_texts.OF_ANOTHER
        group = next((each for each in visit.desk.plan.groups if each.id == action.group), None)
        if group is None:
            raise Gone
        await visit.put(tx, texts.which_of_group(group, question=question.id))
    return None


async def _drop(visit: Visit, person: Person, action: DropNote) -> str | None:
    async with visit.writing() as tx:
        question = await _asked(tx, visit, action.question)
        if question.person_id != person.id:
            return asking_texts.OF_ANOTHER
        await tx.questions.close(question.id, outcome="cancelled", at=visit.at)
        is_new = question.payload["replaces"] is None
        await visit.put(tx, screen(texts.DROPPED if is_new else texts.KEPT))
    return None


async def _asked(tx: Writes, visit: Visit, number: int) -> PendingQuestion:
    """The open question of that number; Gone when it is closed, has run out or was put elsewhere."""
    question = await tx.questions.get(number)
    if question is None or question.kind != ITEM or question.chat_id != visit.chat_id:
        raise Gone("closed")
    if question.expires_at <= visit.at:
        raise Gone("closed")
    return question


async def _change_item(visit: Visit, person: Person, action: ChangeItem) -> str | None:
    try:
        async with visit.writing() as tx:
            await _ask_other_item(tx, visit, person, action.progress)
    except (Gone, NotAllowed) as refused:
        return _refusal(refused)
    return None


async def _ask_other_item(tx: Writes, visit: Visit, person: Person, number: int) -> None:
    note = await own_note(tx, person, number)
    tasks = Tasks(visit.desk.plan)
    found = tasks.match(note.text, units=speaking_units(visit.desk.plan, person))
    likely = [id_ for id_ in found.likely if id_ != note.item]
    origin = Origin(note.text, note.chat_id, note.message_id)
    await _ask_item(tx, visit, person, tasks, likely, origin=origin, replaces=note.id)


async def _take_back(visit: Visit, person: Person, action: TakeBackNote) -> str:
    try:
        async with visit.writing() as tx:
            note = await take_back(tx, person, action.progress, at=visit.at)
            await visit.put(tx, texts.taken_back(Tasks(visit.desk.plan), note))
    except (Gone, NotAllowed) as refused:
        return _refusal(refused)
    return "已撤回"


async def _help(visit: Visit, person: Person, action: WantHelp) -> str:
    try:
        async with visit.writing() as tx:
            note = await _want_help(tx, visit, person, action.progress)
            if note is None:
                return texts.HELP_BEFORE
            await visit.put(tx, texts.receipt(visit.desk.plan, Tasks(visit.desk.plan), note))
    except (Gone, NotAllowed) as refused:
        return _refusal(refused)
    return texts.HELP_SENT


async def _want_help(tx: Writes, visit: Visit, person: Person, number: int) -> Progress | None:
    """The note once its help is asked of the office; None where that was done before."""
    matter = await want_help(tx, person, number, at=visit.at)
    if matter is None:
        return None
    await send_to_office(tx, visit, matter)
    return await tx.progress.get(number)


def _refusal(refused: Gone | NotAllowed) -> str:
    return texts.WITHDRAWN if isinstance(refused, Gone) else texts.NOT_YOURS


async def _replied(visit: Visit, person: Person, number: int) -> bool:
    """A reply to a receipt: what its buttons do, in words, or how the same item stands now."""
    act = _act_of(visit, person)
    if act is None:
        return False
    try:
        async with visit.writing() as tx:
            await act(tx, visit, person, number)
    except (Gone, NotAllowed) as refused:
        await visit.answer(screen(_refusal(refused)))
    return True


def _act_of(visit: Visit, person: Person) -> Act | None:
    """What the words of a reply ask for."""
    for wording, act in _ACTS:
        if wording.fullmatch(visit.text):
            return act
    meaning = visit.desk.reader.read(visit.text, on=visit.on, role=person.role, chat=visit.chat_kind)
    goes_on = says_how_it_stands(visit.text) or wants_help(visit.text)
    return _go_on if goes_on and meaning.intent in ("progress", "other") else None


async def _take_back_in_words(tx: Writes, visit: Visit, person: Person, number: int) -> None:
    note = await take_back(tx, person, number, at=visit.at)
    await visit.say(tx, texts.taken_back(Tasks(visit.desk.plan), note), resend=True)


async def _help_in_words(tx: Writes, visit: Visit, person: Person, number: int) -> None:
    known = await _want_help(tx, visit, person, number) is None
    await visit.say(tx, screen(texts.HELP_BEFORE if known else texts.HELP_SENT), resend=True)


async def _go_on(tx: Writes, visit: Visit, person: Person, number: int) -> None:
    before = await own_note(tx, person, number)
    origin = Origin(visit.text, visit.chat_id, visit.message_id)
    await _keep(tx, visit, person, Tasks(visit.desk.plan), item=before.item, origin=origin)


_ACTS: Sequence[tuple[re.Pattern[str], Act]] = (
    (_TAKE_BACK, _take_back_in_words),
    (_OTHER_ITEM, _ask_other_item),
    (_HELP, _help_in_words),
)


async def act_in_words(visit: Visit, person: Person, number: int, verb: str) -> None:
    """What `/tasks T-12 VERB` asks for; the same as a reply to the receipt."""
    if not await _replied(visit.with_text(verb), person, number):
        await visit.answer(screen(texts.NOTE_UNKNOWN))


async def undo_last(visit: Visit, person: Person) -> bool:
    """Take back the person's last note where no figure was reported after it; whether there was one."""
    plan = visit.desk.plan
    if not speaking_units(plan, person):
        return False
    async with visit.desk.store.reading() as tx:
        note = await last_note(tx, plan, person, since=visit.at - UNDO_TIME)
        figures = await tx.reports.last_of(person.id, limit=1)
    if note is None or (figures and figures[0].reported_at > note.told_at):
        return False
    async with visit.writing() as tx:
        note = await take_back(tx, person, note.id, at=visit.at)
        await visit.say(tx, texts.taken_back(Tasks(plan), note), resend=True)
    return True


CONVERSATION = Conversation(
    presses={
        PickItem: _pick_item,
        PickGroup: _pick_group,
        DropNote: _drop,
        ChangeItem: _change_item,
        TakeBackNote: _take_back,
        WantHelp: _help,
    },
    replies={"progress": _replied},
)
