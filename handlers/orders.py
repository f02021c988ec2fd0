"""The orders that were sent: answers by reply, the office's words, closing, the list, lights that turn."""

import re
from collections.abc import Sequence
from datetime import datetime

from handlers import prompts
from handlers.actions_orders import AnswerOrder, CloseOrder, ListOrders, ShowOrder
from handlers.conversation import Command, Conversation
from handlers.numbered import command_words
from handlers.overdue import of_unit
from handlers.screen import Screen, screen
from handlers.telling import hearing_office, tell_in_hours
from handlers.texts import orders as texts
from handlers.visit import Visit
from qbot.clock import city_day
from qbot.errors import Gone, NotAllowed
from qbot.escalating import add_words, audience, close, found, reported, takes_part, to_turn, turn_lights
from qbot.order_serials import serials_meant
from qbot.orders import Order
from qbot.people import Person
from qbot.plan.models import Plan
from qbot.ports import PendingQuestion, Store, Writes
from qbot.proxy import split

ANSWER, OUTCOME = "order-answer", "order-outcome"
PAGE = 6
_CLOSING = re.compile(r"\s*结案[\s::,,。]*(?P<result>.*)", re.DOTALL)


async def _replied(visit: Visit, person: Person, number: int) -> bool:
    """A reply to anything we said of an order; a figure goes its own way."""
    meaning = visit.desk.reader.read(visit.text, on=visit.on, role=person.role, chat=visit.chat_kind)
    if meaning.intent == "report" or not visit.text.strip() or not visit.is_private:
        return False
    closing = _CLOSING.fullmatch(visit.text) if person.is_office else None
    if closing is not None and not closing["result"].strip():
        await _ask_outcome(visit, person, number)
        return True
    async with visit.writing() as tx:
        if closing is not None:
            await _close(tx, visit, person, number, closing["result"].strip())
        else:
            await _add(tx, visit, person, number, visit.text)
    return True


async def _add(tx: Writes, visit: Visit, person: Person, number: int, words: str) -> None:
    """Put words on record; the office hears answers, the receivers hear the office."""
    try:
        order, entry = await add_words(
            tx,
            person,
            number,
            text=words,
            chat_id=visit.chat_id,
            message_id=visit.message_id,
            at=visit.at,
        )
    except (Gone, NotAllowed) as refused:
        visit.turn.mark("refused")
        return await visit.say(tx, screen(_refusal(refused)))
    visit.turn.mark("noted")
    shown = texts.answered(visit.desk.plan, order, entry, person)
    to = await audience(tx, order) if person.is_office else await hearing_office(tx)
    await tell_in_hours(tx, to, shown, at=visit.at, subject=_subject(order))
    said = texts.NOTED if person.is_office else texts.ANSWERED
    await visit.say(tx, screen(said.format(serial=order.serial)), subject=_subject(order), resend=True)
    return None


async def _close(tx: Writes, visit: Visit, person: Person, number: int, outcome: str) -> None:
    """End an order, and tell whoever got it."""
    try:
        order = await close(tx, person, number, outcome=outcome, at=visit.at)
    except Gone as refused:
        visit.turn.mark("refused")
        return await visit.say(tx, screen(_refusal(refused)))
    visit.turn.mark("noted")
    await visit.say(tx, texts.closed(order), resend=True)
    await tell_in_hours(tx, await audience(tx, order), texts.closed(order), at=visit.at)
    return None


def _refusal(refused: Gone | NotAllowed) -> str:
    if isinstance(refused, NotAllowed):
        return texts.NOT_YOURS
    return texts.CLOSED if str(refused) == "closed order" else texts.NOT_FOUND


async def _press_answer(visit: Visit, person: Person, action: AnswerOrder) -> str | None:
    return await _ask_answer(visit, person, action.order)


async def _press_close(visit: Visit, person: Person, action: CloseOrder) -> str | None:
    return await _ask_outcome(visit, person, action.order)


async def _ask_answer(visit: Visit, person: Person, number: int) -> str | None:
    async with visit.writing() as tx:
        order = await found(tx, number)
        if not takes_part(order, await tx.orders.entries(order.id), person) or not visit.is_private:
            return texts.NOT_YOURS
        if not order.is_open:
            return texts.CLOSED
        payload = {"number": order.id}
        await prompts.prompt(tx, visit, person, screen(texts.ASK_ANSWER), kind=ANSWER, payload=payload)
    return None


async def _ask_outcome(visit: Visit, person: Person, number: int) -> str | None:
    if not person.is_office or not visit.is_private:
        raise NotAllowed
    async with visit.writing() as tx:
        order = await found(tx, number)
        if not order.is_open:
            return texts.CLOSED
        shown = screen(texts.ASK_OUTCOME.format(serial=order.serial))
        await prompts.prompt(tx, visit, person, shown, kind=OUTCOME, payload={"number": order.id})
    return None


async def _answer_in_words(visit: Visit, person: Person, question: PendingQuestion) -> bool:
    return await _in_words(visit, person, question, ends=False)


async def _outcome_in_words(visit: Visit, person: Person, question: PendingQuestion) -> bool:
    return await _in_words(visit, person, question, ends=True)


