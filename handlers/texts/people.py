"""Words about people: welcome, invitations, the list of people, help by role, and the stranger's answer."""

from collections.abc import Mapping, Sequence

from handlers.actions_claims import ShowClaim
from handlers.actions_proxy import ProxyUnits
from handlers.actions_review import ShowReview
from handlers.buttons import Invite
from handlers.screen import Button, Screen, safe, screen
from handlers.texts.words import ROLES, unit_name, units_words
from qbot.clock import city_time
from qbot.errors import InvitationRefused
from qbot.ledger.obligations import townships
from qbot.matters import MatterKind
from qbot.people import Invitation, Person
from qbot.plan.models import Plan

MATTERS: dict[MatterKind, str] = {
    "claim": "待认领", "help": "需协调", "question": "待答复", "held": "待核实", "extension": "延期申请",
    "handover": "交接", "substitute": "代报人",
}  # fmt: skip


def stranger(plan: Plan) -> Screen:
    """All that someone unknown is told."""
    office = next((unit.name for unit in plan.units if unit.kind == "office"), "办公室")
    return screen(
        f"您好,这里是{safe(plan.city)}质量强市示范城市创建工作的数据助手,只对受邀人员开放。\n"
        f"如需使用,请向{safe(office)}(创建工作领导小组办公室)索取邀请码。"
    )


def welcome(plan: Plan, person: Person) -> Screen:
    where = f"({safe(units_words(plan, person.units))})" if person.units else ""
    return screen(
        f"✅ 欢迎,{safe(person.name)}!您的身份:{ROLES[person.role]}{where}。",
        help_for(plan, person).blocks[0],
    )


def refused(refusal: InvitationRefused) -> Screen:
    reasons = {
        "unknown": "邀请码不对,请核对后重试。",
        "used": "这个邀请码已经用过了,每个邀请码只能用一次。请向办公室再要一个。",
        "expired": "这个邀请码已过期(有效期7天)。请向办公室再要一个。",
        "revoked": "这个邀请码已作废。请向办公室再要一个。",
    }
    if refusal.reason == "locked" and refusal.locked_until:
        return screen(f"邀请码输错次数过多,请在 {city_time(refusal.locked_until):%H:%M} 之后再试。")
    return screen(f"❌ {reasons[refusal.reason]}")


def help_for(plan: Plan, person: Person) -> Screen:
    """What this person can do, with examples from what is theirs."""
    if person.role == "contact":
        return screen("\n".join(_contact_help(plan, person)))
    lines = [
        "直接问就行,例如:",
        "· 现在食品抽检合格率多少",
        "· 哪些没达标 · 谁还没报 · 现在到哪一步了",
        "· 上次以来有什么变化 · 开会用 · 方案里首席质量官怎么要求",
        "看图:食品抽检走势图 · 总体情况图 · 报送情况图 · 进度图;「文字版」给同样的文字。台账:发「台账」得 Excel。",
        "简报里的数:简报第3期A12哪来的",
        "答完可以接着问:那药品呢 · 二季度呢 · 谁报的",
        "命令:/status 全部指标 · /missing 谁没报 · /phase 当前阶段 · /tasks 任务进展 · /incidents 突发情况",
    ]
    if person.role == "office":
        lines += [
            "办公室:/office 待办 · /review 审核 · /claims 待认领 · /proxy 代报 · /aliases 别名",
            "/evidence 佐证 · /form 填报表 · /invite 邀请 · /people 人员 · /groups 工作群",
            "/brief 简报 · /score 考核评分 · /selfcheck 自查材料 · /reference 参考值",
            "/morning 今日要办 · /chase 一键催办 · /burden 提醒上限",
            "/orders 催办、督办 · /extensions 延期 · /away 外出 · /handover 交接",
            "发通知:「通知各单位明天下午3点开会」或 /notice;「谁还没看通知」或 /notices 看已阅",
            "定时提醒:「每周一9点提醒群里报进度」或 /remind;「我的提醒」或 /reminders 暂停、删除",
            "领导邀请时可带单位,催办、督办就发给该单位的领导:/invite 领导 市农业局 张三",
            "在群里请@我或回复我;如要我看到群里所有发言,可在 @BotFather 用 /setprivacy 关闭隐私模式。",
        ]
    return screen("\n".join(lines))


