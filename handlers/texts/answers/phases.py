"""Which phase it is, and whom to telephone."""

from datetime import date

from handlers.actions_answers import Quote
from handlers.actions_pictures import TIMELINE
from handlers.screen import Button, Screen, safe, screen
from handlers.texts.words import day
from qbot.plan.models import Phase, Plan


def phase(plan: Plan, *, on: date, named: Phase | None = None) -> Screen:
    """Which phase it is, how long it still runs, and what must be done by its end; one that was named first."""
    now = plan.phase_on(on)
    if now:
        left = (now.ends_on - on).days
        until = "今天结束" if left == 0 else f"还有{left}天结束({now.ends_on:%Y年}{day(now.ends_on)})"
        blocks = [f"现在是「<b>{safe(now.name)}</b>」阶段,{until}。\n" + _duties(now)]
    else:
        blocks = ["今天不在方案的任何阶段内。"]
    if named and named != now:
        blocks.insert(0, _other_phase(named, on))
    elif following := next((each for each in plan.phases if each.starts_on > on), None):
        blocks.append(_other_phase(following, on))
    cited = named or now or plan.phases[-1]
    return screen(
        *blocks,
        buttons=[[Button("进度图", TIMELINE), Button(f"方案{cited.clause}原文", Quote(cited.clause))]],
    )


def _duties(phase_: Phase) -> str:
    return "\n".join(["到期前要完成:", *(f"· {safe(duty)}" for duty in phase_.duties)])


def _other_phase(other: Phase, on: date) -> str:
    if other.ends_on < on:
        return f"「{safe(other.name)}」已于{other.ends_on:%Y年}{day(other.ends_on)}结束。"
    return (
        f"「{safe(other.name)}」{other.starts_on:%Y年}{day(other.starts_on)}开始(还有{(other.starts_on - on).days}天),"
        f"{other.ends_on:%Y年}{day(other.ends_on)}结束(还有{(other.ends_on - on).days}天)。\n{_duties(other)}"
    )


def hotlines(plan: Plan) -> Screen:
    """Every number with what it is for."""
    lines = [f"· <b>{line.number}</b> {safe(line.purpose)}" for line in plan.hotlines]
    clauses = list(dict.fromkeys(line.clause for line in plan.hotlines))
    return screen(
        "\n".join(["投诉举报电话:", *lines]),
        buttons=[[Button(f"方案{clause}原文", Quote(clause)) for clause in clauses[:2]]],
    )
