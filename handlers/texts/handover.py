"""Words about handing over: the wish, the office's card, the invitation, the pack."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from handlers.actions_absences import DecideHandover, Practise, ShowPack
from handlers.screen import Button, Screen, safe, screen
from handlers.texts.words import period_words, promised_day, unit_name, units_words
from qbot.handover import Handover
from qbot.handover_pack import Pack
from qbot.matters import Matter
from qbot.orders import Step
from qbot.people import Person
from qbot.plan.models import Plan
from qbot.plan.words import WORD

WAYS = (
    "交给别人有两种,直接发一句就行:\n"
    "· 临时:「下周出差,由李建国代」「5月1日到7日休假,李建国代我」\n"
    "· 调走:「我调走了,接手人李建国」"
)
ASK_NAME = "❓ 由谁接手?请直接回复接手人姓名。\n10分钟内回复有效;发 /cancel 放弃。"
UNDECIDED = (
    "好的,接手人还没定,没有提交交接。定下后发「我调走了,接手人某某」,办公室同意后邀请码会发给您;"
    "在这之前报数仍由您负责。已告诉办公室。"
)
WAITING = "⏳ 您的交接已在等办公室同意,不必重复提交。"
SELF = "接手人不能是您自己,没有提交。"
DECIDED = "这份交接已经处理过了。"
NOT_FOUND = "没有这份交接,或交出的人已不在名单里。"
GRANTED, REFUSED = "已同意", "已退回"
NOTHING = "没有待批的交接。"
NOT_A_CONTACT = "交接是给联络员用的。"
LET_GO = "✅ {name}已接手,您的联络员身份已结束。感谢一直以来的支持!"
REFUSED_LEAVER = "↩️ 办公室未同意这次交接,您仍是联络员;请与办公室联系。"
PRIVATE_ONLY = "交接请私聊我说。"
HOW = "写法:/handover 看待批的交接;/handover 12 同意 或 /handover 12 不同意。"
SHOWN = 12
STEPS: dict[Step, str] = {"remind": "提醒", "urge": "催办", "order": "督办"}
FREQUENCIES = {"month": "每月", "quarter": "每季度"}


def submitted(name: str, *, is_known: bool) -> Screen:
    """`is_known`: a contact already, who takes over as soon as the office agrees."""
    if is_known:
        return screen(
            f"📨 已转办公室:由{safe(name)}接手。\n{safe(name)}已是联络员,不用邀请码:办公室一同意就生效,"
            "您的联络员身份随即结束;在那之前,报数仍由您负责。"
        )
    return screen(
        f"📨 已转办公室:由{safe(name)}接手。\n办公室同意后邀请码会发给您和办公室;{safe(name)}开始使用之前,报数仍由您负责。"
    )


def leaves_without(plan: Plan, leaver: Person, text: str) -> Screen:
    """For the office: somebody will leave, and nobody takes over yet."""
    who = safe(f"{leaver.name}({units_words(plan, leaver.units)})")
    return screen(f"🔁 {who}要离开,接手人还没定。定下之前仍由其报数。\n原话:{safe(text)}")


def card(plan: Plan, matter: Matter, leaver: Person | None) -> Screen:
    buttons = [[Button("同意", DecideHandover(matter.id, 1)), Button("不同意", DecideHandover(matter.id, 0))]]
    return screen(_lines(plan, matter, leaver), buttons=buttons if matter.is_open else [])


def decided(plan: Plan, made: Handover, *, by: Person) -> Screen:
    verdict = "✅ 已同意" if made.granted else "↩️ 不同意"
    return screen(_lines(plan, made.matter, made.leaver), f"{verdict}({safe(by.name)})")


def _lines(plan: Plan, matter: Matter, leaver: Person | None) -> str:
    who = f"{leaver.name}({units_words(plan, leaver.units)})" if leaver else "(已不在名单)"
    return f"🔁 联络员交接 {matter.id}\n{safe(who)} → 接手人 {safe(matter.payload['successor'])}\n原话:{safe(matter.text)}"


def invitation(plan: Plan, made: Handover, link: str) -> Screen:
    """The code, for the office and for who leaves."""
    return screen(
        f"✅ 同意交接:{safe(units_words(plan, made.leaver.units))}由{safe(made.name)}接手。邀请码(7天内有效,只能用一次):\n"
        f"<code>{safe(made.code)}</code>",
        f"请{safe(made.name)}打开 {safe(link)} ,或给我发:\n<code>/start {safe(made.code)}</code>\n"
        f"对方开始使用后,{safe(made.leaver.name)}的权限自动收回。",
    )


def known_successor(plan: Plan, made: Handover) -> Screen:
    """For the office, where the successor was a contact already."""
    return screen(
        f"✅ {safe(units_words(plan, made.leaver.units))}已由{safe(made.name)}接手,{safe(made.leaver.name)}的权限已收回。"
    )


def waiting(plan: Plan, matters: Sequence[tuple[Matter, Person | None]]) -> Screen:
    if not matters:
        return screen(NOTHING)
    rows = [
        [
            Button(f"同意 {matter.id}", DecideHandover(matter.id, 1)),
            Button(f"不同意 {matter.id}", DecideHandover(matter.id, 0)),
        ]
        for matter, _ in matters[:20]
    ]
    return screen(*(_lines(plan, *each) for each in matters[:20]), buttons=rows)


def short(plan: Plan, told: Pack, *, on: date) -> Screen:
    """For whoever takes over: what is reported when, and where the rest is."""
    return screen(
        f"📦 <b>交接</b> · {safe(units_words(plan, told.units))}",
        _schedule(plan, told, on),
        _open(told),
        "最近12期的数和来历见交接材料(Word)。可以先练一遍:练习中发的内容不会记录。",
        buttons=[[Button("交接材料", ShowPack()), Button("练习一遍", Practise(1))]],
    )


def beside(plan: Plan, told: Pack) -> Screen:
    """The words beside the document."""
    return screen(
        f"📦 <b>交接材料</b> · {safe(units_words(plan, told.units))}",
        _open(told),
        buttons=[[Button("练习一遍", Practise(1))]],
    )


def file_name(plan: Plan, told: Pack, *, on: date) -> str:
    return f"交接材料-{units_words(plan, told.units)}-{on:%Y-%m-%d}.docx"


def _schedule(plan: Plan, told: Pack, on: date) -> str:
    owed = [each for each in told.reported if each.next_period is not None and each.due_on is not None]
    lines = [
        f"· {safe(each.indicator.name)}:{FREQUENCIES[each.indicator.frequency]}报,"
        f"{_next(str(each.next_period), each.due_on, on)}"
        for each in owed[:SHOWN]
        if each.due_on is not None
    ]
    more = [f"…共{len(owed)}项"] if len(owed) > SHOWN else []
    telling = [
        f"· {safe(unit_name(plan, each.unit))}{WORD}:每季度报,"
        f"下一次报{period_words(str(each.period))},{promised_day(each.due_on)}前"
        for each in told.words[:SHOWN]
    ]
    nothing = [] if telling else ["没有必须定期报的指标;有数可随时报本单位的。"]
    return "\n".join(["<b>什么时候报什么</b>", *(lines or nothing), *more, *telling])


def _next(period: str, due_on: date, on: date) -> str:
    if due_on >= on:
        return f"下一次报{period_words(period)},{promised_day(due_on)}前"
    return f"⚠️ {period_words(period)}已逾期(应于{promised_day(due_on)}前报),请尽快补报"


def _open(told: Pack) -> str:
    """How many promises, returned figures and orders, by their step, the new one inherits."""
    of_step = Counter(each.step for each in told.orders)
    counts = (
        ("未兑现的承诺", len(told.promised)),
        ("被退回的数", len(told.returned)),
        *((f"未了结的{name}", of_step[step]) for step, name in STEPS.items()),
    )
    found = [f"{name}{count}项" for name, count in counts if count]
    return f"⚠️ {'、'.join(found)}" if found else "没有未兑现的承诺、被退回的数和未了结的提醒、催办、督办。"


def came_in(plan: Plan, successor: Person, leaver: Person) -> Screen:
    """For the office, when the successor has started."""
    units = "、".join(unit_name(plan, unit) for unit in leaver.units)
    return screen(f"🔁 {safe(successor.name)}已接手{safe(units)},{safe(leaver.name)}的权限已收回。")
