"""A claim taken for a report: the office names the figure, and only its sender's own word records it."""

from datetime import timedelta

from handlers import prompts
from handlers.actions_claims import ConfirmClaim, MeanReport, OfferGuess, PickFor
from handlers.claims import following, known_indicator, named_with_unit, only_office, said_on, sender_of
from handlers.conversation import Conversation
from handlers.expiry import ON_EXPIRY
from handlers.notices import tell_office
from handlers.recording import record
from handlers.screen import Screen, screen
from handlers.telling import tell_people
from handlers.texts import claims as texts
from handlers.visit import Visit
from qbot.asking import Completed, Half, answered, completed, straight
from qbot.claims import guess, half_of_claim, likely, open_one, settle
from qbot.errors import Gone
from qbot.matters import Matter
from qbot.people import Person
from qbot.ports import PendingQuestion, Writes
from qbot.reporting import Origin

CONFIRM = "claim-confirm"
CONFIRM_LIFE = timedelta(days=3)


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
    more = answered(reader, plan, half, visit.text, lack="value", asked_with_period=True)
    if more is None:
        await visit.answer(screen(texts.NOT_CERTAIN))
        return True
    async with prompts.taking(visit, question) as tx:
        if matter.is_open:
            done = await _ask_sender(tx, visit, person, matter, straight(more))
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
    told = texts.office_of_confirmation(named_with_unit(visit, person), matter, yes=yes)
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


PROMPTS: dict[str, prompts.Continue] = {"claim-figure": _figure_in_words}
CONVERSATION = Conversation(
    presses={PickFor: _pick, MeanReport: _mean, OfferGuess: _offer, ConfirmClaim: _confirm},
    says=(_confirm_in_words,),
)
