"""What is typed in answer to a question about a promise: the names, 全部, a day, a day with its reason."""

from dataclasses import replace

from handlers.conversation import Conversation
from handlers.promises import DAY, WHICH, defer, is_complete, still_own
from handlers.screen import screen
from handlers.texts import promises as texts
from handlers.visit import Visit
from qbot.deferring import Pending
from qbot.given_reasons import read_reason
from qbot.people import Person
from qbot.ports import PendingQuestion
from qbot.promises import NOBODY_SAID, read_blanks, read_day
from qbot.reporting import speaking_units

SHORTEST_REASON = 4
_ALL = frozenset(("全部", "都是", "全都是", "所有", "都", "全部都是"))


async def _answers(visit: Visit, person: Person) -> bool:
    """Typed words that answer one of the person's open questions about a promise, the newest first."""
    if not speaking_units(visit.desk.plan, person):
        return False
    async with visit.desk.store.reading() as tx:
        open_ = await tx.questions.open_for(person.id, visit.chat_id)
    for question in open_:
        if question.kind in (WHICH, DAY) and question.expires_at > visit.at:
            pending = _typed(visit, question)
            if pending is None and visit.is_private and question is open_[0]:
                pending = _still_without(visit, question)
            if pending is not None:
                return await _go_on(visit, person, question, pending)
    return False


async def because(visit: Visit, person: Person, question: PendingQuestion) -> bool:
    """Whether the words give the reason to the question of a day, asked again where they name none."""
    pending = _explained(visit, question)
    return pending is not None and await _go_on(visit, person, question, pending)


def _typed(visit: Visit, question: PendingQuestion) -> Pending | None:
    """The blank with what the words add to it; None when they do not answer the question."""
    pending = Pending.from_payload(question.payload)
    if question.kind == DAY:
        return _with_day(visit, pending)
    if visit.text.strip("。! ") in _ALL:
        return pending
    named = visit.desk.reader.named(visit.text, on=visit.on)
    if named is None or not named.indicators:
        return None
    said = {str(each) for each in named.periods}
    fitting = [each for each in pending.series if each.indicator in named.indicators]
    if said:
        series = tuple(each for each in fitting if each.period in said)
    else:
        series = tuple({each.indicator: each for each in reversed(fitting)}.values())  # the oldest of each
    return replace(pending, series=series) if series else None


def _with_day(visit: Visit, pending: Pending) -> Pending | None:
    """The day alone, or with a reason beside it: 等省厅数据,下周三报; 不适用 in its place."""
    day = read_day(visit.text, on=visit.on)
    if day is not None:
        return replace(pending, promised_on=day)
    told = read_blanks(visit.desk.reader, visit.text, on=visit.on)
    blank = told.blanks[0] if told is not None and len(told.blanks) == 1 and not told.rest else None
    if blank is None or blank.named != NOBODY_SAID or not is_complete(blank):
        return None
    reason = blank.reason or pending.reason
    return replace(pending, state=blank.state, promised_on=blank.promised_on, reason=reason)


def _explained(visit: Visit, question: PendingQuestion) -> Pending | None:
    """The blank with the reason in the words, and the day that is said beside it: 12号,检测报告没出来."""
    given = read_reason(visit.desk.reader, visit.text, on=visit.on)
    if question.kind != DAY or given is None:
        return None
    pending = Pending.from_payload(question.payload)
    return replace(pending, reason=given.reason, promised_on=given.day)


def _still_without(visit: Visit, question: PendingQuestion) -> Pending | None:
    """数据还没出来 says why there is no figure yet, no more than that: the reason where the day is asked for.
    A bare 暂无 gives none."""
    words = visit.text.strip().rstrip("。！!")
    told = read_blanks(visit.desk.reader, words, on=visit.on) if question.kind == DAY else None
    blank = told.blanks[0] if told is not None and len(told.blanks) == 1 and not told.rest else None
    if blank is None or blank.named != NOBODY_SAID or is_complete(blank):
        return None
    if "暂" in words or len(words) < SHORTEST_REASON:
        return None
    return replace(Pending.from_payload(question.payload), reason=words)


async def _go_on(visit: Visit, person: Person, question: PendingQuestion, pending: Pending) -> bool:
    answered = replace(pending, text=f"{pending.text}\n{visit.text}")
    async with visit.writing() as tx:
        if await tx.questions.close(question.id, outcome="answered", at=visit.at):
            await defer(tx, visit, person, still_own(visit, person, answered))
        else:
            await visit.say(tx, screen(texts.CLOSED))
    return True


async def _reply(visit: Visit, person: Person, number: int) -> bool:
    """A reply to a question: its answer, or a word that it was none."""
    async with visit.desk.store.reading() as tx:
        question = await tx.questions.get(number)
    if question is None or question.person_id != person.id or question.expires_at <= visit.at:
        return False
    pending = _typed(visit, question) or _explained(visit, question) or _still_without(visit, question)
    if pending is not None:
        return await _go_on(visit, person, question, pending)
    meaning = visit.desk.reader.read(visit.text, on=visit.on, role=person.role, chat="private")
    if question.kind != DAY or meaning.intent != "other":
        return False
    await visit.answer(screen(texts.NOT_A_DAY))
    return True


CONVERSATION = Conversation(replies={"promise": _reply}, says=(_answers,))
