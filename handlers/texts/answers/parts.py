"""What most answers are made of: the name, the reading with its light, the change, the way to the target."""

from collections.abc import Sequence

from handlers.actions_answers import asking
from handlers.actions_pictures import trend_of
from handlers.screen import Button, Link, safe
from handlers.texts.words import (
    day,
    difference,
    distance,
    figure,
    light,
    measured,
    moment,
    period_words,
    reported_by,
    short_period,
    standing,
    unit_name,
)
from qbot.ledger.assessment import Assessment
from qbot.ledger.current import Current
from qbot.ledger.distance import Way, way_of
from qbot.ledger.projection import Projection
from qbot.ledger.references import has_reference
from qbot.ledger.versions import Version
from qbot.periods import Period
from qbot.plan.models import Indicator, Phase, Plan
from qbot.plan.words import periods_words, promise_words


def title(plan: Plan, indicator: Indicator, unit: str | None = None) -> str:
    name = f"<b>{safe(indicator.name)}</b>"
    return f"{name}\n{safe(unit_name(plan, unit))}自报,不计入全市数" if unit else name


def target_line(indicator: Indicator) -> str:
    return f"目标 {promise_words(indicator)}(方案{safe(indicator.target.clause)})"


def reading(version: Version, indicator: Indicator) -> str:
    """The figure, or in words why there is none: 不适用 and 暂无 are not 未报."""
    match version.draft.state:
        case "not-applicable":
            return f"不适用{_because(version)}"
        case "deferred":
            promised = version.draft.promised_on
            until = f",承诺{day(promised)}报" if promised else ""
            return f"暂无{_because(version)}{until}"
        case _:
            return f"<b>{figure(version, indicator)}</b>"


def _because(version: Version) -> str:
    return f"({safe(version.draft.reason)})" if version.draft.reason else ""


def verdict(version: Version, assessment: Assessment, indicator: Indicator) -> str:
    """The light and the distance; nothing where no figure is judged."""
    if version.value is None:
        return ""
    return " ".join(filter(None, (light(assessment), distance(assessment, indicator))))


def change(version: Version, before: Version | None, indicator: Indicator) -> str:
    if before is None or before.value is None or version.value is None:
        return ""
    since = short_period(before.series.period, version.series.period)
    return f"较{since} {difference(version.value - before.value, indicator)}"


def way_words(version: Version, assessment: Assessment, indicator: Indicator) -> str:
    """What must happen, in what people count: 再有5批次合格即可达标; what a trend is measured against."""
    if version.value is None or version.verdict == "returned":
        return ""
    if assessment.holds_from:
        return f"目标自{assessment.holds_from:%Y年}{day(assessment.holds_from)}起执行,这一期不作评判"
    if assessment.compared is not None and assessment.against is not None:
        before = f"对比{period_words(str(assessment.compared))}的{measured(assessment.against, indicator)}"
        return "\n".join(filter(None, (before, reference_words(assessment, indicator))))
    if has_reference(indicator):
        return reference_words(assessment, indicator)
    found = way_of(indicator.target, indicator.measure, version)
    return _way(found, indicator) if found else ""


def reference_words(assessment: Assessment, indicator: Indicator) -> str:
    """What others have, for which period; that nobody has entered it."""
    if not has_reference(indicator):
        return ""
    if assessment.referred is None:
        return others_words(assessment, indicator)
    of_when = period_words(str(assessment.referred.period))
    return f"对比{_others(indicator)}({of_when})的{measured(assessment.referred.value, indicator)}"


def others_words(assessment: Assessment, indicator: Indicator) -> str:
    """The figure beside what others have, with the difference: 低于全国同等城市(2018年二季度)83分,相差0.6分."""
    if not has_reference(indicator):
        return ""
    others = assessment.reference
    distance = assessment.peers.distance if assessment.peers else assessment.distance
    if others is None or distance is None:
        return f"{_others(indicator)}的数还没有录入,暂不能与它比较"
    told = f"{_others(indicator)}({period_words(str(others.period))}){measured(others.value, indicator)}"
    by = distance if indicator.target.better == "higher" else -distance
    amount = difference(abs(by), indicator).lstrip("+")
    return f"{'高于' if by > 0 else '低于'}{told},相差{amount}" if by else f"与{told}持平"


def _others(indicator: Indicator) -> str:
    return safe(indicator.target.reference or "参考值")


def _way(found: Way, indicator: Indicator) -> str:
    unit = indicator.counted_in or "个"
    if not found.reached:
        if indicator.lacking:
            enough = "补齐" if found.mended == found.failed else f"补上{found.mended}{unit}"
            return f"还有{found.failed}{unit}{indicator.lacking},{enough}即可达标"
        if found.more is None:
            return f"有{found.failed}{unit}不合格,本期已不能达到{target_value(indicator)}"
        return f"再有{found.more}{unit}合格即可达标"
    return f"还可承受{found.spare}{unit}{indicator.lacking or '不合格'}" if found.spare else ""


def target_value(indicator: Indicator) -> str:
    value = indicator.target.value
    return measured(value, indicator) if value is not None else promise_words(indicator)


def projected(found: Projection | None, indicator: Indicator, phase: Phase | None) -> str:
    """Where it is heading, and what that rests on."""
    if found is None or phase is None:
        return ""
    return (
        f"按近{found.points}期趋势推算,到「{safe(phase.name)}」结束({period_words(str(found.until))})"
        f"约{measured(found.value, indicator)},仅供参考"
    )


def awaited(now: Current) -> str:
    """All that is overdue, before a figure that is no longer the current one; what is promised is 暂无."""
    owed, lines = silent_periods(now), list[str]()
    if owed:
        first = "最早" if len(owed) > 1 else ""
        due = f"({first}应于{day(now.awaited_due_on)}前报)" if owed[0] == now.awaited else ""
        lines.append(f"⚪ {periods_words(owed)}尚未报送{due}")
    if now.promise is not None:
        when = period_words(now.promise.series.period)
        lines.append(f"⚪ {when} {reading(now.promise, now.indicator)}")
    return "\n".join(lines)


def silent_periods(now: Current) -> Sequence[Period]:
    """What is overdue and nothing was said of, not even when it will come."""
    promised = now.promise.series.period if now.promise is not None else ""
    return [each for each in now.unreported if str(each) != promised]


def reported(plan: Plan, version: Version | None, reporter: str) -> str:
    """By whom, when, under which number, in which standing."""
    if version is None:
        return ""
    who = f"{unit_name(plan, version.series.unit)} {reported_by(version, reporter)}".rstrip()
    return safe(f"{who} {moment(version.reported_at)}报(R-{version.number}) · {standing(version)}")


def next_questions(indicator: Indicator, period: Period | None) -> Sequence[Sequence[Button | Link]]:
    """What one asks next: after a figure its course and its source, after none who owes it."""
    if period is None:
        return [
            [Button("谁负责", asking("owner", indicator.id)), Button("目标", asking("target", indicator.id))]
        ]
    return [
        [
            Button("走势图", trend_of(indicator.id)),
            Button("历史", asking("history", indicator.id)),
            Button("对比", asking("compare", indicator.id, period)),
            Button("原始报文", asking("source", indicator.id, period)),
        ]
    ]
