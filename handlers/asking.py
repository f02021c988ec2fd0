"""Asking back: what a message leaves open is asked before anything of it is saved."""

from collections.abc import Sequence
from datetime import date

from handlers.questions import ask, show
from handlers.screen import screen
from handlers.texts import asking as texts
from handlers.texts import receipts, refusals
from handlers.texts.words import measured
from handlers.visit import Visit
from qbot.asking import Half, Lack, half_of
from qbot.errors import ForeignUnit
from qbot.people import Person
from qbot.periods import Period
from qbot.plan.models import Indicator, Plan
from qbot.plan.words import number_words
from qbot.ports import Writes
from qbot.reading.meaning import Meaning, OpenItem
from qbot.reporting import Unclear, unit_for

MOST_CHOICES = 12
PERIODS_OFFERED = 4


async def ask_back(tx: Writes, visit: Visit, person: Person, meaning: Meaning) -> None:
    """Ask for what each half-read figure of a message lacks; others' figures are refused."""
    plan = visit.desk.plan
    foreign = [each.indicator for each in meaning.open if each.indicator and not _is_own(plan, person, each)]
    if foreign:
        await visit.say(tx, screen(receipts.foreign(plan, ForeignUnit(tuple(foreign)), person)))
        visit.turn.mark("refused")
    for each in (each for each in meaning.open if each.indicator not in foreign):
        half = half_of(each, said_on=visit.on, text=visit.text, message_id=visit.message_id)
        fitting = (each.candidates or meaning.candidates) if each.lacks == "indicator" else ()
        await ask_for(tx, visit, person, half, each.lacks, candidates=fitting, why=each.why)
    if not meaning.open:
        await visit.say(tx, refusals.not_understood(person))
        visit.turn.mark("refused")


def _is_own(plan: Plan, person: Person, each: OpenItem) -> bool:
    """Whether the half-read figure is one that the person may report, or it is not known yet."""
    if each.indicator is None:
        return True
    townships = [unit for unit in person.units if plan.unit[unit].kind == "township"]
    is_certain = each.unit is not None or len(townships) < 2
    return not is_certain or unit_for(plan, person, indicator=each.indicator, named=each.unit) is not None


async def ask_unclear(tx: Writes, visit: Visit, person: Person, unclear: Unclear) -> None:
    """Ask whether a figure corrects the one of a moment ago or is the next period's."""
    item = unclear.item
    half = Half(
        said_on=visit.on,
        text=visit.text,
        message_id=visit.message_id,
        indicator=item.indicator,
        value=item.value,
        numerator=item.numerator,
        denominator=item.denominator,
        unit=item.unit,
    )
    await ask_for(tx, visit, person, half, "period", candidates=unclear.periods)


async def ask_for(
    tx: Writes,
    visit: Visit,
    person: Person,
    half: Half,
    lack: Lack,
    *,
    candidates: Sequence[str] = (),
    why: str = "",
) -> None:
    """Ask one thing about one half-read figure; `candidates` are indicators, or periods for `period`; `why`
    says what is wrong with the value or the period that was read."""
    plan = visit.desk.plan
    choices = _choices(visit, person, half, lack, candidates)
    payload = {"half": half.to_payload(), "choices": list(choices)}
    question = await ask(tx, visit, person, lack, payload)
    if question is None:
        return
    if lack == "indicator":
        amount = amount_of(plan, half, choices)
        shown = texts.which_indicator(
            plan, question=question, amount=amount, period=half.period, candidates=choices
        )
    elif lack == "value":
        shown = texts.which_value(plan, half.indicator, question=question, period=half.period, why=why)
    else:
        amount = amount_of(plan, half, [half.indicator] if half.indicator else [])
        shown = texts.which_period(plan, half.indicator, amount, question=question, periods=choices, why=why)
    await show(tx, visit, question, shown)


def _choices(
    visit: Visit, person: Person, half: Half, lack: Lack, candidates: Sequence[str]
) -> Sequence[str]:
    plan = visit.desk.plan
    if lack == "indicator":
        return likely_first(plan, person, candidates)
    if lack == "period":
        indicator = plan.indicator[half.indicator] if half.indicator else None
        return candidates or recent_periods(indicator, on=visit.on)
    return ()


def likely_first(plan: Plan, person: Person, candidates: Sequence[str]) -> Sequence[str]:
    """The person's own indicators among those that fit; where none is the person's, all that fit."""
    own = [each.id for unit in person.units for each in plan.led_by(unit)]
    fitting = candidates or [each.id for each in plan.indicators]
    return ([id_ for id_ in fitting if id_ in own] or fitting)[:MOST_CHOICES]


def recent_periods(indicator: Indicator | None, *, on: date) -> Sequence[str]:
    """The last completed periods of an indicator, newest first, and the running one."""
    frequency = indicator.frequency if indicator else "month"
    newest = Period.containing(on, frequency)
    return [str(newest.shifted(-back)) for back in (1, 2, 3, 0)][:PERIODS_OFFERED]


def amount_of(plan: Plan, half: Half, indicators: Sequence[str]) -> str:
    """The figure in words: with its counts, with its measure where that is certain."""
    if half.numerator is not None and half.denominator is not None:
        return f"{half.numerator}/{half.denominator}"
    if half.value is None:
        return ""
    measures = {plan.indicator[id_].measure for id_ in indicators}
    if len(measures) == 1:
        return measured(half.value, plan.indicator[indicators[0]])
    return number_words(half.value)
