"""The outline of what could not be read."""

from datetime import date

import pytest

from qbot.aliases import with_aliases
from qbot.plan.loading import load_plan
from qbot.reading.reader import Reader

ON = date(2018, 4, 3)
PLAN = load_plan()


@pytest.mark.parametrize(
    ("text", "wording", "amounts"),
    [
        ("3月食安率 96.5", "食安率", ("96.5",)),
        ("药械抽查98", "药械抽查", ("98",)),
        ("谢谢", "", ()),
        ("😀", "", ()),
    ],
)
def test_the_unknown_words_stand_apart_from_amounts_and_periods(
    text: str, wording: str, amounts: tuple[str, ...]
) -> None:
    outline = Reader(PLAN).outline(text, on=ON)
    assert (outline.wording, outline.amounts) == (wording, amounts)


@pytest.mark.parametrize(
    ("text", "about_figures"),
    [
        ("食安率96", True),
        ("上月的数已报", True),
        ("数据有误,麻烦改一下", True),
        ("谢谢", False),
        ("好的,收到", False),
        ("您好", False),
        ("辛苦了", False),
        ("", False),
    ],
)
def test_words_of_reporting_are_told_from_chit_chat(text: str, about_figures: bool) -> None:
    assert Reader(PLAN).outline(text, on=ON).is_about_figures is about_figures


def test_a_reader_adopts_the_tables_of_another() -> None:
    reader = Reader(PLAN)
    assert reader.read("3月食安率96.5", on=ON).items == ()
    reader.adopt(Reader(with_aliases(PLAN, [("食安率", "food-spot-check")])))
    (item,) = reader.read("3月食安率96.5", on=ON).items
    assert (item.indicator, str(item.value), item.period) == ("food-spot-check", "96.5", "2018-03")
    assert reader.plan.indicator["food-spot-check"].aliases[-1] == "食安率"


def test_a_wording_for_an_unknown_indicator_is_left_out() -> None:
    assert with_aliases(PLAN, [("食安率", "no-such-thing")]) == PLAN
