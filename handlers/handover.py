"""Handing over: 我调走了,接手人某某; the office's nod, the invitation, the pack, /handover."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from handlers import prompts
from handlers.actions_absences import DecideHandover, ShowPack
from handlers.actions_follow import HandOver
from handlers.at_work import shown_at_work
from handlers.attachments import Attachment, attach
from handlers.conversation import Command, Conversation
from handlers.screen import Screen, screen, send
from handlers.telling import hearing_office, held, renew_cards, tell_in_hours
from handlers.texts import handover as texts
from handlers.texts.briefs import office_name
from handlers.visit import Visit
from qbot.absence_words import Leaving, read_absence, read_name
from qbot.clock import city_day
from qbot.documents.handover import write_pack
from qbot.errors import Gone, NotAllowed
from qbot.handover import Handover, decide, propose, taken_over, waiting
from qbot.handover_pack import pack_of
from qbot.hours import office_hours
from qbot.matters import Matter
from qbot.messages import OutgoingKind
from qbot.nobody_words import says_nobody
from qbot.nudges import Nudge
from qbot.nudging.standing import open_entries
from qbot.people import Person
from qbot.ports import PendingQuestion, Reads, Writes
from qbot.reading.normal import normalise
from qbot.standing_in import find_substitute

SUCCESSOR = "handover-successor"


async def leave(visit: Visit, person: Person, told: Leaving) -> None:
    """A contact leaves: ask for the successor's name, or put it before the office."""
    async with visit.writing() as tx:
        if told.undecided:
            await _wait(tx, visit, person)
        elif told.successor is None:
            payload = {"text": visit.text}
            await prompts.prompt(tx, visit, person, screen(texts.ASK_NAME), kind=SUCCESSOR, payload=payload)
        else:
            await _propose(tx, visit, person, told.successor, text=visit.text)


async def _wait(tx: Writes, visit: Visit, person: Person) -> None:
    """Nobody takes over yet: say what to do once that is known; the office hears that somebody will leave."""
    visit.turn.mark("noted")
    await visit.say(tx, screen(texts.UNDECIDED), resend=True)
    shown = texts.leaves_without(visit.desk.plan, person, visit.text)
    await tell_in_hours(tx, await hearing_office(tx), shown, at=visit.at)


async def _propose(tx: Writes, visit: Visit, person: Person, successor: str, *, text: str) -> None:
    if successor == person.name:
        visit.turn.mark("refused")
        return await visit.say(tx, screen(texts.SELF))
    try:
        matter = await propose(tx, person, successor, text=text, message_id=visit.message_id, at=visit.at)
    except Gone:
        visit.turn.mark("refused")
        return await visit.say(tx, screen(texts.WAITING))
    visit.turn.mark("noted")
    found = await find_substitute(tx, person, successor)
    shown = texts.submitted(successor, is_known=found.person is not None)
    await visit.say(tx, shown, subject=_subject(matter.id), resend=True)
    shown = texts.card(visit.desk.plan, matter, person)
    await tell_in_hours(tx, await hearing_office(tx), shown, at=visit.at, subject=_subject(matter.id))
    return None


async def _named(visit: Visit, person: Person, question: PendingQuestion) -> bool:
    """The successor's name that was asked for."""
    meaning = visit.desk.reader.read(visit.text, on=visit.on, role=person.role, chat=visit.chat_kind)
    name, is_open = read_name(visit.text), says_nobody(normalise(visit.text).text)
    if (name is None and not is_open) or meaning.intent in ("report", "query"):
        return False
    async with prompts.taking(visit, question) as tx:
        if is_open or name is None:
            await _wait(tx, visit, person)
            return True
        await _propose(tx, visit, person, name, text=f"{question.payload['text']}\n{visit.text}")
    return True


async def _explain(visit: Visit, _person: Person, _action: HandOver) -> None:
    await visit.answer(screen(texts.WAYS))


async def _press(visit: Visit, person: Person, action: DecideHandover) -> str:
    if not visit.is_private:
        raise NotAllowed
    try:
        async with visit.writing() as tx:
            made = await _decide(tx, visit, person, action.matter, granted=bool(action.granted))
    except Gone as gone:
        return texts.DECIDED if str(gone) == "decided" else texts.NOT_FOUND
    if made.successor is not None:
        await give_pack(visit, made.successor)
    return texts.GRANTED if action.granted else texts.REFUSED


async def _decide(tx: Writes, visit: Visit, person: Person, number: int, *, granted: bool) -> Handover:
    plan = visit.desk.plan
    made = await decide(tx, person, number, granted=granted, at=visit.at)
    office = await hearing_office(tx)
    card = texts.decided(plan, made, by=person)
    await renew_cards(tx, office, card, subject=_subject(number), at=visit.at)
    if not made.granted:
        await _tell_leaver(tx, visit, made, texts.REFUSED_LEAVER)
    elif made.successor is not None:
        await _tell_with(tx, visit, person, office, texts.known_successor(plan, made))
        await _tell_leaver(tx, visit, made, texts.LET_GO.format(name=made.name))
        leaves_at = (await office_hours(tx)).next_open(visit.at)
        await _give_short(tx, visit, made.successor, leaves_at=leaves_at, kind="notice")
    else:
        link = f"https://t.me/{visit.desk.bot_username}?start={made.code}"
        shown = texts.invitation(plan, made, link)
        await _tell_with(tx, visit, person, [*office, made.leaver], shown)
    return made


