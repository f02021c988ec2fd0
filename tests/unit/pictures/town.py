"""A town's figures as pictures get them: the shipped plan in April 2018, made without chance."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from qbot.clock import CITY_TIME
from qbot.ledger.chain import GENESIS
from qbot.ledger.current import Current, current, overview
from qbot.ledger.references import NONE, Yardstick
from qbot.ledger.versions import Draft, Series, Version
from qbot.periods import Period
from qbot.pictures.series import Point
from qbot.pictures.standing import Grid, Row, Standing
from qbot.plan.loading import load_plan
from qbot.plan.models import Indicator, Plan, UnitKind

PLAN = load_plan()
ON = date(2018, 4, 28)
FOOD, AIR = PLAN.indicator["food-spot-check"], PLAN.indicator["air-quality"]
NEWEST = {
    "product-pass-rate": "96.84",
    "production-licence-coverage": "100",
    "ccc-certificate-coverage": "99.2",
    "agri-spot-check": "97.31",
    "food-spot-check": "96.6",
    "drug-spot-check": "97.4",
    "trade-inspection": "99.35",
    "equipment-accidents": "0",
    "large-project-acceptance": "100",
    "other-project-acceptance": "98.6",
    "energy-standard": "100",
    "supervised-projects": "100",
    "quality-filing": "96.5",
    "housing-acceptance": "100",
    "national-pilots": "0",
    "provincial-pilots": "3",
    "benchmark-enterprises": "2",
    "benchmark-projects": "2",
    "customer-satisfaction": "82.6",
    "service-brands": "1",
    "time-honoured-brands": "1",
    "pollutant-emissions": "12846.35",
    "air-quality": "63.3",
    "water-quality": "83.3",
}
LATE = {"water-quality", "time-honoured-brands"}  # their newest figure is a period old


def wordy(plan: Plan) -> Plan:
    """The plan with every name as long as a plan file allows."""
    told = plan.model_dump(mode="json")
    for part in ("areas", "indicators", "phases", "units", "publicity"):
        for entry in told[part]:
            entry |= {key: (entry[key] * 60)[:60] for key in ("name", "short") if key in entry}
    for indicator in told["indicators"]:
        indicator["target"]["reference"] = "全国同等城市的平均水平" * 5
    for phase in told["phases"]:
        phase["duties"] = ["各乡镇、相关部门按照各自实施方案（GB/T50362—2005）开展创建工作" * 4]
    return Plan.model_validate(told)


def version(point: Point, indicator: Indicator) -> Version:
    """The lead unit's standing version of a point, reported two days after its period."""
    series = Series(indicator.id, indicator.lead_unit, str(point.period))
    draft = Draft(series, point.state, 1, "message", "", value=point.value)
    at = datetime.combine(point.period.ends_on + timedelta(days=2), time(9), CITY_TIME)
    return Version(1, draft, at, GENESIS, GENESIS, "passed" if point.is_reviewed else None)


def town(
    *, on: date = ON, newest: dict[str, str] = NEWEST, reviewed: Collection[str] = (), plan: Plan = PLAN
) -> tuple[Current, ...]:
    """All indicators: the newest figure and, a little lower, the one before."""
    versions = []
    for id_, value in newest.items():
        indicator = plan.indicator[id_]
        last = Period.last_completed(on, indicator.frequency).shifted(-1 if id_ in LATE else 0)
        before = (
            max(Decimal(0), Decimal(value) - Decimal("0.8")) if indicator.measure == "%" else Decimal(value)
        )
        points = (
            Point(last, Decimal(value), id_ in reviewed),
            Point(last.shifted(-1), before, is_reviewed=True),
        )
        versions += [version(each, indicator) for each in points]
    return overview(plan, versions, on=on)


def series(indicator: Indicator, last: Period, values: list[str | None], *, reviewed: int = 0) -> list[Point]:
    """Points up to the last period, one for each value; None leaves a gap; the first ones are reviewed."""
    periods = [last.shifted(each + 1 - len(values)) for each in range(len(values))]
    return [
        Point(period, Decimal(value), is_reviewed=place < reviewed)
        for place, (period, value) in enumerate(zip(periods, values, strict=True))
        if value is not None
    ]


def now_of(
    indicator: Indicator,
    points: list[Point],
    *,
    on: date = ON,
    plan: Plan = PLAN,
    reference: str | None = None,
) -> Current:
    """The indicator today, from the points of a picture; `reference` is what others had in the quarter
    before."""
    yardstick = Yardstick(Period.last_completed(on, "quarter"), Decimal(reference or 0), 1)
    known = {indicator.id: (yardstick,)} if reference else NONE
    versions = [version(each, indicator) for each in points]
    return current(plan, indicator, versions, on=on, references=known)


def town_grid(kind: UnitKind, *, periods: int, per_cell: int = 1, plan: Plan = PLAN) -> Grid:
    """All units of one kind over months: mostly on time, with every standing somewhere."""
    names = [
        each.name
        for each in plan.units
        if each.kind == kind or (each.kind == "office" and kind == "department")
    ]
    months = tuple(Period.of_month(2018, 12).shifted(each + 1 - periods) for each in range(periods))
    rows = [
        Row(name, tuple(_cell(place, at, per_cell=per_cell, last=periods - 1) for at in range(periods)))
        for place, name in enumerate(names)
    ]
    return Grid(kind, months, tuple(rows))


def _cell(place: int, at: int, *, per_cell: int, last: int) -> tuple[Standing, ...]:
    if at == last and place % 3:
        return ("not-due" if place % 2 else "early",) * per_cell
    odd: Standing = ("late", "missing", "returned")[(place + at) % 3]
    return (*("on-time",) * (per_cell - 1), odd if (place * 7 + at * 5) % 6 == 0 else "on-time")
