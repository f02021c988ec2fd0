"""Reminders: the phase card for groups."""

from collections.abc import Sequence

from handlers.screen import Screen, safe, screen
from handlers.texts.answers.overview import counts
from handlers.texts.words import day, distance, measured
from qbot.ledger.current import Current
from qbot.plan.models import Phase
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
