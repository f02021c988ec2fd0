"""Which version of a series stands."""

from collections.abc import Callable
from dataclasses import replace
from itertools import permutations

import pytest

from qbot.ledger.versions import Version, standing

MakeVersion = Callable[..., Version]


@pytest.fixture
def reported(make_version: MakeVersion) -> Callable[[int], Version]:
    return lambda number: make_version("food-spot-check", "2018-03", str(90 + number), number=number)


@pytest.fixture
def withdrawal(make_version: MakeVersion) -> Callable[[int, int], Version]:
    def make(number: int, of: int) -> Version:
        version = make_version("food-spot-check", "2018-03", "0", number=number)
        draft = replace(version.draft, state="withdrawn", value=None, withdraws=of)
        return replace(version, draft=draft)

    return make


Reported = Callable[[int], Version]
Withdrawal = Callable[[int, int], Version]


def test_nothing_stands_where_nothing_was_reported() -> None:
    assert standing([]) is None


def test_the_newest_version_stands_in_whatever_order_they_come(reported: Reported) -> None:
    for order in permutations([reported(1), reported(2), reported(3)]):
        assert standing(order) == reported(3)


def test_the_former_stands_again_when_the_newest_is_withdrawn(
    reported: Reported, withdrawal: Withdrawal
) -> None:
    assert standing([reported(1), reported(2), withdrawal(3, 2)]) == reported(1)


def test_withdrawing_a_former_version_leaves_the_newest(reported: Reported, withdrawal: Withdrawal) -> None:
    assert standing([reported(1), reported(2), withdrawal(3, 1)]) == reported(2)


def test_nothing_stands_when_all_are_withdrawn(reported: Reported, withdrawal: Withdrawal) -> None:
    assert standing([reported(1), withdrawal(2, 1)]) is None


def test_a_figure_reported_after_a_withdrawal_stands(reported: Reported, withdrawal: Withdrawal) -> None:
    assert standing([reported(1), withdrawal(2, 1), reported(3)]) == reported(3)
