"""Promises: 农产品周四报, 3月药品暂无, 3C本期不适用. What is left open is asked: which figures, which day."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from handlers.actions_promises import Promise
from handlers.asking import ask_back
from handlers.conversation import Command, Conversation
from handlers.expiry import ASKED_ON, ON_EXPIRY, OVERTAKEN_BY
from handlers.questions import ask
from handlers.recording import record
from handlers.screen import Screen, screen
from handlers.texts import asking as asking_texts
from handlers.texts import promises as texts
from handlers.texts import receipts
from handlers.texts.words import promised_day
from handlers.visit import Visit
from qbot.deferring import (
    Deferred,
    Located,
    Pending,
    days_to_offer,
    figures_there,
    file_blank,
    locate,
    pending_of,
)
from qbot.errors import ForeignUnit, Gone
from qbot.exchanging import straightened
from qbot.ledger.versions import Series
from qbot.people import Person
from qbot.periods import Period
from qbot.ports import PendingQuestion, Reads, Writes
from qbot.promises import Blank, Told, read_blanks
from qbot.reading.meaning import Meaning
from qbot.reporting import Origin, speaking_units
from qbot.tasks.quarterly import words_missing

WHICH, DAY = "promise-which", "promise-day"


async def _by_command(visit: Visit, person: Person, words: Sequence[str]) -> None:
    """/promise 3月药品 周五, 3C 不适用, or only a name: then the day is asked."""
    said = " ".join(words)
    if said and speaking_units(visit.desk.plan, person):
        for form in (said, f"{said}报", f"{said}暂无"):
            told = read_blanks(visit.desk.reader, form, on=visit.on)
            if told is not None and await _hear(visit, person, told):
                return
    await visit.answer(screen(texts.PROMISE_WHAT))


async def promised(visit: Visit, person: Person) -> bool:
    """Whether the words, new or edited, are a promise or say that something does not apply; they are stored
    then, or asked about."""
    if not speaking_units(visit.desk.plan, person):
        return False
    told = read_blanks(visit.desk.reader, visit.text, on=visit.on)
    return told is not None and await _hear(visit, person, told)


async def _hear(visit: Visit, person: Person, told: Told) -> bool:
    """Record what is certain and ask about the rest; False where it is no promise to the bot after all."""
    desk = visit.desk
    meaning: Meaning | None = None
    if told.rest:
        meaning = desk.reader.read(told.rest, on=visit.on, role=person.role, chat=visit.chat_kind)
        if meaning.intent != "report":
            return False
    async with desk.store.reading() as tx:
        blanks = [await _of_reply(tx, visit, blank) for blank in told.blanks]
        located = [await locate(tx, desk.plan, person, blank, on=visit.on) for blank in blanks]
    if not all(_is_meant(visit, person, *pair) for pair in zip(blanks, located, strict=True)):
        return False
    async with visit.writing() as tx:
        if meaning is not None:
            origin = Origin(visit.text, visit.chat_id, visit.message_id)
            items, left = straightened(desk.reader, meaning, told.rest, on=visit.on)
            if items:
                await record(tx, visit, person, items, origin=origin)
            if left.clarify:
                await ask_back(tx, visit, person, left)
        for blank, found in zip(blanks, located, strict=True):
            await take(tx, visit, person, blank, found)
    return True


async def _of_reply(tx: Reads, visit: Visit, blank: Blank) -> Blank:
    """A blank without a name in reply to a receipt is about the receipt's figure."""
    prefix, _, number = (visit.reply_subject or "").partition("-")
    if blank.named.names_one or prefix != "R" or not number.isdigit():
        return blank
    version = await tx.reports.get(int(number))
    if version is None:
        return blank
    said = replace(blank.named, indicators=(version.series.indicator,), unit=version.series.unit)
    return replace(blank, named=replace(said, periods=blank.named.periods or _periods(version.series)))


def _is_meant(visit: Visit, person: Person, blank: Blank, found: Located) -> bool:
    """In a group only what leaves nothing open; of the office only what is its own to report."""
    if person.is_office and (found.foreign or found.is_empty):
        return False
    if blank.named.unit is not None and blank.named.unit not in speaking_units(visit.desk.plan, person):
        return False
    return visit.is_private or (found.is_certain and blank.named.names_one and is_complete(blank))


def is_complete(blank: Blank | Pending) -> bool:
    """Whether nothing more need be asked: the day of what is promised is known."""
    return blank.state == "not-applicable" or blank.promised_on is not None


async def take(tx: Writes, visit: Visit, person: Person, blank: Blank, found: Located) -> None:
    """Store what a blank says of the series it was found to be about, or ask what it leaves open."""
    plan = visit.desk.plan
    if found.foreign:
        await visit.say(tx, screen(receipts.foreign(plan, ForeignUnit(found.foreign), person)))
        visit.turn.mark("refused")
    if found.unfit:
        await visit.say(tx, screen(texts.unfit(plan, found.unfit)))
        visit.turn.mark("refused")
    if found.is_empty:
        words = await words_missing(
            tx, visit.desk.plan, on=visit.on, units=speaking_units(visit.desk.plan, person)
        )
        await visit.say(tx, screen(texts.NO_BLANK_OF_WORDS if words else texts.NOTHING_OWED))
        visit.turn.mark("answered")
    series = found.series or found.choices
    if series:
        pending = pending_of(blank, series, text=visit.text, message_id=visit.message_id)
        if found.choices:
            await ask_which(tx, visit, person, pending)
        else:
            await defer(tx, visit, person, pending)


