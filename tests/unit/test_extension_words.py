"""Wishes for a later day in people's words; questions, promises and talk are none."""

from datetime import date

import pytest

from qbot.extension_words import LaterDay, asks_for_decision, read_answer, read_wish
from qbot.periods import Period
from qbot.plan.loading import load_plan
from qbot.reading.reader import Reader

TUESDAY = date(2018, 4, 3)
TWENTIETH = LaterDay(date(2018, 4, 20))
MARCH = Period.parse("2018-03")
DRUG = "drug-spot-check"
SAID: dict[str, tuple[tuple[str, ...], LaterDay, str]] = {
    "申请延期到4月20日,因省局数据未下发": ((), TWENTIETH, "省局数据未下发"),
    "申请延期到4月20日,因为检测报告没出": ((), TWENTIETH, "检测报告没出"),
    "申请延期至4月20日": ((), TWENTIETH, ""),
    "申请延期到20号,原因:样品还在检测": ((), TWENTIETH, "样品还在检测"),
    "药品申请延期到4月20日,因省局数据未下发": ((DRUG,), TWENTIETH, "省局数据未下发"),
    "3月药品申请延期到4月20日,因省局数据未下发": ((DRUG,), TWENTIETH, "省局数据未下发"),
    "3月药品抽检合格率申请延期到20号,由于系统升级": ((DRUG,), TWENTIETH, "系统升级"),
    "申请药品延期到4月20日": ((DRUG,), TWENTIETH, ""),
    "申请将3月药品延期到4月20日报,因为人手不足": ((DRUG,), TWENTIETH, "人手不足"),
    "因省局数据未下发,申请延期到20号": ((), TWENTIETH, "省局数据未下发"),
    "因为检测设备故障,3月药品申请延期到4月20日": ((DRUG,), TWENTIETH, "检测设备故障"),
    "由于样品未出结果,请求推迟到4月20日上报": ((), TWENTIETH, "样品未出结果"),
    "能否延期到4月20日": ((), TWENTIETH, ""),
    "能不能延期到4月20日报": ((), TWENTIETH, ""),
    "可否推迟到20号?原因是省局还没下数": ((), TWENTIETH, "省局还没下数"),
    "希望延期到4月20日,数据来源单位未提供,理由:等第三方": ((), TWENTIETH, "数据来源单位未提供,等第三方"),
    "申请延期到4月20日,省局数据没下来": ((), TWENTIETH, "省局数据没下来"),
    "申请延期,20号前报,省局数据没下来": ((), TWENTIETH, "省局数据没下来"),
    "请求宽限到4月20日,因汇总未完": ((), TWENTIETH, "汇总未完"),
    "恳请顺延至4月20日,因机构改革人员调整": ((), TWENTIETH, "机构改革人员调整"),
    "药品申请缓报到20号,因等省局复核": ((DRUG,), TWENTIETH, "等省局复核"),
    "药品想晚报几天": ((DRUG,), LaterDay(), ""),
    "申请延期": ((), LaterDay(), ""),
    "申请延期3天,因数据核对": ((), LaterDay(days=3), "数据核对"),
    "申请延期三天": ((), LaterDay(days=3), ""),
    "申请延期5个工作日,因检测": ((), LaterDay(workdays=5), "检测"),
    "申请延期一周": ((), LaterDay(days=7), ""),
    "3月药品申请延期": ((DRUG,), LaterDay(), ""),
    "我局申请延期到下周五,因出差": ((), LaterDay(date(2018, 4, 13)), "出差"),
    "申请延期到月底": ((), LaterDay(date(2018, 4, 30)), ""),
    "您好,药品申请延期到4月20日,谢谢": ((DRUG,), TWENTIETH, ""),
    "3月药品延期到20号": ((DRUG,), TWENTIETH, ""),
    "申请推迟到4月20日,系统坏了报不上去": ((), TWENTIETH, "系统坏了报不上去"),
    "申请顺延两周,因为人员变动": ((), LaterDay(days=14), "人员变动"),
    "关于3月药品数据延期的申请:因检测未完成,申请延至4月20日": ((DRUG,), TWENTIETH, "检测未完成"),
    "我局3月份药品抽检数据因检测机构未出报告,特申请延期至4月20日报送": (
        (DRUG,),
        TWENTIETH,
        "检测机构未出报告",
    ),
    "申请延长到4月20日": ((), TWENTIETH, ""),
    "药品申请延后到4月20日上报,因为还在复检": ((DRUG,), TWENTIETH, "还在复检"),
}
NOTHING = (
    "怎么申请延期", "谁申请了延期", "延期批了吗", "不申请延期了", "药品周五报", "药品20号前报", "3月药品抽检合格率98%", "他们申请延期了吗",
    "延期申请结果呢", "取消延期申请", "项目推迟开工", "推进会延期到4月20日", "无需延期", "如果延期怎么办", "通知:申请延期须经批准",
    "药品延期到20号报", "药品推迟到周五交", "标准化试点申请验收", "会议推迟到周五",
)  # fmt: skip


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(load_plan())


