"""Chasing by the office's tap: everybody who is late, or one unit after the other."""

from collections.abc import Sequence
from datetime import datetime

from handlers.actions_follow import Chase, ChooseChased
from handlers.conversation import Command, Conversation
from handlers.nudging import wording
from handlers.screen import screen
from handlers.texts import morning as morning_texts
from handlers.texts import nudges as texts
from handlers.visit import Visit
from qbot.clock import city_day
from qbot.errors import Gone, NotAllowed
from qbot.nudging.chasing import EVERYBODY, chase
from qbot.nudging.morning import morning_of
from qbot.nudging.standing import open_entries
from qbot.people import Person
from qbot.proxy import split


async def _chase(visit: Visit, person: Person, action: Chase) -> str | None:
    _only_office(visit, person)
    if action.unit != EVERYBODY and action.unit not in visit.desk.plan.unit:
        raise Gone
    await _carry_out(visit, person, action.unit)
    return None


async def _by_words(visit: Visit, person: Person, words: Sequence[str]) -> None:
    """/chase asks everybody, /chase UNIT one unit."""
    if not words:
        return await _carry_out(visit, person, EVERYBODY)
    named = split(visit.desk.plan, " ".join(words))
    if named is None:
        return await visit.answer(texts.unknown_unit(words[0]))
    return await _carry_out(visit, person, named[0])


async def _carry_out(visit: Visit, person: Person, unit: str) -> None:
    plan = visit.desk.plan
    async with visit.writing() as tx:
        done = await chase(tx, plan, wording(plan), person, unit=unit, now=visit.at)
        if isinstance(done, datetime):
            await visit.say(tx, screen(texts.chased_later(done)))
        else:
            await visit.say(tx, texts.chased(plan, done, on=visit.on))


async def _choose(visit: Visit, person: Person, action: ChooseChased) -> str | None:
    _only_office(visit, person)
    plan, on = visit.desk.plan, city_day(visit.at)
    async with visit.desk.store.reading() as tx:
        open_ = await open_entries(tx, plan, units=None, on=on)
    missing = [each for each in open_ if each.due_on <= on]
    await visit.answer(morning_texts.choose_units(plan, missing, page=action.page))
    return None


async def _morning(visit: Visit, _person: Person, _words: Sequence[str]) -> None:
    """The morning's message, at any time of the day."""
    async with visit.desk.store.reading() as tx:
        told = await morning_of(tx, visit.desk.plan, now=visit.at)
    await visit.answer(morning_texts.morning(visit.desk.plan, told))


def _only_office(visit: Visit, person: Person) -> None:
    if not person.is_office or not visit.is_private:
        raise NotAllowed


CONVERSATION = Conversation(
    commands=(
        Command(
            "morning",
            "今日要办:到期、逾期、催办",
            _morning,
            for_office=True,
            phrases=("晨报", "今日要办"),
        ),
        Command(
            "chase",
            "一键催办:提醒到期和逾期未报的",
            _by_words,
            for_office=True,
            phrases=("一键催办", "催一下", "全部催办"),
        ),
    ),
    presses={Chase: _chase, ChooseChased: _choose},
)
