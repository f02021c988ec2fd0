"""Who says what in the quarter: each act is one unit's exchange with the bot, as people write."""

import io
from collections.abc import Awaitable, Callable
from functools import partial

from openpyxl import Workbook

from bench.quarter.office import office_april, office_may
from bench.quarter.stage import GROUP, OFFICIAL, Stage
from qbot.plan.models import Plan

Act = Callable[[Stage], Awaitable[None]]
PICTURE = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)


async def _food_april(stage: Stage, user: int) -> None:
    await stage.exchange(user, "4月食品抽检500批次,合格483", "已记录")
    receipt = await stage.exchange(user, "4月药品抽捡合各率98.6%", "已记录")
    await stage.exchange(user, "98.7", "98.6% → 98.7%", reply_to=receipt["message_id"])
    question = await stage.exchange(user, "合格率96.5", "哪项指标")
    await stage.people.press(user, user, question["message_id"], "都不是")
    await stage.exchange(user, "我还差啥没报", "期")


async def _food_may(stage: Stage, user: int) -> None:
    receipt = await stage.exchange(user, "食品抽检 96.8", "2018年5月")
    question = await stage.exchange(user, "5月药品抽检合格率89.7%", "是否")
    await stage.press(user, question, "改为98.7%", "已记录")
    await stage.exchange(user, "更正:5月食品抽检合格率96.9%", "96.8% → 96.9%")
    await stage.exchange(user, "刚才那条发错了,撤回", "已撤销")
    await stage.exchange(user, "更正 97.0", "97%", reply_to=receipt["message_id"])


async def _food_june(stage: Stage, user: int) -> None:
    sent = await stage.say(user, "6月食品抽检合格率96.1%,药品抽检合格率大概98左右")
    await stage.heard(user, "已记录", after=sent["message_id"])
    await stage.heard(user, "没有看准", after=sent["message_id"])
    await stage.exchange(user, "98.4", "已记录")
    await stage.people.edit(user, sent["message_id"], "6月食品抽检合格率96.2%,药品抽检合格率98.4%")
    stage.sent += 1
    await stage.heard(user, "96.1% → 96.2%", after=sent["message_id"])


async def _farm_april(stage: Stage, user: int) -> None:
    await stage.exchange(user, "4月农产品周五报", "承诺")
    await stage.exchange(user, "谁还没报", "应报")


async def _farm_may(stage: Stage, user: int) -> None:
    question = await stage.exchange(user, "5月农产品79.8%", "写反")
    why = await stage.press(user, question, "确认79.8%", "原因")
    await stage.press(user, why, "数据属实", "已记录")


async def _farm_june(stage: Stage, user: int) -> None:
    question = await stage.exchange(user, "6月农产品抽检176批次,合格180批次", "两个数写反")
    await stage.press(user, question, "改为176/180(97.78%)", "已记录")
    await stage.exchange(user, "6月农产品抽检180批次,不合格4批次", "已记录")


async def _air(stage: Stage, user: int, month: int) -> None:
    if month != 5:  # May comes in a table
        await stage.exchange(user, f"{month}月空气优良率8{month}.2%,水质优良率9{month}.5%", "已记录")
    if month == 6:
        await stage.exchange(user, "二季度主要污染物排放量1020吨", "已记录")


async def _quality(stage: Stage, user: int, month: int) -> None:
    said = f"{month - 1}月" if month == 4 else f"{month}月"
    receipt = await stage.exchange(user, f"{said}特种设备未发生事故", "已记录")
    if month == 4:  # it was put down for March
        await stage.press(user, receipt, "改期次", "改到哪一期")
        await stage.exchange(user, "4月的", "2018年3月 → 2018年4月")
    if month == 6:
        sent = await stage.say(
            user, "二季度产品质量合格率96.8%,生产许可证覆盖率100%,3C覆盖率100%,满意度82.1分,服务业名牌1个"
        )
        await stage.heard(user, "已记录", after=sent["message_id"])


async def _unanswered(stage: Stage, user: int) -> None:
    """A question that nobody answers: it ends after a day with a word, and waits for the office."""
    await stage.exchange(user, "5月合格率96.5", "哪项指标")


async def _housing(stage: Stage, user: int, month: int) -> None:
    if month != 6:
        await stage.exchange(user, "大中型工程质量监督我局正在推进,完成60%", "")
        return
    await stage.exchange(user, "二季度大中型工程一次验收合格率100%,其他工程98.6%", "已记录")
    walk = await stage.exchange(user, "逐项填报", "1/")
    for value in ("100%", "100%", "100%", "100%"):
        sent = await stage.say(user, value)
        walk = await stage.heard(user, "", after=max(sent["message_id"], walk["message_id"]))


