"""For which quarter a township's words are, and what is owed by then."""

from datetime import date

from qbot.ledger.obligations import PROGRESS, obligation_of
from qbot.ledger.versions import Series
from qbot.periods import Period
from qbot.plan.loading import load_plan
from qbot.tasks.quarterly import first_words, quarters_begun, words_expected

PLAN = load_plan()
FIRST = Period.parse("2018-Q1")
QUARTERS = (FIRST, FIRST.shifted(1), FIRST.shifted(2))


def told(*days: date) -> dict[str, date]:
    return {str(quarter): day for quarter, day in first_words(QUARTERS, days).items()}


def test_words_within_a_quarter_are_for_it_where_the_one_before_was_told_of() -> None:
    days = date(2018, 2, 1), date(2018, 3, 9), date(2018, 5, 2)
    assert told(*days) == {"2018-Q1": days[0], "2018-Q2": days[2]}


def test_words_after_a_quarter_make_it_up_and_do_not_count_twice() -> None:
    assert told(date(2018, 4, 4)) == {"2018-Q1": date(2018, 4, 4)}
    assert told(date(2018, 2, 1), date(2018, 4, 4)) == {
        "2018-Q1": date(2018, 2, 1),
        "2018-Q2": date(2018, 4, 4),
    }


def test_whoever_says_anything_owes_nothing_until_the_next_quarter_is_over_however_late_it_is() -> None:
    assert told(date(2018, 6, 1)) == {"2018-Q1": date(2018, 6, 1)}
    assert told(date(2018, 8, 1)) == {"2018-Q2": date(2018, 8, 1)}


def test_each_township_owes_a_word_for_every_quarter_that_is_over() -> None:
    assert quarters_begun(PLAN, on=date(2018, 8, 1)) == QUARTERS
    owed = list(words_expected(PLAN, on=date(2018, 7, 1)))
    assert len(owed) == 2 * 29
    assert {str(each.due_on) for each in owed} == {"2018-04-12", "2018-07-11"}
    assert list(words_expected(PLAN, on=date(2018, 7, 1), units={"agriculture-bureau"})) == []


def test_a_word_is_an_obligation_like_a_figure_and_a_granted_day_moves_it() -> None:
    series = Series(PROGRESS, "yanji-zhen", "2018-Q1")
    owed = obligation_of(PLAN, series, granted={series: date(2018, 4, 20)})
    assert owed is not None and owed.is_progress and owed.series == series
    assert (owed.due_on, owed.extended) == (date(2018, 4, 20), True)
    assert obligation_of(PLAN, Series(PROGRESS, "agriculture-bureau", "2018-Q1")) is None
    assert obligation_of(PLAN, Series(PROGRESS, "yanji-zhen", "2018-03")) is None
    assert obligation_of(PLAN, Series("food-spot-check", "yanji-zhen", "2018-03")) is None