@pytest.mark.parametrize("text", SAID)
def test_a_wish_says_of_what_until_when_and_why(reader: Reader, text: str) -> None:
    wish = read_wish(reader, text, on=TUESDAY)
    indicators, until, reason = SAID[text]
    assert wish is not None
    assert (wish.named.indicators or wish.named.candidates, wish.until, wish.reason) == (
        indicators,
        until,
        reason,
    )
    assert wish.named.periods == ((MARCH,) if "3月" in text else ())


@pytest.mark.parametrize("text", NOTHING)
def test_other_words_ask_for_nothing(reader: Reader, text: str) -> None:
    assert read_wish(reader, text, on=TUESDAY) is None


@pytest.mark.parametrize(
    ("text", "until", "reason"),
    [
        ("4月20日,省局数据没下来", TWENTIETH, "省局数据没下来"),
        ("到4月20日,因为省局数据没下来", TWENTIETH, "省局数据没下来"),
        ("省局数据没下来,4月20日", TWENTIETH, "省局数据没下来"),
        ("20号", TWENTIETH, ""),
        ("延期到20号前报", TWENTIETH, ""),
        ("等检测报告", LaterDay(), "等检测报告"),
        ("三天,等检测报告", LaterDay(days=3), "等检测报告"),
    ],
)
def test_an_answer_gives_day_and_reason_in_any_order(
    reader: Reader, text: str, until: LaterDay, reason: str
) -> None:
    said = read_answer(reader, text, on=TUESDAY)
    assert said is not None and (said.until, said.reason, said.named.names_one) == (until, reason, False)


@pytest.mark.parametrize("text", ["好的", "稍等", "延到哪天合适?", "谢谢", "最晚能延到哪天"])
def test_courtesy_and_questions_answer_nothing(reader: Reader, text: str) -> None:
    assert read_answer(reader, text, on=TUESDAY) is None


def test_an_answer_may_name_the_figure_too(reader: Reader) -> None:
    said = read_answer(reader, "3月药品延到20号,检测报告没出来", on=TUESDAY)
    assert said is not None
    assert (said.named.indicators, said.named.periods) == ((DRUG,), (MARCH,))
    assert (said.until, said.reason) == (TWENTIETH, "检测报告没出来")


def test_every_name_of_the_plan_is_taken_for_a_name(reader: Reader) -> None:
    """境外通报 ends in a small word, 主要农产品 begins with one: names all the same."""
    for words in (each for i in load_plan().indicators for each in (i.name, i.short, *i.aliases)):
        named = reader.named(words, on=TUESDAY)
        if named is not None and named.names_one:
            said = read_answer(reader, words, on=TUESDAY)
            assert said is not None and (said.named, said.reason) == (named, ""), words


def test_whether_it_was_granted_is_asked_in_many_words() -> None:
    for text in ("延期批了没", "延期批了吗", "我的延期申请同意了没有", "延期批下来了吗", "延期有消息吗"):
        assert asks_for_decision(text)
    for text in ("申请延期", "延期到20号", "药品申请延期,等检测结果", "会议批准了"):
        assert not asks_for_decision(text)


def test_a_length_counts_from_the_due_day() -> None:
    due_on = date(2018, 4, 13)
    assert LaterDay(days=3).after(due_on) == date(2018, 4, 16)
    assert LaterDay(workdays=3).after(due_on) == date(2018, 4, 18)
    assert TWENTIETH.after(due_on) == date(2018, 4, 20)
    assert LaterDay().after(due_on) is None
