"""Every figure of an issue has a code that leads to what it comes from, and the whole is sealed."""

import json
from datetime import date

import pytest
from pydantic import ValidationError

from qbot.documents.issue import Issue, snapshot_of
from qbot.documents.snapshot import Snapshot
from qbot.errors import SnapshotAltered
from qbot.plan.models import Plan
from tests.unit.documents.conftest import MakeIssue, MakeVersion


@pytest.fixture
def issue(make_issue: MakeIssue, make_version: MakeVersion) -> Issue:
    return make_issue(
        [
            make_version("food-spot-check", "2018-03", "96.6", number=132, counts=(483, 500)),
            make_version("drug-spot-check", "2018-03", "96", number=133, verdict="passed"),
            make_version("agri-spot-check", "2018-02", "95.8", number=90),
            make_version("time-honoured-brands", "2018-Q1", "2", number=140, source="sample"),
            make_version("large-project-acceptance", "2018-Q1", None, number=141, state="not-applicable"),
        ]
    )


def test_the_indicators_are_a1_to_a25_in_the_plans_order(plan: Plan, issue: Issue) -> None:
    snapshot = snapshot_of(plan, issue)
    codes = {code: quoted.indicator for code, quoted in snapshot.figures.items() if code.startswith("A")}
    assert codes == {f"A{place}": entry.id for place, entry in enumerate(plan.indicators, 1)}


def test_a_code_leads_to_the_version_and_its_standing(plan: Plan, issue: Issue) -> None:
    food = snapshot_of(plan, issue).figures["A5"]
    assert (food.indicator, food.unit, food.period) == ("food-spot-check", "food-drug-bureau", "2018-03")
    assert (food.value, food.measure, food.version) == ("96.6", "%", 132)
    assert (food.numerator, food.denominator) == (483, 500)
    assert (food.standing, food.situation) == ("unreviewed", "met")


def test_reviewed_and_sample_figures_are_told_apart(plan: Plan, issue: Issue) -> None:
    snapshot = snapshot_of(plan, issue)
    assert snapshot.figures["A6"].standing == "reviewed"
    assert snapshot.figures["A22"].standing == "sample"


def test_an_old_figure_is_missing_beside_the_period_that_is_overdue(plan: Plan, issue: Issue) -> None:
    farm = snapshot_of(plan, issue).figures["A4"]
    assert (farm.situation, farm.period, farm.awaited) == ("missing", "2018-02", "2018-03")


def test_what_does_not_apply_is_not_missing(plan: Plan, issue: Issue) -> None:
    assert snapshot_of(plan, issue).figures["A10"].situation == "not-applicable"


def test_counts_name_the_figures_they_count(plan: Plan, issue: Issue) -> None:
    snapshot = snapshot_of(plan, issue)
    unmet = snapshot.quoted("count", "unmet")
    assert unmet is not None
    assert (unmet.value, unmet.sources) == ("2", ("A6", "A22"))
    lights = [each for each in snapshot.figures.values() if each.about == "count" and each.of != "indicators"]
    assert sum(int(each.value or 0) for each in lights) == 25


def test_reported_and_open_add_up_to_what_was_expected(plan: Plan, issue: Issue) -> None:
    snapshot = snapshot_of(plan, issue)
    told = {each.of: each for each in snapshot.figures.values() if each.about == "owed"}
    numbers = {of: int(each.value or 0) for of, each in told.items()}
    assert numbers["reported"] + numbers["open"] == numbers["expected"]
    assert "agri-spot-check/agriculture-bureau/2018-03" in told["open"].sources


def test_a_distance_names_its_figure_and_counts_in_points(plan: Plan, issue: Issue) -> None:
    distance = snapshot_of(plan, issue).quoted("distance", "drug-spot-check")
    assert distance is not None
    assert (distance.value, distance.measure, distance.sources) == ("2", "个百分点", ("A6",))


def test_a_change_names_both_issues(plan: Plan, make_issue: MakeIssue, make_version: MakeVersion) -> None:
    february = make_version("food-spot-check", "2018-02", "95.9", number=100)
    march = make_version("food-spot-check", "2018-03", "96.6", number=132)
    before = snapshot_of(plan, make_issue([february], on=date(2018, 3, 9), number=2))
    change = snapshot_of(plan, make_issue([february, march], previous=before)).quoted(
        "change", "food-spot-check"
    )
    assert change is not None
    assert (change.value, change.sources) == ("0.7", ("A5", "2:A5"))


def test_a_month_is_not_compared_with_a_quarter(
    plan: Plan, make_issue: MakeIssue, make_version: MakeVersion
) -> None:
    month = make_version("food-spot-check", "2018-02", "95.9", number=100)
    quarter = make_version("food-spot-check", "2018-Q1", "96.6", number=132)
    before = snapshot_of(plan, make_issue([month], on=date(2018, 3, 9), number=2))
    assert (
        snapshot_of(plan, make_issue([quarter], previous=before)).quoted("change", "food-spot-check") is None
    )


def test_a_snapshot_cannot_be_changed(plan: Plan, issue: Issue) -> None:
    snapshot = snapshot_of(plan, issue)
    with pytest.raises(TypeError):
        snapshot.figures["A5"] = snapshot.figures["A6"]  # type: ignore[index]
    with pytest.raises(ValidationError):
        snapshot.figures["A5"].value = "98"


def test_equal_issues_have_equal_seals(plan: Plan, issue: Issue) -> None:
    assert snapshot_of(plan, issue).checksum == snapshot_of(plan, issue).checksum


def test_a_stored_snapshot_comes_back_as_it_was(plan: Plan, issue: Issue) -> None:
    snapshot = snapshot_of(plan, issue)
    stored = json.loads(json.dumps(snapshot.content()))
    again = Snapshot.from_content(stored, checksum=snapshot.checksum)
    assert again == snapshot
    assert again.checksum == snapshot.checksum


def test_a_stored_snapshot_that_was_touched_is_refused(plan: Plan, issue: Issue) -> None:
    snapshot = snapshot_of(plan, issue)
    touched = json.loads(json.dumps(snapshot.content()).replace("96.6", "98.6"))
    with pytest.raises(SnapshotAltered):
        Snapshot.from_content(touched, checksum=snapshot.checksum)


def test_the_order_in_which_a_database_keeps_the_figures_does_not_matter(plan: Plan, issue: Issue) -> None:
    snapshot = snapshot_of(plan, issue)
    stored = json.loads(json.dumps(snapshot.content(), sort_keys=True))
    assert Snapshot.from_content(stored, checksum=snapshot.checksum).code("figure", "food-spot-check") == "A5"


def test_more_cannot_be_owed_than_was_expected(issue: Issue) -> None:
    with pytest.raises(ValueError, match="expected"):
        Issue(1, issue.issued_at, issue.goals, issue.owed, expected=0)
