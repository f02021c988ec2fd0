"""Progress on the plan's tasks: which item it is about, the receipt, and what its sender does with it."""

import re
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

from handlers.actions_tasks import ChangeItem, TakeBackNote, WantHelp
from handlers.conversation import Conversation
from handlers.screen import screen
from handlers.tasknotes import ask_item, keep, want_office_help
from handlers.texts import tasks as texts
from handlers.visit import Visit
from qbot.errors import Gone, NotAllowed
from qbot.people import Person
from qbot.ports import Reads, Writes
from qbot.reporting import Origin, speaking_units
from qbot.tasks.matching import Tasks
from qbot.tasks.progress import Progress
from qbot.tasks.stating import says_how_it_stands, tells_of_work, wants_help
from qbot.tasks.telling import last_note, own_note, take_back

Act = Callable[[Writes, Visit, Person, int], Awaitable[None]]

UNDO_TIME = timedelta(days=1)
GOES_ON = timedelta(days=45)
_SHARE_ALONE = re.compile(r"\d{1,3}(?:\.\d+)?[%％]")
_TAKE_BACK = re.compile(r"\s*(?:撤回|撤销|作废|发错了?)[\s。!!]*")
_OTHER_ITEM = re.compile(r"\s*(?:改条目|条目不对|不是这项|换一项)[\s。!!]*")
_DEED = re.compile(r"[已了]|完成")
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
            await keep(tx, visit, person, tasks, item=found.certain, origin=origin)
        else:
            await ask_item(tx, visit, person, tasks, found.likely, origin=origin)
    return None


async def asks_item(visit: Visit, person: Person) -> bool:
    """Words of a contact that were not understood and yet name an item and tell a deed, or want help with it:
    whether they are a note is asked, never assumed."""
    tells = says_how_it_stands(visit.text) or wants_help(visit.text) or _DEED.search(visit.text)
    if person.role != "contact" or not tells:
        return False
    tasks = Tasks(visit.desk.plan)
    found = tasks.match(visit.text, units=person.units)
    if found.certain is None:
        return await asks_which_work(visit, person)
    origin = Origin(visit.text, visit.chat_id, visit.message_id)
    async with visit.writing() as tx:
        await ask_item(tx, visit, person, tasks, [found.certain], origin=origin)
    return True


async def asks_which_work(visit: Visit, person: Person) -> bool:
    """A contact's 工作推进顺利,完成60%, which names no item: it is asked, the last told first."""
    if person.role != "contact" or not tells_of_work(visit.text):
        return False
    plan = visit.desk.plan
    tasks = Tasks(plan)
    likely = tasks.match(visit.text, units=person.units).likely
    origin = Origin(visit.text, visit.chat_id, visit.message_id)
    async with visit.writing() as tx:
        last = await last_note(tx, plan, person, since=visit.at - GOES_ON)
        first = (last.item,) if last and last.item in tasks.item else ()
        await ask_item(tx, visit, person, tasks, tuple(dict.fromkeys((*first, *likely))), origin=origin)
    return True


async def correct_last(visit: Visit, person: Person, words: str) -> bool:
    """更正:完成85% after a note, no figure having come since: the note says this now. False where there is no
    such note, or where the words are of another item."""
    share = _SHARE_ALONE.fullmatch(words)
    told = f"完成{words}" if share else words
    if not speaking_units(visit.desk.plan, person) or not says_how_it_stands(told):
        return False
    tasks = Tasks(visit.desk.plan)
    item = tasks.match(words, units=speaking_units(visit.desk.plan, person)).certain
    async with visit.writing() as tx:
        before = await _last_told(tx, visit, person)
        if before is None or item not in (None, before.item):
            return False
        await take_back(tx, person, before.id, at=visit.at)
        origin = Origin(visit.text, visit.chat_id, visit.message_id)
        await keep(tx, visit, person, tasks, item=before.item, origin=origin, instead_of=before, told=told)
    return True


