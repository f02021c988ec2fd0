"""How an indicator got where it is: its figures period by period, and one beside another."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from handlers.actions_answers import asking
from handlers.actions_pictures import trend_of
from handlers.screen import Button, Screen, safe, screen
from handlers.texts.answers.parts import (
    next_questions,
    others_words,
    projected,
    reading,
    target_line,
    title,
)
from handlers.texts.words import (
    day,
    distance,
    figure,
    light,
    measured,
    period_words,
    short_period,
    standing,
)
from qbot.answering.spans import Part, Whole
from qbot.ledger.projection import Projection
from qbot.ledger.versions import Version
from qbot.periods import Period
from qbot.plan.models import Indicator, Phase, Plan
from qbot.plan.words import FREQUENCY_WORDS, number_words

SHOWN = 12


def history(
    plan: Plan,
    indicator: Indicator,
    by_period: Mapping[Period, Version],
    *,
    judged: Mapping[Period, str],
    instead: str = "",
    overdue: str = "",
    told: str = "",
    unit: str | None = None,
    projection: Projection | None = None,
    phase: Phase | None = None,
) -> Screen:
    """The last twelve periods, newest first; a period between them without a figure is shown as one. `instead`
    says that they lie around the time that was named."""
    periods = _with_gaps(indicator, by_period)[:SHOWN]
    if not periods:
        buttons = next_questions(indicator, None) if unit is None else ()
        return screen(f"{title(plan, indicator, unit)}\n⚪ 尚未报送", buttons=buttons)
    lines = [_line(indicator, each, by_period.get(each), judged.get(each, "")) for each in periods]
    buttons = [
        [
            Button("走势图", trend_of(indicator.id)),
            Button("现在多少", asking("value", indicator.id)),
            Button("对比", asking("compare", indicator.id)),
        ]
    ]
    return screen(
        "\n".join(
            filter(None, [f"{title(plan, indicator, unit)} 最近{len(periods)}期", instead, overdue, *lines])
        ),
        "\n".join(
            filter(None, [f"最新一期:{told}" if told else "", projected(projection, indicator, phase)])
        ),
        buttons=buttons if unit is None else (),
    )


def in_parts(plan: Plan, asked: Whole, *, on: date, unit: str | None) -> Screen:
    """A time that is reported in parts: the parts, newest first, and what they come to where that follows."""
    indicator, when = asked.indicator, period_words(str(asked.period))
    parts = [_part(indicator, each, on) for each in reversed(asked.parts)]
    buttons = [
        [
            Button("走势图", trend_of(indicator.id)),
            Button("历史", asking("history", indicator.id)),
            Button("现在多少", asking("value", indicator.id)),
        ]
    ]
    head = f"{when}没有单独报数,按{FREQUENCY_WORDS[indicator.frequency]}如下"
    return screen(
        "\n".join(filter(None, (title(plan, indicator, unit), head, _total(asked), target_line(indicator)))),
        "\n".join(parts[:SHOWN]),
        buttons=buttons if unit is None else (),
    )


def _part(indicator: Indicator, part: Part, on: date) -> str:
    if part.version is None and part.due_on >= on:
        return f"{period_words(str(part.period))} 应于{day(part.due_on)}前报"
    return _line(indicator, part.period, part.version, light(part.assessment))


def _total(asked: Whole) -> str:
    indicator, total = asked.indicator, asked.total
    if total is None:
        return ""
    told = f"<b>{measured(total.value, indicator)}</b>"
    if total.denominator is not None:
        told += f"({total.numerator}/{total.denominator})"
    silent = "、".join(short_period(str(each), str(asked.period)) for each in asked.silent)
    judged = " ".join(filter(None, (light(total.assessment), distance(total.assessment, indicator))))
    lacking = f",缺{silent}" if silent else ""
    first, last = asked.came[0], asked.came[-1]
    span = period_words(str(Period(first.first, last.last)))
    return f"{span}合计 {told} {judged}(由{len(asked.came)}期相加{lacking},不是报送数)"


def _with_gaps(indicator: Indicator, by_period: Mapping[Period, Version]) -> Sequence[Period]:
    regular = [period for period in by_period if period.frequency == indicator.frequency]
    periods = set(by_period)
    if regular:
        period = min(regular)
        while period < max(regular):
            periods.add(period)
            period = period.shifted(1)
    return sorted(periods, key=lambda each: (each.last, -each.length), reverse=True)


def _line(indicator: Indicator, period: Period, version: Version | None, judged: str) -> str:
    when = period_words(str(period))
    if version is None:
        return f"{when} ⚪ 未报"
    if version.value is None:
        return f"{when} {reading(version, indicator)}"
    if version.verdict == "returned":
        return f"{when} ⚪ {standing(version)}(退回的数{figure(version, indicator)})"
    return f"{when} {figure(version, indicator)} {judged} · {standing(version)}"


def _history_of(indicator: Indicator) -> Sequence[Sequence[Button]]:
    return [
        [Button("历史", asking("history", indicator.id)), Button("现在多少", asking("value", indicator.id))]
    ]


def compare(
    plan: Plan,
    indicator: Indicator,
    now: Version | None,
    *,
    before: Version | None,
    year_before: Version | None,
    instead: str = "",
    judged: str = "",
    way: str = "",
    others: str = "",
    overdue: str = "",
    told: str = "",
) -> Screen:
    """A figure beside the one of the period before, that of the year before, and what `others` have; `told`
    says who reported it when, `instead` that it is not the time that was named, `overdue` that a later one
    should be there, `way` how far it is from its target."""
    if now is None or now.value is None:
        return screen(f"{title(plan, indicator)}\n⚪ 尚未报送,无法比较。", buttons=_history_of(indicator))
    figure_ = f"{period_words(now.series.period)}:{reading(now, indicator)}"
    judged, way = ("", "") if overdue else (judged, way)
    head = [
        title(plan, indicator),
        instead,
        overdue,
        f"{figure_} {judged} · {standing(now)}".replace("  ", " "),
    ]
    period = Period.parse(now.series.period)
    lines = [_beside(indicator, now, before)] if before else ["上一期没有报送,无法环比。"]
    if period.year_earlier() != period.shifted(-1):
        lines.append(_beside(indicator, now, year_before) if year_before else "去年同期没有记录,无法同比。")
    buttons = [
        [
            Button("历史", asking("history", indicator.id)),
            Button("原始报文", asking("source", indicator.id, period)),
        ]
    ]
    return screen("\n".join(filter(None, [*head, way, *lines, others, told])), buttons=buttons)


def _beside(indicator: Indicator, now: Version, earlier: Version) -> str:
    when = period_words(earlier.series.period)
    if earlier.value is None or now.value is None:
        return f"{when}没有数({safe(reading(earlier, indicator))}),无法比较。"
    return f"较{when}({measured(earlier.value, indicator)}){_moved(indicator, now.value - earlier.value)}"


def _moved(indicator: Indicator, change: Decimal) -> str:
    word = "持平" if change == 0 else "上升" if change > 0 else "下降"
    unit = "个百分点" if indicator.measure == "%" else indicator.measure
    return word + (f"{number_words(abs(change))}{unit}" if change else "")


def compare_totals(
    plan: Plan, now: Whole, before: Whole | None, year_before: Whole | None, *, unit: str | None
) -> Screen:
    """What the parts of a time come to, beside the time before it and that of the year before."""
    indicator = now.indicator
    lines = [title(plan, indicator, unit), _total(now)]
    if now.total is not None and unit is None:
        lines.append(others_words(now.total.assessment, indicator))
    for earlier, lacking in ((before, "上一期没有可比的合计。"), (year_before, "去年同期没有可比的合计。")):
        total = earlier.total if earlier else None
        if now.total is None or earlier is None or total is None:
            lines.append(lacking)
            continue
        change = _moved(indicator, now.total.value - total.value)
        short = f",缺{len(earlier.silent)}期" if earlier.silent else ""
        lines.append(
            f"较{period_words(str(earlier.period))}合计({measured(total.value, indicator)}{short}){change}"
        )
    buttons = [] if unit else _history_of(indicator)
    return screen("\n".join(filter(None, dict.fromkeys(lines))), buttons=buttons)
