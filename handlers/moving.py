"""改期次: a figure that was put into the wrong period goes where it belongs, by a tap or by typing.

Where that changes a settled figure or would be odd, it is asked first, and moved with the answer.
"""

import re
from collections.abc import Sequence

from handlers.actions_reporting import Move, MoveTo
from handlers.asking import recent_periods
from handlers.conversation import Conversation
from handlers.holding import ask_held
from handlers.questions import ask, is_waiting
from handlers.recording import record_drafts, series_of, tell_others, yardsticks_of
from handlers.screen import screen
from handlers.telling import tell_people
from handlers.texts import receipts
from handlers.visit import Visit
from qbot.asking import Half, answered
from qbot.errors import Gone, NotAllowed
from qbot.ledger.versions import Draft, Version
from qbot.moving import MARK, draft_in, move
from qbot.people import Person
from qbot.periods import Period
from qbot.ports import PendingQuestion, Reads, Writes
from qbot.reporting import Origin, may_file
from qbot.withdrawing import last_report

MOVE = "move"
_MOVES = re.compile(
    r"(?:(?:刚才|上一?条)?(?:那个|的)?(?:期次|月份|季度)(?:我?[写报填发弄搞]?错了?|不对|有误)|改期次|改到|移到)"
    r"[,，。:：\s]*(?:应该?)?(?:是|为|改[为成到])?[:：\s]*(?P<rest>.*?)[吧。！!\s]*"
)
MORE_PERIODS = 12


async def _offer_periods(visit: Visit, person: Person, action: Move) -> str | None:
    """A press on 改期次."""
    async with visit.desk.store.reading() as tx:
        numbers = range(action.first, min(action.last, action.first + MORE_PERIODS) + 1)
        found = [version for number in numbers if (version := await tx.reports.get(number)) is not None]
        versions = [each for each in found if await stands(tx, each)]
        if not versions:
            raise await why_gone(tx, found)
    if not all(person.is_office or each.draft.reporter_id == person.id for each in versions):
        return receipts.NOT_YOURS
    async with visit.writing() as tx:
        await ask_period(tx, visit, person, versions)
    return None


async def ask_period(tx: Writes, visit: Visit, person: Person, versions: Sequence[Version]) -> None:
    """Offer the likely periods of a figure; of several, first which one."""
    first = versions[0]
    if len(versions) > 1:
        shown = receipts.which_figure(visit.desk.plan, versions)
    else:
        await _close_earlier(tx, visit, person)
        await ask(tx, visit, person, MOVE, {"number": first.number})
        indicator = visit.desk.plan.indicator[first.series.indicator]
        offered = [each for each in recent_periods(indicator, on=visit.on) if each != first.series.period]
        shown = receipts.which_period(visit.desk.plan, first, offered)
    await visit.say(tx, shown, kind="question", subject=f"R-{first.number}")


async def _close_earlier(tx: Writes, visit: Visit, person: Person) -> None:
    for each in await tx.questions.open_for(person.id, visit.chat_id):
        if each.kind == MOVE:
            await tx.questions.close(each.id, outcome="answered", at=visit.at)


async def stands(tx: Reads, version: Version) -> bool:
    return any(each.number == version.number for each in await tx.reports.of_series([version.series]))


async def why_gone(tx: Reads, versions: Sequence[Version]) -> Gone:
    """Why figures that do not stand any more cannot be changed: corrected since, or taken back."""
    if not versions:
        return Gone("unknown figure")
    later = await tx.reports.of_series([each.series for each in versions])
    newest = max(each.number for each in versions)
    return Gone("corrected" if any(each.number > newest for each in later) else "withdrawn")


async def _press(visit: Visit, person: Person, action: MoveTo) -> str | None:
    async with visit.desk.store.reading() as tx:
        version = await tx.reports.get(action.number)
        if version is None or not await stands(tx, version):
            raise await why_gone(tx, [version] if version else [])
    if not person.is_office and version.draft.reporter_id != person.id:
        return receipts.NOT_YOURS
    try:
        period = Period.parse(action.period)
    except ValueError as error:
        raise Gone from error
    await move_to(visit, person, version, str(period))
    return None


async def _typed(visit: Visit, person: Person) -> bool:
    """A period that is typed once 改期次 has asked for it; in a group, soon after."""
    async with visit.desk.store.reading() as tx:
        open_ = await tx.questions.open_for(person.id, visit.chat_id)
        asked = next((each for each in open_ if each.kind == MOVE and is_waiting(visit, each)), None)
        version = await tx.reports.get(int(asked.payload["number"])) if asked else None
        if version is None or not await stands(tx, version):
            return False
    period = said_period(visit, version)
    if period is None:
        return False
    await move_to(visit, person, version, period)
    return True


