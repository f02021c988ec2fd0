"""What counts as meant for the bot, and the figure it would bring."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from qbot.claims import guess, is_claim, likely
from qbot.matters import Matter
from qbot.people import Person
from qbot.plan.loading import load_plan
from qbot.reading.reader import Reader

PLAN = load_plan()
READER = Reader(PLAN)
ON = date(2018, 4, 3)
FOOD, DRUG = "food-spot-check", "drug-spot-check"


def matter(text: str) -> Matter:
    return Matter(1, "claim", 7, 7, 5, text, {}, datetime(2018, 4, 3, 1, 0, tzinfo=UTC))


@pytest.mark.parametrize("text", ["3月食安率 96.5", "药械抽查98", "上月的数已报", "数据有误,麻烦改一下"])
def test_words_of_somebody_who_reports_are_a_claim(text: str) -> None:
    assert is_claim(READER, text, READER.read(text, on=ON), on=ON)


@pytest.mark.parametrize(
    "text",
    [
        "谢谢",
        "好的,收到",
        "您好",
        "👌",
        "争取食品抽检合格率达到98%",
        "比如食品抽检96.5这样报",
        "3月食品抽检96.5",
        "谁还没报",
    ],
)
def test_chit_chat_and_what_was_understood_is_none(text: str) -> None:
    assert not is_claim(READER, text, READER.read(text, on=ON), on=ON)


@pytest.mark.parametrize(
    ("text", "value", "counts", "period"),
    [
        ("3月食安率 96.5", "96.5", (None, None), "2018-03"),
        ("食安率:500批,483合格", "96.6", (483, 500), None),
        ("2月份食安率是九十六点五", "96.5", (None, None), "2018-02"),
    ],
)
def test_the_figure_follows_once_the_indicator_is_named(
    text: str, value: str, counts: tuple[int | None, int | None], period: str | None
) -> None:
    half = guess(PLAN, READER, matter(text), FOOD, on=ON)
    assert half is not None
    assert (half.value, (half.numerator, half.denominator), half.period) == (Decimal(value), counts, period)
    assert (half.indicator, half.text, half.message_id) == (FOOD, text, 5)


@pytest.mark.parametrize("text", ["上月的数已报", "食安率96或97", "食安率 960"])
def test_nothing_is_guessed_that_would_not_be_certain(text: str) -> None:
    assert guess(PLAN, READER, matter(text), FOOD, on=ON) is None


def test_named_indicators_come_first_then_those_of_the_senders_units() -> None:
    contact = Person(7, 7, "王", "contact", ("agriculture-bureau",))
    order = likely(PLAN, READER, matter("药品抽查合格率 嗯"), contact, on=ON)
    assert order[0] == DRUG
    assert PLAN.indicator[order[1]].lead_unit == "agriculture-bureau"
    assert sorted(order) == sorted(each.id for each in PLAN.indicators)


def test_counts_the_wrong_way_round_are_guessed_the_right_way_round() -> None:
    found = guess(PLAN, READER, matter("3月食品抽检483批次合格500"), FOOD, on=ON)
    assert found is not None
    assert (found.value, found.numerator, found.denominator) == (Decimal("96.6"), 483, 500)
