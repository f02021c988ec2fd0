"""The correction note."""

from collections.abc import Sequence

from qbot.clock import city_day
from qbot.documents.snapshot import PEERS, Quoted, Snapshot
from qbot.documents.words.brief import BRIEF_TITLE
from qbot.documents.words.common import (
    NONE,
    SITUATION_WORDS,
    day_words,
    indicator_name,
    issue_number,
    listed,
    period_text,
    quoted_words,
)
from qbot.plan.models import Plan

CORRECTION_TITLE = "更正说明"
CORRECTION_COLUMNS = ("代码", "内容", "原载", "更正为", "说明")
SHOWN = 12  # characters of the checksum that tell one issue from another
NO_LONGER = "不再列出"
NO_CORRECTION = "经核对，本期所载数字无需更正。"


def correction_intro(issued: Snapshot) -> str:
    on = day_words(city_day(issued.issued_at))
    return (
        f"{on}印发的《{BRIEF_TITLE}》{issue_number(issued.number)}（校验码{issued.checksum[:SHOWN]}）中，"
        "下列数字此后经更正，现予说明。原简报存档不变。"
    )


def correction_subject(plan: Plan, quoted: Quoted) -> str:
    """What a figure of an issue is about, as the note names it."""
    if quoted.about == "count":
        name = SITUATION_WORDS.get(quoted.of, "")  # type: ignore[call-overload]
        return f"{name}指标数"
    if quoted.about == "owed":
        return _OWED_NAMES[quoted.of]
    return indicator_name(plan, quoted.of.removesuffix(PEERS)) + _of_indicator(quoted)


def _of_indicator(quoted: Quoted) -> str:
    match quoted.about:
        case "distance":
            return f"与{'参考值' if quoted.of.endswith(PEERS) else '目标'}的差距"
        case "change":
            return "较上期变化"
        case "reference":
            return f"的参考值（{period_text(quoted.period)}）"
        case _:
            return f"（{period_text(quoted.period or quoted.awaited)}）"


_OWED_NAMES = {
    "expected": "应报送数据",
    "reported": "已报送数据",
    "open": "未报送数据",
    "overdue": "逾期未报数据",
}


def corrected_words(quoted: Quoted | None, *, beside: Quoted) -> str:
    """A figure in the table of corrections: value, period where it differs, light, R-number."""
    if quoted is None:
        return NO_LONGER
    parts = [quoted_words(quoted)]
    if quoted.period and quoted.period != beside.period:
        parts.insert(0, period_text(quoted.period))
    if quoted.situation:
        parts.append(SITUATION_WORDS[quoted.situation])
    if quoted.version:
        parts.append(f"R-{quoted.version}")
    return "\n".join(parts)


def derived_from(codes: Sequence[str]) -> str:
    return f"随{listed(codes)}更正" if codes else NONE