async def _moved_in_words(visit: Visit, person: Person) -> bool:
    """改期次 2月, or 期次错了,是2月, without a number: of what the person reported last."""
    match = _MOVES.fullmatch(visit.text.strip())
    if match is None:
        return False
    async with visit.desk.store.reading() as tx:
        try:
            numbers = await last_report(tx, person)
        except Gone:
            return False
        versions = [version for number in numbers if (version := await tx.reports.get(number)) is not None]
    rest = match["rest"]
    period = said_period(visit, versions[0], rest) if versions and rest else None
    if not versions or (rest and period is None):
        return False
    if period is not None and len(versions) == 1:
        await move_to(visit, person, versions[0], period)
        return True
    async with visit.writing() as tx:
        await ask_period(tx, visit, person, versions)
    return True


def said_period(visit: Visit, version: Version, words: str | None = None) -> str | None:
    """The period that words, by default the message, name for a figure and say nothing else."""
    draft = version.draft
    half = Half(
        said_on=visit.on,
        text=visit.text,
        message_id=None,
        indicator=draft.series.indicator,
        value=draft.value,
        numerator=draft.numerator,
        denominator=draft.denominator,
    )
    more = answered(visit.desk.reader, visit.desk.plan, half, words or visit.text, lack="period")
    return more.period if more else None


async def move_to(visit: Visit, person: Person, version: Version, to: str) -> None:
    """Move the figure to a period, or say why not."""
    if to == version.series.period:
        return await visit.answer(screen(receipts.SAME_PERIOD))
    if Period.parse(to).starts_on > visit.on:
        return await visit.answer(screen(receipts.PERIOD_NOT_BEGUN))
    async with visit.writing() as tx:
        draft = await draft_in(tx, version, to, by=person)
        if not may_file(visit.desk.plan, person, draft):
            raise NotAllowed
        await _close_earlier(tx, visit, person)
        await _move(tx, visit, person, version, draft)
    return None


async def _move(tx: Writes, visit: Visit, person: Person, version: Version, draft: Draft) -> None:
    origin = Origin(MARK, visit.chat_id, visit.message_id, "button")
    moved = await move(tx, visit.desk.plan, person, version, draft, origin=origin, at=visit.at)
    for held in moved.filed.held:
        await ask_held(tx, visit, person, held, moves=version.number)
    if not moved.filed.recorded:
        return
    recorded = moved.filed.recorded[0]
    series = await series_of(tx, moved.filed)
    references = await yardsticks_of(tx, visit.desk.plan, series)
    shown = receipts.moved(
        visit.desk.plan, version, moved, series=series, references=references, person=person
    )
    await visit.say(tx, shown, kind="receipt", subject=f"R-{recorded.version.number}", resend=True)
    await tell_others(tx, visit, person, moved.filed)
    await _tell_reporter(tx, visit, person, version, recorded.version)
    visit.turn.mark("recorded")


async def _tell_reporter(tx: Writes, visit: Visit, person: Person, old: Version, new: Version) -> None:
    """Whoever reported the figure learns that the office has moved it."""
    reporter = await tx.people.get(old.draft.reporter_id) if old.draft.reporter_id != person.id else None
    if reporter is not None and reporter.state == "active" and reporter.started:
        shown = receipts.moved_by(visit.desk.plan, old, new, by=person)
        await tell_people(tx, [reporter], shown, at=visit.at, subject=f"R-{new.number}")


async def record_answered(
    tx: Writes, visit: Visit, person: Person, question: PendingQuestion, draft: Draft
) -> None:
    """Store a held figure that has been answered for; one that was to be moved leaves its former place."""
    number = question.payload.get("moves")
    version = await tx.reports.get(int(number)) if number is not None else None
    if version is None:
        await record_drafts(tx, visit, person, [draft])
        return
    if not may_file(visit.desk.plan, person, draft):
        raise NotAllowed
    if not await stands(tx, version):
        await visit.say(tx, screen(receipts.UNDONE_ALREADY))
        return
    await _move(tx, visit, person, version, draft)


CONVERSATION = Conversation(presses={Move: _offer_periods, MoveTo: _press}, says=(_typed, _moved_in_words))
