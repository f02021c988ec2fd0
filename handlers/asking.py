"""Asking back: what a message leaves open is asked before anything of it is saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from handlers.buttons import Choose
from handlers.conversation import Conversation
from handlers.recording import record
from handlers.screen import screen
from handlers.texts import receipts, refusals
from handlers.texts.words import measured
from handlers.visit import Visit
from qbot.errors import Gone
from qbot.people import Person
from qbot.periods import Period
from qbot.plan.words import number_words
from qbot.ports import PendingQuestion, Writes
from qbot.reading.meaning import Meaning, OpenItem
from qbot.reporting import Origin

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


async def ask_back(tx: Writes, visit: Visit, person: Person, meaning: Meaning) -> None:
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


async def _choose(visit: Visit, person: Person, action: Choose) -> str | None:
    number, choice = action.question, action.choice
    async with visit.writing() as tx:
        question = await tx.questions.get(number)
        if question is None or question.chat_id != visit.chat_id or question.kind != ASK_INDICATOR:
            raise Gone("closed")
        if question.person_id != person.id:
            return receipts.QUESTION_OF_ANOTHER
        if question.expires_at <= visit.at:
            await tx.questions.close(number, outcome="expired", at=visit.at)
            return receipts.QUESTION_CLOSED
        choices = question.payload["choices"]
        if choice >= len(choices) or choice < -1:
            raise Gone
        dropped = choice == -1
        await tx.questions.close(number, outcome="cancelled" if dropped else "answered", at=visit.at)
        shown = (
            screen(receipts.QUESTION_DROPPED)
            if dropped
            else receipts.chosen(visit.desk.plan, choices[choice])
        )
        await visit.put(tx, shown)
        if not dropped:
            item, origin = _completed(question, choices[choice], visit)
            await record(tx, visit, person, [item], origin=origin)
    return None


def _completed(question: PendingQuestion, indicator: str, visit: Visit) -> tuple[Completed, Origin]:
    """What was asked, with the indicator that was picked; a period not said is the last completed one."""
    asked = question.payload
    frequency = visit.desk.plan.indicator[indicator].frequency
    last_completed = Period.last_completed(date.fromisoformat(asked["said_on"]), frequency)
    item = Completed(
        indicator=indicator,
        value=Decimal(asked["value"]),
        numerator=asked["numerator"],
        denominator=asked["denominator"],
        period=asked["period"] or str(last_completed),
        unit=asked["unit"],
    )
    return item, Origin(asked["text"], visit.chat_id, asked["message_id"])


CONVERSATION = Conversation(presses={Choose: _choose})
