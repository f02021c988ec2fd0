"""Taking back what was said last: a figure that is still asked about, a report or a note of progress."""

import re
from collections.abc import Collection
from datetime import date, timedelta

from handlers import extensions, incidents, promises, prompts, reporting, tasks, typed_answers, unsaying
from handlers.screen import screen
from handlers.texts import asking as asking_texts
from handlers.texts import receipts
from handlers.texts import unsaying as unsaying_texts
from handlers.visit import Visit
from qbot.errors import Gone
from qbot.people import Person
from qbot.reading.naming import Named
from qbot.reading.normal import normalise
from qbot.retracting import OWN, own_waiting
from qbot.unsaid_words import Unsaid, read_loosely, read_unsaid
from qbot.withdrawing import last_report, reports_of

_PERIOD = re.compile(
    r"(?:\d{4}年|去年|今年)?(?:(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月份?|[一二三四1-4]季度)|上个?月|本月|上个?季度"
)
_DAY = re.compile(r"昨[天日晚]|前[天日]")
_NEW_VALUE = re.compile(
    r"(?:应该?[是为]|改[为成]|实际?[是为]|正确的?[是为]|(?<![不])是|->|→)\s*(?P<value>\d[\d.]*\s?%?)(?!\s*(?:月|季|号|日|年))"
)
_OF_NO_FIGURE = (promises.WHICH, promises.DAY, extensions.WHICH)
_DAYS_AGO = {"昨": timedelta(days=1), "前": timedelta(days=2)}


async def undo(visit: Visit, person: Person, *, quiet: bool = False) -> None:
    """Take back what was said last, or what is named, or say why not. `quiet`: in a group, where only a
    figure that is taken back is the bot's business."""
    named = _named(visit)
    unsaid = _something_else(visit, named)
    if unsaid is not None and not unsaying.is_own_figure(visit, person, unsaid):
        return None if quiet else await unsaying.unsay(visit, person, unsaid)
    if (value := _NEW_VALUE.search(normalise(visit.text).text)) is not None:
        name = visit.desk.plan.indicator[named.indicators[0]].short if named and named.indicators else ""
        return await visit.answer(screen(receipts.UNDO_OR_CORRECT.format(value=value["value"], name=name)))
    visit.turn.mark("taken-back")
    if named is not None and named.indicators:
        return await _undo_named(visit, person, named)
    day = _said_day(visit)
    if named is not None or day is not None:
        return await _undo_of(visit, person, {str(each) for each in named.periods} if named else set(), day)
    if (
        await typed_answers.dropped(visit, person)
        or await _dropped(visit, person)
        or await _may_be_submitted(visit, person)
        or await incidents.taken_back(visit, person)
        or await tasks.undo_last(visit, person)
    ):
        return None
    try:
        await reporting.undo_last(visit, person)
    except Gone as gone:
        await visit.answer(screen(why_not(gone)))


async def _dropped(visit: Visit, person: Person) -> bool:
    """Drop what was asked last, of no figure, where nothing was reported since: by which day, who stands in.
    What was reported before stands."""
    async with visit.desk.store.reading() as tx:
        open_ = [
            each
            for each in await tx.questions.open_for(person.id, visit.chat_id)
            if each.expires_at > visit.at and (prompts.is_prompt(each) or each.kind in _OF_NO_FIGURE)
        ]
        last = await tx.reports.last_of(person.id, limit=1)
    if not open_ or (last and last[0].reported_at >= open_[0].asked_at):
        return False
    async with visit.writing() as tx:
        for each in open_:
            await tx.questions.close(each.id, outcome="cancelled", at=visit.at)
        await visit.say(tx, asking_texts.not_asked_on(visit.desk.plan, last[0] if last else None))
    return True


async def _may_be_submitted(visit: Visit, person: Person) -> bool:
    """Whether something was put before the office after the last figure, so that it may be what is meant:
    which of the two is asked, and neither is touched."""
    async with visit.desk.store.reading() as tx:
        waiting = await own_waiting(tx, person, OWN)
        last = await tx.reports.last_of(person.id, limit=1)
    newest = max(waiting, key=lambda each: each.opened_at, default=None)
    if newest is None or (last and last[0].reported_at >= newest.opened_at):
        return False
    await visit.answer(unsaying_texts.which_of_two(newest, last[0].number if last else None))
    return True


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
