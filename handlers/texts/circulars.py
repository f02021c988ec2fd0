"""The words of circulars."""

from collections.abc import Sequence
from datetime import date

from handlers.actions_circulars import (
    AddressTo,
    CloseCircular,
    ListCirculars,
    ListUnread,
    ReadCircular,
    RemindUnread,
    SendCircular,
)
from handlers.screen import Button, Screen, safe, screen
from handlers.texts.words import addressees, moment, promised_day, units_words
from qbot.audiences import Audience
from qbot.circulars import LONGEST, LONGEST_WITH_FILE, Circular, Draft
from qbot.circulating import Issued, Reminded
from qbot.people import Person
from qbot.plan.models import Plan
from qbot.ports import Chat
from qbot.reaching import Reach

ASK_TEXT = "要发什么通知?请把正文发给我,或直接发文件并写上说明。10分钟内有效,发 /cancel 取消。"
DROPPED = "通知没有发出。"
THANKS = "已阅,谢谢"
READ_BEFORE = "您已经点过已阅了"
CLOSED = "这份通知已经结束"
NOBODY = "还没有选发给谁,或所选的人都收不到消息。"
EVERYBODY_READ = "都已阅,不用再提醒"
REMINDED_TODAY = "今天已经提醒过了"
NONE_OPEN = "现在没有在统计已阅的通知。发「发通知」可以发一份。"
TOO_LARGE = "文件太大了,我取不下来(上限20MB)。通知没有变。"
NOT_FETCHED = "文件没有取到,请再发一次。通知没有变。"
HOW = "写法:/notices 看全部;/notices N-1 未阅,/notices N-1 提醒,/notices N-1 结束"
NO_SUCH = "没有这个编号的通知。发 /notices 看在统计的通知。"
CLOSED_NOW = "通知 N-{number} 已结束,不再统计和提醒。"
LISTED = 40
_ROLES = {"contact": "全体联络员", "official": "各位领导", "office": "办公室"}


def too_long(draft: Draft) -> Screen:
    most = LONGEST_WITH_FILE if draft.file else LONGEST
    return screen(f"正文有{len(draft.text)}字,最多{most}字。请缩短后再发。")


def circular(made: Circular, *, readers: int | None = None) -> Screen:
    """A circular as it is sent; with the number of readers in a group."""
    return screen(
        f"<b>📢 通知 N-{made.id}</b>",
        safe(made.draft.text),
        _until(made.draft.answer_by_on),
        buttons=read_button(made, readers=readers),
    )


def read_button(made: Circular, *, readers: int | None) -> list[list[Button]]:
    label = "已阅" if readers is None else f"已阅({readers})"
    return [[Button(label, ReadCircular(made.id))]]


def was_read(made: Circular) -> list[list[Button]]:
    """What stands below one's own copy afterwards."""
    return [[Button("✅ 已阅", ReadCircular(made.id))]]


def preview(
    plan: Plan,
    draft: Draft,
    met: Reach,
    groups: Sequence[Chat],
    *,
    later: Sequence[Person],
    question: int,
) -> Screen:
    """What will be sent and to whom, with what can still be changed; `later` are those who get it in a later
    week."""
    roles = [
        Button(f"{'☑' if role in draft.audience.roles else '☐'} {name}", AddressTo(question, role))
        for role, name in _ROLES.items()
    ]
    rooms = [
        [
            Button(
                f"{'☑' if _has(draft.audience, group) else '☐'} 群:{group.title}"[:40],
                AddressTo(question, str(group.id)),
            )
        ]
        for group in groups[:10]
    ]
    file = f"📎 {safe(draft.file_name)}" if draft.file_name else ""
    to = f"发给:{addressed(plan, draft.audience, met)}"
    deaf = f"收不到的:{_names(plan, met.deaf)}" if met.deaf else ""
    return screen(
        "<b>通知预览</b>",
        f"<blockquote>{safe(draft.text)}</blockquote>",
        "\n".join(filter(None, [file, _until(draft.answer_by_on), to, deaf, _later(plan, later)])),
        "点选发给谁;也可以直接写单位名称(如「住建局、商务局」「各乡镇」)或截止日期(如「5月20日」)。",
        buttons=[
            roles,
            *rooms,
            [Button("发送", SendCircular(question, 1)), Button("取消", SendCircular(question, 0))],
        ],
    )


