"""Deciding on wishes for a later day: the office's card, a reply to it, /extensions."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from handlers.actions_extensions import DecideExtension, ListExtensions
from handlers.conversation import Command, Conversation
from handlers.screen import Screen, screen
from handlers.telling import hearing_office, renew_cards, tell_in_hours
from handlers.texts import extensions as texts
from handlers.visit import Visit
from qbot.errors import Gone, NotAllowed
from qbot.extending import decide, of_matter
from qbot.extension_words import asks_for_decision
from qbot.extensions import Extension
from qbot.ledger.obligations import obligation_of
from qbot.people import Person
from qbot.plan.models import Plan
from qbot.ports import Reads, Writes
from qbot.reporting import speaking_units

PAGE = 5
_YES = re.compile(r"\s*(?:同意|批准|准|可以|行|好的?)[\s,。!:]*(?P<more>.*)", re.DOTALL)
_NO = re.compile(r"\s*(?:不同意|不批准?|不行|不可以|驳回|退回)[\s,。!:]*(?P<more>.*)", re.DOTALL)


async def tell_office(tx: Writes, visit: Visit, number: int) -> None:
    """Put a new wish before the office."""
    shown = texts.card(visit.desk.plan, await _card(tx, visit.desk.plan, number))
    await tell_in_hours(tx, await hearing_office(tx), shown, at=visit.at, subject=_subject(number))


async def _press(visit: Visit, person: Person, action: DecideExtension) -> str:
    if not visit.is_private:
        raise NotAllowed
    try:
        async with visit.writing() as tx:
            await _decide(tx, visit, person, action.matter, granted=bool(action.granted))
    except Gone as gone:
        return texts.DECIDED if str(gone) == "decided" else texts.NOT_FOUND
    return texts.GRANTED if action.granted else texts.REFUSED


async def _decide(
    tx: Writes, visit: Visit, person: Person, number: int, *, granted: bool, words: str = ""
) -> None:
    """Decide, tell whoever asked, and bring every card in the office up to date."""
    plan = visit.desk.plan
    before = await _card(tx, plan, number)
    matter, extension = await decide(tx, person, number, granted=granted, at=visit.at)
    shown = replace(before, matter=matter, extension=extension)
    if before.asker is not None and before.asker.state == "active":
        told = texts.answer(plan, shown, on=visit.on, words=words)
        await tell_in_hours(tx, [before.asker], told, at=visit.at)
    card = texts.decided(plan, shown, by=person)
    await renew_cards(tx, await hearing_office(tx), card, subject=_subject(number), at=visit.at)


async def _card(tx: Reads, plan: Plan, number: int) -> texts.Card:
    """The wish beside the day that held when it was made, with what had been granted by then."""
    matter, extension = await of_matter(tx, number)
    earlier = [each for each in await tx.extensions.of_series(extension.series) if each.id < extension.id]
    granted_on = max((each.until_on for each in earlier if each.granted), default=None)
    planned_on = _planned_on(plan, extension)
    asker = await tx.people.get(extension.asked_by)
    return texts.Card(matter, extension, max(planned_on, granted_on or planned_on), planned_on, asker)


def _planned_on(plan: Plan, extension: Extension) -> date:
    """The plan's own day; the day asked for where a newer plan has dropped the indicator."""
    owed = obligation_of(plan, extension.series)
    return owed.due_on if owed else extension.until_on


def _subject(number: int) -> str:
    return f"extension:{number}"


async def _replied(visit: Visit, person: Person, number: int) -> bool:
    """The office answers a card: 同意, or 不同意 with a word why."""
    verdict = _verdict(visit.text)
    if not person.is_office or verdict is None:
        return False
    await _decide_in_words(visit, person, number, *verdict)
    return True


def _verdict(text: str) -> tuple[bool, str] | None:
    """Yes or no, and what is said besides."""
    no, yes = _NO.fullmatch(text), _YES.fullmatch(text)
    match = no or yes
    return (no is None, match["more"].strip()) if match else None


async def _decide_in_words(visit: Visit, person: Person, number: int, granted: bool, words: str) -> None:
    try:
        async with visit.writing() as tx:
            await _decide(tx, visit, person, number, granted=granted, words=words)
            await visit.say(tx, screen(texts.GRANTED if granted else texts.REFUSED), resend=True)
    except Gone as gone:
        await visit.answer(screen(texts.DECIDED if str(gone) == "decided" else texts.NOT_FOUND))


async def _listing(visit: Visit, person: Person, words: Sequence[str]) -> None:
    """/extensions, or /extensions NUMBER 同意; a contact sees what has become of its own wishes."""
    if not visit.is_private:
        raise NotAllowed
    if not person.is_office:
        return await visit.answer(await _own(visit, person))
    if not words:
        return await visit.answer(await _page(visit, after=0))
    verdict = _verdict(" ".join(words[1:]))
    if not words[0].isdecimal() or verdict is None:
        return await visit.answer(screen(texts.HOW))
    return await _decide_in_words(visit, person, int(words[0]), *verdict)


async def _asked(visit: Visit, person: Person) -> bool:
    """Whether the words ask what has become of a wish."""
    if not visit.is_private or not asks_for_decision(visit.text):
        return False
    await _listing(visit, person, ())
    return True


async def _own(visit: Visit, person: Person) -> Screen:
    units = speaking_units(visit.desk.plan, person)
    if not units:
        return screen(texts.OTHER_UNIT)
    async with visit.desk.store.reading() as tx:
        wishes = await tx.extensions.of_units(units, limit=PAGE)
    return texts.own(visit.desk.plan, wishes)


async def _next_page(visit: Visit, person: Person, action: ListExtensions) -> None:
    if not person.is_office or not visit.is_private:
        raise NotAllowed
    await visit.replace(await _page(visit, after=action.after))


async def _page(visit: Visit, *, after: int) -> Screen:
    async with visit.desk.store.reading() as tx:
        page = await tx.matters.open_ones("extension", limit=PAGE + 1, after=after)
        cards = [await _card(tx, visit.desk.plan, each.id) for each in page[:PAGE]]
    return texts.listing(visit.desk.plan, cards, more=len(page) > PAGE)


CONVERSATION = Conversation(
    commands=(
        Command(
            "extensions",
            "延期申请批了没有",
            _listing,
            phrases=("延期申请", "待批延期", "延期审批"),
        ),
    ),
    presses={DecideExtension: _press, ListExtensions: _next_page},
    replies={"extension": _replied},
    says=(_asked,),
)
