"""Words around the messages that wait to be claimed, and around added wordings."""

from collections.abc import Mapping, Sequence

from handlers.actions_claims import (
    ConfirmClaim,
    DismissClaim,
    DropWording,
    MeanReport,
    NameWording,
    OfferGuess,
    PickFor,
    ReplyToClaim,
    ShowClaim,
    TakeWording,
)
from handlers.screen import Button, Screen, safe, screen
from handlers.texts.words import measured, period_words
from qbot.aliases import AddedAlias
from qbot.asking import Completed
from qbot.clock import city_time
from qbot.matters import Matter
from qbot.plan.models import Plan
from qbot.rereading import WordingFault

PAGE = 8
SHOWN_TEXT = 800

PASSED_ON = (
    "这句我没看懂,没有记录,已转办公室认领,有结果会告诉您。报数也可以换个写法,例如「食品抽检 3月 96.5」。"
)
NOTHING = "✅ 没有待认领的消息。"
END = "后面没有了。"
HOW = "写法:/claims C-12 回复 内容,/claims C-12 作为报送,/claims C-12 设为别名,/claims C-12 无需处理"
UNKNOWN = "没有这个编号的待认领消息,什么都没有处理。发 /claims 看还有哪些。"
CLAIMED = "这条已经处理过了。"
SENDER_GONE = "发这条消息的人已不在名单里,不能请其确认。"
NOT_YOURS = "请由发消息的本人确认。"
NOT_CERTAIN = "这个数没有看准。请写成一个确定的数,可带期次,例如「3月 96.5」或「3月 500批次合格483」。"
NO_WORDINGS = "还没有添加过别名。"
WORDING_GONE = "这个别名已经移除过了。"
WORDINGS_CHANGED = "刚有人改动了别名,请再试一次。"
CHECKING = "⏳ 正在用新别名重读以前的全部消息,请稍候。"
CHECKED = "⏳ 已重读 {count} 条……"
_FAULTS: Mapping[WordingFault, str] = {
    "length": "别名要有 2 到 20 个字。",
    "characters": "别名里不能有数字、空格和标点。",
    "known": "这个词已有别的意思,不能当别名。",
}
UNSURE = "没有确认,这个数没有记录。如要报,请直接发一句,例如「食品抽检 3月 96.5」。"


_YES = frozenset(("对", "对的", "是", "是的", "没错", "确认", "正确"))
_NO = frozenset(("不对", "不是", "错了", "不是的", "有误"))


def is_yes(words: str) -> bool | None:
    """Whether words agree or deny; None when they do neither."""
    plain = "".join(ch for ch in words if ch.isalnum())
    return True if plain in _YES else False if plain in _NO else None


def told_office(who: str, matter: Matter) -> Screen:
    """The first of a queue is told; the others are found there."""
    return screen(
        f"📥 有待认领的消息,{safe(who)}:\n<blockquote>{safe(matter.text[:SHOWN_TEXT])}</blockquote>",
        buttons=[[Button("去认领", ShowClaim(matter.id - 1))]],
    )


def card(
    plan: Plan, matter: Matter, *, who: str, likely: Sequence[str], count: int, done: str = ""
) -> Screen:
    """One message with the best guess."""
    at = city_time(matter.opened_at)
    why = "(问过没有答,已过期)" if "question" in matter.payload else ""
    names = "、".join(plan.indicator[each].short for each in likely)
    return screen(
        done,
        f"📥 待认领 {count} 条",
        f"C-{matter.id} {safe(who)} {at.month}月{at.day}日{at:%H:%M}{why}\n"
        f"<blockquote>{safe(matter.text[:SHOWN_TEXT])}</blockquote>",
        f"可能是:{safe(names)}" if names else "",
        buttons=[
            [
                Button("作为报送…", PickFor("report", matter.id, 0)),
                Button("回复", ReplyToClaim(matter.id)),
            ],
            [
                Button("设为别名…", PickFor("alias", matter.id, 0)),
                Button("无需处理", DismissClaim(matter.id)),
            ],
            [Button("下一条", ShowClaim(matter.id))],
        ],
    )


def nothing(done: str = "", *, left: int = 0) -> Screen:
    """The queue is empty, or was walked to its end."""
    if not left:
        return screen(done, NOTHING)
    return screen(done, f"{END}还有 {left} 条待认领。", buttons=[[Button("从头再看", ShowClaim(0))]])


def pick(plan: Plan, matter: Matter, *, purpose: str, indicators: Sequence[str], page: int) -> Screen:
    """Which indicator was meant, the likely ones first, a page at a time."""
    action = MeanReport if purpose == "report" else NameWording
    shown = indicators[page * PAGE : (page + 1) * PAGE]
    buttons = [Button(plan.indicator[each].short, action(matter.id, each)) for each in shown]
    rows = [buttons[i : i + 2] for i in range(0, len(buttons), 2)]
    turn = [Button("返回", ShowClaim(matter.id - 1))]
    if (page + 1) * PAGE < len(indicators):
        turn.append(Button("更多", PickFor(purpose, matter.id, page + 1)))
    return screen(f"「{safe(matter.text[:200])}」\n说的是哪项指标?", buttons=[*rows, turn])


