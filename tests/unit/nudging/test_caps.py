"""Caps: a message a day, three about a period, a budget a week; and what is kept back says why."""

from datetime import UTC, date, datetime

import pytest

from qbot.ledger.obligations import Obligation
from qbot.nudges import Nudge
from qbot.nudging.caps import Allowance
from qbot.people import Person
from qbot.periods import Period

PERSON = Person(7, 107, "王秀兰", "contact", ("food-drug-bureau",))
AT = datetime(2018, 4, 4, 1, 0, tzinfo=UTC)


def owed(indicator: str, month: int = 3) -> Obligation:
    period = Period.of_month(2018, month)
    return Obligation(indicator, "food-drug-bureau", period, date(2018, 4, 9), date(2018, 4, 16))


FOOD, DRUG, BEFORE = owed("food-spot-check"), owed("drug-spot-check"), owed("drug-spot-check", 2)


def allowance(*told: tuple[Obligation, int], today: bool = False, messages: int = 0) -> Allowance:
    nudges = tuple(Nudge(7, entry.series, date(2018, 4, day), AT.replace(day=day)) for entry, day in told)
    return Allowance(PERSON, nudges, told_today=today, messages_this_week=messages, budget=5)


def test_who_has_heard_nothing_may_hear_of_everything() -> None:
    assert allowance().allowed([FOOD, DRUG]) == (FOOD, DRUG)
    assert allowance().withheld([FOOD, DRUG]) == []


def test_the_fourth_day_about_a_period_is_kept_back_and_other_periods_go_on() -> None:
    heard = allowance((FOOD, 2), (DRUG, 2), (FOOD, 3), (DRUG, 4), (BEFORE, 4))
    assert heard.allowed([FOOD, DRUG, BEFORE]) == (BEFORE,)
    (kept,) = heard.withheld([FOOD, DRUG, BEFORE])
    assert (kept.reason, kept.person, kept.entries) == ("spent", PERSON, (FOOD, DRUG))


def test_several_figures_named_on_one_day_are_one_time() -> None:
    assert allowance((FOOD, 2), (DRUG, 2), (FOOD, 3)).allowed([FOOD, DRUG]) == (FOOD, DRUG)


@pytest.mark.parametrize(
    ("state", "reason"),
    [({"today": True}, "today"), ({"messages": 5}, "budget"), ({"messages": 9}, "budget")],
)
def test_a_second_message_of_a_day_and_one_beyond_the_budget_are_kept_back(
    state: dict[str, int], reason: str
) -> None:
    heard = allowance(**state)  # type: ignore[arg-type]
    assert heard.allowed([FOOD]) == ()
    assert [each.reason for each in heard.withheld([FOOD])] == [reason]


def test_the_last_message_of_the_budget_may_go() -> None:
    assert allowance(messages=4).allowed([FOOD]) == (FOOD,)


def test_the_last_time_is_told_by_figure() -> None:
    heard = allowance((FOOD, 2), (FOOD, 4), (DRUG, 3))
    assert (heard.last_on(FOOD), heard.last_on(DRUG)) == (date(2018, 4, 4), date(2018, 4, 3))
    assert allowance().last_on(FOOD) is None
