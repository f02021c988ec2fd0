"""Whose report a text claims to be."""

import pytest

from qbot.plan.loading import load_plan
from qbot.proxy import on_behalf, split

PLAN = load_plan()


@pytest.mark.parametrize(
    "text",
    [
        "代市农业局报:3月农产品97.2",
        "代市农业局报\uff1a3月农产品97.2",
        "代农业局上报3月农产品97.2",
        "请代市农业局填报,3月农产品97.2",
        "我代表市农业局报送 3月农产品97.2",
        "代市农业局:3月农产品97.2",
        "代市農業局報:3月农产品97.2",
        "代报 市农业局 3月农产品97.2",
        "代报:市农业局 3月农产品97.2",
        "代报市农业局3月农产品97.2",
        "代填报\uff1a市农业局,3月农产品97.2",
        "替市农业局报:3月农产品97.2",
        "帮市农业局报3月农产品97.2",
        "代市农业局 3月农产品97.2",
    ],
)
def test_a_unit_is_spoken_for(text: str) -> None:
    said = on_behalf(PLAN, text)
    assert said is not None
    assert (said.unit, said.words) == ("agriculture-bureau", "3月农产品97.2")


@pytest.mark.parametrize(
    "text",
    [
        "3月农产品97.2",
        "代表们都到齐了",
        "代市农业局向您问好",
        "市农业局报:3月农产品97.2",
        "代市农业局报",
        "代报",
        "代报市农业局",
        "帮市农业局问一下什么时候报",
        "农产品97.2,代报",
        "",
    ],
)
def test_other_words_are_nobodys_report(text: str) -> None:
    assert on_behalf(PLAN, text) is None


def test_a_unit_that_the_plan_does_not_know_is_named() -> None:
    said = on_behalf(PLAN, "代火星局报:3月农产品97.2")
    assert said is not None
    assert (said.unit, said.name) == (None, "火星局")


def test_the_longest_name_of_a_unit_counts() -> None:
    assert split(PLAN, "市农业局 3月农产品97.2") == ("agriculture-bureau", "3月农产品97.2")
    assert split(PLAN, "市农业局") == ("agriculture-bureau", "")
    assert split(PLAN, "火星局 97.2") is None
