"""Taking back what was said last: a figure that is still asked about, a report or a note of progress."""

import re

from handlers import incidents, reporting, tasks, typed_answers
from handlers.screen import screen
from handlers.texts import receipts
from handlers.visit import Visit
from qbot.errors import Gone
from qbot.people import Person
from qbot.reading.naming import Named
from qbot.withdrawing import reports_of

_PERIOD = re.compile(
    r"(?:\d{4}年|去年|今年)?(?:(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月份?|[一二三四1-4]季度)|上个?月|本月|上个?季度"
)


async def undo(visit: Visit, person: Person) -> None:
    """Take back what was said last, or what is named, or say why not."""
    visit.turn.mark("taken-back")
    named = _named(visit)
    if named is not None:
        return await _undo_named(visit, person, named)
    if (
        await typed_answers.dropped(visit, person)
        or await incidents.taken_back(visit, person)
        or await tasks.undo_last(visit, person)
    ):
        return None
    try:
        await reporting.undo_last(visit, person)
    except Gone as gone:
        await visit.answer(screen(why_not(gone)))


def _named(visit: Visit) -> Named | None:
    """The indicators that the words name, with their periods; None where they name none."""
    reader = visit.desk.reader
    indicators = reader.outline(visit.text, on=visit.on).indicators
    if not indicators:
        return None
    spoken = [reader.named(match[0], on=visit.on) for match in _PERIOD.finditer(visit.text)]
    return Named(indicators, periods=tuple(period for each in spoken if each for period in each.periods))


async def _undo_named(visit: Visit, person: Person, named: Named) -> None:
    """Take back the figures that are named, and never others in their place."""
    periods = {str(each) for each in named.periods}
    async with visit.desk.store.reading() as tx:
        numbers = await reports_of(tx, person, named.indicators, periods)
    if not numbers:
        if not await typed_answers.dropped(visit, person):
            await visit.answer(screen(receipts.NOTHING_OF_THAT))
        return
    try:
        await reporting.undo_last(visit, person, numbers)
    except Gone as gone:
        await visit.answer(screen(why_not(gone)))


def why_not(gone: Gone) -> str:
    """Why nothing was taken back."""
    return receipts.TOO_OLD_TO_UNDO if str(gone) == "too old" else receipts.NOTHING_TO_UNDO
