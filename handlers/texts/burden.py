"""Words of the burden meter: the budget, the hours, and how many messages each person got this week."""

from collections.abc import Sequence

from handlers.actions_follow import SetBudget, SetLunch, ShowBurden
from handlers.screen import Button, Screen, safe, screen
from qbot.hours import CLOSES, LUNCH_BEGINS, LUNCH_ENDS, OPENS, OfficeHours
from qbot.nudging.burden import LARGEST, SMALLEST
from qbot.people import Person

PAGE = 20


def burden(counts: Sequence[tuple[Person, int]], *, budget: int, hours: OfficeHours, page: int) -> Screen:
    """Who got how many messages of the bot's own accord this week, the most first."""
    shown = counts[page * PAGE : (page + 1) * PAGE]
    lines = [
        f"· {safe(person.name)} {count}条{' 已满' if count >= budget and not person.is_office else ''}"
        for person, count in shown
    ]
    lunch = f"{LUNCH_BEGINS:%H:%M}-{LUNCH_ENDS:%H:%M}不打扰" if hours.lunch_free else "午休照发"
    return screen(
        f"<b>本周打扰计数</b>(周一起,提醒和通知,不含回执和答复)\n每人每周最多{budget}条:满了就不再提醒、改告办公室,通知改到有余量的一周。"
        "督办、退回和突发情况照发;办公室不限。\n"
        f"发送时间:工作日{OPENS:%H:%M}-{CLOSES:%H:%M},{lunch}。",
        "\n".join(lines) if lines else "本周还没有主动给任何人发过消息。",
        "也可以发 /burden 5 改上限,/burden 午休 改午休。",
        buttons=_buttons(len(counts), budget=budget, hours=hours, page=page),
    )


def _buttons(people: int, *, budget: int, hours: OfficeHours, page: int) -> list[list[Button]]:
    steps = [each for each in (budget - 1, budget + 1) if SMALLEST <= each <= LARGEST]
    rows = [
        [Button(f"上限{each}", SetBudget(each)) for each in steps],
        [Button("午休照发" if hours.lunch_free else "午休不打扰", SetLunch(0 if hours.lunch_free else 1))],
    ]
    turns = []
    if page:
        turns.append(Button("上一页", ShowBurden(page - 1)))
    if people > (page + 1) * PAGE:
        turns.append(Button("更多", ShowBurden(page + 1)))
    return [*rows, turns] if turns else rows


def not_a_number() -> Screen:
    return screen(f"上限请写 {SMALLEST} 到 {LARGEST} 之间的整数,例如 /burden 5。没有改动。")