async def _in_words(visit: Visit, person: Person, question: PendingQuestion, *, ends: bool) -> bool:
    """The words that [答复] or [结案] asked for; figures and questions in between go their own way."""
    meaning = visit.desk.reader.read(visit.text, on=visit.on, role=person.role, chat=visit.chat_kind)
    if meaning.intent in ("report", "query", "incident"):
        return False
    async with prompts.taking(visit, question) as tx:
        act = _close if ends else _add
        await act(tx, visit, person, int(question.payload["number"]), visit.text)
    return True


async def _show(visit: Visit, person: Person, action: ShowOrder) -> None:
    await visit.answer(await _whole(visit, person, action.order))


async def _whole(visit: Visit, person: Person, number: int) -> Screen:
    async with visit.desk.store.reading() as tx:
        order = await tx.orders.get(number)
        if order is None:
            return screen(texts.NOT_FOUND)
        record = await tx.orders.entries(number)
        people = {each.id: each for each in await tx.people.all()}
    if not takes_part(order, record, person) or not visit.is_private:
        return screen(texts.NOT_YOURS)
    return texts.whole(visit.desk.plan, order, record, people, person)


async def _command(visit: Visit, person: Person, words: Sequence[str]) -> None:
    """/orders: what is open, for others what was sent to them; /orders 督办1号 with what to do; for the
    office /orders UNIT: what of it is overdue."""
    if not visit.is_private:
        return await visit.answer(screen(texts.PRIVATE_ONLY))
    told = command_words(" ".join(words))
    if told is not None and told[0] == "orders":
        words = told[1]
    serials = serials_meant(words[0], year=visit.on.year) if words else ()
    if serials:
        return await _by_serial(visit, person, serials, words[1:])
    if not person.is_office:
        return await visit.answer(await _own(visit, person))
    if not words:
        return await visit.answer(await page(visit, after=0))
    named = split(visit.desk.plan, " ".join(words))
    if named is None:
        return await visit.answer(screen(texts.HOW))
    return await of_unit(visit, person, *named)


async def _own(visit: Visit, person: Person) -> Screen:
    async with visit.desk.store.reading() as tx:
        mine = await tx.orders.open_for(person.id, limit=PAGE)
        there = await reported(tx, mine)
    return texts.own(visit.desk.plan, mine, there=there, on=city_day(visit.at))


async def _by_serial(visit: Visit, person: Person, serials: Sequence[str], words: Sequence[str]) -> None:
    """Show, answer or close the order that has one of these serial numbers; several are a choice."""
    async with visit.desk.store.reading() as tx:
        orders = await tx.orders.by_serials(serials)
        own = [each for each in orders if takes_part(each, await tx.orders.entries(each.id), person)]
    orders = own or orders
    if not orders:
        return await visit.answer(screen(texts.NOT_FOUND))
    if len(orders) > 1:
        return await visit.answer(texts.which(orders))
    [order], said = orders, " ".join(words[1:])
    if not words:
        return await visit.answer(await _whole(visit, person, order.id))
    if words[0] not in _ACTS:
        return await visit.answer(screen(texts.HOW))
    if words[0] == "结案" and not person.is_office:
        raise NotAllowed
    act, asks = _ACTS[words[0]]
    if not said:
        refusal = await asks(visit, person, order.id)
        return await visit.answer(screen(refusal)) if refusal else None
    async with visit.writing() as tx:
        return await act(tx, visit, person, order.id, said)


async def _next_page(visit: Visit, person: Person, action: ListOrders) -> None:
    if not person.is_office or not visit.is_private:
        raise NotAllowed
    await visit.replace(await page(visit, after=action.after))


async def page(visit: Visit, *, after: int) -> Screen:
    """A page of the open orders."""
    async with visit.desk.store.reading() as tx:
        found = await tx.orders.open_ones(limit=PAGE + 1, after=after)
        there = await reported(tx, found)
    return texts.listing(
        visit.desk.plan, found[:PAGE], there=there, more=len(found) > PAGE, on=city_day(visit.at)
    )


async def follow_figures(store: Store, plan: Plan, *, now: datetime) -> int:
    """Turn yellow what was red and has been reported, and red again what was taken back; tell the office; how
    many. Raises StorageError."""
    async with store.reading() as view:
        if not await to_turn(view):
            return 0
    async with store.writing() as tx:
        turned = await turn_lights(tx, at=now)
        office = await hearing_office(tx)
        for order in turned:
            await tell_in_hours(tx, office, texts.turned(plan, order), at=now, subject=_subject(order))
    return len(turned)


def _subject(order: Order) -> str:
    return f"order:{order.id}"


_ACTS = {"结案": (_close, _ask_outcome), "答复": (_add, _ask_answer), "回复": (_add, _ask_answer)}
PROMPTS: dict[str, prompts.Continue] = {ANSWER: _answer_in_words, OUTCOME: _outcome_in_words}
CONVERSATION = Conversation(
    commands=(
        Command(
            "orders",
            "催办、督办单",
            _command,
            phrases=("督办", "督办单", "督办清单", "催办单", "未结督办", "发督办单"),
        ),
    ),
    presses={AnswerOrder: _press_answer, CloseOrder: _press_close, ShowOrder: _show, ListOrders: _next_page},
    replies={"order": _replied},
)
