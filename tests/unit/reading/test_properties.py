"""What holds for any text: it is read without fail and in good time, and yields nothing where nothing is named."""

from datetime import date
from decimal import Decimal
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qbot.plan.loading import load_plan
from qbot.plan.models import Indicator
from qbot.reading import Reader
from qbot.reading.digest import WHOLE
from qbot.reading.numerals import plain

PLAN = load_plan(None)
READER = Reader(PLAN)
ON = date(2018, 7, 16)
RATES = [i for i in PLAN.indicators if i.measure == "%"]
EASY = settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
rates = st.integers(min_value=5001, max_value=10000).map(lambda n: Decimal(n) / 100)
indicators = st.sampled_from(RATES)
BOUND = 0.005
PLAIN, PLAIN_SECONDS = "3月食品抽检500批次,合格483批次,合格率96.6%", 125e-6
TABLE = "\n".join(f"{n}\t{i.name}\t{80 + n}.5%\t95%\t{n % 12 + 1}月" for n, i in enumerate(PLAN.indicators))
PIECES = [
    "9", "9 ", "九", "一二三四五六七八九十", "食品抽检合格率", "的", "(", "()", "[", "食品96.5，", "九十六点五", "龘", "abc ",
    "3月", "1-3月、", "2018年3月5日", "食品\n96.5%\n", "今天我们开会研究部署下一步的工作安排，", "?", '"', ".", "483/500",
    "%", " ", "\n", "1/", "从96%到97%", "食频抽捡合个率", "比", "把指标", "各单位", "关于", "select ", "投诉", "谁", "我们",
    "续报", "@", "商丘市", "省", "\u200b", "髮", "😀", "a.", "0.965", "截至", "不是", "目标", TABLE,
    "".join(f"{i.name}{90 + n / 10}%，" for n, i in enumerate(PLAN.indicators)), "".join(c.text for c in PLAN.clauses),
]  # fmt: skip


long_texts = st.one_of(
    st.text(max_size=4096),
    st.text(alphabet="食品药合格率抽检96.5%月1-3季度，。\n\t|不是目标比上", max_size=4096),
    st.lists(st.sampled_from(PIECES), max_size=600).map(lambda pieces: "".join(pieces)[:4096]),
    st.sampled_from(PIECES).map(lambda piece: (piece * 4096)[:4096]),
)


def _spent(text: str) -> float:
    started = process_time()
    READER.read(text, on=ON)
    return process_time() - started


def _seconds(text: str) -> float:
    """Processor time of a reading on a quiet machine: the best of several, measured against a message whose
    reading takes `PLAIN_SECONDS` there, because other work slows both alike.
    """
    best = 1.0
    for _ in range(30):
        slowness = min(_spent(PLAIN) for _ in range(5)) / PLAIN_SECONDS
        best = min(best, _spent(text) / max(1.0, slowness))
        if best < BOUND:
            break
    return best


@EASY
@given(long_texts)
def test_no_text_raises_or_takes_more_than_five_milliseconds(text: str) -> None:
    READER.explain(text, on=ON)
    assert _seconds(text) < BOUND


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("length", [WHOLE, 4096])
def test_no_shape_of_text_takes_more_than_five_milliseconds(piece: str, length: int) -> None:
    assert _seconds((piece * length)[:length]) < BOUND


@EASY
@given(st.text(alphabet="今天我们报上来数据0123456789.%批次家起个月季度年，。 ", max_size=80))
def test_text_without_a_name_never_yields_an_item(text: str) -> None:
    assert READER.read(text, on=ON).items == ()


@EASY
@given(indicators, rates)
def test_a_span_shows_the_value_in_the_original_text(indicator: Indicator, value: Decimal) -> None:
    text = f"您好\u200b,{indicator.name}是{plain(value)}%哦"
    (item,) = READER.read(text, on=ON).items
    start, end = item.span
    assert text[start:end].startswith(indicator.name)
    assert text[start:end].endswith("%")
