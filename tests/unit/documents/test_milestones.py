"""What comes next is told by its day: phases, publicity, due dates."""

from datetime import date

from qbot.documents.milestones import Milestone, milestones
from qbot.plan.models import Plan, PublicityDay


def told(found: tuple[Milestone, ...]) -> list[tuple[date, str, str]]:
    return [(each.on, each.kind, each.name) for each in found]


def test_the_turn_of_a_phase_and_the_due_dates_are_told_in_order(plan: Plan) -> None:
    assert told(milestones(plan, after=date(2019, 4, 20), days=20)) == [
        (date(2019, 4, 30), "phase-ends", "整体推进"),
        (date(2019, 5, 1), "phase-starts", "自查申报"),
        (date(2019, 5, 9), "due", "2019-04"),
    ]


def test_the_day_itself_is_past_and_the_last_day_is_ahead(plan: Plan) -> None:
    assert told(milestones(plan, after=date(2018, 3, 15), days=3)) == []
    assert (date(2018, 3, 15), "publicity", "3·15宣传活动") in told(
        milestones(plan, after=date(2018, 3, 14), days=1)
    )


def test_a_publicity_month_is_told_at_its_beginning(plan: Plan) -> None:
    assert (date(2018, 9, 1), "publicity", "质量月") in told(
        milestones(plan, after=date(2018, 8, 20), days=20)
    )


def test_it_looks_over_the_turn_of_the_year(plan: Plan) -> None:
    ahead = told(milestones(plan, after=date(2018, 12, 20), days=30))
    assert [name for _, _, name in ahead] == ["2018-12", "2018-Q4"]
    assert all(on.year == 2019 for on, _, _ in ahead)


def test_a_due_date_is_told_once_for_all_its_figures(plan: Plan) -> None:
    ahead = milestones(plan, after=date(2018, 4, 1), days=20)
    assert [each.name for each in ahead] == ["2018-03", "2018-Q1"]


def test_nothing_is_due_before_the_plan_begins(plan: Plan) -> None:
    assert [each for each in milestones(plan, after=date(2017, 10, 20), days=30) if each.kind == "due"] == []


def test_a_leap_day_comes_a_day_early_in_other_years(plan: Plan) -> None:
    leap = PublicityDay(name="闰日", month=2, day=29, clause="五(三)", duty="宣传")
    changed = plan.model_copy(update={"publicity": (leap,)})
    assert told(milestones(changed, after=date(2019, 2, 20), days=10)) == [
        (date(2019, 2, 28), "publicity", "闰日")
    ]
