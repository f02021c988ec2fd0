"""Numerals: agreement with an independent recogniser, and the forms that must not be taken for exact."""

import random
import sys
import warnings
from decimal import Decimal, localcontext
from typing import Any

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


def _oracle() -> Any:
    """An independent recogniser of numbers and percentages; importing it changes the decimal context."""
    with warnings.catch_warnings(), localcontext():
        warnings.simplefilter("ignore")
        import ms_recognizers_text

        sys.modules.setdefault("recognizers_text", ms_recognizers_text)  # the name its sister package imports
        import recognizers_number

    return recognizers_number


def _theirs(text: str, *, percentage: bool) -> Decimal | None:
    """What the oracle reads in a text that is one numeral; None when it does not take it for one."""
    oracle = _oracle()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = (oracle.recognize_percentage if percentage else oracle.recognize_number)(text, "zh-cn")
    if len(found) != 1 or found[0].text != text:
        return None
    return Decimal(str(found[0].resolution["value"]).removesuffix("%"))


def _numerals() -> list[tuple[str, bool]]:
    """Numerals of the forms we accept, each with whether it is a percentage."""
    chance = random.Random(7)
    whole = sorted({chance.randrange(0, 10 ** chance.randrange(1, 8)) for _ in range(360)})
    rates = [
        (
            n,
            chance.choice(
                ["", f".{chance.randrange(1, 10)}", f".{chance.randrange(1, 10)}{chance.randrange(1, 10)}"]
            ),
        )
        for n in range(60, 100)
    ]
    spelled = [(n, "点" + "".join(_DIGITS[int(d)] for d in tail[1:]) if tail else "") for n, tail in rates]
    plain_forms = [_spelled(n) for n in whole] + [f"{n:,}" for n in whole if n > 999]
    plain_forms += [_spelled(n) + tail for n, tail in spelled] + [f"{n}{tail}" for n, tail in rates]
    plain_forms += [f"{n}.{d}万" for n in range(1, 10) for d in range(1, 10)]
    percentages = [f"{n}{tail}%" for n, tail in rates] + [f"百分之{n}{tail}" for n, tail in rates]
    percentages += [f"百分之{_spelled(n)}{tail}" for n, tail in spelled] + [
        f"{n}{tail}个百分点" for n, tail in rates
    ]
    percentages += [f"千分之{_spelled(n)}" for n in range(1, 30)] + [
        f"万分之{_spelled(n)}" for n in range(1, 30)
    ]
    percentages += [f"{_DIGITS[n]}成{tail}" for n in range(1, 10) for tail in ("", "半", *_DIGITS[1:])]
    return [(text, False) for text in plain_forms] + [(text, True) for text in percentages]


def test_numerals_agree_with_an_independent_recogniser() -> None:
    numerals = _numerals()
    assert len(numerals) >= 500
    for text, percentage in numerals:
        ours = read_numeral(text, 0)
        assert ours is not None, text
        assert ours.end == len(text), text
        assert ours.value == _theirs(text, percentage=percentage), text


@pytest.mark.parametrize("text", ["1万2千", "3千5百", "5千", "2万3千4百", "8百"])
def test_digits_with_chinese_places_are_one_number(text: str) -> None:
    read = read_numeral(text, 0)
    assert read is not None
    assert (read.value, read.end) == (_theirs(text, percentage=False), len(text))


@pytest.mark.parametrize("text", ["5千克", "3千米", "8百货"])
def test_a_place_that_begins_another_word_is_none(text: str) -> None:
    read = read_numeral(text, 0)
    assert read is not None
    assert read.end == 1


@pytest.mark.parametrize(
    ("text", "percentage", "ours", "theirs", "why"),
    [
        ("二零一八", False, "2018", None, "digits in a row are how years are said; the oracle reads none"),
        ("百分百", True, "100", None, "colloquial for 百分之百, which both read"),
        ("2‰", True, "0.2", None, "the oracle does not know the sign"),
        ("12万3400", False, "120000", "123400", "without a last place two numbers are left, and asked"),
        ("半", False, None, "0.5", "no figure of the plan is a half; in 上半年 it is no number"),
    ],
)
def test_where_we_disagree_with_it_there_is_a_reason(
    text: str, percentage: bool, ours: str | None, theirs: str | None, why: str
) -> None:
    read = read_numeral(text, 0)
    assert (read and plain(read.value)) == ours, why
    assert _theirs(text, percentage=percentage) == (Decimal(theirs) if theirs else None), why


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
