"""The shipped plan says what the city's document says."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from qbot.plan.loading import load_plan
from qbot.plan.models import Plan, cited
from qbot.plan.words import promise_words

# id | clause | name | measure | target in words | frequency | lead unit
INDICATORS = """
product-pass-rate|二(一)1|产品质量合格率|%|≥96%|quarter|quality-bureau
production-licence-coverage|二(一)1|生产许可证覆盖率|%|=100%|quarter|quality-bureau
ccc-certificate-coverage|二(一)1|3C认证证书覆盖率|%|=100%|quarter|quality-bureau
agri-spot-check|二(一)2|主要农产品抽检合格率|%|≥95%|month|agriculture-bureau
food-spot-check|二(一)2|重点食品监督抽查合格率|%|≥95%|month|food-drug-bureau
drug-spot-check|二(一)2|药品质量安全抽查合格率|%|≥98%|month|food-drug-bureau
trade-inspection|二(一)3|进出口商品法定检验合格率|%|持续提高|quarter|commerce-bureau
export-notification|二(一)3|出口商品遭境外通报比率|%|低于全国平均水平|quarter|commerce-bureau
equipment-accidents|二(一)4|特种设备重大安全事故数|起|=0起|month|quality-bureau
large-project-acceptance|二(二)1|大中型工程一次验收合格率|%|=100%|quarter|housing-bureau
other-project-acceptance|二(二)1|其他工程一次验收合格率|%|≥98%|quarter|housing-bureau
energy-standard|二(二)2|新建工程建筑节能标准执行率|%|=100%|quarter|housing-bureau
supervised-projects|二(二)3|新开工受监工程覆盖率|%|=100%|quarter|housing-bureau
quality-filing|二(二)3|工程质量备案率|%|=100%|quarter|housing-bureau
housing-acceptance|二(二)3|城市保障房工程建设质量一次验收合格率|%|=100%|quarter|housing-bureau
national-pilots|二(三)1|国家级综合服务业标准化试点数|个|≥1个(累计)|quarter|reform-commission
provincial-pilots|二(三)1|省级综合服务业标准化试点数|个|≥5个(累计)|quarter|reform-commission
benchmark-enterprises|二(三)2|开展标杆对比的骨干企业数|家|≥2家(累计)|quarter|reform-commission
benchmark-projects|二(三)2|开展标杆对比的重点项目数|个|≥2个(累计)|quarter|reform-commission
customer-satisfaction|二(三)3, 6|服务业顾客满意度测评指数|分|持续提高，高于全国同等城市|quarter|quality-bureau
service-brands|二(三)5|服务业名牌或省级以上政府质量奖数|个|≥1个(累计)|quarter|quality-bureau
time-honoured-brands|二(三)5|中华老字号数|家|≥3家(累计)|quarter|commerce-bureau
pollutant-emissions|二(四)|主要污染物排放总量|吨|持续下降|quarter|environment-bureau
air-quality|二(四)|大气环境质量优良天数比例|%|持续提高|month|environment-bureau
water-quality|二(四)|水环境质量达标率|%|持续提高|month|environment-bureau
"""
ROWS = [row.split("|") for row in INDICATORS.strip().splitlines()]
TOWNSHIPS = """
城关镇 演集镇 酂城镇 十八里镇 高庄镇 芒山镇 薛湖镇 马桥镇 裴桥镇 陈集镇 蒋口镇 太丘镇 李寨镇 顺和镇 苗桥镇
茴村镇 卧龙镇 侯岭镇 酂阳镇 马牧镇 龙岗镇 王集乡 双桥乡 刘河乡 条河乡 陈官庄乡 城厢乡 黄口乡 新桥乡
"""


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan()


def test_it_holds_exactly_the_indicators_of_the_document(plan: Plan) -> None:
    assert [entry.id for entry in plan.indicators] == [row[0] for row in ROWS]
    assert len(ROWS) == 25


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_an_indicator_is_as_in_the_document(plan: Plan, row: list[str]) -> None:
    entry = plan.indicator[row[0]]
    assert row[1:] == [
        entry.clause,
        entry.name,
        entry.measure,
        promise_words(entry),
        entry.frequency,
        entry.lead_unit,
    ]


def test_lower_is_better_for_accidents_notifications_and_emissions_alone(plan: Plan) -> None:
    lower = {entry.id for entry in plan.indicators if entry.target.better == "lower"}
    assert lower == {"equipment-accidents", "export-notification", "pollutant-emissions"}


def test_only_accidents_read_nothing_happened_as_zero(plan: Plan) -> None:
    assert [entry.id for entry in plan.indicators if entry.accident] == ["equipment-accidents"]
    assert [entry.id for entry in plan.indicators if entry.adverse] == ["export-notification"]


def test_counts_are_whole_numbers(plan: Plan) -> None:
    for entry in plan.indicators:
        assert entry.whole == (entry.measure in {"个", "家", "起"})


def test_frequencies_and_lead_units_are_marked_as_proposed(plan: Plan) -> None:
    for entry in plan.indicators:
        assert {"frequency", "lead_unit"} <= set(entry.proposed)
    for entry_id in ("air-quality", "water-quality"):
        assert "measure" in plan.indicator[entry_id].proposed


def test_the_phases_run_without_a_gap_from_november_2017_to_the_end_of_2019(plan: Plan) -> None:
    assert [(entry.id, entry.name, entry.starts_on, entry.ends_on) for entry in plan.phases] == [
        ("mobilise", "动员部署", date(2017, 11, 1), date(2017, 12, 31)),
        ("advance", "整体推进", date(2018, 1, 1), date(2019, 4, 30)),
        ("self-check", "自查申报", date(2019, 5, 1), date(2019, 7, 31)),
        ("improve", "改进提高", date(2019, 8, 1), date(2019, 10, 31)),
        ("conclude", "总结提升", date(2019, 11, 1), date(2019, 12, 31)),
    ]


def test_units_are_the_office_nine_departments_and_29_townships(plan: Plan) -> None:
    assert Counter(entry.kind for entry in plan.units) == {"office": 1, "department": 9, "township": 29}
    assert [entry.name for entry in plan.units if entry.kind == "township"] == TOWNSHIPS.split()
    assert plan.unit["quality-bureau"].kind == "office"


def test_there_are_eleven_groups_of_tasks_one_to_a_clause(plan: Plan) -> None:
    tasks = [entry for entry in plan.groups if entry.kind == "task"]
    assert [entry.clause for entry in tasks] == [
        f"三({n})" for n in ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一"]
    ]
    assert sum(len(entry.items) for entry in tasks) >= 45
    safeguards = [entry.clause for entry in plan.groups if entry.kind == "safeguard"]
    assert safeguards == [f"五({n})" for n in "一二三四五"]


@pytest.mark.parametrize(
    "words",
    ["首席质量官", "分户验收", "碧水蓝天", "质量发展专项资金", "一岗双责", "设备监理", "质量月", "投诉渠道"],
)
def test_a_measure_is_found_by_its_words(plan: Plan, words: str) -> None:
    assert any(words in item.words for group in plan.groups for item in group.items)


def test_every_clause_cited_can_be_quoted(plan: Plan) -> None:
    for entry in (*plan.indicators, *plan.groups, *plan.phases, *plan.hotlines):
        assert all(plan.clause[number].text for number in cited(entry.clause))


def test_indicators_with_a_value_quote_a_clause_that_states_it(plan: Plan) -> None:
    stated_in_words = {"equipment-accidents"}  # 无重大安全事故
    for entry in plan.indicators:
        if entry.target.value is not None and entry.id not in stated_in_words:
            assert str(entry.target.value) in plan.clause[entry.target.clause].text


def test_a_clause_brings_its_points(plan: Plan) -> None:
    points = [entry.number for entry in plan.quoted("二(一)")]
    assert points == [
        "二(一)",
        "二(一)1",
        "二(一)2",
        "二(一)3",
        "二(一)4",
    ]
    assert [entry.number for entry in plan.quoted("二(三)3, 6")] == ["二(三)3", "二(三)6"]
    assert [entry.number for entry in plan.quoted("三(十)")] == ["三(十)"]


def test_hotlines_due_rules_and_publicity_are_there(plan: Plan) -> None:
    assert [entry.number for entry in plan.hotlines] == ["12312", "12315", "12331", "12365"]
    assert {key: rule.due for key, rule in plan.due_rule.items()} == {"month": 5, "quarter": 8}
    assert [(entry.month, entry.day) for entry in plan.publicity] == [(3, 15), (9, None)]


def test_targets_are_exact_decimals(plan: Plan) -> None:
    assert plan.indicator["product-pass-rate"].target.value == Decimal(96)