async def _last_told(tx: Reads, visit: Visit, person: Person) -> Progress | None:
    """The person's last note, where no figure was reported after it."""
    note = await last_note(tx, visit.desk.plan, person, since=visit.at - UNDO_TIME)
    figures = await tx.reports.last_of(person.id, limit=1)
    return None if note and figures and figures[0].reported_at > note.told_at else note


async def edited(visit: Visit, person: Person) -> bool:
    """A message that brought a note says something else now; False where it brought none."""
    async with visit.desk.store.reading() as view:
        before = await _brought_by(view, visit)
    units = speaking_units(visit.desk.plan, person)
    if before is None or not units:
        return False
    if before.text == visit.text:
        return True
    tasks = Tasks(visit.desk.plan)
    found = tasks.match(visit.text, units=units)
    origin = Origin(visit.text, visit.chat_id, visit.message_id)
    async with visit.writing() as tx:
        await take_back(tx, person, before.id, at=visit.at)
        item = found.certain or before.item
        await keep(tx, visit, person, tasks, item=item, origin=origin, instead_of=before)
    return True


async def _brought_by(tx: Reads, visit: Visit) -> Progress | None:
    if visit.message_id is None:
        return None
    return await tx.progress.by_message(visit.chat_id, visit.message_id)


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
    await ask_item(tx, visit, person, tasks, likely, origin=origin, replaces=note.id)


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
            note = await want_office_help(tx, visit, person, action.progress)
            if note is None:
                return texts.HELP_BEFORE
            await visit.put(tx, texts.receipt(visit.desk.plan, Tasks(visit.desk.plan), note))
    except (Gone, NotAllowed) as refused:
        return _refusal(refused)
    return texts.HELP_SENT


def _refusal(refused: Gone | NotAllowed) -> str:
    if isinstance(refused, NotAllowed):
        return texts.NOT_YOURS
    return texts.NOTE_UNKNOWN if str(refused) == "unknown note" else texts.WITHDRAWN


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
    known = await want_office_help(tx, visit, person, number) is None
    await visit.say(tx, screen(texts.HELP_BEFORE if known else texts.HELP_SENT), resend=True)


async def _go_on(tx: Writes, visit: Visit, person: Person, number: int) -> None:
    before = await own_note(tx, person, number)
    if before.person_id != person.id:
        raise NotAllowed
    origin = Origin(visit.text, visit.chat_id, visit.message_id)
    await keep(tx, visit, person, Tasks(visit.desk.plan), item=before.item, origin=origin)


_ACTS: Sequence[tuple[re.Pattern[str], Act]] = (
    (_TAKE_BACK, _take_back_in_words),
    (_OTHER_ITEM, _ask_other_item),
    (_HELP, _help_in_words),
)


async def act_in_words(visit: Visit, person: Person, number: int, verb: str) -> None:
    """What `/tasks T-12 VERB` asks for; the same as a reply to the receipt."""
    if not await _replied(visit.with_text(verb), person, number):
        await visit.answer(screen(texts.NOTE_UNKNOWN))


async def undo_last(visit: Visit, person: Person, *, even_if_reported_since: bool = False) -> bool:
    """Take back the person's last note; whether there was one. A figure that was reported after it is what
    is meant, unless the words name the note."""
    plan = visit.desk.plan
    if not speaking_units(plan, person):
        return False
    async with visit.desk.store.reading() as tx:
        if even_if_reported_since:
            note = await last_note(tx, plan, person, since=visit.at - UNDO_TIME)
        else:
            note = await _last_told(tx, visit, person)
    if note is None:
        return False
    async with visit.writing() as tx:
        note = await take_back(tx, person, note.id, at=visit.at)
        await visit.say(tx, texts.taken_back(Tasks(plan), note), resend=True)
    return True


CONVERSATION = Conversation(
    presses={
        ChangeItem: _change_item,
        TakeBackNote: _take_back,
        WantHelp: _help,
    },
    replies={"progress": _replied},
)