def _contact_help(plan: Plan, person: Person) -> Sequence[str]:
    led = [indicator for unit in person.units for indicator in plan.led_by(unit)]
    examples = [f"· {safe(_example(entry.short, entry.measure))}" for entry in led[:3]]
    if not examples:
        examples = ["· 我镇3月农产品抽检60批次,合格58"]
    quarterly = "(乡镇每季度报一次)" if set(person.units) & set(townships(plan)) else ""
    return [
        "报数:直接发一句话,例如:", *examples,
        "报错了:发「更正」加新数,或点回执上的「撤销」。",
        "表格:发「填报表」,填好把文件发回。佐证:回复回执发照片或文件;/evidence 查看。",
        f"进展{quarterly}:直接说一句,例如「首席质量官制度已在32家企业推行」;/tasks 看本单位各项。",
        "突发:直接说,马上转告办公室和领导。",
        "来不及:「3月药品申请延期到20号,因数据未下发」。外出:「下周出差,由某某代」。调走:「我调走了,接手人某某」。",
        "查询:/mine 我还差什么 · /phase 当前阶段 · 直接问也行。想先练一遍,发「练习」。",
    ]  # fmt: skip


def _example(short: str, measure: str) -> str:
    return f"{short} {'96.5%' if measure == '%' else f'2{measure}'}"


def invitation(plan: Plan, made: Invitation, code: str, link: str) -> Screen:
    who = ROLES[made.role] + (f"·{units_words(plan, made.units)}" if made.units else "")
    return screen(
        f"邀请({safe(who)}),7天内有效,只能用一次:\n<code>{safe(code)}</code>",
        f"请对方打开 {safe(link)} ,或给我发:\n<code>/start {safe(code)}</code>",
    )


def choose_role() -> Screen:
    return screen("邀请谁?", buttons=[[Button(words, Invite(role, "")) for role, words in ROLES.items()]])


def choose_unit(plan: Plan) -> Screen:
    buttons = [Button(unit.name, Invite("contact", unit.id)) for unit in plan.units]
    return screen(
        "哪个单位的联络员?\n(一人负责几个单位时:/invite contact 单位 单位 姓名)",
        buttons=[buttons[i : i + 3] for i in range(0, len(buttons), 3)],
    )


def unknown_unit(text: str) -> Screen:
    return screen(
        f"没有找到单位「{safe(text)}」。写法:/invite contact 市农业局 张三,或只发 /invite 从按钮中选。"
    )


def office_desk(
    plan: Plan,
    *,
    people: Sequence[Person],
    groups: int,
    dead: int,
    uncertain: int,
    waiting: Mapping[MatterKind, int],
    emergencies: int,
    unreviewed: int,
    without_reference: Sequence[str] = (),
) -> Screen:
    """The office's own page."""
    contacts = {
        unit
        for person in people
        if person.role == "contact" and person.state == "active"
        for unit in person.units
    }
    without = [unit for unit in plan.units if plan.led_by(unit.id) and unit.id not in contacts]
    lines = [f"工作群 {groups} 个 · 人员 {sum(p.state != 'removed' for p in people)} 人"]
    if without:
        lines.append("还没有联络员的责任单位:" + "、".join(unit_name(plan, unit.id) for unit in without))
    if emergencies:
        lines.append(f"🚨 突发情况未结案 {emergencies} 起:/incidents")
    if waiting:
        lines.append(
            "待办:" + " · ".join(f"{MATTERS[kind]} {waiting[kind]}" for kind in MATTERS if kind in waiting)
        )
    if unreviewed:
        lines.append(f"待审的数 {unreviewed} 条:/review")
    if without_reference:
        lines.append("还没有录入参考值:" + "、".join(plan.indicator[id_].short for id_ in without_reference))
    if dead:
        lines.append(f"有 {dead} 条消息处理失败,原文已留存,请看日志。")
    if uncertain:
        lines.append(f"有 {uncertain} 条消息不确定是否送达,未重发。")
    lines.append("/tasks 任务进展 · /requests 待协调 · /incidents 突发情况")
    lines.append("/orders 催办、督办 · /extensions 延期 · /away 外出 · /handover 交接")
    lines.append("/notice 发通知 · /notices 谁没看通知 · /remind 定时提醒 · /reminders 我的提醒")
    lines.append(
        "/brief 简报 · /book 台账 · /score 考核评分 · /selfcheck 自查材料 · /picture 图 · /reference 参考值"
    )
    lines.append("/invite 邀请 · /people 人员 · /groups 工作群 · /missing 谁没报 · /status 全部指标")
    return screen("\n".join(map(safe, lines)), buttons=_desk_buttons())


def _desk_buttons() -> Sequence[Sequence[Button]]:
    return [
        [Button("审核", ShowReview(0)), Button("待认领", ShowClaim(0)), Button("代报", ProxyUnits(0))],
    ]


OFFICE_ONLY = "这个功能只对办公室开放。"
INVITED_ONLY = "只对受邀人员开放,请向办公室索取邀请码。"
