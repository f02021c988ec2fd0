"""What is typed in answer to a question about a wish for a later day: a name, a day, a reason, 算了.

While such a question is open, these are its answer, before they are taken for a promise (数据还没出来) or for
a question (重点食品). Figures, questions, and promises of something else go their own way.
"""

from dataclasses import replace

from handlers import extensions, promises, prompts
from handlers.conversation import Conversation
from handlers.extensions import TERMS, WHICH
from handlers.screen import screen
from handlers.texts import extensions as texts
from handlers.visit import Visit
from qbot.extension_words import LaterDay, Wish, is_declined, means_all, read_answer, whole_reason
from qbot.extensions import Application
from qbot.ledger.versions import Series
from qbot.people import Person
from qbot.plan.models import Plan
from qbot.ports import PendingQuestion
from qbot.promises import read_blanks
from qbot.reading.naming import Named
from qbot.reading.normal import normalise

SHORTEST_PIECE, LONGEST_PIECE = 2, 6
_BESIDE = (promises.WHICH, promises.DAY)  # other questions that a name or a day may answer: the newest counts


async def _said(visit: Visit, person: Person) -> bool:
    """Whether the words answer the newest question, where that is one about a wish."""
    if not visit.is_private:
        return False
    async with visit.desk.store.reading() as tx:
        open_ = await tx.questions.open_for(person.id, visit.chat_id)
    asked = [each for each in open_ if each.expires_at > visit.at and _takes_names_or_days(each)]
    if not asked or visit.at - asked[0].asked_at > prompts.PROMPT_LIFE:
        return False
    if prompts.is_of(asked[0], TERMS):
        return await _terms(visit, person, asked[0])
    return asked[0].kind == WHICH and await _figure(visit, person, asked[0])


def _takes_names_or_days(question: PendingQuestion) -> bool:
    return question.kind in (WHICH, *_BESIDE) or prompts.is_of(question, TERMS)


async def _reply(visit: Visit, person: Person, number: int) -> bool:
    """A reply to the question of which figure, as long as that is open."""
    async with visit.desk.store.reading() as tx:
        question = await tx.questions.get(number)
    if question is None or question.person_id != person.id or question.expires_at <= visit.at:
        return False
    return question.kind == WHICH and await _figure(visit, person, question)


async def _figure(visit: Visit, person: Person, question: PendingQuestion) -> bool:
    """The figure that was asked for, and what is said of the day and the reason on the way."""
    wanted = Application.from_payload(question.payload)
    if is_declined(visit.text):
        return await _drop(visit, question)
    picked = _picked(visit, wanted)
    said = Wish(Named(), LaterDay(), "") if picked else _read(visit, person, wanted)
    if said is None:
        return False
    answered = replace(wanted.completed(said.until, said.reason), text=f"{wanted.text}\n{visit.text}")
    chosen = picked if len(picked) == 1 else _chosen(visit, wanted, said)
    async with prompts.taking(visit, question) as tx:
        if chosen:
            await extensions.go_on(tx, visit, person, replace(answered, series=chosen))
        elif said.named.names_one or said.named.periods:
            await extensions.go_on_with(tx, visit, person, answered, said.named)
        else:
            await extensions.ask_which(tx, visit, person, answered, among=picked or wanted.series)
    return True


def _picked(visit: Visit, wanted: Application) -> tuple[Series, ...]:
    """Those of the offered figures of which the words are the button's, or a piece of the names (出口): none
    where they name figures in full."""
    plan, words = visit.desk.plan, normalise(visit.text).text.strip("。! ")
    for each in wanted.series:
        label = normalise(texts.short(plan, each)).text
        if words == label or words.startswith(f"{label}("):
            return (each,)
    if not SHORTEST_PIECE <= len(words) <= LONGEST_PIECE or visit.desk.reader.named(words, on=visit.on):
        return ()
    return tuple(each for each in wanted.series if any(words in name for name in _names(plan, each)))


def _names(plan: Plan, series: Series) -> tuple[str, ...]:
    indicator = plan.indicator.get(series.indicator)
    known = (indicator.name, indicator.short, *indicator.aliases) if indicator is not None else ()
    return (texts.short(plan, series).partition(" ")[0], *known)


def _chosen(visit: Visit, wanted: Application, said: Wish) -> tuple[Series, ...]:
    """Those of the offered figures that are named, of each the oldest; none where several may be meant."""
    if means_all(visit.text):
        return wanted.series
    names, periods = said.named, {str(each) for each in said.named.periods}
    meant = names.indicators or names.candidates
    fitting = [
        each
        for each in wanted.series
        if (names.names_one or periods)
        and (not meant or each.indicator in meant)
        and (not periods or each.period in periods)
    ]
    if not names.indicators and len(fitting) > 1:
        return ()
    return tuple({each.indicator: each for each in reversed(fitting)}.values())


async def _terms(visit: Visit, person: Person, question: PendingQuestion) -> bool:
    """The day and the reason that were asked for."""
    wanted = Application.from_payload(question.payload)
    if is_declined(visit.text):
        return await _drop(visit, question)
    said = _read(visit, person, wanted)
    if said is None or _names_another(visit, wanted, said):
        return False
    reason = said.reason
    if wanted.until != LaterDay() and reason:
        reason = whole_reason(visit.text)
    elif said.until == LaterDay() and not reason:
        return False
    answered = replace(wanted.completed(said.until, reason), text=f"{wanted.text}\n{visit.text}")
    async with prompts.taking(visit, question) as tx:
        await extensions.go_on(tx, visit, person, answered)
    return True


async def _drop(visit: Visit, question: PendingQuestion) -> bool:
    async with prompts.taking(visit, question) as tx:
        await visit.say(tx, screen(texts.DROPPED))
    return True


def _read(visit: Visit, person: Person, wanted: Application) -> Wish | None:
    """What the words answer; None where they go their own way: figures, questions, emergencies, 暂无 and what
    promises another figure."""
    desk = visit.desk
    said = read_answer(desk.reader, visit.text, on=visit.on)
    if said is None:
        return None
    meaning = desk.reader.read(visit.text, on=visit.on, role=person.role, chat=visit.chat_kind)
    if meaning.intent in ("report", "incident", "undo"):
        return None
    if meaning.intent == "query" and not (said.named.names_one and not said.reason):
        return None
    told = read_blanks(desk.reader, visit.text, on=visit.on)
    own = {each.indicator for each in wanted.series}
    for blank in told.blanks if told is not None else ():
        names_another = blank.named.names_one and not own & {*blank.named.indicators, *blank.named.candidates}
        if blank.state == "not-applicable" or "暂无" in visit.text or (names_another and blank.promised_on):
            return None
    return said


def _names_another(visit: Visit, wanted: Application, said: Wish) -> bool:
    """Whether a figure is named that is not the one asked about: a wish or a question of its own."""
    named = {*said.named.indicators, *said.named.candidates}
    return bool(named) and not named & {each.indicator for each in wanted.series}


PROMPTS: dict[str, prompts.Continue] = {TERMS: _terms}
CONVERSATION = Conversation(replies={WHICH: _reply}, says=(_said,))
