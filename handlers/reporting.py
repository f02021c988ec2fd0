"""Reports: from a contact's words to a receipt, and back again."""

from collections.abc import Sequence

from handlers.actions_reporting import Undo
from handlers.asking import ask_back
from handlers.conversation import Conversation
from handlers.questions import drop_of_message
from handlers.recording import record
from handlers.screen import screen
from handlers.texts import receipts
from handlers.undoing import take_back
from handlers.visit import Visit
from qbot.errors import Gone, NotAllowed
from qbot.exchanging import straightened
from qbot.people import Person
from qbot.ports import Writes
from qbot.reading.meaning import Meaning
from qbot.reporting import Filed, Origin, speaking_units
from qbot.withdrawing import last_report, no_longer_said

MOST_AT_ONCE = 200


async def report(visit: Visit, person: Person, meaning: Meaning, *, edited: bool = False) -> None:
    """Save what is certain, ask about the rest, and answer in the same transaction.

    What an edited message brought before and clearly says no more is taken back, and what was asked about
    its former words is asked no more.
    """
    if not speaking_units(visit.desk.plan, person):
        visit.turn.mark("refused")
        return await visit.answer(receipts.not_a_reporter())
    origin = Origin(visit.text, visit.chat_id, visit.message_id)
    async with visit.writing() as tx:
        filed = None
        if edited:
            await drop_of_message(tx, visit, person, visit.message_id)
        items, left = straightened(visit.desk.reader, meaning, visit.text, on=visit.on)
        if items:
            filed = await record(tx, visit, person, items, origin=origin, edited=edited)
        if left.clarify:
            await ask_back(tx, visit, person, left)
        elif edited and filed:
            await _take_back(tx, visit, person, filed, origin=origin)
    return None


async def _take_back(tx: Writes, visit: Visit, person: Person, filed: Filed, *, origin: Origin) -> None:
    numbers = await no_longer_said(tx, filed, origin=origin)
    if not numbers:
        return
    try:
        await take_back(tx, visit, person, numbers, origin=origin)
    except Gone:
        await visit.say(tx, screen(receipts.TOO_OLD_TO_UNDO), kind="receipt", resend=True)


async def undo_last(visit: Visit, person: Person, numbers: Sequence[int] = ()) -> None:
    """Take back what the person's last message brought, or these figures; Gone when there are none."""
    async with visit.writing() as tx:
        numbers = numbers or await last_report(tx, person)
        origin = Origin(visit.text, visit.chat_id, visit.message_id)
        withdrawn = await take_back(tx, visit, person, numbers, origin=origin)
        if withdrawn:
            await drop_of_message(tx, visit, person, withdrawn[0].version.draft.message_id)


async def _undo_by_button(visit: Visit, person: Person, action: Undo) -> str:
    numbers = range(action.first, min(action.last, action.first + MOST_AT_ONCE) + 1)
    try:
        async with visit.writing() as tx:
            origin = Origin("[撤销]", visit.chat_id, visit.message_id, "button")
            withdrawn = await take_back(tx, visit, person, numbers, origin=origin, in_place=True)
    except NotAllowed:
        return receipts.NOT_YOURS
    return "已撤销" if withdrawn else receipts.WHY_UNDO


CONVERSATION = Conversation(
    presses={Undo: _undo_by_button},
)