async def _tell_with(
    tx: Writes, visit: Visit, person: Person, others: Sequence[Person], shown: Screen
) -> None:
    """Answer whoever decided at once, and tell the others in office hours."""
    await visit.say(tx, shown, resend=True)
    await tell_in_hours(tx, [each for each in others if each.id != person.id], shown, at=visit.at)


async def _tell_leaver(tx: Writes, visit: Visit, made: Handover, words: str) -> None:
    await tell_in_hours(tx, [made.leaver], screen(words), at=visit.at)


async def came_in(tx: Writes, visit: Visit, person: Person, code: str) -> bool:
    """Somebody has started with a code: whether it is a successor, who is told of the pack; who left is let
    go."""
    leaver = await taken_over(tx, person, code, at=visit.at)
    if leaver is None:
        return False
    await tell_in_hours(tx, [leaver], screen(texts.LET_GO.format(name=person.name)), at=visit.at)
    told = texts.came_in(visit.desk.plan, person, leaver)
    await tell_in_hours(tx, await hearing_office(tx), told, at=visit.at)
    await _give_short(tx, visit, person, leaves_at=visit.at, kind="answer")
    return True


async def _give_short(
    tx: Writes, visit: Visit, person: Person, *, leaves_at: datetime, kind: OutgoingKind
) -> None:
    """What is reported when, with buttons for the pack and the practice; it is the day's reminder too."""
    plan, on = visit.desk.plan, city_day(leaves_at)
    shown = texts.short(plan, await pack_of(tx, plan, person.units, on=on), on=on)
    calls = send(person.telegram_user_id, shown, kind=kind, resend=True)
    held_back = [replace(each, not_before=leaves_at) for each in calls] if leaves_at > visit.at else calls
    rows = await tx.outbox.add(held_back, at=visit.at)
    owed = await open_entries(tx, plan, units=person.units, on=on)
    nudges = [Nudge(person.id, each.series, on, leaves_at) for each in owed]
    await tx.nudges.add(nudges, outbox_id=rows[-1])


async def give_pack(visit: Visit, person: Person) -> None:
    """Make the pack, one document, and send it to a contact: at once where it is who speaks, else in office
    hours. Where that is cut short, the button below the message before makes it again."""
    plan = visit.desk.plan
    async with visit.desk.store.reading() as tx:
        told = await pack_of(tx, plan, person.units, on=city_day(visit.at))
    work = asyncio.to_thread(write_pack, plan, told, office=office_name(plan), made_at=visit.at)
    kept = await visit.desk.files.keep(await shown_at_work(visit, work, sign="upload_document"))
    is_own = person.telegram_user_id == visit.chat_id
    attachment = Attachment(kept.path, texts.file_name(plan, told, on=city_day(visit.at)))
    calls = attach(
        person.telegram_user_id, attachment, texts.beside(plan, told), kind="answer" if is_own else "notice",
        resend=True,
    )  # fmt: skip
    async with visit.writing() as writes:
        await writes.outbox.add(calls if is_own else await held(writes, calls, at=visit.at), at=visit.at)


def _subject(number: int) -> str:
    return f"handover:{number}"


async def _command(visit: Visit, person: Person, words: Sequence[str]) -> None:
    """/handover: one's own pack; with a successor's name, the wish. The office sees what waits."""
    if not visit.is_private:
        return await visit.answer(screen(texts.PRIVATE_ONLY))
    if person.is_office:
        return await _office(visit, person, words)
    if person.role != "contact":
        return await visit.answer(screen(texts.NOT_A_CONTACT))
    if not words:
        return await give_pack(visit, person)
    said = " ".join(words)
    told = read_absence(said, on=visit.on)
    if not isinstance(told, Leaving):
        told = Leaving(read_name(said), undecided=says_nobody(normalise(said).text))
    return await leave(visit, person, told)


async def _office(visit: Visit, person: Person, words: Sequence[str]) -> None:
    if not words:
        return await visit.answer(await waiting_list(visit))
    if len(words) != 2 or not words[0].isdecimal() or words[1] not in ("同意", "不同意"):
        return await visit.answer(screen(texts.HOW))
    said = await _press(visit, person, DecideHandover(int(words[0]), int(words[1] == "同意")))
    return await visit.answer(screen(said))


async def waiting_list(visit: Visit) -> Screen:
    """What waits for the office's nod."""
    async with visit.desk.store.reading() as tx:
        return texts.waiting(visit.desk.plan, await _waiting(tx))


async def _waiting(tx: Reads) -> list[tuple[Matter, Person | None]]:
    return [
        (each, await tx.people.get(each.person_id) if each.person_id is not None else None)
        for each in await waiting(tx)
    ]


async def _show_pack(visit: Visit, person: Person, _action: ShowPack) -> None:
    if person.role != "contact" or not visit.is_private:
        raise NotAllowed
    await give_pack(visit, person)


PROMPTS: dict[str, prompts.Continue] = {SUCCESSOR: _named}
CONVERSATION = Conversation(
    commands=(
        Command("handover", "交接包;换人接手", _command, phrases=("交接", "交接包", "工作交接", "待批交接")),
    ),
    presses={HandOver: _explain, DecideHandover: _press, ShowPack: _show_pack},
)
