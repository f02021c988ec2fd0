"""One indicator: its newest figure, its figure of a period, its target, who is responsible for it."""

from collections.abc import Sequence
from datetime import date

from handlers.actions_answers import asking
from handlers.buttons import Ask
from handlers.screen import Button, Link, Screen, safe, screen
from handlers.texts.answers.parts import (
    awaited,
    change,
    next_questions,
    projected,
    reading,
    reported,
    target_line,
    title,
    verdict,
    way_words,
)
from handlers.texts.words import day, period_words, unit_name
from qbot.answering import Figure
from qbot.ledger.current import Current
from qbot.ledger.projection import Projection
from qbot.periods import Period
from qbot.plan.models import Indicator, Phase, Plan


def now(
    plan: Plan,
    current: Current,
    *,
    on: date,
    reporter: str,
    projection: Projection | None = None,
    phase: Phase | None = None,
) -> Screen:
    """The newest figure of one indicator; where a later one is overdue, that comes first."""
    indicator = current.indicator
    lines = [title(plan, indicator)]
    if current.version is None or current.period is None:
        lines.append(awaited(current) if current.overdue or current.promise else "⚪ 尚未报送")
        lines.append("此前没有任何一期的数。")
    elif current.overdue:
        lines.append(awaited(current))
        lines.append(f"最近一次:{period_words(str(current.period))} {reading(current.version, indicator)}")
    else:
        running = "(本期未结束)" if current.period.ends_on >= on else ""
        lines += [
            _judged(f"{period_words(str(current.period))}{running}", current, indicator),
            way_words(current.version, current.assessment, indicator),
            change(current.version, current.before, indicator),
        ]
    lines += [reported(plan, current.version, reporter), target_line(indicator)]
    if not current.overdue:
        lines.append(f"{period_words(str(current.awaited))}应于{day(current.awaited_due_on)}前报")
        lines.append(projected(projection, indicator, phase))
    return screen("\n".join(filter(None, lines)), buttons=next_questions(indicator, current.period))


def at(plan: Plan, asked: Figure, *, unit: str | None, reporter: str, instead: str = "") -> Screen:
    """The figure of a period that was named, the city's or a unit's own; `instead` says that it is told in place
    of a shorter time."""
    indicator = asked.indicator
    lines = [title(plan, indicator, unit), instead]
    if asked.version is not None:
        lines += [
            _judged(period_words(str(asked.period)), asked, indicator),
            way_words(asked.version, asked.assessment, indicator),
            change(asked.version, asked.before, indicator),
        ]
    lines += [reported(plan, asked.version, reporter), target_line(indicator)]
    if unit is not None:
        buttons: Sequence[Sequence[Button | Link]] = [[Button("全市的数", asking("value", indicator.id))]]
    else:
        buttons = next_questions(indicator, asked.period if asked.version else None)
    return screen("\n".join(filter(None, lines)), buttons=buttons)


def _judged(when: str, found: Current | Figure, indicator: Indicator) -> str:
    if found.version is None:
        return ""
    told = reading(found.version, indicator)
    if found.version.verdict == "returned":
        return f"⚪ {when}:办公室已退回,等待重报(退回的数 {told})"
    return f"{when}:{told} {verdict(found.version, found.assessment, indicator)}".rstrip()


def nothing(plan: Plan, indicator: Indicator, *, unit: str | None) -> Screen:
    """No figure at all from the unit that was named."""
    city = [
        [Button("全市的数", asking("value", indicator.id)), Button("谁负责", asking("owner", indicator.id))]
    ]
    return screen(
        f"{title(plan, indicator, unit)}\n⚪ 尚未报送:没有任何一期的数。", buttons=city if unit else ()
    )


def target(plan: Plan, indicator: Indicator, *, beside: str = "") -> Screen:
    """What was promised and since when; `beside` tells what is known of others that it is measured by."""
    holds = indicator.target.holds_from
    proposed = "(拟定)" if "target.holds_from" in indicator.proposed else ""
    return screen(
        "\n".join(
            filter(
                None,
                [
                    title(plan, indicator),
                    target_line(indicator),
                    beside,
                    f"自{holds:%Y年}{day(holds)}起执行{proposed}",
                ],
            )
        ),
        buttons=[
            [
                Button("现在多少", asking("value", indicator.id)),
                Button("谁负责", asking("owner", indicator.id)),
            ]
        ],
    )


def owner(plan: Plan, indicator: Indicator, *, contacts: Sequence[str] | None = None) -> Screen:
    """Whose indicator it is; `contacts` are names, None where they are not to be told."""
    proposed = "(拟定)" if "lead_unit" in indicator.proposed else ""
    lines = [title(plan, indicator), f"责任单位:{safe(unit_name(plan, indicator.lead_unit))}{proposed}"]
    if contacts is not None:
        lines.append(f"联络员:{safe('、'.join(contacts)) or '还没有'}")
    return screen(
        "\n".join(lines),
        buttons=[
            [
                Button("现在多少", asking("value", indicator.id)),
                Button("目标", asking("target", indicator.id)),
            ]
        ],
    )


def owners(plan: Plan, indicators: Sequence[Indicator]) -> Screen:
    """A line for each unit with what it is responsible for."""
    of_unit: dict[str, list[str]] = {}
    for each in indicators:
        of_unit.setdefault(each.lead_unit, []).append(each.short)
    lines = [f"· {safe(unit_name(plan, unit))}:{safe('、'.join(names))}" for unit, names in of_unit.items()]
    is_proposed = any("lead_unit" in each.proposed for each in indicators)
    head = f"<b>责任单位</b>{'(拟定)' if is_proposed else ''}"
    buttons = [[Button("哪些没达标", Ask("unmet", "")), Button("谁还没报", Ask("missing", ""))]]
    return screen("\n".join([head, *lines]), buttons=buttons)


def no_such_period(plan: Plan, named: Sequence[str]) -> Screen:
    """A period that does not exist or has not begun is not answered with another one."""
    buttons = [Button(f"{plan.indicator[each].short}现在多少", asking("value", each)) for each in named]
    return screen(
        "您问的期次不存在或还没有开始,没有数可答。请换一个月份或季度,例如「3月」「一季度」。",
        buttons=[buttons[i : i + 2] for i in range(0, len(buttons), 2)],
    )


def which_indicator(
    plan: Plan, about: str, candidates: Sequence[str], *, period: Period | None = None
) -> Screen:
    """Ask which indicator a question is about."""
    buttons = [Button(plan.indicator[each].short, asking(about, each, period)) for each in candidates]
    return screen("您问的是哪项指标?", buttons=[buttons[i : i + 2] for i in range(0, len(buttons), 2)])
