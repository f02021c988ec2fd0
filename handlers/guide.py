"""Finding one's way: /help, /cancel, and the office's /why."""

from collections.abc import Sequence

from handlers.conversation import Command, Conversation
from handlers.screen import screen
from handlers.texts import explain, refusals
from handlers.texts import people as people_texts
from handlers.visit import Visit
from qbot.people import Person


async def _help(visit: Visit, person: Person, _words: Sequence[str]) -> None:
    await visit.answer(people_texts.help_for(visit.desk.plan, person))


async def _cancel(visit: Visit, person: Person, _words: Sequence[str]) -> None:
    async with visit.writing() as tx:
        open_ = await tx.questions.open_for(person.id, visit.chat_id)
        for question in open_:
            await tx.questions.close(question.id, outcome="cancelled", at=visit.at)
        await visit.say(tx, screen(refusals.CANCELLED if open_ else refusals.NOTHING_TO_CANCEL))


async def _why(visit: Visit, person: Person, _words: Sequence[str]) -> None:
    """Explain the message that is replied to, as if its own sender's words were read now."""
    if not visit.reply_text:
        return await visit.answer(screen(explain.NO_MESSAGE))
    steps = visit.desk.reader.explain(visit.reply_text, on=visit.on, role="contact", chat=visit.chat_kind)
    return await visit.answer(explain.why(steps))


CONVERSATION = Conversation(
    commands=(
        Command("help", "怎么用", _help, phrases=("帮助", "怎么用", "使用说明")),
        Command("cancel", "取消进行中的提问", _cancel, phrases=("取消", "算了", "不报了")),
        Command("why", "回复一条消息:为什么这样读", _why, for_office=True, in_groups=True),
    )
)
