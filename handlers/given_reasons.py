"""Words that nothing else took are the reason, where the newest question has just asked for one."""

from handlers import promise_answers
from handlers.holding import REASON, WITHDRAWAL
from handlers.picking import explained
from handlers.promises import DAY
from handlers.questions import brought_by
from handlers.screen import screen
from handlers.texts import asking as texts
from handlers.visit import Visit
from qbot.given_reasons import read_reason
from qbot.people import Person
from qbot.ports import PendingQuestion
from qbot.reading.meaning import Meaning


async def given(visit: Visit, person: Person, meaning: Meaning) -> bool:
    """Whether the words are the reason that the newest open question asks for: why a figure is changed or
    taken back, or why there is none yet."""
    if not visit.is_private or meaning.intent != "other" or meaning.items or meaning.clarify:
        return False
    async with visit.desk.store.reading() as tx:
        open_ = await tx.questions.open_for(person.id, visit.chat_id)
    newest = open_[0] if open_ and open_[0].expires_at > visit.at else None
    if newest is None or newest.kind not in (REASON, WITHDRAWAL, DAY):
        return False
    if newest.kind == DAY:
        return await promise_answers.because(visit, person, newest)
    if read_reason(visit.desk.reader, visit.text, on=visit.on) is None:
        return False
    message = brought_by(newest)
    if message and any(each.kind == REASON and brought_by(each) == message for each in open_[1:]):
        await visit.answer(screen(texts.ANSWER_WHICH))
    else:
        await _explain(visit, person, newest)
    return True


async def _explain(visit: Visit, person: Person, question: PendingQuestion) -> None:
    async with visit.writing() as tx:
        if await tx.questions.close(question.id, outcome="answered", at=visit.at):
            await explained(tx, visit, person, question, visit.text.strip().rstrip("。！!"))
        else:
            await visit.say(tx, screen(texts.CLOSED))
