"""Several indicators asked about together, a line or two for each."""

from collections.abc import Mapping, Sequence
from datetime import date

from handlers.buttons import Ask
from handlers.screen import Button, Screen, safe, screen
from handlers.texts.answers import silence
from handlers.texts.answers.overview import figure_line, short_line, status_line
from handlers.texts.answers.parts import reading, reported
from handlers.texts.words import difference, figure, measured, period_words, short_period, standing
from qbot.answering import Figure
from qbot.answering.silence import Silence
from qbot.ledger.current import Current
from qbot.ledger.versions import Version
from qbot.periods import Period
from qbot.plan.models import Indicator, Plan
from qbot.plan.words import promise_words
from qbot.reading.meaning import About

COURSE = 4  # figures of a course that one line holds
_HEADS: Mapping[About, str] = {
    "value": "现在的数", "target": "目标", "source": "数据来源", "compare": "与前期相比", "history": "最近几期",
}  # fmt: skip


def listing(about: About, lines: Sequence[str], *, period: Period | None) -> Screen:
    """The lines under what was asked, with the period that was named."""
    when = period_words(str(period)) if period and about not in ("target", "history") else ""
    head = f"{when}的数" if when and about == "value" else f"{when}{_HEADS[about]}"
    buttons = [[Button("哪些没达标", Ask("unmet", "")), Button("谁还没报", Ask("missing", ""))]]
    return screen("\n".join([f"<b>{head}</b> {len(lines)}项", *lines]), buttons=buttons)


def now(each: Current) -> str:
    return short_line(status_line(each), each)


def value(plan: Plan, found: Figure | Silence, *, asked: Period, on: date) -> str:
    if isinstance(found, Silence):
        return silent(plan, found, on=on)
    return short_line(figure_line(found, asked=asked), found)


def silent(plan: Plan, found: Silence, *, on: date) -> str:
    """Why there is no figure, and the last one known."""
    told = silence.line(plan, found, on=on).removeprefix("⚪ ")
    last = f",{silence.last_known(found)}" if found.last else ""
    return f"⚪ {safe(found.indicator.short)} {told}{last}"


def target(indicator: Indicator) -> str:
    return f"· {safe(indicator.short)} {promise_words(indicator)}(方案{safe(indicator.target.clause)})"


def source(plan: Plan, found: Figure, *, reporter: str) -> str:
    version = found.version
    told = reading(version, found.indicator) if version else ""
    return (
        f"· {safe(found.indicator.short)} {period_words(str(found.period))} {told}\n"
        f"  {reported(plan, version, reporter)}"
    )


def compared(found: Figure, year_before: Version | None) -> str:
    """A figure beside the one before it and that of the year before."""
    indicator, version = found.indicator, found.version
    if version is None or version.value is None:
        told = reading(version, indicator) if version else ""
        return f"· {safe(indicator.short)} {period_words(str(found.period))} {told},无法比较"
    beside = [
        f"较{short_period(each.series.period, str(found.period))} {difference(version.value - each.value, indicator)}"
        for each in dict.fromkeys((found.before, year_before))
        if each is not None and each.value is not None
    ]
    told = ",".join(beside) or "前一期和去年同期都没有记录"
    return (
        f"· {safe(indicator.short)} {period_words(str(found.period))} {figure(version, indicator)} "
        f"{told} · {standing(version)}"
    )


def course(indicator: Indicator, known: Mapping[Period, Version]) -> str:
    """The last figures, oldest first."""
    last = sorted(known, key=lambda each: (each.last, -each.length))[-COURSE:]
    told = [f"{period_words(str(each))} {_value(known[each], indicator)}" for each in last]
    return f"· {safe(indicator.short)} {' → '.join(told) or '尚未报送'}"


def _value(version: Version, indicator: Indicator) -> str:
    return measured(version.value, indicator) if version.value is not None else "—"
