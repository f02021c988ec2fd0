"""That there is no figure for a time, why, and what was known last."""

from datetime import date

from handlers.actions_answers import asking
from handlers.screen import Button, Screen, safe, screen
from handlers.texts.answers.parts import next_questions, reading, reported, target_line, title
from handlers.texts.words import day, period_words, short_period
from qbot.answering.silence import Silence
from qbot.ledger.obligations import Obligation
from qbot.periods import Period
from qbot.plan.models import Indicator, Plan
from qbot.plan.words import FREQUENCY_WORDS

SHOWN = 6
NO_SOURCE, NOT_COMPARABLE = ",没有来源可查", ",无法比较"


def silent(
    plan: Plan,
    found: Silence,
    *,
    asked: Period,
    on: date,
    reporter: str,
    unit: str | None = None,
    hence: str = "",
) -> Screen:
    """Nothing came for the time that was asked about; the last figure stands apart and is named as such. `hence`
    is what cannot be told for that."""
    indicator = found.indicator
    lines = [
        title(plan, indicator, unit),
        around(indicator, asked, found.period),
        line(plan, found, on=on) + hence,
        last_known(found),
        reported(plan, found.last, reporter),
        target_line(indicator),
    ]
    if unit is not None:
        return screen(
            "\n".join(filter(None, lines)), buttons=[[Button("全市的数", asking("value", indicator.id))]]
        )
    return screen("\n".join(filter(None, lines)), buttons=next_questions(indicator, None))


def line(plan: Plan, found: Silence, *, on: date) -> str:
    """Why there is no figure; 尚未报送 only where one is owed."""
    when = period_words(str(found.period))
    match found.why:
        case "owed":
            return f"⚪ {_owed(found, on=on)}"
        case "running":
            return f"⚪ {when}还没有结束,{_running(found)}"
        case "ahead":
            return f"⚪ {when}还没有开始"
        case "before-plan":
            starts_on = plan.phases[0].starts_on
            return f"⚪ {when}没有数:方案自{starts_on:%Y年}{starts_on.month}月起执行,此前不报送"
        case "after-plan":
            return f"⚪ {when}没有数:方案已经结束,不再报送"
        case "never-owed":
            return f"⚪ {when}没有自报的数"


def _running(found: Silence) -> str:
    """By when the running period is due; of a longer time the part that is."""
    first = found.open[0]
    if first.period == found.period:
        return f"应于{day(first.due_on)}前报"
    every = FREQUENCY_WORDS[found.indicator.frequency]
    return f"按{every},{short_period(str(first.period), str(found.period))}应于{day(first.due_on)}前报"


def _owed(found: Silence, *, on: date) -> str:
    when, first = period_words(str(found.period)), found.open[0]
    if first.period == found.period:
        return f"{when}尚未报送({_due(first, on)})"
    names = [short_period(str(each.period), str(found.period)) for each in found.open[:SHOWN]]
    more = f"等{len(found.open)}期" if len(found.open) > SHOWN else ""
    every = FREQUENCY_WORDS[found.indicator.frequency]
    return f"{when}按{every},{'、'.join(names)}{more}尚未报送(最早一期{_due(first, on)})"


def _due(each: Obligation, on: date) -> str:
    late = f",已逾期{each.overdue_workdays(on)}个工作日" if each.stage(on) != "open" else ""
    return f"应于{day(each.due_on)}前报{late}"


def around(indicator: Indicator, asked: Period, told: Period) -> str:
    """That the period told is not the one asked about, but the one that it is reported in."""
    if told == asked:
        return ""
    return f"{safe(period_words(str(asked)))}没有单独的数:本指标为{FREQUENCY_WORDS[indicator.frequency]}"


def last_known(found: Silence) -> str:
    if found.last is None:
        return "此前没有任何一期的数。"
    return f"最近一次:{period_words(found.last.series.period)} {reading(found.last, found.indicator)}"
