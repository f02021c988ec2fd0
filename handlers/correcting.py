"""Correcting: a reply to a receipt, 更正 with a number alone, and another period for a figure.

Each makes new versions; what stood before is kept and named.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from handlers import tasks
from handlers.conversation import Conversation
from handlers.moving import move_to, said_period
from handlers.recording import record_drafts
from handlers.screen import screen
from handlers.texts import receipts
from handlers.texts.taken_back import not_yours
from handlers.undoing import take_back
from handlers.visit import Visit
from qbot.asking import Half, answered
from qbot.errors import Gone, NotAllowed
from qbot.ledger.versions import Draft, Version
from qbot.people import Person
from qbot.ports import Reads
from qbot.proxy import told_last
from qbot.reporting import Origin, marks_of, speaking_units
from qbot.unsaid_words import read_unsaid
from qbot.withdrawing import last_report

_SORRY = r"(?:(?:不好意思|抱歉|对不起|更正一?下|纠正一?下|改一?下)[,，。\s]*)?"
_LAST = r"(?:刚才|刚刚|刚|上一?条|上面|前面)(?:那[条个]|报?的|发的|报)?(?:数据?|值)?"
_WRONG = r"(?:我?[写报填发打弄搞输]?错了?|不对|有误)[,，。!！\s]*"
_BECOMES = r"(?:更正|纠正|修正|订正|改正|改[为成到]|应为|应该?是)"
CORRECTION = re.compile(
    rf"^{_SORRY}(?:(?:{_LAST})?(?:{_WRONG})?{_BECOMES}|(?:{_LAST})?{_WRONG}是)\s*[:：,，为是]?\s*"
)
_NOT_BUT = re.compile(
    r"^不是\s*(?P<old>\d+(?:\.\d+)?)\s*[%％]?[,，。\s]*(?:而?是|应该?是|应为)\s*(?P<new>.+)$"
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?\s*[%％]?")
_SOFTLY = "吧。！! "
LONGEST = 60


async def _reply(visit: Visit, person: Person, number: int) -> bool:
    """A reply to a receipt: another value, or another period, for what it told of."""
    words, _ = _said(visit)
    if len(words) > LONGEST:
        return False
    async with visit.desk.store.reading() as tx:
        versions = await _told_of(tx, number)
        mine = [each for each in versions if _is_own(person, each)]
        candidates = [
            each
            for each in await tx.reports.of_series([each.series for each in versions])
            if may_correct(visit, person, each)
        ]
    meaning = visit.desk.reader.read(words, on=visit.on, role=person.role, chat="private")
    if versions and meaning.intent == "undo" and not (read_unsaid(words, on=visit.on) or meaning.items):
        return await _take_back(visit, person, versions, mine)
    if versions and not (mine or candidates) and _reads_as_value(visit, versions[0], words):
        raise NotAllowed
    return await correct(visit, person, candidates, words)


def _said(visit: Visit) -> tuple[str, bool]:
    """The words without 更正 in front of them, and whether it was there."""
    words, count = CORRECTION.subn("", visit.text.strip())
    return (words.rstrip(_SOFTLY) if count else words), bool(count)


def may_correct(visit: Visit, person: Person, version: Version) -> bool:
    """Whether the figure is the person's own or one of a unit that the person speaks for."""
    return _is_own(person, version) or version.series.unit in speaking_units(visit.desk.plan, person)


def _is_own(person: Person, version: Version) -> bool:
    return person.is_office or version.draft.reporter_id == person.id


async def _take_back(
    visit: Visit, person: Person, versions: Sequence[Version], mine: Sequence[Version]
) -> bool:
    """撤销 in reply to a receipt means what that receipt told of, and never a later figure."""
    if not mine:
        await visit.answer(screen(not_yours(versions)))
        return True
    async with visit.writing() as tx:
        origin = Origin(visit.text, visit.chat_id, visit.message_id)
        await take_back(tx, visit, person, [each.number for each in mine], origin=origin)
    return True


