"""Answers: period, time and standing of each figure, and never an old number as the current."""

from datetime import UTC, date, datetime
from decimal import Decimal

from handlers.screen import Screen
from handlers.texts.answers import course, figures, owing, phases, silence, tracing
from handlers.texts.answers import overview as lights
from qbot.answering.silence import Silence, why_silent
from qbot.answering.tracing import Trace
from qbot.ledger.current import Current, current, overview
from qbot.ledger.obligations import obligation
from qbot.ledger.versions import Draft, Series, Source, Version
from qbot.periods import Period
from qbot.plan.loading import load_plan

PLAN = load_plan()
FOOD = PLAN.indicator["food-spot-check"]
MARCH = Period.of_month(2018, 3)


def words(shown: Screen) -> str:
    return "\n".join(shown.blocks)


def stored(value: str, period: str, *, source: Source = "message", text: str = "原文") -> Version:
    draft = Draft(Series(FOOD.id, FOOD.lead_unit, period), "value", 1, source, text, Decimal(value))
    return Version(7, draft, datetime(2018, 4, 3, 1, 12, tzinfo=UTC), "", "")


def food_on(day: str, *versions: Version) -> Current:
    return current(PLAN, FOOD, versions, on=date.fromisoformat(day))


def answer(day: str, *versions: Version) -> str:
    found = food_on(day, *versions)
    return words(figures.now(PLAN, found, on=date.fromisoformat(day), reporter="王秀兰"))


def test_a_current_figure_is_told_with_all_that_makes_it_one() -> None:
    text = answer("2018-04-03", stored("96.6", "2018-03"), stored("95.9", "2018-02"))
    for part in (
        "2018年3月:<b>96.6%</b> 🟢 达标 优于目标1.6个百分点",
        "较2月 +0.7个百分点",
        "目标 ≥95%(方案二(一)2)",
        "2018年4月应于5月8日前报",
        "市食品药品监督管理局 王秀兰 4月3日09:12报(R-7)",
    ):
        assert part in text


def test_an_overdue_figure_comes_first_and_the_last_known_is_called_so() -> None:
    lines = answer("2018-04-12", stored("96.6", "2018-02")).splitlines()
    assert lines[1] == "⚪ 2018年3月尚未报送(应于4月9日前报)"
    assert lines[2].startswith("最近一次:2018年2月")
    assert "达标" not in "\n".join(lines)


def test_all_that_is_overdue_is_named_before_the_last_known_figure() -> None:
    february = stored("96.6", "2018-02")
    lines = answer("2018-05-12", february).splitlines()
    assert lines[1] == "⚪ 2018年3月、4月尚未报送(最早应于4月9日前报)"
    everything = overview(PLAN, [february], on=date(2018, 6, 30))
    text = words(lights.status(PLAN, everything, on=date(2018, 6, 30)))
    assert "重点食品 2018年3月至5月尚未报送(上次2018年2月 96.6%)" in text


def test_what_was_never_reported_shows_no_number() -> None:
    lines = answer("2018-04-03").splitlines()
    assert lines[1:3] == ["⚪ 2017年11月至2018年2月尚未报送(最早应于12月7日前报)", "此前没有任何一期的数。"]
    assert not any("R-" in line for line in lines)


def test_a_period_that_has_not_ended_is_said_to_run() -> None:
    assert "2018年4月(本期未结束)" in answer("2018-04-20", stored("96.6", "2018-04"))


def test_a_sample_is_called_a_sample() -> None:
    assert "样例数据" in answer("2018-04-03", stored("96.6", "2018-03", source="sample"))


def test_a_period_asked_for_is_not_answered_with_another() -> None:
    january, on = Period.of_month(2018, 1), date(2018, 2, 9)
    found = Silence(FOOD, january, *why_silent(PLAN, FOOD, january, on=on))
    text = words(silence.silent(PLAN, found, asked=january, on=on, reporter=""))
    assert "⚪ 2018年1月尚未报送(应于2月7日前报,已逾期2个工作日)" in text
    assert "R-" not in text


