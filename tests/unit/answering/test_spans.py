"""A time that is reported in parts: counts add up, rates do not."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

import pytest

from qbot.answering.spans import Whole, whole
from qbot.clock import CITY_TIME
from qbot.ledger.chain import GENESIS
from qbot.ledger.references import NONE
from qbot.ledger.versions import Draft, Series, Verdict, Version
from qbot.periods import Period
from qbot.plan.loading import load_plan

PLAN = load_plan()
FOOD, ACCIDENTS, BRANDS = "food-spot-check", "equipment-accidents", "time-honoured-brands"


def version(
    indicator: str, period: str, *, value: str = "", counts: str = "", verdict: Verdict | None = None
) -> Version:
    numerator, _, denominator = counts.partition("/")
    draft = Draft(
        Series(indicator, PLAN.indicator[indicator].lead_unit, period), "value", 1, "message", "原文",
        value=Decimal(value) if value else Decimal(100) * int(numerator) / int(denominator),
        numerator=int(numerator) if counts else None,
        denominator=int(denominator) if counts else None,
    )  # fmt: skip
    at = datetime(2018, 7, 1, tzinfo=CITY_TIME)
    return Version(1, draft, at, GENESIS, "00", verdict=verdict)


def asked(
    indicator: str, period: str, versions: Mapping[str, Version], *, on: date = date(2018, 7, 20)
) -> Whole | None:
    known = {Period.parse(key): each for key, each in versions.items()}
    return whole(PLAN, PLAN.indicator[indicator], Period.parse(period), known, on=on, references=NONE)


def of_counts(**counts: str) -> dict[str, Version]:
    months = {key[1:].replace("_", "-"): text for key, text in counts.items()}
    return {month: version(FOOD, month, counts=text) for month, text in months.items()}


def test_counts_of_the_parts_add_up_and_are_judged() -> None:
    found = asked(FOOD, "2018-Q2", of_counts(_2018_04="96/100", _2018_05="190/200", _2018_06="650/700"))
    assert found is not None and found.total is not None
    assert (found.total.numerator, found.total.denominator) == (936, 1000)
    assert (str(found.total.value), found.total.assessment.light) == ("93.60", "unmet")
    assert [str(each.period) for each in found.parts] == ["2018-04", "2018-05", "2018-06"]


def test_a_part_without_counts_leaves_no_total() -> None:
    known = {**of_counts(_2018_04="96/100"), "2018-05": version(FOOD, "2018-05", value="97")}
    found = asked(FOOD, "2018-Q2", known)
    assert found is not None
    assert found.total is None


def test_a_part_that_was_given_back_leaves_no_total() -> None:
    known = {
        **of_counts(_2018_04="96/100"),
        "2018-05": version(FOOD, "2018-05", counts="1/100", verdict="returned"),
    }
    found = asked(FOOD, "2018-Q2", known)
    assert found is not None
    assert found.total is None


def test_the_total_tells_which_parts_are_lacking() -> None:
    found = asked(FOOD, "2018-Q2", of_counts(_2018_04="96/100", _2018_06="97/100"))
    assert found is not None and found.total is not None
    assert [str(each) for each in found.silent] == ["2018-05"]
    assert [str(each) for each in found.came] == ["2018-04", "2018-06"]


def test_what_is_not_over_and_what_was_before_the_plan_is_no_part() -> None:
    running = asked(FOOD, "2018", of_counts(_2018_01="96/100"), on=date(2018, 3, 10))
    assert running is not None
    assert [str(each.period) for each in running.parts] == ["2018-01", "2018-02"]
    before = asked(FOOD, "2017", of_counts(_2017_12="96/100"))
    assert before is not None
    assert [str(each.period) for each in before.parts] == ["2017-11", "2017-12"]


def test_accidents_add_up_and_other_numbers_do_not() -> None:
    accidents = {f"2018-0{m}": version(ACCIDENTS, f"2018-0{m}", value=v) for m, v in ((1, "0"), (2, "1"))}
    found = asked(ACCIDENTS, "2018-Q1", accidents)
    assert found is not None and found.total is not None
    assert (found.total.value, found.total.assessment.light) == (1, "unmet")
    brands = {
        "2018-Q1": version(BRANDS, "2018-Q1", value="1"),
        "2018-Q2": version(BRANDS, "2018-Q2", value="2"),
    }
    cumulative = asked(BRANDS, "2018-H1", brands)
    assert cumulative is not None
    assert cumulative.total is None


@pytest.mark.parametrize("period", ["2018-04", "2017"])
def test_a_single_part_and_a_time_of_which_nothing_came_are_no_whole(period: str) -> None:
    assert asked(FOOD, period, of_counts(_2018_04="96/100")) is None
