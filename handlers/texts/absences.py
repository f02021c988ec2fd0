"""Words about absences: what was noted, who stands in, the office's nod, the list."""

from collections.abc import Mapping, Sequence
from datetime import date

from handlers.actions_absences import CallOff, DecideSubstitute, EndAbsence, StandIn
from handlers.screen import Button, Screen, safe, screen
from handlers.texts.words import promised_day, units_words
from qbot.absences import Absence
from qbot.matters import Matter
from qbot.people import Person
from qbot.plan.models import Plan
from qbot.standing_in import days_of

NOBODY = 0
SHOWN = 12
ASK_UNTIL = "❓ 请问从哪天到哪天?例如「下周」「4月10日到15日」「到20号」。\n10分钟内回复有效;发 /cancel 放弃,不会记录。"
ENDED = "已结束"
OVER = "这次外出已经结束了。"
NOT_AWAY = "您眼下没有登记外出,不用销假。"
DECIDED = "这件事已经处理过了。"
NOT_FOUND = "没有这件待办,或其中一方已不在名单里。"
GRANTED, REFUSED = "已同意", "已退回"
CLOSED = "这个问题已经回答过或已过期。"
ONLY_CONTACTS = "外出代报是给联络员用的:写「下周出差,由某某代」即可。"
PRIVATE_ONLY = "外出代报请私聊我说。"
HOW = "写法:/away 下周出差,由李建国代;回来后 /away 我回来了。办公室:/away 看谁外出,/away 12 同意 或 不同意。"


def days(first: date, last: date) -> str:
    """4月9日(周一)至4月13日(周五)."""
    return promised_day(first) if first == last else f"{promised_day(first)}至{promised_day(last)}"


def ask_until(since: date | None) -> str:
    """Ask for the days, or for the last one."""
    if since is None:
        return ASK_UNTIL
    return (
        f"❓ {promised_day(since)}起,到哪天为止?例如「到20号」「三天」「一周」。\n"
        "10分钟内回复有效;发 /cancel 放弃,不会记录。"
    )


def ask_who(span: tuple[date, date], near: Sequence[Person], *, question: int, name: str = "") -> Screen:
    """Ask who stands in: a colleague by button, anybody by name."""
    head = f"联络员名单里没有「{safe(name)}」(或有重名),没有记录。\n" if name else ""
    rows = [[Button(each.name, StandIn(question, each.id))] for each in near[:SHOWN]]
    invite = "" if near else "\n本单位没有别的联络员;新同事请办公室先邀请进来。"
    return screen(
        f"❓ {head}{days(*span)}由谁代您?点选或直接回复姓名(外单位的人需办公室同意)。10分钟内有效,定下之前不记录。{invite}",
        buttons=[*rows, [Button("没有人代", StandIn(question, NOBODY))]],
    )


def noted(absence: Absence, substitute: Person | None) -> Screen:
    """The word to whoever goes away."""
    span = days(absence.from_on, absence.until_on)
    if substitute is None:
        what = "期间不再提醒您,也没有人代报;到期的数请提前报,或由本单位其他联络员报。定下由谁代再说一次,例如「下周出差,由某某代」。"
    else:
        what = f"期间提醒发给{safe(substitute.name)},由其代报。"
    return screen(
        f"🧳 已记录:{span}外出。\n{what}\n到期自动恢复;提前回来请发「我回来了」。",
        buttons=[[Button("撤销", CallOff(absence.id))]],
    )


def asked_office(span: tuple[date, date], substitute: Person) -> Screen:
    return screen(
        f"📨 {safe(substitute.name)}不是本单位联络员,{days(*span)}由其代报需办公室同意,已转办公室。\n同意之前提醒仍发给您。"
    )


def to_substitute(plan: Plan, absence: Absence, away: Person) -> Screen:
    return screen(
        f"🤝 {safe(away.name)}({safe(units_words(plan, away.units))}){days(absence.from_on, absence.until_on)}外出,"
        "由您代报。\n期间该单位的提醒发给您,您可直接报该单位的数,会注明由您代报。"
    )


def back_to_substitute(plan: Plan, away: Person) -> Screen:
    return screen(f"{safe(away.name)}({safe(units_words(plan, away.units))})已回来,不用再代报了,谢谢。")


def to_office(plan: Plan, absence: Absence, away: Person, substitute: Person | None) -> Screen:
    who = f"由{safe(substitute.name)}代" if substitute else "没有人代"
    return screen(
        f"🧳 {safe(units_words(plan, away.units))} {safe(away.name)} "
        f"{days(absence.from_on, absence.until_on)}外出,{who}。"
    )


def wish(plan: Plan, matter: Matter, away: Person | None, substitute: Person | None) -> Screen:
    """The office's card about a substitute from elsewhere."""
    buttons = [
        [Button("同意", DecideSubstitute(matter.id, 1)), Button("不同意", DecideSubstitute(matter.id, 0))]
    ]
    return screen(_wish(plan, matter, away, substitute), buttons=buttons if matter.is_open else [])


