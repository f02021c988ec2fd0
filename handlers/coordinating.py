"""Help that a task needs: it goes to the office, whose answer returns to the sender in the same place."""

from collections.abc import Sequence

from handlers import prompts
from handlers.actions_tasks import AnswerHelp, ListHelp, SettleHelp
from handlers.conversation import Command, Conversation
from handlers.screen import Screen, edit, screen, send
from handlers.telling import tell_people
from handlers.texts import coordinating as texts
from handlers.visit import Visit
from qbot.errors import Gone, NotAllowed
from qbot.matters import Matter
from qbot.people import Person
from qbot.ports import PendingQuestion, Reads, Writes
from qbot.tasks.telling import help_wanted, settle_help

ANSWER = "help-answer"
PAGE = 6


async def send_to_office(tx: Writes, visit: Visit, matter: Matter) -> None:
    """Tell the whole office of a new wish for help."""
    sender = await _sender(tx, matter)
    shown = texts.card(visit.desk.plan, matter, sender)
    await tell_people(tx, await _office(tx), shown, at=visit.at, subject=f"help:{matter.id}")


async def _office(tx: Writes) -> Sequence[Person]:
    return [
        each for each in await tx.people.all() if each.is_office and each.state == "active" and each.started
    ]


async def _sender(tx: Writes, matter: Matter) -> Person | None:
    sender = await tx.people.get(matter.person_id) if matter.person_id is not None else None
    return sender if sender is not None and sender.state != "removed" else None


async def _settle(visit: Visit, person: Person, action: SettleHelp) -> str:
    """A press below a card, or in the list, which then shows what is left."""
    about = f"help:{action.matter}"
    try:
        async with visit.writing() as tx:
            pressed = visit.message_id or 0
            is_card = await tx.outbox.subject_of(visit.chat_id, pressed) == about
            matter = await _settled(tx, visit, person, action.matter)
            if not is_card:
                await visit.put(tx, await _page_of(tx, visit, after=0))
            elif (visit.chat_id, pressed) not in await tx.outbox.first_about(about):
                await visit.put(tx, await _settled_card(tx, visit, matter, by=person))
    except Gone:
        return texts.SETTLED_BEFORE
    return texts.SETTLED


async def _settled(tx: Writes, visit: Visit, person: Person, number: int) -> Matter:
    """Close it, tell its sender, and renew the card of every office member."""
    matter = await settle_help(tx, person, number, at=visit.at)
    await _tell_sender(tx, visit, matter, texts.settled(visit.desk.plan, matter))
    shown = await _settled_card(tx, visit, matter, by=person)
    cards = dict(await tx.outbox.first_about(f"help:{matter.id}"))
    for member in await _office(tx):
        card = cards.get(member.telegram_user_id)
        if card is not None and member.id != matter.person_id:
            await tx.outbox.add([edit(member.telegram_user_id, card, shown)], at=visit.at)
    return matter


async def _settled_card(tx: Writes, visit: Visit, matter: Matter, *, by: Person) -> Screen:
    return texts.settled_card(visit.desk.plan, matter, await _sender(tx, matter), by=by)


async def _ask_answer(visit: Visit, person: Person, action: AnswerHelp) -> None:
    if not person.is_office or not visit.is_private:
        raise NotAllowed
    async with visit.writing() as tx:
        matter = await help_wanted(tx, action.matter)
        await prompts.prompt(
            tx, visit, person, screen(texts.ASK_ANSWER), kind=ANSWER, payload={"number": matter.id}
        )


async def _answer_in_words(visit: Visit, person: Person, question: PendingQuestion) -> bool:
    """The words that [回复] asked for; figures and questions in between go their own way."""
    meaning = visit.desk.reader.read(visit.text, on=visit.on, role=person.role, chat=visit.chat_kind)
    if meaning.intent in ("report", "query") or not person.is_office:
        return False
    async with prompts.taking(visit, question) as tx:
        await _answer(tx, visit, person, await help_wanted(tx, question.payload["number"]))
    return True


async def _answer(tx: Writes, visit: Visit, person: Person, matter: Matter) -> None:
    shown = texts.answer(visit.desk.plan, matter, visit.text, by=person)
    arrived = await _tell_sender(tx, visit, matter, shown)
    words = texts.ANSWERED.format(number=matter.id) if arrived else texts.SENDER_GONE
    await visit.say(tx, screen(words), resend=True)
    await tx.audit.add(
        actor_id=person.id,
        action="answer-help",
        subject=f"matter:{matter.id}",
        at=visit.at,
        after={"text": visit.text},
    )
    visit.turn.mark("noted")


