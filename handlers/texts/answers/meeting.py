"""For whoever looks again, and for a meeting: what changed, and what is red in each area."""

from collections.abc import Mapping, Sequence
from datetime import date

from handlers.actions_answers import Agenda
from handlers.buttons import Ask
from handlers.screen import Button, Screen, safe, screen
from handlers.texts.answers.overview import plain, status_line
from handlers.texts.answers.parts import change, way_words
from handlers.texts.words import LIGHTS, day, distance, moment, period_words, standing, unit_name
from qbot.answering.agenda import Point
from qbot.answering.changes import Change, Snapshot
from qbot.plan.models import Area, Plan
from qbot.plan.words import target_words


def not_yet_seen() -> Screen:
    """There is nothing to compare with yet."""
    return screen(
        "您还没有看过总体情况,先看一次,以后就能说出变化。",
        buttons=[[Button("总体情况", Ask("overview", ""))]],
    )


def changed(earlier: Snapshot, found: Sequence[Change]) -> Screen:
    """What is different since the overview that this person last saw."""
    since = f"上次看总体情况:{moment(earlier.seen_at)}"
    buttons = [[Button("总体情况", Ask("overview", "")), Button("哪些没达标", Ask("unmet", ""))]]
    if not found:
        return screen(f"{since}\n以来没有变化。", buttons=buttons)
    lights = [_light_change(each) for each in found if each.is_light]
    figures = [_figure_change(each) for each in found if not each.is_light]
    return screen(
        f"{since},以来有{len(found)}项变化",
        "\n".join(["<b>灯变了</b>", *lights]) if lights else "",
        "\n".join(["<b>数变了,灯没变</b>", *figures]) if figures else "",
        buttons=buttons,
    )


def _light_change(each: Change) -> str:
    return f"{LIGHTS[each.before.light]} → {status_line(each.now)}"


def _figure_change(each: Change) -> str:
    was = _was(each)
    return f"{status_line(each.now)}{f'(原{was})' if was else ''}"


def _was(each: Change) -> str:
    before = each.before
    if before.value is None or before.period is None:
        return ""
    same = each.now.period is not None and before.period == str(each.now.period)
    when = "" if same else period_words(before.period)
    return f"{when}{before.value}{each.now.indicator.measure}"


def agenda(plan: Plan, points: Mapping[str, tuple[Point, ...]], *, on: date) -> Screen:
    """The first page: how much is red in each area."""
    lines = [_area_line(area, points[area.id]) for area in plan.areas]
    rows = [[Button(area.name, Agenda(area.id))] for area in plan.areas if points[area.id]]
    head = f"<b>{day(on)} 开会用</b>:只列未达标和逾期未报的"
    if not rows:
        return screen(head, "没有未达标的,也没有逾期未报的。")
    return screen(head, "\n".join(lines), buttons=rows)


def _area_line(area: Area, points: tuple[Point, ...]) -> str:
    late = sum(point.is_silent for point in points)
    red = len(points) - late
    told = [f"🔴 未达标{red}"] * bool(red) + [f"⚪ 逾期未报{late}"] * bool(late)
    return f"{safe(area.name)}:{' '.join(told) or '无'}"


def area(plan: Plan, which: Area, points: tuple[Point, ...], *, on: date) -> Screen:
    """One area: what is red, who is responsible, since when, and the last change."""
    blocks = [_point(plan, point) for point in points]
    others = [Button(each.name, Agenda(each.id)) for each in plan.areas if each.id != which.id]
    return screen(
        f"<b>{day(on)} 开会用</b>:{safe(which.name)}",
        *(blocks or ["这一领域没有未达标的,也没有逾期未报的。"]),
        buttons=[others, [Button("全部领域", Agenda(""))]],
    )


def _point(plan: Plan, point: Point) -> str:
    now, indicator = point.now, point.now.indicator
    who = safe(unit_name(plan, indicator.lead_unit))
    if point.is_silent or now.version is None:
        due = "已退回,等待重报" if now.is_returned else f"应于{day(now.awaited_due_on)}前报"
        known = (
            f"最近一次:{period_words(str(now.period))} {plain(now.version, indicator)} · {standing(now.version)}"
            if now.version and now.period
            else "从未报送"
        )
        return f"⚪ 未报 <b>{safe(indicator.name)}</b>\n{who} · {period_words(str(point.since))}起未报,{due}\n{known}"
    way = way_words(now.version, now.assessment, indicator)
    far = dict.fromkeys(filter(None, (distance(now.assessment, indicator), *way.split("\n"))))
    last = change(now.version, now.before, indicator)
    figure = f"{plain(now.version, indicator)}/{target_words(indicator)}"
    of_when = f"{period_words(now.version.series.period)} · {standing(now.version)}"
    lines = [
        f"🔴 未达标 <b>{safe(indicator.name)}</b> {figure} {of_when}",
        ",".join(far),
        f"{who} · 自{period_words(str(point.since))}起未达标",
        f"{last}({moment(now.version.reported_at)}报)" if last else f"{moment(now.version.reported_at)}报",
    ]
    return "\n".join(filter(None, lines))
