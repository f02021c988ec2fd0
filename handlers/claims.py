"""待认领: what was not understood, before the office; and the sender's own word on what was meant."""

from collections.abc import Sequence
from datetime import date, timedelta

from handlers import prompts
from handlers.actions_claims import (
    ConfirmClaim,
    DismissClaim,
    MeanReport,
    OfferGuess,
    PickFor,
    ReplyToClaim,
    ShowClaim,
)
from handlers.conversation import Command, Conversation
from handlers.expiry import ON_EXPIRY
from handlers.notices import tell_office
from handlers.recording import record
from handlers.screen import Screen, screen, send
from handlers.telling import tell_people
from handlers.texts import claims as texts
from handlers.texts import refusals
from handlers.texts.words import units_words
from handlers.visit import Visit
from qbot.asking import Completed, Half, answered, completed
from qbot.claims import (
    KINDS,
    count_claims,
    guess,
    half_of_claim,
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
from qbot.reporting import Origin

CONFIRM = "claim-confirm"
CONFIRM_LIFE = timedelta(days=3)
LONGEST_REPLY = 2000
LIKELY = 3


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
            await tell_office(tx, texts.told_office(_who(visit, person), matter), at=visit.at)
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


async def _claims(visit: Visit, _person: Person, _words: Sequence[str]) -> None:
    async with visit.desk.store.reading() as tx:
        shown = await following(tx, visit)
    await visit.answer(shown)


async def following(tx: Reads, visit: Visit, *, after: int = 0, done: str = "") -> Screen:
    """The card of the next claim, below a word on what was done."""
    matter, count = await next_claim(tx, after=after), await count_claims(tx)
    if matter is None:
        return texts.nothing(done, left=count)
    plan, reader = visit.desk.plan, visit.desk.reader
    sender = await sender_of(tx, matter)
    who = _who(visit, sender) if sender else ""
    named = reader.outline(matter.text, on=said_on(matter)).indicators
    order = likely(plan, reader, matter, sender, on=said_on(matter))
    best = named or order[:LIKELY]
    return texts.card(plan, matter, who=who, likely=best, count=count, done=done)


async def sender_of(tx: Reads, matter: Matter) -> Person | None:
    return await tx.people.get(matter.person_id) if matter.person_id is not None else None


def said_on(matter: Matter) -> date:
    """The day on which the message was put before the office."""
    return city_day(matter.opened_at)


def _who(visit: Visit, person: Person) -> str:
    return f"{units_words(visit.desk.plan, person.units)} {person.name}".strip()


async def _show(visit: Visit, person: Person, action: ShowClaim) -> None:
    only_office(visit, person)
    async with visit.desk.store.reading() as tx:
        shown = await following(tx, visit, after=action.after)
    await visit.replace(shown)


async def _pick(visit: Visit, person: Person, action: PickFor) -> str | None:
    only_office(visit, person)
    if action.purpose not in ("report", "alias") or action.page < 0:
        raise Gone
    async with visit.desk.store.reading() as tx:
        matter = await open_one(tx, action.matter)
        sender = await sender_of(tx, matter)
    plan, reader = visit.desk.plan, visit.desk.reader
    order = likely(plan, reader, matter, sender, on=said_on(matter))
    await visit.replace(texts.pick(plan, matter, purpose=action.purpose, indicators=order, page=action.page))
    return None


async def _mean(visit: Visit, person: Person, action: MeanReport) -> str | None:
    """The indicator is named: offer the figure that follows, or take a typed one."""
    only_office(visit, person)
    known_indicator(visit, action.indicator)
    plan, reader = visit.desk.plan, visit.desk.reader
    async with visit.writing() as tx:
        matter = await open_one(tx, action.matter)
        half = guess(plan, reader, matter, action.indicator, on=said_on(matter))
        guessed = completed(plan, half) if half else None
        payload = {"matter": matter.id, "indicator": action.indicator}
        shown = texts.ask_figure(plan, matter, action.indicator, guessed)
        await prompts.prompt(tx, visit, person, shown, kind="claim-figure", payload=payload)
    return None


async def _offer(visit: Visit, person: Person, action: OfferGuess) -> str | None:
    only_office(visit, person)
    known_indicator(visit, action.indicator)
    plan, reader = visit.desk.plan, visit.desk.reader
    async with visit.writing() as tx:
        matter = await open_one(tx, action.matter)
        half = guess(plan, reader, matter, action.indicator, on=said_on(matter))
        if half is None:
            return texts.NOT_CERTAIN
        await prompts.drop(tx, visit, person)
        done = await _ask_sender(tx, visit, person, matter, half)
        await visit.put(tx, await following(tx, visit, after=matter.id, done=done))
    return None


async def _figure_in_words(visit: Visit, person: Person, question: PendingQuestion) -> bool:
    """The typed figure; what is none is said so, and the prompt goes on."""
    plan, reader, asked = visit.desk.plan, visit.desk.reader, question.payload
    async with visit.desk.store.reading() as tx:
        matter = await tx.matters.get(asked["matter"])
    if matter is None:
        return False
    half = half_of_claim(matter, asked["indicator"], on=said_on(matter))
    more = answered(reader, plan, half, visit.text, lack="value")
    if more is None:
        await visit.answer(screen(texts.NOT_CERTAIN))
        return True
    async with prompts.taking(visit, question) as tx:
        if matter.is_open:
            done = await _ask_sender(tx, visit, person, matter, more)
        else:
            done = texts.CLAIMED
        await visit.say(tx, await following(tx, visit, after=matter.id, done=done))
    return True


async def _ask_sender(tx: Writes, visit: Visit, person: Person, matter: Matter, half: Half) -> str:
    """Ask the sender whether this was meant, and say what was done."""
    plan, sender = visit.desk.plan, await sender_of(tx, matter)
    if sender is None or sender.state != "active":
        return texts.SENDER_GONE
    item = completed(plan, half)
    asked = await tx.questions.ask(
        chat_id=sender.telegram_user_id,
        person_id=sender.id,
        kind=CONFIRM,
        payload={
            "matter": matter.id,
            "figure": half.to_payload(),
            "period": item.period,
            ON_EXPIRY: texts.UNSURE,
        },
        at=visit.at,
        expires_at=visit.at + CONFIRM_LIFE,
    )
    shown = texts.confirm(plan, matter, item, question=asked.id, by=person.name)
    await tell_people(tx, [sender], shown, at=visit.at, subject=f"claim:{asked.id}")
    await tx.audit.add(
        actor_id=person.id,
        action="claim-propose",
        subject=f"matter:{matter.id}",
        at=visit.at,
        before={"text": matter.text},
        after={"indicator": item.indicator, "period": item.period, "value": str(item.value)},
    )
    return texts.sent_to_confirm(plan, item, sender.name)


async def _confirm(visit: Visit, person: Person, action: ConfirmClaim) -> str | None:
    """The sender's press: only the sender's own word records the figure."""
    async with visit.writing() as tx:
        question = await tx.questions.get(action.question)
        if question is None or question.kind != CONFIRM or question.expires_at <= visit.at:
            raise Gone("closed")
        if question.person_id != person.id:
            return texts.NOT_YOURS
        shown = await _confirmed(tx, visit, person, question, yes=bool(action.yes))
        await visit.put(tx, shown)
    return None


async def _confirm_in_words(visit: Visit, person: Person) -> bool:
    """对, or 不对: the sender's word on the newest question of this kind."""
    yes = texts.is_yes(visit.text)
    if yes is None or not visit.is_private:
        return False
    async with visit.desk.store.reading() as tx:
        open_ = await tx.questions.open_for(person.id, visit.chat_id)
    asked = next((each for each in open_ if each.kind == CONFIRM and each.expires_at > visit.at), None)
    if asked is None:
        return False
    try:
        async with visit.writing() as tx:
            shown = await _confirmed(tx, visit, person, asked, yes=yes)
            if not yes:
                await visit.say(tx, shown)
    except Gone:
        await visit.answer(screen(texts.CLAIMED))
    return True


async def _confirmed(
    tx: Writes, visit: Visit, person: Person, question: PendingQuestion, *, yes: bool
) -> Screen:
    """Record or leave it, and tell the office; Gone when the claim was dealt with otherwise."""
    matter = await open_one(tx, question.payload["matter"])
    await tx.questions.close(question.id, outcome="answered" if yes else "cancelled", at=visit.at)
    shown = await _record(tx, visit, person, matter, question) if yes else texts.denied()
    told = texts.office_of_confirmation(_who(visit, person), matter, yes=yes)
    await tell_office(tx, told, at=visit.at)
    return shown


async def _record(
    tx: Writes, visit: Visit, person: Person, matter: Matter, question: PendingQuestion
) -> Screen:
    plan = visit.desk.plan
    item = _certain(completed(plan, Half.from_payload(question.payload["figure"])), question)
    origin = Origin(matter.text, matter.chat_id, matter.message_id)
    await record(tx, visit, person, [item], origin=origin)
    await settle(tx, person.id, matter, outcome="reported", at=visit.at)
    return texts.confirmed(plan, item)


def _certain(item: Completed, question: PendingQuestion) -> Completed:
    """The figure with the period that was named in the question."""
    return Completed(
        item.indicator, item.value, item.numerator, item.denominator, question.payload["period"], item.unit,
        said_period=True,
    )  # fmt: skip


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
        if matter is None or not matter.is_open or matter.chat_id is None:
            await visit.say(tx, await following(tx, visit, done=texts.CLAIMED))
            return True
        words = visit.text.strip()[:LONGEST_REPLY]
        calls = send(
            matter.chat_id,
            texts.reply(words, by=person.name),
            kind="notice",
            resend=True,
            reply_to=matter.message_id,
        )
        await tx.outbox.add(calls, at=visit.at)
        await settle(tx, person.id, matter, outcome="answered", at=visit.at)
        await visit.say(tx, await following(tx, visit, after=matter.id, done=texts.replied()))
    return True


async def _dismiss(visit: Visit, person: Person, action: DismissClaim) -> None:
    only_office(visit, person)
    async with visit.writing() as tx:
        matter = await open_one(tx, action.matter)
        await settle(tx, person.id, matter, outcome="dismissed", at=visit.at)
        await visit.put(tx, await following(tx, visit, after=matter.id, done=texts.dismissed()))


def known_indicator(visit: Visit, indicator: str) -> None:
    """Gone when a button names an indicator that the plan does not have (any more)."""
    if indicator not in visit.desk.plan.indicator:
        raise Gone


def only_office(visit: Visit, person: Person) -> None:
    """NotAllowed for everybody else, and where others read along."""
    if not person.is_office or not visit.is_private:
        raise NotAllowed


PROMPTS: dict[str, prompts.Continue] = {
    "claim-figure": _figure_in_words,
    "claim-reply": _replied_in_words,
}
CONVERSATION = Conversation(
    commands=(
        Command("claims", "待认领:没看懂的消息", _claims, for_office=True, phrases=("待认领", "认领")),
    ),
    presses={
        ShowClaim: _show, PickFor: _pick, MeanReport: _mean, OfferGuess: _offer, ConfirmClaim: _confirm,
        ReplyToClaim: _reply, DismissClaim: _dismiss,
    },
    says=(_confirm_in_words,),
)  # fmt: skip