def decided(
    plan: Plan, matter: Matter, away: Person | None, substitute: Person | None, *, granted: bool, by: Person
) -> Screen:
    verdict = "✅ 已同意" if granted else "↩️ 不同意"
    return screen(_wish(plan, matter, away, substitute), f"{verdict}({safe(by.name)})")


def _wish(plan: Plan, matter: Matter, away: Person | None, substitute: Person | None) -> str:
    return (
        f"🧳 代报申请 {matter.id} · {_person(plan, away)}\n{days(*days_of(matter))}外出,请外单位的"
        f"{_person(plan, substitute)}代报。\n原话:{safe(matter.text)}"
    )


def _person(plan: Plan, person: Person | None) -> str:
    if person is None:
        return "(已不在名单)"
    return safe(f"{person.name}({units_words(plan, person.units)})")


def refused(matter: Matter) -> Screen:
    return screen(
        f"↩️ 办公室未同意由外单位的人代报({days(*days_of(matter))}),提醒仍发给您。可换本单位同事,或与办公室联系。"
    )


def back(ended: Sequence[Absence]) -> Screen:
    spans = "、".join(days(each.from_on, each.until_on) for each in ended)
    return screen(f"👋 欢迎回来!{spans}的外出已结束,提醒恢复发给您。")


def called_off(absence: Absence, by: Person | None) -> Screen:
    """To whoever would have been away; `by` is who else has called it off."""
    hand = f"办公室({safe(by.name)})" if by else ""
    heard = "、".join(filter(None, ("" if by else "办公室", "代报人" if absence.substitute_id else "")))
    return screen(
        f"↩️ {hand}已取消外出:{days(absence.from_on, absence.until_on)}。\n提醒仍发给您"
        f"{f';已告诉{heard}' if heard else ''}。还要外出请重新说一次。"
    )


def called_off_to_substitute(plan: Plan, absence: Absence, away: Person) -> Screen:
    return screen(
        f"{safe(away.name)}({safe(units_words(plan, away.units))}){days(absence.from_on, absence.until_on)}"
        "不外出了,不用代报,谢谢。"
    )


def called_off_to_office(plan: Plan, absence: Absence, away: Person, *, by: Person) -> Screen:
    hand = f"(由{safe(by.name)}取消)" if by.id != away.id else ""
    return screen(
        f"↩️ {safe(units_words(plan, away.units))} {safe(away.name)} "
        f"{days(absence.from_on, absence.until_on)}不外出了{hand},原定的代报作罢。"
    )


def not_yet(planned: Sequence[Absence]) -> Screen:
    """我回来了 before anything has begun."""
    spans = "、".join(days(each.from_on, each.until_on) for each in planned[:SHOWN])
    return screen(
        f"您登记的外出({spans})还没有开始,不用销假,仍然有效。不去了请点[取消],或发「不出差了」。",
        buttons=_ways_off(planned),
    )


def which(absences: Sequence[Absence]) -> Screen:
    """One of several, or other days than those said, is to be called off."""
    return screen("您登记的外出有下面这些,要取消哪一次?请点选。", buttons=_ways_off(absences))


def _ways_off(absences: Sequence[Absence]) -> list[list[Button]]:
    return [
        [Button(f"取消 {days(each.from_on, each.until_on)}", CallOff(each.id))] for each in absences[:SHOWN]
    ]


def listing(
    plan: Plan, absences: Sequence[Absence], people: Mapping[int, Person], waiting: Sequence[Matter]
) -> Screen:
    """Who is away or will be, and what waits for the office's nod."""
    shown = absences[:SHOWN]
    lines = [_line(plan, each, people) for each in shown]
    if len(absences) > len(shown):
        lines.append(f"……共{len(absences)}条,发 /away 姓名 只看一人。")
    rows = [[Button(f"结束 {_name(each, people)}", EndAbsence(each.id))] for each in shown]
    blocks = [
        _wish(plan, each, _who(people, each.person_id), _who(people, each.payload["substitute"]))
        for each in waiting
    ]
    rows += [
        [
            Button(f"同意 {each.id}", DecideSubstitute(each.id, 1)),
            Button(f"不同意 {each.id}", DecideSubstitute(each.id, 0)),
        ]
        for each in waiting
    ]
    return screen("\n".join(lines) or "没有人登记外出。", *blocks, buttons=rows)


def _line(plan: Plan, absence: Absence, people: Mapping[int, Person]) -> str:
    instead = _who(people, absence.substitute_id)
    who = f"由{safe(instead.name)}代" if instead else "没有人代"
    away = _person(plan, _who(people, absence.person_id))
    return f"· {away} {days(absence.from_on, absence.until_on)},{who}"


def _name(absence: Absence, people: Mapping[int, Person]) -> str:
    away = _who(people, absence.person_id)
    return away.name if away else ""


def _who(people: Mapping[int, Person], person_id: int | None) -> Person | None:
    return people.get(person_id) if person_id is not None else None
