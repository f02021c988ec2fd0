"""Taking back something else than a figure: it is ended where it can be, else what to do is said.

The figures are never touched here, whatever was reported last.
"""

from collections.abc import Awaitable, Callable, Mapping

from handlers import (
    circular_readers,
    ending_absences,
    handover,
    incidents,
    orders,
    own_reminders,
    reporting,
    tasks,
)
from handlers.conversation import Conversation
from handlers.retracting import retract_one
from handlers.screen import Screen, screen
from handlers.texts import receipts
from handlers.texts import unsaying as texts
from handlers.visit import Visit
from qbot.errors import Gone
from qbot.incidents.telling import FOLLOWS_WITHIN, last_said, takes_part
from qbot.people import Person
from qbot.retracting import OWN
from qbot.unsaid_words import Thing, Unsaid, read_unsaid
from qbot.withdrawing import last_promise

Act = Callable[[Visit, Person, Unsaid], Awaitable[None]]
_OF_REPLIES: Mapping[str, Thing] = {
    "evidence": "evidence", "circular": "notice", "absence": "absence", "substitute": "absence",
    "extension": "extension", "handover": "handover", "inquiry": "question", "help": "application",
}  # fmt: skip


async def said(visit: Visit, person: Person) -> bool:
    """Whether the words take back a thing. What will not be (下周不出差了) is an absence only where one is
    there."""
    unsaid = read_unsaid(visit.text, on=visit.on)
    if unsaid is None or not visit.is_private or is_own_figure(visit, person, unsaid):
        return False
    if unsaid.thing == "absence" and not unsaid.is_plain:
        return await ending_absences.call_off(visit, person, unsaid.span)
    await unsay(visit, person, unsaid)
    return True


def is_own_figure(visit: Visit, person: Person, unsaid: Unsaid) -> bool:
    """撤回代报: of the office it is the figure that it reported for a unit, and no absence."""
    is_absence = unsaid.thing == "absence" and "代报" in visit.text
    return person.is_office and is_absence and "申请" not in visit.text


def of_reply(visit: Visit) -> Unsaid | None:
    """What 撤回 in reply to one of our messages takes back, where that message is about no figure."""
    prefix, _, _ = (visit.reply_subject or "").partition(":")
    thing = _OF_REPLIES.get(prefix)
    return Unsaid(thing) if thing is not None else None


async def unsay(visit: Visit, person: Person, unsaid: Unsaid) -> None:
    """Take the thing back, or say what to do."""
    if not visit.is_private:
        return await visit.answer(screen(texts.PRIVATE_ONLY))
    if unsaid.thing is None:
        words = texts.UNKNOWN if unsaid.number is None else texts.UNKNOWN_NUMBER
        return await visit.answer(screen(words))
    return await _ACTS[unsaid.thing](visit, person, unsaid)


async def _incident(visit: Visit, person: Person, unsaid: Unsaid) -> None:
    """What people have been told cannot be untold: the words go on to them."""
    async with visit.desk.store.reading() as view:
        last = await last_said(view, person, since=visit.at - FOLLOWS_WITHIN)
        number = unsaid.number or (last.incident_id if last else None)
        incident = await view.incidents.get(number) if number is not None else None
    if number is None or incident is None or not takes_part(incident, person):
        return await visit.answer(screen(texts.NO_INCIDENT))
    async with visit.writing() as tx:
        here = visit.with_text(f"撤回 E-{number}") if visit.text.startswith("/") else visit
        await incidents.file_words(tx, here, person, number, ends=False)
        words = texts.INCIDENT_OFFICE.format(number=number) if person.is_office else texts.INCIDENT
        await visit.say(tx, screen(words), subject=f"incident:{number}")
    return None


async def _evidence(visit: Visit, _person: Person, _unsaid: Unsaid) -> None:
    await visit.answer(screen(texts.EVIDENCE))


async def _progress(visit: Visit, person: Person, unsaid: Unsaid) -> None:
    if unsaid.number is not None:
        await tasks.act_in_words(visit, person, unsaid.number, "撤回")
    elif not await tasks.undo_last(visit, person, even_if_reported_since=True):
        await visit.answer(screen(texts.NO_PROGRESS))


async def _promise(visit: Visit, person: Person, _unsaid: Unsaid) -> None:
    """A promise is a version in the ledger: the newest, or that of the indicator that is named."""
    named = visit.desk.reader.outline(visit.text, on=visit.on).indicators
    async with visit.desk.store.reading() as view:
        numbers = await last_promise(view, person, named)
    if not numbers:
        return await visit.answer(screen(texts.NO_PROMISE))
    try:
        await reporting.undo_last(visit, person, numbers)
    except Gone as gone:
        words = receipts.TOO_OLD_TO_UNDO if str(gone) == "too old" else texts.NO_PROMISE
        await visit.answer(screen(words))
    return None


async def _extension(visit: Visit, person: Person, _unsaid: Unsaid) -> None:
    if person.is_office:
        return await visit.answer(screen(texts.APPLICATION_OFFICE))
    return await retract_one(visit, person, ["extension"], nothing=texts.NO_APPLICATION)


async def _notice(visit: Visit, person: Person, _unsaid: Unsaid) -> None:
    if not person.is_office:
        return await visit.answer(screen(texts.NOTICE))
    return await visit.answer(_below(texts.NOTICE_OFFICE, await circular_readers.page(visit, before=None)))


async def _question(visit: Visit, person: Person, _unsaid: Unsaid) -> None:
    if person.is_office:
        return await visit.answer(screen(texts.QUESTION_OFFICE))
    return await retract_one(visit, person, ["question"], nothing=texts.NO_QUESTION)


async def _absence(visit: Visit, person: Person, unsaid: Unsaid) -> None:
    if not await ending_absences.call_off(visit, person, unsaid.span):
        await visit.answer(screen(texts.AWAY_OFFICE if person.is_office else texts.NOT_AWAY))


async def _reminder(visit: Visit, person: Person, _unsaid: Unsaid) -> None:
    if not person.is_office:
        return await visit.answer(screen(texts.REMINDER))
    return await own_reminders.offer_to_end(visit)


async def _order(visit: Visit, person: Person, _unsaid: Unsaid) -> None:
    if not person.is_office:
        return await visit.answer(screen(texts.ORDER))
    return await visit.answer(_below(texts.ORDER_OFFICE, await orders.page(visit, after=0)))


async def _handover(visit: Visit, person: Person, _unsaid: Unsaid) -> None:
    if not person.is_office:
        return await retract_one(visit, person, ["handover"], nothing=texts.NO_HANDOVER)
    return await visit.answer(_below(texts.HANDOVER_OFFICE, await handover.waiting_list(visit)))


async def _application(visit: Visit, person: Person, _unsaid: Unsaid) -> None:
    if person.is_office:
        return await visit.answer(screen(texts.APPLICATION_OFFICE))
    return await retract_one(visit, person, OWN, nothing=texts.NO_APPLICATION)


def _below(words: str, list_: Screen) -> Screen:
    """A list with a word above it."""
    return screen(words, *list_.blocks, buttons=list_.buttons)


_ACTS: Mapping[Thing, Act] = {
    "incident": _incident, "evidence": _evidence, "progress": _progress, "promise": _promise,
    "extension": _extension, "notice": _notice, "question": _question, "absence": _absence,
    "reminder": _reminder, "order": _order, "handover": _handover, "application": _application,
}  # fmt: skip

CONVERSATION = Conversation(says=(said,))
