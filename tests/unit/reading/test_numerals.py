"""Numerals: agreement with an independent recogniser, and the forms that must not be taken for exact."""

import random
import sys
import warnings
from decimal import Decimal

import pytest

from qbot.reading.numerals import agrees, han_number, plain, read_numeral, share

_DIGITS = "零一二三四五六七八九"


def _spelled(number: int) -> str:
    """A number below a hundred million in Chinese, by the rules of the primary school."""
    if number >= 10_000:
        low = number % 10_000
        zero = "零" if 0 < low < 1000 else ""
        return _spelled(number // 10_000) + "万" + (zero + _spelled(low) if low else "")
    text, zero = "", False
    for scale, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // scale % 10
        if digit:
            text += ("零" if zero and text else "") + _DIGITS[digit] + unit
            zero = False
        else:
            zero = True
    return text.removeprefix("一") if 10 <= number < 20 else text or "零"


def test_chinese_numerals_agree_with_an_independent_recogniser() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import ms_recognizers_text

        sys.modules.setdefault("recognizers_text", ms_recognizers_text)  # the name its sister package imports
        from recognizers_number import recognize_number

    chance = random.Random(7)
    numbers = sorted({chance.randrange(0, 10 ** chance.randrange(1, 8)) for _ in range(520)})
    texts = [_spelled(n) for n in numbers]
    texts += [
        f"{_spelled(n)}点{''.join(chance.choices(_DIGITS[1:], k=chance.randrange(1, 3)))}" for n in range(100)
    ]
    assert len(texts) >= 500
    for text in texts:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            theirs = recognize_number(text, "zh-cn")
        assert len(theirs) == 1, text
        assert han_number(text) == Decimal(str(theirs[0].resolution["value"])), text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("96.5%", "96.5"), ("百分之九十六点五", "96.5"), ("九成六", "96"), ("百分百", "100"), ("9 6.5%", "96.5"),
        ("96。5%", "96.5"), ("1,176", "1176"), ("千分之二", "0.2"), ("万分之五", "0.05"), ("965‰", "96.5"),
        ("1.2万", "12000"), ("一百二", "120"), ("一百零二", "102"), ("一万二", "12000"), ("两百", "200"),
        ("96.\n5%", "96.5"), ("-1", "-1"), ("负一", "-1"),
    ],
)  # fmt: skip
def test_every_accepted_form_has_its_value(text: str, value: str) -> None:
    read = read_numeral(text, 0)
    assert read is not None
    assert plain(read.value) == value
    assert read.exact


@pytest.mark.parametrize("text", ["九十几", "80多", "98%多", "98点多", "百分之九十几", "九成多", "二十来"])
def test_a_vague_numeral_is_marked(text: str) -> None:
    read = read_numeral(text, 0)
    assert read is not None
    assert not read.exact


@pytest.mark.parametrize("text", ["百十", "十千", "点五", "万亿万"])
def test_a_malformed_chinese_numeral_has_no_value(text: str) -> None:
    assert han_number(text) is None


def test_a_share_is_rounded_half_up_and_agrees_at_the_precision_stated() -> None:
    assert share(305, 317) == Decimal("96.21")
    assert agrees(Decimal("96.2"), Decimal("96.21"))
    assert not agrees(Decimal("90"), share(16, 18))
