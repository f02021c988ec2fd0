"""Reminders: the phase card for groups and the digest for a contact who owes."""

from collections.abc import Sequence
from datetime import date

from handlers.screen import Screen, safe, screen
from handlers.texts.answers.overview import counts
from handlers.texts.words import day, distance, measured, period_words, promised_day
from qbot.ledger.current import Current
from qbot.ledger.obligations import Obligation
from qbot.plan.models import Phase, Plan
from qbot.plan.words import target_words

SHOWN = 8


def phase_card(phase: Phase, days_left: int, everything: Sequence[Current]) -> Screen:
    """How long a phase still runs, what must be done by its end, and what is still red."""
    when = "今天结束" if days_left == 0 else f"还有{days_left}天"
    head = (
        f"⏰ 距「{safe(phase.name)}」结束{when}({day(phase.ends_on)})"
        if days_left
        else (f"⏰「{safe(phase.name)}」今天结束({day(phase.ends_on)})")
    )
    duties = "\n".join(["到期前要完成:", *(f"· {safe(duty)}" for duty in phase.duties)])
    short = [each for each in everything if each.light == "unmet"]
    red = "未达标:" + " · ".join(_red(each) for each in short[:SHOWN]) if short else ""
    more = f" 等{len(short)}项" if len(short) > SHOWN else ""
    return screen(
        f"<b>{head}</b>", duties, f"{len(everything)}项指标:{counts(everything)}\n{red}{more}".rstrip()
    )


def _red(each: Current) -> str:
    indicator = each.indicator
    if each.version is None or each.version.value is None:
        return safe(indicator.short)
    gap = distance(each.assessment, indicator)
    return safe(
        f"{indicator.short} {measured(each.version.value, indicator)}/{target_words(indicator)}"
        f"{f'({gap})' if gap else ''}"
    )


def digest(plan: Plan, owed: Sequence[Obligation], *, on: date) -> Screen:
    """Everything a contact owes, in one message."""
    lines = [
        f"· {safe(plan.indicator[each.indicator].name)} {period_words(str(each.period))}({_when(each, on)})"
        for each in owed
    ]
    example = plan.indicator[owed[0].indicator]
    sample = f"{example.short} {'96.5%' if example.measure == '%' else f'2{example.measure}'}"
    return screen(
        "\n".join([f"⏰ 您还有{len(owed)}项待报:", *lines]), f"直接回一句就行,例如「{safe(sample)}」。"
    )


def _when(each: Obligation, on: date) -> str:
    if each.promised_on is not None:
        return f"您承诺{promised_day(each.promised_on)}报,应于{day(each.due_on)}前报"
    if each.due_on > on:
        return f"{day(each.due_on)}到期"
    return "今天到期" if each.due_on == on else f"已逾期,应于{day(each.due_on)}前报"
