"""In which quarters a township told how its plan goes."""

from datetime import date

from qbot.periods import Period
from qbot.picturing.attendance import told
from qbot.plan.loading import load_plan

PLAN = load_plan()
FIRST = Period.parse("2018-Q1")
QUARTERS = (FIRST, FIRST.shifted(1), FIRST.shifted(2))


def standings(*days: date, on: date) -> list[str]:
    return list(told(PLAN, QUARTERS, days, on=on).values())


def test_words_within_a_quarter_are_in_time_and_the_running_one_is_not_due() -> None:
    days = date(2018, 2, 1), date(2018, 3, 9), date(2018, 5, 2)
    assert standings(*days, on=date(2018, 7, 2)) == ["on-time", "early", "not-due"]


def test_words_soon_after_a_quarter_make_it_up_and_do_not_count_twice() -> None:
    assert standings(date(2018, 4, 4), on=date(2018, 8, 1)) == ["on-time", "missing", "not-due"]
    assert standings(date(2018, 4, 20), on=date(2018, 8, 1)) == ["late", "missing", "not-due"]


def test_words_after_the_time_to_make_up_count_for_their_own_quarter() -> None:
    assert standings(date(2018, 6, 1), on=date(2018, 8, 1)) == ["missing", "on-time", "not-due"]
    assert standings(date(2018, 2, 1), date(2018, 4, 4), on=date(2018, 8, 1))[:2] == ["on-time", "on-time"]


def test_words_that_came_early_count_once_their_quarter_has_fallen_due() -> None:
    assert standings(date(2018, 2, 1), on=date(2018, 4, 12))[0] == "early"
    assert standings(date(2018, 2, 1), on=date(2018, 4, 13))[0] == "on-time"
