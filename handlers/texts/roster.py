"""Words about who is there: the list of people page by page, and the removal of one of them."""

from collections.abc import Iterator, Sequence

from handlers.buttons import Remove, ShowPeople
from handlers.screen import Button, Screen, safe, screen
from handlers.texts.words import ROLES, units_words
from qbot.clock import city_time
from qbot.people import Invitation, Person
from qbot.plan.models import Plan

PAGE = 20
CANNOT_REMOVE = "不能移除自己。"
GONE = "这个人已不在名单里。"
NOBODY = "名单里没有「{words}」。发 /people 看全部。"
_HOW = "找人:/people 姓名或单位;移除:点按钮,或发「移除 姓名」。"


def roster(
    plan: Plan,
    people: Sequence[Person],
    invitations: Sequence[Invitation],
    *,
    viewer: Person,
    page: int = 0,
) -> Screen:
    """Those who are there, by state, a page at a time with buttons to remove; invitations on the last page."""
    groups = _groups(people)
    ordered = [person for _, members in groups for person in members]
    pages = max(1, -(-len(ordered) // PAGE))
    page = min(max(page, 0), pages - 1)
    shown = ordered[page * PAGE : (page + 1) * PAGE]
    blocks = [
        "\n".join([f"<b>{title}</b> {len(members)}人", *(_person(plan, each) for each in on_page)])
        for title, members in groups
        if (on_page := [each for each in members if each in shown])
    ]
    if invitations and page == pages - 1:
        blocks.append("\n".join(_invitations(plan, invitations)))
    if not blocks:
        return screen("还没有人。用 /invite 邀请第一位联络员。")
    foot = f"第{page + 1}页,共{pages}页。{_HOW}" if pages > 1 else ""
    buttons = [Button(f"移除 {each.name}", Remove(each.id, 0)) for each in shown if each.id != viewer.id]
    rows = [buttons[n : n + 2] for n in range(0, len(buttons), 2)]
    return screen(*blocks, foot, buttons=[*rows, *_turning(page, pages)])


def _groups(people: Sequence[Person]) -> list[tuple[str, list[Person]]]:
    present = [person for person in people if person.state != "removed"]
    return [
        ("🟢 已激活", [p for p in present if p.state == "active" and p.started]),
        ("🚫 已屏蔽(收不到消息)", [p for p in present if p.state == "blocked"]),
        ("⚪ 未激活(还没按 START)", [p for p in present if p.state == "active" and not p.started]),
    ]


def _turning(page: int, pages: int) -> Sequence[Sequence[Button]]:
    back = [Button("上一页", ShowPeople(page - 1))] if page else []
    on = [Button("下一页", ShowPeople(page + 1))] if page + 1 < pages else []
    return [[*back, *on]] if back or on else []


def _person(plan: Plan, person: Person) -> str:
    return safe(f"· {_who(plan, person)}")


def _who(plan: Plan, person: Person) -> str:
    where = f" {units_words(plan, person.units)}" if person.units else ""
    return f"{person.name} {ROLES[person.role]}{where}"


def _invitations(plan: Plan, invitations: Sequence[Invitation]) -> Iterator[str]:
    yield f"<b>✉️ 已邀请未使用</b> {len(invitations)}个"
    for made in invitations:
        where = f" {units_words(plan, made.units)}" if made.units else ""
        who = f"{made.name or '(未写姓名)'} {ROLES[made.role]}{where}"
        yield safe(f"· {who},至{city_time(made.expires_at):%m月%d日}")


def which(plan: Plan, people: Sequence[Person]) -> Screen:
    """Several have that name: which one is to be removed?"""
    rows = [[Button(f"移除 {_who(plan, each)}", Remove(each.id, 0))] for each in people[:PAGE]]
    return screen("同名的有几位,移除哪一位?", buttons=rows)


def confirm_removal(plan: Plan, person: Person) -> Screen:
    return screen(
        f"确定移除 {safe(person.name)}({safe(_who(plan, person).removeprefix(person.name).strip())})?"
        "移除后立即不能报数和查询,已报的数保留。",
        buttons=[[Button("确定移除", Remove(person.id, 1)), Button("不移除", ShowPeople(0))]],
    )


def removed(person: Person) -> Screen:
    return screen(f"已移除 {safe(person.name)},即刻生效。重新启用请再发邀请。")
