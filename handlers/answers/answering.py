"""From a question to what is shown: the answer of its kind, remembered as what the conversation is about."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import get_args

from handlers.actions_answers import AskOf
from handlers.answers import everything, figures, tracing
from handlers.answers.subjects import remember
from handlers.buttons import Ask
from handlers.conversation import Command, Conversation, Run
from handlers.screen import Screen, screen
from handlers.texts import refusals
from handlers.texts.answers import groups
from handlers.visit import Visit
from qbot.errors import Gone, NotAllowed
from qbot.people import Person
from qbot.periods import Period
from qbot.plan.models import Indicator
from qbot.ports import Reads, Writes
from qbot.reading.meaning import About, Question

CHOICES = 12
ABOUTS: Mapping[str, About] = {about: about for about in get_args(About)}

OfIndicator = Callable[[Reads, Visit, Indicator, Question], Awaitable[Screen]]
General = Callable[[Reads, Visit, Person, Question], Awaitable[Screen]]

OF_INDICATOR: Mapping[About, OfIndicator] = {
    "value": figures.value, "history": figures.history, "compare": figures.compare,
    "target": figures.target, "owner": figures.owner, "source": tracing.source,
}  # fmt: skip
GENERAL: Mapping[About, General] = {
    "overview": everything.overview, "unmet": everything.unmet, "missing": everything.missing,
    "mine": everything.mine, "phase": everything.phase, "ranking": everything.ranking,
    "hotline": everything.hotline,
}  # fmt: skip


async def answer(visit: Visit, person: Person, question: Question) -> None:
    """Answer a question in the chat where it was asked: in full in private, shortly in a group."""
    found = await screens(visit, person, question)
    async with visit.writing() as tx:
        await remember(tx, visit, person, question)
        await tell(tx, visit, found, question)


async def tell(tx: Writes, visit: Visit, found: Sequence[Screen], question: Question) -> None:
    """Put the answer into the outbox."""
    shown = found if visit.is_private else [groups.short(found, address(visit, question))]
    for each in shown:
        await visit.say(tx, each)


async def screens(visit: Visit, person: Person, question: Question) -> list[Screen]:
    """What to show: one screen an indicator, or one for a question about all of them."""
    async with visit.desk.store.reading() as tx:
        if question.about in GENERAL:
            return [await GENERAL[question.about](tx, visit, person, question)]
        ask = OF_INDICATOR.get(question.about)
        if ask is None or not question.indicators:
            return [screen(refusals.CANNOT_ANSWER)]
        indicators = [visit.desk.plan.indicator[id_] for id_ in question.indicators]
        return [await ask(tx, visit, indicator, question) for indicator in indicators]


def address(visit: Visit, question: Question) -> str:
    """The deep link that asks the same in private; it carries what is asked and an indicator, no more."""
    payload = "_".join(("ask", question.about, *question.indicators[:1]))
    return f"https://t.me/{visit.desk.bot_username}?start={payload}"


def linked(visit: Visit, payload: str) -> Question | None:
    """The question in a deep link, which anyone can write; None when it is none of ours."""
    kind, _, rest = payload.partition("_")
    about, _, indicator = rest.partition("_")
    if kind != "ask" or about not in ABOUTS:
        return None
    if indicator and indicator not in visit.desk.plan.indicator:
        return None
    return Question(about=ABOUTS[about], indicators=(indicator,) if indicator else ())


async def _press(visit: Visit, person: Person, action: Ask | AskOf) -> None:
    if not visit.is_bound:
        raise NotAllowed
    if action.about not in ABOUTS or (action.indicator and action.indicator not in visit.desk.plan.indicator):
        raise Gone
    period = _period(action.period) if isinstance(action, AskOf) else None
    indicators = (action.indicator,) if action.indicator else ()
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
        Command("mine", "我还差什么没报", asks("mine")),
    ),
    presses={Ask: _press, AskOf: _press},
)
