"""Distance in what people count: the least that reaches a target, and what it would still bear."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qbot.ledger.distance import Way, way
from qbot.plan.models import Plan, Target


def at_least(value: str, kind: str = "at-least") -> Target:
    return Target.model_validate(
        {"kind": kind, "better": "higher", "value": value, "holds_from": "2018-01-01", "clause": "二(一)2"}
    )


@pytest.mark.parametrize(
    ("target", "numerator", "denominator", "expected"),
    [
        ("95", 473, 500, Way(reached=False, failed=27, more=40, mended=2)),
        ("95", 475, 500, Way(reached=True, failed=25, spare=0)),
        ("95", 483, 500, Way(reached=True, failed=17, spare=8)),
        ("98", 0, 1, Way(reached=False, failed=1, more=49, mended=1)),
        ("99.5", 198, 200, Way(reached=False, failed=2, more=200, mended=1)),
    ],
)
def test_the_way_to_a_rate(target: str, numerator: int, denominator: int, expected: Way) -> None:
    assert way(at_least(target), numerator, denominator) == expected


def test_a_target_of_a_hundred_per_cent_bears_no_failure() -> None:
    hundred = at_least("100", "exactly")
    assert way(hundred, 19, 20) == Way(reached=False, failed=1, mended=1)
    assert way(hundred, 20, 20) == Way(reached=True, failed=0, spare=0)


@given(
    st.integers(1, 400).flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d))),
    st.decimals("0.1", "99.9", places=1),
)
def test_one_fewer_would_not_reach_it_and_one_more_would_not_be_borne(
    counts: tuple[int, int], target: Decimal
) -> None:
    good, total = counts
    found = way(at_least(str(target)), good, total)
    assert found is not None
    if found.reached:
        assert found.spare is not None
        assert 100 * good >= target * (total + found.spare)
        assert 100 * good < target * (total + found.spare + 1)
    else:
        assert found.more is not None and found.mended is not None
        assert 100 * (good + found.mended) >= target * total > 100 * (good + found.mended - 1)
        assert 100 * (good + found.more) >= target * (total + found.more)
        assert 100 * (good + found.more - 1) < target * (total + found.more - 1)


@pytest.mark.parametrize("counts", [(None, None), (None, 500), (3, 0), (5, 4)])
def test_without_sound_counts_there_is_no_way(counts: tuple[int | None, int | None]) -> None:
    assert way(at_least("95"), *counts) is None


@pytest.mark.parametrize("indicator", ["export-notification", "air-quality", "equipment-accidents"])
def test_a_target_that_is_no_rate_to_reach_has_no_way(plan: Plan, indicator: str) -> None:
    assert way(plan.indicator[indicator].target, 19, 30) is None
