"""Promises: what is one, of what, until when; and all that sounds like one and is none."""

from datetime import date

import pytest

from qbot.plan.loading import load_plan
from qbot.promises import read_blanks, read_day
from qbot.reading.reader import Reader

TUESDAY = date(2018, 4, 3)  # Qingming is from the 5th to the 7th, the 8th is a workday
FARM, DRUG, FOOD = "agri-spot-check", "drug-spot-check", "food-spot-check"


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(load_plan(None))


DEFERRED = [  # words, indicators, period, promised day, reason
    ("农产品周四报", "agri-spot-check", "", "04-05", ""),
    ("农产品数据明天上午给", "agri-spot-check", "", "04-04", ""),
    ("药品数据在汇总,周五给您", "drug-spot-check", "", "04-06", ""),
    ("药品过两天再报", "drug-spot-check", "", "", ""),
    ("下周三前补", "", "", "04-11", ""),
    ("3月药品暂无,等省局数据,20号前报", "drug-spot-check", "2018-03", "04-20", "等省局数据"),
    ("食品抽检合格率暂时没有", "food-spot-check", "", "", ""),
    ("还没出来,明天报", "", "", "04-04", ""),
    ("月底前报", "", "", "04-30", ""),
    ("节后报", "", "", "04-08", ""),
    ("药品下周三前补", "drug-spot-check", "", "04-11", ""),
    ("3月农产品明天报", "agri-spot-check", "2018-03", "04-04", ""),
    ("明天报农产品", "agri-spot-check", "", "04-04", ""),
    ("后天补报3月的药品数据", "drug-spot-check", "2018-03", "04-05", ""),
    ("农产品5号前报", "agri-spot-check", "", "04-05", ""),
    ("农产品抽检4月10日前报", "agri-spot-check", "", "04-10", ""),
    ("农产品抽检4月10日前上报", "agri-spot-check", "", "04-10", ""),
    ("药品本周五下班前报", "drug-spot-check", "", "04-06", ""),
    ("药品3天内报", "drug-spot-check", "", "04-06", ""),
    ("药品三天内补上", "drug-spot-check", "", "04-06", ""),
    ("药品5个工作日内报", "drug-spot-check", "", "04-11", ""),
    ("药品 暂无 周五报", "drug-spot-check", "", "04-06", ""),
    ("药品暂无，周五", "drug-spot-check", "", "04-06", ""),
    ("食品和药品周四报", "food-spot-check,drug-spot-check", "", "04-05", ""),
    ("本月药品月底前报", "drug-spot-check", "2018-04", "04-30", ""),
    ("3月份食品抽检数据还没出来，下周一报", "food-spot-check", "2018-03", "04-09", ""),
    ("省局数据还没下来，药品周五报", "drug-spot-check", "", "04-06", "省局数据还没下来"),
    ("药品数据尚未到，预计周五才有数据", "drug-spot-check", "", "04-06", ""),
    ("不好意思，药品要周四才能报", "drug-spot-check", "", "04-05", ""),
    ("药品最迟周五报", "drug-spot-check", "", "04-06", ""),
    ("合格率周四报", "", "", "04-05", ""),
    ("药品抽检清明后报", "drug-spot-check", "", "04-08", ""),
    ("药品抽检五一后报", "drug-spot-check", "", "05-02", ""),
    ("药品节前报", "drug-spot-check", "", "04-04", ""),
    ("药品本周内报", "drug-spot-check", "", "04-04", ""),
    ("药品下周报", "drug-spot-check", "", "04-13", ""),
    ("药品：暂无，因设备检修，12号报", "drug-spot-check", "", "04-12", "因设备检修"),
    ("药品正在检测，周五出结果", "drug-spot-check", "", "04-06", ""),
    ("药品还在统计，后天报", "drug-spot-check", "", "04-05", ""),
    ("药品暂缺", "drug-spot-check", "", "", ""),
    ("今天下班前报", "", "", "04-03", ""),
    ("明天上午报", "", "", "04-04", ""),
    ("明天下午3点前报药品", "drug-spot-check", "", "04-04", ""),
    ("推迟到周五报", "", "", "04-06", ""),
    ("药品推迟到下周二报", "drug-spot-check", "", "04-10", ""),
    ("试点下周报", "national-pilots,provincial-pilots", "", "04-13", ""),
    ("3月药品周四补", "drug-spot-check", "2018-03", "04-05", ""),
    ("2018年3月药品周四补", "drug-spot-check", "2018-03", "04-05", ""),
    ("星期四报药品", "drug-spot-check", "", "04-05", ""),
    ("礼拜五报", "", "", "04-06", ""),
    ("药品4.20前报", "drug-spot-check", "", "04-20", ""),
    ("药品下月5号报", "drug-spot-check", "", "05-05", ""),
    ("3月药品数据报不了，等检测机构报告，周五补", "drug-spot-check", "2018-03", "04-06", "等检测机构报告"),
    ("过几天报", "", "", "", ""),
    ("药品晚几天报", "drug-spot-check", "", "", ""),
    ("药品：周五报", "drug-spot-check", "", "04-06", ""),
    ("药品承诺周五报", "drug-spot-check", "", "04-06", ""),
    ("食品抽检周四报，谢谢", "food-spot-check", "", "04-05", ""),
    ("药品暂时没数据，20日前报送", "drug-spot-check", "", "04-20", ""),
    ("下周一统一报", "", "", "04-09", ""),
    ("农产品合格率本周五报给您", "agri-spot-check", "", "04-06", ""),
    ("周四报上来", "", "", "04-05", ""),
]
INAPPLICABLE = [
    ("3C本期不适用,无此类企业", "ccc-certificate-coverage", "", "无此类企业"),
    ("老字号不适用", "time-honoured-brands", "", ""),
    ("出口商品境外通报不涉及", "export-notification", "", ""),
    ("3c认证不涉及", "ccc-certificate-coverage", "", ""),
    ("药品N/A", "drug-spot-check", "", ""),
    ("一季度老字号不适用，没有此类企业", "time-honoured-brands", "2018-Q1", "没有此类企业"),
]
NO_PROMISE = [
    "农产品周四报吗",
    "明天给食品局发通知",
    "药品在检验所,周五给会议发言",
    "农产品周四报?",
    "药品暂无？",
    "谁暂无",
    "农产品什么时候报",
    "希望药品周四能报",
    "如果周四报就好了",
    "不是暂无",
    "药品不是暂无",
    "农产品周四报到",
    "农产品企业周四报名",
    "请各单位周四报",
    "各单位周四前报送",
    "隔壁县农产品周四报",
    "听说农产品周四报",
    "每周四报农产品",
    "上周四报药品",
    "药品周四不报",
    "药品周四报不了",
    "药品周四报了",
    "药品昨天报",
    "药品3月20号前报",
    "食品抽检96.5%",
    "食品抽检96.5%，明天报",
    "药品",
    "药品，周五",
    "周四",
    "周四开会",
    "药品会议周四开",
    "周四到药品企业检查",
    "农产品比如周四报",
    "例如药品周四报",
    "药品31号前报",
    "下周三前补考",
    "3月药品98%",
    "药品目标月底前达到98%",
    "药品抽检没有问题",
    "特种设备事故没有",
    "无",
    "没有",
    "药品还没报",
    "还没报",
    "药品没有不合格",
    "李局说药品周四报",
    "药品合格率月底前必须报",
    "没有此事",
    "农产品多少",
    "哪些暂无",
    "别报了",
    "已经报了",
    "药品周四报可以吗",
    "药品周五报行不行",
    "等省局数据",
    "我先核实一下",
    "能不能周四报",
    "药品暂无问题",
    "省局周四来",
    "周四前整改到位",
    "隔壁市药品不适用",
    "大家周四前报药品",
]