def addressed(plan: Plan, audience: Audience, met: Reach) -> str:
    """全体联络员、市住房和城乡建设局(共12人)、2个群."""
    if audience.is_nobody:
        return "(还没选)"
    people = [_ROLES[role] for role in audience.roles]
    people += [safe(name) for name in addressees(plan, audience.units)]
    said = [f"{'、'.join(people)}(能收到{len(met.hearing)}人)"] if people else []
    said += [f"群:{'、'.join(safe(each.title) for each in met.groups)}"] if met.groups else []
    return "、".join(said) or "(所选的群收不到消息)"


def sent(plan: Plan, issued: Issued) -> Screen:
    made, met = issued.circular, issued.met
    people = len(met.hearing) - len(issued.later)
    when = f"非工作时间不打扰,{moment(issued.opens_at)}发出" if issued.opens_at else "已发出"
    to = f"{when}:{people}人、{len(met.groups)}个群。" if people or met.groups else "已登记,本周没有人可发。"
    return screen(
        f"✅ 通知 N-{made.id} {to}",
        _later(plan, issued.later),
        buttons=_care(made),
    )


def _later(plan: Plan, later: Sequence[Person]) -> str:
    if not later:
        return ""
    return (
        f"本周打扰已达上限,改到下周有余量时发给:{_names(plan, later)}。要马上送到,请先用 /burden 调高上限。"
    )


def unread(plan: Plan, made: Circular, waiting: Sequence[Person], *, read: int) -> Screen:
    """Who has not read it, by name; for the office alone."""
    head = f"<b>通知 N-{made.id}</b> 已阅{read}人,未阅{len(waiting)}人"
    more = f"\n……还有{len(waiting) - LISTED}人" if len(waiting) > LISTED else ""
    names = "\n".join(f"· {_person(plan, each)}" for each in waiting[:LISTED])
    return screen(head, names + more, buttons=_care(made))


def reminded(plan: Plan, made: Circular, done: Reminded) -> Screen:
    return screen(
        f"已提醒{len(done.told)}位未阅的人(通知 N-{made.id})。",
        f"收不到、没有提醒:{_names(plan, done.deaf)}" if done.deaf else "",
        f"本周打扰已达上限、没有提醒:{_names(plan, done.full)}" if done.full else "",
        f"外出由人代、没有提醒:{_names(plan, done.away)}" if done.away else "",
    )


def reminder(made: Circular) -> Screen:
    """For one who has not read it."""
    shown = circular(made)
    return screen("⏰ 这份通知还等您看一下:", *shown.blocks, buttons=shown.buttons)


def listing(found: Sequence[tuple[Circular, int, int]], *, more: bool) -> Screen:
    """Open circulars with how many have read them and how many have not."""
    if not found:
        return screen(NONE_OPEN)
    lines = [
        f"N-{made.id} {moment(made.sent_at)} {safe(made.draft.text[:24])} 已阅{read} 未阅{waiting}"
        for made, read, waiting in found
    ]
    rows = [[Button(f"N-{made.id} 未阅名单", ListUnread(made.id))] for made, _, _ in found]
    tail = [[Button("更多", ListCirculars(found[-1][0].id))]] if more else []
    return screen("<b>在统计已阅的通知</b>\n" + "\n".join(lines), buttons=[*rows, *tail])


def closed(made: Circular) -> Screen:
    return screen(CLOSED_NOW.format(number=made.id))


def _care(made: Circular) -> list[list[Button]]:
    return [
        [Button("未阅名单", ListUnread(made.id)), Button("提醒未阅的", RemindUnread(made.id))],
        [Button("结束", CloseCircular(made.id))],
    ]


def _until(answer_by_on: date | None) -> str:
    return f"请于{promised_day(answer_by_on)}前办理。" if answer_by_on else ""


def _has(audience: Audience, group: Chat) -> bool:
    return audience.all_groups or group.id in audience.groups


def _names(plan: Plan, people: Sequence[Person]) -> str:
    more = f"等{len(people)}人" if len(people) > 10 else ""
    return "、".join(_person(plan, each) for each in people[:10]) + more


def _person(plan: Plan, person: Person) -> str:
    units = f"({units_words(plan, person.units)})" if person.units else ""
    state = ",已屏蔽" if person.state == "blocked" else "" if person.started else ",未激活"
    return safe(f"{person.name}{units}{state}")
