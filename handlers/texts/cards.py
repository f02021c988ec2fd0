"""The words of standing cards: a phase or a publicity day with what is red and who is missing; the overview."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

from handlers.screen import Screen, safe, screen
from handlers.texts.answers.overview import counts, status_line
from handlers.texts.words import day, distance, measured, unit_name
from qbot.clock import city_time
from qbot.ledger.current import Current
from qbot.plan.models import Phase, Plan, PublicityDay
from qbot.plan.words import target_words
from qbot.reminders import PlanDate

SHOWN = 8
LINES_OF_NEWS = 5
RETIRED = "(这张卡片已由新的一张代替)"


def about(
    plan: Plan,
    date_: PlanDate,
    everything: Sequence[Current],
    *,
    on: date,
    since: datetime | None,
    names_units: bool,
) -> Screen:
    """A date of the plan as it stands on a day. `since` is when the card was sent: what came in after it is
    told in a line for each hour."""
    if date_.publicity is not None:
        return publicity(date_.publicity, date_.on, on=on)
    if date_.phase is None:
        raise ValueError(f"nothing is known of {date_.name}")
    head = _begins if date_.what == "phase-begins" else _ends
    return screen(
        f"<b>{head(date_.phase, on)}</b>",
        "\n".join(["到期前要完成:", *(f"· {safe(duty)}" for duty in date_.phase.duties)]),
        "\n".join(filter(None, [f"{len(everything)}项指标:{counts(everything)}", _red(everything)])),
        missing(plan, everything) if names_units else "",
        news(everything, since=since),
    )


def publicity(each: PublicityDay, starts_on: date, *, on: date) -> Screen:
    """A day or a month of publicity, and what it asks for."""
    left = (starts_on - on).days
    name = safe(each.name)
    if left > 0:
        when = f"距「{name}」还有{left}天({day(starts_on)}{'起' if each.day is None else ''})"
    else:
        when = f"今天是「{name}」" if each.day is not None else f"本月是「{name}」"
    return screen(f"<b>📣 {when}</b>", f"要做的:{safe(each.duty)}(方案 {safe(each.clause)})")


def missing(plan: Plan, everything: Sequence[Current]) -> str:
    """Who is behind with what is due, or was given back, by unit; the longest lists first. What is not due yet
    names nobody."""
    behind = Counter(each.indicator.lead_unit for each in everything if each.overdue or each.is_returned)
    units = [f"{safe(unit_name(plan, unit))}{count}项" for unit, count in behind.most_common(SHOWN)]
    more = f" 等{len(behind)}家" if len(behind) > SHOWN else ""
    return f"逾期未报:{'、'.join(units)}{more}" if units else ""


def news(everything: Sequence[Current], *, since: datetime | None) -> str:
    """What came in since a moment: a line for each hour, the last ones."""
    hours: dict[datetime, list[str]] = {}
    for each in everything:
        version = each.version
        if since is not None and version is not None and version.reported_at > since:
            hour = city_time(version.reported_at).replace(minute=0, second=0, microsecond=0)
            hours.setdefault(hour, []).append(safe(each.indicator.short))
    lines = [f"{day(hour.date())}{hour.hour}时后新报:{_some(hours[hour])}" for hour in sorted(hours)]
    return "\n".join(lines[-LINES_OF_NEWS:])


def overview(plan: Plan, everything: Sequence[Current], *, on: date) -> Screen:
    """All indicators with their lights, by area; it stands in the office's group."""
    blocks = [f"<b>📌 总体情况</b> {day(on)}\n{len(everything)}项指标:{counts(everything)}"]
    for area in plan.areas:
        lines = [status_line(each) for each in everything if each.indicator.area == area.id]
        blocks.append("\n".join([f"<b>{safe(area.name)}</b>", *lines]) if lines else "")
    return screen(*blocks, missing(plan, everything))


def _ends(phase: Phase, on: date) -> str:
    left = (phase.ends_on - on).days
    if left <= 0:
        return f"⏰「{safe(phase.name)}」今天结束({day(phase.ends_on)})"
    return f"⏰ 距「{safe(phase.name)}」结束还有{left}天({day(phase.ends_on)})"


def _begins(phase: Phase, on: date) -> str:
    until = f"{phase.ends_on.year}年{day(phase.ends_on)}"
    if (on - phase.starts_on).days < 7:
        return f"▶️「{safe(phase.name)}」阶段开始({day(phase.starts_on)}—{until})"
    return f"▶️「{safe(phase.name)}」阶段进行中(至{until},还有{(phase.ends_on - on).days}天)"


def _red(everything: Sequence[Current]) -> str:
    short = [_short_of(each) for each in everything if each.light == "unmet"]
    return f"未达标:{_some(short, between=' · ')}" if short else ""


def _some(words: Sequence[str], *, between: str = "、") -> str:
    more = f" 等{len(words)}项" if len(words) > SHOWN else ""
    return between.join(words[:SHOWN]) + more


def _short_of(each: Current) -> str:
    indicator = each.indicator
    if each.version is None or each.version.value is None:
        return safe(indicator.short)
    gap = distance(each.assessment, indicator)
    return safe(
        f"{indicator.short} {measured(each.version.value, indicator)}/{target_words(indicator)}"
        f"{f'({gap})' if gap else ''}"
    )