async def _bare_correction(visit: Visit, person: Person) -> bool:
    """更正 98.7 without a name: what the person reported or told last is meant."""
    words, is_correction = _said(visit)
    denied = _NOT_BUT.match(visit.text.strip())
    if denied is not None:
        words = denied["new"].rstrip(_SOFTLY)
    elif not is_correction:
        return False
    if len(words) > LONGEST or not any(each.isdigit() for each in words):
        return False
    meaning = visit.desk.reader.read(visit.text, on=visit.on, role=person.role, chat="private")
    if meaning.items or meaning.query:
        return False
    async with visit.desk.store.reading() as tx:
        versions = await _told_or_said_last(tx, visit, person)
    if denied is not None:  # what is denied says which figure is meant, or that none of these is
        versions = [each for each in versions if each.value == Decimal(denied["old"])]
        return bool(versions) and await correct(visit, person, versions, words)
    return await tasks.correct_last(visit, person, words) or await _of_last(visit, person, versions, words)


async def _of_last(visit: Visit, person: Person, versions: Sequence[Version], words: str) -> bool:
    if not versions:
        await visit.answer(screen(receipts.CORRECT_WHAT))
        return True
    return await correct(visit, person, versions, words)


async def _told_or_said_last(tx: Reads, visit: Visit, person: Person) -> Sequence[Version]:
    """What the person reported last, or the office for the person's unit since."""
    told = await told_last(tx, person, at=visit.at)
    if told:
        return told
    try:
        numbers = await last_report(tx, person)
    except Gone:
        return ()
    return [version for number in numbers if (version := await tx.reports.get(number)) is not None]


def corrects(visit: Visit, replied: Sequence[Version] = ()) -> bool:
    """Whether the words are a correction by their form: 更正 97.2; in reply to figures also 97.2, 2月的."""
    words, is_correction = _said(visit)
    if len(words) > LONGEST:
        return False
    if (is_correction or _NOT_BUT.match(visit.text.strip())) and any(each.isdigit() for each in words):
        return True
    is_number = bool(replied) and _NUMBER.fullmatch(words) is not None
    return is_number or (len(replied) == 1 and said_period(visit, replied[0], words) is not None)


async def correct(visit: Visit, person: Person, versions: Sequence[Version], words: str) -> bool:
    """Take the words for a value of one of these figures, or for its period; False when they are neither."""
    drafts = [draft for each in versions if (draft := _corrected(visit, person, each, words)) is not None]
    if len(drafts) > 1:
        short = visit.desk.plan.indicator[drafts[0].series.indicator].short
        await visit.answer(screen(receipts.CORRECT_WHICH.format(example=short)))
        return True
    if drafts:
        async with visit.writing() as tx:
            await record_drafts(tx, visit, person, drafts)
        return True
    if len(versions) == 1 and (period := said_period(visit, versions[0], words)) is not None:
        await move_to(visit, person, versions[0], period)
        return True
    return False


def _corrected(visit: Visit, person: Person, version: Version, words: str) -> Draft | None:
    """The figure with another value; None when the words tell none for it."""
    series = version.series
    half = Half(
        said_on=visit.on,
        text=visit.text,
        message_id=visit.message_id,
        indicator=series.indicator,
        period=series.period,
    )
    more = answered(visit.desk.reader, visit.desk.plan, half, words, lack="value")
    if more is None:
        return None
    return replace(
        version.draft,
        state="value",
        value=more.value,
        numerator=more.numerator,
        denominator=more.denominator,
        promised_on=None,
        reporter_id=person.id,
        source="proxy" if person.is_office and version.draft.reporter_id != person.id else "message",
        text=visit.text,
        chat_id=visit.chat_id,
        message_id=visit.message_id,
        reason=None,
        flags=marks_of(person, series.unit),
    )


def _reads_as_value(visit: Visit, version: Version, words: str) -> bool:
    half = Half(visit.on, visit.text, None, indicator=version.series.indicator)
    return answered(visit.desk.reader, visit.desk.plan, half, words, lack="value") is not None


async def _told_of(tx: Reads, number: int) -> Sequence[Version]:
    """The figures of the receipt that begins with this number: those of its message."""
    first = await tx.reports.get(number)
    if first is None:
        return ()
    draft = first.draft
    if draft.chat_id is None or draft.message_id is None:
        return (first,)
    return await tx.reports.by_message(draft.chat_id, draft.message_id)


CONVERSATION = Conversation(
    replies={"R": _reply},
    says=(_bare_correction,),
)
