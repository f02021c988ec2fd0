"""Every kind of picture with figures of the town, small and large, for tests that hold for all."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from qbot.periods import Period
from qbot.pictures import grid, overview, timeline, trend
from qbot.pictures.series import Point
from qbot.pictures.sheet import Sheet
from qbot.pictures.standing import Grid, Row
from qbot.plan.models import Plan
from tests.unit.pictures.town import AIR, FOOD, NEWEST, ON, PLAN, now_of, series, town, town_grid, wordy

MARCH, QUARTER = Period.parse("2018-03"), Period.parse("2018-Q1")
ACCIDENTS, EMISSIONS = PLAN.indicator["equipment-accidents"], PLAN.indicator["pollutant-emissions"]
EXPORT, SATISFACTION = PLAN.indicator["export-notification"], PLAN.indicator["customer-satisfaction"]
QUARTERS = tuple(QUARTER.shifted(each) for each in range(-3, 1))
DECADE = [str(90 + each * 37 % 100 / 12)[:5] for each in range(120)]


WORDY = wordy(PLAN)
LONG = dict.fromkeys(PLAN.indicator, "1284635.25")


def trend_of(
    points: list[Point],
    *,
    of: str = "food-spot-check",
    on: date = ON,
    plan: Plan = PLAN,
    reference: str | None = None,
) -> Sheet:
    now = now_of(plan.indicator[of], points, on=on, plan=plan, reference=reference)
    return trend.compose(plan, now, points, on=on)


GALLERY: dict[str, Callable[[], Sheet]] = {
    "overview": lambda: overview.compose(PLAN, town(reviewed={"food-spot-check"}), on=ON),
    "overview of the year after": lambda: overview.compose(
        PLAN, town(on=date(2019, 1, 20)), on=date(2019, 1, 20)
    ),
    "overview with promises": lambda: overview.compose(
        PLAN, town(), on=ON, promises=dict.fromkeys(PLAN.indicator, ON)
    ),
    "overview of nothing": lambda: overview.compose(PLAN, town(newest={}), on=ON),
    "overview of all": lambda: overview.compose(
        PLAN, town(newest=dict.fromkeys(PLAN.indicator, "96.55"), reviewed=NEWEST), on=ON
    ),
    "trend": lambda: trend_of(series(FOOD, MARCH, ["94.2", "95.1", "95.8", None, "96.6"], reviewed=3)),
    "trend of a rising target": lambda: trend_of(
        series(AIR, MARCH, ["58.1", "49.5", "63.3"]), of="air-quality"
    ),
    "trend below a reference": lambda: trend_of(
        series(EXPORT, QUARTER, ["0.41", "0.38", "0.33"]), of=EXPORT.id, reference="0.36"
    ),
    "trend before a reference is known": lambda: trend_of(series(EXPORT, QUARTER, ["0.33"]), of=EXPORT.id),
    "trend beside others": lambda: trend_of(
        series(SATISFACTION, QUARTER, ["81.2", "82.6"]), of=SATISFACTION.id, reference="83.4"
    ),
    "trend beside others in many words": lambda: trend_of(
        series(SATISFACTION, QUARTER, ["81.2", "82.6"]), of=SATISFACTION.id, reference="83.4", plan=WORDY
    ),
    "trend of counts": lambda: trend_of(
        series(ACCIDENTS, MARCH, ["0", "0", "1", "0", "0"]), of="equipment-accidents"
    ),
    "trend of nothing": lambda: trend_of([]),
    "trend with its highest before its last": lambda: trend_of(
        series(FOOD, MARCH, [*DECADE[:28], "91.1", "99.9", "99.8"])
    ),
    "trend of long values": lambda: trend_of(
        series(EMISSIONS, QUARTER, ["1312012.51", "1284600.35", "1300000.05"] * 3, reviewed=4),
        of="pollutant-emissions",
    ),
    "trend of one": lambda: trend_of(series(FOOD, MARCH, ["100"])),
    "trend of two": lambda: trend_of(
        series(EMISSIONS, QUARTER, ["13120.5", "12846.35"]), of="pollutant-emissions"
    ),
    "trend of a decade": lambda: trend_of(series(FOOD, MARCH, list(DECADE), reviewed=100)),
    "trend with other spans": lambda: trend_of(
        [
            *series(FOOD, MARCH, ["97", "98"]),
            Point(Period.parse("2018-H1"), Decimal("98.8")),
            Point(Period.parse("2018-07"), None, state="not-applicable"),
        ],
        on=date(2018, 9, 30),
    ),
    "grid of departments": lambda: grid.compose(
        town_grid("department", periods=9, per_cell=4), on=date(2018, 12, 4)
    ),
    "grid of townships": lambda: grid.compose(town_grid("township", periods=12), on=date(2018, 12, 4)),
    "grid of forty units": lambda: grid.compose(
        Grid("township", QUARTERS, tuple(Row(f"第{each}镇", (("on-time",),) * 4) for each in range(40))),
        on=ON,
    ),
    "grid of one period": lambda: grid.compose(town_grid("township", periods=1), on=date(2018, 12, 4)),
    "timeline": lambda: timeline.compose(PLAN, on=date(2018, 4, 3)),
    "overview in many words": lambda: overview.compose(WORDY, town(plan=WORDY, newest=LONG), on=ON),
    "trend in many words": lambda: trend.compose(
        WORDY,
        now_of(WORDY.indicator["food-spot-check"], series(FOOD, MARCH, ["96"]), plan=WORDY),
        series(FOOD, MARCH, ["96"]),
        on=ON,
    ),
    "grid in many words": lambda: grid.compose(
        town_grid("department", periods=12, per_cell=12, plan=WORDY), on=date(2018, 12, 4)
    ),
    "timeline in many words": lambda: timeline.compose(WORDY, on=ON),
    "timeline before": lambda: timeline.compose(PLAN, on=date(2017, 1, 1)),
    "timeline on the last day": lambda: timeline.compose(PLAN, on=date(2019, 12, 31)),
}
