"""Taking figures back by number: the receipt, and a word to those whose figures somebody else took back."""

from collections.abc import Sequence

from handlers.screen import Screen
from handlers.telling import tell_people
from handlers.texts import receipts
from handlers.visit import Visit
from qbot.people import Person
from qbot.ports import Writes
from qbot.reporting import Origin
from qbot.withdrawing import Withdrawn, undo


async def taken_back(
    tx: Writes, visit: Visit, person: Person, numbers: Sequence[int], *, origin: Origin
) -> tuple[Screen, tuple[Withdrawn, ...]]:
    """Take the versions back; the receipt and what was taken back. NotAllowed, Gone as `undo` says."""
    withdrawn = await undo(tx, person, numbers, origin=origin, at=visit.at)
    await _tell_reporters(tx, visit, person, withdrawn)
    return receipts.undone(visit.desk.plan, withdrawn, at=visit.at), withdrawn


async def _tell_reporters(tx: Writes, visit: Visit, person: Person, withdrawn: Sequence[Withdrawn]) -> None:
    """Whoever reported a figure learns that somebody else has taken it back."""
    others = {each.version.draft.reporter_id for each in withdrawn} - {person.id}
    for reporter_id in sorted(others):
        reporter = await tx.people.get(reporter_id)
        if reporter is None or reporter.state != "active" or not reporter.started:
            continue
        theirs = [each for each in withdrawn if each.version.draft.reporter_id == reporter_id]
        shown = receipts.taken_back_by(visit.desk.plan, theirs, by=person)
        await tell_people(tx, [reporter], shown, at=visit.at, subject=f"R-{theirs[0].version.number}")
