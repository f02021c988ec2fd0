"""Questions in words: a number alone, a question that goes on with the one before, one that must be asked
back."""

from handlers.answers.answering import CHOICES, answer
from handlers.answers.figures import asked_period
from handlers.answers.overall import area_asked
from handlers.answers.subjects import continued, remember
from handlers.answers.telling import linked, tell
from handlers.answers.tracing import number_in, of_number
from handlers.texts.answers.figures import no_such_period, which_indicator
from handlers.visit import Visit
from qbot.answering.area_words import speaks_of_several
from qbot.answering.subjects import OF_INDICATOR
from qbot.people import Person
from qbot.reading.meaning import Meaning, Question


async def traced(visit: Visit, person: Person) -> bool:
    """Whether the words are the number of a version and nothing else."""
    number = number_in(visit.text)
    if number is None:
        return False
    shown, question = await of_number(visit, number)
    async with visit.writing() as tx:
        await remember(tx, visit, person, question)
        await tell(tx, visit, [shown], question)
    return True


async def follow(visit: Visit, person: Person, meaning: Meaning) -> bool:
    """Whether the words went on with what was asked before, and were answered so."""
    question = await continued(visit, person, meaning)
    if question is None:
        return False
    await answer(visit, person, question, in_full=1)
    return True


async def query(visit: Visit, person: Person, meaning: Meaning, question: Question) -> None:
    """Answer a question; where it does not say which indicator, ask."""
    clear = question.indicators or question.about not in OF_INDICATOR
    is_clear = clear and meaning.clarify not in ("indicator", "period")
    may_be_area = question.about in ("value", "overview") and (not is_clear or speaks_of_several(visit.text))
    if may_be_area and await area_asked(visit):
        return None
    if is_clear:
        return await answer(visit, person, question)
    plan = visit.desk.plan
    named = visit.desk.reader.outline(visit.text, on=visit.on).indicators
    if meaning.clarify == "period":
        return await visit.answer(no_such_period(plan, named[:CHOICES]))
    own = [each.id for unit in person.units for each in plan.led_by(unit)]
    candidates = named or own or [each.id for each in plan.indicators]
    shown = which_indicator(plan, question.about, candidates[:CHOICES], period=asked_period(question))
    return await visit.answer(shown)


async def open_link(visit: Visit, person: Person, payload: str) -> bool:
    """Whether what follows /start is a question that a group's answer led to, and was answered."""
    question = linked(visit.desk.plan, payload)
    if question is None or not visit.is_private:
        return False
    if question.about in OF_INDICATOR and not question.indicators:
        return False
    await answer(visit, person, question)
    return True
