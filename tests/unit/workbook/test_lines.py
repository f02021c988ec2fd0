"""Rows become the sentences that people would write, and what a spreadsheet spoiled is told."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pytest

from qbot.workbook.lines import Line, Problem, lines_of
from qbot.workbook.reading import read_table
from tests.unit.workbook.workbook_samples import xlsx

HEAD = ("序号", "指标名称", "期次", "单位", "数值", "抽检批次", "合格批次", "备注")


def lines(*rows: Sequence[Any], **formats: str) -> tuple[Line, ...]:
    return lines_of(read_table("a.xlsx", xlsx(*rows, **formats)))


def sentence(*cells: Any, **formats: str) -> str:
    """What one row below the header says."""
    (line,) = lines(HEAD, (1, *cells), **formats)
    assert line.problem is None
    return line.sentence


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("食品抽检合格率", "2018年3月", "%", 96.6), "2018年3月 食品抽检合格率 96.6"),
        (("食品抽检合格率", "3月", "%", "96.6%"), "3月 食品抽检合格率 96.6%"),
        (("食品抽检合格率", "3月", "%", None, 500, 483), "3月 食品抽检合格率 抽检500批次,合格483批次"),
        (
            ("食品抽检合格率", "3月", "%", 96.6, 500, 483),
            "3月 食品抽检合格率 抽检500批次,合格483批次,合格率96.6%",
        ),
        (("食品抽检合格率", "3月", "%", 96.6, 500), "3月 食品抽检合格率 抽检500批次,合格率96.6%"),
        (("老字号", "一季度", "家", 3), "一季度 老字号 3家"),
        (("排放总量", "一季度", "万吨", 1.2), "一季度 排放总量 1.2万吨"),
        (("食品抽检合格率", "3月", "城关镇", 96.6), "城关镇 3月 食品抽检合格率 96.6"),
        (
            ("食品抽检合格率", "3月", "%", None, None, None, "暂无,周五前补"),
            "3月 食品抽检合格率 暂无,周五前补",
        ),
        (("食品抽检合格率", "3月", "%", "暂无", None, None, "周五前补"), "3月 食品抽检合格率 暂无,周五前补"),
        (("食品抽检合格率", datetime(2018, 3, 1), "%", 96.6), "2018年3月 食品抽检合格率 96.6"),
        (("食品抽检合格率", 201803, "%", 96.6), "2018年3月 食品抽检合格率 96.6"),
        (("食品抽检合格率", 3, "%", 96.6), "3月 食品抽检合格率 96.6"),
        (("食品抽检合格率", 2018, "%", 96.6), "2018年 食品抽检合格率 96.6"),
        (("食品抽检合格率", None, "%", 96.6), "食品抽检合格率 96.6"),
    ],
)
def test_a_row_says_what_its_columns_say(cells: tuple[Any, ...], expected: str) -> None:
    assert sentence(*cells) == expected


def test_a_cell_in_per_cent_is_the_figure_that_is_seen() -> None:
    assert sentence("食品抽检合格率", "3月", "%", 0.966, E2="0.00%") == "3月 食品抽检合格率 96.6%"


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        (("食品", "3月", "%", "=90+6"), "formula"),
        (("=A1", "3月", "%", 96), "formula"),
        (("食品", "3月", "%", "#DIV/0!"), "fault"),
        (("食品", "3月", "%", datetime(2018, 9, 6)), "date-value"),
        (("食品", 43160, "%", 96), "date-number"),
        (("食品", 2018.03, "%", 96), "period"),
        (("食品", 13, "%", 96), "period"),
        ((None, "3月", "%", 96), "no-name"),
    ],
)
def test_what_a_spreadsheet_did_is_told_and_not_guessed_around(
    cells: tuple[Any, ...], problem: Problem
) -> None:
    (line,) = lines(HEAD, (1, *cells))
    assert (line.problem, line.sentence) == (problem, "")


def test_a_formula_in_a_column_that_is_not_read_does_no_harm() -> None:
    (line,) = lines(HEAD, ("=ROW()", "食品", "3月", "%", 96.6))
    assert line.problem is None


def test_rows_that_were_not_filled_in_are_no_lines() -> None:
    assert lines(HEAD, (1, "食品", "3月", "%"), (2, "药品", "3月", "%")) == ()


def test_titles_above_the_header_and_remarks_in_it_are_passed_over() -> None:
    found = lines(
        ("永城市一季度填报表",), (None,), ("指标 名称", "统计期(月)", "数值(%)"), ("食品", "3月", 96.6)
    )
    assert [(line.row, line.sentence) for line in found] == [(4, "3月 食品 96.6")]


def test_columns_that_are_periods_give_a_line_each() -> None:
    found = lines(
        ("指标", "1月", "2月", "目标"), ("食品抽检合格率", 95.5, None, 95), ("药品抽检合格率", 98, 99, 98)
    )
    assert [line.sentence for line in found] == [
        "1月 食品抽检合格率 95.5", "1月 药品抽检合格率 98", "2月 药品抽检合格率 99",
    ]  # fmt: skip


def test_without_a_header_only_a_single_figure_in_a_row_is_read() -> None:
    found = lines(
        ("食品抽检合格率", 96.6), ("药品抽检合格率", "97.5%", "≥98"), ("农产品抽检合格率", 97, 95), (96,)
    )
    assert [line.sentence for line in found] == ["食品抽检合格率 96.6", "药品抽检合格率 97.5% ≥98"]


def test_targets_last_years_figures_and_notes_are_never_the_figure() -> None:
    head = ("指标", "目标", "上年同期", "数值", "备注")
    (line,) = lines(head, ("食品抽检合格率", 95, 94.1, 96.6, "较上月高0.7"))
    assert line.sentence == "食品抽检合格率 96.6"
    assert line.note == "较上月高0.7"
