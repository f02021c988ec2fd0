"""A note of progress as it is kept: its receipt, the help its words ask for, the question of its item."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.coordinating import send_to_office
from handlers.expiry import ASKED_ON, ON_EXPIRY
from handlers.questions import ask
from handlers.screen import Screen
from handlers.texts import tasks as texts
from handlers.visit import Visit
from qbot.people import Person
from qbot.ports import Writes
from qbot.reporting import Origin
from qbot.tasks.matching import Tasks
from qbot.tasks.progress import Progress
from qbot.tasks.quarterly import words_told
from qbot.tasks.stating import stated
from qbot.tasks.telling import tell, telling_unit, want_help

ITEM = "task-item"


async def keep(
    tx: Writes,
    visit: Visit,
    person: Person,
    tasks: Tasks,
    *,
    item: str,
    origin: Origin,
    instead_of: Progress | None = None,
    told: str | None = None,
) -> None:
    """Store the note and put the receipt into the outbox; help that its words ask for is asked of the office,
    once also where the note takes the place of another. A note that the office moves stays its sender's.
    `told` are the words that say how it stands, where they are not all of the message."""
    moved = instead_of is not None and instead_of.person_id != person.id
    if instead_of and moved:
        unit = instead_of.unit
    else:
        unit = telling_unit(visit.desk.plan, tasks, person, item=item, text=origin.text)
    said, asked = stated(told or origin.text), bool(instead_of and instead_of.needs_help)
    plan = visit.desk.plan
    told_before = await words_told(tx, plan, on=visit.on, units={unit})
    note = await tell(
        tx,
        person,
        item=item,
        unit=unit,
        stated=replace(said, needs_help=asked),
        origin=origin,
        at=visit.at,
        sender_id=instead_of.person_id if instead_of else person.id,
    )
    if said.needs_help and not asked:
        note = await want_office_help(tx, visit, person, note.id) or note
    told_now = await words_told(tx, plan, on=visit.on, units={unit})
    shown = texts.receipt(plan, tasks, note, settles=[each for each in told_now if each not in told_before])
    await visit.say(tx, shown, kind="receipt", subject=f"progress:{note.id}", resend=True)
    visit.turn.mark("noted")


async def want_office_help(tx: Writes, visit: Visit, person: Person, number: int) -> Progress | None:
    """The note once its help is asked of the office; None where that was done before."""
    matter = await want_help(tx, person, number, at=visit.at)
    if matter is None:
        return None
    await send_to_office(tx, visit, matter)
    return await tx.progress.get(number)


async def ask_item(
    tx: Writes,
    visit: Visit,
    person: Person,
    tasks: Tasks,
    likely: Sequence[str],
    *,
    origin: Origin,
    replaces: int | None = None,
) -> None:
    """Ask which item a note belongs to; `replaces` is the note that the answer takes the place of."""
    payload = {
        "text": origin.text,
        "message_id": origin.message_id,
        "likely": list(likely),
        "replaces": replaces,
        ON_EXPIRY: (texts.EXPIRED if replaces is None else texts.EXPIRED_CHANGE).format(day=ASKED_ON),
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
