"""Words of the review: the card of a figure, its verdicts, and what its unit is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handlers.actions_review import Inquire, Pass, PassPlain, Return, ShowReview
from handlers.screen import Button, Screen, safe, screen
from handlers.texts.words import difference, distance, figure, light, period_words, unit_name
from qbot.clock import city_time
from qbot.ledger.assessment import Assessment
from qbot.ledger.reviews import Ground, Queue, Review, Step, Waiting
from qbot.ledger.versions import Version
from qbot.plan.models import Indicator, Plan
from qbot.plan.words import target_words

REASONS = ("口径不符", "数据存疑", "缺佐证")
ASK_REASON, OWN_WORDS = -1, -2
SHOWN_TEXT, SHOWN_PERIODS = 600, 8
GROUNDS: Mapping[Ground, str] = {
    "fall": "累计数下降",
    "jump": "与往期相差过大",
    "swapped": "可能数字写反",
    "point": "可能小数点错位",
    "exchanged": "可能分子分母写反",
    "carried-over": "沿用上期",
    "stood-in": "由他人代报",
    "inapplicable": "称不适用",
    "late": "逾期后更正",
    "replaced": "改动过",
    "disputed": "单位称有误",
}
_SAID: Mapping[Step, str] = {
    "passed": "通过",
    "returned": "退回",
    "asked": "问",
    "answered": "答",
    "disputed": "称有误",
}

NOTHING = "✅ 没有待审的数。"
END_OF_QUEUE = "后面没有待审的数了。"
NO_SUCH_FIGURE = "没有这个编号的数,请核对 R-号。写法:/review R-12"
HOW = "写法:/review R-12 通过,/review R-12 退回 缺佐证,/review R-12 询问 为什么降了,/review 全部通过"
REPLACED = "这个数已被更正或撤销,请看新的待审数:/review"
JUDGED = "这个数已有人审过了。要改,请发 /review R-号。"
QUEUE_CHANGED = "待审的数刚有变化,请重新核对后再确认。"
NOBODY_TO_ASK = "这个单位没有可联系的联络员,请先邀请:/invite"
ASKED = "已转问"
ANSWERED = "📎 已作为 R-{number} 的说明转给办公室。"
DISPUTED = "已告知办公室。如知道正确的数,请直接发来。"
DISPUTED_ALREADY = "您已说过这个数有误,办公室已收到。"
NOT_YOUR_UNIT = "只有该单位的联络员可以点。"


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure under review with all that its card tells; `evidence` counts its papers."""

    version: Version
    indicator: Indicator
    assessment: Assessment
    before: Version | None
    replaced: Version | None
    reporter: str
    grounds: Sequence[Ground]
    entries: Sequence[tuple[Review, str]]
    evidence: int
    seen: int


def card(plan: Plan, shown: Shown, queue: Queue, *, done: str = "") -> Screen:
    """One figure with everything needed to judge it."""
    version, indicator = shown.version, shown.indicator
    head = f"📋 待审 {len(queue.all)} 条" + (f",其中标记 {len(queue.flagged)} 条" if queue.flagged else "")
    own = version.series.unit != indicator.lead_unit
    verdict = "" if own else " ".join(filter(None, (light(shown.assessment), _gap(shown))))
    lines = [
        f"<b>{safe(indicator.name)}</b> · {period_words(version.series.period)} R-{version.number}",
        f"<b>{figure(version, indicator)}</b> 目标 {target_words(indicator)} {verdict}".rstrip(),
        f"{safe(unit_name(plan, version.series.unit))}自报,不计入全市数" if own else "",
        _beside(shown),
        _marks(shown),
    ]
    at = city_time(version.reported_at)
    who = f"{unit_name(plan, version.series.unit)} {shown.reporter} {at.month}月{at.day}日{at:%H:%M}报"
    tail = [f"{safe(who)} · 佐证 {shown.evidence} 件"]
    text = version.draft.text
    quoted = safe(text[:SHOWN_TEXT] + ("…" if len(text) > SHOWN_TEXT else ""))
    return screen(
        done,
        head,
        "\n".join(filter(None, lines)),
        "\n".join([*tail, f"<blockquote>{quoted}</blockquote>"]),
        _talk(shown.entries),
        buttons=_buttons(shown, queue),
    )


def _gap(shown: Shown) -> str:
    return distance(shown.assessment, shown.indicator)


def _beside(shown: Shown) -> str:
    """The figure of the period before, and what this one replaced."""
    value, parts = shown.version.value, []
    if shown.before is not None and shown.before.value is not None and value is not None:
        change = difference(value - shown.before.value, shown.indicator)
        when = period_words(shown.before.series.period)
        parts.append(f"上期({when}){figure(shown.before, shown.indicator)},{change}")
    if shown.replaced is not None:
        parts.append(f"原报 {figure(shown.replaced, shown.indicator)}(R-{shown.replaced.number})")
    return ";".join(parts)


def _marks(shown: Shown) -> str:
    marks = "、".join(GROUNDS[each] for each in shown.grounds)
    reason = shown.version.draft.reason
    return "\n".join(
        filter(None, (f"⚠️ {marks}" if marks else "", f"报送人说明:{safe(reason)}" if reason else ""))
    )


def _talk(entries: Sequence[tuple[Review, str]]) -> str:
    return "\n".join(_entry(entry, name) for entry, name in entries)