@pytest.mark.parametrize(("said", "indicators", "period", "day", "reason"), DEFERRED)
def test_a_promise_tells_what_it_is_about_and_its_day(
    reader: Reader, said: str, indicators: str, period: str, day: str, reason: str
) -> None:
    told = read_blanks(reader, said, on=TUESDAY)
    assert told is not None and told.rest == ""
    (blank,) = told.blanks
    assert blank.state == "deferred"
    assert ",".join(blank.named.indicators) == indicators
    assert ",".join(map(str, blank.named.periods)) == period
    assert (f"{blank.promised_on:%m-%d}" if blank.promised_on else "") == day
    assert (blank.reason or "") == reason


@pytest.mark.parametrize(("said", "indicator", "period", "reason"), INAPPLICABLE)
def test_what_does_not_apply_is_no_promise(
    reader: Reader, said: str, indicator: str, period: str, reason: str
) -> None:
    told = read_blanks(reader, said, on=TUESDAY)
    assert told is not None
    (blank,) = told.blanks
    assert (blank.state, blank.promised_on) == ("not-applicable", None)
    assert ",".join(blank.named.indicators) == indicator
    assert ",".join(map(str, blank.named.periods)) == period
    assert (blank.reason or "") == reason


@pytest.mark.parametrize("said", NO_PROMISE)
def test_questions_wishes_orders_and_talk_promise_nothing(reader: Reader, said: str) -> None:
    assert read_blanks(reader, said, on=TUESDAY) is None


