"""待认领: what was not understood, before the office; and the sender's own word on what was meant."""

from collections.abc import Sequence
from datetime import date

from handlers import prompts
from handlers.actions_claims import (
    DismissClaim,
    ReplyToClaim,
    ShowClaim,
)
from handlers.conversation import Command, Conversation
from handlers.notices import tell_office
from handlers.screen import Screen, screen, send
from handlers.texts import claims as texts
from handlers.texts import refusals
from handlers.texts.words import units_words
from handlers.visit import Visit
from qbot.claims import (
    KINDS,
    count_claims,
    is_claim,
    likely,
    next_claim,
    open_claim,
    open_one,
    settle,
)
from qbot.clock import city_day
from qbot.errors import Gone, NotAllowed
from qbot.matters import Matter
from qbot.people import Person
from qbot.ports import PendingQuestion, Reads, Writes
from qbot.reading.meaning import Meaning

LONGEST_REPLY = 2000
LIKELY = 3
_PURPOSES = {"作为报送": "report", "设为别名": "alias"}


async def not_understood(visit: Visit, person: Person, meaning: Meaning) -> None:
    """Say so; what a contact seems to have meant for the bot is put before the office."""
    desk = visit.desk
    if person.role != "contact" or not is_claim(desk.reader, visit.text, meaning, on=visit.on):
        return await visit.answer(refusals.not_understood(person))
    async with visit.writing() as tx:
        matter, is_only_one = await open_claim(
            tx, person, visit.text, chat_id=visit.chat_id, message_id=visit.message_id, at=visit.at
        )
        await visit.say(tx, screen(texts.PASSED_ON), kind="receipt", resend=True)
        visit.turn.mark("noted")
        if is_only_one:
            await tell_office(tx, texts.told_office(named_with_unit(visit, person), matter), at=visit.at)
    return None


async def reworded(visit: Visit, person: Person) -> None:
    """The sender has put the message into words that are understood: nobody need claim it any more."""
    if visit.message_id is None:
        return
    async with visit.desk.store.reading() as tx:
        found = await tx.matters.of_message(visit.chat_id, visit.message_id)
    waiting = [each for each in found if each.kind in KINDS]
    if waiting:
        async with visit.writing() as tx:
            for matter in waiting:
                await settle(tx, person.id, matter, outcome="reworded", at=visit.at)


async def _claims(visit: Visit, person: Person, words: Sequence[str]) -> None:
    """/claims, or /claims C-12 with what to do."""
    if not words:
        async with visit.desk.store.reading() as tx:
            return await visit.answer(await following(tx, visit))
    number = words[0].upper().removeprefix("C-")
    if not number.isdecimal():
        return await visit.answer(screen(texts.HOW))
    try:
        async with visit.writing() as tx:
            matter = await open_one(tx, int(number))
            await visit.say(tx, await _in_words(tx, visit, person, matter, words[1:]))
    except Gone as gone:
        is_unknown = str(gone) == "unknown claim"
        await visit.answer(screen(texts.UNKNOWN if is_unknown else texts.CLAIMED))
    return None


async def _in_words(tx: Writes, visit: Visit, person: Person, matter: Matter, words: Sequence[str]) -> Screen:
    """Do what the words say with a claim; what is to be seen then."""
    verb, rest = (words[0], " ".join(words[1:])) if words else ("", "")
    if not verb:
        return await following(tx, visit, after=matter.id - 1)
    if verb == "无需处理":
        return await _dismissed(tx, visit, person, matter)
    if verb == "回复" and rest:
        return await _replied(tx, visit, person, matter, rest)
    if verb in _PURPOSES:
        order = likely(
            visit.desk.plan, visit.desk.reader, matter, await sender_of(tx, matter), on=said_on(matter)
        )
        return texts.pick(visit.desk.plan, matter, purpose=_PURPOSES[verb], indicators=order, page=0)
    return screen(texts.HOW)


