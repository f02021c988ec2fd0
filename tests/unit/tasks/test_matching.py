"""Which item a note is about: right or asked, hardly ever wrong, over sentences as people write them.

Each line of a file is: the item meant (`?`: none in particular), the sender's unit (`-`: any), the sentence.
"""

from collections import Counter
from pathlib import Path

import pytest

from qbot.plan.loading import load_plan
from qbot.tasks.matching import MOST_LIKELY, Match, Tasks

PLAN = load_plan()
TASKS = Tasks(PLAN)
HERE = Path(__file__).parent


def sentences(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines]


def outcome(want: str, found: Match) -> str:
    if found.certain is not None:
        return "right" if found.certain == want else "wrong"
    return "asked" if want in (*found.likely, "?") else "asked by groups"


@pytest.mark.parametrize(
    ("name", "right", "wrong"), [("sentences.tsv", 0.95, 0), ("colloquial.tsv", 0.70, 0)]
)
def test_items_are_found_by_the_words_people_use(name: str, right: float, wrong: int) -> None:
    counts = Counter(
        outcome(want, TASKS.match(text, units=() if unit == "-" else (unit,)))
        for want, unit, text in sentences(name)
    )
    assert counts["right"] >= right * counts.total(), counts
    assert counts["wrong"] <= wrong, counts


@pytest.mark.parametrize("text", ["", "收到", "我们单位已经完成了这个月的工作", "会议已经召开,精神已传达"])
def test_nothing_is_certain_where_no_item_is_named(text: str) -> None:
    assert TASKS.match(text).certain is None


@pytest.mark.parametrize("unit", ["quality-bureau", "reform-commission"])
def test_the_senders_own_group_comes_first_where_two_are_as_likely(unit: str) -> None:
    likely = TASKS.match("全国知名品牌示范区创建工作推进中", units=(unit,)).likely
    assert TASKS.group_of[likely[0]].lead_unit == unit
    assert len(likely) <= MOST_LIKELY


def test_a_unit_owns_what_it_leads_and_what_every_unit_must_do() -> None:
    assert TASKS.owned("household-acceptance", "housing-bureau")
    assert not TASKS.owned("household-acceptance", "chengguan-zhen")
    assert TASKS.owned("unit-leading-groups", "chengguan-zhen")


def test_a_very_long_text_is_read_from_its_beginning() -> None:
    assert (
        TASKS.match("首席质量官制度已推行。" + "其他工作情况良好。" * 400).certain == "chief-quality-officer"
    )