def test_the_status_has_a_line_with_a_light_in_words_for_every_indicator() -> None:
    everything = overview(PLAN, [stored("96.6", "2018-03")], on=date(2018, 4, 3))
    text = words(lights.status(PLAN, everything, on=date(2018, 4, 3)))
    assert all(entry.short in text for entry in PLAN.indicators)
    assert "🟢达标1 ⚪未报24" in text


def test_what_is_unmet_does_not_hide_what_is_not_known() -> None:
    everything = overview(PLAN, [stored("90", "2018-03")], on=date(2018, 4, 3))
    text = words(lights.unmet(everything, on=date(2018, 4, 3)))
    assert "🔴 未达标 " in text
    assert "另有24项尚未报送" in text


def test_the_source_quotes_the_message_escaped_and_whole_enough() -> None:
    version = stored("96.6", "2018-03", text="<b>3月&食品 96.6</b>")
    trace = Trace(version, (version,), version, 0, ())
    text = words(tracing.source(PLAN, trace, names={1: "王秀兰"}))
    assert "<blockquote>&lt;b&gt;3月&amp;食品 96.6&lt;/b&gt;</blockquote>" in text


def compared(now: str, before: str | None, year_before: str | None) -> str:
    earlier = {
        "before": before and stored(before, "2018-02"),
        "year_before": year_before and stored(year_before, "2017-03"),
    }
    return words(course.compare(PLAN, FOOD, stored(now, "2018-03"), **earlier))


def test_a_comparison_names_both_periods_and_the_direction() -> None:
    text = compared("96.6", "95.9", "97")
    assert "较2018年2月(95.9%)上升0.7个百分点" in text
    assert "较2017年3月(97%)下降0.4个百分点" in text
    assert "2018年3月:<b>96.6%</b> · 未审" in text


def test_a_comparison_says_what_it_lacks() -> None:
    text = compared("96.6", None, None)
    assert "无法环比" in text
    assert "无法同比" in text


def test_the_history_is_newest_first_and_no_longer_than_a_year() -> None:
    months = [Period(2017 * 12 + index, 2017 * 12 + index) for index in range(15)]
    by_period = {each: stored("96", str(each)) for each in months}
    text = words(course.history(PLAN, FOOD, by_period, judged=dict.fromkeys(months, "🟢 达标")))
    lines = text.splitlines()
    assert (len(lines), lines[1].split()[0], lines[-1].split()[0]) == (13, "2018年3月", "2017年4月")


def test_the_phase_is_told_with_the_days_left_and_its_duties() -> None:
    text = words(phases.phase(PLAN, on=date(2019, 4, 23)))
    assert "「<b>整体推进</b>」阶段,还有7天结束(2019年4月30日)" in text
    assert "今天结束" in words(phases.phase(PLAN, on=date(2019, 4, 30)))


def test_a_day_outside_the_plan_is_in_no_phase() -> None:
    assert "不在方案的任何阶段内" in words(phases.phase(PLAN, on=date(2026, 11, 23)))


def test_each_hotline_is_told() -> None:
    text = words(phases.hotlines(PLAN))
    assert all(number in text for number in ("12312", "12315", "12331", "12365"))


def test_what_one_owes_is_told_with_its_day_or_how_late_it_is() -> None:
    owed = [obligation(PLAN, FOOD, MARCH)]
    assert "2018年3月(4月9日前报)" in words(owing.mine(PLAN, owed, [], on=date(2018, 4, 3)))
    assert "逾期2个工作日" in words(owing.mine(PLAN, owed, [], on=date(2018, 4, 11)))
    assert "都已报齐" in words(owing.mine(PLAN, [], [], on=date(2018, 4, 3)))


def test_what_is_owed_from_earlier_is_told_apart() -> None:
    older = [obligation(PLAN, FOOD, Period.of_month(2018, 1))]
    text = words(owing.mine(PLAN, [], older, on=date(2018, 4, 3)))
    assert text.startswith("更早的期次还有1项:")
    assert "2018年1月" in text
