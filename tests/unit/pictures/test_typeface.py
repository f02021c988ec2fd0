"""Widths are the drawing library's own, and nothing is wider than its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qbot.pictures import typeface
from qbot.pictures.sheet import Sheet
from tests.unit.pictures.measured import boxes

TEXTS = st.text("质量合格率，。（）《》GB/T50362 ‰≥95.3%酂", max_size=60)


@pytest.mark.parametrize(
    "text", ["96.84%", "重点食品监督抽查合格率", "3C认证≥95%（累计）", "2018年1月1日—4月30日"]
)
def test_a_width_is_what_the_drawing_library_makes_of_it(text: str) -> None:
    sheet = Sheet()
    sheet.height = 100
    sheet.words(text, 20, 50, size=40)
    (box,) = boxes(sheet)
    assert box.right - box.left == pytest.approx(typeface.width(text, 40), abs=4)


def test_white_space_of_any_kind_is_one_space() -> None:
    assert typeface.drawable(" 市\t质\n 监局 ") == "市 质 监局"


@given(TEXTS, st.integers(40, 400))
def test_what_is_fitted_is_no_wider_than_its_place(text: str, room: int) -> None:
    fitted, size = typeface.fit(text, size=38, smallest=22, to=room)
    assert typeface.width(fitted, size) <= room
    assert 22 <= size <= 38


def test_what_fits_keeps_its_size_and_what_does_not_shrinks_before_it_is_cut() -> None:
    assert typeface.fit("合格率", size=30, smallest=20, to=100) == ("合格率", 30)
    assert typeface.fit("合格率", size=30, smallest=20, to=75) == ("合格率", 25)
    assert typeface.fit("合格率", size=30, smallest=25, to=60) == ("合…", 25)


@given(TEXTS, st.integers(620, 900))
def test_wrapping_loses_nothing_and_keeps_within_its_lines(text: str, room: int) -> None:
    lines = typeface.wrap(text, size=30, to=room)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(line and typeface.width(line, 30) <= room for line in lines)


def test_no_line_begins_with_a_closing_mark_nor_breaks_a_number() -> None:
    lines = typeface.wrap("执行国家标准（GB/T50362），合格率96.55%以上", size=30, to=180)
    assert not any(line[0] in "），%" for line in lines)
    assert any("96.55%" in line for line in lines)