def ask_figure(plan: Plan, matter: Matter, indicator: str, guessed: Completed | None) -> Screen:
    """Which figure: the one guessed, or typed."""
    name = safe(plan.indicator[indicator].name)
    rows = []
    if guessed is not None:
        rows.append([Button(_figure(plan, guessed), OfferGuess(matter.id, indicator))])
    return screen(
        f"「{safe(matter.text[:200])}」\n按「{name}」报,是哪个数?",
        "点选,或直接写数和期次(10 分钟内的下一句话),例如「3月 96.5」。之后请发报人本人确认,确认前不记录。",
        buttons=rows,
    )


def _figure(plan: Plan, item: Completed) -> str:
    indicator = plan.indicator[item.indicator]
    counts = f"({item.numerator}/{item.denominator})" if item.numerator is not None else ""
    return f"{period_words(item.period)} {measured(item.value, indicator)}{counts}"


def confirm(plan: Plan, matter: Matter, item: Completed, *, question: int, by: str) -> Screen:
    """What the sender is asked."""
    at = city_time(matter.opened_at)
    name = safe(plan.indicator[item.indicator].name)
    return screen(
        f"❓ 您{at.month}月{at.day}日发的「{safe(matter.text[:200])}」,办公室({safe(by)})理解为:",
        f"<b>{name}</b> {_figure(plan, item)}",
        "对吗?点选或回复「对」「不对」;您确认后才记录,记在您名下。",
        buttons=[[Button("对,请记录", ConfirmClaim(question, 1)), Button("不对", ConfirmClaim(question, 0))]],
    )


def sent_to_confirm(plan: Plan, item: Completed, who: str) -> str:
    return f"已请 {safe(who)} 确认:{safe(plan.indicator[item.indicator].name)} {_figure(plan, item)}"


def confirmed(plan: Plan, item: Completed) -> Screen:
    return screen(f"好的:{safe(plan.indicator[item.indicator].name)} {_figure(plan, item)}")


def office_of_confirmation(who: str, matter: Matter, *, yes: bool) -> Screen:
    words = "确认了" if yes else "说不对,仍待认领"
    return screen(f"{'✅' if yes else '↩️'} {safe(who)} {words}:「{safe(matter.text[:200])}」")


def denied() -> Screen:
    return screen("好的,没有记录,已告知办公室。")


def type_reply(matter: Matter) -> Screen:
    return screen(
        f"✍️ 请直接写给发报人的回复(10 分钟内的下一句话):\n「{safe(matter.text[:200])}」\n不回了请发 /cancel。"
    )


def reply(words: str, *, by: str) -> Screen:
    """What the sender reads below the own message."""
    return screen(f"💬 办公室({safe(by)})回复:\n{safe(words)}")


def replied() -> str:
    return "✅ 已回复发报人。"


def dismissed() -> str:
    return "已标为无需处理。"


def ask_wording(plan: Plan, matter: Matter, indicator: str, wording: str) -> Screen:
    """Which words mean the indicator."""
    name = safe(plan.indicator[indicator].name)
    rows = [[Button(f"「{wording}」", TakeWording(matter.id, indicator))]] if wording else []
    return screen(
        f"「{safe(matter.text[:200])}」\n哪个词是「{name}」的别名?",
        "点选,或原样写出这个词(10 分钟内的下一句话)。会先重读以前的全部消息,不改变任何读法才采用。",
        buttons=rows,
    )


def wording_fault(fault: WordingFault) -> Screen:
    return screen(f"❌ {_FAULTS[fault]}")


def wording_changes(word: str, text: str) -> Screen:
    """Refused: an earlier message would be read otherwise."""
    return screen(
        f"❌ 没有采用「{safe(word)}」:它会改变以前这条消息的读法:",
        f"<blockquote>{safe(text[:SHOWN_TEXT])}</blockquote>",
        "请换一个更完整的叫法。",
    )


def wording_added(plan: Plan, alias: AddedAlias, *, read: int) -> Screen:
    name = safe(plan.indicator[alias.indicator].name)
    return screen(
        f"✅ 已采用:「{safe(alias.word)}」= {name},即刻生效。重读了 {read} 条消息,读法都没有变。",
        "这条消息仍待认领,可「作为报送」请发报人确认。",
        buttons=[[Button("撤销别名", DropWording(alias.id)), Button("回到待认领", ShowClaim(0))]],
    )


def wording_removed(alias: AddedAlias) -> Screen:
    return screen(f"↩️ 已移除别名「{safe(alias.word)}」,即刻生效。")


def wordings(plan: Plan, known: Sequence[AddedAlias]) -> Screen:
    """The added wordings, newest first, with their buttons."""
    if not known:
        return screen(NO_WORDINGS)
    newest = list(reversed(known))[:PAGE]
    lines = [f"· 「{safe(each.word)}」= {safe(_name(plan, each.indicator))}" for each in reversed(known)]
    rows = [[Button(f"移除「{each.word}」", DropWording(each.id))] for each in newest]
    return screen(f"添加的别名 {len(known)} 个:\n" + "\n".join(lines), buttons=rows)


def _name(plan: Plan, indicator: str) -> str:
    return plan.indicator[indicator].name if indicator in plan.indicator else indicator
