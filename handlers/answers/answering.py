"""From a question to what is shown: the answer of its kind, remembered as what the conversation is about."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from handlers.actions_answers import AskOf
from handlers.answers import figures, overall, tracing
from handlers.answers.document import quotation
from handlers.answers.meeting import note_overview
from handlers.answers.passing import ask_office
from handlers.answers.several import several
from handlers.answers.subjects import remember
from handlers.answers.telling import ABOUTS, tell
from handlers.buttons import Ask
from handlers.conversation import Command, Conversation, Run
from handlers.screen import Screen
from handlers.visit import Visit
from qbot.answering import status
from qbot.errors import Gone, NotAllowed
from qbot.people import Person
from qbot.periods import Period
from qbot.plan.models import Indicator
from qbot.ports import Reads
from qbot.reading.meaning import About, Question

CHOICES = 12
IN_FULL = 2  # indicators that are each told in a message of their own

OfIndicator = Callable[[Reads, Visit, Indicator, Question], Awaitable[Screen]]
General = Callable[[Reads, Visit, Person, Question], Awaitable[Screen]]

OF_INDICATOR: Mapping[About, OfIndicator] = {
    "value": figures.value, "history": figures.history, "compare": figures.compare,
    "target": figures.target, "owner": figures.owner, "source": tracing.source,
}  # fmt: skip
GENERAL: Mapping[About, General] = {
    "overview": overall.overview, "unmet": overall.unmet, "missing": overall.missing,
    "mine": overall.mine, "phase": overall.phase, "ranking": overall.ranking,
    "hotline": overall.hotline,
}  # fmt: skip


async def answer(visit: Visit, person: Person, question: Question, *, in_full: int = IN_FULL) -> None:
    """Answer a question in the chat where it was asked: in full in private, shortly in a group. More
    indicators than `in_full` are told in one screen."""
    if question.about == "overview" and not (question.period or question.unit):
        return await _overview(visit, person, question)
    found = await screens(visit, person, question, in_full=in_full)
    if not found:
        return await ask_office(visit, person)
    listed = [id_ for each in found for id_ in each.listed]
    async with visit.writing() as tx:
        await remember(tx, visit, person, question, listed=listed)
        return await tell(tx, visit, found, question)


async def _overview(visit: Visit, person: Person, question: Question) -> None:
    """How everything stands, noted as what this person has seen."""
    async with visit.desk.store.reading() as tx:
        everything = await status(tx, visit.desk.plan, on=visit.on)
    async with visit.writing() as tx:
        await remember(tx, visit, person, question)
        await note_overview(tx, visit, person, everything)
        return await tell(tx, visit, [overall.overview_of(visit, everything)], question)


async def screens(
    visit: Visit, person: Person, question: Question, *, in_full: int = IN_FULL
) -> list[Screen]:
    """What to show: one screen an indicator, one for more of them than `in_full` or for a question about all;
    nothing where neither the ledger nor the plan has an answer."""
    if question.about == "plan-text":
        shown = quotation(visit, question.topic)
        return [shown] if shown else []
    async with visit.desk.store.reading() as tx:
        if question.about in GENERAL:
            return [await GENERAL[question.about](tx, visit, person, question)]
        ask = OF_INDICATOR[question.about]
        indicators = [visit.desk.plan.indicator[id_] for id_ in question.indicators]
        if len(indicators) > (1 if question.about == "owner" else in_full):
            return [await several(tx, visit, indicators, question)]
        return [await ask(tx, visit, indicator, question) for indicator in indicators]


async def _press(visit: Visit, person: Person, action: Ask | AskOf) -> None:
    if not visit.is_bound:
        raise NotAllowed
    if action.about not in ABOUTS or (action.indicator and action.indicator not in visit.desk.plan.indicator):
        raise Gone
    period = _period(action.period) if isinstance(action, AskOf) else None
    indicators = (action.indicator,) if action.indicator else ()
    if ABOUTS[action.about] in OF_INDICATOR and not indicators:
        raise Gone
    await answer(visit, person, Question(about=ABOUTS[action.about], indicators=indicators, period=period))


def _period(text: str) -> str:
    try:
        return str(Period.parse(text))
    except ValueError as error:
        raise Gone from error


def asks(about: About) -> Run:
    """A command that asks one thing."""

    async def ask(visit: Visit, person: Person, _words: Sequence[str]) -> None:
        await answer(visit, person, Question(about=about))

    return ask


CONVERSATION = Conversation(
    commands=(
        Command("status", "全部指标与红绿灯", asks("overview")),
        Command("missing", "谁还没报", asks("missing")),
        Command("phase", "现在到哪一步,还有几天", asks("phase")),
        Command("mine", "我还差什么没报", asks("mine"), phrases=("我还差什么", "还差什么", "我还欠什么")),
    ),
    presses={Ask: _press, AskOf: _press},
)
