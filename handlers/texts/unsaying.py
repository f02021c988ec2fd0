"""Words about taking back what is no figure: what was ended, and what to do where nothing can be."""

from collections.abc import Sequence

from handlers.screen import Screen, safe, screen
from handlers.texts.words import units_words
from qbot.matters import Matter, MatterKind
from qbot.people import Person
from qbot.plan.models import Plan

KEPT = "报过的数没有动。"
NAMES: dict[MatterKind, str] = {
    "extension": "延期申请", "substitute": "代报申请", "handover": "交接申请", "question": "提问",
}  # fmt: skip
PRIVATE_ONLY = f"这一件请私聊我说。{KEPT}"
UNKNOWN = (
    f"没看懂要撤回什么,{KEPT}\n要撤回刚报的数,发「撤回」或「撤销R-12」;要取消正在问您的问题,发 /cancel。"
)
UNKNOWN_NUMBER = f"这个编号的事项不能撤回,{KEPT}要撤回报过的数,发「撤销R-12」。"
NO_INCIDENT = f"一天之内您没有报过未结的突发情况,没有可撤回的;{KEPT}要说哪一件请写编号,例如「撤回E-1」。"
INCIDENT = "突发情况已发给有关人员,收不回来;您这句话已补充进去并转告,由办公室核实后结案。"
INCIDENT_OFFICE = (
    "突发情况已发给有关人员,收不回来;这句话已补充进去并转告。要结束,请发「E-{number}结案 结果」。"
)
EVIDENCE = (
    f"佐证收下后留存备查,不能撤回;{KEPT}\n"
    "发错了:请「回复」那条回执把正确的文件再发一次,并发「转办公室 哪份佐证作废」告知。"
)
NO_PROGRESS = f"一天之内您没有可撤回的进展;{KEPT}更早的请发 /tasks 看编号,再发「撤回T-12」。"
NO_PROMISE = f"您没有可撤回的「暂无」或「不适用」;{KEPT}"
NOTICE_OFFICE = f"通知已经发出,收不回来;{KEPT}请用 /notice 另发一条更正;不再统计已阅的,在下面点开后[结束]。"
NOTICE = f"通知是办公室发的,不能由您撤回;{KEPT}有疑问请发「转办公室 …」。"
NO_QUESTION = f"您没有在等答复的提问;{KEPT}要取消机器人正在问您的问题,发 /cancel。"
QUESTION_OFFICE = (
    f"问出去的话收不回来;{KEPT}不必再答的,请给对方补一句。要取消机器人正在问您的问题,发 /cancel。"
)
NOT_AWAY = f"您没有登记外出,也没有在等批的代报申请;{KEPT}"
AWAY_OFFICE = f"外出由联络员本人登记;{KEPT}办公室要替人结束,发 /away 点[结束]。"
REMINDER = f"到期提醒按方案发出,报了数或说明「暂无,周五报」就不再提醒;{KEPT}"
ORDER_OFFICE = f"督办单发出后不能撤回,可以结案;{KEPT}点开后[结案],或发「/orders 号 结案 结果」。"
ORDER = f"督办单由办公室发出,不能由您撤销;{KEPT}报了数或回复那张单说明情况即可。"
NO_HANDOVER = f"您没有在等批的交接;{KEPT}"
HANDOVER_OFFICE = f"交接由联络员本人撤回;办公室不同意的点[不同意]。{KEPT}"
NO_APPLICATION = f"您没有在等办公室批复的申请;{KEPT}已批复的要改,请与办公室联系。"
APPLICATION_OFFICE = (
    f"申请由提出的人撤回;{KEPT}办公室不同意的,在 /extensions、/away、/handover 里点[不同意]。"
)
DECIDED = "办公室已经批复,不能撤回了。要改请与办公室联系。"


def retracted(matter: Matter) -> Screen:
    return screen(f"↩️ 已撤回{NAMES[matter.kind]},办公室已看到。\n原话:{safe(matter.text)}\n{KEPT}")


def told_office(plan: Plan, matter: Matter, person: Person) -> Screen:
    who = f"{units_words(plan, person.units)} {person.name}".strip()
    return screen(
        f"↩️ {safe(who)}撤回了{NAMES[matter.kind]}(号{matter.id}),不用再处理。\n原话:{safe(matter.text)}"
    )


def which_of_two(matter: Matter, number: int | None) -> Screen:
    """What was put before the office after the last figure: either may be meant."""
    words = {
        "extension": "撤回延期申请",
        "substitute": "撤回代报申请",
        "handover": "取消交接",
        "question": "撤回提问",
    }
    figure = f"\n要撤销之前报的数,发「撤销R-{number}」。" if number is not None else ""
    return screen(
        f"您最后提交的是{NAMES[matter.kind]}:{safe(matter.text)}\n要撤回它,发「{words[matter.kind]}」。{figure}\n还没有撤回任何东西。"
    )


def which(matters: Sequence[Matter]) -> Screen:
    """Several wait: how to say which."""
    lines = [f"· {NAMES[each.kind]}:{safe(each.text)}" for each in matters]
    return screen(
        f"您有{len(matters)}件在等办公室批复,没有撤回:\n"
        + "\n".join(lines)
        + "\n请写明是哪一件,例如「撤回药品的延期申请」「撤回代报申请」。"
    )
