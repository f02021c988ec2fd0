"""Changing what was reported, by its number: commands, the button 更正, and sentences that mean them.

/undo, /correct and /move.

Without a number the last report is meant.
"""

import re
from collections.abc import Sequence
from datetime import timedelta

from handlers import taking_back
from handlers.actions_reporting import Correct
from handlers.conversation import Command, Conversation
from handlers.correcting import correct, may_correct
from handlers.moving import ask_period, move_to, said_period, stands
from handlers.questions import ask
from handlers.screen import screen
from handlers.texts import receipts
from handlers.undoing import take_back
from handlers.visit import Visit
from qbot.errors import Gone, NotAllowed
from qbot.ledger.versions import Version
from qbot.people import Person
from qbot.ports import Reads, Writes
from qbot.reporting import Origin
from qbot.withdrawing import last_report

CORRECT = "correct"
CORRECT_LIFE = timedelta(minutes=10)  # later a bare number means something else
MOST_OFFERED = 13
_WRONG = (
    "更正", "报错了", "我报错了", "刚才报错了", "刚报错了", "写错了", "刚才写错了", "填错了", "数错了",
    "上一条错了", "上一条报错了", "刚才那条错了", "刚才那个数错了",
)  # fmt: skip
_NUMBER = re.compile(r"[Rr]-?(\d{1,12})")


async def _undo(visit: Visit, person: Person, words: Sequence[str]) -> None:
    """/undo, or /undo R-12."""
    number, _ = _addressed(words)
    if number is None:
        return await taking_back.undo(visit, person)
    try:
        async with visit.writing() as tx:
            origin = Origin(visit.text, visit.chat_id, visit.message_id)
            await take_back(tx, visit, person, [number], origin=origin)
    except NotAllowed:
        await visit.answer(screen(receipts.NOT_YOURS))
    except Gone as gone:
        words_ = receipts.UNDONE_ALREADY if str(gone) == "withdrawn" else taking_back.why_not(gone)
        await visit.answer(screen(words_))
    return None


async def _correct(visit: Visit, person: Person, words: Sequence[str]) -> None:
    """/correct R-12 98.7, /correct 98.7, or what is to be corrected is asked."""
    number, rest = _addressed(words)
    versions = await _versions(visit, person, number)
    if not versions:
        return await visit.answer(screen(receipts.CORRECT_WHAT))
    if not rest:
        return await _ask_value(visit, person, versions)
    if not await correct(visit, person, versions, rest):
        await visit.answer(screen(receipts.CORRECT_WHAT))
    return None


async def _move(visit: Visit, person: Person, words: Sequence[str]) -> None:
    """/move R-12 2月, /move 2月, or the period is asked."""
    number, rest = _addressed(words)
    versions = await _versions(visit, person, number)
    if not versions:
        return await visit.answer(screen(receipts.NOTHING_TO_MOVE))
    period = said_period(visit, versions[0], rest) if rest and len(versions) == 1 else None
    if period is not None:
        return await move_to(visit, person, versions[0], period)
    async with visit.writing() as tx:
        await ask_period(tx, visit, person, versions)
    return None


def _addressed(words: Sequence[str]) -> tuple[int | None, str]:
    """The number said and what follows it."""
    match = _NUMBER.fullmatch(words[0]) if words else None
    return (int(match[1]), " ".join(words[1:])) if match else (None, " ".join(words))


async def _versions(visit: Visit, person: Person, number: int | None) -> Sequence[Version]:
    """What stands of a number's figure, of the last report where none is said; NotAllowed if it is not
    the person's to change."""
    async with visit.desk.store.reading() as tx:
        if number is None:
            try:
                numbers: Sequence[int] = await last_report(tx, person)
            except Gone:
                return ()
        else:
            numbers = (number,)
        versions = await _standing(tx, numbers)
    if not all(may_correct(visit, person, each) for each in versions):
        raise NotAllowed
    return versions


async def _standing(tx: Reads, numbers: Sequence[int]) -> Sequence[Version]:
    found = [version for number in numbers if (version := await tx.reports.get(number)) is not None]
    standing = await tx.reports.of_series([each.series for each in found])
    return sorted(standing, key=lambda each: each.number)


async def _press(visit: Visit, person: Person, action: Correct) -> str | None:
    """A press on 更正."""
    numbers = range(action.first, min(action.last, action.first + MOST_OFFERED) + 1)
    async with visit.desk.store.reading() as tx:
        versions = await _standing(tx, numbers)
    if not versions:
        raise Gone("withdrawn")
    if not all(may_correct(visit, person, each) for each in versions):
        return receipts.NOT_YOURS_TO_CORRECT
    await _ask_value(visit, person, versions)
    return None


async def _ask_value(visit: Visit, person: Person, versions: Sequence[Version]) -> None:
    """Ask for the right value of a figure; of several, first which one."""
    async with visit.writing() as tx:
        if len(versions) == 1:
            await _close(tx, visit, person)
            payload = {"number": versions[0].number}
            await ask(tx, visit, person, CORRECT, payload, life=CORRECT_LIFE)
        shown = receipts.which_value(visit.desk.plan, versions)
        await visit.say(tx, shown, kind="question", subject=f"R-{versions[0].number}", resend=True)


async def _close(tx: Writes, visit: Visit, person: Person) -> None:
    for each in await tx.questions.open_for(person.id, visit.chat_id):
        if each.kind == CORRECT:
            await tx.questions.close(each.id, outcome="answered", at=visit.at)


async def _typed(visit: Visit, person: Person) -> bool:
    """The value that 更正 has just asked for, where nothing else was asked since."""
    async with visit.desk.store.reading() as tx:
        newest = next(iter(await tx.questions.open_for(person.id, visit.chat_id)), None)
        if newest is None or newest.kind != CORRECT or newest.expires_at <= visit.at:
            return False
        version = await tx.reports.get(int(newest.payload["number"]))
        if version is None or not await stands(tx, version):
            return False
    if not may_correct(visit, person, version) or not await correct(visit, person, [version], visit.text):
        return False
    async with visit.writing() as tx:
        await _close(tx, visit, person)
    return True


CONVERSATION = Conversation(
    commands=(
        Command("undo", "撤销刚报的,或 /undo R-12", _undo),
        Command("correct", "更正:/correct R-12 98.7", _correct, phrases=_WRONG),
        Command("move", "改期次:/move R-12 2月", _move, phrases=("改期次",)),
    ),
    presses={Correct: _press},
    says=(_typed,),
)
