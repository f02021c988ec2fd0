"""Where a figure comes from: who, when, in which words, every version, what proves it, what was said of it."""

from collections.abc import Mapping, Sequence

from handlers.actions_answers import Quote, asking
from handlers.screen import Button, Screen, safe, screen
from handlers.texts.answers.parts import reading, reported, target_line, title
from handlers.texts.words import figure, moment, period_words, reported_by, standing
from qbot.answering.tracing import Trace
from qbot.ledger.reviews import Review, Step
from qbot.ledger.versions import Version
from qbot.periods import Period
from qbot.plan.models import Indicator, Plan, cited
from qbot.plan.words import FREQUENCY_WORDS

LONGEST_TEXT = 1500
SHOWN = 10
_STEPS: Mapping[Step, str] = {
    "passed": "审核通过", "returned": "退回", "asked": "办公室询问", "answered": "答复", "disputed": "单位反映有误",
}  # fmt: skip
NO_SUCH_NUMBER = "没有这个编号的报送记录。请核对回执上的 R- 编号。"


def source(plan: Plan, trace: Trace, *, names: Mapping[int, str]) -> Screen:
    """The whole trace; `names` are the reporters' and reviewers' by person id, empty where none may be told."""
    version = trace.version
    indicator = plan.indicator.get(version.series.indicator)
    if indicator is None:
        return screen(NO_SUCH_NUMBER)
    head = [
        f"{title(plan, indicator)} {period_words(version.series.period)} {_told(version, indicator)}",
        reported(plan, version, names.get(version.draft.reporter_id, "")),
        _now(trace, indicator),
        target_line(indicator),
        f"佐证{trace.papers}份" if trace.papers else "没有佐证",
    ]
    return screen(
        "\n".join(filter(None, head)),
        _original(version) if names else "",
        _versions(trace.history, indicator, names) if names or len(trace.history) > 1 else "",
        _reviews(trace.reviews, names),
        buttons=_buttons(indicator, version),
    )


def of_parts(
    plan: Plan,
    indicator: Indicator,
    asked: Period,
    parts: Mapping[Period, Version],
    *,
    reporters: Mapping[Period, str],
) -> Screen:
    """Where the parts of a time come from that was not reported as a whole, newest first."""
    shown = sorted(parts, reverse=True)[:SHOWN]
    lines = [
        f"· {period_words(str(each))} {reading(parts[each], indicator)} {reported(plan, parts[each], reporters[each])}"
        for each in shown
    ]
    every = FREQUENCY_WORDS[indicator.frequency]
    keys = [Button(f"{period_words(str(each))}来源", asking("source", indicator.id, each)) for each in shown]
    return screen(
        "\n".join(
            [title(plan, indicator), f"{period_words(str(asked))}没有单独报数,按{every}的来源如下", *lines]
        ),
        buttons=[keys[at : at + 2] for at in range(0, len(keys), 2)],
    )


def nothing(plan: Plan, indicator: Indicator) -> Screen:
    return screen(
        f"{title(plan, indicator)}\n⚪ 尚未报送,没有来源可查。",
        buttons=[[Button("谁负责", asking("owner", indicator.id))]],
    )


def _told(version: Version, indicator: Indicator) -> str:
    return "撤销" if version.draft.state == "withdrawn" else reading(version, indicator)


def _now(trace: Trace, indicator: Indicator) -> str:
    """What counts now, where it is not the version that was asked about."""
    if trace.stands is None:
        return "这一期的数已撤销,现为:未报"
    if trace.stands.number == trace.version.number:
        return ""
    return f"现在作数的是 R-{trace.stands.number}:{_told(trace.stands, indicator)} · {standing(trace.stands)}"


def _original(version: Version) -> str:
    return f"原文:\n<blockquote>{safe(version.draft.text[:LONGEST_TEXT])}</blockquote>"


def _versions(history: Sequence[Version], indicator: Indicator, names: Mapping[int, str]) -> str:
    lines = [_version(each, indicator, names) for each in history[-SHOWN:]]
    more = [f"…更早的{len(history) - SHOWN}个版本略"] if len(history) > SHOWN else []
    return "\n".join([f"全部版本({len(history)}):", *more, *lines])


def _version(version: Version, indicator: Indicator, names: Mapping[int, str]) -> str:
    draft = version.draft
    name = safe(reported_by(version, names.get(draft.reporter_id, "")))
    when = " ".join(filter(None, (moment(version.reported_at), name)))
    what = f"撤销 R-{draft.withdraws}" if draft.state == "withdrawn" else _plain(version, indicator)
    reason = f" 原因:{safe(draft.reason)}" if draft.reason else ""
    return f"· R-{version.number} {when} {what}{reason}"


def _plain(version: Version, indicator: Indicator) -> str:
    told = reading(version, indicator) if version.value is None else figure(version, indicator)
    return f"{told} · {standing(version)}"


def _reviews(reviews: Sequence[Review], names: Mapping[int, str]) -> str:
    if not reviews:
        return ""
    lines = [_review(each, names) for each in reviews[-SHOWN:]]
    return "\n".join(["审核:", *lines])


def _review(each: Review, names: Mapping[int, str]) -> str:
    who = f" {safe(names[each.person_id])}" if each.person_id in names else ""
    words = f":{safe(each.words)}" if each.words and names else ""
    return f"· {moment(each.said_at)}{who} {_STEPS[each.step]}{words}"


def _buttons(indicator: Indicator, version: Version) -> Sequence[Sequence[Button]]:
    period = Period.parse(version.series.period)
    clause = cited(indicator.target.clause)[0]
    return [
        [Button("这一期", asking("value", indicator.id, period)), Button(f"方案{clause}原文", Quote(clause))]
    ]
