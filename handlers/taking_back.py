"""Taking back what was said last: a figure that is still asked about, a report or a note of progress."""

import re
from collections.abc import Collection
from datetime import date, timedelta

from handlers import incidents, reporting, tasks, typed_answers, unsaying
from handlers.screen import screen
from handlers.texts import receipts
from handlers.visit import Visit
from qbot.errors import Gone
from qbot.people import Person
from qbot.reading.naming import Named
from qbot.unsaid_words import Unsaid, read_loosely, read_unsaid
from qbot.withdrawing import last_report, reports_of

_PERIOD = re.compile(
    r"(?:\d{4}年|去年|今年)?(?:(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月份?|[一二三四1-4]季度)|上个?月|本月|上个?季度"
)
_DAY = re.compile(r"昨[天日晚]|前[天日]")
_DAYS_AGO = {"昨": timedelta(days=1), "前": timedelta(days=2)}


async def undo(visit: Visit, person: Person, *, quiet: bool = False) -> None:
    """Take back what was said last, or what is named, or say why not. `quiet`: in a group, where only a
    figure that is taken back is the bot's business."""
    named = _named(visit)
    unsaid = _something_else(visit, named)
    if unsaid is not None:
        return None if quiet else await unsaying.unsay(visit, person, unsaid)
    visit.turn.mark("taken-back")
    if named is not None and named.indicators:
        return await _undo_named(visit, person, named)
    day = _said_day(visit)
    if named is not None or day is not None:
        return await _undo_of(visit, person, {str(each) for each in named.periods} if named else set(), day)
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


def _something_else(visit: Visit, named: Named | None) -> Unsaid | None:
    """The thing, no figure, that is taken back by its name or in reply to what we said of it."""
    unsaid = read_unsaid(visit.text, on=visit.on) or unsaying.of_reply(visit)
    return unsaid or (read_loosely(visit.text) if named is None else None)


def _named(visit: Visit) -> Named | None:
    """The indicators and periods that the words name; None where they name none."""
    reader = visit.desk.reader
    indicators = reader.outline(visit.text, on=visit.on).indicators
    spoken = [reader.named(match[0], on=visit.on) for match in _PERIOD.finditer(visit.text)]
    periods = tuple(period for each in spoken if each for period in each.periods)
    return Named(indicators, periods=periods) if indicators or periods else None


def _said_day(visit: Visit) -> date | None:
    """The day before today on which the figure was reported, where the words say one."""
    match = _DAY.search(visit.text)
    return visit.on - _DAYS_AGO[match[0][0]] if match else None


async def _undo_of(visit: Visit, person: Person, periods: Collection[str], day: date | None) -> None:
    """Take back the last report of a period or a day, and never another one in its place."""
    try:
        async with visit.desk.store.reading() as tx:
            numbers = await last_report(tx, person, periods=periods, on=day)
        await reporting.undo_last(visit, person, numbers)
    except Gone as gone:
        other = receipts.NOTHING_OF_THEN
        await visit.answer(screen(receipts.TOO_OLD_TO_UNDO if str(gone) == "too old" else other))


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
    words = {"too old": receipts.TOO_OLD_TO_UNDO, "unknown figure": receipts.NO_SUCH_NUMBER}
    return words.get(str(gone), receipts.NOTHING_TO_UNDO)
