"""What a picture shows can be read as lines of text."""

from datetime import date

from qbot.pictures.lines import grid_text, overview_text, timeline_text, trend_text
from qbot.pictures.standing import Grid, Row
from tests.unit.pictures.gallery import MARCH
from tests.unit.pictures.town import FOOD, ON, PLAN, now_of, series, town


def test_the_trend_in_lines_tells_every_period_the_newest_first_and_names_gaps() -> None:
    points = series(FOOD, MARCH, ["94.2", None, "96.6"], reviewed=1)
    assert trend_text(PLAN, now_of(FOOD, points), points, on=ON) == (
        "重点食品监督抽查合格率 · 截至2018年4月28日 · 市食品药品监督管理局 · 方案二(一)2",
        "达标 96.6% 2018年3月 · 未审",
        "目标 ≥95% 优于目标1.6个百分点",
        "2018年3月 96.6% 未审",
        "2018年2月 未报",
        "2018年1月 94.2% 已审",
    )


def test_the_trend_of_nothing_in_lines_tells_what_is_awaited() -> None:
    assert trend_text(PLAN, now_of(FOOD, []), [], on=ON)[1:] == (
        "未报 尚未报送",
        "目标 ≥95% 2017年11月起未报，最早应于12月7日前报",
    )


def test_the_overview_in_lines_has_a_line_for_every_indicator_below_its_area() -> None:
    lines = overview_text(
        PLAN, town(reviewed={"food-spot-check"}), on=ON, promises={"export-notification": date(2018, 5, 4)}
    )
    assert lines[:3] == ("质量指标总览 · 截至2018年4月28日 · 25项", "达标15 接近4 未达标3 未报3", "产品质量")
    assert len(lines) == 2 + len(PLAN.areas) + len(PLAN.indicators)
    assert "达标 重点食品 96.6% ≥95% 3月" in lines
    assert "接近 药品 97.4% ≥98% 3月 未审" in lines
    assert "未报 境外通报 低于全国平均水平 一季度未报；从未报送；5月4日前补报（已承诺）" in lines
    assert "未报 水质达标率 持续提高 3月未报；上次：2018年2月 83.3%（当时达标）" in lines


def test_the_grid_in_lines_names_what_did_not_come_on_time() -> None:
    rows = (
        Row("城关镇", (("on-time",), ("late",))),
        Row("演集镇", (("missing", "missing", "on-time"), ("not-due",))),
        Row("薛湖镇", (("on-time",), ("on-time",))),
    )
    assert grid_text(Grid("township", (MARCH, MARCH.shifted(1)), rows), on=date(2018, 5, 4)) == (
        "各乡镇报送情况 · 截至2018年5月4日 · 2018年3月—2018年4月",
        "城关镇 按时/应报 1/2 2018年4月迟报",
        "演集镇 按时/应报 1/3 2018年3月未报2",
        "薛湖镇 按时/应报 2/2",
        "按时4 迟报1 退回0 未报2",
    )


def test_the_timeline_in_lines_has_every_phase_and_publicity_day() -> None:
    lines = timeline_text(PLAN, on=date(2018, 4, 3))
    assert lines[0] == "实施步骤与宣传节点 · 截至2018年4月3日 · 「整体推进」进行中，还有392天"
    assert lines[1] == (
        "1 动员部署（2017年11月1日—12月31日，已结束）："
        "召开动员大会，全面部署创建工作；各乡镇、相关部门制定具体实施方案"
    )
    assert lines[-1] == "质量月（9月） 下次2018年9月1日，还有151天：深入开展“质量月”宣传活动"
