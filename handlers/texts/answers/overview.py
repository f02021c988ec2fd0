"""All indicators at once: their lights by area, those that are short of their target, who is behind."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from handlers.actions_answers import Agenda
from handlers.actions_pictures import DEPARTMENTS, OVERVIEW
from handlers.buttons import Ask
from handlers.screen import Button, Screen, safe, screen
from handlers.texts.answers.parts import reading, silent_periods, way_words
from handlers.texts.words import (
    LIGHTS,
    day,
    distance,
    light,
    measured,
    period_words,
    standing,
    unit_name,
)
from qbot.answering import Figure
from qbot.answering.punctuality import Punctuality, places
from qbot.ledger.assessment import Assessment
from qbot.ledger.current import Current
from qbot.ledger.obligations import townships
from qbot.ledger.versions import Version
from qbot.periods import Period
from qbot.plan.models import Area, Indicator, Plan
from qbot.plan.words import periods_words, target_words

SHORT_OF = ("unmet", "near")


def status(
    plan: Plan, all_: Sequence[Current], *, on: date, unit: str | None = None, area: Area | None = None
) -> Screen:
    """All indicators, or those that a unit leads or of one area, with their lights, by area."""
    of_whom = (
        f"{safe(unit_name(plan, unit))}牵头的" if unit else f"{safe(area.name)}情况" if area else "总体情况"
    )
    blocks = [f"<b>{day(on)} {of_whom}</b> {len(all_)}项指标\n{counts(all_)}"]
    for part in plan.areas:
        lines = [status_line(each) for each in all_ if each.indicator.area == part.id]
        head = [] if area else [f"<b>{safe(part.name)}</b>"]
        blocks.append("\n".join([*head, *lines]) if lines else "")
    rows = [
        [Button("总体情况", Ask("overview", "")) if area else Button("总体情况图", OVERVIEW)],
        [Button("哪些没达标", Ask("unmet", "")), Button("谁还没报", Ask("missing", ""))],
    ]
    return screen(*blocks, buttons=rows)


def leads_nothing(plan: Plan, unit: str | None) -> Screen:
    return screen(f"{safe(unit_name(plan, unit))}不牵头任何一项指标。")


def status_short(all_: Sequence[Current], *, on: date, area: Area | None = None) -> Screen:
    """For a group: the counts, of all or of one area, and the names of what is red."""
    red = [safe(each.indicator.short) for each in all_ if each.light == "unmet"]
    late = sum(each.light == "missing" for each in all_)
    return screen(
        "\n".join(
            filter(
                None,
                [
                    f"<b>{day(on)}</b> {safe(area.name) if area else ''}{len(all_)}项指标:{counts(all_)}",
                    f"未达标:{'、'.join(red)}" if red else "已报的没有未达标的。",
                    f"{late}项未报" if late else "",
                ],
            )
        )
    )


def counts(all_: Sequence[Current] | Sequence[Figure]) -> str:
    """🟢19 🟡2 …, each with its word."""
    tally: Counter[str] = Counter(each.light for each in all_)
    return " ".join(
        f"{words.split()[0]}{words.split()[1]}{tally[key]}" for key, words in LIGHTS.items() if tally[key]
    )


def status_line(each: Current) -> str:
    indicator = each.indicator
    if each.promise is not None and not each.is_returned:
        return f"{LIGHTS['missing']} {safe(indicator.short)} {_promised(each, each.promise)}"
    if each.version is None or each.period is None:
        return f"{LIGHTS['missing']} {safe(indicator.short)} 尚未报送"
    if each.is_returned:
        return f"{LIGHTS['missing']} {_given_back(indicator, each.version)} {period_words(str(each.period))}"
    if each.overdue:
        return (
            f"{LIGHTS['missing']} {safe(indicator.short)} {periods_words(each.unreported)}尚未报送"
            f"(上次{period_words(str(each.period))} {plain(each.version, indicator)})"
        )
    when = period_words(str(each.period))
    return _told(indicator, each.version, each.assessment, when=when)


def _promised(each: Current, promise: Version) -> str:
    """暂无 with its day, what is overdue besides, and the last figure."""
    owed = silent_periods(each)
    besides = f",{periods_words(owed)}尚未报送" if owed else ""
    last = (
        f"(上次{period_words(str(each.period))} {plain(each.version, each.indicator)})"
        if each.version and each.period
        else ""
    )
    return f"{period_words(promise.series.period)} {reading(promise, each.indicator)}{besides}{last}"


def _told(indicator: Indicator, version: Version, assessment: Assessment, *, when: str = "") -> str:
    """The figure with its light, or in words why there is none."""
    if version.value is None:
        told = f"⚪ {safe(indicator.short)} {reading(version, indicator)}"
    else:
        figure = f"{measured(version.value, indicator)}/{target_words(indicator)}"
        told = f"{light(assessment)} {safe(indicator.short)} {figure}"
    return f"{' '.join(filter(None, (told, when)))} · {standing(version)}"


def _given_back(indicator: Indicator, version: Version) -> str:
    return f"{safe(indicator.short)} 已退回,等待重报(退回的数{plain(version, indicator)})"


def plain(version: Version, indicator: Indicator) -> str:
    return measured(version.value, indicator) if version.value is not None else "—"


def unmet(all_: Sequence[Current], *, on: date) -> Screen:
    """What is red or near, and what nobody knows."""
    short = [each for each in all_ if each.light in SHORT_OF]
    silent = sum(each.light == "missing" for each in all_)
    lines = [short_line(status_line(each), each) for each in short]
    tail = f"另有{silent}项尚未报送,不知是否达标。{_last_known(all_)}" if silent else ""
    return _unmet(f"{day(on)} 未达标与接近", lines, tail, [each.indicator.id for each in short])


def met(all_: Sequence[Current], *, on: date) -> Screen:
    """What is met, and how many are not or are not known."""
    reached = [each for each in all_ if each.light == "met"]
    lines = [status_line(each) for each in reached]
    head = f"{day(on)} 已达标{len(reached)}项(共{len(all_)}项)"
    body = "\n".join(lines) if lines else "还没有达标的指标。"
    buttons = [[Button("哪些没达标", Ask("unmet", "")), Button("总体情况", Ask("overview", ""))]]
    shown = screen(f"<b>{head}</b>\n{body}", f"全部:{counts(all_)}", buttons=buttons)
    return replace(shown, listed=tuple(each.indicator.id for each in reached))


def _last_known(all_: Sequence[Current]) -> str:
    """Of what is overdue those whose last figure fell short, with its period."""
    short = [
        f"{safe(each.indicator.short)} {plain(each.version, each.indicator)}({period_words(str(each.period))})"
        for each in all_
        if each.overdue and each.version and not each.is_returned and each.assessment.light in SHORT_OF
    ]
    return f"其中最近一次未达标或接近的:{'、'.join(short)}" if short else ""


def unmet_in(plan: Plan, period: Period, figures: Sequence[Figure], *, on: date) -> Screen:
    """The same for a period that was named, over the indicators that are reported for it or for parts of
    it."""
    if not figures:
        return _nothing_in(plan, period)
    short = [each for each in figures if each.light in SHORT_OF]
    silent = sum(each.light == "missing" for each in figures)
    lines = [short_line(figure_line(each, asked=period), each) for each in short]
    running = f"这一期还没有结束,{silent}项还没到报送的时候。"
    late = f"应报{len(figures)}项,另有{silent}项尚未报送,不知是否达标。"
    tail = (running if period.ends_on >= on else late) if silent else ""
    listed = [each.indicator.id for each in short]
    return _unmet(f"{period_words(str(period))} 未达标与接近", lines, tail, listed)


def _nothing_in(plan: Plan, period: Period) -> Screen:
    """No indicator has a figure for a period, nor is one owed."""
    starts_on = plan.phases[0].starts_on
    if period.starts_on < starts_on:
        when = f"{starts_on:%Y年}{starts_on.month}月"
        return screen(f"{period_words(str(period))}没有数:方案自{when}起执行,此前不报送。")
    return screen(f"没有按{period_words(str(period))}这样的期次报送的指标。请问某一个月或某一个季度。")


def status_in(plan: Plan, period: Period, figures: Sequence[Figure], *, on: date) -> Screen:
    """All indicators that are reported for a period that was named."""
    if not figures:
        return _nothing_in(plan, period)
    running = "\n这一期还没有结束,未报的还没到报送的时候。" if period.ends_on >= on else ""
    blocks = [f"<b>{period_words(str(period))}情况</b> {len(figures)}项指标\n{counts(figures)}{running}"]
    for area in plan.areas:
        lines = [figure_line(each, asked=period) for each in figures if each.indicator.area == area.id]
        blocks.append("\n".join([f"<b>{safe(area.name)}</b>", *lines]) if lines else "")
    buttons = [[Button("总体情况", Ask("overview", "")), Button("总体情况图", OVERVIEW)]]
    return screen(*blocks, buttons=buttons)


def figure_line(each: Figure, *, asked: Period) -> str:
    """The figure; with its own period where that is a part of the one that was asked about."""
    indicator, when = each.indicator, "" if each.period == asked else period_words(str(each.period))
    if each.version is None:
        return f"{LIGHTS['missing']} {safe(indicator.short)}"
    if each.light == "missing" and each.version.value is not None:
        return f"{LIGHTS['missing']} {_given_back(indicator, each.version)}"
    return _told(indicator, each.version, each.assessment, when=when)


def short_line(line: str, each: Current | Figure) -> str:
    version = each.version
    way = way_words(version, each.assessment, each.indicator) if version else ""
    words = dict.fromkeys(filter(None, (distance(each.assessment, each.indicator), *way.split("\n"))))
    return f"{line} {','.join(words)}".rstrip()


def _unmet(head: str, lines: Sequence[str], tail: str, listed: Sequence[str]) -> Screen:
    body = "\n".join(lines) if lines else "已报的指标中没有未达标的。"
    buttons = [[Button("开会用", Agenda("")), Button("谁还没报", Ask("missing", ""))]]
    return replace(screen(f"<b>{head}</b>\n{body}", tail, buttons=buttons), listed=tuple(listed))


def ranking(
    plan: Plan, ranked: tuple[Punctuality, ...], *, period: Period | None, unit: str | None = None
) -> Screen:
    """Who reports completely and on time, or how one unit does; units only, and said to be no assessment."""
    span = _due(period)
    if not ranked:
        return screen(f"{span}报送任务还没有,排不出名次。")
    telling = tuple(each for each in ranked if each.unit in townships(plan))
    reporting = tuple(each for each in ranked if each not in telling)
    alike = telling if any(each.unit == unit for each in telling) else reporting
    place: Mapping[str, int] = places(alike)
    lines = [
        f"{place[each.unit]}. {safe(unit_name(plan, each.unit))} {_shares(each)}"
        for each in alike
        if unit in (None, each.unit)
    ]
    of_all = f"(共{len(alike)}个{'乡镇' if alike is telling else '单位'})" if unit else ""
    nothing = [f"{safe(unit_name(plan, unit))}没有到期的报送任务。"] if unit else []
    return screen(
        "<b>报送完整性与及时性</b>(非正式)\n考核结果尚未公布,以下只是按台账统计的报送情况,不是考核得分。",
        "\n".join([f"{span}{of_all}:", *(lines or nothing)]) if lines or nothing else "",
        "" if unit else _of_townships(plan, telling),
        buttons=[[Button("谁还没报", Ask("missing", "")), Button("报送情况图", DEPARTMENTS)]],
    )


def _shares(each: Punctuality) -> str:
    return (
        f"已报{each.reported}/{each.due}({_rate(each.reported, each.due)})"
        f" 按时{each.on_time}/{each.due}({_rate(each.on_time, each.due)})"
    )


def _of_townships(plan: Plan, told: Sequence[Punctuality]) -> str:
    """The townships, who owe a word each quarter, in a line for all that stand alike."""
    alike: dict[str, list[str]] = {}
    for each in told:
        alike.setdefault(_shares(each), []).append(safe(unit_name(plan, each.unit)))
    lines = [f"· {shares} {len(names)}个:{'、'.join(names)}" for shares, names in alike.items()]
    return "\n".join(["乡镇(每季度报一次工作进展):", *lines]) if lines else ""


def ranking_short(
    plan: Plan, ranked: tuple[Punctuality, ...], *, period: Period | None, unit: str | None = None
) -> Screen:
    """For a group: who has reported everything on time, by name; of the others only how many they are."""
    if not ranked or unit is not None:
        return ranking(plan, ranked, period=period, unit=unit)
    best = [safe(unit_name(plan, each.unit)) for each in ranked if each.on_time == each.due]
    others = len(ranked) - len(best)
    return screen(
        "\n".join(
            filter(
                None,
                [
                    "<b>报送完整性与及时性</b>(非正式,不是考核得分)",
                    f"{_due(period)}全部按时报齐:{'、'.join(best) if best else '暂时没有'}",
                    f"另有{others}个单位有迟报或未报" if others else "",
                ],
            )
        )
    )


def _due(period: Period | None) -> str:
    return f"{period_words(str(period))}到期的" if period else "方案开始以来到期的"


def _rate(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)}%"
