"""Buttons below answers fit into 64 bytes, whatever the plan calls its indicators and clauses."""

import pytest

from handlers.actions_answers import AskOf, Leaf, Quote, asking
from handlers.buttons import Ask, decode, encode
from qbot.answering.subjects import OF_INDICATOR
from qbot.periods import Period
from qbot.plan.loading import load_plan

LONGEST_ID = "x" * 40


@pytest.mark.parametrize("about", sorted(OF_INDICATOR))
@pytest.mark.parametrize("period", [None, "2018-03", "2018-Q4", "2018-H1", "2018-01..2018-09"])
def test_a_question_about_the_longest_id_fits_and_comes_back(about: str, period: str | None) -> None:
    action = asking(about, LONGEST_ID, Period.parse(period) if period else None)
    assert decode(encode(action)) == action


def test_a_period_is_carried_where_it_is_a_month_or_a_quarter() -> None:
    assert asking("value", "food-spot-check", Period.parse("2018-03")) == AskOf(
        "value", "food-spot-check", "2018-03"
    )
    assert asking("value", "food-spot-check", Period.parse("2018-H1")) == Ask("value", "food-spot-check")


@pytest.mark.parametrize("number", [*load_plan().clause, ""])
def test_every_clause_of_the_plan_fits(number: str) -> None:
    assert decode(encode(Leaf(number))) == Leaf(number)
    assert decode(encode(Quote(number))) == Quote(number)
