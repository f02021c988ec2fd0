"""Taking back what waits for the office: a wish for a later day, for a substitute, a handover, a question."""

from collections.abc import Sequence

from handlers.screen import screen
from handlers.telling import hearing_office, renew_cards, tell_in_hours
from handlers.texts import unsaying as texts
from handlers.visit import Visit
from qbot.errors import Gone
from qbot.matters import Matter, MatterKind
from qbot.people import Person
from qbot.ports import Reads, Writes
from qbot.retracting import own_waiting, retract


async def retract_one(visit: Visit, person: Person, kinds: Sequence[MatterKind], *, nothing: str) -> None:
    """Take back the person's one matter of these kinds that waits; of several the one that is named, else
    which is asked; `nothing` is said where none waits."""
    async with visit.desk.store.reading() as view:
        waiting = await own_waiting(view, person, kinds)
        meant = await _named(view, visit, waiting) if len(waiting) > 1 else waiting
    if len(meant) == 1:
        return await retract_this(visit, person, meant[0])
    return await visit.answer(texts.which(waiting) if waiting else screen(nothing))


async def retract_this(visit: Visit, person: Person, matter: Matter) -> None:
    """Take a matter back, and let the office see it."""
    try:
        async with visit.writing() as tx:
            await retract(tx, person, matter, at=visit.at)
            visit.turn.mark("taken-back")
            await visit.say(tx, texts.retracted(matter), resend=True)
            await _tell_office(tx, visit, matter, person)
    except Gone:
        await visit.answer(screen(texts.DECIDED))


async def _tell_office(tx: Writes, visit: Visit, matter: Matter, person: Person) -> None:
    """The card loses its buttons, and a word says why."""
    office, shown = await hearing_office(tx), texts.told_office(visit.desk.plan, matter, person)
    await renew_cards(tx, office, shown, subject=f"{matter.kind}:{matter.id}", at=visit.at)
    await tell_in_hours(tx, office, shown, at=visit.at)


async def _named(tx: Reads, visit: Visit, waiting: Sequence[Matter]) -> Sequence[Matter]:
    """Those about an indicator that the words name."""
    named = visit.desk.reader.outline(visit.text, on=visit.on).indicators
    found = []
    for matter in waiting:
        extension = (
            await tx.extensions.get(int(matter.payload["extension"])) if matter.kind == "extension" else None
        )
        if extension is not None and extension.series.indicator in named:
            found.append(matter)
    return found
