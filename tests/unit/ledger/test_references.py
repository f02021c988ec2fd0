"""Reference values: which one a figure is measured by, and what comes of it."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from qbot.ledger.assessment import Assessment, assess
from qbot.ledger.references import Reference, References, by_indicator, known_then, yardstick
from qbot.periods import Period
from qbot.plan.models import Plan

AT = datetime(2018, 7, 20, tzinfo=UTC)
EXPORT, SATISFACTION = "export-notification", "customer-satisfaction"


def entry(
    id_: int, period: str, value: str | None, *, of: str = EXPORT, withdraws: int | None = None
) -> Reference:
    return Reference(
        id=id_,
        indicator=of,
        period=Period.parse(period),
        value=Decimal(value) if value else None,
        withdraws=withdraws,
        text="原文",
        entered_by=1,
        entered_at=AT + timedelta(days=id_),
    )


def judged(plan: Plan, value: str, period: str, *entries: Reference, **earlier: str) -> Assessment:
    known = {Period.parse(key.replace("_", "-").strip("-")): Decimal(text) for key, text in earlier.items()}
    of = entries[0].indicator if entries else EXPORT
    return assess(
        plan.indicator[of],
        Decimal(value),
        period=Period.parse(period),
        earlier=known,
        references=by_indicator(entries),
    )


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2018-Q2", "2018-Q2"),  # its own
        ("2018-Q3", "2018"),  # the year that holds it
        ("2018-02", "2018-Q1"),  # the shortest that holds it
        ("2017-Q3", "2017"),
        ("2019-Q1", "2018"),  # the newest that is over
        ("2021-Q4", "2018"),  # three years on, it still serves
        ("2022-Q1", None),  # out of date
        ("2016-Q4", None),  # nothing is known of that time yet
    ],
)
def test_a_figure_is_measured_by_its_own_time_or_the_newest_before_it(
    period: str, expected: str | None
) -> None:
    known = by_indicator(
        [
            entry(1, "2017", "0.5"),
            entry(2, "2018-Q1", "0.4"),
            entry(3, "2018-Q2", "0.3"),
            entry(4, "2018", "0.2"),
        ]
    )
    found = yardstick(known, EXPORT, Period.parse(period))
    assert (str(found.period) if found else None) == expected


def test_a_correction_counts_and_a_withdrawal_brings_back_the_one_before() -> None:
    first, second = entry(1, "2018-Q1", "0.4"), entry(2, "2018-Q1", "0.3")
    taken_back = entry(3, "2018-Q1", None, withdraws=2)

    def value(references: References) -> list[str]:
        return [str(each.value) for each in references.get(EXPORT, ())]

    assert value(by_indicator([first, second])) == ["0.3"]
    assert value(by_indicator([first, second, taken_back])) == ["0.4"]
    assert value(by_indicator([first, entry(2, "2018-Q1", None, withdraws=1)])) == []


def test_known_then_is_what_stands_now_of_what_had_been_entered() -> None:
    entries = [entry(1, "2018-Q1", "0.4"), entry(2, "2018-Q1", "0.3"), entry(3, "2018-Q2", "0.2")]
    known = known_then(entries, at=AT + timedelta(days=1, hours=1))
    assert [(str(each.period), str(each.value)) for each in known[EXPORT]] == [("2018-Q1", "0.3")]


@pytest.mark.parametrize(
    ("value", "light", "distance"),
    [("0.3", "met", "0.1"), ("0.4", "unmet", "0.0"), ("0.45", "unmet", "-0.05")],
)
def test_a_reference_value_has_to_be_beaten(plan: Plan, value: str, light: str, distance: str) -> None:
    found = judged(plan, value, "2018-Q2", entry(1, "2018-Q1", "0.4"))
    assert (found.light, str(found.distance)) == (light, distance)
    assert found.referred is not None
    assert (str(found.referred.period), found.referred.entry) == ("2018-Q1", 1)


@pytest.mark.parametrize(
    ("value", "earlier", "light"),
    [
        ("85", {"_2018_Q1": "84"}, "met"),
        ("85", {"_2018_Q1": "86"}, "unmet"),  # better than others, but falling
        ("83", {"_2018_Q1": "82"}, "unmet"),  # rising, but worse than others
        ("84", {"_2018_Q1": "82"}, "near"),  # rising, level with others
        ("85", {}, "unknown"),  # better than others, no earlier one to rise from
        ("83", {}, "unmet"),
    ],
)
def test_both_the_trend_and_the_comparison_with_others_have_to_hold(
    plan: Plan, value: str, earlier: dict[str, str], light: str
) -> None:
    found = judged(plan, value, "2018-Q2", entry(1, "2018-Q2", "84", of=SATISFACTION), **earlier)
    assert found.light == light
    assert found.peers is not None
    assert found.peers.distance == Decimal(value) - 84


def test_while_others_are_unknown_the_trend_alone_counts(plan: Plan) -> None:
    found = assess(
        plan.indicator[SATISFACTION],
        Decimal(85),
        period=Period.parse("2018-Q2"),
        earlier={Period.parse("2018-Q1"): Decimal(84)},
    )
    assert (found.light, found.peers) == ("met", None)
