"""Headers: the words by which the columns of a table say what they hold."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from qbot.workbook.book import Cell, Row, Sheet

Title = Literal["indicator", "period", "unit", "measure", "value", "total", "passed", "note", "result"]

RESULT = "结果"
_WORDS: Mapping[Title, str] = {
    "indicator": "指标 指标名称 指标项 指标项目 考核指标 项目 项目名称 名称",
    "period": "期次 期 期间 报告期 统计期 所属期 时间 月份 季度 统计时间",
    "unit": "报送单位 填报单位 责任单位 单位名称 牵头单位 报告单位",
    "measure": "单位 计量单位 度量单位",
    "value": "数值 值 本期值 本期数 本期 当期值 实际值 完成值 实际完成 完成情况 填报值 指标值 数据 合格率",
    "total": "抽检批次 抽检总数 抽检数 抽查批次 检查批次 总批次 批次 总数 应检数",
    "passed": "合格批次 合格批次数 合格数 合格总数",
    "note": "说明 备注 原因 附注",
    "result": RESULT,
}
_TITLES: Mapping[str, Title] = {word: title for title, words in _WORDS.items() for word in words.split()}
_WITHIN = 15  # rows from the top
_ASIDE = re.compile(r"[((\[【].*?[))\]】]|[\s*:: ]")
_PERIOD = re.compile(r"(?:\d{2,4}年)?(?:\d{1,2}月份?|[一二三四1-4]季度|第[一二三四]季度)|\d{4}年?[Qq][1-4]")


@dataclass(frozen=True, slots=True)
class Header:
    """The row that names the columns, and where each known column is; `periods` are columns of figures whose
    title is a period, by place."""

    row: Row
    places: Mapping[Title, int]
    periods: Mapping[int, str]

    def cell(self, row: Row, title: Title) -> Cell:
        return row.at(self.places.get(title))


def header_of(sheet: Sheet) -> Header | None:
    """The first row that names an indicator's column and one for its figures."""
    for row in sheet.rows[:_WITHIN]:
        places: dict[Title, int] = {}
        periods: dict[int, str] = {}
        for place, cell in enumerate(row.cells):
            title = _title(cell)
            if title is not None:
                places.setdefault(title, place)
            elif cell.kind == "text" and _PERIOD.fullmatch(_ASIDE.sub("", cell.text)):
                periods[place] = _ASIDE.sub("", cell.text)
        has_figures = bool(places.keys() & {"value", "total", "passed"})
        if "indicator" in places and (has_figures or periods):
            return Header(row, places, {} if has_figures else periods)
    return None


def _title(cell: Cell) -> Title | None:
    return _TITLES.get(_ASIDE.sub("", cell.text)) if cell.kind == "text" else None
