"""The self-check file names for each goal what is there and what is missing."""

from datetime import date
from decimal import Decimal
from io import BytesIO

from docx import Document

from qbot.documents.goals import Goal
from qbot.documents.self_check import ItemState, SelfCheck, write_self_check
from qbot.ledger.current import overview
from qbot.ledger.versions import Version
from qbot.plan.models import Plan
from tests.unit.documents.conftest import OFFICE, MakeVersion, at

ON = date(2019, 6, 20)


def tables(
    plan: Plan, versions: list[Version], *, evidence: int = 1, items: dict[str, ItemState] | None = None
) -> list[dict[str, list[str]]]:
    """The rows of each table by what stands in their second column."""
    goals = tuple(Goal(each, evidence) for each in overview(plan, versions, on=ON))
    check = SelfCheck(plan.phase["self-check"], goals, items or {}, at(ON))
    pages = Document(BytesIO(write_self_check(plan, check, office=OFFICE)))
    found = ([[cell.text for cell in row.cells] for row in table.rows] for table in pages.tables)
    return [{row[1]: row for row in rows[1:] if row[0] != row[1]} for rows in found]


def test_all_goals_of_the_plan_are_listed(plan: Plan) -> None:
    figures, qualities = tables(plan, [])
    assert list(figures) == [entry.name for entry in plan.indicators]
    goals = [item.text for group in plan.groups if group.kind == "goal" for item in group.items]
    assert list(qualities) == goals


def test_a_goal_is_told_with_clause_target_value_period_light_and_evidence(
    plan: Plan, make_version: MakeVersion
) -> None:
    version = make_version("food-spot-check", "2019-05", "96.6", counts=(483, 500), verdict="passed")
    figures, _ = tables(plan, [version], evidence=2)
    assert figures["重点食品监督抽查合格率"][2:] == [
        "二(一)2",
        "≥95%",
        "2019年5月",
        "96.6%\n（483/500）",
        "● 达标",
        "2件",
        "齐备",
    ]


def test_what_is_missing_is_named(plan: Plan, make_version: MakeVersion) -> None:
    versions = [
        make_version("food-spot-check", "2019-05", "96.6"),
        make_version("drug-spot-check", "2019-05", "95", verdict="passed"),
        make_version("agri-spot-check", "2019-04", "97"),
        make_version("equipment-accidents", "2019-05", "0", verdict="returned"),
        make_version("air-quality", "2019-05", None, state="deferred", promised_on=date(2019, 6, 25)),
        make_version("water-quality", "2019-05", "80", verdict="passed"),
        make_version("time-honoured-brands", "2019-Q1", "3", source="sample"),
        make_version("export-notification", "2019-Q1", "0.1", verdict="passed"),
    ]
    figures, _ = tables(plan, versions, evidence=0)
    lacking = {name: row[-1] for name, row in figures.items()}
    assert lacking["重点食品监督抽查合格率"] == "数据未审核；无佐证材料"
    assert lacking["药品质量安全抽查合格率"] == "未达标，差3个百分点；无佐证材料"
    assert lacking["主要农产品抽检合格率"] == "2019年5月数据未报"
    assert lacking["特种设备重大安全事故数"] == "数据已退回，待重报；无佐证材料"
    assert lacking["大气环境质量优良天数比例"] == "数据暂无，承诺2019年6月25日补报"
    assert lacking["水环境质量达标率"] == "缺可比数据（上年同期或上期）；无佐证材料"
    assert lacking["中华老字号数"] == "为样例数据，待实报；无佐证材料"
    assert lacking["出口商品遭境外通报比率"] == "缺可比数据（全国平均水平）；无佐证材料"


def test_an_old_figure_is_not_shown_as_current(plan: Plan, make_version: MakeVersion) -> None:
    figures, _ = tables(plan, [make_version("agri-spot-check", "2019-04", "97")])
    assert figures["主要农产品抽检合格率"][4:7] == ["2019年5月", "—", "○ 未报"]


def test_a_goal_in_words_is_told_with_its_progress(plan: Plan) -> None:
    first, second, third = [item for group in plan.groups if group.kind == "goal" for item in group.items][:3]
    _, qualities = tables(plan, [], items={first.id: ItemState("已印发", 2), second.id: ItemState("在修订")})
    assert qualities[first.text][3:] == ["已印发", "2件", "齐备"]
    assert qualities[second.text][3:] == ["在修订", "无", "无佐证材料"]
    assert qualities[third.text][3:] == ["—", "无", "尚未报告"]


def test_the_summary_adds_up(plan: Plan, make_version: MakeVersion) -> None:
    version = make_version("food-spot-check", "2019-05", "96.6", verdict="passed")
    goals = tuple(Goal(each, 1) for each in overview(plan, [version], on=ON))
    check = SelfCheck(plan.phase["self-check"], goals, {}, at(ON))
    pages = Document(BytesIO(write_self_check(plan, check, office=OFFICE)))
    text = "\n".join(paragraph.text for paragraph in pages.paragraphs)
    assert "定量目标25项：达标1项、未报24项。材料齐备1项，尚有欠缺24项。" in text
    assert "自查申报阶段（2019年5月1日至2019年7月31日）" in text


def test_it_lies_across_the_page(plan: Plan) -> None:
    check = SelfCheck(plan.phase["self-check"], (), {}, at(ON))
    section = Document(BytesIO(write_self_check(plan, check, office=OFFICE))).sections[0]
    assert Decimal(section.page_width or 0) > Decimal(section.page_height or 0)


def test_all_that_was_never_reported_is_named(plan: Plan, make_version: MakeVersion) -> None:
    figures, _ = tables(plan, [make_version("agri-spot-check", "2019-03", "97")])
    standard, farm = figures["新建工程建筑节能标准执行率"], figures["主要农产品抽检合格率"]
    assert (standard[4], standard[-1]) == (
        "2018年一季度至2019年一季度",
        "2018年一季度至2019年一季度数据未报",
    )
    assert (farm[4], farm[-1]) == ("2019年4月、5月", "2019年4月、5月数据未报")
