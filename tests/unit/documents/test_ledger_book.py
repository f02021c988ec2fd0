"""The ledger workbook holds every version and says what became of it."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from qbot.documents.ledger_book import Ledger, write_ledger
from qbot.documents.scoring import Duty, Event, UnitScore, score
from qbot.ledger.obligations import owed
from qbot.ledger.references import Reference
from qbot.ledger.reviews import Review
from qbot.ledger.versions import Version
from qbot.periods import Period
from qbot.plan.models import Plan
from tests.unit.documents.conftest import OFFICE, MakeVersion, at

ON = date(2018, 4, 14)
Row = dict[str, object]


@pytest.fixture
def versions(make_version: MakeVersion) -> list[Version]:
    food = "food-spot-check"
    return [
        make_version(food, "2018-02", "95.9", number=1, counts=(959, 1000), verdict="passed"),
        make_version(food, "2018-03", "69.6", number=2, text="=69.6"),
        make_version(food, "2018-03", "96.6", number=3, reason="笔误", reported=at(date(2018, 4, 3))),
        make_version("drug-spot-check", "2018-03", "90", number=4),
        make_version(
            "drug-spot-check", "2018-03", None, number=5, state="withdrawn", withdraws=4, text="撤回"
        ),
        make_version("equipment-accidents", "2018-03", "0", number=6),
        make_version("agri-spot-check", "2018-03", None, number=7, state="not-applicable", reason="停检"),
        make_version(
            "air-quality", "2018-03", None, number=8, state="deferred", promised_on=date(2018, 4, 18)
        ),
        make_version(food, "2018-03", "88", number=9, unit="chengguan-zhen"),
        make_version("product-pass-rate", "2018-Q1", "94", number=10, source="sample"),
    ]


@pytest.fixture
def book(plan: Plan, versions: list[Version]) -> Workbook:
    return opened(plan, versions)


def opened(
    plan: Plan,
    versions: Sequence[Version],
    scores: Sequence[UnitScore] = (),
    references: Sequence[Reference] = (),
) -> Workbook:
    settled = {version.series for version in versions if version.settles and version.number != 4}
    ledger = Ledger(
        versions=list(reversed(versions)),
        reviews=[
            Review(1, 1, "returned", "单位有误", 8, at(date(2018, 3, 5))),
            Review(2, 1, "passed", "无误", 8, at(date(2018, 3, 6))),
            Review(3, 1, "asked", "为何下降", 8, at(date(2018, 3, 7))),
        ],
        people={7: "张三", 8: "李四"},
        owed=owed(plan, settled, on=ON, since=date(2018, 3, 1)),
        made_at=at(ON),
        scores=scores,
        references=references,
    )
    return openpyxl.load_workbook(BytesIO(write_ledger(plan, ledger, office=OFFICE)))


def rows(sheet: Worksheet) -> list[Row]:
    """The rows of a table by the titles of its columns; the line above the header is left out."""
    _, titles, *found = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, titles), row, strict=True)) for row in found]


def long_rows(book: Workbook) -> dict[object, Row]:
    return {row["编号"]: row for row in rows(book["明细"])}


def test_the_sheets_come_in_their_order(book: Workbook) -> None:
    assert book.sheetnames == ["宽表", "明细", "未报", "参考值", "评分", "扣分", "说明"]


def test_the_long_sheet_holds_every_version_in_the_order_of_their_numbers(
    book: Workbook, versions: list[Version]
) -> None:
    assert list(long_rows(book)) == [f"R-{version.number}" for version in versions]


def test_a_version_is_told_in_full(book: Workbook) -> None:
    assert long_rows(book)["R-1"] == {
        "编号": "R-1",
        "指标": "重点食品监督抽查合格率",
        "报送单位": "市食品药品监督管理局",
        "口径": "全市",
        "期次": "2018年2月",
        "数值": 95.9,
        "计量单位": "%",
        "分子": 959,
        "分母": 1000,
        "类别": "数值",
        "状态": "有效",
        "理由": None,
        "承诺日期": None,
        "原文": "原文",
        "来源": "消息",
        "报送人": "张三",
        "报送时间": datetime(2018, 2, 28, 12),
        "审核": "已审",
        "审核人": "李四",
        "审核时间": datetime(2018, 3, 6, 9),
        "审核意见": "无误",
    }


def test_every_entry_of_a_reference_value_is_a_row_and_the_light_follows_what_stands(
    plan: Plan, make_version: MakeVersion
) -> None:
    def entry(id_: int, value: str | None, withdraws: int | None = None) -> Reference:
        quarter = Period.of_quarter(2018, 1)
        number = Decimal(value) if value else None
        return Reference(id_, "export-notification", quarter, number, withdraws, "海关通报", 8, at(ON))

    figure = make_version("export-notification", "2018-Q1", "0.4", number=1)
    references = [entry(1, "0.5"), entry(2, "0.3"), entry(3, "0.2"), entry(4, None, withdraws=3)]
    book = opened(plan, [figure], references=references)
    told = rows(book["参考值"])
    assert [(row["编号"], row["参考值"], row["状态"]) for row in told] == [
        ("C-1", 0.5, "已被更正"),
        ("C-2", 0.3, "有效"),
        ("C-3", 0.2, "已撤回"),
        ("C-4", None, "撤回记录"),
    ]
    assert (told[0]["参照对象"], told[0]["期次"], told[0]["录入人"]) == (
        "全国平均水平",
        "2018年一季度",
        "李四",
    )
    [wide] = [row for row in rows(book["宽表"]) if row["指标"] == "出口商品遭境外通报比率"]
    assert wide["2018年一季度"] == 0.4
    cell = next(c for row in book["宽表"].iter_rows() for c in row if c.value == 0.4)
    assert "▲" in cell.number_format


def test_what_became_of_a_version_is_told(book: Workbook) -> None:
    states = {number: row["状态"] for number, row in long_rows(book).items()}
    assert states["R-2"] == "已被更正"
    assert states["R-3"] == "有效"
    assert states["R-4"] == "已撤回"
    assert states["R-5"] == "撤回记录"


def test_0_not_applicable_and_promised_are_three_things(book: Workbook) -> None:
    found = long_rows(book)
    assert (found["R-6"]["类别"], found["R-6"]["数值"]) == ("数值", 0)
    assert (found["R-7"]["类别"], found["R-7"]["数值"]) == ("不适用", None)
    assert (found["R-8"]["类别"], found["R-8"]["承诺日期"]) == ("暂无", datetime(2018, 4, 18))


def test_a_units_own_figure_is_marked_and_kept_out_of_the_citys(book: Workbook) -> None:
    assert long_rows(book)["R-9"]["口径"] == "本单位"
    food = next(row for row in rows(book["宽表"]) if row["指标"] == "重点食品监督抽查合格率")
    assert food["2018年3月"] == 96.6


def test_what_is_not_reviewed_or_a_sample_says_so(book: Workbook) -> None:
    assert (long_rows(book)["R-3"]["审核"], long_rows(book)["R-10"]["审核"]) == ("未审", "样例")


def test_the_wide_sheet_holds_all_indicators_with_what_counts(plan: Plan, book: Workbook) -> None:
    wide = {row["指标"]: row for row in rows(book["宽表"])}
    assert list(wide) == [entry.name for entry in plan.indicators]
    assert wide["特种设备重大安全事故数"]["2018年3月"] == 0
    assert wide["主要农产品抽检合格率"]["2018年3月"] == "不适用"
    assert wide["大气环境质量优良天数比例"]["2018年3月"] == "暂无"
    assert wide["药品质量安全抽查合格率"]["2018年3月"] == "未报"
    assert wide["产品质量合格率"]["2018年3月"] is None


def test_a_figure_off_its_target_is_marked_by_a_sign_beside_the_colour_and_stays_a_number(
    plan: Plan, make_version: MakeVersion
) -> None:
    figures = {"food-spot-check": "93", "drug-spot-check": "97.5", "agri-spot-check": "97"}
    sheet = opened(plan, [make_version(each, "2018-03", value) for each, value in figures.items()])["宽表"]
    column = next(cell.column for cell in sheet[2] if cell.value == "2018年3月")
    cells = {str(row[1].value): row[column - 1] for row in sheet.iter_rows(min_row=3)}
    formats = [cells[plan.indicator[each].name].number_format for each in figures]
    assert formats == ['General" ▲"', 'General" ◆"', "General"]
    assert cells["重点食品监督抽查合格率"].value == 93


def test_periods_stand_in_the_order_in_which_they_end(book: Workbook) -> None:
    titles = [cell.value for cell in book["宽表"][2]]
    assert titles[5:] == ["2018年2月", "2018年3月", "2018年一季度"]


def test_what_is_owed_is_told_with_its_days(book: Workbook) -> None:
    drug = next(row for row in rows(book["未报"]) if row["指标"] == "药品质量安全抽查合格率")
    assert drug["应报日"] == datetime(2018, 4, 9)  # 8 April, a Sunday, was a workday
    assert drug["状态"] == "逾期，可补报"
    assert drug["逾期工作日"] == 4


def test_no_cell_holds_a_formula(book: Workbook) -> None:
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    assert long_rows(book)["R-2"]["原文"] == "=69.6"


def test_every_table_keeps_its_header_in_view(book: Workbook) -> None:
    assert all(sheet.freeze_panes for sheet in book)
    assert all(book[name].auto_filter.ref for name in ("宽表", "明细", "未报", "评分", "扣分"))


def test_scores_stand_by_kind_and_place_and_those_without_one_last(
    plan: Plan, versions: list[Version]
) -> None:
    assert plan.scoring is not None
    march = Period.of_month(2018, 3)
    duties = [
        Duty("commerce-bureau", "food-spot-check", march, ON, "missing"),
        Duty("food-drug-bureau", "food-spot-check", march, ON, "on-time", returned_on=(ON,)),
    ]
    supervised = Event(ON, "supervised", "food-drug-bureau", note="督办单第1号")
    scores = score(plan.scoring, [unit.id for unit in plan.units], duties=duties, events=[supervised])
    book = opened(plan, versions, scores)
    departments = [row for row in rows(book["评分"]) if row["类别"] == "部门"]
    assert [(row["名次"], row["单位"], row["总分"]) for row in departments[:3]] == [
        (1, "市食品药品监督管理局", 97),
        (2, "市商务局", 0),
        (None, "市农业局", None),
    ]
    assert departments[0]["完整性（30分）"] == 30
    assert departments[2]["说明"] == "期内无应报事项，不评分"
    assert [(row["事项"], row["扣分"], row["说明"]) for row in rows(book["扣分"])] == [
        ("被退回", 1, None),
        ("被督办", 2, "督办单第1号"),
    ]


def test_a_plan_without_rules_says_so(plan: Plan, versions: list[Version]) -> None:
    book = opened(plan.model_copy(update={"scoring": None}), versions)
    assert book["评分"]["A1"].value == "方案文件中没有评分规则。"


def test_values_keep_their_decimals(plan: Plan, make_version: MakeVersion) -> None:
    book = opened(plan, [make_version("pollutant-emissions", "2018-Q1", "3001.57")])
    assert Decimal(str(long_rows(book)["R-1"]["数值"])) == Decimal("3001.57")
