"""A held figure once its sender stands by it: the reason and every mark go with it."""

from decimal import Decimal

from qbot.ledger.versions import Draft, Flag, Series
from qbot.reporting import confirmed

SERIES = Series("food-spot-check", "food-drug-bureau", "2018-03")


def held(*flags: Flag) -> Draft:
    return Draft(SERIES, "value", 7, "message", "3月食品 79.8", value=Decimal("79.8"), flags=flags)


def test_a_confirmed_figure_keeps_the_marks_it_had() -> None:
    draft = confirmed(held("stood-in"), reason="数据属实", flag="swapped")
    assert (draft.reason, draft.flags) == ("数据属实", ("stood-in", "swapped"))


def test_a_mark_is_set_once() -> None:
    assert confirmed(held("swapped"), reason="数据属实", flag="swapped").flags == ("swapped",)


def test_an_explained_change_that_was_not_odd_is_not_marked() -> None:
    assert confirmed(held(), reason="笔误", flag=None).flags == ()
