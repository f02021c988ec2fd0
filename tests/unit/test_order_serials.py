"""Which serial numbers are meant by what people say."""

import pytest

from qbot.order_serials import serials_meant


@pytest.mark.parametrize(
    ("said", "serials"),
    [
        ("督办〔2018〕1号", ["督办〔2018〕1号"]),
        ("督办单[2017]第12号", ["督办〔2017〕12号"]),
        ("催办(2018)2号", ["催办〔2018〕2号"]),
        ("督办1号", ["督办〔2018〕1号"]),
        ("提醒3号", ["提醒〔2018〕3号"]),
        ("3", ["提醒〔2018〕3号", "催办〔2018〕3号", "督办〔2018〕3号"]),
        ("第3号", ["提醒〔2018〕3号", "催办〔2018〕3号", "督办〔2018〕3号"]),
        ("市农业局", []),
        ("督办", []),
    ],
)
def test_the_serials_that_may_be_meant(said: str, serials: list[str]) -> None:
    assert list(serials_meant(said, year=2018)) == serials