async def following(tx: Reads, visit: Visit, *, after: int = 0, done: str = "") -> Screen:
    """The card of the next claim, below a word on what was done."""
    matter, count = await next_claim(tx, after=after), await count_claims(tx)
    if matter is None:
        return texts.nothing(done, left=count)
    plan, reader = visit.desk.plan, visit.desk.reader
    sender = await sender_of(tx, matter)
    who = named_with_unit(visit, sender) if sender else ""
    named = reader.outline(matter.text, on=said_on(matter)).indicators
    order = likely(plan, reader, matter, sender, on=said_on(matter))
    best = named or order[:LIKELY]
    return texts.card(plan, matter, who=who, likely=best, count=count, done=done)


async def sender_of(tx: Reads, matter: Matter) -> Person | None:
    return await tx.people.get(matter.person_id) if matter.person_id is not None else None


def said_on(matter: Matter) -> date:
    """The day on which the message was put before the office."""
    return city_day(matter.opened_at)


def named_with_unit(visit: Visit, person: Person) -> str:
    """A person as the office knows them: unit and name."""
    return f"{units_words(visit.desk.plan, person.units)} {person.name}".strip()


async def _show(visit: Visit, person: Person, action: ShowClaim) -> None:
    only_office(visit, person)
    async with visit.desk.store.reading() as tx:
        shown = await following(tx, visit, after=action.after)
    await visit.replace(shown)


async def _reply(visit: Visit, person: Person, action: ReplyToClaim) -> None:
    only_office(visit, person)
    async with visit.writing() as tx:
        matter = await open_one(tx, action.matter)
        payload = {"matter": matter.id}
        await prompts.prompt(tx, visit, person, texts.type_reply(matter), kind="claim-reply", payload=payload)


async def _replied_in_words(visit: Visit, person: Person, question: PendingQuestion) -> bool:
    """The typed answer goes below the message it answers."""
    async with prompts.taking(visit, question) as tx:
        matter = await tx.matters.get(question.payload["matter"])
        if matter is None or not matter.is_open:
            await visit.say(tx, await following(tx, visit, done=texts.CLAIMED))
        else:
            await visit.say(tx, await _replied(tx, visit, person, matter, visit.text))
    return True


async def _replied(tx: Writes, visit: Visit, person: Person, matter: Matter, text: str) -> Screen:
    """Send the answer below the message, and show the next claim."""
    if matter.chat_id is None:
        raise Gone
    words = text.strip()[:LONGEST_REPLY]
    shown = texts.reply(words, by=person.name)
    calls = send(matter.chat_id, shown, kind="answer", resend=True, reply_to=matter.message_id)
    await tx.outbox.add(calls, at=visit.at)
    await settle(tx, person.id, matter, outcome="answered", words=words, at=visit.at)
    return await following(tx, visit, after=matter.id, done=texts.replied())


async def _dismiss(visit: Visit, person: Person, action: DismissClaim) -> None:
    only_office(visit, person)
    async with visit.writing() as tx:
        matter = await open_one(tx, action.matter)
        await visit.put(tx, await _dismissed(tx, visit, person, matter))


async def _dismissed(tx: Writes, visit: Visit, person: Person, matter: Matter) -> Screen:
    await settle(tx, person.id, matter, outcome="dismissed", at=visit.at)
    return await following(tx, visit, after=matter.id, done=texts.dismissed())


def known_indicator(visit: Visit, indicator: str) -> None:
    """Gone when a button names an indicator that the plan does not have (any more)."""
    if indicator not in visit.desk.plan.indicator:
        raise Gone


def only_office(visit: Visit, person: Person) -> None:
    """NotAllowed for everybody else, and where others read along."""
    if not person.is_office or not visit.is_private:
        raise NotAllowed


PROMPTS: dict[str, prompts.Continue] = {"claim-reply": _replied_in_words}
CONVERSATION = Conversation(
    commands=(
        Command("claims", "待认领:没看懂的消息", _claims, for_office=True, phrases=("待认领", "认领")),
    ),
    presses={ShowClaim: _show, ReplyToClaim: _reply, DismissClaim: _dismiss},
)
