"""The pictures' data as lines of plain text, for those who prefer words."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import get_args

from qbot.ledger.assessment import Light
from qbot.ledger.current import Current
from qbot.periods import Period
from qbot.pictures import words
from qbot.pictures.occurrences import upcoming
from qbot.pictures.series import Point, gaps
from qbot.pictures.standing import SETTLED, Grid, Row, count_by_period
from qbot.plan.models import Plan
from qbot.plan.words import period_words, target_words, value_words


def trend_text(plan: Plan, now: Current, points: Sequence[Point], *, on: date) -> tuple[str, ...]:
    """What the trend shows: where the indicator stands, then every period, the newest first."""
    reviewed = any(each.is_reviewed for each in points if each.period == now.period)
    figure = "" if now.light == "missing" else words.figure_words(now)
    told: dict[Period, str] = dict.fromkeys(gaps(plan, now.indicator, points, on=on), words.MISSING)
    told |= {each.period: _point_words(now, each) for each in points}
    newest_first = sorted(told, key=lambda period: (period.last, -period.length), reverse=True)
    return (
        f"{now.indicator.name} · {words.trend_subtitle(plan, now.indicator, on)}",
        _joined(_light(now), figure, words.headline(now, on=on, is_reviewed=reviewed)),
        _joined(words.aim_words(now.indicator), words.verdict(now)),
        *(f"{period_words(each)} {told[each]}" for each in newest_first),
    )


def _point_words(now: Current, point: Point) -> str:
    if point.value is None:
        return words.STATE_WORDS.get(point.state, words.MISSING)
    standing = words.REVIEWED if point.is_reviewed else words.UNREVIEWED
    return f"{value_words(point.value, now.indicator.measure)} {standing}"


def overview_text(
    plan: Plan, rows: Sequence[Current], *, on: date, reviewed: Collection[str] = ()
) -> tuple[str, ...]:
    """What the overview card shows: the lights counted, then a line for each indicator, by area."""
    tally = Counter(each.light for each in rows)
    counts = (f"{words.LIGHT_WORDS[light]}{tally[light]}" for light in get_args(Light) if tally[light])
    return (
        f"{words.OVERVIEW_TITLE} · {words.as_of(on)} · {len(rows)}项",
        " ".join(counts),
        *_area_lines(plan, rows, on, reviewed),
    )


def _area_lines(plan: Plan, rows: Sequence[Current], on: date, reviewed: Collection[str]) -> Iterator[str]:
    for area in plan.areas:
        mine = [each for each in rows if each.indicator.area == area.id]
        yield from [area.name] if mine else []
        for each in mine:
            yield _overview_line(each, on, is_reviewed=each.indicator.id in reviewed)


def _overview_line(each: Current, on: date, *, is_reviewed: bool) -> str:
    head = f"{_light(each)} {each.indicator.short}"
    target = target_words(each.indicator)
    if each.light == "missing" or each.period is None:
        return (
            f"{head} {target} {words.near_period(each.awaited, on)}{words.MISSING}；{words.last_known(each)}"
        )
    note = words.standing_note(each, on=on, is_reviewed=is_reviewed)
    return _joined(head, words.figure_words(each), target, words.near_period(each.period, on), note)


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
        if standing not in ("on-time", "not-due")
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


def _light(each: Current) -> str:
    return words.LIGHT_WORDS["missing" if each.light == "missing" else each.assessment.light]


def _joined(*parts: str) -> str:
    return " ".join(filter(None, parts))
