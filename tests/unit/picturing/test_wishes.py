"""Which picture words ask for."""

import pytest

from qbot.picturing.wishes import Wish, wish_in


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("食品抽检走势图", Wish("trend")),
        ("药品的曲线图发我", Wish("trend")),
        ("总体情况图", Wish("overview")),
        ("来张红绿灯图", Wish("overview")),
        ("报送情况图", Wish("grid", "department")),
        ("各乡镇报送情况一览图", Wish("grid", "township")),
        ("进度图", Wish("timeline")),
        ("给我看时间轴", Wish("timeline")),
        ("食品抽检走势图文字版", Wish("trend", in_words=True)),
        ("文字版", Wish(None, in_words=True)),
        ("食品抽检画个图", Wish(None)),
    ],
)
def test_a_picture_is_known_by_its_name(text: str, wish: Wish) -> None:
    assert wish_in(text) == wish


@pytest.mark.parametrize(
    "text",
    [
        "现在食品抽检合格率多少",
        "3月食品抽检500批次,合格483",
        "方案的文字版在哪",
        "进度",
        "图书馆建好了",
        "走势图" * 20,
    ],
)
def test_words_that_name_no_picture_ask_for_none(text: str) -> None:
    assert wish_in(text) is None