async def _reform(stage: Stage, user: int, month: int) -> None:
    if month == 6:
        for text in ("国家级试点0个,报零", "省级试点3个", "标杆企业1家", "标杆项目2个"):
            await stage.exchange(user, f"二季度{text}", "已记录")
    else:
        await stage.exchange(user, "收到,谢谢", "")


async def _commerce(stage: Stage, user: int, month: int) -> None:
    if month == 6:
        await stage.exchange(user, "二季度进出口商品检验合格率99.4%,老字号2家", "已记录")
        await stage.exchange(user, "二季度出口通报比率不适用,无此类业务", "不适用")
    else:
        await stage.exchange(user, f"{month}月食品抽检合格率96.5%", "未记录")


async def _township(stage: Stage, user: int, month: int, index: int) -> None:
    """A township's month: its own figure, in one of several ways of writing."""
    ways = (
        f"我镇{month}月农产品抽检60批次,合格5{index % 10}",
        f"{month}月农产品合格率9{5 + index % 4}.{index % 10}%",
        f"农产品抽检合格率{month}月 9{5 + index % 4}.{month}",
        f"各位好,{month}月份主要农产品抽检合格率百分之九十{'五六七八'[index % 4]}点{'零一二三四五六'[month]}",
    )
    await stage.exchange(user, ways[index % len(ways)], "已记录")
    if index % 5 == 0:
        await stage.exchange(user, "首席质量官制度已在12家企业推行", "")
    if index % 7 == 0:
        await stage.exchange(user, "食品安全投诉打哪个电话", "")


async def _emergency(stage: Stage, user: int) -> None:
    await stage.exchange(user, "突发:我镇一超市疑似食物中毒3人送医", "收到")


async def _group(stage: Stage) -> None:
    await stage.say(OFFICIAL, "今天下午三点开会,大家准时", chat=GROUP)
    asked = await stage.say(OFFICIAL, "@qbot 现在食品抽检合格率多少", chat=GROUP)
    await stage.heard(GROUP, "重点食品", after=asked["message_id"])


async def _leader(stage: Stage) -> None:
    for text, having in (
        ("总体情况怎么样", "25项"),
        ("哪些没达标", ""),
        ("药品合格率多少", "药品"),
        ("现在到哪一步了", "结束"),
    ):
        await stage.exchange(OFFICIAL, text, having)


async def _evidence(stage: Stage, user: int) -> None:
    photos = await stage.people.photo(user, PICTURE, caption="4月食品抽检500批次,合格483")
    stage.sent += len(photos)
    await stage.heard(user, "佐证", after=photos[-1]["message_id"])
    await stage.exchange(user, "/evidence", "R-")


async def _workbook(stage: Stage, user: int) -> None:
    """Air and water of May come in a table, and the same table comes back with its results."""
    book = Workbook()
    for row in (
        ("指标", "期次", "数值"),
        ("空气优良率", "2018年5月", 85.1),
        ("水质优良率", "2018年5月", 95.4),
    ):
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    sent = await stage.people.document(user, "5月.xlsx", content.getvalue())
    stage.sent += 1
    await stage.heard(user, "已记录", after=sent["message_id"])


def contacts(plan: Plan, first: int) -> dict[str, int]:
    """The user that speaks for each unit."""
    return {unit.id: first + index for index, unit in enumerate(plan.units)}


def month_of(plan: Plan, users: dict[str, int], month: int) -> list[Act]:
    """Everybody's acts for the figures of one month; April, May and June are 4, 5 and 6."""
    food = {4: _food_april, 5: _food_may, 6: _food_june}[month]
    farm = {4: _farm_april, 5: _farm_may, 6: _farm_june}[month]
    acts: list[Act] = [
        lambda stage: food(stage, users["food-drug-bureau"]),
        lambda stage: farm(stage, users["agriculture-bureau"]),
        lambda stage: _air(stage, users["environment-bureau"], month),
        lambda stage: _quality(stage, users["quality-bureau"], month),
        lambda stage: _housing(stage, users["housing-bureau"], month),
        lambda stage: _reform(stage, users["reform-commission"], month),
        lambda stage: _commerce(stage, users["commerce-bureau"], month),
        _group,
        _leader,
    ]
    townships = [unit.id for unit in plan.units if unit.kind == "township"]
    for index, unit in enumerate(townships):
        acts.append(partial(_township, user=users[unit], month=month, index=index))
    return acts


def afterwards(users: dict[str, int], month: int) -> list[Act]:
    """What follows once the figures are in."""
    if month == 5:
        return [
            lambda stage: _workbook(stage, users["environment-bureau"]),
            lambda stage: office_may(stage, users),
            lambda stage: _unanswered(stage, users["xuehu-zhen"]),
        ]
    if month == 6:
        return []
    return [
        lambda stage: _evidence(stage, users["food-drug-bureau"]),
        lambda stage: _emergency(stage, users["mangshan-zhen"]),
        lambda stage: office_april(stage, users),
    ]