def _entry(entry: Review, name: str) -> str:
    at = city_time(entry.said_at)
    words = f":{entry.words}" if entry.words else ""
    return safe(f"· {at.month}月{at.day}日{at:%H:%M} {name}{_SAID[entry.step]}{words}")


def _buttons(shown: Shown, queue: Queue) -> Sequence[Sequence[Button]]:
    number, seen = shown.version.number, shown.seen
    rows = [
        [Button("通过", Pass(number, seen)), Button("退回", Return(number, seen, ASK_REASON))],
        [Button("询问", Inquire(number)), Button("跳过", ShowReview(number))],
    ]
    if queue.plain:
        until = max(each.number for each in queue.plain)
        count = len(queue.plain)
        rows.append([Button(f"全部通过未标记的 {count} 条", PassPlain(until, count, 0))])
    return rows


def nothing(done: str = "", *, at_end: bool = False, left: int = 0) -> Screen:
    """The queue is empty, or was walked to its end."""
    if not left:
        return screen(done, NOTHING)
    again = [[Button("从头再看", ShowReview(0))]]
    return screen(done, f"{END_OF_QUEUE if at_end else ''}还有 {left} 条待审。", buttons=again)


def line(plan: Plan, version: Version) -> str:
    """A figure in one line: 重点食品 2018年3月 96.6%(483/500)."""
    indicator = plan.indicator[version.series.indicator]
    return f"{safe(indicator.name)} {period_words(version.series.period)} {figure(version, indicator)}"


def passed(plan: Plan, version: Version) -> str:
    return f"✅ 已通过 R-{version.number} {line(plan, version)}"


def returned(plan: Plan, version: Version, reason: str, *, told: Sequence[str]) -> str:
    """What the office reads: the figure is given back, and who knows."""
    who = f"已通知 {'、'.join(told)}" if told else f"⚠️ {NOBODY_TO_ASK}"
    return f"↩️ 已退回 R-{version.number} {line(plan, version)}\n原因:{safe(reason)}。{safe(who)}"


def choose_reason(plan: Plan, version: Version, *, seen: int) -> Screen:
    number = version.number
    buttons = [Button(reason, Return(number, seen, index)) for index, reason in enumerate(REASONS)]
    return screen(
        f"退回 R-{number} {line(plan, version)}\n请选原因,或直接写一句(10 分钟内),将立即通知该单位联络员:",
        buttons=[
            buttons,
            [Button("自己写原因", Return(number, seen, OWN_WORDS)), Button("先不退", ShowReview(0))],
        ],
    )


def type_reason(number: int) -> Screen:
    return screen(f"✍️ 请直接写退回 R-{number} 的原因(10 分钟内的下一句话)。不退了请发 /cancel。")


def type_question(number: int) -> Screen:
    return screen(f"✍️ 请直接写要问的话,将转给 R-{number} 的报送人(10 分钟内的下一句话)。不问了请发 /cancel。")


def give_back(plan: Plan, version: Version, reason: str) -> Screen:
    """What the unit's contacts read."""
    return screen(
        f"↩️ R-{version.number} 被办公室退回\n{line(plan, version)}\n原因:{safe(reason)}",
        "这一期需要重报:核对后回复本条写上数(例如「96.5」),或照常发一句报数;数没错也请再报一次并附说明。",
    )


def question(plan: Plan, version: Version, words: str, *, by: str) -> Screen:
    """What the reporter reads."""
    return screen(
        f"❓ 办公室({safe(by)})问 R-{version.number}\n{line(plan, version)}",
        f"「{safe(words)}」",
        "直接回复本条即可,答复会附在这个数上。",
    )


def asked(version: Version, *, told: Sequence[str]) -> str:
    return safe(f"❓ 已就 R-{version.number} 询问 {'、'.join(told)},答复会转给您。")


def answer(plan: Plan, version: Version, words: str, *, by: str) -> Screen:
    """What the office reads when the answer comes."""
    return screen(
        f"📎 {safe(by)} 答复 R-{version.number}\n{line(plan, version)}",
        f"「{safe(words)}」",
        buttons=[[Button("去审核", ShowReview(0))]],
    )


def dispute(plan: Plan, version: Version, *, by: str) -> Screen:
    """What the office reads when a unit calls its figure wrong."""
    return screen(
        f"⚠️ {safe(by)} 说 R-{version.number} 有误\n{line(plan, version)}\n"
        f"{safe(unit_name(plan, version.series.unit))},请与对方核对。",
        buttons=[[Button("去审核", ShowReview(0))]],
    )


def confirm_plain(plan: Plan, chosen: Sequence[Waiting], *, until: int) -> Screen:
    """Name what would be passed: how many, of which periods."""
    count = len(chosen)
    return screen(
        f"将通过 {count} 条未标记的数:{_periods(chosen)}。\n标记过的不在内。确定吗?",
        buttons=[[Button(f"确定通过 {count} 条", PassPlain(until, count, 1)), Button("先不", ShowReview(0))]],
    )


def plain_passed(chosen: Sequence[Waiting]) -> str:
    return f"✅ 已通过 {len(chosen)} 条:{_periods(chosen)}。"


def _periods(chosen: Sequence[Waiting]) -> str:
    counts: dict[str, int] = {}
    for each in sorted(chosen, key=lambda one: one.period):
        counts[each.period] = counts.get(each.period, 0) + 1
    parts = [f"{period_words(period)} {count} 条" for period, count in counts.items()]
    more = f"等 {len(parts)} 个期次" if len(parts) > SHOWN_PERIODS else ""
    return "、".join(parts[:SHOWN_PERIODS]) + more
