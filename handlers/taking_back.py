"""Taking back what was said last: a figure that is still asked about, a report or a note of progress."""

from handlers import incidents, reporting, tasks, typed_answers
from handlers.screen import screen
from handlers.texts import receipts
from handlers.visit import Visit
from qbot.errors import Gone
from qbot.people import Person


async def undo(visit: Visit, person: Person) -> None:
    """Take back what was said last, or say why not."""
    visit.turn.mark("taken-back")
    if (
        await typed_answers.dropped(visit, person)
        or await incidents.taken_back(visit, person)
        or await tasks.undo_last(visit, person)
    ):
        return
    try:
        await reporting.undo_last(visit, person)
    except Gone as gone:
        await visit.answer(screen(why_not(gone)))


def why_not(gone: Gone) -> str:
    """Why nothing was taken back."""
    return receipts.TOO_OLD_TO_UNDO if str(gone) == "too old" else receipts.NOTHING_TO_UNDO
