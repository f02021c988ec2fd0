"""An assessment that was shown to the units is the one that is published."""

import json
from datetime import date
from decimal import Decimal

import pytest

from qbot.documents.assessment import Assessment
from qbot.documents.scoring import Duty, Event, score
from qbot.errors import SnapshotAltered
from qbot.periods import Period
from qbot.plan.models import Plan
from tests.unit.documents.conftest import at

MARCH = Period.of_month(2018, 3)


@pytest.fixture
def assessment(plan: Plan) -> Assessment:
    assert plan.scoring is not None
    due_on = date(2018, 4, 9)
    duties = [
        Duty("food-drug-bureau", "food-spot-check", MARCH, due_on, "on-time", due_on, (due_on,)),
        Duty("food-drug-bureau", "drug-spot-check", MARCH, due_on, "missing"),
    ]
    events = [Event(due_on, "supervised", "food-drug-bureau", note="督办单第1号")]
    return Assessment(
        number=1,
        drafted_at=at(date(2018, 4, 27)),
        since=date(2018, 1, 1),
        until=date(2018, 3, 31),
        rules=plan.scoring,
        scores=score(plan.scoring, ["food-drug-bureau", "finance-bureau"], duties=duties, events=events),
    )


def test_it_comes_back_from_its_content_as_it_was(assessment: Assessment) -> None:
    stored = json.loads(json.dumps(assessment.content(), sort_keys=True))
    again = Assessment.from_content(stored, checksum=assessment.checksum)
    assert again == assessment
    assert again.checksum == assessment.checksum


def test_one_that_was_touched_is_refused(assessment: Assessment) -> None:
    content = assessment.content()
    content["number"] = 2
    with pytest.raises(SnapshotAltered):
        Assessment.from_content(content, checksum=assessment.checksum)


def test_a_unit_sees_its_own_score_with_the_events_behind_it(assessment: Assessment) -> None:
    mine = assessment.of("food-drug-bureau")
    assert mine is not None
    assert mine.total == Decimal(47)
    assert [each.event.note for each in mine.deducted] == ["", "督办单第1号"]
    assert assessment.of("nobody") is None


def test_objections_are_heard_for_the_workdays_of_the_rule(assessment: Assessment) -> None:
    """From Friday 27 April 2018: Saturday the 28th is a workday, 29 April to 1 May are a holiday."""
    assert assessment.objections_until == date(2018, 5, 7)
