"""Reports: from a contact's words to a receipt, and what happens when they are not clear enough."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from handlers.screen import Screen, screen
from handlers.texts import receipts, refusals
from handlers.texts.words import measured
from handlers.visit import Visit
from qbot.answering import still_due
from qbot.errors import Gone
from qbot.ledger.versions import Version
from qbot.people import Person
from qbot.periods import Period
from qbot.plan.words import number_words
from qbot.ports import Writes
from qbot.reading.meaning import Meaning, OpenItem
from qbot.reporting import (
    Filed,
    Origin,
    Reading,
    file_report,
    last_report,
    no_longer_said,
    speaking_units,
    undo,
)

QUESTION_LIFE = timedelta(days=1)
ASK_INDICATOR = "indicator"
MOST_CHOICES = 12


@dataclass(frozen=True, slots=True)
class Completed:
    """An item that the sender completed by a press."""

    indicator: str
    value: Decimal
    numerator: int | None
    denominator: int | None
    period: str
    unit: str | None


async def report(visit: Visit, person: Person, meaning: Meaning, *, edited: bool = False) -> None:
    """Save what is certain, ask about the rest, and answer in the same transaction.

    What an edited message brought before and clearly says no more is taken back.
    """
    if not speaking_units(visit.desk.plan, person):
        return await visit.answer(receipts.not_a_reporter())
    origin = Origin(visit.text, visit.chat_id, visit.message_id)
    async with visit.writing() as tx:
        filed = await record(tx, visit, person, meaning.items, origin=origin) if meaning.items else None
        if meaning.clarify:
            await _ask_back(tx, visit, person, meaning)
        elif edited and filed:
            await _take_back(tx, visit, person, filed, origin=origin)
    return None


async def _take_back(tx: Writes, visit: Visit, person: Person, filed: Filed, *, origin: Origin) -> None:
    numbers = await no_longer_said(tx, filed, origin=origin)
    if not numbers:
        return
    try:
        withdrawn = await undo(tx, person, numbers, origin=origin, at=visit.at)
    except Gone:
        shown = screen(receipts.TOO_OLD_TO_UNDO)
    else:
        shown = receipts.undone(visit.desk.plan, withdrawn, at=visit.at)
    await visit.say(tx, shown, kind="receipt", resend=True)


async def record(
    tx: Writes, visit: Visit, person: Person, items: Sequence[Reading], *, origin: Origin
) -> Filed:
    """Store the items and put the receipt into the outbox."""
    filed = await file_report(tx, visit.desk.plan, person, items, origin=origin, at=visit.at)
    shown = await _receipt(tx, visit, person, filed)
    subject = f"R-{filed.numbers[0]}" if filed.numbers else None
    await visit.say(tx, shown, kind="receipt", subject=subject, resend=True)
    return filed


async def _receipt(tx: Writes, visit: Visit, person: Person, filed: Filed) -> Screen:
    plan = visit.desk.plan
    keys = {(each.version.series.indicator, each.version.series.unit) for each in filed.recorded}
    standing = await tx.reports.standing(
        indicators={indicator for indicator, _ in keys}, units={unit for _, unit in keys}
    )
    series: dict[tuple[str, str], dict[Period, Version]] = {key: {} for key in keys}
    for version in standing:
        key = version.series.indicator, version.series.unit
        if key in series:
            series[key][Period.parse(version.series.period)] = version
    newest = filed.recorded[-1].version.series if filed.recorded else None
    owed = await still_due(tx, plan, unit=newest.unit, period=newest.period) if newest else ()
    return receipts.receipt(plan, filed, series=series, still_due=owed, person=person)


async def _ask_back(tx: Writes, visit: Visit, person: Person, meaning: Meaning) -> None:
    plan = visit.desk.plan
    for each in meaning.open or (None,):
        lacks = each.lacks if each else meaning.clarify
        if lacks == "indicator" and each and each.value is not None:
            await _ask_indicator(tx, visit, person, each, meaning.candidates)
        elif lacks == "period":
            await visit.say(tx, receipts.which_period(plan, each.indicator if each else None))
        elif lacks == "value":
            await visit.say(tx, receipts.which_value(plan, each.indicator if each else None))
        else:
            await visit.say(tx, refusals.not_understood(person))


async def _ask_indicator(
    tx: Writes, visit: Visit, person: Person, item: OpenItem, candidates: Sequence[str]
) -> None:
    choices = _likely_first(visit, person, item.candidates or candidates)
    question = await tx.questions.ask(
        chat_id=visit.chat_id,
        person_id=person.id,
        kind=ASK_INDICATOR,
        payload={
            "value": str(item.value),
            "numerator": item.numerator,
            "denominator": item.denominator,
            "period": item.period,
            "said_on": visit.on.isoformat(),
            "unit": item.unit,
            "choices": list(choices),
            "text": visit.text,
            "message_id": visit.message_id,
        },
        at=visit.at,
        expires_at=visit.at + QUESTION_LIFE,
    )
    shown = receipts.which_indicator(
        visit.desk.plan,
        question=question.id,
        amount=_amount(visit, item, choices),
        period=item.period,
        candidates=choices,
    )
    await visit.say(tx, shown, kind="question", subject=f"question:{question.id}", resend=True)


def _likely_first(visit: Visit, person: Person, candidates: Sequence[str]) -> Sequence[str]:
    """The sender's own indicators among those that fit; where none is the sender's, all that fit."""
    plan = visit.desk.plan
    own = [each.id for unit in person.units for each in plan.led_by(unit)]
    fitting = candidates or [each.id for each in plan.indicators]
    return ([id_ for id_ in fitting if id_ in own] or fitting)[:MOST_CHOICES]


def _amount(visit: Visit, item: OpenItem, choices: Sequence[str]) -> str:
    if item.numerator is not None and item.denominator is not None:
        return f"{item.numerator}/{item.denominator}"
    measures = {visit.desk.plan.indicator[id_].measure for id_ in choices}
    if item.value is None:
        return ""
    if len(measures) == 1:
        return measured(item.value, visit.desk.plan.indicator[choices[0]])
    return number_words(item.value)


async def undo_last(visit: Visit, person: Person) -> None:
    """Take back what the person's last message brought."""
    async with visit.writing() as tx:
        numbers = await last_report(tx, person)
        origin = Origin(visit.text, visit.chat_id, visit.message_id)
        withdrawn = await undo(tx, person, numbers, origin=origin, at=visit.at)
        shown = receipts.undone(visit.desk.plan, withdrawn, at=visit.at)
        await visit.say(tx, shown, kind="receipt", resend=True)
