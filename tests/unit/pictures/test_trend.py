"""The trend shows what was reported, what it should be and what is not there."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from qbot.ledger.assessment import Assessment
from qbot.periods import Period
from qbot.pictures import trend
from qbot.pictures.plot import target_line
from qbot.pictures.series import Point
from qbot.pictures.sheet import Shape, Sheet, Stroke
from qbot.pictures.style import ACCENT, CARD, TARGET
from tests.unit.pictures.gallery import GALLERY, MARCH, QUARTER, trend_of
from tests.unit.pictures.measured import said
from tests.unit.pictures.town import AIR, FOOD, PLAN, now_of, series, version

MAY = date(2018, 5, 3)


def strokes(sheet: Sheet, colour: str) -> list[Stroke]:
    return [mark for mark in sheet.marks if isinstance(mark, Stroke) and mark.colour == colour]


def circles(sheet: Sheet) -> list[Shape]:
    """The figures' marks and those of the legend, not the light's."""
    return [mark for mark in sheet.marks if isinstance(mark, Shape) and mark.edge == ACCENT]


def test_the_line_leaves_a_gap_as_a_gap_and_names_it() -> None:
    sheet = trend_of(series(FOOD, MARCH, ["94.2", "95.1", None, "96", "96.6"]))
    assert [len(line.points) for line in strokes(sheet, ACCENT)] == [2, 2]
    assert said(sheet)[-20:].count("报") == said(sheet)[-20:].count("未") == 1


@pytest.mark.parametrize(("values", "lines"), [([], 0), (["96"], 0), (["96", "97"], 1)])
def test_few_figures_make_few_marks(values: list[str | None], lines: int) -> None:
    sheet = trend_of(series(FOOD, MARCH, values))
    assert len(strokes(sheet, ACCENT)) == lines
    assert len(circles(sheet)) == len(values) + bool(values)


def test_unreviewed_figures_are_hollow() -> None:
    marks = circles(trend_of(series(FOOD, MARCH, ["96", "97", "98"], reviewed=2)))
    assert [mark.fill for mark in marks[:3]] == [ACCENT, ACCENT, CARD]


def test_the_last_value_is_named() -> None:
    many = [str(90 + each % 5) for each in range(23)]
    assert "98.25%" in said(trend_of(series(FOOD, MARCH, [*many, "98.25"])))[-8:]


def test_a_target_has_a_line_with_words_from_the_day_it_holds() -> None:
    sheet = trend_of(series(FOOD, MARCH, ["94.2", "95.1", "95.8", "96.6"]))
    (line,) = strokes(sheet, TARGET)
    assert line.is_dashed
    january = next(mark.x for mark in circles(sheet)[1:])
    assert line.points[0][0] > january - 200
    assert said(sheet).count("目标 ≥95%") == 2


def test_a_direction_has_no_line_but_says_what_the_figure_is_measured_against() -> None:
    sheet = trend_of(series(AIR, MARCH, ["58.1", "63.3"]), of="air-quality")
    assert strokes(sheet, TARGET) == []
    assert "比2018年2月的58.1%高5.2个百分点" in said(sheet)


def test_a_direction_with_nothing_earlier_says_that_nothing_can_be_compared() -> None:
    sheet = trend_of(series(AIR, MARCH, ["58.1"]), of="air-quality")
    assert "与上年同期比，没有则与上期比：尚无可比的数" in said(sheet)


def test_a_falling_figure_is_said_to_be_lower() -> None:
    emissions = PLAN.indicator["pollutant-emissions"]
    sheet = trend_of(series(emissions, QUARTER, ["1312.5", "1284.5"]), of="pollutant-emissions")
    assert "比2017年四季度的1312.5吨低28吨" in said(sheet)


def test_a_reference_is_the_line_where_the_office_has_entered_one() -> None:
    export = PLAN.indicator["export-notification"]
    now = now_of(export, series(export, QUARTER, ["0.3"]))
    assert target_line(now) is None
    measured = Assessment("met", Decimal("0.2"), Decimal("0.5"))
    assert target_line(replace(now, assessment=measured)) == Decimal("0.5")


def test_what_others_have_is_named_with_its_period() -> None:
    export, satisfaction = said(GALLERY["trend below a reference"]()), said(GALLERY["trend beside others"]())
    assert "比2018年一季度全国平均水平的0.36%低0.03个百分点" in export
    assert "比2017年四季度的81.2分高1.4分；低于全国同等城市2018年一季度的83.4分" in satisfaction
    assert "未达标" in satisfaction
    assert "全国平均水平尚未录入，暂不能比较" in said(GALLERY["trend before a reference is known"]())


def test_a_figure_too_old_is_told_apart_from_the_light() -> None:
    words = said(trend_of(series(FOOD, MARCH, ["96.6"]), on=date(2018, 6, 20)))
    assert words[2:7] == [
        "–",
        "未报",
        "2018年4月起未报，最早应于5月8日前报",
        "目标 ≥95%",
        "上次：2018年3月 96.6%（当时达标）",
    ]


def test_the_title_says_of_which_day_and_the_headline_of_which_period_it_is() -> None:
    words = said(trend_of(series(FOOD, MARCH, ["96.6"]), on=MAY))
    assert words[0] == "重点食品监督抽查合格率"
    assert words[1].startswith("截至2018年5月3日")
    assert "2018年3月 · 未审" in words


def test_a_running_period_is_said_to_be_running() -> None:
    points = [Point(Period.parse("2018-Q2"), Decimal(97))]
    assert "2018年二季度 · 未审·期未满" in said(trend_of(points, on=MAY))


def test_the_phases_of_the_months_shown_are_named() -> None:
    words = said(trend_of(series(FOOD, MARCH, ["94", "95", "95", "96", "96"])))
    assert {"动员部署", "整体推进"} <= set(words)
    assert "自查申报" not in words


def test_the_finished_picture_is_a_png() -> None:
    points = series(FOOD, MARCH, ["96.6"])
    assert trend.trend_png(PLAN, now_of(FOOD, points), points, on=MAY).startswith(b"\x89PNG")


def test_a_figure_that_is_not_there_yet_is_said_in_its_column_not_to_be_there() -> None:
    promised = Point(MARCH.shifted(1), None, state="deferred")
    words = said(trend_of([*series(FOOD, MARCH, ["96.6"]), promised], on=MAY))
    assert words.count("暂") == words.count("无") == 1
    assert "未" not in words


def test_a_point_is_a_standing_version_with_its_review() -> None:
    point = Point(MARCH, Decimal("96.6"), is_reviewed=True)
    assert Point.of(version(point, FOOD)) == point
