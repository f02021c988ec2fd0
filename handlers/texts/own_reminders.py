"""The words of the office's own reminders."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from handlers.actions_own_reminders import EndReminder, ListReminders, PauseReminder, SaveReminder
from handlers.screen import Button, Screen, safe, screen
from handlers.texts.words import addressees
from qbot.audiences import Audience
from qbot.clock import city_time
from qbot.hours import OfficeHours
from qbot.own_reminders import OwnReminder, Rule, Wanted
from qbot.own_reminding import Moment
from qbot.people import Person
from qbot.plan.models import Plan
from qbot.reaching import Reach
from qbot.reminder_words import Fault

PAGE = 6
LISTED = 10
DROPPED = "没有保存。"
HOW = "写法:/reminders 看全部;/reminders M-1 暂停,/reminders M-1 恢复,/reminders M-1 删除"
NO_SUCH = "没有这个编号的提醒,或已结束。发 /reminders 看全部。"
OF_TASKS = "T- 是任务进展的编号,自定提醒的编号是 M-。"
GONE_BY = "这个时间已经过了,没有保存。请换一个时间再说一遍。"
_WEEKDAYS = "一二三四五六日"
_ROLES = {"contact": "全体联络员", "official": "领导", "office": "办公室"}
_EXAMPLES = (
    "可以这样说:\n· 每周一9点提醒群里报进度\n· 5月20日15点提醒住建局交自查报告\n"
    "· 每月5号上午10点提醒联络员报数\n· 明天10点提醒我开会"
)
_FAULTS: Mapping[Fault, str] = {
    "when": "没看懂什么时候提醒,请把提醒的时间写在最前面。",
    "whom": "没看懂提醒谁。可以是群里、联络员、领导、办公室、各乡镇、各部门、单位名称、某个人的姓名,或「我」。",
    "what": "还没说提醒什么事。",
    "past": "这一天已经过了。",
    "rhythm": "还不能隔周、隔天或按季度提醒。可以用每天、每周几、每月几日、每年几月几日,或某一天。",
}


def misfit(fault: Fault) -> Screen:
    return screen(f"{_FAULTS[fault]}没有保存。\n{_EXAMPLES}")


def how_to() -> Screen:
    return screen(f"想让我按时提醒什么?\n{_EXAMPLES}")


def shown_back(
    plan: Plan,
    wanted: Wanted,
    met: Reach,
    times: Sequence[datetime],
    *,
    hours: OfficeHours,
    question: int,
    twins: Sequence[OwnReminder] = (),
) -> Screen:
    """What was understood, with the next times, before it is saved; `twins` say the same at the same times to
    somebody already."""
    numbers = "、".join(f"M-{each.id}{'(已暂停)' if each.paused_at else ''}" for each in twins)
    twice = f"⚠️ 已有同样的提醒 {numbers},再保存就会重复发。" if twins else ""
    keep = Button("仍要保存" if twins else "保存", SaveReminder(question, 1))
    reached = f"现在能收到:{len(met.hearing)}人、{len(met.groups)}个群"
    deaf = f"收不到:{safe('、'.join(each.name for each in met.deaf[:10]))}" if met.deaf else ""
    moments = "\n".join(f"· {_leaves(wanted.rule, each, hours)}" for each in times)
    return screen(
        "<b>这样提醒,对吗?</b>",
        "\n".join(
            filter(
                None,
                [
                    f"时间:{rule_words(wanted.rule)}",
                    f"对象:{safe(audience_words(plan, wanted.audience))}",
                    f"内容:{safe(wanted.text)}",
                    reached,
                    deaf,
                ],
            )
        ),
        f"接下来:\n{moments}",
        "遇休息日、非工作时间,顺延到上班时发。",
        twice,
        buttons=[[keep, Button("取消", SaveReminder(question, 0))]],
    )


def saved(plan: Plan, reminder: OwnReminder) -> Screen:
    return screen(
        f"✅ 已保存提醒 M-{reminder.id}:{line(plan, reminder)}\n发「我的提醒」可以暂停或删除,也可以说「暂停M-{reminder.id}」「删除M-{reminder.id}」。",
        buttons=_care(reminder),
    )


def line(plan: Plan, reminder: OwnReminder) -> str:
    wanted = reminder.wanted
    whom = audience_words(plan, wanted.audience)
    return f"{rule_words(wanted.rule)} 提醒{safe(whom)}:{safe(wanted.text)}"


def listing(
    plan: Plan, found: Sequence[OwnReminder], *, page: int, now: datetime, hours: OfficeHours
) -> Screen:
    if not found:
        return screen(f"还没有自定的提醒。\n{_EXAMPLES}")
    shown = found[page * PAGE : (page + 1) * PAGE]
    lines = [f"M-{each.id} {line(plan, each)}\n  {_next(each, now, hours)}" for each in shown]
    rows = [row for each in shown for row in _care(each)]
    more = [[Button("更多", ListReminders(page + 1))]] if len(found) > (page + 1) * PAGE else []
    return screen(f"<b>自定提醒</b> {len(found)}条", "\n".join(lines), buttons=[*rows, *more])


def of_tasks(plan: Plan, found: Sequence[OwnReminder], *, now: datetime, hours: OfficeHours) -> Screen:
    """A number of tasks was taken for one of reminders: those there are, by their own numbers."""
    shown = listing(plan, found, page=0, now=now, hours=hours)
    return screen(OF_TASKS, *shown.blocks, buttons=shown.buttons)


def confirm_end(plan: Plan, reminder: OwnReminder) -> Screen:
    return screen(
        f"确定删除提醒 M-{reminder.id}?\n{line(plan, reminder)}",
        buttons=[[Button("确定删除", EndReminder(reminder.id, 1))]],
    )


def ended(reminder: OwnReminder) -> Screen:
    return screen(f"提醒 M-{reminder.id} 已删除,不再发。")


def paused(plan: Plan, reminder: OwnReminder, *, now: datetime, hours: OfficeHours) -> Screen:
    """How it stands after it was paused or taken up again."""
    head = "⏸ 已暂停" if reminder.paused_at else "▶️ 已恢复"
    return screen(
        f"{head} M-{reminder.id} {line(plan, reminder)}\n{_next(reminder, now, hours)}",
        buttons=_care(reminder),
    )


def reminder(each: OwnReminder) -> Screen:
    """The reminder itself."""
    return screen(f"⏰ 提醒:{safe(each.wanted.text)}")


def missed(moments: Sequence[Moment]) -> Screen:
    """Everything that did not go in an outage, by reminder, in one message."""
    by_reminder: dict[int, list[Moment]] = {}
    for each in moments:
        by_reminder.setdefault(each[0].id, []).append(each)
    lines = [_missed(found) for found in by_reminder.values()]
    more = [f"……还有{len(lines) - LISTED}个提醒"] if len(lines) > LISTED else []
    return screen(
        "⚠️ 我停过一段时间,这些提醒没有发出,也没有补发。如仍需要请直接通知:\n"
        + "\n".join([*lines[:LISTED], *more])
    )


def _missed(moments: Sequence[Moment]) -> str:
    reminder, first = moments[0]
    times = f"{_moment(first)}等{len(moments)}次" if len(moments) > 1 else _moment(first)
    return f"· M-{reminder.id}「{safe(reminder.wanted.text)}」原定{times}"


def unheard(each: OwnReminder) -> Screen:
    return screen(f"⚠️ 提醒 M-{each.id}「{safe(each.wanted.text)}」到时间了,但对象都收不到消息,没有发出。")


def full(each: OwnReminder, people: Sequence[Person]) -> Screen:
    names = "、".join(safe(person.name) for person in people[:10])
    more = f"等{len(people)}人" if len(people) > 10 else ""
    return screen(
        f"⚠️ 提醒 M-{each.id}「{safe(each.wanted.text)}」没有发给本周打扰已达上限的人:{names}{more}。"
        "发 /burden 可以调高上限。"
    )


def rule_words(rule: Rule) -> str:
    """每周一、周四 09:00."""
    match rule.kind:
        case "once":
            when = f"{rule.day.year}年{rule.day.month}月{rule.day.day}日" if rule.day else ""
        case "workdays":
            when = "每个工作日"
        case "weekly":
            when = "每" + "、".join(f"周{_WEEKDAYS[number]}" for number in rule.numbers)
        case "yearly":
            when = "每年" + "、".join(f"{n // 100}月{n % 100}日" for n in rule.numbers)
        case "monthly":
            when = "每月" + "、".join("最后一天" if n == -1 else f"{n}日" for n in rule.numbers)
        case "monthly-workday":
            when = "每月" + "、".join("最后一个工作日" if n == -1 else f"第{n}个工作日" for n in rule.numbers)
    return f"{when} {rule.at:%H:%M}"


def audience_words(plan: Plan, audience: Audience) -> str:
    names = [_ROLES[role] for role in audience.roles]
    names += addressees(plan, audience.units)
    names += [name for _, name in audience.persons]
    return "、".join([*names, *(["各工作群"] if audience.all_groups else [])])


def _care(each: OwnReminder) -> list[list[Button]]:
    pause = Button(
        f"{'恢复' if each.paused_at else '暂停'} M-{each.id}",
        PauseReminder(each.id, 0 if each.paused_at else 1),
    )
    return [[pause, Button(f"删除 M-{each.id}", EndReminder(each.id, 0))]]


def _next(each: OwnReminder, now: datetime, hours: OfficeHours) -> str:
    if each.paused_at is not None:
        return "已暂停"
    times = each.wanted.rule.next_times(now, most=1)
    return f"下次:{_leaves(each.wanted.rule, times[0], hours)}" if times else "不再有下次"


def _leaves(rule: Rule, due_at: datetime, hours: OfficeHours) -> str:
    """When a reminder really goes, and why not when it was said to."""
    leaves_at = hours.leaves_at(due_at)
    if leaves_at > due_at:
        return f"{_moment(leaves_at)}({rule.at:%H:%M}不在工作时间,顺延)"
    return f"{_moment(leaves_at)}{'(原定休息日,顺延)' if rule.is_moved(due_at) else ''}"


def _moment(at: datetime) -> str:
    local = city_time(at)
    return f"{local.year}年{local.month}月{local.day}日(周{_WEEKDAYS[local.weekday()]}){local:%H:%M}"
