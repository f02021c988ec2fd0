"""Words about incidents: the acknowledgement, the card for office and officials, the thread, the list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from handlers.actions_evidence import OpenEvidence
from handlers.actions_incidents import (
    AddToIncident,
    CloseIncident,
    ListIncidents,
    ReadIncident,
    ShowIncident,
)
from handlers.screen import Button, Screen, safe, screen
from handlers.texts.words import ROLES, units_words
from qbot.clock import city_time
from qbot.evidence import Evidence, Paper
from qbot.incidents.thread import Entry, Incident, Read
from qbot.people import Person
from qbot.plan.models import Plan

CARD_TEXT = 1500
LINE_TEXT = 40
SHOWN_ENTRIES = 30
SHOWN_PAPERS = 8
NAME = 30

Papers = Mapping[tuple[int, int], Sequence[Evidence]]


@dataclass(frozen=True, slots=True)
class Thread:
    """An incident with what belongs to it: entries oldest first, readers in order, people by id."""

    incident: Incident
    entries: Sequence[Entry]
    readers: Sequence[Read]
    people: Mapping[int, Person]


def acknowledged(told: int, number: int) -> Screen:
    """To whoever reported first; `told` people hear of it now."""
    if not told:
        return screen(
            f"⚠️ 已存为 E-{number},但眼下没有能收到通知的办公室人员或领导,请立即电话报告!这条不计入指标数据。"
        )
    return screen(
        f"🚨 已收到并立即转告办公室和领导共{told}人,编号 E-{number}。这条不计入指标数据。\n"
        "如情况紧急,请同时电话报告。后续情况直接发给我,或回复本条。"
    )


def acknowledged_in_group(told: int, number: int) -> Screen:
    """The short word in a group."""
    if not told:
        return screen(f"⚠️ 已存为 E-{number},但眼下没有能收到通知的人,请立即电话报告!")
    return screen(f"🚨 已收到(E-{number}),已转告办公室和领导,详情不在群里说。")


def follow_up_acknowledged(told: int, number: int, *, sent_on: bool) -> Screen:
    if not sent_on:
        return screen(f"➕ 已补充到 E-{number}。短时间内补充较多,已全部存下,办公室可一次看完。")
    return screen(f"➕ 已补充到 E-{number},已转告{told}人。")


def with_paper(shown: Screen, paper: Paper, *, sent: bool) -> Screen:
    """The acknowledgement with what became of the photo or the file."""
    became = "已存入,并一并转给被告知的人。" if sent else "已存入这起的记录,没有另外转发。"
    return replace(shown, blocks=(*shown.blocks, f"📎 {safe(paper.name)}{became}"))


def paper_of(number: int, paper: Paper) -> Screen:
    """The caption under which a photo or a file is passed on."""
    return screen(f"📎 E-{number} 的现场材料:{safe(paper.name)}")


def wordless(paper: Paper) -> str:
    """What stands in the thread for a paper without words."""
    return f"[{'照片' if paper.kind == 'photo' else '文件'}]"


def card(plan: Plan, thread: Thread, viewer: Person, *, group: str | None = None) -> Screen:
    """What the office and the officials get at once."""
    first = thread.entries[0]
    said = first.text if len(first.text) <= CARD_TEXT else first.text[:CARD_TEXT] + "…"
    head = [_title(thread.incident), f"{_who(plan, thread, first.person_id)} {_time(first.said_at)}"]
    if group:
        head.append(f"来自群「{safe(group)}」")
    more = f"另有{len(thread.entries) - 1}条后续。" if len(thread.entries) > 1 else ""
    return screen(
        "\n".join(head),
        f"「{safe(said)}」",
        "\n".join(filter(None, (more, _readers(thread)))),
        buttons=_buttons(thread.incident, viewer),
    )


def follow_up(plan: Plan, thread: Thread, entry: Entry, viewer: Person) -> Screen:
    return screen(
        f"➕ E-{thread.incident.id} 后续 · {_who(plan, thread, entry.person_id)} {_time(entry.said_at)}",
        f"「{safe(entry.text)}」",
        buttons=_buttons(thread.incident, viewer, reading=False),
    )


def flood(thread: Thread, viewer: Person) -> Screen:
    """Once, when so much comes that the rest is no longer sent one by one."""
    return screen(
        f"➕ E-{thread.incident.id} 短时间内后续很多,以下不再逐条转发,已全部存下,请点「查看全部」。",
        buttons=_buttons(thread.incident, viewer, reading=False),
    )


def closed(plan: Plan, thread: Thread, entry: Entry) -> Screen:
    return screen(
        f"✅ E-{thread.incident.id} 已结案 · {_who(plan, thread, entry.person_id)} {_time(entry.said_at)}",
        f"结果:{safe(entry.text)}",
    )


def whole(plan: Plan, thread: Thread, viewer: Person, *, papers: Papers) -> Screen:
    """The thread, word for word, with its photos and files; of a very long one the last entries."""
    earlier = max(0, len(thread.entries) - SHOWN_ENTRIES)
    blocks = [_title(thread.incident)]
    if earlier:
        blocks.append(f"(更早的{earlier}条未列出,均已留存)")
    blocks += [
        f"{_time(each.said_at)} {_who(plan, thread, each.person_id)}\n「{safe(each.text)}」"
        + "".join(f"\n📎 {safe(one.paper.name)}" for one in _of(papers, each))
        for each in thread.entries[earlier:]
    ]
    kept = {one.id: one for each in thread.entries[earlier:] for one in _of(papers, each)}
    opening = [Button(f"打开 {one.paper.name}"[:NAME], OpenEvidence(one.id)) for one in kept.values()]
    rows = [[each] for each in opening[-SHOWN_PAPERS:]]
    return screen(*blocks, _readers(thread), buttons=[*rows, *_buttons(thread.incident, viewer)])


def _of(papers: Papers, entry: Entry) -> Sequence[Evidence]:
    if entry.chat_id is None or entry.message_id is None:
        return ()
    return papers.get((entry.chat_id, entry.message_id), ())


def listing(plan: Plan, threads: Sequence[Thread], *, more: bool) -> Screen:
    if not threads:
        return screen(NONE_OPEN)
    rows = [[Button(f"查看 E-{each.incident.id}", ShowIncident(each.incident.id))] for each in threads]
    if more:
        rows.append([Button("更多", ListIncidents(threads[-1].incident.id))])
    return screen(
        "<b>🚨 未结案的突发情况</b>", "\n".join(_line(plan, each) for each in threads), buttons=rows
    )


def ask_for_entry(number: int) -> Screen:
    return screen(f"请写一句要补充到 E-{number} 的话(10分钟内),会转告报告人、办公室和领导。发 /cancel 取消。")


def ask_for_result(number: int) -> Screen:
    return screen(f"请写一句 E-{number} 的处置结果(10分钟内),写完即结案并告知报告人。发 /cancel 取消。")


def stays(number: int, figure: int | None) -> Screen:
    """Why 撤销 does not take an emergency back; `figure` is the last that can be taken back instead."""
    words = f"突发收不回来,E-{number} 没有动。误报了请直接写明,例如「E-{number}补充 情况不实」,会转告并由办公室结案。"
    return screen(words if figure is None else f"{words}\n要撤销上一个数,请发「撤销R-{figure}」。")


def _line(plan: Plan, thread: Thread) -> str:
    first = thread.entries[0]
    said = first.text if len(first.text) <= LINE_TEXT else first.text[:LINE_TEXT] + "…"
    return (
        f"E-{thread.incident.id} {_time(first.said_at)} {_who(plan, thread, first.person_id)}:"
        f"{safe(said)}(已阅{len(thread.readers)}人)"
    )


def _title(incident: Incident) -> str:
    return f"<b>🚨 突发情况 E-{incident.id}</b> · {'处置中' if incident.is_open else '已结案'}"


def _who(plan: Plan, thread: Thread, person_id: int) -> str:
    person = thread.people.get(person_id)
    if person is None:
        return "(不在名单)"
    where = f"{units_words(plan, person.units)} " if person.units else ""
    return safe(f"{where}{person.name}({ROLES[person.role]})")


def _readers(thread: Thread) -> str:
    if not thread.readers:
        return "已阅:还没有人"
    names = [
        f"{safe(thread.people[each.person_id].name)} {_time(each.read_at)}"
        for each in thread.readers
        if each.person_id in thread.people
    ]
    return f"已阅{len(names)}人:{'、'.join(names)}"


def _buttons(incident: Incident, viewer: Person, *, reading: bool = True) -> Sequence[Sequence[Button]]:
    number = incident.id
    if not incident.is_open:
        return [[Button("查看全部", ShowIncident(number))]]
    first = [Button("已阅", ReadIncident(number))] if reading and viewer.role != "contact" else []
    first += [Button("查看全部", ShowIncident(number)), Button("补充", AddToIncident(number))]
    return [first, [Button("结案", CloseIncident(number))]] if viewer.is_office else [first]


def _time(at: datetime) -> str:
    return f"{city_time(at):%m月%d日 %H:%M}"


ONLY_KEPT = "📎 已存入 E-{number} 的记录。"
READ = "已记录您已阅"
READ_BEFORE = "您已点过已阅"
CLOSED_BEFORE = "这起已经结案。"
NOT_FOUND = "没有这个编号。发 /incidents 看未结案的突发情况。"
NONE_OPEN = "没有未结案的突发情况。"
PRIVATE_ONLY = "突发情况的详情不在群里显示,请私聊我发 /incidents。"
NOT_YOURS = "只有报告人、办公室和领导可以查看。"
HOW = "写法:/incidents 3 · /incidents 3 已阅 · /incidents 3 补充 内容 · /incidents 3 结案 结果"
