"""Taking figures back by number: the receipt, the reason where a settled one goes, and a word to those whose
figures somebody else took back."""

from collections.abc import Sequence

from handlers.expiry import ON_EXPIRY
from handlers.holding import WITHDRAWAL
from handlers.notices import tell_office
from handlers.questions import ask, show
from handlers.telling import tell_people
from handlers.texts import asking
from handlers.texts import taken_back as texts
from handlers.visit import Visit
from qbot.clock import city_day
from qbot.people import Person
from qbot.ports import PendingQuestion, Writes
from qbot.reporting import Origin
from qbot.withdrawing import Withdrawn, settled_among, undo


async def take_back(
    tx: Writes,
    visit: Visit,
    person: Person,
    numbers: Sequence[int],
    *,
    origin: Origin,
    in_place: bool = False,
) -> tuple[Withdrawn, ...]:
    """Take the versions back and say so; `in_place` of the message whose button was pressed. Where one is
    reviewed or past its due date the reason is asked first, and nothing is taken back yet. NotAllowed, Gone
    as `undo` says."""
    plan, on = visit.desk.plan, city_day(visit.at)
    settled = await settled_among(tx, plan, person, numbers, on=on, at=visit.at)
    if settled:
        payload = {
            "withdraws": list(numbers),
            "replaced": settled[0].number,
            "text": origin.text,
            "choices": list(asking.UNDO_REASONS),
            ON_EXPIRY: asking.UNDO_EXPIRED,
        }
        question = await ask(tx, visit, person, WITHDRAWAL, payload)
        if question is not None:
            await show(tx, visit, question, asking.why_withdrawn(plan, settled, question=question))
        return ()
    return await _carry_out(tx, visit, person, numbers, origin=origin, in_place=in_place)


async def take_back_explained(
    tx: Writes, visit: Visit, person: Person, question: PendingQuestion, reason: str
) -> None:
    """The reason is given: what it was asked about is taken back, and the office hears of it."""
    words = f"{question.payload['text']}\n{reason}"
    origin = Origin(words, visit.chat_id, visit.message_id)
    withdrawn = await _carry_out(
        tx, visit, person, question.payload["withdraws"], origin=origin, reason=reason
    )
    shown = texts.settled_taken_back(visit.desk.plan, withdrawn, reason, by=person)
    await tell_office(tx, shown, at=visit.at, but=person.telegram_user_id)


async def _carry_out(
    tx: Writes,
    visit: Visit,
    person: Person,
    numbers: Sequence[int],
    *,
    origin: Origin,
    reason: str | None = None,
    in_place: bool = False,
) -> tuple[Withdrawn, ...]:
    withdrawn = await undo(tx, person, numbers, origin=origin, at=visit.at, reason=reason)
    shown = texts.undone(visit.desk.plan, withdrawn, at=visit.at, reason=reason)
    if in_place:
        await visit.put(tx, shown)
    else:
        await visit.say(tx, shown, kind="receipt", resend=True)
    visit.turn.mark("taken-back")
    await _tell_reporters(tx, visit, person, withdrawn)
    return withdrawn


async def _tell_reporters(tx: Writes, visit: Visit, person: Person, withdrawn: Sequence[Withdrawn]) -> None:
    """Whoever reported a figure learns that somebody else has taken it back."""
    others = {each.version.draft.reporter_id for each in withdrawn} - {person.id}
    for reporter_id in sorted(others):
        reporter = await tx.people.get(reporter_id)
        if reporter is None or reporter.state != "active" or not reporter.started:
            continue
        theirs = [each for each in withdrawn if each.version.draft.reporter_id == reporter_id]
        shown = texts.taken_back_by(visit.desk.plan, theirs, by=person)
        await tell_people(tx, [reporter], shown, at=visit.at, subject=f"R-{theirs[0].version.number}")
