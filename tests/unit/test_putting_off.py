"""What puts a figure off, and what is a reason all the same."""

import pytest

from qbot.putting_off import is_of_others, puts_off


@pytest.mark.parametrize(
    "words",
    [
        "先别记",
        "暂时不要录入",
        "别急着记",
        "晚点再说",
        "等核定了再报",
        "省里还没定",
        "还在核实",
        "数我拿不准",
        "等等",
        "先放一放",
    ],
)
def test_words_that_put_a_figure_off(words: str) -> None:
    assert puts_off(words)


@pytest.mark.parametrize(
    "words",
    [
        "样本变化",
        "因为企业停产等等",
        "特别记录的一批不合格",
        "原因:上月漏报",
        "检测报告没有盖章",
        "等级调整",
        "再次抽检",
    ],
)
def test_reasons_put_nothing_off(words: str) -> None:
    assert not puts_off(words)


def test_a_sentence_about_the_rest_is_told_from_the_figure_itself() -> None:
    assert all(
        map(is_of_others, ("其余的都报零", "剩下的98", "所有指标都是97", "除药品以外都是97", "各项都是零"))
    )
    assert not any(map(is_of_others, ("96.5", "全部合格", "500批次全都合格", "应该是97", "都是97")))
