"""Questions that go to the office, and its answers on their way back."""

from collections.abc import Sequence

from handlers.actions_answers import AnswerQuestion
from handlers.screen import Button, Screen, safe, screen
from handlers.texts.words import moment, period_words
from qbot.matters import Matter
from qbot.plan.models import Plan

HAND_ON_WHAT = "要转告什么?请写在后面一起发,例如「转办公室 3月药品的佐证作废」。"
ASKED = "「为什么」已转办公室,答复会发到这里。"
NOTED = "「为什么」已记下;办公室暂时没有人能收到消息,上线后就能看到。"
ANSWERED = "✅ 已发给提问人。"
SETTLED_BY_ANOTHER = "这个问题已经有人处理过了。"
SETTLED = "好的,这个问题不再等待答复。"
LONGEST_QUESTION = 1000


def passed_on(*, is_heard: bool, is_wished: bool) -> str:
    """That the words are with the office, whether the person or the bot wanted them to be."""
    if is_heard:
        return (
            "📨 已转办公室,答复会发到这里。" if is_wished else "这个问题我答不了,已转办公室。答复会发到这里。"
        )
    noted = "已记下。办公室暂时没有人能收到消息,上线后就能看到。"
    return noted if is_wished else f"这个问题我答不了,{noted}"


def to_office(plan: Plan, matter: Matter, *, who: str, where: str) -> Screen:
    """The question with whoever asked it, where, and what was spoken of before."""
    context = _context(plan, matter)
    return screen(
        f"❓ 待答复:{safe(who)}({safe(where)} {moment(matter.opened_at)})\n"
        f"<blockquote>{safe(matter.text[:LONGEST_QUESTION])}</blockquote>{context}",
        "回复本条消息,或点「回复」后写下答复,我会转给提问人。",
        buttons=_buttons(matter),
    )


def _context(plan: Plan, matter: Matter) -> str:
    names = [
        plan.indicator[each].name for each in matter.payload.get("indicators", ()) if each in plan.indicator
    ]
    period = matter.payload.get("period")
    spoken = "、".join([*names, *([period_words(period)] if period else [])])
    return f"\n此前在问:{safe(spoken)}" if spoken else ""


def _buttons(matter: Matter) -> Sequence[Sequence[Button]]:
    return [
        [
            Button("回复", AnswerQuestion(matter.id, 0)),
            Button("不需要答复", AnswerQuestion(matter.id, 1)),
        ]
    ]


def reasons(on_record: Sequence[tuple[str, str]]) -> str:
    """What the ledger holds of reasons, each with its indicator's short name."""
    if not on_record:
        return "台账里没有记原因。"
    return "\n".join(["台账里的说明:", *(f"· {safe(name)}:{safe(words)}" for name, words in on_record)])


def type_answer(matter: Matter) -> Screen:
    return screen(f"请写下给提问人的答复(10分钟内):\n<blockquote>{safe(matter.text[:200])}</blockquote>")


def answer(words: str, *, question: str) -> Screen:
    """The office's answer, where the question was asked."""
    return screen(f"📮 办公室答复「{safe(question[:60])}」:\n{safe(words)}")


def listing(plan: Plan, matters: Sequence[Matter], *, whos: Sequence[str]) -> Sequence[Screen]:
    """Every question that waits, oldest first."""
    if not matters:
        return [screen("没有等待答复的问题。")]
    return [
        to_office(plan, matter, who=who, where="等待中") for matter, who in zip(matters, whos, strict=True)
    ]
