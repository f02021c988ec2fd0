"""Words of the practice round; every one of them says that nothing is recorded."""

from collections.abc import Sequence

from handlers.actions_absences import Practise
from handlers.screen import Button, Screen, safe, screen
from handlers.texts.words import measured, period_words, promised_day
from qbot.plan.models import Indicator, Plan
from qbot.promises import Blank
from qbot.reading.meaning import Item

MARK = "🧪 <b>练习,不记录</b>"
END = [[Button("结束练习", Practise(0))]]
ENDED = "练习结束。以上内容都没有记录,现在发的就是正式的了。"
NOT_PRACTISING = "现在不在练习中,发的内容会正式处理。发「练习」可以开始。"
AGAIN = "没看懂这句,再试一次,或照抄上面的例子。"
IN_PRIVATE = "请私聊我练习。"


def step(indicator: Indicator, number: int, period: str) -> Screen:
    """One of the three exercises."""
    example = _example(indicator, number, period)
    asks = (
        f"一共三步。第1步:报一个数。照这样发一句:\n<code>{safe(example)}</code>",
        f"第2步:报错了怎么办?发「更正」加新数:\n<code>{safe(example)}</code>",
        f"第3步:数还没出来怎么办?说哪天能报:\n<code>{safe(example)}</code>",
    )
    return screen(MARK, asks[number], buttons=END)


def _example(indicator: Indicator, number: int, period: str) -> str:
    value = "96.5%" if indicator.measure == "%" else f"2{indicator.measure}"
    other = "97.2%" if indicator.measure == "%" else f"3{indicator.measure}"
    said = period_words(period).partition("年")[2]
    return (
        f"{said}{indicator.short}{value}",
        f"更正 {said}{indicator.short}{other}",
        f"{indicator.short}周五报",
    )[number]


def understood(plan: Plan, items: Sequence[Item]) -> str:
    """How a figure would have been read."""
    lines = [
        f"{safe(plan.indicator[each.indicator].name)} · {period_words(each.period)} "
        f"{measured(each.value, plan.indicator[each.indicator])}"
        for each in items
    ]
    return "👍 看懂了,正式发会记成:\n" + "\n".join(lines)


def understood_blanks(blanks: Sequence[Blank]) -> str:
    """How a promise would have been read."""
    days = "、".join(promised_day(each.promised_on) for each in blanks if each.promised_on is not None)
    return f"👍 看懂了,正式发会记成:暂无{',承诺' + days + '报' if days else ',会接着问您哪天能报'}。"


def asked_back() -> str:
    return "👍 看出您在报数;正式发时,没说清的(哪项、哪期)会用按钮问您。"


def done() -> Screen:
    return screen(
        MARK,
        "🎉 三步都会了!另外:发错了点回执上的「撤销」;/mine 看还差什么;有急事直接说「突发:…」。",
        ENDED,
    )


def again() -> Screen:
    return screen(MARK, AGAIN, buttons=END)


def no_files() -> Screen:
    return screen(MARK, "练习中不收照片和文件,这一份没有保存。要报佐证请先结束练习。", buttons=END)


def went_well(words: str) -> str:
    return f"{MARK}\n{words}"