def test_what_is_lacking_in_one_clause_is_taken_from_the_next(reader: Reader) -> None:
    told = read_blanks(reader, "数据还在汇总,明天报食品的", on=TUESDAY)
    assert told is not None
    (blank,) = told.blanks
    assert (blank.named.indicators, blank.promised_on) == ((FOOD,), date(2018, 4, 4))


def test_a_message_may_hold_several_promises(reader: Reader) -> None:
    told = read_blanks(reader, "食品周三报,药品周五报", on=TUESDAY)
    assert told is not None
    assert [(each.named.indicators, each.promised_on) for each in told.blanks] == [
        ((FOOD,), date(2018, 4, 4)),
        ((DRUG,), date(2018, 4, 6)),
    ]


@pytest.mark.parametrize(
    ("said", "rest"),
    [
        ("食品抽检合格率96.5%,药品周五报", "食品抽检合格率96.5%"),
        ("食品抽检3月500批,合格483,药品下周三前报", "食品抽检3月500批,合格483"),
        ("药品周五报,食品抽检96.5%", "食品抽检96.5%"),
    ],
)
def test_the_figure_beside_a_promise_is_left_to_be_read(reader: Reader, said: str, rest: str) -> None:
    told = read_blanks(reader, said, on=TUESDAY)
    assert told is not None
    assert [each.named.indicators for each in told.blanks] == [(DRUG,)]
    assert told.rest == rest


def test_a_family_name_leaves_open_which_one_is_promised(reader: Reader) -> None:
    told = read_blanks(reader, "合格率周四报", on=TUESDAY)
    assert told is not None
    assert told.blanks[0].named.indicators == ()
    assert FARM in told.blanks[0].named.candidates


@pytest.mark.parametrize(
    ("said", "on", "day"),
    [
        ("周二", "2018-04-03", "2018-04-03"),
        ("周一", "2018-04-03", "2018-04-09"),
        ("本周一", "2018-04-03", None),
        ("下周一", "2018-04-03", "2018-04-09"),
        ("下下周一", "2018-04-03", "2018-04-16"),
        ("2号前", "2018-04-03", "2018-05-02"),
        ("31号", "2018-04-03", None),
        ("1月5日前", "2018-12-20", "2019-01-05"),
        ("2月5日前", "2018-04-03", None),
        ("月底前", "2018-02-10", "2018-02-28"),
        ("3月底前", "2018-04-03", None),
        ("下月底", "2018-01-31", "2018-02-28"),
        ("5个工作日内", "2018-04-03", "2018-04-11"),
        ("十天内", "2018-04-03", "2018-04-13"),
        ("节后", "2018-09-20", "2018-09-25"),
        ("国庆后报", "2018-09-27", "2018-10-08"),
        ("下周五前报,谢谢", "2018-04-03", "2018-04-13"),
        ("今天", "2018-04-03", "2018-04-03"),
        ("周五 98%", "2018-04-03", None),
        ("周四开会", "2018-04-03", None),
    ],
)
def test_a_day_is_counted_on_the_workday_calendar(said: str, on: str, day: str | None) -> None:
    found = read_day(said, on=date.fromisoformat(on))
    assert found == (date.fromisoformat(day) if day else None)