async def defer(tx: Writes, visit: Visit, person: Person, pending: Pending) -> Deferred | None:
    """Store a blank and say so; None when its day has to be asked first."""
    if not is_complete(pending):
        return await _ask_what_is_open(tx, visit, person, pending)
    origin = Origin(pending.text, visit.chat_id, pending.message_id)
    deferred = await file_blank(tx, person, pending, origin=origin, at=visit.at)
    await _close_about(tx, visit, person, {each.series for each in (*deferred.recorded, *deferred.unchanged)})
    await tell(tx, visit, deferred)
    return deferred


async def _close_about(tx: Writes, visit: Visit, person: Person, told: Collection[Series]) -> None:
    """Close the questions that are answered by what was told of these figures, however it was told."""
    for each in await tx.questions.open_for(person.id, visit.chat_id):
        asked = set(Pending.from_payload(each.payload).series) if each.kind in (WHICH, DAY) else set()
        if asked and (asked <= set(told) if each.kind == DAY else asked & set(told)):
            await tx.questions.close(each.id, outcome="answered", at=visit.at)


async def tell(tx: Writes, visit: Visit, deferred: Deferred) -> None:
    """Say what became of a blank."""
    by = visit.person.name if visit.person else ""
    shown = texts.receipt(visit.desk.plan, deferred, on=visit.on, by=by)
    told = deferred.recorded or deferred.unchanged
    subject = f"R-{told[0].number}" if told else None
    await visit.say(tx, shown, kind="receipt", subject=subject, resend=True)
    visit.turn.mark("recorded" if told else "refused")


async def _ask_what_is_open(tx: Writes, visit: Visit, person: Person, pending: Pending) -> Deferred | None:
    """Ask for the day of what has no figure yet; where all have one, say that they stand."""
    kept = await figures_there(tx, pending)
    if kept:
        await tell(tx, visit, Deferred(kept=kept))
    there = {version.series for version in kept}
    left = tuple(each for each in pending.series if each not in there)
    if not left:
        return Deferred(kept=kept)
    await _ask_day(tx, visit, person, replace(pending, series=left))
    return None


async def ask_which(tx: Writes, visit: Visit, person: Person, pending: Pending) -> None:
    question = await _open(tx, visit, person, WHICH, pending)
    if question is not None:
        shown = texts.which(visit.desk.plan, pending.state, pending.series, question=question)
        await _show(tx, visit, question, shown)


async def _ask_day(tx: Writes, visit: Visit, person: Person, pending: Pending) -> None:
    days = days_to_offer(visit.on)
    question = await _open(tx, visit, person, DAY, pending, days=days)
    if question is not None:
        shown = texts.which_day(visit.desk.plan, pending, days, on=visit.on, question=question)
        await _show(tx, visit, question, shown)


async def _open(
    tx: Writes, visit: Visit, person: Person, kind: str, pending: Pending, *, days: Sequence[date] = ()
) -> int | None:
    await _close_about(tx, visit, person, pending.series)  # the newer question takes its place
    payload = {
        **pending.to_payload(),
        "days": [each.isoformat() for each in days],
        ON_EXPIRY: texts.EXPIRED.format(words=pending.text, day=ASKED_ON),
        OVERTAKEN_BY: "all" if kind == DAY else "any",
    }
    return await ask(tx, visit, person, kind, payload)


async def _show(tx: Writes, visit: Visit, question: int, shown: Screen) -> None:
    await visit.say(tx, shown, kind="question", subject=f"promise:{question}", resend=True)


async def _press(visit: Visit, person: Person, action: Promise) -> str | None:
    async with visit.writing() as tx:
        question = await tx.questions.get(action.question)
        if question is None or question.chat_id != visit.chat_id or question.kind not in (WHICH, DAY):
            return texts.CLOSED
        if question.person_id != person.id:
            return asking_texts.OF_ANOTHER
        if question.expires_at <= visit.at:
            await tx.questions.close(question.id, outcome="expired", at=visit.at)
            return texts.CLOSED
        if action.choice == texts.NONE_OF_THEM:
            await tx.questions.close(question.id, outcome="cancelled", at=visit.at)
            await visit.put(tx, screen(texts.DROPPED))
            return None
        pending = _chosen(question, action.choice)
        await tx.questions.close(question.id, outcome="answered", at=visit.at)
        await visit.put(tx, texts.chosen(_words(visit, question, pending)))
        await defer(tx, visit, person, still_own(visit, person, pending))
    return None


def _chosen(question: PendingQuestion, choice: int) -> Pending:
    """The blank with what was picked; Gone when there is no such choice."""
    pending = Pending.from_payload(question.payload)
    if question.kind == DAY:
        days = question.payload["days"]
        if not 0 <= choice < len(days):
            raise Gone
        return replace(pending, promised_on=date.fromisoformat(days[choice]))
    if choice == texts.ALL_OF_THEM:
        return pending
    if not 0 <= choice < len(pending.series):
        raise Gone
    return replace(pending, series=(pending.series[choice],))


def _words(visit: Visit, question: PendingQuestion, pending: Pending) -> str:
    if question.kind == DAY and pending.promised_on is not None:
        return promised_day(pending.promised_on)
    return texts.label(visit.desk.plan, pending.series)


def still_own(visit: Visit, person: Person, pending: Pending) -> Pending:
    """Without what has become another unit's while the question waited."""
    units = speaking_units(visit.desk.plan, person)
    series = tuple(each for each in pending.series if each.unit in units)
    if not series:
        raise Gone
    return replace(pending, series=series)


def _periods(series: Series) -> tuple[Period, ...]:
    return (Period.parse(series.period),)


CONVERSATION = Conversation(
    commands=(Command("promise", "暂无或不适用:/promise 3月药品 周五", _by_command),),
    presses={Promise: _press},
    says=(promised,),
)
