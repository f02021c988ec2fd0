"""The pictures' data as lines of plain text, for those who prefer words."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from qbot.documents.goals import SITUATIONS, Goal
from qbot.ledger.current import Current
from qbot.ledger.obligations import NONE_GRANTED, Granted
from qbot.periods import Period
from qbot.pictures import words
from qbot.pictures.occurrences import upcoming
from qbot.pictures.series import Point, gaps
from qbot.pictures.standing import SETTLED, Grid, Row, count_by_period
from qbot.plan.models import Plan
from qbot.plan.words import period_words, target_words, value_words


def trend_text(
    plan: Plan, now: Current, points: Sequence[Point], *, on: date, granted: Granted = NONE_GRANTED
) -> tuple[str, ...]:
    """What the trend shows: where the indicator stands, then every period, the newest first."""
    goal = Goal(now)
    figure = words.figure_words(goal) if goal.is_current and goal.value is not None else ""
    missing = gaps(plan, now.indicator, points, on=on, granted=granted)
    told: dict[Period, str] = dict.fromkeys(missing, words.MISSING)
    told |= {each.period: _point_words(now, each) for each in points}
    newest_first = sorted(told, key=lambda period: (period.last, -period.length), reverse=True)
    return (
        f"{now.indicator.name} · {words.trend_subtitle(plan, now.indicator, on)}",
        _joined(words.LIGHT_WORDS[goal.situation], figure, words.headline(goal, on)),
        _joined(words.aim_words(now.indicator), words.verdict(goal)),
        *(f"{period_words(each)} {told[each]}" for each in newest_first),
    )


def _point_words(now: Current, point: Point) -> str:
    if point.value is None:
        return words.STATE_WORDS.get(point.state, words.MISSING)
    check = words.CHECK_WORDS["reviewed" if point.is_reviewed else "unreviewed"]
    return f"{value_words(point.value, now.indicator.measure)} {check}"


def overview_text(
    plan: Plan, rows: Sequence[Current], *, on: date, promises: Mapping[str, date] = words.NO_PROMISES
) -> tuple[str, ...]:
    """What the overview card shows: the lights counted, then a line for each indicator, by area."""
    goals = [Goal(each) for each in rows]
    tally = Counter(each.situation for each in goals)
    counts = (f"{words.LIGHT_WORDS[light]}{tally[light]}" for light in SITUATIONS if tally[light])
    return (
        f"{words.OVERVIEW_TITLE} · {words.as_of(on)} · {len(goals)}项",
        " ".join(counts),
        *_area_lines(plan, goals, on, promises),
    )


def _area_lines(plan: Plan, goals: Sequence[Goal], on: date, promises: Mapping[str, date]) -> Iterator[str]:
    for area in plan.areas:
        mine = [each for each in goals if each.indicator.area == area.id]
        yield from [area.name] if mine else []
        yield from (_overview_line(each, on, promises.get(each.indicator.id)) for each in mine)


def _overview_line(goal: Goal, on: date, promised_on: date | None) -> str:
    is_told = goal.is_current and goal.value is not None
    line = _joined(
        words.LIGHT_WORDS[goal.situation],
        goal.indicator.short,
        words.figure_words(goal) if is_told else "",
        target_words(goal.indicator),
        words.period_or_awaited(goal, on),
        words.check_note(goal, on) if is_told else "",
    )
    never = "" if goal.version else words.NEVER
    return "；".join(filter(None, (line, never, words.aside(goal, promised_on))))


def grid_text(grid: Grid, *, on: date) -> tuple[str, ...]:
    """What the grid shows: for each unit what did not come on time, then the totals."""
    totals = (f"{words.STANDING_WORDS[each]}{sum(count_by_period(grid, each))}" for each in SETTLED)
    return (
        f"{words.GRID_TITLES[grid.kind]} · {words.as_of(on)} · {words.range_words(grid.periods)}",
        *(_row_line(grid, row) for row in grid.rows),
        " ".join(totals),
    )


def _row_line(grid: Grid, row: Row) -> str:
    odd = [
        f"{period_words(period)}{words.STANDING_WORDS[standing]}{count if count > 1 else ''}"
        for period, cell in zip(grid.periods, row.cells, strict=True)
        for standing, count in Counter(cell).items()
        if standing not in ("on-time", "early", "not-due")
    ]
    return _joined(row.unit, f"{words.ON_TIME_SHARE} {words.share_words(row)}", "、".join(odd))


def timeline_text(plan: Plan, *, on: date) -> tuple[str, ...]:
    """What the timeline shows: each phase with its dates and duties, then the publicity days."""
    return (
        f"{words.TIMELINE_TITLE} · {words.as_of(on)} · {words.now_words(plan, on)}",
        *(
            f"{number} {phase.name}（{words.span_words(phase.starts_on, phase.ends_on)}，"
            f"{words.left_words(phase, on)}）：{'；'.join(phase.duties)}"
            for number, phase in enumerate(plan.phases, start=1)
        ),
        *(
            f"{words.publicity_name(each)} {words.until_words(upcoming(each, on), on)}：{each.duty}"
            for each in plan.publicity
        ),
    )


def _joined(*parts: str) -> str:
    return " ".join(filter(None, parts))
