"""The form: what somebody owes as a workbook to be filled in, with lists and limits that help.

Names and periods are written out in full, so a row is read back by the rules of any message.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from qbot.clock import city_time
from qbot.ledger.obligations import Obligation
from qbot.plan.models import Indicator, Plan
from qbot.plan.words import period_words, target_words
from qbot.workbook.titles import RESULT

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

SHEET, GUIDE = "填报", "说明"
BLANK_ROWS = 8
TITLES = ("指标", "期次", "单位", "数值", "抽检批次", "合格批次", "说明")
UNIT_TITLE = "报送单位"
_WIDTHS = (36, 14, 8, 12, 12, 12, 40, 26)
_HINTS = (
    "数值:按单位填,百分数填 96.6 或 96.6%,不要填 0.966。",
    "抽检批次、合格批次:有就填,合格率由系统计算;只填数值也可以。",
    "说明:更正已到期或已审核的数时写原因;暂时没有数,可写「暂无,周五前补」。",
    "没有数的行请留空,空行不读取,也不会覆盖已报的数。",
    "不要合并单元格,不要用公式(请粘贴为数值),不要改动指标和期次。",
    "要报表里没有的指标或期次,在空行里从下拉列表选指标,写期次,如 2018年3月、2018年一季度。",
    f"填好后把本文件发回给机器人,会收到带「{RESULT}」一列的同一张表。",
)


@dataclass(frozen=True, slots=True)
class Ask:
    """What a form asks of whom: the figures owed, the indicators that may be reported besides, the units."""

    owed: Sequence[Obligation]
    indicators: Sequence[Indicator]
    units: Sequence[str]


def write_form(plan: Plan, ask: Ask, *, made_at: datetime) -> bytes:
    """The .xlsx; it takes a tenth of a second, so call it in a thread."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - loaded when first needed

    content = BytesIO()
    book = Workbook(content, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True})
    book.set_properties({"title": "填报表", "created": city_time(made_at).replace(tzinfo=None)})
    _write_rows(book, plan, ask)
    _write_guide(book, plan, ask)
    book.close()
    return content.getvalue()


def _write_rows(book: "Workbook", plan: Plan, ask: Ask) -> None:
    sheet = book.add_worksheet(SHEET)
    face = {"font_name": "宋体", "font_size": 10, "border": 1, "valign": "vcenter"}
    head = book.add_format({**face, "bold": True, "bg_color": "#DCE6F1", "align": "center"})
    given = book.add_format({**face, "bg_color": "#F2F2F2"})
    to_fill = book.add_format({**face, "bg_color": "#FFFBE6"})
    titles = (*TITLES, UNIT_TITLE) if len(ask.units) > 1 else TITLES
    for place, title in enumerate(titles):
        sheet.set_column(place, place, _WIDTHS[place])
        sheet.write_string(0, place, title, head)
    for row, owed in enumerate(ask.owed, 1):
        indicator = plan.indicator[owed.indicator]
        words = (indicator.name, period_words(owed.period), indicator.measure)
        for place, text in enumerate(words):
            sheet.write_string(row, place, text, given)
        for place in range(len(words), len(TITLES)):
            sheet.write_blank(row, place, None, to_fill)
        if len(ask.units) > 1:
            sheet.write_string(row, len(TITLES), plan.unit[owed.unit].name, given)
    last = len(ask.owed) + BLANK_ROWS
    for row in range(len(ask.owed) + 1, last + 1):
        for place in range(len(titles)):
            sheet.write_blank(row, place, None, to_fill)
    sheet.freeze_panes(1, 1)
    _validate(sheet, ask, plan, last=last)


def _validate(sheet: "Worksheet", ask: Ask, plan: Plan, *, last: int) -> None:
    """Lists to choose from, and a warning, never a wall, where a number is expected."""
    blank = len(ask.owed) + 1
    first, end = len(_HINTS) + 3, len(_HINTS) + 2 + len(ask.indicators)
    sheet.data_validation(
        blank,
        0,
        last,
        0,
        {"validate": "list", "source": f"={GUIDE}!$A${first}:$A${end}", "error_type": "warning"},
    )
    for row, owed in enumerate(ask.owed, 1):
        most = 100 if plan.indicator[owed.indicator].measure == "%" else 10**12
        sheet.data_validation(row, 3, row, 3, _between(most, "decimal", f"请填 0 到 {most} 之间的数。"))
    sheet.data_validation(1, 4, last, 5, _between(10**9, "integer", "请填批次数,是整数。"))
    if len(ask.units) > 1:
        names = [plan.unit[unit].name for unit in ask.units]
        sheet.data_validation(blank, len(TITLES), last, len(TITLES), {"validate": "list", "source": names})


def _between(most: int, kind: str, words: str) -> dict[str, object]:
    return {
        "validate": kind,
        "criteria": "between",
        "minimum": 0,
        "maximum": most,
        "error_type": "warning",
        "error_title": "请核对",
        "error_message": words,
    }


def _write_guide(book: "Workbook", plan: Plan, ask: Ask) -> None:
    sheet = book.add_worksheet(GUIDE)
    sheet.set_column(0, 0, 60)
    sheet.set_column(1, 3, 16)
    bold = book.add_format({"font_name": "宋体", "font_size": 10, "bold": True})
    plain = book.add_format({"font_name": "宋体", "font_size": 10})
    sheet.write_string(0, 0, f"{plan.city}质量强市指标填报表:怎么填", bold)
    for row, hint in enumerate(_HINTS, 1):
        sheet.write_string(row, 0, hint, plain)
    head = len(_HINTS) + 1
    for place, title in enumerate(("可报的指标", "计量单位", "频次", "目标")):
        sheet.write_string(head, place, title, bold)
    for row, indicator in enumerate(ask.indicators, head + 1):
        frequency = "每月" if indicator.frequency == "month" else "每季"
        words = (indicator.name, indicator.measure, frequency, target_words(indicator))
        for place, text in enumerate(words):
            sheet.write_string(row, place, text, plain)