async def _tell_sender(tx: Writes, visit: Visit, matter: Matter, shown: Screen) -> bool:
    """Answer below the message that asked for help; False where its sender can no longer hear."""
    sender = await _sender(tx, matter)
    if sender is None or sender.state != "active" or matter.chat_id is None:
        return False
    calls = send(
        matter.chat_id,
        shown,
        kind="answer",
        subject=f"help:{matter.id}",
        resend=True,
        reply_to=matter.message_id,
    )
    await tx.outbox.add(calls, at=visit.at)
    return True


async def _replied(visit: Visit, person: Person, number: int) -> bool:
    """A reply in the thread: the office answers, the sender adds; anybody else's words are their own."""
    meaning = visit.desk.reader.read(visit.text, on=visit.on, role=person.role, chat=visit.chat_kind)
    if meaning.intent == "report" or not visit.text.strip():
        return False
    async with visit.desk.store.reading() as view:
        matter = await view.matters.get(number)
    if matter is None or not (person.is_office or person.id == matter.person_id):
        return False
    async with visit.writing() as tx:
        if person.is_office:
            await _answer(tx, visit, person, matter)
        else:
            await _add(tx, visit, person, matter)
    return True


async def _add(tx: Writes, visit: Visit, person: Person, matter: Matter) -> None:
    shown = texts.addition(visit.desk.plan, matter, visit.text, person)
    await tell_people(tx, await _office(tx), shown, at=visit.at, subject=f"help:{matter.id}")
    await visit.say(tx, screen(texts.ADDED), subject=f"help:{matter.id}", resend=True)
    await tx.audit.add(
        actor_id=person.id,
        action="add-to-help",
        subject=f"matter:{matter.id}",
        at=visit.at,
        after={"text": visit.text},
    )
    visit.turn.mark("noted")


async def _listing(visit: Visit, person: Person, words: Sequence[str]) -> None:
    """/requests, or /requests NUMBER with what to do."""
    if not words:
        return await visit.answer(await _page(visit, after=0))
    number = words[0].upper().removeprefix("H-")
    if not number.isdecimal() or len(words) < 2:
        return await visit.answer(screen(texts.NOT_FOUND))
    try:
        async with visit.writing() as tx:
            await _by_words(tx, visit, person, int(number), words[1:])
    except Gone as gone:
        words_for = texts.SETTLED_BEFORE if str(gone) == "settled help" else texts.NOT_FOUND
        await visit.answer(screen(words_for))
    return None


async def _by_words(tx: Writes, visit: Visit, person: Person, number: int, words: Sequence[str]) -> None:
    verb, said = words[0], " ".join(words[1:])
    if verb == "已协调":
        await _settled(tx, visit, person, number)
        await visit.say(tx, screen(texts.SETTLED), resend=True)
    elif verb == "回复" and said:
        await _answer(tx, visit.with_text(said), person, await help_wanted(tx, number))
    else:
        await visit.say(tx, screen(texts.NOT_FOUND))


async def _next_page(visit: Visit, person: Person, action: ListHelp) -> None:
    if not person.is_office or not visit.is_private:
        raise NotAllowed
    await visit.replace(await _page(visit, after=action.after))


async def _page(visit: Visit, *, after: int) -> Screen:
    async with visit.desk.store.reading() as tx:
        return await _page_of(tx, visit, after=after)


async def _page_of(tx: Reads, visit: Visit, *, after: int) -> Screen:
    page = await tx.matters.open_ones("help", limit=PAGE + 1, after=after)
    people = {each.id: each for each in await tx.people.all()}
    return texts.listing(visit.desk.plan, page[:PAGE], people, more=len(page) > PAGE)


PROMPTS: dict[str, prompts.Continue] = {ANSWER: _answer_in_words}
CONVERSATION = Conversation(
    commands=(
        Command(
            "requests",
            "待协调的事项",
            _listing,
            for_office=True,
            phrases=("待协调", "协调事项", "需协调事项", "待协调事项"),
        ),
    ),
    presses={SettleHelp: _settle, AnswerHelp: _ask_answer, ListHelp: _next_page},
    replies={"help": _replied},
)
